"""The Word report, read back with python-docx."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from hypothesis import given, settings

from dieuphoi.plan.results import Counter, State
from dieuphoi.reports import make
from dieuphoi.reports.template import FILE, build
from dieuphoi.reports.terms import plain
from dieuphoi.wording import speaking
from tests.reports.sample import OFFICE, full_report, report, row
from tests.reports.strings import hostile


def read(one):
    return Document(io.BytesIO(make(one, "docx")))


def text(doc):
    return "\n".join(node.text or "" for node in doc.element.body.iter(qn("w:t")))


def cells(table):
    return [[cell.text for cell in line.cells] for line in table.rows]


def paragraph(doc, beginning):
    found = [one for one in doc.paragraphs if one.text.startswith(beginning)]
    assert found, f"no paragraph begins with {beginning}"
    return found[0]


@pytest.fixture(scope="module")
def doc():
    return read(full_report())


def test_pages_are_a4_with_the_margins_of_decree_30(doc):
    body, appendix = doc.sections
    assert (round(body.page_width.mm), round(body.page_height.mm)) == (210, 297)
    assert (round(appendix.page_width.mm), round(appendix.page_height.mm)) == (297, 210)
    for section in (body, appendix):
        assert Mm(19.9) <= section.top_margin <= Mm(25) and Mm(19.9) <= section.bottom_margin <= Mm(25)
        assert Mm(29.9) <= section.left_margin <= Mm(35) and Mm(14.9) <= section.right_margin <= Mm(20.1)


def test_pages_are_numbered_on_top_from_the_second_and_the_appendix_on_its_own(doc):
    for section in doc.sections:
        assert section.different_first_page_header_footer
        assert "PAGE" in section.header._element.xml
        assert "PAGE" not in section.first_page_header._element.xml
        assert section.header.paragraphs[0].alignment == ALIGN.CENTER
    assert doc.sections[1]._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"


def test_everything_is_set_in_black_times_new_roman(doc):
    for name in ("Normal", "Heading 1"):
        font = doc.styles[name].font
        fonts = font.element.rPr.rFonts.attrib
        assert set(fonts.values()) == {"Times New Roman"}
        assert str(font.color.rgb) == "000000"
    assert {one.get(qn("w:ascii")) for one in doc.element.body.iter(qn("w:rFonts"))} <= {"Times New Roman"}


@pytest.mark.parametrize(
    ("place", "beginning", "sizes", "looks"),
    [
        ((0, 0), "ỦY BAN NHÂN DÂN", (12, 13), (False, False)),
        ((0, 0), "SỞ LAO ĐỘNG", (12, 13), (True, False)),
        ((0, 1), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", (12, 13), (True, False)),
        ((0, 1), "Độc lập - Tự do - Hạnh phúc", (13, 14), (True, False)),
        ((1, 0), "Số:", (13,), (False, False)),
        ((1, 1), "Bình Thuận, ngày 05 tháng 10 năm 2022", (13, 14), (False, True)),
    ],
)
def test_the_head_has_the_sizes_of_decree_30(doc, place, beginning, sizes, looks):
    cell = doc.tables[0].cell(*place)
    one = next(line for line in cell.paragraphs if line.text.startswith(beginning)).runs[0]
    assert one.font.size.pt in sizes
    assert (bool(one.bold), bool(one.italic)) == looks, "bold, italic"


def test_a_line_as_long_as_the_motto_stands_under_it(doc):
    rule = doc.tables[0].cell(0, 1).paragraphs[-1]
    assert rule._p.pPr.find(qn("w:pBdr")).find(qn("w:top")).get(qn("w:val")) == "single"
    indents = rule.paragraph_format.left_indent + rule.paragraph_format.right_indent
    assert abs(doc.tables[0].columns[1].width - indents - Mm(56.1)) < Mm(0.5)


def test_body_is_justified_indented_and_spaced_as_decree_30_wants(doc):
    shape = paragraph(doc, "Thực hiện Kế hoạch").paragraph_format
    assert shape.alignment == ALIGN.JUSTIFY
    assert Mm(9.9) <= shape.first_line_indent <= Mm(12.8)
    assert shape.space_before >= Pt(6)
    assert doc.styles["Normal"].font.size.pt in (13, 14)


def test_type_and_subject_are_bold_and_centred(doc):
    for beginning in ("BÁO CÁO", "Kết quả thực hiện Kế hoạch số 4506/KH-UBND, quý III/2022"):
        one = paragraph(doc, beginning)
        assert one.alignment == ALIGN.CENTER and one.runs[0].bold


def test_foot_names_who_gets_a_copy_and_who_signs(doc):
    left, right = doc.tables[-2].rows[0].cells
    label, names = left.paragraphs
    assert label.text == "Nơi nhận:" and label.runs[0].font.size.pt == 12
    assert label.runs[0].bold and label.runs[0].italic
    assert names.text.splitlines() == ["- Như trên;", "- Các sở, ban, ngành liên quan;", "- Lưu: VT, BTXH."]
    assert names.runs[0].font.size.pt == 11
    assert right.text.strip() == "GIÁM ĐỐC" and right.paragraphs[0].runs[0].bold


def test_archive_copy_is_added_when_the_office_forgot_it():
    doc = read(report(row(), office=replace(OFFICE, recipients=("- Như trên;",))))
    assert doc.tables[-2].rows[0].cells[0].paragraphs[1].text.splitlines() == ["- Như trên;", "- Lưu: VT."]


def test_sentences_and_table_say_the_four_counters_of_the_results(doc):
    one = full_report()
    counts = one.results.counters()
    sentences = {
        "- Hoàn thành đúng hạn": Counter.DONE_IN_TIME,
        "- Hoàn thành quá hạn": Counter.DONE_LATE,
        "- Đang thực hiện trong hạn": Counter.IN_PROGRESS,
        "- Quá hạn chưa hoàn thành": Counter.OVERDUE,
    }
    for beginning, counter in sentences.items():
        assert paragraph(doc, beginning).text.startswith(f"{beginning}: {counts[counter]} nhiệm vụ (")
    lines = cells(doc.tables[1])
    assert lines[-1][1:] == ["Tổng số", str(one.results.total), *map(str, counts.values())]
    for line, agency in zip(lines[1:-1], one.results.agencies(), strict=True):
        assert line[1] == agency
        assert line[3:] == [str(count) for count in one.results.counters(agency=agency).values()]


def test_moment_of_the_figures_is_the_province_s_own_time(doc):
    assert "(Số liệu đến 01 giờ 05, ngày 05/10/2022)" in text(doc)


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2022, 1, 8, 17, 0, tzinfo=UTC), "ngày 09 tháng 01 năm 2022"),
        (datetime(2022, 2, 10, 1, 0, tzinfo=UTC), "ngày 10 tháng 02 năm 2022"),
        (datetime(2022, 3, 1, 1, 0, tzinfo=UTC), "ngày 01 tháng 3 năm 2022"),
    ],
)
def test_days_under_ten_and_the_first_two_months_take_a_zero(moment, words):
    one = report(row())
    doc = read(replace(one, results=replace(one.results, as_of=moment)))
    assert words in doc.tables[0].cell(1, 1).text


def test_overdue_tasks_are_listed_with_their_days_the_longest_first(doc):
    lines = cells(doc.tables[2])
    assert [(line[2], line[3], line[4]) for line in lines[1:]] == [
        ("Ban Dân tộc tỉnh", "31/08/2022", "35"),
        ("Sở Kế hoạch và Đầu tư", "30/09/2022", "5"),
    ]


def test_obstacles_are_told_in_the_agency_s_own_words(doc):
    told = paragraph(doc, "1. Ban Dân tộc tỉnh: Quy chế").text
    assert "định mức chi; đã có công văn đề nghị. Đang chờ: Bộ Tài chính. Từ 02/10/2022 (3 ngày)" in told
    assert told.endswith("Điều phối chưa có ý kiến.")


def test_tasks_due_in_the_next_quarter_are_listed_wherever_they_come_from():
    later = row("PL3-1", "Đề án giảm nghèo", due=date(2022, 11, 30))
    finished = row("PL3-2", due=date(2022, 11, 30), state=State.DONE, done_on=date(2022, 10, 1))
    far = row("PL3-3", due=date(2023, 1, 1))
    doc = read(report(row(due=date(2022, 12, 31)), upcoming=(later, finished, far)))
    assert [line[3] for line in cells(doc.tables[2])[1:]] == ["30/11/2022", "31/12/2022"]


def test_appendix_lists_every_assignment_under_a_head_that_is_repeated(doc):
    table = doc.tables[-1]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert [line[1] for line in cells(table)[1:]] == [one.code for one in full_report().rows]
    assert cells(table)[5][5] == "31/12/2022 (hạn gốc 30/09/2022)"


def test_an_empty_plan_gives_sentences_and_no_empty_tables():
    doc = read(report())
    for sentence in (
        "Trong kỳ không có nhiệm vụ nào được giao.",
        "Đến thời điểm báo cáo, không có nhiệm vụ nào quá hạn.",
        "Chưa có cơ quan nào báo khó khăn, vướng mắc.",
        "1. Không có nhiệm vụ chưa hoàn thành nào đến hạn trong quý IV/2022.",
        "Không có kiến nghị.",
    ):
        assert paragraph(doc, sentence)
    assert len(doc.tables) == 2, "only the head and the foot are left"


def test_several_addressees_stand_one_under_the_other():
    doc = read(report(row(), office=replace(OFFICE, addressed_to=("Tỉnh ủy", "UBND tỉnh"))))
    lines = [one.text for one in doc.paragraphs]
    at = lines.index("Kính gửi:")
    assert lines[at + 1 : at + 3] == ["- Tỉnh ủy;", "- UBND tỉnh."]


def test_a_title_in_capitals_is_not_shouted_inside_a_sentence():
    assert "TRIỂN KHAI" not in text(read(report(row(), title="TRIỂN KHAI CHƯƠNG TRÌNH")))


def test_shipped_template_is_what_its_script_builds():
    assert Document(FILE).element.xml == build().element.xml


def test_every_step_of_the_template_is_carried_out(doc):
    assert "{" not in text(doc) and "}" not in text(doc)


def test_the_report_can_be_had_in_english():
    with speaking("en"):
        assert "Completed in time: 1 tasks" in text(read(full_report()))


@settings(max_examples=25, deadline=None)
@given(hostile())
def test_typed_text_comes_back_letter_by_letter(typed):
    doc = read(report(row(title=typed, lead=typed, state=State.BLOCKED, note=typed)))
    last = doc.tables[-1].rows[1].cells
    assert [last[at].text for at in (2, 3, 8)] == [plain(typed)] * 3


def test_the_appendix_names_the_files_that_prove_a_result():
    done = row(state=State.DONE, done_on=date(2022, 9, 20), number="12/NQ-HĐND")
    shown = text(read(report(replace(done, files=("nq 12.pdf", "tờ trình.docx")), row("PL1-2"))))
    assert "12/NQ-HĐND ngày 20/09/2022; tệp: nq 12.pdf; tờ trình.docx" in shown
    assert shown.count("tệp:") == 1
