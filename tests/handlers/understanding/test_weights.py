"""What words weigh: the files hold what was learned, and the words decide where single phrases mislead."""

from __future__ import annotations

from math import exp, isclose
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dieuphoi.handlers.understanding.weights import ALWAYS, Weights, read, weights, written
from dieuphoi.plan.results import State

TRAITS = st.text(st.characters(categories=["L", "N", "So"], include_characters=" =?"), min_size=1, max_size=9)
NUMBERS = st.tuples(*[st.integers(-900, 900)] * 3)


@given(st.dictionaries(TRAITS, NUMBERS), NUMBERS, st.lists(TRAITS))
def test_what_is_written_is_read_again(of: dict[str, Any], always: Any, shown: list[str]) -> None:
    found = Weights(("none", "update", "undo"), of | {ALWAYS: always})
    assert read(written(found)) == found
    likely = found.likely(shown)
    assert isclose(sum(map(exp, likely.values())), 1)


def test_the_files_speak_of_the_intents_and_states_that_there_are(messages: list[dict[str, Any]]) -> None:
    assert set(weights("intents").meanings) == {message["intent"] for message in messages}
    assert set(weights("states").meanings) == {str(state) for state in State}


@pytest.mark.parametrize(
    "text", ["PL1-2 mà xong thì chắc mưa đá", "thầy bói bảo PL1-4 tháng này được duyệt, tin không"]
)
def test_words_that_make_fun_of_a_report_keep_it_from_being_written(read: Any, text: str) -> None:
    assert read(text).intent == "none"


def test_why_names_the_words_that_decided(read: Any) -> None:
    why = read("anh em mình làm được PL1-6 đúng hạn thì chắc trời sập").why
    assert why[0].startswith("rule: words, against ") or "none" in why[0]


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("PL1-2 đã trình chủ tịch, chưa nghe nói gì", "update"),
        ("nghe nói PL1-2 đã trình chủ tịch", "none"),
        ('"PL1-2 xong rồi", câu đó nghe hoài', "none"),
        ('"PL1-2 xong rồi"', "update"),
        ("vẫn đang làm PL1-2, khi nào xong mình báo", "update"),
        ("khi nào xong PL1-2 mình báo", "none"),
        ("PL1-2 xong, nếu cần em gửi bản scan", "update"),
        ("nếu PL1-2 xong thì em gửi bản scan", "none"),
        ("sửa giúp em PL1-2 thành 60%", "update"),
        ("đừng sửa PL1-2 thành 60%", "none"),
    ],
)
def test_only_what_the_sender_asserts_is_written(read: Any, text: str, intent: str) -> None:
    assert read(text).intent == intent


def test_a_state_that_is_denied_is_not_told(read: Any) -> None:
    told = read("cho em đính chính: PL1-2 đang hoàn thiện, không phải đang chờ góp ý")
    assert told.slots == {"task": "PL1-2", "status": "in_progress"}


@pytest.mark.parametrize(
    ("text", "tasks"),
    [
        ("PL1-2 và 1-4 đang triển khai nhé", ["PL1-2", "PL1-4"]),
        ("PL1-1, 1-2 với 2-3 đang soạn", ["PL1-1", "PL1-2", "PL2-3"]),
        ("PL1-1 / PL1-2 / PL1-6: đang làm", ["PL1-1", "PL1-2", "PL1-6"]),
    ],
)
def test_further_codes_need_no_letters(read: Any, text: str, tasks: list[str]) -> None:
    assert read(text).slots == {"tasks": tasks, "status": "in_progress"}
