"""A Bot API that misbehaves in every known way; and the reckoning afterwards sees what would be wrong."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bench.hostile import Contact, Letter, disordered, lost_or_doubled
from dieuphoi.handlers.messages import Chat, Rank

ROOT = Path(__file__).parents[2]


def test_while_the_api_misbehaves_nothing_is_lost_or_doubled_and_healthy_chats_do_not_wait() -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "bench",
            "hostile",
            "--healthy=20",
            "--bad=1",
            "--seconds=2",
            "--seed=3",
            "--json",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    figures = json.loads(done.stdout)
    assert (figures["violations"], figures["bad chats"], figures["notices to the coordinator"]) == (0, 11, 6)
    assert figures["doubts on record"] > 0
    assert figures["withdrawn, their chat being closed"] > 0


def letter(number: int, temper: str = "", at: float = 0.0) -> Letter:
    return Letter(number, Contact(Chat("telegram", "1", True), temper), Rank.POST, str(number), True, at)


@pytest.mark.parametrize(
    ("row", "temper", "times", "wrong"),
    [
        (("sent", None, 0), "", 1, False),
        (("sent", None, 1), "unclear", 2, False),
        (("sent", None, 1), "unclear", 3, True),
        (("sent", None, 0), "", 2, True),
        (("sent", None, 0), "", 0, True),
        (("waiting", None, 0), "", 0, True),
        (("failed", "in doubt", 2), "unclear", 2, True),
        (("withdrawn", "blocked", 0), "blocked", 0, False),
        (("withdrawn", "kicked", 0), "blocked", 0, True),
        (("withdrawn", "blocked", 0), "", 0, True),
        (("withdrawn", "blocked", 0), "blocked", 1, True),
    ],
)
def test_the_reckoning_sees_what_is_lost_or_doubled(
    row: tuple[Any, ...], temper: str, times: int, wrong: bool
) -> None:
    assert bool(lost_or_doubled([letter(1, temper)], {1: row}, {"1": [1.0] * times})) == wrong


@pytest.mark.parametrize(
    ("shown", "resent", "wrong"),
    [
        ({"1": [1.0], "2": [2.0]}, set(), False),
        ({"1": [1.0, 3.0], "2": [2.0]}, set(), False),
        ({"1": [3.0], "2": [2.0]}, set(), True),
        ({"1": [3.0], "2": [2.0]}, {1}, False),
        ({"1": [], "2": [2.0]}, set(), False),
    ],
)
def test_the_reckoning_sees_what_comes_out_of_order(
    shown: dict[str, list[float]], resent: set[int], wrong: bool
) -> None:
    assert bool(disordered([letter(1), letter(2)], shown, resent)) == wrong
