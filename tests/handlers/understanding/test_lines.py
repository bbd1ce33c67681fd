"""What an answer to a numbered list says of its lines; what only looks like it is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dieuphoi.handlers.understanding.lines import Said, opened, spoken

STATES = (
    "xong",
    "đã trình",
    "chưa triển khai",
    "đang làm",
    "70%",
    "vướng chưa có kinh phí",
    "xin gia hạn đến 30/6/2022",
)
THINGS = ("huyện", "xã", "đơn vị", "sở", "văn bản", "người", "ngày", "cuộc họp", "tỷ đồng", "lần")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("3 xong", [Said("xong", (3,))]),
        ("1, 2 và 4 xong", [Said("xong", (1, 2, 4))]),
        ("3: 70%", [Said("70%", (3,))]),
        ("dòng 3 đã trình", [Said("đã trình", (3,))]),
        ("Dạ em báo cáo: 3 xong, 4 đang làm", [Said("xong", (3,)), Said("đang làm", (4,))]),
        ("3 xong còn 5 chưa làm", [Said("xong", (3,)), Said("chưa làm", (5,))]),
        ("3 xong\n5. 70%\n2) đã trình", [Said("xong", (3,)), Said("70%", (5,)), Said("đã trình", (2,))]),
        ("PL1-3 xong, 2 vướng kinh phí", [Said("PL1-3 xong"), Said("vướng kinh phí", (2,))]),
        ("tất cả xong", [Said("xong", every=True)]),
        ("xong hết rồi ạ", [Said("xong", every=True)]),
        ("xong hết trừ 2", [Said("xong", every=True, but=(2,))]),
        ("tất cả trừ 2 và 4 đã trình", [Said("đã trình", every=True, but=(2, 4))]),
        ("2 vướng, còn lại xong", [Said("vướng", (2,)), Said("xong", every=True, but=(2,))]),
        ("1-3 xong", [Said("1-3 xong", (1, 2, 3), vague=True)]),
    ],
)
def test_what_is_said_of_lines_is_taken_apart(text: str, said: list[Said]) -> None:
    assert spoken(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "3 huyện xong",
        "xong 3 việc",
        "2/5 đã xong",
        "12/QĐ-UBND",
        "PL1-3",
        "PL1-3 xong, PL1-5 đã trình",
        "chưa xong hết",
        "gần xong hết rồi",
        "tất cả việc quý này đã xong chưa?",
        "việc nào xong hết rồi?",
        "Đã có góp ý của huyện 1, 2 đã xong",
        "1 huyện xong, 2 đang làm",
        "2022 xong",
        "ngày 3 xong",
        "quý 1, 2 đã xong",
        "trừ 2 huyện, còn lại xong",
        "",
    ],
)
def test_what_only_looks_like_a_line_is_none(text: str) -> None:
    assert spoken(text) is None
    assert opened(text) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("5", 5),
        ("dòng 5", 5),
        ("xem 12", 12),
        ("việc số 3.", 3),
        ("1 thế nào rồi?", 1),
        ("so 2 den dau roi", 2),
    ],
)
def test_a_number_alone_opens_its_line(text: str, number: int) -> None:
    assert opened(text) == number
    assert spoken(text) is None


@given(
    st.lists(st.tuples(st.integers(1, 60), st.sampled_from(STATES)), min_size=1, max_size=8),
    st.sampled_from((", ", "\n", "; ")),
)
def test_each_line_keeps_what_was_said_of_it(lines: list[tuple[int, str]], between: str) -> None:
    """However many lines are answered, and however they are parted, none takes another's words."""
    found = spoken(between.join(f"{number} {state}" for number, state in lines))
    assert found == [Said(state, (number,)) for number, state in lines]


@given(
    st.integers(1, 99), st.sampled_from(THINGS), st.sampled_from(("xong", "đã xong", "chưa gửi", "đã trình"))
)
def test_a_number_that_counts_something_is_no_line(number: int, thing: str, state: str) -> None:
    assert spoken(f"{number} {thing} {state}") is None
    assert spoken(f"{state} {number} {thing}") is None


@given(st.text(max_size=200))
def test_any_text_is_read_without_failing(text: str) -> None:
    for one in spoken(text) or ():
        assert one.every or one.numbers or one.words
