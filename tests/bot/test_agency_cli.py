"""`dieuphoi agency …` and totals by the structure of a day, on a database of its own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from dieuphoi.bot.cli import app
from tests.stage import KHDT, LDTBXH, TAICHINH

BY = "15/NQ-HĐND ngày 20/02/2022"
NNMT, YTE = "Sở Nông nghiệp và Môi trường", "Sở Y tế"


class Operator:
    """Somebody at the command line; the clock stands at a day."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.now = "2022-03-10T09:00"

    def run(self, *words: str, answer: str = "") -> tuple[int, str]:
        """Give a command; gives the exit code and all that is said."""
        done = CliRunner().invoke(app, [*words, "--db", self.url, "--now", self.now], input=answer)
        return done.exit_code, done.output

    def json(self, *words: str) -> Any:
        code, said = self.run(*words, "--json")
        assert code == 0, said
        return json.loads(said)

    def merge(self, *more: str, on: str = "2022-03-01", answer: str = "") -> tuple[int, str]:
        return self.run(
            "agency", "merge", KHDT, "--into", TAICHINH, "--on", on, "--by", BY, *more, answer=answer
        )


@pytest.fixture
def operator(sqlite_url: str) -> Operator:
    return Operator(sqlite_url)


def shares(operator: Operator, *more: str) -> dict[str, int]:
    (found,) = operator.json("summary", "--period", "2022", *more)
    assert set(found) == {
        "plan",
        "period",
        "as_of",
        "total",
        "counters",
        "states",
        "agencies",
        "appendices",
        "awaiting_confirmation",
    }
    assert found["total"] == sum(found["counters"].values())
    return {name: sum(counters.values()) for name, counters in found["agencies"].items()}


def test_a_change_is_shown_and_stored_on_yes(operator: Operator) -> None:
    code, said = operator.merge(answer="n\n")
    assert code == 1 and "3 nhiệm vụ" in said and "Chưa thay đổi gì" in said
    assert shares(operator)[KHDT] == 3
    code, said = operator.merge(answer="y\n")
    assert code == 0 and "đã có hiệu lực" in said
    assert KHDT not in shares(operator)


def test_totals_are_the_same_under_every_structure(operator: Operator) -> None:
    before = shares(operator)
    operator.merge("--yes")
    now = shares(operator)
    assert now[TAICHINH] == before[TAICHINH] + before[KHDT]
    assert shares(operator, "--structure", "2022-02-28") == before
    assert shares(operator, "--structure", "2022-03-01") == now
    assert operator.run("summary", "--period", "2022", "--structure", "28/02/2022")[0] == 2


def test_a_report_is_drawn_by_the_structure_of_a_day(operator: Operator, tmp_path: Any) -> None:
    from docx import Document

    operator.merge("--yes")
    for more, has in (((), False), (("--structure", "2022-02-28"), True)):
        file = tmp_path / "bao-cao.docx"
        code, said = operator.run("report", "--period", "2022", "-o", str(file), *more)
        assert code == 0, said
        document = Document(str(file))
        cells = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
        text = "\n".join(paragraph.text for paragraph in document.paragraphs)
        assert (KHDT in cells) is has
        assert ("theo cơ cấu ngày 28/02/2022" in text) is has


def test_a_division_takes_choices_and_lists_what_is_undecided(operator: Operator) -> None:
    words = [
        "agency",
        "split",
        LDTBXH,
        "--into",
        NNMT,
        "--into",
        YTE,
        "--on",
        "2022-03-01",
        "--by",
        BY,
        "--yes",
    ]
    code, said = operator.run(*words, "--task", "PL9-9=Sở Y tế")
    assert code == 1 and "PL1-1" in said
    code, said = operator.run(*words, "--task", "PL1-1=Sở Tài chính")
    assert code == 1 and NNMT in said and YTE in said
    code, said = operator.run(*words, "--task", "PL1-1=Sở Y tế", "--task", "pl1-2=so nnmt")
    assert code == 0
    assert "4 nhiệm vụ chưa chọn cơ quan nhận" in said
    assert shares(operator)[YTE] == 1
    assert shares(operator)[LDTBXH] + shares(operator)[NNMT] == 4  # one of the six is due in no year


def test_agencies_of_a_day_and_one_of_them(operator: Operator) -> None:
    operator.merge("--yes")
    today = {one["name"] for one in operator.json("agency", "list")}
    then = {one["name"] for one in operator.json("agency", "list", "--on", "2022-02-28")}
    assert KHDT not in today and KHDT in then and TAICHINH in today & then
    found = operator.json("agency", "show", "so khdt")
    assert found["lifetime"] == [{"since": None, "until": "2022-03-01"}]
    assert found["today"] == [TAICHINH] and found["changes"][0]["document"] == "15/NQ-HĐND"
    assert "đến hết 28/02/2022" in operator.run("agency", "show", KHDT)[1]
    code, said = operator.run("agency", "show", "Sở Abc Xyz")
    assert code == 1 and "dieuphoi agency list" in said


def test_a_change_ahead_waits_and_can_be_cancelled(operator: Operator) -> None:
    code, said = operator.merge("--yes", on="2022-04-01")
    assert code == 0 and "chờ đến ngày" in said
    assert operator.run("agency", "cancel", "1")[0] == 0
    code, said = operator.run("agency", "cancel", "1")
    assert code == 1 and "thay đổi mới" in said
    assert shares(operator)[KHDT] == 3


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["rename", KHDT, "--into", KHDT, "--on", "2022-03-01", "--by", BY], 1, "kế thừa chính mình"),
        (["dissolve", "Sở Abc Xyz", "--on", "2022-03-01", "--by", BY], 1, "Chưa rõ"),
        (["split", KHDT, "--into", YTE, "--on", "2022-03-01", "--by", BY], 1, "ít nhất hai"),
        (["rename", KHDT, "--into", "Sở Mới Lập", "--on", "1/3/2022", "--by", BY], 2, "2025-03-01"),
    ],
)
def test_what_can_not_be_is_said_in_one_line(
    operator: Operator, words: list[str], code: int, told: str
) -> None:
    got, said = operator.run("agency", *words, "--yes")
    assert got == code and told in said and "Traceback" not in said


def test_a_plan_that_names_an_agency_of_the_past_says_so_before_it_comes_in(
    operator: Operator, tmp_path: Any
) -> None:
    operator.merge("--yes")
    shipped = Path("tests/plan/documents/4506-kh-ubnd.txt").read_text(encoding="utf-8")
    file = tmp_path / "moi.txt"
    file.write_text(shipped.replace("4506/KH-UBND", "9999/KH-UBND"), encoding="utf-8")
    code, said = operator.run("plan", "import", str(file), "--yes")
    assert code == 0, said
    assert "Sở Kế hoạch và Đầu tư nay là Sở Tài chính, từ 01/3/2022" in said
    found = operator.json("summary", "--period", "2022")
    assert all(KHDT not in one["agencies"] for one in found)
