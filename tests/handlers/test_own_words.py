"""An office's own words in conversation: reports, names of agencies and of tasks; gone when they are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dieuphoi.bot import own_words
from dieuphoi.handlers.understanding import words
from tests.stage import Stage

EXAMPLE = Path(__file__).parents[2] / "examples" / "tu-vung"


@pytest.fixture(autouse=True)
def _shipped_words_again() -> Iterator[None]:
    yield
    words.add({})


def _with_own_words() -> None:
    words.add(own_words.read(EXAMPLE))


def test_a_report_in_own_words_is_taken(office: Stage) -> None:
    assert "vướng" not in office.say("lan", "PL1-3 mắc cạn rồi").text("lan")
    _with_own_words()
    assert "vướng mắc" in office.say("lan", "PL1-3 mắc cạn rồi").text("lan").lower()
    assert "vướng mắc" in office.say("lan", "/viec PL1-3").text("lan").lower()


def test_a_task_is_found_by_what_the_office_calls_it(office: Stage) -> None:
    _with_own_words()
    assert "PL1-5" in office.say("lan", "luật chơi chung hạn khi nào?").text("lan")
    assert "PL1-5" in office.say("lan", "qcbcd đang soạn").text("lan")


def test_an_agency_is_found_by_its_own_name_in_sentences_and_commands(office: Stage) -> None:
    for own in (False, True):
        if own:
            _with_own_words()
        for text in ("ngân khố tỉnh có việc gì?", "/viec ngân khố tỉnh"):
            assert _only_of_finance(office.say("minh", text).text("minh")) is own, text
    words.add({})
    assert not _only_of_finance(office.say("minh", "ngân khố tỉnh có việc gì?").text("minh"))


def _only_of_finance(text: str) -> bool:
    return "Sở Tài chính" in text and "PL1-4" not in text  # of the ten tasks it has no part in that one
