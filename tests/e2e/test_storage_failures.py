"""The database fails while people report: nothing is answered that was not kept, and all goes on without a restart."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from sqlalchemy import Connection, event
from structlog.testing import capture_logs

from dieuphoi.bot.channels.telegram import TelegramChannel
from dieuphoi.bot.clock import TurnableClock
from dieuphoi.bot.running import Running
from dieuphoi.bot.service import Service
from dieuphoi.handlers import consent
from dieuphoi.handlers.office import Office
from dieuphoi.storage import agencies, consents, people
from dieuphoi.storage.database import Database
from tests.bot.line import QUICK, START
from tests.stage import KHDT
from tests.telegram_api import Person, TelegramApi

WAIT = 20.0  # seconds for things to recover: the bot looks again every two
LOCK = """
import sqlite3, sys
other = sqlite3.connect(sys.argv[1], isolation_level=None)
other.execute("BEGIN IMMEDIATE")
print("locked", flush=True)
sys.stdin.read()
"""


@dataclass
class Bot:
    """A running bot, its server and database, and lan, who answers for an agency."""

    api: TelegramApi
    database: Database
    clock: TurnableClock
    lan: Person

    def report(self, percent: int) -> None:
        self.api.say(self.lan, self.lan, f"PL1-4 {percent}%")

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait for a condition while time passes, a second at each look."""

        def look() -> bool:
            self.clock.turn_to(self.clock.now() + timedelta(seconds=1))
            return condition()

        await self.api.until(look, WAIT)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """As an onlooker sees the database, on a connection of its own."""
        url = self.database.engine.url
        if url.get_backend_name() == "sqlite":
            connection = sqlite3.connect(f"file:{url.database}?mode=ro", uri=True)
            try:
                return connection.execute(query).fetchall()
            finally:
                connection.close()
        with postgres_connection(self.database) as other:
            return other.execute(query).fetchall()  # type: ignore[arg-type]

    def answers(self) -> list[str]:
        return [text for text in self.api.texts(self.lan) if "Đã ghi nhận" in text]

    def percents(self) -> list[int]:
        return [row[0] for row in self.rows("SELECT percent FROM report ORDER BY id")]

    async def recovers(self, *percents: int) -> None:
        """Everything that was reported is kept once and answered once, and Telegram is told of it as received."""
        await self.until(lambda: len(self.answers()) == len(percents) and not self.api.updates.waiting)
        await self.until(lambda: not self.rows("SELECT 1 FROM outbox WHERE status <> 'sent' AND rank = 0"))
        assert self.percents() == list(percents)
        assert [text for text in self.api.texts(self.lan) if "Đã ghi nhận" not in text] == []
        assert set(self.rows("SELECT status FROM inbox")) == {("handled",)}
        assert self.rows("SELECT sum(doubts) FROM outbox") == [(0,)]


@contextmanager
def postgres_connection(database: Database) -> Iterator[psycopg.Connection[Any]]:
    url = database.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(url, autocommit=True) as other:
        yield other


@asynccontextmanager
async def working(url: str) -> AsyncIterator[Bot]:
    clock = TurnableClock(START)
    async with TelegramApi(clock) as api:
        lan = api.person("Lan")
        channel, database = TelegramChannel(api.token, api.base_url, backoff=QUICK), Database(url)
        with database.begin(START) as tx:
            who = people.identify(tx, "telegram", str(lan.id), "Lan")
            agency = agencies.by_name(tx, KHDT)
            assert agency is not None
            people.join(tx, people.add(tx, who.address_id, "Lan"), agency.id)
            consents.give(tx, who.address_id, consent.VERSION)
        running, stop = Running(Service(database, clock, [channel], Office())), asyncio.Event()
        await running.start(ticking=False)
        listening = asyncio.create_task(channel.listen(lambda found: running.accept("telegram", found), stop))
        try:
            yield Bot(api, database, clock, lan)
        finally:
            stop.set()
            await asyncio.wait_for(listening, 10)
            await running.stop()
            await channel.close()
            database.close()


def played(url: str, play: Callable[[Bot], Awaitable[None]]) -> None:
    async def main() -> None:
        async with working(url) as bot:
            with capture_logs():
                await play(bot)

    asyncio.run(main())


def impatient(bot: Bot) -> None:
    """A lock is waited for five seconds in earnest."""
    pragma(bot, "busy_timeout=20")


def test_while_another_process_holds_the_database_nothing_is_acknowledged(sqlite_url: str) -> None:
    async def play(bot: Bot) -> None:
        impatient(bot)
        file = sqlite_url.removeprefix("sqlite:///")
        with subprocess.Popen(
            [sys.executable, "-c", LOCK, file], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as other:
            assert other.stdout is not None
            assert other.stdout.readline() == b"locked\n"
            bot.report(40)
            await bot.until(lambda: len(bot.api.updates.handed_out) >= 3)
            bot.report(50)
            assert len(bot.api.updates.waiting) == 2
            assert (bot.rows("SELECT * FROM inbox"), bot.api.sent(bot.lan)) == ([], [])
            other.communicate()
        await bot.recovers(40, 50)

    played(sqlite_url, play)


def test_while_the_database_can_only_be_read_nothing_is_acknowledged(sqlite_url: str) -> None:
    async def play(bot: Bot) -> None:
        read_only(bot, True)
        bot.report(40)
        await bot.until(lambda: len(bot.api.updates.handed_out) >= 3)
        assert (bot.rows("SELECT * FROM inbox"), bot.api.sent(bot.lan)) == ([], [])
        read_only(bot, False)
        await bot.recovers(40)

    played(sqlite_url, play)


def read_only(bot: Bot, on: bool) -> None:
    pragma(bot, f"query_only={int(on)}")


def pragma(bot: Bot, setting: str) -> None:
    """Set something on the bot's own connection, of which there is but one, outside of any transaction."""
    pooled = bot.database.engine.raw_connection()
    assert pooled.driver_connection is not None
    pooled.driver_connection.execute(f"PRAGMA {setting}")
    pooled.close()


def test_on_a_full_disk_nothing_is_answered_that_is_not_kept(sqlite_url: str) -> None:
    async def play(bot: Bot) -> None:
        full(bot, True)
        said = []
        while len(bot.api.updates.handed_out) == len(set(bot.api.updates.handed_out)):  # all was kept so far
            said.append(len(said) + 1)
            bot.report(said[-1])
            await bot.api.until(lambda: not bot.api.updates.waiting or refused(bot), WAIT)
        for _look in range(100):
            bot.clock.turn_to(bot.clock.now() + timedelta(seconds=1))
            assert len(bot.answers()) <= len(bot.percents())
            await asyncio.sleep(0)
        full(bot, False)
        await bot.recovers(*said)

    played(sqlite_url, play)


def full(bot: Bot, on: bool) -> None:
    """Let the file not grow any more; 1 is the least there is, and stands for the present size."""
    pragma(bot, f"max_page_count={1 if on else 1_000_000}")


def refused(bot: Bot) -> bool:
    return len(bot.api.updates.handed_out) != len(set(bot.api.updates.handed_out))


class Cut:
    """Breaks the commit of the first transaction from now on with a statement that says `words`.

    It breaks before it is done, or `after` it, when only the answer is lost; `times` over.
    """

    def __init__(self, database: Database, *words: str, after: bool = False, times: int = 1) -> None:
        self.left = times
        self._words, self._after, self._armed = words, after, False
        event.listen(database.engine, "before_cursor_execute", self._execute)
        event.listen(database.engine, "commit", self._commit)
        event.listen(database.engine, "rollback", self._undo)

    def _execute(
        self, _connection: Connection, _cursor: Any, statement: str, parameters: Any, *_rest: Any
    ) -> None:
        self._armed = self._armed or all(word in f"{statement} {parameters}" for word in self._words)

    def _undo(self, _connection: Connection) -> None:
        self._armed = False

    def _commit(self, connection: Connection) -> None:
        armed, self._armed = self._armed, False
        if not armed or not self.left:
            return
        self.left -= 1
        if self._after:
            connection.connection.commit()
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorcode = sqlite3.SQLITE_IOERR
        raise error


COMMITS = {
    "taken in": ("INSERT INTO inbox",),
    "handled": ("INSERT INTO report",),
    "being sent": ("UPDATE outbox SET status", "sending"),
    "sent": ("UPDATE outbox SET status", "vendor_id", "sent_at"),
}


@pytest.mark.parametrize("what", COMMITS)
def test_a_commit_that_breaks_is_made_up_for_and_nothing_comes_twice(sqlite_url: str, what: str) -> None:
    async def play(bot: Bot) -> None:
        cut = Cut(bot.database, *COMMITS[what])
        bot.report(40)
        await bot.until(lambda: not cut.left)
        await bot.recovers(40)
        bot.report(50)
        await bot.recovers(40, 50)

    played(sqlite_url, play)


@pytest.mark.parametrize("what", COMMITS)
def test_a_commit_whose_answer_is_lost_is_not_repeated(sqlite_url: str, what: str) -> None:
    async def play(bot: Bot) -> None:
        cut = Cut(bot.database, *COMMITS[what], after=True)
        bot.report(40)
        await bot.until(lambda: not cut.left)
        await bot.recovers(40)

    played(sqlite_url, play)


@pytest.mark.parametrize("what", COMMITS)
def test_a_fault_that_lasts_is_outlived_without_a_restart(
    sqlite_url: str, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dieuphoi.bot.delivery.REST", 0.02)
    monkeypatch.setattr("dieuphoi.bot.running.RETRY_SECONDS", 0.02)

    async def play(bot: Bot) -> None:
        cut = Cut(bot.database, *COMMITS[what], times=12)
        bot.report(40)
        await bot.until(lambda: not cut.left)
        await bot.recovers(40)

    played(sqlite_url, play)


@pytest.mark.parametrize(
    "statement",
    ["INSERT INTO inbox", "INSERT INTO report", "UPDATE inbox SET status", "UPDATE outbox SET status"],
)
def test_a_connection_that_is_cut_in_the_middle_of_a_transaction_is_made_anew(
    postgres: Callable[[], str], statement: str
) -> None:
    async def play(bot: Bot) -> None:
        cuts: list[str] = []

        def cut(connection: Connection, _cursor: Any, said: str, *_rest: Any) -> None:
            if statement in said and not cuts:
                cuts.append(said)
                with postgres_connection(bot.database) as other:
                    pid = connection.connection.driver_connection.info.backend_pid  # type: ignore[union-attr]
                    other.execute("SELECT pg_terminate_backend(%s, 5000)", (pid,))

        event.listen(bot.database.engine, "before_cursor_execute", cut)
        bot.report(40)
        await bot.until(lambda: bool(cuts))
        await bot.recovers(40)

    played(postgres(), play)


def test_while_postgresql_throws_everybody_out_nothing_is_lost(postgres: Callable[[], str]) -> None:
    async def play(bot: Bot) -> None:
        bot.report(40)
        for _time in range(5):
            with postgres_connection(bot.database) as other:
                other.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
            await asyncio.sleep(0)
        bot.report(50)
        await bot.recovers(40, 50)

    played(postgres(), play)
