"""`dieuphoi report`: one paper as a file, or the papers of every running plan into a folder."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from docx import Document
from typer.testing import CliRunner

from dieuphoi.bot.cli import app
from dieuphoi.plan.model import PlanDocument, Task
from dieuphoi.plan.periods import parse_code
from dieuphoi.storage import paragraphs, plans
from dieuphoi.storage.database import Database
from tests.conftest import START

RUN = CliRunner()
NUMBERS = ("88/KH-UBND", "89/KH-UBND", "89 / KH.UBND")  # the last two read alike in a file's name


@pytest.fixture
def address(sqlite_url: str) -> str:
    """A database with three plans beside the shipped one."""
    database = Database(sqlite_url)
    with database.begin(START) as tx:
        for number in NUMBERS:
            row = Task("PL1-1", "1", "1", f"Việc của {number}", ("Sở Y tế",), due=date(2022, 8, 1))
            plans.add(tx, PlanDocument(number, None, None, None, (row,)))
    database.close()
    return sqlite_url


def _run(address: str, *words: str) -> tuple[int, str]:
    result = RUN.invoke(app, ["report", *words, "--now", "2022-10-05T09:00", "--db", address])
    return result.exit_code, result.output


def _text(file: Path) -> str:
    doc = Document(str(file))
    cells = [cell.text for table in doc.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in doc.paragraphs), *cells])


def test_into_a_folder_goes_a_paper_of_every_running_plan(address: str, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    code, said = _run(address, "--period", "2022-Q3", "-o", str(folder))
    assert (code, said.strip()) == (0, f"Đã ghi 4 báo cáo vào {folder}")
    written = sorted(file.name for file in folder.iterdir())
    assert written == [
        "bao-cao-4506-KH-UBND-2022-Q3.docx",
        "bao-cao-88-KH-UBND-2022-Q3.docx",
        "bao-cao-89-KH-UBND-2022-Q3-2.docx",
        "bao-cao-89-KH-UBND-2022-Q3.docx",
    ]
    assert "Việc của 88/KH-UBND" in _text(folder / "bao-cao-88-KH-UBND-2022-Q3.docx")
    assert "Việc của 89 / KH.UBND" in _text(folder / "bao-cao-89-KH-UBND-2022-Q3-2.docx")


def test_one_plan_is_named_and_one_that_is_none_is_answered_with_those_there_are(
    address: str, tmp_path: Path
) -> None:
    out = tmp_path / "a.docx"
    assert _run(address, "--period", "2022-Q3", "--plan", "88/KH-UBND", "-o", str(out))[0] == 0
    assert "Việc của 88/KH-UBND" in _text(out)
    code, said = _run(address, "--period", "2022-Q3", "--plan", "90/KH-UBND", "-o", str(out))
    assert code == 1
    assert "Không có kế hoạch 90/KH-UBND. Đang thực hiện: 4506/KH-UBND, 88/KH-UBND" in said


def test_what_the_coordinator_wrote_stands_in_the_file_too(address: str, tmp_path: Path) -> None:
    database = Database(address)
    with database.begin(START) as tx:
        plan = plans.by_number(tx, "88/KH-UBND")
        assert plan is not None
        paragraphs.decide(
            tx, plan.id, parse_code("2022-Q3"), "Sở Y tế", paragraphs.Decision.WRITTEN, "x", None, "Viết tay."
        )
    database.close()
    out = tmp_path / "a.docx"
    assert _run(address, "--period", "2022-Q3", "--plan", "88/KH-UBND", "-o", str(out))[0] == 0
    assert "- Sở Y tế: Viết tay." in _text(out)


@pytest.mark.parametrize("wrong", [("--format", "doc"), ("--format", "pdf", "--form", "monitoring")])
def test_a_format_that_is_none_writes_nothing(address: str, tmp_path: Path, wrong: tuple[str, ...]) -> None:
    out = tmp_path / "a.docx"
    code, said = _run(address, "--period", "2022-Q3", *wrong, "-o", str(out))
    assert code == 1
    assert "docx, xlsx" in said
    assert not out.exists()
