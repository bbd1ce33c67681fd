"""What the commands of `dieuphoi` share: common options, reading them, printing, opening the office's database."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Annotated, Any, NoReturn

import typer

from dieuphoi.bot.clock import read_moment
from dieuphoi.bot.settings import Settings, load
from dieuphoi.plan.periods import Period, parse_code
from dieuphoi.wording import _, serve_in

Now = Annotated[str | None, typer.Option("--now", help="Set the clock: 2022-02-15T09:00")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document on stdout")]
Structure = Annotated[str | None, typer.Option(help="By the agencies of this day: 2025-02-28")]
Url = Annotated[str | None, typer.Option("--db", help="sqlite:///path or postgresql://user@host/name")]


def fail(message: str) -> NoReturn:
    """Say why the work failed, and end with 1."""
    sys.stderr.write(message + "\n")
    raise SystemExit(1)


def settings(now: str | None = None, db: str | None = None) -> Settings:
    """The settings, with what the command line says instead."""
    found = load()
    serve_in(found.language)
    change: dict[str, Any] = {}
    if now is not None:
        change["now"] = _moment(now)
    if db is not None:
        change["database_url"] = db
    return found.model_copy(update=change)


def _moment(text: str) -> Any:
    try:
        return read_moment(text)
    except ValueError:
        raise typer.BadParameter(_("write a moment such as 2022-02-15T09:00")) from None


def day(text: str, option: str) -> date:
    """A day as the command line takes it: 2025-02-28."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(_("write a day such as 2025-03-01"), param_hint=option) from None


def period_of(text: str) -> Period:
    """A period as the command line takes it: 2022-Q3 or 2022."""
    try:
        return parse_code(text)
    except ValueError:
        raise typer.BadParameter(_("write 2022-Q3 or 2022"), param_hint="--period") from None


def print_json(document: Any) -> None:
    """One JSON document, and nothing else, on stdout."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=1) + "\n")


def with_office(found: Settings, work: Callable[..., Any]) -> Any:
    """Open and prepare the database, and do the work in one transaction of it."""

    def in_one(transaction: Callable[[], AbstractContextManager[Any]]) -> Any:
        with transaction() as tx:
            return work(tx)

    return with_transactions(found, in_one)


def with_transactions(
    found: Settings, work: Callable[[Callable[[], AbstractContextManager[Any]]], Any]
) -> Any:
    """Open and prepare the database, and do the work, which begins transactions of it one after another.

    The bot may be running on the same database: between two of them it writes.
    """
    from dieuphoi.bot.office_setup import prepare  # noqa: PLC0415 - SQLAlchemy is not needed by every command
    from dieuphoi.storage.database import Database  # noqa: PLC0415

    database, clock = Database(found.database_url), found.clock()
    try:
        prepare(database, clock)
        return work(lambda: database.begin(clock.now()))
    finally:
        database.close()
