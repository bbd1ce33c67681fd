"""One `dieuphoi run` on one SQLite database: a second one would take the first one's sending for broken off."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dieuphoi.bot.settings import SettingsError
from dieuphoi.wording import _


@contextmanager
def only_one(database: Path | None) -> Iterator[None]:
    """Hold the lock file beside a database for as long as the block runs; nothing is held where there is no file.

    The system lets go of it when the process ends, however it ends. Raises SettingsError where another has it.
    """
    if database is None:
        yield
        return
    file = database.resolve()  # the same lock by whichever way the file is named
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        lock = file.with_name(file.name + ".lock").open("w")
    except OSError as error:
        raise SettingsError(_("{file}: {why}").format(file=file, why=error.strerror)) from None
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            text = _(
                "Another `dieuphoi run` works with {file}. Stop it first, or name another database by --db or DIEUPHOI_DATABASE_URL."
            )
            raise SettingsError(text.format(file=file)) from None
        yield
