"""The shipped quarter as the command plays it, a list of answers for each line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

from tests.stage import Said

QUARTER = Path(__file__).parents[2] / "examples" / "quy-1-2022.jsonl"


@cache
def played() -> tuple[tuple[Said, ...], ...]:
    """What was said because of each line; a line that can't be played, or a word on stderr, fails."""
    command = [Path(sys.executable).with_name("dieuphoi"), "chat", "--jsonl", "--coordinator", "minh"]
    done = subprocess.run(
        command,
        input=QUARTER.read_bytes(),
        capture_output=True,
        cwd=QUARTER.parent,  # where no .env of this machine is
        env={name: value for name, value in os.environ.items() if not name.startswith("DIEUPHOI_")},
        check=False,
    )
    assert (done.returncode, done.stderr.decode()) == (0, "")
    answers: list[list[Said]] = [[]]
    for line in map(json.loads, done.stdout.splitlines()):
        if "end" in line:
            assert line == {"end": len(answers)}
            answers.append([])
        else:
            labels = [label for row in line["buttons"] for label in row]
            answers[-1].append(
                Said(line["to"], line["id"], line["text"], labels, line["file"], line["edits"])
            )
    assert answers.pop() == []
    return tuple(map(tuple, answers))
