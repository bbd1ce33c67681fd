"""What was set aside is seen by the doctor and taken up again by the command that it names."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dieuphoi.bot.cli import app
from dieuphoi.storage import inbox, outbox
from dieuphoi.storage.database import Database
from dieuphoi.storage.inbox import Arrival
from tests.conftest import START

RUN = CliRunner()


def letter(text: str, **fields: object) -> dict[str, object]:
    base = {"channel": "telegram", "chat_id": "1", "chat_key": "telegram:1", "private": True, "rank": 0}
    return base | {"kind": "reply", "text": text, "buttons": [], "about": []} | fields


@pytest.fixture
def url(sqlite_url: str) -> str:
    """Messages 1 (set aside), 2 (sent), 3 (waiting), 4 (withdrawn), 5 (set aside in doubt), 6 (in doubt, waiting);
    updates 1 (set aside), 2 (handled), 3 (waiting)."""
    database = Database(sqlite_url)
    with database.begin(START) as tx:
        numbers = outbox.post(tx, [letter(str(n)) for n in range(6)])
        assert numbers == [1, 2, 3, 4, 5, 6]
        inbox.accept(tx, "telegram", [Arrival(str(n), "telegram:1", {}) for n in (1, 2, 3)])
    for statement in (
        "UPDATE outbox SET status = 'failed', error = 'refused', attempts = 300 WHERE id = 1",
        "UPDATE outbox SET status = 'sent' WHERE id = 2",
        "UPDATE outbox SET status = 'withdrawn' WHERE id = 4",
        "UPDATE outbox SET status = 'failed', error = 'in doubt', doubts = 2 WHERE id = 5",
        "UPDATE outbox SET error = 'in doubt', doubts = 1 WHERE id = 6",
        "UPDATE inbox SET status = 'set_aside', attempts = 3, error = 'ValueError' WHERE id = 1",
        "UPDATE inbox SET status = 'handled' WHERE id = 2",
    ):
        with database.begin(START) as tx:
            tx.connection.exec_driver_sql(statement)
    database.close()
    return sqlite_url


def rows(url: str, table: str) -> dict[int, tuple[str, int]]:
    database = Database(url)
    with database.look(START) as tx:
        found = tx.connection.exec_driver_sql(f"SELECT id, status, attempts FROM {table} ORDER BY id").all()
    database.close()
    return {number: (status, attempts) for number, status, attempts in found}


def test_the_doctor_counts_doubts_apart_and_names_the_commands(url: str) -> None:
    done = RUN.invoke(app, ["doctor", "--json", "--db", url])
    told = " ".join(finding["what"] for finding in json.loads(done.stdout) if not finding["ok"])
    assert done.exit_code == 1
    assert "1 đang chờ, 0 đang gửi, 1 chưa rõ" in told
    assert "5 (in doubt), 1 (refused)" in told
    assert "dieuphoi outbox resend" in told
    assert "dieuphoi inbox retry" in told


def test_one_message_is_sent_again_in_its_place(url: str) -> None:
    done = RUN.invoke(app, ["outbox", "resend", "1", "--db", url])
    assert (done.exit_code, "Sẽ gửi lại: 1." in done.stdout) == (0, True)
    assert rows(url, "outbox")[1] == ("waiting", 0)
    assert rows(url, "outbox")[5][0] == "failed"
    assert RUN.invoke(app, ["outbox", "resend", "1", "--db", url]).exit_code == 1


def test_all_messages_are_sent_again_and_their_doubts_stay_on_record(url: str) -> None:
    assert "Sẽ gửi lại: 1, 5." in RUN.invoke(app, ["outbox", "resend", "--all", "--db", url]).stdout
    database = Database(url)
    with database.begin(START) as tx:
        assert [parcel.id for parcel in outbox.claim(tx, "telegram", limit=9)] == [1]
        assert tx.connection.exec_driver_sql("SELECT doubts FROM outbox WHERE id = 5").scalar() == 2
    database.close()
    assert "Không có tin" in RUN.invoke(app, ["outbox", "resend", "--all", "--db", url]).stdout


def test_an_edit_that_a_newer_one_has_overtaken_is_not_brought_back(url: str) -> None:
    database = Database(url)
    with database.begin(START) as tx:
        old, new = outbox.post(tx, [letter("cũ", edits=2), letter("mới", edits=2)])
        outbox.failed(tx, old, "server error")
        outbox.sent(tx, new, "77")
    database.close()
    done = RUN.invoke(app, ["outbox", "resend", "--all", "--db", url])
    assert "Sẽ gửi lại: 1, 5." in done.stdout
    assert rows(url, "outbox")[old][0] == "withdrawn"


@pytest.mark.parametrize(
    ("command", "number", "words"),
    [
        (["outbox", "resend"], "99", "không có tin số 99"),
        (["outbox", "resend"], "2", "đã gửi rồi"),
        (["outbox", "resend"], "3", "đang chờ gửi"),
        (["outbox", "resend"], "4", "đã được rút"),
        (["inbox", "retry"], "99", "không có tin số 99"),
        (["inbox", "retry"], "2", "đã xử lý rồi"),
        (["inbox", "retry"], "3", "đang chờ xử lý"),
    ],
)
def test_what_was_not_set_aside_is_left_alone_and_it_is_said_why(
    url: str, command: list[str], number: str, words: str
) -> None:
    before = rows(url, "outbox"), rows(url, "inbox")
    refused = RUN.invoke(app, [*command, number, "--db", url])
    assert refused.exit_code == 1
    assert words in refused.output
    assert (rows(url, "outbox"), rows(url, "inbox")) == before


@pytest.mark.parametrize("wrong", [[], ["1", "--all"], ["một"]])
@pytest.mark.parametrize("command", [["outbox", "resend"], ["inbox", "retry"]])
def test_neither_one_nor_all_is_wrong_use(url: str, command: list[str], wrong: list[str]) -> None:
    assert RUN.invoke(app, [*command, *wrong, "--db", url]).exit_code == 2


@pytest.mark.parametrize("which", ["1", "--all"])
def test_an_update_is_handled_again_in_its_place(url: str, which: str, tmp_path: Path) -> None:
    done = RUN.invoke(app, ["inbox", "retry", which, "--db", url])
    assert "Sẽ xử lý lại: 1." in done.stdout
    assert rows(url, "inbox")[1] == ("waiting", 0)
    database = Database(url)
    with database.begin(START) as tx:
        waiting = inbox.next_waiting(tx, ["telegram"])
    database.close()
    assert waiting is not None
    assert waiting.id == 1
