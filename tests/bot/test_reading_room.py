"""A file is read in a process of its own: the same plan comes back, and no death harms whoever asked."""

from __future__ import annotations

import pytest

from dieuphoi.bot.reading_room import read_safely
from dieuphoi.plan.reading import ReadingError, read_bytes
from dieuphoi.wording import speaking

HEADER = "STT | Nội dung | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian\n"
LONG = HEADER + "".join(f"{n} | Nhiệm vụ {n} | Sở Y tế | Sở Tài chính | Quý I/2022\n" for n in range(1, 1500))


def test_a_long_text_is_read_in_the_other_process_as_it_would_be_here() -> None:
    parts: list[float] = []
    document = read_safely(LONG.encode(), "ke-hoach.txt", progress=parts.append)
    assert document == read_bytes(LONG.encode(), "ke-hoach.txt")
    assert len(document.tasks) == 1499


def test_reading_that_takes_too_long_is_ended_and_the_reason_given() -> None:
    with pytest.raises(ReadingError, match=r"Tệp ke-hoach\.txt đọc quá lâu"):
        read_safely(LONG.encode(), "ke-hoach.txt", seconds=0.05)


def test_the_reason_is_given_in_the_language_being_spoken() -> None:
    with speaking("en"), pytest.raises(ReadingError, match="takes too long"):
        read_safely(LONG.encode(), "plan.txt", seconds=0.05)
