"""A PDF is read from page to page: tables with rules and without, rows that go on, nothing of the margins."""

from __future__ import annotations

from typing import Any

import pytest
import typst

from dieuphoi.plan.model import PlanDocument
from dieuphoi.plan.reading import ReadingError, read_bytes
from tests.files import hostile

HEAD = "[STT], [Nội dung], [Cơ quan chủ trì], [Thời gian]"


def read(body: str, page: str = 'paper: "a4"') -> PlanDocument:
    source = f"#set page({page})\n#set text(size: 11pt)\n{body}"
    return read_bytes(typst.compile(source.encode(), ignore_system_fonts=True), "a.pdf")


def table(*rows: str, stroke: str = "0.5pt", columns: str = "(auto, 3fr, 2fr, 2fr)", more: str = "") -> str:
    return f"#table(columns: {columns}, stroke: {stroke}, {more} {HEAD}, {', '.join(rows)})\n"


def rows(found: PlanDocument) -> list[tuple[Any, ...]]:
    return [(task.number, task.title, task.leads, task.deadline_text) for task in found.tasks]


def test_merged_cells_are_seen_by_the_missing_rules() -> None:
    found = read(
        """#table(columns: (auto, 3fr, 2fr, 2fr, 2fr), table.cell(rowspan: 2)[TT], table.cell(rowspan: 2)[Nội dung],
        table.cell(colspan: 2)[Cơ quan thực hiện], table.cell(rowspan: 2)[Thời gian], [Chủ trì], [Phối hợp],
        table.cell(colspan: 5)[I. Nhóm một],
        [1], [Họp], table.cell(rowspan: 2)[Sở Y tế], [Sở Nội vụ], table.cell(rowspan: 2)[Quý I/2022],
        [2], [Đi], [Sở Xây dựng])"""
    )
    assert [(t.number, t.title, t.leads, t.coordinators, t.deadline_text, t.group) for t in found.tasks] == [
        ("1", "Họp", ("Sở Y tế",), ("Sở Nội vụ",), "Quý I/2022", "I. Nhóm một"),
        ("2", "Đi", ("Sở Y tế",), ("Sở Xây dựng",), "Quý I/2022", "I. Nhóm một"),
    ]


@pytest.mark.parametrize("stroke", ["0.5pt", "none"])
def test_a_row_that_goes_on_over_the_page_is_one_row(stroke: str) -> None:
    long = "xây dựng và ban hành " * 60
    head = f"table.header({HEAD}),"
    found = read(
        f"#table(columns: (auto, 3fr, 2fr, 2fr), stroke: {stroke}, {head} [1], [Đề án {long}], [Sở Y tế], [Quý I/2022],"
        " [2], [Họp], [Sở Nội vụ], [Quý II/2022])",
        page="width: 16cm, height: 9cm",
    )
    assert rows(found) == [
        ("1", f"Đề án {long}".strip(), ("Sở Y tế",), "Quý I/2022"),
        ("2", "Họp", ("Sở Nội vụ",), "Quý II/2022"),
    ]


def test_page_numbers_and_running_lines_are_no_text() -> None:
    body = "".join(f"[{n}], [Việc {n}], [Sở Y tế], [Quý I/2022]," for n in range(1, 60))
    found = read(
        f"#table(columns: (auto, 3fr, 2fr, 2fr), stroke: none, table.header({HEAD}), {body})",
        page="width: 16cm, height: 9cm, header: [Kế hoạch của tỉnh Bình Minh],"
        "footer: context [Trang #counter(page).display()]",
    )
    assert [task.title for task in found.tasks] == [f"Việc {n}" for n in range(1, 60)]
    assert found.problems == ()


def test_lines_are_put_together_to_the_paragraphs_that_they_were() -> None:
    text = (
        "Sở Y tế chủ trì, phối hợp với các cơ quan liên quan tham mưu ban hành kế hoạch trên địa bàn tỉnh, "
    )
    found = read(
        f"III. TỔ CHỨC THỰC HIỆN\n\n1. {text * 3}bảo đảm tiến độ.\n\n2. Sở Tài chính bố trí kinh phí."
    )
    assert [duty.text for duty in found.duties] == [
        f"1. {text * 3}bảo đảm tiến độ.",
        "2. Sở Tài chính bố trí kinh phí.",
    ]


def test_agencies_on_lines_of_their_own_stay_apart_and_a_name_broken_by_the_margin_does_not() -> None:
    found = read(
        table(
            "[1], [Họp], [Sở Y tế \\ Sở Nội vụ], [Quý I/2022]",
            "[2], [Đi], [Sở Lao động, Thương binh và Xã hội], [Quý I/2022]",
            columns="(auto, 3cm, 3.6cm, 3cm)",
        )
    )
    assert [task.leads for task in found.tasks] == [
        ("Sở Y tế", "Sở Nội vụ"),
        ("Sở Lao động, Thương binh và Xã hội",),
    ]


@pytest.mark.parametrize("stroke", ["0.5pt", "none"])
def test_a_group_heads_the_rows_below_it(stroke: str) -> None:
    found = read(
        table(
            "table.cell(colspan: 4)[I. Nhiệm vụ thường xuyên của các cơ quan trong năm]",
            "[1], [Họp], [Sở Y tế], [Quý I/2022]",
            "[2], [Đi], [Sở Y tế], [Quý I/2022]",
            "table.cell(colspan: 4)[II. Nhóm hai]",
            "[3], [Về], [Sở Y tế], [Quý I/2022]",
            stroke=stroke,
        )
    )
    assert [task.group for task in found.tasks] == [
        *["I. Nhiệm vụ thường xuyên của các cơ quan trong năm"] * 2,
        "II. Nhóm hai",
    ]


@pytest.mark.parametrize("upright", ["top", "horizon"])
def test_numbers_beside_the_middle_of_their_rows_are_no_obstacle(upright: str) -> None:
    title = "Xây dựng kế hoạch chuyển đổi số giai đoạn 2022 đến 2025 của tỉnh"
    found = read(
        table(
            f"[1], [{title}], [Sở Thông tin và Truyền thông], [Quý I/2022]",
            "[2], [Họp], [Văn phòng Ủy ban nhân dân tỉnh], [Quý II/2022]",
            "[3], [Tổ chức tập huấn kỹ năng số cho cán bộ], [Sở Nội vụ], [Tháng 9/2022]",
            stroke="none",
            columns="(1cm, 5cm, 3cm, 3cm)",
            more=f"align: left + {upright},",
        )
    )
    assert rows(found) == [
        ("1", title, ("Sở Thông tin và Truyền thông",), "Quý I/2022"),
        ("2", "Họp", ("Văn phòng Ủy ban nhân dân tỉnh",), "Quý II/2022"),
        ("3", "Tổ chức tập huấn kỹ năng số cho cán bộ", ("Sở Nội vụ",), "Tháng 9/2022"),
    ]


def test_a_problem_names_the_page() -> None:
    found = read(
        "trang một #pagebreak() " + table("[1], [Họp], [], [Quý I/2022]", "[2], [Đi], [Sở Y tế], [Quý I]")
    )
    assert found.problems[0].message == "PL1-1: dòng không ghi cơ quan chủ trì (trang 2)"


def test_a_scan_is_refused_as_one() -> None:
    with pytest.raises(ReadingError, match="bản quét"):
        read_bytes(hostile.scan(), "a.pdf")
