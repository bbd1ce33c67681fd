"""The server on its worst days: each bad chat has a temper, and the dice say when it shows."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from typing import Any

from tests.telegram_api.conversation import TelegramApi
from tests.telegram_api.methods import Methods, Parameters
from tests.telegram_api.world import Group, Person

UNCLEAR = ("reset", "drop", "cut json", "page", "no result")  # whether the message was taken can't be seen
FAILING = ("server error", "bad gateway")
IN_A_ROW = 2  # a server that fails for longer makes the run longer, and shows nothing more
LOST = ("blocked", "deactivated", "not found")  # what happens to people; the words that they are closed with
TEMPERS = ("throttled", "failing", "unclear", "hanging", *LOST)
GROUP_TEMPERS = ("kicked", "migrated", "topic deleted", "topic closed")
CLOSED = (*LOST, "kicked")


@dataclass(frozen=True, slots=True)
class Shown:
    """What a phone was shown, and when by the monotonic clock."""

    at: float
    text: str


class _Watched(Methods):
    """Notes what is carried out, whether or not the caller ever hears of it."""

    def __init__(self, api: Hostile) -> None:
        super().__init__(api.chats, api.updates, api.rates)
        self._shown = api.shown

    async def call(self, method: str, given: Parameters) -> Any:
        result = await super().call(method, given)
        if isinstance(result, dict) and "chat" in result:
            self._shown.append(Shown(time.monotonic(), result["text"]))
        return result


class Hostile(TelegramApi):
    """The server, with the tempers of its chats; none shows until `angry` is set."""

    def __init__(self, dice: random.Random) -> None:
        super().__init__()
        self.shown: list[Shown] = []
        self.methods = _Watched(self)
        self.angry = False
        self.throttled = 0  # times that a chat was told to wait out of the blue
        self.after_the_end: list[int] = []  # chats that were written to after they had been closed
        self._dice = dice
        self._tempers: dict[int, str] = {}
        self._failures: dict[int, int] = {}
        self._closed: set[int] = set()

    def give(self, chat: Person | Group, temper: str) -> None:
        """A chat with a temper."""
        self._tempers[chat.id] = temper

    def _fault(self, method: str, given: dict[str, Any]) -> str | None:
        number = int(given.get("chat_id") or 0)
        temper = self._tempers.get(number)
        if not self.angry or temper is None:
            return super()._fault(method, given)
        if temper in (*CLOSED, *GROUP_TEMPERS):
            self._end(number, temper)
            return None
        return self._misbehave(number, temper)

    def _misbehave(self, chat: int, temper: str) -> str | None:
        failures = self._failures.get(chat, 0)
        if failures >= IN_A_ROW or self._dice.random() < 0.5:
            self._failures[chat] = 0
            return None
        self._failures[chat] = failures + 1
        match temper:
            case "throttled":
                self.throttled += 1
                self.rates.throttle(chat, self._dice.randint(1, 3))
                return None
            case "failing":
                return self._dice.choice(FAILING)
            case "hanging":
                return "hang"
        return self._dice.choice(UNCLEAR)

    def _end(self, number: int, temper: str) -> None:
        """What can't be undone happens as the bot is about to write."""
        if number in self._closed:
            self.after_the_end.append(number)
        if temper in CLOSED:
            self._closed.add(number)
        person, group = self.people.get(number), self.chats.groups.get(number)
        match temper:
            case "blocked" if person:
                person.blocked = True
            case "deactivated" if person:
                person.deactivated = True
            case "not found":
                self.people.pop(number, None)
            case "kicked" if group:
                group.status = "kicked"
            case "migrated" if group and group.moved_to is None:
                self.migrate(group)
            case "topic deleted" if group:
                group.topics.clear()
            case "topic closed" if group:
                group.closed.update(group.topics)
