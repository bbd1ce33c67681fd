"""A file is read in a process of its own: the same plan comes back, and no death harms whoever asked."""

from __future__ import annotations

import os
import subprocess
from typing import Any

import pytest

from dieuphoi.bot.reading_room import read_safely
from dieuphoi.plan.reading import ReadingError, read_bytes
from dieuphoi.wording import speaking
from tests.files.hostile import HOSTILE

HEADER = "STT | Nội dung | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian\n"
LONG = HEADER + "".join(f"{n} | Nhiệm vụ {n} | Sở Y tế | Sở Tài chính | Quý I/2022\n" for n in range(1, 1500))


def test_a_long_text_is_read_in_the_other_process_as_it_would_be_here() -> None:
    parts: list[float] = []
    document = read_safely(LONG.encode(), "ke-hoach.txt", progress=parts.append)
    assert document == read_bytes(LONG.encode(), "ke-hoach.txt")
    assert len(document.tasks) == 1499


def test_nothing_of_a_document_is_lost_on_the_way_back() -> None:
    row = "1 | Đề án | Sở Y tế | | Quý I/2022: xây dựng dự thảo; Quý III/2022: trình UBND tỉnh\n"
    text = (HEADER + row + "2 | Quy chế | Sở Y tế | | Sau khi có hướng dẫn\n" * 2000).encode()
    assert read_safely(text, "x") == read_bytes(text, "x")


QUICK = [
    "a Word file of 10,000 parts",
    "archives in archives",
    "entities that grow, in Word",
    "entities that grow, in Excel",
    "an entity from outside",
    "Word tables 50,000 deep",
    "Word tables 60 deep with rows",
    "a sheet that claims 1,048,576 x 16,384 cells",
    "a page of 100,000 nested tags",
    "a page of nested tables",
    "a PDF whose pages hold themselves",
    "a PDF whose forms draw themselves",
    "a scan",
    "a PDF with a password",
    "half a Word file",
    "half a PDF",
    "random bytes",
]


@pytest.mark.parametrize("name", QUICK)
def test_a_file_made_to_do_harm_is_refused_or_read_within_the_limits(name: str) -> None:
    """The large ones, which take seconds, are in `python -m bench reading`."""
    try:
        document = read_safely(HOSTILE[name](), "tệp.docx")
    except ReadingError as error:
        assert str(error).startswith("Tệp tệp.docx ")
    else:
        assert document.problems


def test_the_reading_process_gets_no_secret_and_leaves_nothing_behind(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DIEUPHOI_TELEGRAM_TOKEN", "1:secret")
    started: list[dict[str, str]] = []
    real = subprocess.Popen

    def watched(*args: Any, **kwargs: Any) -> subprocess.Popen[bytes]:
        started.append(kwargs["env"])
        return real(*args, **kwargs)

    monkeypatch.setattr(subprocess, "Popen", watched)
    read_safely(LONG.encode(), "x")
    assert "secret" not in str(started)
    assert len(started) == 1
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_reading_that_takes_too_long_is_ended_and_the_reason_given() -> None:
    with pytest.raises(ReadingError, match=r"Tệp ke-hoach\.txt đọc quá lâu"):
        read_safely(LONG.encode(), "ke-hoach.txt", seconds=0.05)


def test_the_reason_is_given_in_the_language_being_spoken() -> None:
    with speaking("en"), pytest.raises(ReadingError, match="takes too long"):
        read_safely(LONG.encode(), "plan.txt", seconds=0.05)
