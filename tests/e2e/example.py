"""The shipped examples as the command plays them, a list of answers for each line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from tests.stage import Said

EXAMPLES = Path(__file__).parents[2] / "examples"
QUARTER = EXAMPLES / "quy-1-2022.jsonl"
TOGETHER = EXAMPLES / "phoi-hop.jsonl"
IMPORT = EXAMPLES / "nhap-ke-hoach.jsonl"
REORGANISED = EXAMPLES / "to-chuc-lai-2025.jsonl"


@cache
def played(script: Path = QUARTER) -> tuple[tuple[Said, ...], ...]:
    """What was said because of each line; a line that can't be played, or a word on stderr, fails."""
    command = [Path(sys.executable).with_name("dieuphoi"), "chat", "--jsonl", "--coordinator", "minh"]
    with tempfile.TemporaryDirectory() as folder:  # where no .env of this machine is
        (Path(folder) / "examples").symlink_to(EXAMPLES)
        done = subprocess.run(
            command,
            input=script.read_bytes(),
            capture_output=True,
            cwd=folder,
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
