"""Posts to many: at Telegram's pace and not beyond it, with people answered meanwhile, and stopped in the middle."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from bench import bot
from bench.fanout import write_posts
from tests.telegram_api import TelegramApi
from tests.telegram_api.methods import Methods, Parameters

ROOT = Path(__file__).parents[2]
PEOPLE = 200
STOP = 10.0  # whoever stops a service kills it after that


def test_a_fan_out_keeps_telegrams_pace_earns_no_429_and_answers_meanwhile() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bench", "fanout", "--quick", "--json"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    figures = json.loads(done.stdout)
    assert (figures["posts arrived"], figures["earned 429"]) == (120, 0), done.stderr
    assert (figures["questions"] > 0, figures["without an answer"]) == (True, 0)
    assert {"of what the limits allow", "answer p50 (seconds)"} <= set(
        figures
    )  # how fast is for `bench` to say


class Slow(Methods):
    """The server's methods, whose answers take their time: what they carry is in the chat before."""

    def __init__(self, api: TelegramApi, seconds: float) -> None:
        super().__init__(api.chats, api.updates, api.rates)
        self._seconds = seconds
        self.arrived = 0

    async def call(self, method: str, given: Parameters) -> Any:
        """As the double's, but later."""
        result = await super().call(method, given)
        if method == "sendMessage":
            self.arrived += 1
            await asyncio.sleep(self._seconds)
        return result


async def stopped_in_the_middle(url: str, log: Path, seconds: float) -> tuple[int | None, float, int]:
    """Tell the bot to end while it posts; gives what it ended with, after how long, and what had arrived."""
    async with TelegramApi() as api:
        api.methods = slow = Slow(api, seconds)
        await asyncio.to_thread(write_posts, url, [api.person(f"Người {n}") for n in range(PEOPLE)])
        with log.open("wb") as output, bot.running(url, api.token, api.base_url, output) as process:
            await api.until(lambda: slow.arrived >= 20, 30)
            began = time.monotonic()
            process.terminate()
            try:
                status = await asyncio.to_thread(process.wait, STOP)
            except subprocess.TimeoutExpired:
                status = None
            return status, time.monotonic() - began, slow.arrived


def statuses(url: str) -> Counter[str]:
    with sqlite3.connect(url.removeprefix("sqlite:///")) as connection:
        rows = connection.execute("SELECT status FROM outbox WHERE kind = 'reminder'")
        return Counter(status for (status,) in rows)


@pytest.mark.parametrize("seconds", [1.0, 60.0])
def test_told_to_end_in_the_middle_of_a_fan_out_the_bot_ends_in_time_and_loses_nothing(
    sqlite_url: str, tmp_path: Path, seconds: float
) -> None:
    status, took, arrived = asyncio.run(stopped_in_the_middle(sqlite_url, tmp_path / "log", seconds))
    found = statuses(sqlite_url)
    assert (status, took < STOP) == (0, True)
    assert 0 < arrived < PEOPLE
    # What Telegram answered in time is noted; what it never answered stays in doubt, and the rest waits.
    assert found["sent" if seconds < 5 else "sending"] == arrived
    assert found["waiting"] == PEOPLE - arrived
