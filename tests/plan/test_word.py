"""A Word document is read as it stands on the paper, however it was put together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import docx
import pytest

from dieuphoi.plan.model import PlanDocument
from dieuphoi.plan.reading import read_bytes
from tests.files import making
from tests.files.raw import document, word_with

HEAD = ("STT", "Nội dung", "Cơ quan chủ trì", "Thời gian")


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text)}</w:p>"


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def tc(content: str, properties: str = "") -> str:
    inside = content if content.startswith("<w:") else p(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    whole = (cell if cell.startswith(("<w:tc>", "<w:sdt>")) else tc(cell) for cell in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(whole)}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def read(*blocks: str, **parts: str) -> PlanDocument:
    return read_bytes(word_with(document("".join(blocks)), **parts), "a.docx")


def rows(found: PlanDocument) -> list[tuple[Any, ...]]:
    return [(task.number, task.title, task.leads, task.deadline_text) for task in found.tasks]


def test_a_cell_merged_downwards_holds_for_every_row_and_one_merged_sideways_heads_a_group() -> None:
    made = docx.Document()
    table = made.add_table(5, 4)
    for row, texts in enumerate(
        (
            HEAD,
            ("I. Nhóm một",),
            ("1", "Họp", "Sở Y tế", "Quý I/2022"),
            ("2", "Họp lại"),
            ("3", "Đi", "Sở Nội vụ"),
        )
    ):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    table.cell(1, 0).merge(table.cell(1, 3))
    table.cell(2, 2).merge(table.cell(3, 2))
    table.cell(2, 3).merge(table.cell(4, 3))
    found = read_bytes(making.saved(made), "a")
    assert rows(found) == [
        ("1", "Họp", ("Sở Y tế",), "Quý I/2022"),
        ("2", "Họp lại", ("Sở Y tế",), "Quý I/2022"),
        ("3", "Đi", ("Sở Nội vụ",), "Quý I/2022"),
    ]
    assert {task.group for task in found.tasks} == {"I. Nhóm một"}


def test_agencies_in_rows_that_share_number_title_and_deadline_lead_one_task() -> None:
    begin, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    found = read(
        tbl(
            tr(*HEAD),
            tr(tc("1", begin), tc("Họp", begin), "Sở Y tế", tc("Quý I/2022", begin)),
            tr(tc("", on), tc("", on), "Sở Nội vụ", tc("", on)),
            tr("2", "Đi", "Sở Y tế", "Quý II/2022"),
        )
    )
    assert rows(found) == [
        ("1", "Họp", ("Sở Y tế", "Sở Nội vụ"), "Quý I/2022"),
        ("2", "Đi", ("Sở Y tế",), "Quý II/2022"),
    ]


def test_a_heading_in_two_rows_with_merged_cells_is_one() -> None:
    begin, on, wide = '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:gridSpan w:val="2"/>'
    found = read(
        tbl(
            tr(
                tc("TT", begin),
                tc("Nội dung", begin),
                tc("Cơ quan thực hiện", wide),
                tc("Thời gian", begin),
            ),
            tr(tc("", on), tc("", on), "Chủ trì", "Phối hợp", tc("", on)),
            tr("1", "Họp", "Sở Y tế", "Sở Nội vụ", "Quý I/2022"),
        )
    )
    assert [(t.leads, t.coordinators, t.deadline_text) for t in found.tasks] == [
        (("Sở Y tế",), ("Sở Nội vụ",), "Quý I/2022")
    ]


def test_cells_that_begin_a_little_apart_are_still_under_their_headings() -> None:
    wide = '<w:gridSpan w:val="2"/>'
    found = read(
        tbl(
            tr("STT", tc("Nội dung", wide), "Cơ quan chủ trì", "Thời gian"),
            tr("1", "Họp", tc("Sở Y tế", wide), "Quý I/2022"),
            tr(tc("2", wide), "Đi", "Sở Nội vụ", "Quý II/2022"),
        )
    )
    assert rows(found) == [
        ("1", "Họp", ("Sở Y tế",), "Quý I/2022"),
        ("2", "Đi", ("Sở Nội vụ",), "Quý II/2022"),
    ]


NUMBERING = """<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:abstractNum w:abstractNumId="5"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{form}"/>
<w:lvlText w:val="{text}"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/>
<w:lvlText w:val="%1.%2."/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="5"/>
<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
</w:numbering>"""


def listed(level: int = 0, list_id: int = 1) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'


def test_numbers_that_word_counts_by_itself_are_counted() -> None:
    found = read(
        p("III. TỔ CHỨC THỰC HIỆN"),
        p("Sở Y tế chủ trì tham mưu", listed()),
        p("Sở Tài chính bố trí kinh phí", listed()),
        p("PHỤ LỤC 1"),
        tbl(
            tr(*HEAD),
            *(
                tr(tc(p("", listed(list_id=2))), title, "Sở Y tế", "Quý I/2022")
                for title in ("Họp", "Đi", "Về")
            ),
        ),
        word__numbering_xml=NUMBERING.format(form="decimal", text="%1."),
    )
    assert [duty.code for duty in found.duties] == ["III.1", "III.2"]
    assert [task.number for task in found.tasks] == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("form", "text", "wanted"),
    [
        ("upperRoman", "%1.", ["I", "II", "III", "IV"]),
        ("lowerLetter", "%1)", ["a", "b", "c", "d"]),
        ("decimalZero", "%1", ["01", "02", "03", "04"]),
    ],
)
def test_numbers_are_printed_in_the_form_of_their_list(form: str, text: str, wanted: Sequence[str]) -> None:
    body = [tr(tc(p("", listed())), "Họp", "Sở Y tế", "Quý I/2022") for _ in wanted]
    found = read(tbl(tr(*HEAD), *body), word__numbering_xml=NUMBERING.format(form=form, text=text))
    assert [task.number for task in found.tasks] == wanted


def test_a_table_goes_on_in_the_next_one_with_or_without_its_heading() -> None:
    def one(number: str) -> str:
        return tr(number, f"Việc {number}", "Sở Y tế", "Quý I/2022")

    found = read(tbl(tr(*HEAD), one("1")), p(""), tbl(one("2")), p(" "), tbl(tr(*HEAD), one("3")))
    assert [(task.code, task.number) for task in found.tasks] == [
        ("PL1-1", "1"),
        ("PL1-2", "2"),
        ("PL1-3", "3"),
    ]


def test_a_table_of_another_width_is_another_table() -> None:
    found = read(
        tbl(tr(*HEAD), tr("1", "Họp", "Sở Y tế", "Quý I/2022")),
        tbl(tr("a", "b", "c", "d", "e", "f"), tr("1", "2", "3", "4", "5", "6")),
        tbl(tr("Nơi nhận: - Như trên", "TM. ỦY BAN NHÂN DÂN")),
    )
    assert len(found.tasks) == 1
    assert found.problems == ()


def test_changes_are_read_as_accepted_and_what_is_hidden_is_not_read() -> None:
    deleted = '<w:del w:id="1" w:author="x"><w:r><w:delText>Quý I/2022</w:delText></w:r></w:del>'
    inserted = f'<w:ins w:id="2" w:author="x">{run("Quý II/2022")}</w:ins>'
    found = read(
        tbl(
            tr(*HEAD),
            tr(
                "1",
                f"<w:p>{run('Họp')}{run(' kín', '<w:vanish/>')}</w:p>",
                "Sở Y tế",
                f"<w:p>{deleted}{inserted}</w:p>",
            ),
            tr("2", "Bỏ", "Sở Y tế", "Quý I/2022", properties="<w:del/>"),
            tr("3", "Ẩn", "Sở Y tế", "Quý I/2022", properties="<w:hidden/>"),
            tr("4", "Thêm", "Sở Y tế", "Quý I/2022", properties="<w:ins/>"),
        )
    )
    assert rows(found) == [
        ("1", "Họp", ("Sở Y tế",), "Quý II/2022"),
        ("4", "Thêm", ("Sở Y tế",), "Quý I/2022"),
    ]


def test_text_in_boxes_and_content_controls_is_read_once() -> None:
    box = f"<w:txbxContent>{p('Số: 12/KH-UBND')}</w:txbxContent>"
    choice = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    )
    control = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
    found = read(
        f"<w:p><w:r>{choice}</w:r></w:p>",
        p("KẾ HOẠCH"),
        f"<w:p>{control.format(run('Chuyển đổi số'))}</w:p>",
        control.format(
            tbl(tr(*HEAD), control.format(tr("1", "Họp", control.format(tc("Sở Y tế")), "Quý I/2022")))
        ),
    )
    assert (found.number, found.title) == ("12/KH-UBND", "Chuyển đổi số")
    assert rows(found) == [("1", "Họp", ("Sở Y tế",), "Quý I/2022")]


def test_line_breaks_fields_and_footnotes_do_not_disturb() -> None:
    broken = f"<w:p>{run('PHỤ LỤC 2')}<w:r><w:br/></w:r>{run('Danh mục nhiệm vụ')}</w:p>"
    field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DATE </w:instrText></w:r>'
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    found = read(
        broken,
        tbl(
            tr(*HEAD),
            tr("1", f"<w:p>{field}{run('Họp')}{note}</w:p>", f"{p('Sở Y tế')}{p('Sở Nội vụ')}", "Quý I/2022"),
        ),
    )
    assert rows(found) == [("1", "Họp", ("Sở Y tế", "Sở Nội vụ"), "Quý I/2022")]
    assert found.tasks[0].appendix == "2"


def test_a_table_of_tasks_inside_a_frame_or_cell_is_read() -> None:
    inner = tbl(tr(*HEAD), tr("1", "Họp", "Sở Y tế", "Quý I/2022"))
    for outer in (tbl(tr(tc(p("PHỤ LỤC 1") + inner))), tbl(tr("Phụ lục kèm theo", tc(p("") + inner)))):
        assert rows(read(outer)) == [("1", "Họp", ("Sở Y tế",), "Quý I/2022")]


def test_the_letterhead_may_be_a_table_or_tabs() -> None:
    tabbed = (
        f"<w:p>{run('Số: 12/KH-UBND')}<w:r><w:tab/></w:r>{run('Bình Minh, ngày 05 tháng 3 năm 2022')}</w:p>"
    )
    found = read(p("UBND TỈNH BÌNH MINH"), tabbed, p("KẾ HOẠCH"), p("Chuyển đổi số"))
    assert (found.number, str(found.date), found.issuer) == (
        "12/KH-UBND",
        "2022-03-05",
        "UBND tỉnh Bình Minh",
    )


@pytest.mark.parametrize(
    ("font", "title", "lead"),
    [
        (".VnTime", "X©y dùng kÕ ho¹ch", "Së Lao ®éng - Th\u00ad¬ng binh vµ X· héi"),
        ("VNI-Times", "Xaây döïng keá hoaïch", "Sôû Lao ñoäng - Thöông binh vaø Xaõ hoäi"),
    ],
)
def test_text_typed_in_an_old_font_is_converted_and_the_rest_left_alone(
    font: str, title: str, lead: str
) -> None:
    old = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>'
    found = read(
        tbl(tr(*HEAD), tr("1", f"<w:p>{run(title, old)}</w:p>", f"<w:p>{run(lead, old)}</w:p>", "Quý I/2022"))
    )
    assert rows(found) == [("1", "Xây dựng kế hoạch", ("Sở Lao động - Thương binh và Xã hội",), "Quý I/2022")]


def test_the_font_may_come_from_the_style_and_capitals_from_the_font() -> None:
    styles = (
        '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:style w:type="paragraph" w:styleId="a"><w:rPr><w:rFonts w:ascii=".VnTimeH"/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/></w:style></w:styles>'
    )
    styled = '<w:pStyle w:val="b"/>'
    found = read(
        p("kÕ ho¹ch", styled), p("Chuyển đổi số năm 2022"), p("Căn cứ Nghị quyết"), word__styles_xml=styles
    )
    assert found.title == "Chuyển đổi số năm 2022"


def test_a_problem_names_the_table_and_the_row() -> None:
    found = read(tbl(tr("a", "b")), tbl(tr(*HEAD), tr("1", "Họp", "", "Quý I/2022")))
    assert [problem.message for problem in found.problems] == [
        "PL1-1: dòng không ghi cơ quan chủ trì (bảng 2, dòng 2)"
    ]


def test_macros_are_never_run_and_said_to_be_there() -> None:
    found = read(tbl(tr(*HEAD), tr("1", "Họp", "Sở Y tế", "Quý I/2022")), word__vbaProject_bin="x")
    assert len(found.tasks) == 1
    assert [problem.message for problem in found.problems] == [
        "tệp có macro; macro không được chạy, chỉ đọc chữ"
    ]
