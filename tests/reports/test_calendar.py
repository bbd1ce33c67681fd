"""The calendar file, read back with icalendar."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from dieuphoi.plan.agenda import Occasion, What
from dieuphoi.plan.results import State
from dieuphoi.reports import calendar_file, make
from dieuphoi.reports.terms import plain
from tests.reports.sample import NOW, report, row
from tests.reports.strings import hostile

ONE = Occasion(
    key="2022-01-04T08:00:00+07:00/1/2/3",
    day=date(2022, 9, 30),
    what=What.DEADLINE,
    plan_number="4506/KH-UBND",
    code="PL1-1",
    title="Nghị quyết quy định nguyên tắc phân bổ vốn",
    lead="Sở Tài chính",
    coordinators=("Sở Tư pháp", "Sở Y tế"),
    original_due=date(2022, 9, 30),
    state=State.IN_PROGRESS,
    percent=60,
    confirmed=False,
    sequence=4,
    changed_at=NOW,
)


def raw(*occasions, name="Lịch"):
    return calendar_file(name, occasions)


def events(*occasions):
    return Calendar.from_ical(raw(*occasions)).walk("VEVENT")


def unfolded(content):
    """Lines as RFC 5545 (3.1) has them put together again, without a library."""
    return content.replace(b"\r\n ", b"").replace(b"\r\n\t", b"").split(b"\r\n")


def test_a_deadline_is_a_whole_day_that_belongs_to_no_time_zone():
    (event,) = events(ONE)
    assert type(event.decoded("dtstart")) is date
    assert event.decoded("dtstart") == ONE.day
    assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(days=1)
    assert b"DTSTART;VALUE=DATE:20220930" in raw(ONE)


def test_alarms_ring_at_eight_in_the_morning_7_days_and_1_day_before():
    (event,) = events(ONE)
    triggers = [alarm.decoded("trigger") for alarm in event.walk("VALARM")]
    assert triggers == [timedelta(days=-7, hours=8), timedelta(days=-1, hours=8)]
    assert all(alarm["action"] == "DISPLAY" and alarm["description"] for alarm in event.walk("VALARM"))


def test_nobody_is_reminded_of_what_is_done_or_cancelled():
    done = replace(ONE, state=State.DONE, rings=False)
    (event,) = events(done)
    assert not event.walk("VALARM")
    assert str(event["summary"]).startswith("Đã xong: PL1-1")
    assert event["status"] == "CONFIRMED"
    (event,) = events(replace(ONE, off=True))
    assert not event.walk("VALARM")
    assert event["status"] == "CANCELLED"


def test_a_change_keeps_the_uid_and_says_that_it_is_newer():
    later = datetime(2022, 10, 6, 3, 0, tzinfo=UTC)
    (before,) = events(ONE)
    moved = replace(ONE, day=date(2022, 12, 31), code="PL1-9", lead="Sở Y tế", sequence=5, changed_at=later)
    (after,) = events(moved)
    assert before["uid"] == after["uid"]
    assert (before["sequence"], after["sequence"]) == (4, 5)
    assert after.decoded("last-modified") == later == after.decoded("dtstamp")
    assert "31/12/2022 (gốc: 30/09/2022)" in str(after["description"]) or "30/09/2022" in str(
        after["description"]
    )


def test_other_things_have_other_uids():
    keys = ["a/1/2/3", "a/1/2/4", "a/1/2/3/1", "b/1/2/3"]
    assert len({event["uid"] for event in events(*(replace(ONE, key=key) for key in keys))}) == 4


def test_a_milestone_and_an_event_say_what_they_are():
    step = replace(ONE, what=What.MILESTONE, step="Dự thảo", key="m")
    event = replace(ONE, what=What.EVENT, step="sau khi có hướng dẫn của Bộ", key="e", rings=False)
    found = [str(one["summary"]) for one in events(step, event)]
    assert found == ["PL1-1: Dự thảo", "PL1-1: sự kiện: sau khi có hướng dẫn của Bộ"]


def test_the_same_days_give_the_same_bytes_whenever_they_are_asked_for():
    assert raw(ONE, replace(ONE, key="x")) == raw(ONE, replace(ONE, key="x"))


def test_a_report_s_calendar_has_its_days_and_an_empty_one_has_none():
    one = replace(report(row()), occasions=(ONE,))
    (event,) = Calendar.from_ical(make(one, "ics")).walk("VEVENT")
    assert event.decoded("dtstart") == ONE.day
    text = make(report(), "ics").decode()
    assert text.startswith("BEGIN:VCALENDAR") and "Kế hoạch số 4506/KH-UBND" in text
    assert not Calendar.from_ical(text).walk("VEVENT")


@settings(max_examples=40)
@given(hostile())
def test_typed_text_comes_back_and_adds_no_lines_of_its_own(typed):
    (event,) = events(replace(ONE, title=typed, lead=typed))
    assert str(event["summary"]) == f"PL1-1: {plain(typed)}"
    assert len(event.walk("VALARM")) == 2
    assert f"Cơ quan chủ trì: {plain(typed)}\n" in str(event["description"])


@example("ệ" * 500, "Lịch")
@example("x" + "😀" * 100, "ẫ" * 30)
@settings(max_examples=60)
@given(hostile() | st.text(alphabet="ệữ😀a ,;\\\n", max_size=300), hostile())
def test_lines_are_folded_by_octets_within_no_letter_and_come_together_again(typed, name):
    content = raw(replace(ONE, title=typed), name=name)
    lines = content.split(b"\r\n")
    assert lines[-1] == b""
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode("utf-8")  # no letter is cut in two
        assert not {10, 13} & set(line)
    (summary,) = [line for line in unfolded(content) if line.startswith(b"SUMMARY")]
    said = summary.decode().partition(":")[2]
    for written, meant in (("\\;", ";"), ("\\,", ","), ("\\\\", "\\")):
        said = said.replace(written, meant) if written != "\\\\" else said.replace("\\\\", "\\")
    assert said == f"PL1-1: {plain(typed)}"
