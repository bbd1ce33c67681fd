"""The database fails while people report: nobody reads “Đã ghi nhận” of what is not kept, and all goes on after."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from dieuphoi.bot.channels.telegram import TelegramChannel
from dieuphoi.bot.clock import Clock
from dieuphoi.bot.running import Running
from dieuphoi.bot.service import Service
from dieuphoi.handlers.office import Office
from dieuphoi.storage import agencies, inbox, people, plans, tasks
from dieuphoi.storage.database import Database, Transaction
from tests.bot.line import QUICK
from tests.stage import KHDT
from tests.telegram_api import Person, TelegramApi

Trouble = Callable[[Database, str], Any]


@contextmanager
def locked(database: Database, url: str) -> Iterator[None]:
    """Another process holds the file for longer than the bot waits."""
    _pragma(database, "busy_timeout=20")
    other = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield
    other.execute("ROLLBACK")
    other.close()


@contextmanager
def full(database: Database, _url: str) -> Iterator[None]:
    """The disk is filled to the last byte by somebody else, who clears up later."""
    with database.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    _pragma(database, f"max_page_count={pages}")
    for table, row in (
        ("inbox", "'other', {n}, 'x', '\"{filling}\"', '2022-01-01', 'handled', 0"),
        ("mark", "'filling {n}', '{filling}'"),
    ):
        _fill(database, table, row)
    yield
    _pragma(database, "max_page_count=1073741823")


def _fill(database: Database, table: str, row: str) -> None:
    names = {"inbox": "(channel, event_id, chat_key, raw, received_at, status, attempts)", "mark": ""}[table]
    number = 0
    for size in (50_000, 4_000, 400, 40, 1):
        try:
            while True:
                number += 1
                values = row.format(n=f"{size}{number}", filling="x" * size)
                with database.engine.begin() as connection:
                    connection.exec_driver_sql(f"INSERT INTO {table} {names} VALUES ({values})")
        except OperationalError:
            continue


@contextmanager
def read_only(database: Database, _url: str) -> Iterator[None]:
    """The file can be read and not written."""
    _pragma(database, "query_only=ON")
    yield
    _pragma(database, "query_only=OFF")


@contextmanager
def cut_at_the_commit(database: Database, _url: str) -> Iterator[None]:
    """The connection breaks as the work is to be kept."""

    def break_off(_connection: object) -> None:
        raise OSError("the connection is gone")

    event.listen(database.engine, "commit", break_off)
    yield
    event.remove(database.engine, "commit", break_off)


@contextmanager
def cut_off(database: Database, url: str) -> Iterator[None]:
    """PostgreSQL ends every connection of the bot's, again and again, in the middle of its work."""

    def break_off(connection: Any, _cursor: object, statement: str, *_more: object) -> None:
        if statement.startswith(("INSERT", "UPDATE")):
            number = connection.connection.info.backend_pid
            with psycopg.connect(url, autocommit=True) as other:
                other.execute("SELECT pg_terminate_backend(%s)", (number,))

    event.listen(database.engine, "before_cursor_execute", break_off)
    yield
    event.remove(database.engine, "before_cursor_execute", break_off)


def _pragma(database: Database, text: str) -> None:
    """On the one connection that the bot has."""
    connection = database.engine.raw_connection()
    connection.driver_connection.execute(f"PRAGMA {text}")  # type: ignore[union-attr]
    connection.close()


SQLITE = [locked, full, read_only, cut_at_the_commit]


@pytest.mark.parametrize("trouble", SQLITE)
def test_sqlite_in_trouble(trouble: Trouble, sqlite_url: str) -> None:
    _goes_wrong_and_on(trouble, sqlite_url)


@pytest.mark.parametrize("trouble", [cut_off, cut_at_the_commit])
def test_postgresql_in_trouble(trouble: Trouble, postgres: Callable[[], str]) -> None:
    _goes_wrong_and_on(trouble, postgres())


def _goes_wrong_and_on(trouble: Trouble, url: str) -> None:
    """A report comes while nothing can be kept, and one that was kept waits to be handled: both end well, once."""

    async def play(api: TelegramApi, lan: Person, database: Database, running: Running) -> None:
        api.say(lan, lan, "PL1-4 10%")
        await api.until(lambda: "10%" in _last(api, lan))
        await api.until(lambda: not api.updates.waiting)
        shown = len(api.sent(lan))
        with trouble(database, url):
            tries = api.count("getUpdates")
            api.say(lan, lan, "PL1-4 20%")
            api.say(lan, lan, "PL1-5 70%")
            await api.until(lambda: api.count("getUpdates") >= tries + 4)  # it asks again and again
            assert len(api.updates.waiting) == 2  # what is not kept is not acknowledged
            assert len(api.sent(lan)) == shown
        await api.until(lambda: not api.updates.waiting)
        await api.until(lambda: len(api.sent(lan)) == shown + 2, 15)
        assert ["Đã ghi nhận" in text for text in api.texts(lan)] == [True] * (shown + 2)

    _played(url, play)


@pytest.mark.parametrize("trouble", SQLITE)
def test_sqlite_in_trouble_after_a_report_was_kept(trouble: Trouble, sqlite_url: str) -> None:
    """What Telegram was told of as received waits for better times, and is handled once."""

    async def play(api: TelegramApi, lan: Person, database: Database, running: Running) -> None:
        service = running.service
        handle = service.handle_next
        service.handle_next = lambda: False  # type: ignore[method-assign] # busy with something else
        api.say(lan, lan, "PL1-4 20%")
        api.say(lan, lan, "PL1-5 70%")
        await api.until(lambda: not api.updates.waiting)
        with trouble(database, sqlite_url):
            service.handle_next = handle  # type: ignore[method-assign]
            running.wake()
            for _time in range(3):
                await running.in_writer(lambda: _tried(service))
            assert api.sent(lan) == []
        await api.until(lambda: len(api.sent(lan)) == 2, 15)
        assert all("Đã ghi nhận" in text for text in api.texts(lan))

    _played(sqlite_url, play)


def _tried(service: Service) -> None:
    """Handling fails, as it does in the running bot, which then tries again."""
    try:
        service.handle_next()
    except Exception:  # noqa: BLE001 - whatever the database says
        return


def _last(api: TelegramApi, person: Person) -> str:
    return api.texts(person)[-1] if api.sent(person) else ""


Play = Callable[[TelegramApi, Person, Database, Running], Awaitable[None]]


def _played(url: str, play: Play) -> None:
    async def main() -> None:
        async with TelegramApi() as api:
            lan = api.person("Lan")
            channel = TelegramChannel(api.token, api.base_url, backoff=QUICK)
            database = Database(url)
            with database.begin(Clock().now()) as tx:
                _join(tx, lan)
            running = Running(Service(database, Clock(), [channel], Office()))
            await running.start(ticking=False)
            stop = asyncio.Event()
            listening = asyncio.create_task(
                channel.listen(lambda found: running.accept("telegram", found), stop)
            )
            try:
                await play(api, lan, database, running)
                _check(database)
            finally:
                stop.set()
                await asyncio.wait_for(listening, 5)
                await running.stop()
                await channel.close()
                database.close()

    asyncio.run(main())


def _join(tx: Transaction, lan: Person) -> None:
    agency = agencies.by_name(tx, KHDT)
    assert agency is not None
    account = people.identify(tx, "telegram", str(lan.id), "Lan")
    people.join(tx, people.add(tx, account.address_id, "Trần Thị Lan"), agency.id)


def _check(database: Database) -> None:
    """The log holds each report once, nothing was set aside."""
    with database.look(Clock().now()) as tx:
        plan = plans.every(tx)[0].id
        done = {code: tasks.by_code(tx, code, [plan])[0] for code in ("PL1-4", "PL1-5")}
        assert (done["PL1-4"].percent, done["PL1-5"].percent) == (20, 70)
        assert done["PL1-5"].revision == 1
        assert inbox.counts(tx) == {}
