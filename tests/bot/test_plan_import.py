"""`dieuphoi plan import|close|reopen` on the command line, on a database of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from dieuphoi.bot.cli import app

SHIPPED = Path("tests/plan/documents/4506-kh-ubnd.txt")


class Office:
    """An operator at the command line."""

    def __init__(self, url: str) -> None:
        self.url = url

    def run(self, *words: str, answer: str = "") -> tuple[int, str]:
        """Give a command; gives the exit code and all that is said."""
        done = CliRunner().invoke(app, [*words, "--db", self.url, "--now", "2022-02-15T09:00"], input=answer)
        return done.exit_code, done.output


@pytest.fixture
def operator(sqlite_url: str) -> Office:
    return Office(sqlite_url)


def changed(folder: Path, *changes: tuple[str, str]) -> str:
    """The shipped plan with some words changed, as a file."""
    text = SHIPPED.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    file = folder / "sua.txt"
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_the_same_document_changes_nothing_and_an_amended_one_is_shown_first(
    operator: Office, tmp_path: Path
) -> None:
    operator.run("plan", "import", str(SHIPPED), "--yes")
    code, said = operator.run("plan", "import", str(SHIPPED), "--yes")
    assert (code, "không thay đổi gì" in said) == (0, True)
    file = changed(tmp_path, ("Quý IV/2022", "Quý III/2023"))
    code, said = operator.run("plan", "import", file, answer="n\n")
    assert code == 1
    assert "thời hạn từ 31/12/2022 đổi thành 30/9/2023" in said
    assert "2023-09-30" not in operator.run("plan", "show", "4506", "--json")[1]
    assert operator.run("plan", "import", file, "--yes")[0] == 0
    assert "2023-09-30" in operator.run("plan", "show", "4506", "--json")[1]
    assert operator.run("db", "check")[0] == 0


def test_what_is_in_doubt_is_for_a_person_to_say(operator: Office, tmp_path: Path) -> None:
    operator.run("plan", "import", str(SHIPPED), "--yes")
    words = (
        "ban hành quy chế hoạt động của Ban Chỉ đạo tỉnh sau khi",
        "sửa đổi quy chế làm việc của Ban Chỉ đạo các chương trình, khi",
    )
    file = changed(tmp_path, words)
    code, said = operator.run("plan", "import", file, "--yes")
    assert (code, "cần người trả lời" in said) == (1, True)
    code, said = operator.run("plan", "import", file, answer="y\ny\n")
    assert (code, "Đã áp dụng" in said) == (0, True)


def test_a_plan_is_closed_and_taken_up_again(operator: Office) -> None:
    assert operator.run("plan", "close", "4506")[0] == 0
    assert "đang mở" in operator.run("plan", "reopen", "4506")[1]
    assert operator.run("plan", "close", "99")[0] == 1
