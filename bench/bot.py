"""The real `dieuphoi run` as a child process, against the Bot API double, with a clock that may be ahead."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Self

NURSERY = [sys.executable, "-m", "bench.nursery"]
ROOT = Path(__file__).parents[1]
COMMAND = str(Path(sys.executable).with_name("dieuphoi"))


@dataclass(frozen=True, slots=True)
class Office:
    """What a bot is started with: its settings come from nowhere but here."""

    database_url: str
    token: str
    base_url: str
    log: Path

    def environment(self) -> dict[str, str]:
        """As the process sees it."""
        own = {key: value for key, value in os.environ.items() if not key.startswith("DIEUPHOI_")}
        return own | {
            "DIEUPHOI_DATABASE_URL": self.database_url,
            "DIEUPHOI_TELEGRAM_TOKEN": self.token,
            "DIEUPHOI_TELEGRAM_BASE_URL": self.base_url,
        }


class Bot:
    """A running bot: stopped, continued, killed, or told to end."""

    def __init__(self, number: int, ended: Any) -> None:
        self.number = number
        self._ended = ended

    def signal(self, number: int) -> None:
        """Send a signal; one that has ended by itself takes none."""
        try:
            os.kill(self.number, number)
        except ProcessLookupError:
            return

    def wait(self, seconds: float) -> int | None:
        """What it ended with; None where it has not within so many seconds (it is killed then)."""
        until = time.monotonic() + seconds
        while time.monotonic() < until and self.alive():
            time.sleep(0.02)
        late = self.alive()
        if late:
            self.signal(signal.SIGKILL)
        status: int = self._ended()
        return None if late else status

    def alive(self) -> bool:
        """Whether it still runs; a process that has ended and is not waited for counts as ended."""
        try:
            stat = Path(f"/proc/{self.number}/stat").read_text(encoding="ascii", errors="replace")
        except OSError:
            return False
        return stat.rpartition(")")[2].split()[0] != "Z"


class Nursery:
    """Starts bots, most of them by forking a process that has imported everything. A context manager."""

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            NURSERY, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        return self

    def __exit__(self, *_error: object) -> None:
        self._process.kill()
        self._process.communicate()

    @contextmanager
    def running(self, office: Office, *, ahead: float = 0.0, fresh: bool = False) -> Iterator[Bot]:
        """A bot that does not outlive the block; `fresh`: imported from nothing."""
        bot = self._fresh(office, ahead) if fresh else self._forked(office, ahead)
        try:
            yield bot
        finally:
            bot.signal(signal.SIGKILL)  # nothing of it runs any more
            bot.wait(10.0)

    def _forked(self, office: Office, ahead: float) -> Bot:
        order = {"environment": office.environment(), "log": str(office.log), "ahead": ahead}
        number = self._ask(order)
        return Bot(number, _once(lambda: self._ask({"wait": number})))

    def _fresh(self, office: Office, ahead: float) -> Bot:
        with office.log.open("ab") as log:
            process = subprocess.Popen(
                [*NURSERY, "once", str(ahead)], cwd=ROOT, env=office.environment(), stdout=log, stderr=log
            )
        return Bot(process.pid, _once(process.wait))

    def _ask(self, order: dict[str, Any]) -> int:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())


def _once(ended: Any) -> Any:
    """A process is waited for once; after that it is known how it ended."""
    known: list[int] = []

    def status() -> int:
        if not known:
            known.append(ended())
        return known[0]

    return status


@contextmanager
def running(
    database_url: str, token: str, base_url: str, log: IO[bytes]
) -> Iterator[subprocess.Popen[bytes]]:
    """One bot as an office starts it, that does not outlive the block; what it says goes to `log`."""
    office = Office(database_url, token, base_url, Path(log.name))
    process = subprocess.Popen([COMMAND, "run"], env=office.environment(), stdout=log, stderr=log)
    try:
        yield process
    finally:
        process.kill()  # SIGKILL: nothing of it runs any more
        process.wait()
