"""Post to thousands of people and groups under Telegram's limits while people ask for their tasks."""

from __future__ import annotations

import argparse
import asyncio
import random
import resource
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from bench import bot
from bench.plans import START, fill
from dieuphoi.bot import posting
from dieuphoi.bot.channels.telegram.channel import LIMITS
from dieuphoi.bot.clock import Clock
from dieuphoi.handlers.messages import Button, Chat, Message, Rank, bold
from dieuphoi.storage import agencies, people
from dieuphoi.storage.database import Database
from tests.telegram_api import Group, Person, TelegramApi
from tests.telegram_api.methods import Methods, Parameters

TASKS = 1_000
QUICK = (100, 20)  # people and groups
QUESTIONS = ("/quynay", "/viec")
ASKED_EVERY = 0.5  # seconds
MARK = "Nhắc việc sáng nay"
PATIENCE = 15.0  # seconds in which nothing arrives
STOP = 10.0
WANTED_RATIO, WANTED_P99 = 0.94, 1.0


@dataclass(slots=True)
class Tally:
    """When what arrived at the server, on its own clock."""

    posts: list[float] = field(default_factory=list)
    answers: list[float] = field(default_factory=list)
    asked: dict[int, float] = field(default_factory=dict)  # by person: questions without an answer
    waits: list[float] = field(default_factory=list)
    polls: int = 0


class Counting(Methods):
    """The server's methods; what arrives is counted."""

    def __init__(self, api: TelegramApi, tally: Tally) -> None:
        super().__init__(api.chats, api.updates, api.rates)
        self._tally = tally

    async def call(self, method: str, given: Parameters) -> Any:
        """As the double's."""
        now, it = time.monotonic(), self._tally
        it.polls += method == "getUpdates"
        result = await super().call(method, given)
        if method == "sendMessage" and MARK in given["text"]:
            it.posts.append(now)
        elif method == "sendMessage":
            it.answers.append(now)
            if (asked := it.asked.pop(int(given["chat_id"]), None)) is not None:
                it.waits.append(time.monotonic() - asked)
        return result


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How much is posted."""
    parser.add_argument("--people", type=int, default=10_000, help="who get a post in private")
    parser.add_argument("--groups", type=int, default=500, help="that get a post")
    parser.add_argument("--quick", action="store_true", help="to {} people and {} groups".format(*QUICK))


def run(given: argparse.Namespace) -> tuple[dict[str, Any], bool]:
    """Measure; gives the figures, and whether pace, answers and limits are as they must be."""
    return measure(*(QUICK if given.quick else (given.people, given.groups)))


def measure(number: int, groups: int) -> tuple[dict[str, Any], bool]:
    """Post once to so many people and groups, with the real `dieuphoi run` against the double."""
    with tempfile.TemporaryDirectory() as folder:
        url = fill(Path(folder) / "office.db", TASKS, "nobody")
        with (Path(folder) / "log").open("wb") as log:
            return asyncio.run(_measure(url, number, groups, log))


async def _measure(url: str, number: int, groups: int, log: IO[bytes]) -> tuple[dict[str, Any], bool]:
    tally, before = Tally(), resource.getrusage(resource.RUSAGE_CHILDREN)
    async with TelegramApi() as api:
        api.methods = Counting(api, tally)
        everybody = [api.person(f"Người {n}") for n in range(number)]
        chats: list[Person | Group] = [*everybody, *(api.group(f"Tổ {n}") for n in range(groups))]
        await asyncio.to_thread(_join, url, everybody)
        with bot.running(url, api.token, api.base_url, log) as process:
            await api.until(lambda: tally.polls, 60)
            asking = asyncio.create_task(_ask(api, everybody, tally))
            wrote = await asyncio.to_thread(write_posts, url, chats)
            await _until_still(tally, len(chats))
            asking.cancel()
            stopped = await asyncio.to_thread(_stop, process)
        refused = len(api.rates.refused)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime
    figures = {"people": number, "groups": groups} | _figures(tally)
    figures |= {
        "earned 429": refused,
        "written in (seconds)": round(wrote, 2),
        "processor time of the bot (seconds)": round(cpu, 1),
        "stopped in (seconds)": stopped,
    }
    return figures, not refused and stopped is not None and _good(figures, len(chats))


def _join(url: str, everybody: list[Person]) -> None:
    """Make everybody a focal point, spread over the agencies."""
    database = Database(url)
    with database.begin(START) as tx:
        places = [a.id for a, _aliases in agencies.every(tx) if a.kind in ("department", "district")]
        for n, person in enumerate(everybody):
            who = people.identify(tx, "telegram", str(person.id), person.first_name)
            people.join(tx, people.add(tx, who.address_id, person.first_name), places[n % len(places)])
    database.close()


def write_posts(url: str, chats: Sequence[Person | Group]) -> float:
    """Write a post for every chat in one transaction, as on a morning; gives the seconds that it took."""
    database, now = Database(url), Clock().now()
    text = "\n".join([bold(MARK), *(f"PL3-{n}: còn 7 ngày – Xây dựng văn bản hướng dẫn" for n in range(8))])
    messages = (
        Message(
            Chat("telegram", str(chat.id), isinstance(chat, Person)),
            text,
            rank=Rank.POST,
            kind="reminder",
            key=f"fan-out {chat.id}",
            buttons=((Button("Xem việc", "l:1"),),),
        )
        for chat in random.Random(1).sample(chats, len(chats))
    )
    began = time.monotonic()
    with database.begin(now) as tx:
        posting.post(tx, messages, {"telegram": LIMITS})
    database.close()
    return time.monotonic() - began


async def _ask(api: TelegramApi, everybody: list[Person], tally: Tally) -> None:
    """Somebody who waits for no answer asks, again and again."""
    dice = random.Random(2)
    while True:
        person = dice.choice(everybody)
        if person.id not in tally.asked:
            tally.asked[person.id] = time.monotonic()
            api.say(person, person, dice.choice(QUESTIONS))
        await asyncio.sleep(dice.uniform(0, 2 * ASKED_EVERY))


async def _until_still(tally: Tally, posts: int) -> None:
    """Wait for the last post, and for the answers to all that was asked until then."""
    seen, since = 0, time.monotonic()
    while (len(tally.posts) < posts or tally.asked) and time.monotonic() - since < PATIENCE:
        if seen != (seen := len(tally.posts)):
            since = time.monotonic()
        await asyncio.sleep(0.02)


def _stop(process: subprocess.Popen[bytes]) -> float | None:
    """Tell the bot to end; gives the seconds, None where it did not or ended badly."""
    began = time.monotonic()
    process.terminate()
    try:
        ended = process.wait(STOP)
    except subprocess.TimeoutExpired:
        return None
    return None if ended else round(time.monotonic() - began, 2)


def _figures(tally: Tally) -> dict[str, Any]:
    began, ended = (tally.posts[0], tally.posts[-1]) if tally.posts else (0.0, 0.0)
    carried = len(tally.posts) + sum(began <= moment <= ended for moment in tally.answers)
    seconds = max(ended - began, 0.001)
    waits = sorted(tally.waits) or [0.0]
    return {
        "posts arrived": len(tally.posts),
        "answers meanwhile": carried - len(tally.posts),
        "seconds": round(seconds, 1),
        "of what the limits allow": round(carried / LIMITS.per_second / seconds, 3),
        "questions": len(tally.waits) + len(tally.asked),
        "without an answer": len(tally.asked),
        "answer p50 (seconds)": round(waits[len(waits) // 2], 3),
        "answer p99 (seconds)": round(waits[min(len(waits) - 1, len(waits) * 99 // 100)], 3),
        "answer, longest (seconds)": round(waits[-1], 3),
    }


def _good(figures: dict[str, Any], posts: int) -> bool:
    return bool(
        figures["posts arrived"] == posts
        and not figures["without an answer"]
        and figures["of what the limits allow"] >= WANTED_RATIO
        and figures["answer p99 (seconds)"] < WANTED_P99
    )
