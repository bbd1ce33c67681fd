"""The paragraph of each agency: what the rows say, in sentences, and no number that they don't bear."""

from __future__ import annotations

import io
import re
from datetime import date

from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from dieuphoi.plan.results import State
from dieuphoi.reports import make
from dieuphoi.reports.paragraphs import NAMED, paragraphs
from dieuphoi.wording import speaking
from tests.reports.pdf_text import pages
from tests.reports.sample import full_report, report, row


def told(*rows) -> str:  # type: ignore[no-untyped-def]
    (one,) = paragraphs(report(*rows))
    return one.text


def test_what_is_done_names_its_document_and_whether_it_was_late_or_confirmed():
    done = row(state=State.DONE, done_on=date(2022, 9, 20), number="12/NQ-HĐND", confirmed=True)
    late = row("PL1-2", "Kế hoạch vốn", state=State.DONE, done_on=date(2022, 10, 3))
    assert told(done, late) == (
        "Chủ trì 2 nhiệm vụ. Đã hoàn thành 2: Nghị quyết quy định nguyên tắc phân bổ vốn (PL1-1), "
        "Nghị quyết số 12/NQ-HĐND ngày 20/09/2022; Kế hoạch vốn (PL1-2), sau thời hạn, chờ xác nhận."
    )


def test_what_goes_on_is_late_stuck_or_extended_is_told_in_this_order():
    rows = (
        row("PL1-1", "Đề án A", due=date(2022, 12, 31), percent=60),
        row("PL1-2", "Đề án B", due=date(2022, 12, 31), state=State.NOT_STARTED),
        row("PL1-3", "Đề án C", due=date(2022, 9, 30), state=State.BLOCKED, note="chờ kinh phí"),
    )
    assert told(*rows) == (
        "Chủ trì 3 nhiệm vụ. Đang thực hiện 1: Đề án A (PL1-1), đang thực hiện (60%), hạn 31/12/2022. "
        "Chưa triển khai, còn trong hạn 1: Đề án B (PL1-2). "
        "Quá hạn 1: Đề án C (PL1-3), quá hạn 5 ngày, vướng mắc. "
        "Vướng mắc chưa tháo gỡ 1: PL1-3: chờ kinh phí, đang chờ Bộ Tài chính."
    )


def test_of_many_the_first_are_named_and_the_rest_counted():
    text = told(*(row(f"PL1-{n}", f"Đề án số {n}") for n in range(1, NAMED + 4)))
    assert "và 3 nhiệm vụ khác (xem phụ lục)" in text
    assert text.count("Đề án số") == NAMED


@given(
    st.lists(
        st.builds(
            row,
            st.integers(1, 99).map("PL1-{}".format),
            lead=st.sampled_from(["Sở A", "Sở B", "Sở C"]),
            due=st.none() | st.dates(date(2022, 1, 1), date(2022, 12, 31)),
            state=st.sampled_from(State),
            done_on=st.dates(date(2022, 1, 1), date(2022, 10, 5)),
        ),
        max_size=25,
    )
)
def test_every_task_is_counted_in_one_sentence_of_its_agency(rows):
    one = report(*rows)
    found = paragraphs(one)
    assert [p.agency for p in found] == list(one.results.agencies())
    for paragraph in found:
        led = sum(r.lead == paragraph.agency for r in rows)
        assert paragraph.text.startswith(f"Chủ trì {led} nhiệm vụ.")
        counted = re.findall(
            r"(?:Đã hoàn thành|Đang thực hiện|Chưa triển khai, còn trong hạn|Quá hạn) (\d+):", paragraph.text
        )
        assert sum(map(int, counted)) == led


def test_the_paragraphs_stand_in_the_word_and_the_pdf_report():
    one = full_report()
    word = "\n".join(p.text for p in Document(io.BytesIO(make(one, "docx"))).paragraphs)
    pdf = " ".join(" ".join(pages(make(one, "pdf"))).split())
    for paragraph in paragraphs(one):
        assert f"- {paragraph.agency}: {paragraph.text}" in word
        assert paragraph.text.split(".")[0] in pdf


def test_in_english_they_are_english():
    with speaking("en"):
        assert paragraphs(full_report())[0].text.startswith("Leads 2 tasks. Completed 2:")
