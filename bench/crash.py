"""Kill the bot again and again while people report to it, and see whether anything is lost or doubled."""

from __future__ import annotations

import argparse
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import IO, Any

from bench import bot
from bench.arguments import positive
from bench.double import Double
from bench.phones import Part
from bench.plans import START, fill
from bench.reckoning import Findings, reckon
from dieuphoi.storage import agencies, people
from dieuphoi.storage.database import Database, Transaction

PLAN = "1/KH-BENCH"
TASKS = 240
PEOPLE = 16
AT_WORK = (0.0, 1.0)  # seconds between the first look for updates and the kill
IN_THE_START = 0.2  # how often the kill comes before that
STALLED = 30.0  # seconds in which nothing of what has piled up was done
STOP = 10.0
WAITING = (
    "SELECT (SELECT count(*) FROM inbox WHERE status = 'waiting')"
    " + (SELECT count(*) FROM outbox WHERE status IN ('waiting', 'sending'))"
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How much, and which chance."""
    parser.add_argument("--kills", type=positive, default=25, help="how often the bot is killed")
    parser.add_argument("--seed", type=int, default=1, help="of everything that happens by chance")


def run(given: argparse.Namespace) -> tuple[dict[str, Any], bool]:
    """See `measure`."""
    return measure(given.kills, given.seed)


def measure(kills: int, seed: int) -> tuple[dict[str, Any], bool]:
    """Play the whole storm in a folder of its own; gives the figures, and whether nothing was lost or doubled."""
    dice = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "office.db"
        parts = _prepare(file)
        began = time.monotonic()
        with (Path(folder) / "log").open("wb") as log, Double(seed, parts) as double:
            starts = [_kill(file, double, log, dice) for _kill_number in range(kills)]
            drained, stopped = _drain(file, double, log)
            story = double.story()
        seconds = time.monotonic() - began
        found = reckon(story, file, PLAN)
        lines = (Path(folder) / "log").read_text(encoding="utf-8").splitlines()
    if not drained:
        found.lost.append(f"what had piled up stood still for {STALLED:.0f} seconds")
    if stopped != 0:
        found.wrong.append(f"the bot ended with {stopped} when told to stop")
    found.wrong += [line for line in lines if "level=error" in line or line.startswith("Traceback")]
    _tell(found)
    shown = sum(map(len, story.heard.values()))
    return _figures(kills, seed, found, len(story.updates), shown, starts, seconds), found.good


def _prepare(file: Path) -> list[Part]:
    """An office with a plan, and a focal point with a Telegram account for each of its first agencies."""
    database = Database(fill(file, TASKS, "nobody"))
    with database.begin(START) as tx:
        departments = [a for a, _aliases in agencies.every(tx) if a.kind in ("department", "district")]
        parts = [
            _join(tx, 100_000_001 + n, agency.id) for n, agency in enumerate(departments[1 : PEOPLE + 1])
        ]
    database.close()
    return parts


def _join(tx: Transaction, telegram_id: int, agency_id: int) -> Part:
    who = people.identify(tx, "telegram", str(telegram_id), str(telegram_id))
    people.join(tx, people.add(tx, who.address_id, f"Người {telegram_id}"), agency_id)
    *texts, card = tx.connection.exec_driver_sql(
        "SELECT task.code, assignment.id FROM assignment JOIN task ON task.id = assignment.task_id"
        " JOIN plan ON plan.id = task.plan_id WHERE plan.number = ? AND assignment.agency_id = ?",
        (PLAN, agency_id),
    ).all()
    return Part(telegram_id, tuple(code for code, _id in texts), *card)


def _kill(file: Path, double: Double, log: IO[bytes], dice: random.Random) -> float | None:
    """Start the bot and kill it at some moment; gives the seconds until it listened, where it came so far."""
    polls, began = double.polls(), time.monotonic()
    with bot.running(f"sqlite:///{file}", double.token, double.base_url, log) as process:
        seconds = None
        if dice.random() < IN_THE_START:
            time.sleep(dice.uniform(0.2, 1.5))
        else:
            if not double.polled_since(polls):
                raise RuntimeError("the bot does not start")
            seconds = time.monotonic() - began
            time.sleep(dice.uniform(*AT_WORK))
        if process.poll() is not None:
            raise RuntimeError(f"the bot ended by itself with {process.returncode}")
    return seconds


def _drain(file: Path, double: Double, log: IO[bytes]) -> tuple[bool, int | None]:
    """Let everybody fall silent and the bot finish; gives whether it did, and what it ended with when told to."""
    double.hush()
    with bot.running(f"sqlite:///{file}", double.token, double.base_url, log) as process:
        least, moved = sys.maxsize, time.monotonic()
        while (left := double.unconfirmed() + _waiting(file)) and time.monotonic() - moved < STALLED:
            if left < least:
                least, moved = left, time.monotonic()
            time.sleep(0.1)
        process.terminate()
        try:
            return not left, process.wait(STOP)
        except subprocess.TimeoutExpired:
            return not left, None


def _waiting(file: Path) -> int:
    connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    try:
        return int(connection.execute(WAITING).fetchone()[0])
    finally:
        connection.close()


def _tell(found: Findings) -> None:
    for kind in ("lost", "doubled", "disordered", "wrong"):
        for what in getattr(found, kind):
            print(f"{kind}: {what}", file=sys.stderr)


def _figures(
    kills: int,
    seed: int,
    found: Findings,
    updates: int,
    shown: int,
    starts: list[float | None],
    seconds: float,
) -> dict[str, Any]:
    known = [start for start in starts if start is not None] or [0.0]
    return {
        "kills": kills,
        "seed": seed,
        "updates": updates,
        "messages shown": shown,
        "lost": len(found.lost),
        "doubled without a doubt on record": len(found.doubled),
        "out of order": len(found.disordered),
        "wrong": len(found.wrong),
        "doubts on record": found.doubts,
        "shown again after a doubt": found.repeated,
        "set aside in doubt": found.set_aside,
        "start, median (seconds)": round(statistics.median(known), 2),
        "start, longest (seconds)": round(max(known), 2),
        "seconds": round(seconds, 1),
    }
