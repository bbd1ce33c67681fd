"""The real `dieuphoi run` as a child process, against the Bot API double."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

COMMAND = str(Path(sys.executable).with_name("dieuphoi"))


@contextmanager
def running(
    database_url: str, token: str, base_url: str, log: IO[bytes]
) -> Iterator[subprocess.Popen[bytes]]:
    """A bot that does not outlive the block; what it says goes to `log`. Its settings come from nowhere but here."""
    own = {key: value for key, value in os.environ.items() if not key.startswith("DIEUPHOI_")}
    settings = {
        "DIEUPHOI_DATABASE_URL": database_url,
        "DIEUPHOI_TELEGRAM_TOKEN": token,
        "DIEUPHOI_TELEGRAM_BASE_URL": base_url,
    }
    process = subprocess.Popen([COMMAND, "run"], env=own | settings, stdout=log, stderr=log)
    try:
        yield process
    finally:
        process.kill()  # SIGKILL: nothing of it runs any more
        process.wait()
