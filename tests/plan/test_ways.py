"""Which state may follow which, cell by cell; which tasks are done by a numbered document; which numbers can be."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dieuphoi.plan.history import Entry, Kind, Standing, standing
from dieuphoi.plan.products import is_issued, is_plausible
from dieuphoi.plan.results import State
from dieuphoi.plan.ways import WAYS, Doubt, Way, doubt_of

DAY = date(2022, 3, 29)
ASKED = {
    (State.IN_PROGRESS, State.NOT_STARTED),
    (State.CONSULTING, State.NOT_STARTED),
    (State.SUBMITTED, State.NOT_STARTED),
    (State.SUBMITTED, State.IN_PROGRESS),
    (State.SUBMITTED, State.CONSULTING),
    *((State.DONE, state) for state in State if state is not State.DONE),
}


@pytest.mark.parametrize("before", State)
@pytest.mark.parametrize("after", State)
def test_each_cell_of_the_table(before: State, after: State) -> None:
    asked = (before, after) in ASKED
    assert WAYS[before][after] is (Way.ASKED if asked else Way.PLAIN)
    assert (doubt_of(Standing(before), Entry(1, Kind.STATE, DAY, after)) is Doubt.BACK) is asked


@given(st.integers(0, 100), st.integers(0, 100))
def test_a_percentage_never_falls_unasked(before: int, after: int) -> None:
    now = Standing(State.IN_PROGRESS, before)
    doubt = doubt_of(now, Entry(1, Kind.STATE, DAY, State.IN_PROGRESS, after))
    assert doubt is (Doubt.FALLING if after < before else None)


@pytest.mark.parametrize(
    ("title", "product", "level", "issued"),
    [
        ("Nghị quyết của HĐND tỉnh về mức thu phí", None, "HĐND tỉnh", True),
        ("Tham mưu UBND tỉnh thành lập Ban Chỉ đạo", None, "UBND tỉnh", True),
        ("Xây dựng Kế hoạch tập huấn cho cán bộ cấp xã", None, None, True),
        ("Rà soát, sửa đổi, bổ sung Quy chế phối hợp", None, None, True),
        ("Công văn chỉ đạo các địa phương", None, None, True),
        ("Tờ trình đề nghị phê duyệt danh mục dự án", None, None, True),
        ("Báo cáo kết quả thực hiện Quyết định số 90/QĐ-TTg", None, "UBND tỉnh", False),
        ("Tổ chức tập huấn theo Kế hoạch của tỉnh", None, None, False),
        ("Khảo sát nhu cầu học nghề", None, "UBND tỉnh", False),
        ("Kiểm tra, giám sát việc thực hiện Nghị quyết", None, None, False),
        ("Triển khai bệnh án điện tử", None, None, False),
        ("Khảo sát hạ tầng cấp nước", "Quyết định", None, True),
        ("Xây dựng trung tâm dữ liệu", "Trung tâm", "UBND tỉnh", False),
        ("Quyết định giao biên chế", "Báo cáo", None, False),
    ],
)
def test_what_is_issued_under_a_number(
    title: str, product: str | None, level: str | None, issued: bool
) -> None:
    assert is_issued(title, product, level) is issued


@pytest.mark.parametrize(
    ("number", "plausible"),
    [
        ("12/QĐ-UBND", True),
        ("05/2022/NQ-HĐND", True),
        ("15-NQ/TU", True),
        ("433", True),
        ("12/2035/QĐ-UBND", False),
        ("0", False),
        ("99999999", False),
        ("40000/QĐ-UBND", False),
        ("12/–", False),
    ],
)
def test_what_a_number_looks_like(number: str, plausible: bool) -> None:
    assert is_plausible(number, DAY) is plausible


def test_a_number_that_comes_later_is_no_report_and_confirmations_stay_unless_the_day_moves() -> None:
    done = Entry(1, Kind.STATE, DAY, State.DONE)
    word = Entry(2, Kind.CONFIRM, DAY)
    numbered = Entry(3, Kind.DOCUMENT, DAY, document_number="12/QĐ-UBND")
    now = standing([done, word, numbered])
    assert (now.state, now.document_number, now.confirmed, now.done_on) == (
        State.DONE,
        "12/QĐ-UBND",
        True,
        DAY,
    )
    dated = Entry(3, Kind.DOCUMENT, DAY, document_number="12/QĐ-UBND", document_date=date(2022, 3, 1))
    now = standing([done, word, dated])
    assert (now.confirmed, now.done_on) == (False, date(2022, 3, 1))
