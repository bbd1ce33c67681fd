"""Starts the real bot many times: a process that has imported everything forks it, so that a start costs little.

`python -m bench.nursery` reads one JSON object a line (environment, log file, seconds that the clock is ahead),
and answers with the new process's number, or with how one that is named has ended. `python -m bench.nursery once
SECONDS` is a bot of its own, imported from nothing.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from dieuphoi.bot import cli
from dieuphoi.bot import settings as settings_module
from dieuphoi.bot.clock import Clock


class Ahead(Clock):
    """Real time, some seconds ahead: many days of posts pass within minutes."""

    def __init__(self, seconds: float) -> None:
        self._ahead = timedelta(seconds=seconds)

    def now(self) -> datetime:
        """The moment by this clock."""
        return super().now() + self._ahead


def serve(seconds: float) -> None:
    """`dieuphoi run`, with only its clock another."""
    settings_module.Settings.clock = lambda _self: Ahead(seconds)  # type: ignore[method-assign]
    sys.argv = ["dieuphoi", "run"]
    cli.main()


def _fork(order: dict[str, Any]) -> int:
    number = os.fork()
    if number:
        return number
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    log = os.open(order["log"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.dup2(log, 1)
    os.dup2(log, 2)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.environ.update(order["environment"])
    status = 1
    try:
        serve(order["ahead"])
        status = 0
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    finally:
        os._exit(status)  # nothing of the nursery's own is to be cleaned up here


def _answer(order: dict[str, Any]) -> int:
    if "wait" in order:
        return os.waitstatus_to_exitcode(os.waitpid(order["wait"], 0)[1])
    return _fork(order)


def _warm() -> None:
    """Import what `run` imports as it goes."""
    import alembic.command  # noqa: F401, PLC0415 - only here: a bot of its own imports it when it needs it

    import dieuphoi.bot.channels.telegram  # noqa: PLC0415
    import dieuphoi.bot.run  # noqa: PLC0415
    import dieuphoi.handlers.dispatch  # noqa: F401, PLC0415


def main() -> None:
    """See the module."""
    if sys.argv[1:2] == ["once"]:
        serve(float(sys.argv[2]))
        return
    _warm()
    for line in sys.stdin:
        sys.stdout.write(f"{_answer(json.loads(line))}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    os.chdir(Path(__file__).parents[1])
    main()
