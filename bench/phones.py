"""Focal points on their phones: they write, press what they are shown, and remember what they said and saw."""

from __future__ import annotations

import asyncio
import random
import time
from dataclasses import dataclass, field
from typing import Any

from tests.telegram_api import Person, TelegramApi
from tests.telegram_api.methods import Methods, Parameters

PAUSE = (0.5, 5.5)  # seconds between two things that a person does
BURST = 0.15  # how often somebody does several things at once
UNDO = 0.3
UNDO_WITHIN = 12.0  # seconds
DISTANCE = (0.0, 0.05)  # seconds to the server, and as many back, so that a kill often falls into a call


@dataclass(frozen=True, slots=True)
class Part:
    """What one person does: `texts` are the codes reported on in words, `card` the task reported on by buttons."""

    telegram_id: int
    texts: tuple[str, ...]
    card: str
    assignment_id: int  # of the card


@dataclass(slots=True)
class Story:
    """What was said, and what the phones were shown."""

    percents: dict[str, list[int]] = field(default_factory=dict)  # by code, in the order of writing
    presses: dict[str, list[str]] = field(default_factory=dict)  # by code: a state's name, or "undo"
    updates: list[int] = field(default_factory=list)
    heard: dict[str, list[tuple[str, str]]] = field(default_factory=dict)  # by chat: message's number, text


class Distant(Methods):
    """The double's methods at some distance: a call that is cut may or may not have been carried out."""

    def __init__(self, api: TelegramApi, dice: random.Random, story: Story) -> None:
        super().__init__(api.chats, api.updates, api.rates)
        self.polls = 0
        self._dice = dice
        self._story = story

    async def call(self, method: str, given: Parameters) -> Any:
        """As the double's; what a chat is shown is noted."""
        self.polls += method == "getUpdates"
        await asyncio.sleep(self._dice.uniform(*DISTANCE))
        result = await super().call(method, given)
        if isinstance(result, dict) and "chat" in result:
            heard = self._story.heard.setdefault(str(result["chat"]["id"]), [])
            heard.append((str(result["message_id"]), result.get("text") or result.get("caption", "")))
        await asyncio.sleep(self._dice.uniform(*DISTANCE))
        return result


class Phone:
    """One person: reports in words with rising percentages, asks for lists, and reports by a card's buttons."""

    def __init__(self, api: TelegramApi, part: Part, story: Story, dice: random.Random) -> None:
        self._api, self._part, self._dice = api, part, dice
        self._person = Person(part.telegram_id, f"Người {part.telegram_id}", started=True)
        api.people[part.telegram_id] = self._person
        self._percents: dict[str, list[int]] = {code: [] for code in part.texts}
        self._presses: list[str] = []
        self._standing: list[str] = []  # the card's states that were not undone
        self._pressed_at = 0.0
        story.percents |= self._percents
        story.presses[part.card] = self._presses

    async def live(self, hush: asyncio.Event) -> None:
        """Do one thing after another until everybody is to be silent."""
        while not hush.is_set():
            for _time in range(self._dice.choice((2, 3)) if self._dice.random() < BURST else 1):
                self._dice.choices((self._report, self._ask, self._press), (4, 2, 4))[0]()
            await asyncio.sleep(self._dice.uniform(*PAUSE))

    def _say(self, text: str) -> None:
        self._api.say(self._person, self._person, text)

    def _ask(self) -> None:
        self._say("/viec")

    def _report(self) -> None:
        unfinished = [code for code, said in self._percents.items() if not said or said[-1] < 98]
        if unfinished:
            code = self._dice.choice(unfinished)
            said = self._percents[code]
            said.append((said[-1] if said else 0) + 1)
            self._say(f"{code} {said[-1]}%")

    def _press(self) -> None:
        """Report by a card that is up to date, take the last such report back, or ask for a new card."""
        key = self._part.assignment_id
        state = "consulting" if self._standing[-1:] == ["in_progress"] else "in_progress"
        undo = self._undo_of_last()
        if self._tap(f"s:{key}:{state}:{len(self._presses)}"):
            self._standing.append(state)
            self._presses.append(state)
            self._pressed_at = time.monotonic()
        elif undo and self._dice.random() < UNDO and self._tap(undo):
            self._standing.pop()
            self._presses.append("undo")
        elif not self._tap(f"c:{key}"):
            self._say(f"/viec {self._part.card}")

    def _undo_of_last(self) -> str | None:
        """The undo button of the last report by the card, where it is shown and was not pressed."""
        rows = [row for _posted, row in self._rows() if f"c:{self._part.assignment_id}" in row]
        marks = {data for row in rows for data in row if data.startswith("u:")}
        reports = sum(press != "undo" for press in self._presses)
        if (
            time.monotonic() - self._pressed_at > UNDO_WITHIN
        ):  # the bot's clock runs faster: it must not refuse
            return None
        if self._presses[-1:] == ["undo"] or not marks or len(marks) < reports:
            return None
        return max(marks, key=lambda mark: int(mark.removeprefix("u:")))

    def _tap(self, data: str) -> bool:
        """Press the newest button that carries this; False where none is shown."""
        shown = [posted for posted, row in self._rows() if data in row]
        if shown:
            self._api.press_data(shown[-1], self._person, data)
        return bool(shown)

    def _rows(self) -> list[tuple[Any, list[str]]]:
        """Every row of buttons in the chat, by what they carry."""
        return [
            (posted, [button["callback_data"] for button in row])
            for posted in self._api.sent(self._person)
            for row in (posted.markup or {}).get("inline_keyboard", ())
        ]
