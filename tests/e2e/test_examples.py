"""The shipped example plays as the documents say, and ends where its story ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from dieuphoi.plan.calendar import ZONE
from tests.e2e import heard
from tests.stage import Said, Stage

QUARTER = Path(__file__).parents[2] / "examples" / "quy-1-2022.jsonl"


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> list[list[Said]]:
    """What the command said to each line of the quarter; none of them may be in error."""
    lines = QUARTER.read_text(encoding="utf-8").splitlines()
    command = [Path(sys.executable).with_name("dieuphoi"), "chat", "--jsonl", "--coordinator", "minh"]
    done = subprocess.run(
        command,
        input=QUARTER.read_bytes(),
        capture_output=True,
        cwd=tmp_path_factory.mktemp("office"),
        env={name: value for name, value in os.environ.items() if not name.startswith("DIEUPHOI_")},
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert done.stderr == b""
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
    assert len(answers) == len(lines)
    return answers


def test_everybody_in_the_quarter_is_answered(played: list[list[Said]]) -> None:
    for line, answers in zip(QUARTER.read_text(encoding="utf-8").splitlines(), played, strict=True):
        spoken = json.loads(line)
        if "as" in spoken:
            there = "group" if spoken["chat"] == "group" else spoken["as"]
            assert there in {message.to for message in answers}, spoken


def test_the_quarter_ends_with_one_task_in_time_one_late_and_one_overdue(played: list[list[Said]]) -> None:
    asked = next(m for m in reversed(played[-3]) if m.to == "minh")
    assert "Quý I/2022" in asked.text
    assert heard.counters(asked.text) == (1, 1, 0, 1)
    posted = next(m for m in played[-2] if m.to == "group")
    assert heard.counters(posted.text) == (1, 1, 0, 1)
    whole = played[-1][0]
    assert heard.counters(whole.text) == (1, 1, 7, 1)
    assert heard.overdue(whole.text) == {"PL1-7"}


def test_the_quarter_tells_of_a_return_a_blocker_and_reminders(played: list[list[Said]]) -> None:
    said = [message for answers in played for message in answers]
    assert any("trả lại PL1-4" in m.text and "Thiếu số và ngày" in m.text for m in said if m.to == "lan")
    assert any("vướng mắc" in m.text and "tiêu chí" in m.text for m in said if m.to == "minh")
    assert any("Đã hoàn tác. PL1-7" in m.text for m in said if m.to == "hoa")
    assert any("PL1-5" in m.text and "gia hạn" in m.text for m in said if m.to == "lan")
    assert sum(m.text.startswith("Sắp đến hạn – Kế hoạch") for m in said if m.to == "group") == 5
    assert [m.to for m in said if m.file] == ["minh"]
    assert {m.to for m in said} == {"minh", "lan", "hoa", "tuan", "group"}


def test_the_first_morning_comes_although_nobody_has_spoken(sqlite_url: str) -> None:
    stage = Stage(sqlite_url, datetime(2022, 1, 3, 14, tzinfo=ZONE), coordinator="minh")
    assert "PL1-4" in stage.at("2022-01-04T08:00").text("minh")
    stage.close()
