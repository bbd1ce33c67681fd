"""Understand many kinds of messages, one after another: milliseconds each, and against a floor in the same run.

The floor is what no reader can do without: the message's JSON read and written, its letters folded.
Ends with 1 where the median is 2 ms or more.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import statistics
import time
import unicodedata
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Literal

from bench.arguments import positive
from dieuphoi.bot import office_setup
from dieuphoi.bot.clock import Clock
from dieuphoi.handlers.directory import Names
from dieuphoi.handlers.understanding import Known, understand
from dieuphoi.storage.database import Database

MEDIAN = 2.0  # milliseconds
TODAY = date(2022, 2, 15)
LABELLED = Path(__file__).parents[1] / "tests" / "handlers" / "understanding"
Chat = Literal["private", "group"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How often."""
    parser.add_argument("--rounds", type=positive, default=3, help="times that every message is read")


def run(given: argparse.Namespace) -> tuple[dict[str, Any], bool]:
    """See `measure`."""
    return measure(given.rounds)


def measure(rounds: int) -> tuple[dict[str, Any], bool]:
    """Read every labelled message in turn; gives the figures, and whether the median is under 2 ms."""
    messages, known = _messages(), known_to_the_bot()
    first = _first_message()
    for text, chat in messages:  # the vocabulary is compiled when it is first needed
        understand(text, chat=chat, today=TODAY, known=known)
    lines = [json.dumps({"text": text, "chat": chat}, ensure_ascii=False) for text, chat in messages]
    floor = _each([lambda line=line: _floor(line) for line in lines], rounds)
    reading = _each([lambda m=m: _read(*m, known) for m in messages], rounds)
    median, least = statistics.median(reading), statistics.median(floor)
    figures = {
        "messages": len(messages),
        "rounds": rounds,
        "median, ms": round(median, 3),
        "p95, ms": round(_p95(reading), 3),
        "slowest, ms": round(max(reading), 2),
        "floor, median, ms": round(least, 4),
        "median over the floor's": round(median / least, 1),
        "p95 over the floor's": round(_p95(reading) / _p95(floor), 1),
        "first message of a process, ms": round(first),
    }
    return figures, median < MEDIAN


def _messages() -> list[tuple[str, Chat]]:
    lines = [line for file in sorted(LABELLED.glob("messages*.jsonl")) for line in _lines(file)]
    return [(line["text"], line["chat"]) for line in map(json.loads, lines)]


def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines()


def known_to_the_bot() -> Known:
    """The shipped plan and the agencies that a new office knows."""
    database, clock = Database("sqlite://"), Clock()
    office_setup.prepare(database, clock)
    with database.begin(clock.now()) as tx:
        return Names().known(tx)


def _read(text: str, chat: Chat, known: Known) -> None:
    understand(text, chat=chat, today=TODAY, known=known)


def _floor(line: str) -> None:
    said = json.loads(line)
    json.dumps({"text": unicodedata.normalize("NFC", said["text"]).casefold()}, ensure_ascii=False)


def _each(works: list[Callable[[], None]], rounds: int) -> list[float]:
    """Milliseconds of each work, the median of its rounds; a round is all of them in turn."""
    times: list[list[float]] = [[] for _ in works]
    for _round in range(rounds):
        for work, taken in zip(works, times, strict=True):
            begun = time.perf_counter()
            work()
            taken.append((time.perf_counter() - begun) * 1000)
    return [statistics.median(taken) for taken in times]


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def _first_message() -> float:
    """Milliseconds of a process's first message, with the vocabulary and the names made ready for it."""
    mine, theirs = multiprocessing.get_context("spawn").Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_first, args=(theirs,))
    process.start()
    taken: float = mine.recv()
    process.join()
    return taken


def _first(pipe: Any) -> None:
    known = known_to_the_bot()
    begun = time.perf_counter()
    _read("Sở KHĐT báo cáo PL1-4 đã ban hành", "group", known)
    pipe.send((time.perf_counter() - begun) * 1000)
