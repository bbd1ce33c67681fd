"""The monitoring form in Word and as a sheet of the workbook: the same cells, text that stays text."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from openpyxl import load_workbook

from dieuphoi.plan.blockers import Waits, WaitsFor
from dieuphoi.plan.history import Entry, Kind
from dieuphoi.plan.monitoring import Followed
from dieuphoi.plan.results import State
from dieuphoi.reports import Form, Report, file_name, make
from dieuphoi.reports.terms import plain
from tests.reports.sample import blocker, full_report, report, row
from tests.reports.strings import hostile

COLUMNS = [
    "TT",
    "Nhiệm vụ",
    "Vai trò",
    "Kết quả trong kỳ",
    "Luỹ kế",
    "Tiến độ",
    "Khó khăn",
    "Kiến nghị",
]
TOLD = (
    Entry(1, Kind.STATE, date(2022, 8, 5), State.CONSULTING, 60, "đã gửi các sở"),
    Entry(2, Kind.DOCUMENT, date(2022, 8, 9), document_number="7/TTr-STC", document_date=date(2022, 8, 8)),
    Entry(3, Kind.STATE, date(2022, 9, 2), State.BLOCKED, note="thiếu vốn"),
)


def sample() -> Report:
    one = full_report()
    stuck = next(line for line in one.rows if line.state is State.BLOCKED)
    held = replace(
        blocker(1, stuck), waits=Waits(WaitsFor.ABOVE, "Bộ Tài chính"), referred_on=date(2022, 10, 3)
    )
    lines = [Followed(line) for line in one.rows if line is not stuck]
    asked = replace(stuck, asked_until=date(2022, 12, 31))
    return replace(one, followed=(Followed(asked, TOLD, (held,)), *lines))


def word(one: Report) -> list[list[str]]:
    doc = Document(io.BytesIO(make(one, "docx", Form.MONITORING)))
    return [[cell.text for cell in line.cells] for line in doc.tables[1].rows]


def excel(one: Report) -> list[list[object]]:
    sheet = load_workbook(io.BytesIO(make(one, "xlsx", Form.MONITORING)))["Theo dõi"]
    return [list(line) for line in sheet.iter_rows(min_row=4, values_only=True)]


def test_the_form_has_its_eight_columns_in_word_and_excel() -> None:
    assert word(sample())[0] == COLUMNS == excel(sample())[0]


def test_word_and_excel_say_the_same() -> None:
    one = sample()
    in_word, in_excel = word(one)[1:], excel(one)[1:]
    assert len(in_word) == len(one.followed)
    assert in_word == [
        ["" if cell is None else str(cell) for cell in line] for line in in_excel[: len(in_word)]
    ]


def test_a_line_tells_the_period_and_all_so_far_apart() -> None:
    number, task, role, in_period, so_far, pace, difficulty, proposal = word(sample())[1]
    assert number == "1" and task.startswith("PL1-4. Quy chế") and "31/08/2022" in task
    assert role == "Chủ trì: Ban Dân tộc tỉnh; phối hợp: Sở Tư pháp, Sở Y tế"
    assert in_period == (
        "05/08/2022: Đang lấy ý kiến/thẩm định (60%), đã gửi các sở; "
        "09/08/2022: 7/TTr-STC ngày 08/08/2022; 02/09/2022: Vướng mắc"
    )
    assert so_far == "Vướng mắc" and pace == "Chậm"
    assert "định mức chi" in difficulty and "từ 02/10/2022 (3 ngày)" in difficulty
    assert proposal == (
        "Đề nghị Bộ Tài chính tháo gỡ; Đã chuyển lãnh đạo ngày 03/10/2022; Xin gia hạn đến 31/12/2022"
    )


def test_pages_lie_across_and_the_head_of_the_table_comes_again() -> None:
    doc = Document(io.BytesIO(make(sample(), "docx", Form.MONITORING)))
    page = doc.sections[0]
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (297, 210)
    assert 29.9 <= page.left_margin.mm <= 35 and 14.9 <= page.right_margin.mm <= 20.1
    assert 19.9 <= page.top_margin.mm <= 25 and 19.9 <= page.bottom_margin.mm <= 25
    table = doc.tables[1]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert sum(column.width.mm for column in table.columns) == pytest.approx(247, abs=1)
    said = "\n".join(node.text or "" for node in doc.element.body.iter(qn("w:t")))
    for part in ("SỞ LAO ĐỘNG", "BIỂU THEO DÕI", "quý III/2022", "Vượt:", "Nơi nhận:", "GIÁM ĐỐC"):
        assert part in said
    assert "{" not in said


def test_the_sheet_can_be_filtered_and_says_what_the_words_mean() -> None:
    sheet = load_workbook(io.BytesIO(make(sample(), "xlsx")))["Theo dõi"]
    assert sheet.auto_filter.ref == f"A4:H{4 + len(sample().followed)}" and sheet.freeze_panes == "A5"
    assert "Vượt:" in str(sheet.cell(5 + len(sample().followed), 1).value)


def test_a_period_without_tasks_says_so() -> None:
    doc = Document(io.BytesIO(make(report(), "docx", Form.MONITORING)))
    assert any(line.text.startswith("Trong kỳ không có nhiệm vụ nào đến hạn") for line in doc.paragraphs)


def test_other_formats_are_refused_with_the_allowed_ones() -> None:
    with pytest.raises(ValueError, match=r"docx, xlsx\.$"):
        make(sample(), "pdf", Form.MONITORING)
    assert file_name(sample(), "docx", Form.MONITORING) == "bieu-theo-doi-4506-KH-UBND-2022-Q3.docx"


@settings(max_examples=20, deadline=None)
@given(hostile())
def test_typed_text_stays_text(typed: str) -> None:
    one = row(title=typed, lead=typed, state=State.BLOCKED, note=typed)
    told = (Entry(1, Kind.STATE, date(2022, 8, 5), State.CONSULTING, None, typed),)
    full = replace(report(one), followed=(Followed(one, told, (blocker(1, one),)),))
    assert word(full)[1][2].startswith(f"Chủ trì: {plain(typed)}")
    sheet = load_workbook(io.BytesIO(make(full, "xlsx")))["Theo dõi"]
    assert "f" not in {cell.data_type for line in sheet.iter_rows() for cell in line}
