"""/lichlamviec: the office's own days off and working days, and how reminders follow them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dieuphoi.handlers import workdays
from dieuphoi.handlers.typed_days import read_day, read_span, split_until
from dieuphoi.plan.calendar import ZONE, WorkingDays
from dieuphoi.plan.text import plain
from dieuphoi.storage import rules
from tests.handlers.office import Scene, scene
from tests.stage import Heard, Stage

DUE = "PL1-4"  # Sở Kế hoạch và Đầu tư, due on Thursday 2022-03-31; a week before is Thursday the 24th
TODAY = date(2022, 2, 15)


def reminded(heard: Heard, who: str) -> str:
    return "\n".join(m.text for m in heard.to(who) if m.edits is None and m.text.startswith("Nhắc việc"))


def days(office: Stage) -> list[tuple[date, bool]]:
    found: list[tuple[date, bool]] = office.look(rules.office_days)
    return found


class TestSeeing:
    """Everybody sees the calendar."""

    @pytest.mark.parametrize("who", ["minh", "lan", "an"])
    def test_holidays_own_days_and_hours_are_shown(self, office: Stage, who: str) -> None:
        office.say("minh", "/lichlamviec làm 5/3")
        office.say("minh", "/lichlamviec nghỉ 25/3")
        text = office.say(who, "/lichlamviec").text(who)
        assert "từ 07:30 đến 17:00" in text
        assert "Ngày làm việc tiếp theo: thứ Tư 16/02/2022" in text
        assert "từ Chủ nhật 10/4/2022 đến thứ Hai 11/4/2022: Ngày Giỗ Tổ Hùng Vương" in text
        assert "từ thứ Sáu 01/9/2023 đến thứ Hai 04/9/2023: Quốc khánh" in text  # a weekend lies between
        assert "thứ Bảy 05/3/2022: ngày làm việc" in text
        assert "thứ Sáu 25/3/2022: ngày nghỉ" in text
        assert ("/lichlamviec nghỉ 31/12/2026" in text) is (who == "minh")

    def test_a_saturday_worked_on_for_a_holiday_is_named(self, office: Stage) -> None:
        with office.database.look(datetime(2024, 4, 25, 12, tzinfo=ZONE)) as tx:
            text = Scene(tx, office.script.service.office).say("lan", "/lichlamviec")
        assert "thứ Bảy 04/5/2024: ngày làm bù" in text

    def test_days_that_are_past_are_left_out(self, office: Stage) -> None:
        office.say("minh", "/lichlamviec nghỉ 25/3")
        office.at("2022-03-26T12:00")
        assert "không có" in office.say("lan", "/lichlamviec").text("lan")


class TestChanging:
    """The coordinator sets days."""

    @pytest.mark.parametrize(
        ("typed", "kept"),
        [
            ("nghỉ 25/3", [(date(2022, 3, 25), False)]),
            ("nghi 25/3/2022", [(date(2022, 3, 25), False)]),
            ("NGHỈ ngày 25 tháng 3", [(date(2022, 3, 25), False)]),
            ("làm 5/3/2022", [(date(2022, 3, 5), True)]),
            ("làm bù thứ bảy 5/3", [(date(2022, 3, 5), True)]),
            ("nghỉ 10/1", [(date(2023, 1, 10), False)]),  # a day without a year is the next one
            ("nghỉ hôm nay", [(TODAY, False)]),
            ("nghỉ 24/3 đến 25/3", [(date(2022, 3, 24), False), (date(2022, 3, 25), False)]),
            ("nghỉ từ 24/3-25/3", [(date(2022, 3, 24), False), (date(2022, 3, 25), False)]),
            ("nghỉ 25/3 đến 28/3", [(date(2022, 3, 25), False), (date(2022, 3, 28), False)]),
        ],
    )
    def test_what_is_typed_is_kept(self, office: Stage, typed: str, kept: list[tuple[date, bool]]) -> None:
        assert "Đã ghi: " in office.say("minh", f"/lichlamviec {typed}").text("minh")
        assert days(office) == kept

    def test_a_day_is_taken_back(self, office: Stage) -> None:
        answer = office.say("minh", "/lichlamviec nghỉ 24/3 đến 25/3").text("minh")
        assert "“/lichlamviec bỏ 24/3/2022 đến 25/3/2022”" in answer
        office.say("minh", "/lichlamviec bỏ 24/3")
        assert days(office) == [(date(2022, 3, 25), False)]
        office.say("minh", "/lichlamviec làm 25/3")  # as the calendar has it anyway
        assert days(office) == []

    def test_what_is_so_already_is_said(self, office: Stage) -> None:
        assert "Lịch vốn đã như vậy" in office.say("minh", "/lichlamviec nghỉ 5/3").text("minh")
        assert days(office) == []

    @pytest.mark.parametrize(
        ("typed", "answer"),
        [
            ("nghỉ 14/2/2022", "đã qua"),
            ("nghỉ 1/1/2022 đến 31/12/2022", "đã qua"),
            ("nghỉ 1/3 đến 1/4", "nhiều nhất 31 ngày"),
            ("nghỉ 25/3/2022 đến 24/3/2022", "sớm hơn ngày đầu"),
            ("nghỉ 1/3/2026", "hai năm tới"),
            ("nghỉ 30/2", "Chưa rõ"),
            ("nghỉ 25/3, 28/3", "Chưa rõ"),
            ("nghỉ", "ví dụ “/lichlamviec nghỉ 31/12/2026”"),
            ("25/3", "ví dụ “/lichlamviec nghỉ 31/12/2026”"),
            ("ngày mai đẹp trời", "Chưa rõ"),
            ("nghỉ 1/3 đến 25/3", "sẽ không có ngày làm việc nào"),
        ],
    )
    def test_what_cannot_be_is_refused_with_what_can(self, office: Stage, typed: str, answer: str) -> None:
        assert answer in office.say("minh", f"/lichlamviec {typed}").text("minh")
        assert days(office) == []

    def test_an_office_cannot_take_off_every_day_bit_by_bit(self, office: Stage) -> None:
        office.say("minh", "/lichlamviec nghỉ 16/2 đến 28/2")
        assert "không có ngày làm việc nào" in office.say("minh", "/lichlamviec nghỉ 1/3 đến 11/3").text(
            "minh"
        )
        assert "Đã ghi" in office.say("minh", "/lichlamviec nghỉ 1/3 đến 4/3").text("minh")
        assert "không có ngày làm việc nào" in office.say("minh", "/lichlamviec nghỉ 7/3").text("minh")

    @pytest.mark.parametrize("who", ["lan", "an", "khach"])
    @pytest.mark.parametrize("chat", ["private", "group"])
    def test_others_change_nothing(self, office: Stage, who: str, chat: str) -> None:
        with scene(office) as begun:
            begun.say(who, "/lichlamviec nghỉ 25/3", chat)
            assert rules.office_days(begun.tx) == []


class TestReminders:
    """A day off moves a reminder, a working Saturday lets posts come."""

    def test_an_added_day_off_moves_a_reminder_to_the_day_before(self, office: Stage) -> None:
        assert "ngày làm việc liền trước" in office.say("minh", "/lichlamviec nghỉ 24/3").text("minh")
        assert reminded(office.at("2022-03-22T18:00"), "lan")
        assert DUE in reminded(office.at("2022-03-23T18:00"), "lan")
        assert office.at("2022-03-24T18:00").messages == []

    def test_an_added_working_saturday_lets_posts_come_that_day(self, office: Stage) -> None:
        office.say("minh", "/nhac trước hạn 5")  # before a deadline on Thursday: a Saturday
        office.say("minh", "/nhac im lặng tắt")
        office.say("minh", "/lichlamviec làm 26/3")
        assert reminded(office.at("2022-03-25T18:00"), "lan") == ""
        assert DUE in reminded(office.at("2022-03-26T08:00"), "lan")

    def test_a_day_that_is_taken_back_is_as_before(self, office: Stage) -> None:
        office.say("minh", "/lichlamviec nghỉ 24/3")
        office.say("minh", "/lichlamviec bỏ 24/3")
        office.at("2022-03-23T18:00")
        assert DUE in reminded(office.at("2022-03-24T08:00"), "lan")

    def test_what_waits_on_a_day_that_becomes_one_off_comes_on_the_next_working_day(
        self, office: Stage
    ) -> None:
        office.at("2022-03-23T18:00")
        assert office.unsent("2022-03-24T07:30")
        heard = office.say("minh", "/lichlamviec nghỉ 24/3")
        assert "3 tin đang chờ sẽ gửi vào ngày làm việc tiếp theo" in heard.text("minh")
        assert reminded(heard, "lan") == ""
        text = reminded(office.at("2022-03-25T08:00"), "lan")
        assert DUE in text
        assert "Gửi muộn: lẽ ra gửi ngày 24/3/2022" in text

    def test_the_day_before_that_is_over_is_not_promised(self, office: Stage) -> None:
        office.at("2022-03-23T18:00")
        answer = office.say("minh", "/lichlamviec nghỉ 24/3").text("minh")
        assert "sẽ gửi vào ngày làm việc kế tiếp" in answer


FORMS = (
    "{0.day}/{0.month}/{0.year}",
    "{0.day:02}/{0.month:02}/{0.year}",
    "ngày {0.day} tháng {0.month} năm {0.year}",
    "{0.day}-{0.month}-{0.year}",
)
ahead = st.integers(0, 700).map(lambda n: TODAY + timedelta(days=n))


@given(
    first=ahead,
    length=st.integers(0, 60),
    form=st.sampled_from(FORMS),
    between=st.sampled_from([" đến ", " đến hết ", " tới ", " - "]),
)
def test_a_span_is_understood_however_it_is_written(
    first: date, length: int, form: str, between: str
) -> None:
    last = first + timedelta(days=length)
    for typed in (
        form.format(first) + between + form.format(last),
        "từ " + form.format(first) + between + form.format(last),
    ):
        assert read_span(typed, TODAY) == (first, last)
        assert read_span(plain(typed), TODAY) == (first, last)


@given(day=ahead, form=st.sampled_from(FORMS))
def test_a_day_is_understood_however_it_is_written(day: date, form: str) -> None:
    assert read_day(form.format(day), TODAY) == day
    assert read_span(form.format(day), TODAY) == (day, day)
    assert split_until(f"Sở Tài chính đến {form.format(day)}", TODAY) == ("Sở Tài chính", day)


@given(offset=st.integers(0, 364))
def test_a_day_without_a_year_lies_ahead_within_a_year(offset: int) -> None:
    day = TODAY + timedelta(days=offset)
    assert read_day(f"{day.day}/{day.month}", TODAY) == day


@given(text=st.text(max_size=40) | st.text(alphabet="0123456789/ -đếntừngàythá", max_size=30))
def test_no_text_breaks_the_reading_of_days(text: str) -> None:
    span = read_span(text, TODAY)
    assert span is None or isinstance(span[0], date)
    before, until = split_until(text, TODAY)
    assert until is None or isinstance(until, date)
    assert len(before) <= len(text) + 20


@given(
    st.lists(
        st.tuples(st.sampled_from([True, False, None]), st.integers(0, 60), st.integers(0, 30)), max_size=8
    )
)
def test_whatever_is_set_a_working_day_is_near(changes: list[tuple[bool | None, int, int]]) -> None:
    calendar = WorkingDays()
    for working, begins, length in changes:
        first = TODAY + timedelta(days=begins)
        last = first + timedelta(days=length)
        span = [first + timedelta(days=n) for n in range(length + 1)]
        changed = workdays._with(calendar, working, span)
        if working is not None:
            assert all(changed.works(day) is working for day in span)
        if workdays._gap(changed, TODAY, first, last) is None:
            calendar = changed
    day = TODAY
    while day < TODAY + timedelta(days=100):
        following = calendar.on_or_after(day + timedelta(days=1))
        assert (following - day).days <= workdays.GAP
        day = following
