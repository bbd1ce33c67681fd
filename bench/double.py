"""The Bot API double in a process of its own, on loopback, with everybody who writes to the bot."""

from __future__ import annotations

import asyncio
import multiprocessing
import random
import time
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from typing import Any, Self

from bench.phones import Distant, Part, Phone, Story
from tests.telegram_api import Group, TelegramApi

PATIENCE = 60.0  # seconds


class Double:
    """The process, seen from the measurement. To be used as a context manager."""

    def __init__(self, seed: int, parts: Sequence[Part], groups: Sequence[int] = ()) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(
            target=_main, args=(theirs, seed, list(parts), list(groups)), daemon=True
        )

    def __enter__(self) -> Self:
        self._process.start()
        self.token, self.base_url = self._pipe.recv()
        return self

    def __exit__(self, *_error: object) -> None:
        self._process.kill()
        self._process.join()

    def polls(self) -> int:
        """How often somebody has asked for updates."""
        return int(self._ask("polls"))

    def polled_since(self, before: int, seconds: float = PATIENCE) -> bool:
        """Wait until a bot asks for updates; False where none does."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if self.polls() > before:
                return True
            time.sleep(0.01)
        return False

    def hush(self) -> None:
        """Nobody writes any more."""
        self._ask("hush")

    def unconfirmed(self) -> int:
        """How many updates no bot has acknowledged yet."""
        return int(self._ask("unconfirmed"))

    def story(self) -> Story:
        """What was said and shown until now."""
        found: Story = self._ask("story")
        return found

    def _ask(self, question: str) -> Any:
        self._pipe.send(question)
        return self._pipe.recv()


def _main(pipe: Connection, seed: int, parts: list[Part], groups: list[int]) -> None:
    asyncio.run(_serve(pipe, seed, parts, groups))


async def _serve(pipe: Connection, seed: int, parts: list[Part], groups: list[int]) -> None:
    api, story, hush, end = TelegramApi(), Story(), asyncio.Event(), asyncio.Event()
    api.methods = distant = Distant(api, random.Random(f"{seed} distance"), story)
    api.chats.groups |= {number: Group(number, f"Nhóm {number}", kind="supergroup") for number in groups}
    answers: dict[str, Callable[[], Any]] = {
        "polls": lambda: distant.polls,
        "hush": hush.set,
        "unconfirmed": lambda: len(api.updates.waiting),
        "story": lambda: _whole(story, api),
    }

    def answer() -> None:
        try:
            pipe.send(answers[pipe.recv()]())
        except (EOFError, OSError):  # the measurement is gone
            end.set()

    async with api:
        phones = [Phone(api, part, story, random.Random(f"{seed} {part.telegram_id}")) for part in parts]
        living = [asyncio.create_task(phone.live(hush)) for phone in phones]
        asyncio.get_running_loop().add_reader(pipe.fileno(), answer)
        pipe.send((api.token, api.base_url))
        await end.wait()
        for one in living:
            one.cancel()


def _whole(story: Story, api: TelegramApi) -> Story:
    story.updates = sorted({*api.updates.handed_out, *(u["update_id"] for u in api.updates.waiting)})
    return story
