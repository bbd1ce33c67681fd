"""A page saved from the web gives its text and tables, not its menus and scripts."""

from __future__ import annotations

import email.message
from typing import Any

import pytest

from dieuphoi.plan.model import PlanDocument
from dieuphoi.plan.reading import read_bytes
from tests.files import making
from tests.files.old_encodings import to_1258

HEAD = "<tr><th>STT</th><th>Nội dung</th><th>Cơ quan chủ trì</th><th>Thời gian</th></tr>"
ROW = "<tr><td>1</td><td>Họp</td><td>Sở Y tế</td><td>Quý I/2022</td></tr>"


def read(body: str, encoding: str = "utf-8", head: str = "") -> PlanDocument:
    page = f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"
    return read_bytes(page.encode(encoding), "a.doc")


def rows(found: PlanDocument) -> list[tuple[Any, ...]]:
    return [(task.number, task.title, task.leads, task.deadline_text) for task in found.tasks]


ONE = [("1", "Họp", ("Sở Y tế",), "Quý I/2022")]


def test_merged_cells_are_laid_out_as_a_browser_does() -> None:
    table = """<table><thead><tr><th rowspan=2>TT<th rowspan=2>Nội dung<th colspan=2>Cơ quan thực hiện
<th rowspan=2>Thời gian
<tr><th>Chủ trì<th>Phối hợp</thead><tr><td colspan=5><b>I. Nhóm một</b></tr>
<tr><td>1<td>Họp<td rowspan=2>Sở Y tế<td>Sở Nội vụ<td rowspan=0>Quý I/2022</tr>
<tr><td>2<td>Đi<td>Sở Xây dựng</tr></table>"""
    found = read(table)
    assert [(t.number, t.title, t.leads, t.coordinators, t.deadline_text, t.group) for t in found.tasks] == [
        ("1", "Họp", ("Sở Y tế",), ("Sở Nội vụ",), "Quý I/2022", "I. Nhóm một"),
        ("2", "Đi", ("Sở Y tế",), ("Sở Xây dựng",), "Quý I/2022", "I. Nhóm một"),
    ]


def test_menus_scripts_and_what_is_hidden_are_no_text() -> None:
    found = read(
        "<script>document.write('<p>KẾ HOẠCH</p>')</script><style>p{}</style>"
        "<nav><p>Số: 1/KH-UBND</p></nav><div><a href=/>Số: 2/KH-UBND</a></div>"
        "<p hidden>Số: 3/KH-UBND</p><p style='display: none'>Số: 4/KH-UBND</p><!-- Số: 5/KH-UBND -->"
        f"<p>Số: 6/KH-UBND</p><p>KẾ HOẠCH</p><p>Chuyển đổi số <a href=x>năm 2022</a></p><table>{HEAD}{ROW}</table>"
    )
    assert (found.number, found.title) == ("6/KH-UBND", "Chuyển đổi số năm 2022")
    assert rows(found) == ONE


def test_a_hundred_lines_of_menu_do_not_hide_the_head() -> None:
    menu = "".join(f"<div><a href='/{n}'>Tin {n}</a></div>" for n in range(100))
    body = making.page([("Họp", "Sở Y tế", "", "Quý I/2022")]).decode().partition("<body>")[2]
    found = read(menu + body)
    assert (found.number, found.title) == ("12/KH-UBND", "Chuyển đổi số năm 2022")


def test_a_table_around_everything_is_only_a_frame() -> None:
    letterhead = (
        "<table><tr><td>UBND TỈNH BÌNH MINH</td><td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</td></tr></table>"
    )
    found = read(f"<table><tr><td>{letterhead}<p>PHỤ LỤC 3</p><table>{HEAD}{ROW}</table></td></tr></table>")
    assert (found.issuer, found.tasks[0].appendix) == ("UBND tỉnh Bình Minh", "3")
    assert rows(found) == ONE


def test_blanks_entities_and_breaks_are_read_as_they_are_shown() -> None:
    found = read(
        f"<table>{HEAD}<tr><td>1<td>H&#7885;p\n   v&agrave;&nbsp;bàn<td>Sở Y tế<br>Sở Nội vụ<td><p>Quý\n I/2022</table>"
    )
    assert rows(found) == [("1", "Họp và bàn", ("Sở Y tế", "Sở Nội vụ"), "Quý I/2022")]


def test_the_numbers_of_lists_are_read() -> None:
    found = read(
        "<p>III. TỔ CHỨC THỰC HIỆN</p><ol start=4><li>Sở Y tế chủ trì tham mưu:"
        "<ol type=a><li>Sở Nội vụ chủ trì lập kế hoạch</li>"
        "<li>Sở Tư pháp thẩm định</ol></li><li>Sở Tài chính bố trí kinh phí</ol>"
    )
    assert [duty.text.split(" ")[0] for duty in found.duties] == ["a.", "b.", "5."]


@pytest.mark.parametrize(
    ("encoding", "head"),
    [
        ("utf-8", "<meta charset=utf-8>"),
        ("utf-8", ""),
        ("utf-8", '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">'),
        ("utf-8-sig", ""),
        ("utf-16", ""),
        ("utf-16", "<meta charset=utf-16>"),
        ("utf-8", "<meta charset=windows-1258>"),
    ],
)
def test_the_encoding_is_the_declared_one_if_the_text_agrees(encoding: str, head: str) -> None:
    assert rows(read(f"<table>{HEAD}{ROW}</table>", encoding, head)) == ONE


def test_a_page_in_windows_1258_is_read() -> None:
    page = f"<html><meta charset=windows-1258><table>{HEAD}{ROW}</table></html>"
    assert rows(read_bytes(to_1258(page), "a.html")) == ONE


def test_a_page_saved_as_one_file_is_read() -> None:
    message = email.message.EmailMessage()
    message["MIME-Version"] = "1.0"
    message.set_content("text only")
    message.add_related(f"<html><table>{HEAD}{ROW}</table></html>", subtype="html")
    assert rows(read_bytes(message.as_bytes(), "a.mht")) == ONE
