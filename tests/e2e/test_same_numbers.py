"""One quarter played through: chat, group post, chart, Word, Excel, PDF and `summary` all say the same numbers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from typer.testing import CliRunner

from dieuphoi.bot.cli import app
from tests.e2e import heard
from tests.handlers.office import settle
from tests.reports.pdf_text import pages
from tests.stage import Said, Stage

PERIODS = {"quý 1/2022": "2022-Q1", "6 tháng đầu năm 2022": "2022-H1", "2022": "2022"}
WORDS = (
    ("lan", "PL1-4 đã ban hành số 12/QĐ-UBND ngày 14/2/2022"),
    ("hoa", "PL1-7 đã trình"),
    ("lan", "PL1-5 vướng: chưa có hướng dẫn"),
    ("lan", "PL1-3 50%"),
)


@pytest.fixture
def quarter(stage: Stage) -> Stage:
    """The quarter is over: something done in time, something late, something overdue, something extended."""
    with stage.transaction() as tx:
        settle(tx)
    for who, text in WORDS:
        stage.say(who, text)
    stage.press("minh", "Xác nhận")
    stage.say("lan", "xin gia hạn PL1-3 đến 30/9/2022 vì chờ hướng dẫn")
    stage.press("minh", "Đồng ý")
    stage.at("2022-04-05T09:00")
    stage.say("hoa", "PL1-7 đã ban hành số 15/QĐ-TTg ngày 4/4/2022")
    return stage


def in_word(message: Said) -> tuple[int, ...]:
    assert message.file is not None
    return tuple(int(cell.text) for cell in Document(message.file).tables[1].rows[-1].cells[3:])


def in_excel(message: Said) -> tuple[int, ...]:
    assert message.file is not None
    *_agencies, last = load_workbook(message.file)["Tổng hợp"].iter_rows(values_only=True)
    return tuple(int(str(number)) for number in last[2:6])


def in_pdf(message: Said) -> tuple[int, ...]:
    assert message.file is not None
    text = " ".join(" ".join(pages(Path(message.file).read_bytes())).split())
    return tuple(int(text.partition(f"- {name}: ")[2].split(" ")[0]) for name in heard.COUNTERS)


def summarised(stage: Stage, code: str) -> tuple[int, ...]:
    command = ["summary", "--period", code, "--json", "--now", stage.now.strftime("%Y-%m-%dT%H:%M")]
    url = str(stage.database.engine.url)
    done = CliRunner().invoke(app, command, env={"DIEUPHOI_DATABASE_URL": url})
    assert done.exit_code == 0, done.output
    (plan,) = json.loads(done.stdout)
    assert plan["total"] == sum(plan["counters"].values())
    return tuple(plan["counters"].values())


@pytest.mark.parametrize("period", PERIODS)
def test_one_quarter_the_same_numbers_everywhere(quarter: Stage, period: str) -> None:
    drawn, said = quarter.say("minh", f"/tongketqua {period}").to("minh")
    wanted = heard.counters(said.text)
    by_agency = heard.agencies(quarter.press("minh", "Theo cơ quan").text("minh"))
    posted = quarter.press("minh", "Đăng vào nhóm").to("group")
    found = {
        "chart": heard.caption(drawn.text) if "Tổng số" in drawn.text else wanted,
        "posted chart": heard.caption(posted[0].text),
        "post": heard.counters(posted[-1].text),
        "summary": summarised(quarter, PERIODS[period]),
        "word": in_word(quarter.say("minh", f"/baocao {period}").to("minh")[-1]),
        "excel": in_excel(quarter.say("minh", f"/baocao {period} xlsx").to("minh")[-1]),
        "pdf": in_pdf(quarter.say("minh", f"/baocao {period} pdf").to("minh")[-1]),
    }
    assert found == dict.fromkeys(found, wanted)
    assert sum(wanted) > 2 and wanted[0] > 0 and wanted[1] > 0
    assert heard.agencies(posted[-1].text) == by_agency
    assert sum(number for _done, number, _late in by_agency.values()) == sum(wanted)
