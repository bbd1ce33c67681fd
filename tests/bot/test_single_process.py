"""One process for one SQLite file: a second is refused, the doctor may look on, being told to stop loses nothing."""

from __future__ import annotations

import asyncio
import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from typer.testing import CliRunner

from bench import bot
from dieuphoi.bot import cli, running
from dieuphoi.bot.channels.telegram import TelegramChannel
from dieuphoi.bot.clock import Clock, TurnableClock
from dieuphoi.bot.lock import only_one
from dieuphoi.bot.service import Service
from dieuphoi.bot.settings import SettingsError
from dieuphoi.handlers.office import Office
from dieuphoi.storage import inbox, outbox
from dieuphoi.storage.database import Database, file_of
from dieuphoi.storage.inbox import Arrival
from dieuphoi.storage.tables import outbox as outbox_table
from tests.bot.line import QUICK, START
from tests.telegram_api import TelegramApi

STARTING = 30.0  # seconds, on a machine that is busy with other tests
STOPPING = 10.0


@contextmanager
def process(url: str, api: TelegramApi, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The real `dieuphoi run`, with a file for what it says."""
    with log.open("wb") as out, bot.running(url, api.token, api.base_url, out) as started:
        yield started


def test_a_second_run_on_the_same_database_is_refused_while_the_doctor_may_look(
    sqlite_url: str, tmp_path: Path
) -> None:
    async def main() -> None:
        async with TelegramApi() as api:
            with process(sqlite_url, api, tmp_path / "first") as first:
                await api.until(lambda: api.count("getUpdates") > 0, STARTING)
                with process(sqlite_url, api, tmp_path / "second") as second:
                    await api.until(lambda: second.poll() is not None, STARTING)
                said = (tmp_path / "second").read_text(encoding="utf-8")
                assert (second.returncode, said.count("\n")) == (1, 1)
                assert "office.db" in said and api.token not in said
                doctor = await asyncio.to_thread(
                    CliRunner().invoke, cli.app, ["doctor", "--json", "--db", sqlite_url]
                )
                assert json.loads(doctor.stdout)
                assert first.poll() is None

    asyncio.run(main())


def test_told_to_stop_it_ends_in_time_and_the_next_one_goes_on_where_it_was(
    sqlite_url: str, tmp_path: Path
) -> None:
    async def main() -> None:
        async with TelegramApi() as api:
            people = [api.person(f"Người {n}") for n in range(4)]
            for person in people * 2:
                api.say(person, person, "/help")
            with process(sqlite_url, api, tmp_path / "first") as first:
                await api.until(lambda: any(map(api.sent, people)), STARTING)
                first.terminate()
                await api.until(lambda: first.poll() is not None, STOPPING)
                assert first.returncode == 0
            assert not all(len(api.sent(person)) == 2 for person in people)
            with process(sqlite_url, api, tmp_path / "second"):
                await api.until(lambda: all(len(api.sent(person)) >= 2 for person in people), STARTING)
                await api.until(lambda: unfinished(sqlite_url) == 0)
            assert [len(api.sent(person)) for person in people] == [2, 2, 2, 2]
            assert total(sqlite_url, outbox_table.c.doubts) == 0

    asyncio.run(main())


def test_a_server_that_hangs_does_not_hold_up_the_end_and_leaves_a_doubt(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "STOP_SECONDS", 0.1)

    async def main() -> None:
        async with TelegramApi(TurnableClock(START)) as api:
            lan = api.person("Lan")
            api.fail("sendMessage", "hang")
            channel = TelegramChannel(api.token, api.base_url, backoff=QUICK)
            database = Database(sqlite_url)
            it = running.Running(Service(database, TurnableClock(START), [channel], Office()))
            await it.start(ticking=False)
            stop = asyncio.Event()
            listening = asyncio.create_task(channel.listen(lambda found: it.accept("telegram", found), stop))
            api.say(lan, lan, "/help")
            await api.until(lambda: bool(api.sent(lan)))
            stop.set()
            await asyncio.wait_for(listening, 5)
            await asyncio.wait_for(it.stop(), 5)
            await channel.close()
            with database.begin(START) as tx:
                assert outbox.settle_doubts(tx) == 1
            database.close()

    asyncio.run(main())


def unfinished(url: str) -> int:
    """How many outbox rows are not sent."""
    return total(url, outbox_table.c.status != "sent")


def total(url: str, column: Any) -> int:
    """The sum of something over the outbox."""
    database = Database(url)
    with database.look(Clock().now()) as tx:
        found = tx.connection.execute(select(func.coalesce(func.sum(column), 0))).scalar_one()
    database.close()
    return int(found)


def test_the_lock_is_the_same_by_whichever_way_the_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "office.db").touch()
    (tmp_path / "link.db").symlink_to("office.db")
    with (
        only_one(file_of(f"sqlite:///{tmp_path}/office.db")),
        pytest.raises(SettingsError),
        only_one(file_of(f"sqlite:///{tmp_path}/./link.db")),
    ):
        raise AssertionError("both hold the lock")
    with only_one(tmp_path / "office.db"), only_one(tmp_path / "other.db"):
        assert sorted(p.name for p in tmp_path.glob("*.lock")) == ["office.db.lock", "other.db.lock"]


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "postgresql://office@host/name"])
def test_without_a_file_there_is_no_lock(url: str) -> None:
    with only_one(file_of(url)), only_one(file_of(url)):
        assert file_of(url) is None


def test_a_folder_that_can_not_be_made_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "taken").touch()
    with pytest.raises(SettingsError, match="taken"), only_one(tmp_path / "taken" / "office.db"):
        raise AssertionError("a lock in no folder")


def test_the_doctor_names_what_is_in_doubt_and_what_was_set_aside(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    with database.begin(START) as tx:
        inbox.accept(tx, "telegram", [Arrival("1", "telegram:7", {})])
        for _attempt in range(inbox.ATTEMPTS):
            waiting = inbox.next_waiting(tx, ["telegram"])
            assert waiting is not None
            inbox.failed(tx, waiting, "KeyError", pause=False)
        doubted, _refused, _later = outbox.post(tx, [letter("7"), letter("8"), letter("7")])
        for parcel in outbox.claim(tx, "telegram", limit=2):
            if parcel.id == doubted:
                outbox.doubtful(tx, parcel.id)
            else:
                outbox.failed(tx, parcel.id, "refused")
    database.close()
    done = CliRunner().invoke(cli.app, ["doctor", "--json", "--db", sqlite_url])
    bad = [finding["what"] for finding in json.loads(done.stdout) if not finding["ok"]]
    assert done.exit_code == 1
    assert any("1 (KeyError)" in what for what in bad)
    assert any("2 (refused)" in what for what in bad)
    assert "Hộp đi: 1 đang chờ, 0 đang gửi, 1 chưa rõ đã tới nơi hay chưa (sẽ gửi lại), 1 gác lại" in bad


def letter(chat: str) -> dict[str, Any]:
    """A reply for the outbox."""
    place = {"channel": "telegram", "chat_id": chat, "thread": None, "chat_key": f"telegram:{chat}"}
    return place | {
        "private": True,
        "rank": 0,
        "kind": "reply",
        "text": "chào",
        "buttons": [],
        "about": [],
        "file_id": None,
        "edits": None,
        "key": None,
    }
