"""The PDF, its words read back through its own typefaces."""

import re

import pytest
from hypothesis import given, settings

from dieuphoi.plan.results import Counter, State
from dieuphoi.reports import make
from dieuphoi.reports.terms import plain
from tests.reports.pdf_text import pages
from tests.reports.sample import full_report, report, row
from tests.reports.strings import hostile


@pytest.fixture(scope="module")
def pdf():
    return make(full_report(), "pdf")


@pytest.fixture(scope="module")
def words(pdf):
    return " ".join(pages(pdf))


def test_pages_are_a4_and_the_appendix_lies_across(pdf):
    boxes = re.findall(rb"/MediaBox\[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    sizes = [tuple(round(float(side) / 72 * 25.4) for side in box) for box in boxes]
    assert pdf.startswith(b"%PDF-") and sizes == [(210, 297)] * 3 + [(297, 210)]


def test_only_the_typeface_as_wide_as_times_new_roman_is_used(pdf):
    families = {name.split(b"+")[1].split(b"-")[0] for name in re.findall(rb"/BaseFont/([\w+-]+)", pdf)}
    assert families == {b"Tinos"}


def test_the_first_page_of_the_text_and_of_the_appendix_are_not_numbered(pdf):
    first, second, third, appendix = pages(pdf)
    assert second.startswith("2 ") and third.startswith("3 ")
    assert first.startswith("ỦY BAN") and appendix.startswith("Phụ lục")


def test_sentences_and_table_say_the_four_counters_of_the_results(words):
    results = full_report().results
    counts = results.counters()
    assert f"Hoàn thành đúng hạn: {counts[Counter.DONE_IN_TIME]} nhiệm vụ" in words
    assert f"Hoàn thành quá hạn: {counts[Counter.DONE_LATE]} nhiệm vụ" in words
    assert f"Đang thực hiện trong hạn: {counts[Counter.IN_PROGRESS]} nhiệm vụ" in words
    assert f"Quá hạn chưa hoàn thành: {counts[Counter.OVERDUE]} nhiệm vụ" in words
    assert " ".join(["Tổng số", str(results.total), *map(str, counts.values())]) in words


def test_head_and_foot_are_those_of_the_word_report(words):
    for part in (
        "ỦY BAN NHÂN DÂN TỈNH BÌNH THUẬN SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc",
        "Số: /BC-SLĐTBXH Bình Thuận, ngày 05 tháng 10 năm 2022",
        "Kính gửi: Ủy ban nhân dân tỉnh Bình Thuận",
        "(Số liệu đến 01 giờ 05, ngày 05/10/2022)",
        "Nơi nhận: - Như trên; - Các sở, ban, ngành liên quan; - Lưu: VT, BTXH. GIÁM ĐỐC",
    ):
        assert part in words


def test_an_empty_plan_gives_sentences():
    words = " ".join(pages(make(report(), "pdf")))
    assert "Trong kỳ không có nhiệm vụ nào được giao." in words
    assert "không có nhiệm vụ nào quá hạn" in words and "STT" not in words


def test_the_same_report_is_the_same_file():
    assert make(full_report(), "pdf") == make(full_report(), "pdf")


def test_a_long_list_repeats_its_head_on_every_page():
    many = report(*(row(f"PL1-{n}", lead=f"Sở số {n}", due=None) for n in range(1, 90)))
    appendix = [page for page in pages(make(many, "pdf")) if "Cơ quan phối hợp" in page]
    assert len(appendix) > 2 and "PL1-89 " in appendix[-1]
    assert [page.split()[0] for page in appendix[1:]] == [str(n) for n in range(2, len(appendix) + 1)]


@settings(max_examples=25, deadline=None)
@given(hostile())
def test_any_typed_text_gives_a_report(typed):
    pdf = make(report(row(title=typed, lead=typed, state=State.BLOCKED, note=typed), title=typed), "pdf")
    assert "Trên đây là báo cáo" in " ".join(pages(pdf))


@pytest.mark.parametrize(
    "typed",
    [
        "=1+1",
        "<b>đậm</b>",
        "#let x = 1",
        "$x^2$",
        r"\n \u{1F600}",
        "*đậm* _nghiêng_ @thẻ",
        "// ghi chú",
    ],
)
def test_typed_text_is_printed_and_not_obeyed(typed):
    words = " ".join(pages(make(report(row(note=typed, state=State.BLOCKED)), "pdf")))
    assert plain(typed).replace(" ", "") in words.replace(" ", "")


def test_a_word_without_end_is_broken_and_not_cut_off():
    one = report(row(note="ư" * 3000 + "ж" * 1000, state=State.BLOCKED), title="-")
    found = pages(make(one, "pdf"))
    words = " ".join(found)
    assert sum("Văn bản đã ban hành" in page for page in found) > 5, "the row goes on over the pages"
    assert words.count("ж") == 2000, "once among the obstacles, once in the appendix"


def test_a_row_stays_on_one_page():
    many = report(*(row(f"PL1-{n}", "đầu " + "giữa " * 30 + f"cuối {n}", due=None) for n in range(1, 40)))
    of_appendix = [page for page in pages(make(many, "pdf")) if "Văn bản đã ban hành" in page]
    assert len(of_appendix) > 3
    for page in of_appendix:
        assert page.count(" đầu ") == page.count(" cuối ")
