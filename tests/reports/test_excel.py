"""The workbook, read back with openpyxl."""

import io
from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from openpyxl import load_workbook

from dieuphoi.plan.results import Counter, State
from dieuphoi.reports import make
from dieuphoi.reports.terms import plain
from tests.reports.sample import full_report, report, row
from tests.reports.strings import hostile

HEAD = 4


def read(one):
    return load_workbook(io.BytesIO(make(one, "xlsx")))


def column(sheet, name):
    heads = [cell.value for cell in sheet[HEAD]]
    return [line[heads.index(name)] for line in sheet.iter_rows(min_row=HEAD + 1)]


@pytest.fixture(scope="module")
def book():
    return read(full_report())


def test_sheets_are_totals_tasks_overdue_and_obstacles(book):
    assert book.sheetnames == ["Tổng hợp", "Nhiệm vụ", "Quá hạn", "Vướng mắc", "Theo dõi"]


def test_every_sheet_says_which_moment_it_is_true_for(book):
    assert {sheet["A2"].value for sheet in book} == {"Số liệu đến 01 giờ 05, ngày 05/10/2022"}


def test_totals_are_those_of_the_results(book):
    results = full_report().results
    *agencies, last = list(book["Tổng hợp"].iter_rows(min_row=HEAD + 1, values_only=True))
    assert last[:6] == ("Tổng số", results.total, *results.counters().values())
    for line, agency in zip(agencies, results.agencies(), strict=True):
        assert line[0] == agency and line[2:6] == tuple(results.counters(agency=agency).values())


def test_every_assignment_has_its_line(book):
    rows = full_report().rows
    sheet = book["Nhiệm vụ"]
    assert [cell.value for cell in column(sheet, "Mã")] == [one.code for one in rows]
    assert [cell.value for cell in column(sheet, "Cơ quan chủ trì")] == [one.lead for one in rows]


def test_dates_are_dates_and_not_texts(book):
    due = column(book["Nhiệm vụ"], "Thời hạn hiện tại")
    assert due[0].value == datetime(2022, 9, 30) and due[0].is_date  # noqa: DTZ001 - a workbook knows no zones
    assert due[0].number_format == "dd/mm/yyyy"
    assert due[-1].value is None


def test_overdue_and_obstacles_list_only_what_they_are_named_for(book):
    late = [one.code for one in full_report().rows if one.counter is Counter.OVERDUE]
    assert [cell.value for cell in column(book["Quá hạn"], "Mã")] == late
    assert [cell.value for cell in column(book["Vướng mắc"], "Mã")] == ["PL1-4"]


def test_the_head_stays_in_sight_and_filters_the_lines_below(book):
    sheet = book["Nhiệm vụ"]
    assert sheet.freeze_panes == "A5"
    assert sheet.auto_filter.ref == f"A{HEAD}:V{HEAD + 7}"
    assert book["Tổng hợp"].auto_filter.ref == f"A{HEAD}:G{HEAD + 6}", "the sum must not be sorted away"


def test_a_row_is_high_enough_for_its_longest_text(book):
    heights = [book["Nhiệm vụ"].row_dimensions[HEAD + 1 + at].height for at in range(3)]
    assert heights[2] >= 4 * 15 > heights[0], "the third task has 160 letters in a column of 50"


def test_an_empty_plan_says_so_instead_of_an_empty_table():
    book = read(report())
    for name in ("Nhiệm vụ", "Quá hạn", "Vướng mắc"):
        assert book[name][f"A{HEAD + 1}"].value == "Không có nhiệm vụ nào thuộc nhóm này."
    assert book["Tổng hợp"][f"B{HEAD + 1}"].value == 0


@settings(max_examples=40, deadline=None)
@given(hostile())
def test_typed_text_stays_text_and_never_becomes_a_formula(typed):
    book = read(report(row(title=typed, lead=typed, state=State.BLOCKED, note=typed, due=date(2022, 8, 1))))
    kinds = {cell.data_type for sheet in book for line in sheet.iter_rows() for cell in line}
    assert "f" not in kinds
    for name in ("Nhiệm vụ", "Quá hạn", "Vướng mắc"):
        assert column(book[name], "Nhiệm vụ")[0].value in (plain(typed), None if not plain(typed) else "")
        assert column(book[name], "Nhiệm vụ")[0].hyperlink is None


def test_evidence_stands_beside_the_document_and_its_date():
    done = row(state=State.DONE, done_on=date(2022, 9, 20), number="12/NQ-HĐND")
    sheet = read(report(replace(done, files=("nq 12.pdf", "=tờ trình.docx"))))["Nhiệm vụ"]
    shown = [column(sheet, name)[0] for name in ("Số văn bản", "Ngày văn bản", "Tệp minh chứng")]
    assert [cell.value for cell in shown][::2] == ["12/NQ-HĐND", "nq 12.pdf; =tờ trình.docx"]
    assert shown[1].value.date() == date(2022, 9, 20)
