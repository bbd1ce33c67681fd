"""What was said and shown on the phones, held against the database: what was lost, doubled or out of order."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bench.phones import Story
from dieuphoi.bot.clock import Clock
from dieuphoi.handlers.messages import plain
from dieuphoi.plan.results import State
from dieuphoi.storage import plans, totals, upkeep
from dieuphoi.storage.database import Database, Transaction


@dataclass(slots=True)
class Findings:
    """What is wrong, in words; nothing where all is well. the numbers are no fault in themselves."""

    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    disordered: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    doubts: int = 0
    set_aside: int = 0
    repeated: int = 0  # messages that were shown again because their sending was in doubt
    posts: int = 0  # reminders and totals that went out
    days: int = 0  # on which there were any

    @property
    def good(self) -> bool:
        """Whether nothing is wrong."""
        return not (self.lost or self.doubled or self.disordered or self.wrong)


@dataclass(slots=True)
class Letter:
    """An outbox row."""

    id: int
    chat: str
    rank: int
    text: str
    status: str
    doubts: int
    number: str | None  # the vendor's
    edits: bool
    seen: int = 0  # times that it was shown without the bot's knowing


def reckon(story: Story, file: Path, plan_number: str) -> Findings:
    """Compare all that was said and shown with a database that nobody uses any more."""
    found = Findings()
    connection = sqlite3.connect(file)
    _updates(connection, story, found)
    _reports(connection, story, found)
    _letters(connection, story, found)
    _posts(connection, found)
    connection.close()
    database, now = Database(f"sqlite:///{file}"), Clock().now()
    with database.look(now) as tx:
        _states(tx, story, plan_number, found)
    database.close()
    return found


def _updates(connection: sqlite3.Connection, story: Story, found: Findings) -> None:
    """Every update is in the inbox once, and handled, in the order of its chat."""
    rows = connection.execute(
        "SELECT event_id, chat_key, status, attempts, handled_at FROM inbox ORDER BY id"
    )
    kept: list[int] = []
    last: dict[str, tuple[int, datetime]] = {}
    for event, chat, status, attempts, handled_at in rows:
        kept.append(int(event))
        if status != "handled" or attempts:
            found.lost.append(f"update {event}: {status} after {attempts} failures")
            continue
        moment = (int(event), datetime.fromisoformat(handled_at))
        if chat in last and (moment[0] < last[chat][0] or moment[1] < last[chat][1]):
            found.disordered.append(f"update {event}: handled before an earlier one of its chat")
        last[chat] = moment
    found.lost += [f"update {event}: not in the inbox" for event in set(story.updates) - set(kept)]
    found.doubled += [f"update {event}: twice in the inbox" for event in kept if kept.count(event) > 1]
    found.wrong += [f"update {event}: from nowhere" for event in set(kept) - set(story.updates)]


def _reports(connection: sqlite3.Connection, story: Story, found: Findings) -> None:
    """Each task's log holds what was reported on it, once, in that order."""
    rows = connection.execute(
        "SELECT task.code, report.kind, report.state, report.percent FROM report"
        " JOIN assignment ON assignment.id = report.assignment_id JOIN task ON task.id = assignment.task_id"
        " ORDER BY report.assignment_id, report.number"
    )
    log: dict[str, list[str]] = defaultdict(list)
    for code, kind, state, percent in rows:
        log[code].append("undo" if kind == "undo" else state if percent is None else f"{percent}%")
    said = {code: [f"{percent}%" for percent in percents] for code, percents in story.percents.items()}
    for code, wanted in (said | story.presses).items():
        _compare(code, wanted, log.pop(code, []), found)
    found.wrong += [f"{code}: reported by nobody" for code in log]


def _compare(code: str, wanted: list[str], logged: list[str], found: Findings) -> None:
    if wanted == logged:
        return
    text = f"{code}: said {wanted}, logged {logged}"
    kind = found.lost if len(logged) < len(wanted) else found.doubled
    (kind if len(logged) != len(wanted) else found.disordered).append(text)


def _letters(connection: sqlite3.Connection, story: Story, found: Findings) -> None:
    """Every message of the outbox was shown once, in order; again only where a doubt about it is on record."""
    rows = connection.execute(
        "SELECT id, chat_id, rank, text, status, doubts, vendor_id, edits IS NOT NULL"
        " FROM outbox WHERE channel = 'telegram' ORDER BY id"
    )
    chats: dict[str, dict[int, list[Letter]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        letter = Letter(*row)
        letter.text = plain(letter.text).rstrip()
        found.doubts += letter.doubts
        found.set_aside += letter.status == "failed"
        chats[letter.chat][letter.rank].append(letter)
    for chat in chats.keys() | story.heard.keys():
        _chat(list(chats[chat].values()), story.heard.get(chat, []), found)


def _posts(connection: sqlite3.Connection, found: Findings) -> None:
    """Who is reminded on one morning is reminded on each: by the rule every task that is overdue is spoken of daily.

    A post that could not go out in its hours, or that a report made out of date, was replaced by a newer one.
    """
    rows = connection.execute(
        "SELECT chat_key, key, status FROM outbox"
        " WHERE channel = 'telegram' AND key GLOB 'private:*' AND key NOT GLOB '*#*'"
    ).fetchall()
    made: dict[str, set[str]] = defaultdict(set)
    for chat, key, status in rows:
        _private, _person, day, *replaced = key.split(":")
        found.posts += not replaced and status == "sent"
        made[day].add(chat)
    found.days = len(made)
    everybody = {chat for chats in made.values() for chat in chats}
    for day, chats in made.items():
        found.lost += [f"no reminder of {day} to {chat}" for chat in everybody - chats]


def _chat(orders: list[list[Letter]], heard: list[tuple[str, str]], found: Findings) -> None:
    """Follow what a phone was shown along the messages that should come; each rank is an order of its own."""
    shown: dict[str, str] = {}
    for number, text in heard:
        for order in orders:
            _drop_unchanged(order, shown)
        shown[number] = text
        if not any(_is_next(order, number, text, found) for order in orders):
            found.doubled.append(f"message {number}: shown without need: {text[:40]!r}")
    for order in orders:
        _drop_unchanged(order, shown)
        _pass_over(order, len(order), found)


def _is_next(order: list[Letter], number: str, text: str, found: Findings) -> bool:
    """Whether this is the order's next message, or a repetition of it that a doubt explains."""
    for place, letter in enumerate(order):
        if (letter.number, letter.text) == (number, text):
            _pass_over(order, place, found)
            order.pop(0)
            return True
    for place, letter in enumerate(order):
        if letter.text == text and letter.seen < letter.doubts:
            _pass_over(order, place, found)
            letter.seen += 1
            found.repeated += letter.status == "sent" or letter.seen > 1
            return True
    return False


def _pass_over(order: list[Letter], number: int, found: Findings) -> None:
    """Leave the first messages of an order behind: what was set aside may have been shown, all else was not."""
    for letter in order[:number]:
        if letter.status == "withdrawn" and letter.number is None:  # a newer one says it
            continue
        if letter.status != "failed" or not letter.seen:
            found.lost.append(f"outbox {letter.id}: {letter.status}, not shown in its turn")
    del order[:number]


def _drop_unchanged(order: list[Letter], shown: dict[str, str]) -> None:
    """An edit to what the message says already is none: the vendor carries nothing out."""
    while order and order[0].edits and shown.get(order[0].number or "") == order[0].text:
        order.pop(0)


def _states(tx: Transaction, story: Story, plan_number: str, found: Findings) -> None:
    """States follow from the log, totals from what people said, and SQLite finds its file whole."""
    found.wrong += [f"{code}: state does not follow from its log" for code in upkeep.differences(tx)]
    if (state := upkeep.integrity(tx)) != "ok":
        found.wrong.append(f"integrity_check: {state}")
    plan = next(plan for plan in plans.every(tx) if plan.number == plan_number)
    counted = totals.results(tx, (plan.number, plan.title or ""), totals.Extent(plan.id))
    stand = [_stands(presses) for presses in story.presses.values()]
    stand += [State.IN_PROGRESS if percents else State.NOT_STARTED for percents in story.percents.values()]
    for state in (State.IN_PROGRESS, State.CONSULTING):
        if (number := counted.states()[state]) != stand.count(state):
            found.wrong.append(f"{number} tasks counted as {state}, {stand.count(state)} reported")
    if sum(counted.counters().values()) != len(totals.rows(tx, totals.Extent(plan.id))):
        found.wrong.append("the four counters do not add up to the tasks")


def _stands(presses: list[str]) -> State:
    """Where a task stands after states and takings back, each of which is of the state before it."""
    standing = [State.NOT_STARTED]
    for press in presses:
        if press == "undo":
            standing.pop()
        else:
            standing.append(State(press))
    return standing[-1]
