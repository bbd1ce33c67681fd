"""The deadline that follows from an event, by the length that the plan names."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dieuphoi.plan.calendar import WorkingDays
from dieuphoi.plan.events import due_after

DAYS = WorkingDays()


@pytest.mark.parametrize(
    ("written", "due"),
    [
        ("Trong vòng 30 ngày kể từ ngày ban hành", "2022-04-14"),
        ("Chậm nhất 5 ngày làm việc kể từ ngày có hướng dẫn", "2022-03-22"),
        ("02 tuần sau khi có văn bản", "2022-03-29"),
        ("Sau 3 tháng kể từ khi Luật có hiệu lực", "2022-06-15"),
        ("01 quý sau khi được phê duyệt", "2022-06-15"),
        ("Sau khi có hướng dẫn của Trung ương", None),
        ("Sau khi có Nghị quyết ngày 15 tháng 3", None),
        ("", None),
    ],
)
def test_the_length_in_the_text_gives_the_deadline(written: str, due: str | None) -> None:
    assert due_after(written, date(2022, 3, 15), DAYS) == (date.fromisoformat(due) if due else None)


def test_a_month_ends_on_its_last_day() -> None:
    assert due_after("1 tháng kể từ ngày ký", date(2022, 1, 31), DAYS) == date(2022, 2, 28)


@given(st.text(max_size=60), st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_a_deadline_is_never_before_its_event(text: str, event: date) -> None:
    due = due_after(text, event, DAYS)
    assert due is None or due > event
