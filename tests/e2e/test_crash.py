"""The bot is killed while people report to it; and the reckoning afterwards sees what would be wrong."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from bench import statements
from bench.__main__ import main
from bench.phones import Story
from bench.reckoning import Findings, reckon
from dieuphoi.bot.clock import Clock
from dieuphoi.handlers.messages import bold
from dieuphoi.plan.history import Kind
from dieuphoi.plan.results import State
from dieuphoi.storage import inbox, log, outbox, plans, tasks
from dieuphoi.storage.database import Database
from dieuphoi.storage.inbox import Arrival
from dieuphoi.storage.tables import outbox as outbox_table

ROOT = Path(__file__).parents[2]
CODE = "PL1-1"


def test_killed_again_and_again_the_bot_loses_and_doubles_nothing() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bench", "crash", "--kills", "3", "--seed", "7", "--json"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    figures = json.loads(done.stdout)
    assert (figures["kills"], figures["seed"], figures["lost"]) == (3, 7, 0)
    assert figures["updates"] > 16
    assert figures["messages shown"] >= figures["updates"]


def test_dead_before_a_statement_or_a_call_the_next_start_ends_the_same() -> None:
    figures, good = statements.measure(every=7)
    assert good, figures
    assert figures["deaths"] > 12
    assert figures["doubts on record"] >= figures["shown again after a doubt"] > 0


@pytest.mark.parametrize("wrong", [["--kills", "0"], ["--kills", "many"], ["--tasks", "5"]])
def test_a_measurement_that_makes_no_sense_is_wrong_use(
    wrong: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["bench", "crash", *wrong])
    with pytest.raises(SystemExit) as ended:
        main()
    assert (ended.value.code, capsys.readouterr().out) == (2, "")


@pytest.fixture
def ended(prepared: Path, tmp_path: Path) -> tuple[Story, Path, str]:
    """Two people have reported 5% and then 6%; each was answered twice."""
    file = tmp_path / "office.db"
    file.write_bytes(prepared.read_bytes())
    database, now = Database(f"sqlite:///{file}"), Clock().now()
    with database.begin(now) as tx:
        plan = plans.every(tx)[0]
        (item,) = tasks.by_code(tx, CODE, [plan.id])
        inbox.accept(tx, "telegram", [Arrival(str(n), f"telegram:{n % 2}", {}) for n in (10, 11, 12, 13)])
        while waiting := inbox.next_waiting(tx, ["telegram"]):
            inbox.handled(tx, waiting.id)
        for percent in (5, 6):
            log.append(
                tx,
                item.id,
                Kind.STATE,
                channel="telegram",
                person_id=None,
                state=State.IN_PROGRESS,
                percent=percent,
            )
        outbox.post(tx, [letter(chat, text) for chat in "01" for text in ("Đã ghi 5%", "Đã ghi 6%")])
        numbers = tx.connection.execute(select(outbox_table.c.id)).scalars().all()
        for number in numbers:
            outbox.sent(tx, number, str(100 + number))
    database.close()
    heard = {
        "0": [("101", "Đã ghi 5%"), ("102", "Đã ghi 6%")],
        "1": [("103", "Đã ghi 5%"), ("104", "Đã ghi 6%")],
    }
    return Story({CODE: [5, 6]}, {}, [10, 11, 12, 13], heard), file, plan.number


def letter(chat: str, text: str) -> dict[str, object]:
    """A reply for the outbox."""
    return {
        "channel": "telegram",
        "chat_id": chat,
        "chat_key": f"telegram:{chat}",
        "private": True,
        "rank": 0,
        "kind": "reply",
        "text": bold(text),
        "buttons": [],
        "about": [],
    }


def test_where_all_is_well_the_reckoning_finds_nothing(ended: tuple[Story, Path, str]) -> None:
    found = reckon(*ended)
    assert found.good, found
    assert (found.doubts, found.repeated) == (0, 0)


@pytest.mark.parametrize(
    ("damage", "kind"),
    [
        ("DELETE FROM inbox WHERE event_id = '11'", "lost"),
        ("UPDATE inbox SET status = 'waiting' WHERE event_id = '11'", "lost"),
        ("UPDATE inbox SET status = 'set_aside' WHERE event_id = '11'", "lost"),
        ("UPDATE inbox SET handled_at = '2999-01-01 00:00:00.000000' WHERE event_id = '10'", "disordered"),
        ("UPDATE inbox SET event_id = 99 - event_id", "disordered"),
        ("INSERT INTO inbox SELECT 9, channel, 77, chat_key, raw, received_at, status, attempts, not_before,"
         " handled_at, error FROM inbox WHERE id = 1", "wrong"),
        ("DELETE FROM report WHERE number = 2", "lost"),
        ("UPDATE report SET number = number + 10; UPDATE report SET number = 13 - number", "disordered"),
        ("INSERT INTO report (assignment_id, number, kind, channel, at, percent)"
         " SELECT assignment_id, 3, kind, channel, at, percent FROM report WHERE number = 2", "doubled"),
        ("UPDATE assignment SET percent = 7 WHERE percent = 6", "wrong"),
        ("UPDATE assignment SET state = 'consulting' WHERE percent = 6", "wrong"),
        ("UPDATE outbox SET status = 'waiting', vendor_id = NULL WHERE id = 4", "lost"),
        ("UPDATE outbox SET status = 'withdrawn', vendor_id = 999 WHERE id = 1", "lost"),
    ],
)  # fmt: skip
def test_the_reckoning_sees_damage_in_the_database(
    ended: tuple[Story, Path, str], damage: str, kind: str
) -> None:
    with sqlite3.connect(ended[1]) as connection:
        connection.executescript(damage)
    connection.close()
    assert getattr(reckon(*ended), kind)


Change = Callable[[list[tuple[str, str]]], object]


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (lambda heard: heard.pop(), "lost"),
        (lambda heard: heard.pop(0), "lost"),
        (lambda heard: heard.reverse(), "lost"),
        (lambda heard: heard.append(("105", "Đã ghi 6%")), "doubled"),
        (lambda heard: heard.insert(0, ("99", "Đã ghi 5%")), "doubled"),
        (lambda heard: heard.append(("105", "Gì nữa?")), "doubled"),
    ],
)
def test_the_reckoning_sees_what_a_phone_missed_or_was_shown_twice(
    ended: tuple[Story, Path, str], change: Change, kind: str
) -> None:
    change(ended[0].heard["0"])
    assert getattr(reckon(*ended), kind)


def test_a_message_may_come_twice_where_a_doubt_is_on_record_and_not_three_times(
    ended: tuple[Story, Path, str],
) -> None:
    story, file, _plan = ended
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE outbox SET doubts = 1 WHERE id = 2")
    connection.close()
    assert reckon(*ended).good
    story.heard["0"].insert(1, ("99", "Đã ghi 6%"))
    assert (reckon(*ended).good, reckon(*ended).repeated) == (True, 1)
    story.heard["0"].insert(1, ("98", "Đã ghi 6%"))
    assert reckon(*ended).doubled


def test_what_was_set_aside_in_doubt_is_lost_only_where_nobody_saw_it(ended: tuple[Story, Path, str]) -> None:
    story, file, _plan = ended
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE outbox SET doubts = 2, status = 'failed', vendor_id = NULL WHERE id = 1")
    connection.close()
    found: Findings = reckon(*ended)
    assert (found.good, found.set_aside, found.doubts) == (True, 1, 2)
    story.heard["0"].pop(0)
    assert reckon(*ended).lost
