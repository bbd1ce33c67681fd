"""An Excel workbook is read sheet by sheet, with dates as people write them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from dieuphoi.plan.model import PlanDocument
from dieuphoi.plan.reading import read_bytes
from tests.files import making
from tests.files.hostile import with_empty_rows
from tests.files.raw import excel_with, inline, sheet

HEAD = ("STT", "Nội dung", "Cơ quan chủ trì", "Thời gian")


def workbook(*rows: Sequence[Any]) -> tuple[openpyxl.Workbook, Worksheet]:
    book = openpyxl.Workbook()
    page = book.active
    for row in rows:
        page.append(row)
    return book, page


def read(book: openpyxl.Workbook) -> PlanDocument:
    kept = io.BytesIO()
    book.save(kept)
    return read_bytes(kept.getvalue(), "a.xlsx")


def row_of(
    number: object, title: str = "Họp", lead: str = "Sở Y tế", deadline: object = "Quý I/2022"
) -> list[Any]:
    return [number, title, lead, deadline]


@pytest.mark.parametrize(
    ("value", "shown", "text", "due"),
    [
        (date(2022, 3, 15), "dd/mm/yyyy", "15/03/2022", date(2022, 3, 15)),
        (44635, "d/m/yyyy", "15/03/2022", date(2022, 3, 15)),
        (date(2022, 3, 1), "mm/yyyy", "03/2022", date(2022, 3, 31)),
        (date(2022, 3, 1), "mmm-yy", "03/2022", date(2022, 3, 31)),
        (date(2022, 1, 1), "yyyy", "2022", date(2022, 12, 31)),
        (2022, "General", "2022", date(2022, 12, 31)),
        ("15/3/2022", "@", "15/3/2022", date(2022, 3, 15)),
    ],
)
def test_a_date_is_read_as_far_as_it_is_shown(value: object, shown: str, text: str, due: date) -> None:
    book, page = workbook(HEAD, row_of(1, deadline=value))
    page["D2"].number_format = shown
    assert [(task.deadline_text, task.due) for task in read(book).tasks] == [(text, due)]


@pytest.mark.parametrize("value", [1, 1.0, "1", "1.0", "1."])
def test_a_number_is_a_number_however_it_is_kept(value: object) -> None:
    book, _page = workbook(HEAD, row_of(value))
    assert [task.number for task in read(book).tasks] == ["1"]


def test_merged_cells_hold_for_every_row_that_they_cover() -> None:
    book, page = workbook(
        ["DANH MỤC NHIỆM VỤ"],
        ["TT", "Nội dung", "Cơ quan thực hiện", None, "Thời gian"],
        [None, None, "Chủ trì", "Phối hợp", None],
        ["I. Nhóm một"],
        [1, "Họp", "Sở Y tế", "Sở Nội vụ", "Quý I/2022"],
        [2, "Đi", None, "Sở Xây dựng", None],
    )
    for area in ("A1:E1", "A2:A3", "B2:B3", "C2:D2", "E2:E3", "A4:E4", "C5:C6", "E5:E6"):
        page.merge_cells(area)
    found = read(book)
    assert [(t.number, t.leads, t.coordinators, t.deadline_text, t.group, t.line) for t in found.tasks] == [
        ("1", ("Sở Y tế",), ("Sở Nội vụ",), "Quý I/2022", "I. Nhóm một", 5),
        ("2", ("Sở Y tế",), ("Sở Xây dựng",), "Quý I/2022", "I. Nhóm một", 6),
    ]


def test_each_sheet_is_an_appendix_and_one_of_figures_holds_no_tasks() -> None:
    book, page = workbook(HEAD, row_of(1), row_of(2))
    page.title = "Phụ lục 1"
    figures = book.create_sheet("Kinh phí")
    for row in (
        ("STT", "Nội dung", "Đơn vị tính", "Số tiền"),
        (1, "Chi", "đồng", 1000),
        (2, "Thu", "đồng", 5),
    ):
        figures.append(row)
    more = book.create_sheet("PL2")
    for row in (["PHỤ LỤC 2"], ["DANH MỤC"], [], HEAD, row_of(1, title="Đi")):
        more.append(row)
    found = read(book)
    assert [(t.code, t.appendix, t.title, t.line) for t in found.tasks] == [
        ("PL1-1", "1", "Họp", 2),
        ("PL1-2", "1", "Họp", 3),
        ("PL2-1", "2", "Đi", 5),
    ]
    assert found.problems == ()


def test_hidden_sheets_are_left_out_and_hidden_rows_read_and_both_said() -> None:
    book, page = workbook(HEAD, row_of(1), row_of(2))
    page.title = "Nhiệm vụ"
    page.row_dimensions[3].hidden = True
    hidden = book.create_sheet("Nháp")
    hidden.sheet_state = "hidden"
    for row in (HEAD, row_of(9)):
        hidden.append(row)
    found = read(book)
    assert [task.number for task in found.tasks] == ["1", "2"]
    assert [problem.message for problem in found.problems] == [
        "trang tính “Nhiệm vụ” có dòng hoặc cột ẩn; vẫn đọc cả các dòng, cột đó",
        "trang tính “Nháp” bị ẩn nên không đọc",
    ]


def test_formulas_count_by_the_value_kept_with_them() -> None:
    cells = "".join(inline(name) for name in HEAD)
    formula = "<c><f>A2+1</f><v>7</v></c>"
    found = read_bytes(
        excel_with(
            sheet(
                f"<row>{cells}</row><row>{formula}{inline('Họp')}{inline('Sở Y tế')}{inline('Quý I/2022')}</row>"
            )
        ),
        "a.xlsx",
    )
    assert [task.number for task in found.tasks] == ["7"]


def test_the_head_is_read_from_the_cells_above_the_table() -> None:
    found = read_bytes(making.excel([("Họp", "Sở Y tế", "", "Quý I/2022")]), "a.xlsx")
    assert (found.number, str(found.date), found.issuer, found.title) == (
        "12/KH-UBND",
        "2022-03-05",
        "Ủy ban nhân dân tỉnh Bình Minh",
        "Chuyển đổi số năm 2022",
    )


def test_text_in_an_old_font_is_converted() -> None:
    book, page = workbook(
        HEAD, row_of(1, title="X©y dùng kÕ ho¹ch", lead="Së Lao ®éng - Th\u00ad¬ng binh vµ X· héi")
    )
    for cell in page[2]:
        cell.font = Font(name=".VnTime")
    assert [(t.title, t.leads, t.deadline_text) for t in read(book).tasks] == [
        ("Xây dựng kế hoạch", ("Sở Lao động - Thương binh và Xã hội",), "Quý I/2022")
    ]


def test_a_problem_names_the_sheet_and_the_cell() -> None:
    book, page = workbook([], [None, *HEAD], [None, *row_of(1, lead="")])
    page.title = "Nhiệm vụ"
    assert [(problem.line, problem.message) for problem in read(book).problems] == [
        (3, "PL1-1: dòng không ghi cơ quan chủ trì (trang tính “Nhiệm vụ”, ô B3)")
    ]


def test_formatted_rows_without_text_are_no_obstacle() -> None:
    assert len(read_bytes(with_empty_rows(100_000), "a.xlsx").tasks) == 20
