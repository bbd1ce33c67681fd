"""The calendar file, read back with icalendar."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from icalendar import Calendar

from dieuphoi.plan.model import Milestone
from dieuphoi.plan.results import State
from dieuphoi.reports import make
from dieuphoi.reports.terms import plain
from tests.reports.sample import full_report, report, row
from tests.reports.strings import hostile


def events(one):
    return Calendar.from_ical(make(one, "ics")).walk("VEVENT")


def test_each_assignment_with_a_deadline_has_one_all_day_event():
    found = events(full_report())
    due = [one.due for one in full_report().rows if one.due]
    assert [event.decoded("dtstart") for event in found] == due
    assert all(event.decoded("dtend") - event.decoded("dtstart") == timedelta(days=1) for event in found)
    assert all(type(event.decoded("dtstart")) is date for event in found)


def test_alarms_ring_at_eight_in_the_morning_7_days_and_1_day_before():
    (event,) = events(report(row()))
    triggers = [alarm.decoded("trigger") for alarm in event.walk("VALARM")]
    assert triggers == [timedelta(days=-7, hours=8), timedelta(days=-1, hours=8)]


def test_nobody_is_reminded_of_what_is_done():
    (event,) = events(report(row(state=State.DONE, done_on=date(2022, 9, 1))))
    assert not event.walk("VALARM")


def test_an_extended_deadline_moves_the_event_instead_of_adding_one():
    (before,) = events(report(row()))
    (after,) = events(report(row(due=date(2022, 12, 31), original_due=date(2022, 9, 30))))
    assert before["uid"] == after["uid"] and before.decoded("dtstart") != after.decoded("dtstart")


def test_two_leads_of_one_task_have_events_of_their_own():
    one, other = events(report(row(lead="UBND huyện Tánh Linh"), row(lead="UBND huyện Tuy Phong")))
    assert one["uid"] != other["uid"]


def test_the_same_task_number_in_another_plan_is_another_event():
    mine = report(row())
    other = replace(mine, results=replace(mine.results, plan_number="99/KH-UBND"))
    assert events(mine)[0]["uid"] != events(other)[0]["uid"]


def test_tasks_due_later_are_in_the_calendar_too():
    found = events(report(row(), upcoming=(row("PL3-1", due=date(2022, 11, 30)),)))
    assert [event.decoded("dtstart") for event in found] == [date(2022, 9, 30), date(2022, 11, 30)]


def test_milestones_are_events_of_their_own_before_the_deadline():
    steps = (Milestone("Dự thảo", date(2022, 8, 15)), Milestone("Trình", date(2022, 9, 1)))
    found = events(report(replace(row(), milestones=steps)))
    assert [event.decoded("dtstart") for event in found] == [*(step.due for step in steps), date(2022, 9, 30)]
    assert [str(event["summary"]) for event in found][:2] == ["PL1-1: Dự thảo", "PL1-1: Trình"]
    assert len({event["uid"] for event in found}) == 3


def test_an_empty_plan_gives_a_calendar_without_events():
    text = make(report(), "ics").decode()
    assert text.startswith("BEGIN:VCALENDAR") and "Kế hoạch số 4506/KH-UBND" in text
    assert not events(report())


@settings(max_examples=40, deadline=None)
@given(hostile())
def test_typed_text_comes_back_and_adds_no_lines_of_its_own(typed):
    (event,) = events(report(row(title=typed, lead=typed)))
    assert str(event["summary"]) == f"PL1-1: {plain(typed)}"
    assert len(event.walk("VALARM")) == 2
    assert f"Cơ quan chủ trì: {plain(typed)}\n" in str(event["description"])


@settings(max_examples=20, deadline=None)
@given(hostile())
def test_no_line_is_longer_than_75_octets(typed):
    assert max(map(len, make(report(row(title=typed)), "ics").split(b"\r\n"))) <= 75
