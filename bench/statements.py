"""The bot dies before every statement, commit and call of a morning: after a fresh start all is as undisturbed.

A report comes in by a focal point, is answered, and the reminders of the morning go out. For each k a process
plays this and kills itself (SIGKILL) at the k-th step; another takes its place and finishes.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import event, text

from bench.arguments import positive
from bench.plans import fill
from dieuphoi.bot import logs, schedule
from dieuphoi.bot.clock import TurnableClock
from dieuphoi.bot.scripted import Script
from dieuphoi.handlers.messages import plain
from dieuphoi.plan.calendar import ZONE
from dieuphoi.storage import outbox, plans, rooms, rules, upkeep
from dieuphoi.storage.database import Database
from dieuphoi.storage.inbox import Arrival

TASKS = 60
EVE = datetime(
    2022, 5, 30, 7, 29, tzinfo=ZONE
)  # a Monday: totals for the group, reminders for the focal point
FOCAL = "lan"
# What must be the same, whatever the moment of the death; numbers and moments may differ.
KEPT = (
    "SELECT channel, event_id, status FROM inbox ORDER BY id",
    "SELECT assignment_id, number, kind, state, percent FROM report ORDER BY assignment_id, number",
    "SELECT id, state, percent, revision FROM assignment ORDER BY id",
    "SELECT chat_key, kind, text, key, status FROM outbox ORDER BY chat_key, rank, id",
    "SELECT assignment_id, why FROM reminder ORDER BY outbox_id, assignment_id, why",
    "SELECT name, value FROM mark ORDER BY name",
    "SELECT audience, scope, counters FROM snapshot ORDER BY id",
)


@dataclass(slots=True)
class Fate:
    """Counts a process's steps; kills it at the chosen one."""

    at: int | None
    steps: int = 0

    def step(self, *_what: object, **_more: object) -> None:
        """One more step is about to be done."""
        self.steps += 1
        if self.steps == self.at:
            os.kill(os.getpid(), signal.SIGKILL)


@dataclass(slots=True)
class Phone:
    """Takes what the bot says, durably, as a vendor does: each line is a message shown."""

    path: Path
    fate: Fate
    lines: list[str] = field(default_factory=list)

    def write(self, line: str) -> int:
        """Show a message."""
        self.fate.step()
        with self.path.open("a", encoding="utf-8") as shown:
            shown.write(line)
            shown.flush()
            os.fsync(shown.fileno())
        self.fate.step()
        return len(line)

    def flush(self) -> None:
        """Nothing is held back."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Every step, or fewer."""
    parser.add_argument("--every", type=positive, default=1, help="die at every n-th step only")


def run(given: argparse.Namespace) -> tuple[dict[str, Any], bool]:
    """See `measure`."""
    return measure(given.every)


def measure(every: int) -> tuple[dict[str, Any], bool]:
    """Die at each step in turn; gives the figures, and whether everything was as without a death each time."""
    logs.configure()
    with tempfile.TemporaryDirectory() as folder:
        ready = Path(folder) / "ready.db"
        _prepare(ready)
        whole, steps = _undisturbed(ready, Path(folder))
        wrong, doubts, again = [], 0, 0
        for at in range(1, steps + 1, every):
            found = _with_death(ready, Path(folder), at)
            doubts, again = doubts + found.doubts, again + found.again
            wrong += [f"step {at}: {what}" for what in found.differences(whole)]
    for what in wrong:
        print(what, file=sys.stderr)
    figures = {
        "steps (statements, commits, calls)": steps,
        "deaths": len(range(1, steps + 1, every)),
        "ends that differ": len(wrong),
        "doubts on record": doubts,
        "shown again after a doubt": again,
    }
    return figures, not wrong


def _prepare(file: Path) -> None:
    database = Database(fill(file, TASKS, FOCAL))
    with database.begin(EVE) as tx:
        plan = next(plan for plan in plans.every(tx) if plan.number.endswith("BENCH"))
        rules.change(tx, plan.id, "overdue", "day", None)
        rooms.bind(tx, "console", "group", None, "group", plan.id, None)
    database.close()


@dataclass(frozen=True, slots=True)
class End:
    """How it stands in the end."""

    rows: list[list[Any]]
    shown: Counter[tuple[str, str]]
    doubted: Counter[tuple[str, str]]
    wrong: list[str]

    @property
    def doubts(self) -> int:
        """How many messages may have gone out twice."""
        return sum(self.doubted.values())

    @property
    def again(self) -> int:
        """How many did."""
        return sum(number - 1 for number in self.shown.values() if number > 1)

    def differences(self, whole: End) -> list[str]:
        """What is not as it would be without the death."""
        found = list(self.wrong)
        for query, mine, theirs in zip(KEPT, self.rows, whole.rows, strict=True):
            if mine != theirs:
                found.append(f"differs: {query}")
        found += [f"not shown: {what}" for what in whole.shown.keys() - self.shown.keys()]
        for what, number in self.shown.items():
            if number > whole.shown[what] + self.doubted[what]:
                found.append(f"shown {number} times without a doubt: {what}")
        return found


def _undisturbed(ready: Path, folder: Path) -> tuple[End, int]:
    file, shown, fate = folder / "whole.db", folder / "whole.jsonl", Fate(None)
    shutil.copy(ready, file)
    _morning(file, Phone(shown, fate))
    return _end(file, shown), fate.steps


def _with_death(ready: Path, folder: Path, at: int) -> End:
    file, shown = folder / f"{at}.db", folder / f"{at}.jsonl"
    shutil.copy(ready, file)
    shown.touch()
    child = os.fork()
    if not child:
        _morning(file, Phone(shown, Fate(at)))
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    _morning(file, Phone(shown, Fate(None)))
    return _end(file, shown)


def _morning(file: Path, phone: Phone) -> None:
    """Start, take the vendor's update (again), handle it, and let the morning's posts go out."""
    database = Database(f"sqlite:///{file}")
    for name in ("before_cursor_execute", "commit"):
        event.listen(database.engine, name, phone.fate.step)
    clock = TurnableClock(EVE)
    script = Script(database, clock, started=True, out=phone)
    script.service.warm_up()
    with database.begin(EVE) as tx:
        outbox.settle_doubts(tx, pause=False)
    schedule.begin(script.service)
    script.service.accept("console", [Arrival("1", f"console:{FOCAL}", _update())])
    script.service.handle_all()
    script.deliver()
    schedule.turn_clock(script.service, clock, EVE.replace(hour=8), script.deliver)
    database.close()


def _update() -> dict[str, Any]:
    return {"as": FOCAL, "chat": "private", "at": EVE.isoformat(), "text": "PL3-1 40%"}


def _end(file: Path, shown: Path) -> End:
    database = Database(f"sqlite:///{file}")
    with database.look(EVE) as tx:
        rows = [[tuple(row) for row in tx.connection.execute(text(query))] for query in KEPT]
        doubted = Counter(
            {
                (chat, plain(said)): doubts
                for chat, said, doubts in tx.connection.execute(
                    text("SELECT chat_id, text, doubts FROM outbox WHERE doubts > 0")
                )
            }
        )
        wrong = [f"{code}: state does not follow from its log" for code in upkeep.differences(tx)]
        if (state := upkeep.integrity(tx)) != "ok":
            wrong.append(f"integrity_check: {state}")
    database.close()
    lines = [json.loads(line) for line in shown.read_text(encoding="utf-8").splitlines()]
    return End(rows, Counter((line["to"], line["text"]) for line in lines), doubted, wrong)
