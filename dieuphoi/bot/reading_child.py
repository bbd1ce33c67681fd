"""The process that `reading_room` starts: reads one file from stdin under limits, and answers in JSON lines."""

from __future__ import annotations

import json
import resource
import sys
from typing import Any

MEMORY = 200 * 2**20  # bytes of data; with the program's own code it stays under 256 MiB
CPU_SECONDS = 18


def main() -> None:
    """Read the question, answer with the part done as {"done"} and in the end {"document"} or {"refused"}."""
    _limit()
    from dieuphoi.plan.document import whole_json  # noqa: PLC0415 - under the limits
    from dieuphoi.plan.reading import ReadingError, read_bytes  # noqa: PLC0415
    from dieuphoi.wording import speaking  # noqa: PLC0415

    asked = json.loads(sys.stdin.buffer.readline())
    with speaking(asked["language"]):
        try:
            document = read_bytes(sys.stdin.buffer.read(), asked["name"], lambda part: _say(done=part))
            _say(document=whole_json(document))
        except ReadingError as error:
            _say(refused=str(error))


def _limit() -> None:
    """Take on the limits; a system that lacks one of them still has the others, and the clock of the parent."""
    for kind, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_DATA, MEMORY),
    ):
        try:
            resource.setrlimit(kind, (most, most))
        except (ValueError, OSError):
            continue


def _say(**words: Any) -> None:
    sys.stdout.write(json.dumps(words) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
