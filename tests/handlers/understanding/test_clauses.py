"""A message with several statements is parted where each has its own subject, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dieuphoi.handlers.understanding.clauses import clauses, numbered


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "3 xong, 5 xin gia hạn sang quý I/2023, 2 vướng chưa có kinh phí",
            ["3 xong", "5 xin gia hạn sang quý I/2023", "2 vướng chưa có kinh phí"],
        ),
        (
            "PL1-3 xong, PL1-5 xin gia hạn sang quý I/2023",
            ["PL1-3 xong", "PL1-5 xin gia hạn sang quý I/2023"],
        ),
        ("PL1-4, PL1-5 xong; PL1-3 vướng NĐ", ["PL1-4, PL1-5 xong", "PL1-3 vướng NĐ"]),
        ("PL1-4 xong, 5,6 chưa", ["PL1-4 xong", "5,6 chưa"]),
        ("PL1-1 xong nhưng PL1-2 chưa", ["PL1-1 xong", "nhưng PL1-2 chưa"]),
        ("PL1-1 xong PL1-2 đang làm PL1-3 vướng", ["PL1-1 xong", "PL1-2 đang làm", "PL1-3 vướng"]),
        ("2 xong 3 chưa 4 đang làm", ["2 xong", "3 chưa", "4 đang làm"]),
        ("đã trình PL1-1, đang soạn PL1-2", ["đã trình PL1-1", "đang soạn PL1-2"]),
        ("Sở Y tế: 1 xong, 2 chưa làm", ["Sở Y tế: 1 xong", "2 chưa làm"]),
        ("3 da trinh,4 chua lam gi;5 50%", ["3 da trinh", "4 chua lam gi", "5 50%"]),
        ("Kính gửi bot\n- PL1-3 đã trình\n\nTrân trọng", ["Kính gửi bot", "PL1-3 đã trình", "Trân trọng"]),
        ("1. PL1-3 xong\n2. PL1-4 đang làm", ["PL1-3 xong", "PL1-4 đang làm"]),
        ("1 xong\n3 vướng\nthiếu kinh phí", ["1 xong", "3 vướng thiếu kinh phí"]),
    ],
)
def test_statements_with_a_subject_each_are_parted(text: str, parts: list[str]) -> None:
    """Line by line, and at signs, joining words or closed statements."""
    assert clauses(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "vướng do thiếu kinh phí, nhân lực",
        "PL1-4,5,6 xong",
        "Đã trình PL1-1, PL1-2",
        "Dạ bên em báo cáo PL1-1, PL1-2 xong",
        "PL1-1 xong, PL1-2 và PL1-3 cũng vậy",
        "PL1-2 chờ PL1-3 xong",
        "PL1-1 vướng, chờ PL1-2 xong",
        "nhầm, PL1-3 mới xong, không phải PL1-2",
        "3 xong, 5 huyện chưa góp ý",
        "PL1-2 70%, đang lấy ý kiến các sở, dự kiến 25/3 trình",
        "PL1-3 đã ban hành, QĐ 433/QĐ-UBND ngày 3/2",
        "PL1-2 đã trình ngày 12, 13 người ký",
    ],
)
def test_one_statement_stays_whole(text: str) -> None:
    """Lists, causes, days, documents and what depends on another task are no statement of their own."""
    assert clauses(text) == [text]


@pytest.mark.parametrize(
    ("clause", "found"),
    [
        ("3 và 5 xong", ([3, 5], "xong")),
        ("1-3: đã trình", ([1, 2, 3], "đã trình")),
        ("việc 4 đang soạn", ([4], "đang soạn")),
        ("Sở Y tế: 1 xong", ([1], "xong")),
        ("2 70%", ([2], "70%")),
        ("5 huyện chưa góp ý", None),
        ("PL1-3 xong", None),
        ("2/3 xong", None),
        ("xong", None),
    ],
)
def test_numbers_of_a_list(clause: str, found: tuple[list[int], str] | None) -> None:
    """The number of a task in a list is told from a number that counts."""
    assert numbered(clause) == found


@given(
    st.lists(
        st.sampled_from(["PL1-2 ", "3 ", "xong", ", ", "; ", "\n", "còn ", "chưa ", "5 huyện ", "- "]),
        max_size=15,
    )
)
def test_nothing_is_lost_or_made_up(pieces: list[str]) -> None:
    """The parts hold the letters of the message in order, and none is blank."""
    text = "".join(pieces)
    parts = clauses(text)
    letters = "".join(char for char in text if char.isalnum())
    assert "".join(char for part in parts for char in part if char.isalnum()) == letters
    assert all(part.strip() for part in parts)


@given(st.text(max_size=120))
def test_any_text_is_parted(text: str) -> None:
    """No text raises an error."""
    assert bool(clauses(text)) <= bool(text.strip())
    numbered(text)
