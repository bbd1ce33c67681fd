"""Kill the bot again and again while people report to it, and see whether anything is lost or doubled."""

from __future__ import annotations

import argparse
import random
import signal
import sqlite3
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from datetime import time as time_of_day
from pathlib import Path
from typing import Any

from bench.arguments import positive
from bench.bot import Bot, Nursery, Office
from bench.double import Double
from bench.phones import Part
from bench.plans import START, fill
from bench.reckoning import Findings, reckon
from dieuphoi.bot.clock import Clock
from dieuphoi.plan.calendar import ZONE, Hours, WorkingDays
from dieuphoi.storage import agencies, people, plans, rooms, rules
from dieuphoi.storage.database import Database, Transaction

PLAN = "1/KH-BENCH"
TASKS = 240
PEOPLE = 16
GROUPS = (-1001000000001, -1001000000002)
STEP = timedelta(minutes=100)  # that the bot's clock goes on from start to start
FRESH = 20  # every so many starts nothing is imported before
AT_WORK = (0.0, 0.5)  # seconds between the first look for updates and the kill
STOPPED = 0.15  # how often it is made to stand still before
STANDING = (0.2, 1.5)  # seconds
IN_THE_START = 0.2  # how often the kill comes before that
STALLED = 30.0  # seconds in which nothing of what has piled up was done
STOP = 10.0
WAITING = (
    "SELECT (SELECT count(*) FROM inbox WHERE status = 'waiting')"
    " + (SELECT count(*) FROM outbox WHERE channel = 'telegram' AND status IN ('waiting', 'sending'))"
)
UNDER_WAY = (
    "SELECT (SELECT count(*) FROM inbox WHERE status = 'waiting')"
    " + (SELECT count(*) FROM outbox WHERE status = 'sending')"
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
        with Nursery() as nursery, Double(seed, parts, GROUPS) as double:
            office = Office(f"sqlite:///{file}", double.token, double.base_url, Path(folder) / "log")
            storm = Storm(nursery, office, double, file, dice)
            strokes = [storm.kill(number) for number in range(kills)]
            drained, stopped = storm.drain(kills)
            story = double.story()
        seconds = time.monotonic() - began
        found = reckon(story, file, PLAN)
        lines = office.log.read_text(encoding="utf-8").splitlines()
    if not drained:
        found.lost.append(f"what had piled up stood still for {STALLED:.0f} seconds")
    if stopped != 0:
        found.wrong.append(f"the bot ended with {stopped} when told to stop")
    found.wrong += [line for line in lines if "level=error" in line or line.startswith("Traceback")]
    _tell(found)
    shown = sum(map(len, story.heard.values()))
    return _figures(kills, seed, found, len(story.updates), shown, strokes, seconds), found.good


def _prepare(file: Path) -> list[Part]:
    """An office with a plan that its groups and focal points are reminded of every day."""
    database = Database(fill(file, TASKS, "nobody"))
    with database.begin(START) as tx:
        departments = [a for a, _aliases in agencies.every(tx) if a.kind in ("department", "district")]
        parts = [
            _join(tx, 100_000_001 + n, agency.id) for n, agency in enumerate(departments[1 : PEOPLE + 1])
        ]
        plan = next(plan for plan in plans.every(tx) if plan.number == PLAN)
        rules.change(tx, plan.id, "overdue", "day", None)
        rules.change(tx, plan.id, "overdue_to", "both", None)
        for number in GROUPS:
            rooms.bind(tx, "telegram", str(number), None, f"Nhóm {number}", plan.id, None)
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


@dataclass(frozen=True, slots=True)
class Stroke:
    """One kill: how long the bot had needed to listen (None: it did not come so far), and what was under way."""

    start: float | None
    stopped: bool
    under_way: int


@dataclass(frozen=True, slots=True)
class Storm:
    """The bot of one office is started and killed again and again."""

    nursery: Nursery
    office: Office
    double: Double
    file: Path
    dice: random.Random

    def kill(self, number: int) -> Stroke:
        """Start the bot and kill it at some moment; now and then it is stopped for a while before."""
        polls, began, fresh = self.double.polls(), time.monotonic(), number % FRESH == 0
        with self.nursery.running(self.office, ahead=_ahead(number), fresh=fresh) as bot:
            seconds = None
            if self.dice.random() < IN_THE_START:
                time.sleep(self.dice.uniform(0.05, 1.5 if fresh else 0.5))
            else:
                if not self.double.polled_since(polls):
                    raise RuntimeError("the bot does not start")
                seconds = time.monotonic() - began
                time.sleep(self.dice.uniform(*AT_WORK))
            stopped = self.dice.random() < STOPPED and self._stop(bot)
            if not bot.alive():
                raise RuntimeError("the bot ended by itself")
            bot.signal(signal.SIGKILL)
            return Stroke(seconds, stopped, _count(self.file, UNDER_WAY))

    def _stop(self, bot: Bot) -> bool:
        """Let it stand still for a while; half of the time it then goes on a little."""
        bot.signal(signal.SIGSTOP)
        time.sleep(self.dice.uniform(*STANDING))
        if self.dice.random() < 0.5:
            bot.signal(signal.SIGCONT)
            time.sleep(self.dice.uniform(*AT_WORK))
        return True

    def drain(self, number: int) -> tuple[bool, int | None]:
        """Let everybody fall silent and the bot finish; gives whether it did, and what it ended with when told to."""
        self.double.hush()
        with self.nursery.running(self.office, ahead=_next_morning(_ahead(number))) as bot:
            least, moved = sys.maxsize, time.monotonic()
            while (left := self._left()) and time.monotonic() - moved < STALLED:
                if left < least:
                    least, moved = left, time.monotonic()
                time.sleep(0.1)
            bot.signal(signal.SIGTERM)
            return not left, bot.wait(STOP)

    def _left(self) -> int:
        return self.double.unconfirmed() + _count(self.file, WAITING)


def _ahead(number: int) -> float:
    """How much further the bot's clock is at a start: it begins on a Monday morning, before the hours."""
    now = Clock().now()
    monday = datetime.combine(now.date() + timedelta(days=7 - now.weekday()), time_of_day(7, 20), ZONE)
    return (monday - now + number * STEP).total_seconds()


def _next_morning(ahead: float) -> float:
    """The same, gone on to a working morning: whatever did not go out in its hours is made up for then."""
    there = Clock().now() + timedelta(seconds=ahead)
    opening = Hours().next_opening(there, WorkingDays())
    return ahead + (opening + timedelta(minutes=1) - there).total_seconds()


def _count(file: Path, query: str) -> int:
    connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    try:
        return int(connection.execute(query).fetchone()[0])
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
    strokes: list[Stroke],
    seconds: float,
) -> dict[str, Any]:
    known = [stroke.start for stroke in strokes if stroke.start is not None] or [0.0]
    return {
        "kills": kills,
        "seed": seed,
        "of them while it stood still or after": sum(stroke.stopped for stroke in strokes),
        "of them with something under way": sum(stroke.under_way > 0 for stroke in strokes),
        "updates": updates,
        "messages shown": shown,
        "of them posts": found.posts,
        "days of posts": found.days,
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
