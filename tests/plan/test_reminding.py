"""On which mornings a task is spoken of: random plans, calendars, rules and days on which the bot was down."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dieuphoi.plan.calendar import WorkingDays
from dieuphoi.plan.reminding import KINDS, Course, Morning, Places, Rhythm, Rules, Why, reasons

START = date(2023, 12, 1)
SPAN = 150  # days: over a year's end, Tết and a 29 February
DAYS = [START + timedelta(days=n) for n in range(SPAN)]


@dataclass(frozen=True)
class World:
    """A stretch of time: the office's calendar, and the days on which the bot was up."""

    calendar: WorkingDays
    up: frozenset[date]

    def mornings(self) -> list[Morning]:
        """As the schedule makes them: each with the working days that were missed before."""
        found, last = [], START - timedelta(days=1)
        for day in DAYS:
            if day in self.up and self.calendar.works(day):
                found.append(Morning(tuple(self.calendar.between(last, day)), self.calendar))
                last = day
        return found

    def heard_on(self, day: date, *, until: date) -> date | None:
        """The first morning at or after a day on which the bot was up, if it is not after `until`."""
        for late in DAYS:
            if day <= late <= until and late in self.up and self.calendar.works(late):
                return late
        return None


days_of_it = st.sampled_from(DAYS)
several_days = st.builds(
    lambda first, number: frozenset(first + timedelta(days=n) for n in range(number)),
    days_of_it,
    st.integers(1, 9),
)
worlds = st.builds(
    lambda off, working, down: World(WorkingDays(off, working), frozenset(DAYS) - down),
    st.frozensets(days_of_it, max_size=10),
    st.frozensets(days_of_it, max_size=10),
    st.one_of(
        st.just(frozenset()),
        st.frozensets(days_of_it, max_size=60),
        st.builds(
            lambda first, n: frozenset(first + timedelta(days=d) for d in range(n)),
            days_of_it,
            st.integers(1, 9),
        ),
    ),
)
offsets = st.lists(st.integers(0, 45), max_size=6, unique=True).map(
    lambda ns: tuple(sorted(ns, reverse=True))
)


def spoken(world: World, rules: Rules, course: Course, why: Why) -> list[date]:
    """The mornings on which there is this reason to speak of a task."""
    return [m.today for m in world.mornings() if why in reasons(rules, course, m)]


def worked_back(world: World, day: date) -> date:
    """A day off goes back to the last working day; the oracle's own way of reckoning it."""
    return max((d for d in DAYS if d <= day and world.calendar.works(d)), default=day)


@given(worlds, offsets, st.lists(days_of_it, max_size=3, unique=True).map(sorted))
def test_each_milestone_is_spoken_of_exactly_as_a_deadline_on_its_day_is(
    world: World, before: tuple[int, ...], days: list[date]
) -> None:
    course = Course(None, None, START, milestones=tuple(days))
    expected = {
        morning
        for day in days
        for why in (Why.BEFORE, Why.QUARTER)
        for morning in spoken(world, Rules(before=before), Course(day, None, START), why)
    }
    assert set(spoken(world, Rules(before=before), course, Why.MILESTONE)) == expected


@given(days_of_it, days_of_it, days_of_it, st.none() | days_of_it)
def test_a_milestone_that_passed_is_spoken_of_until_something_is_reported_since_the_one_before(
    today: date, first: date, second: date, heard: date | None
) -> None:
    first, second = sorted((first, second))
    course = Course(None, heard, START, (first, second))
    if second < today:
        wanted = second if heard is None or heard <= first else None
    else:
        wanted = first if first < today and heard is None else None
    assert course.lapsed(today) == wanted
    assert replace(course, due=today - timedelta(days=1)).lapsed(today) is None


@settings(max_examples=300)
@given(worlds, offsets, days_of_it)
def test_no_reminder_is_early_or_twice_or_missing_or_on_a_day_off(
    world: World, before: tuple[int, ...], due: date
) -> None:
    course = Course(due, None, START)
    found = spoken(world, Rules(before=before), course, Why.BEFORE)
    nominal = [due - timedelta(days=n) for n in before if due - timedelta(days=n) >= START]
    expected = {
        heard
        for day in nominal
        if world.calendar.works(worked_back(world, day))
        and (heard := world.heard_on(worked_back(world, day), until=due)) is not None
    }
    assert set(found) == expected
    assert len(found) == len(set(found))
    assert all(world.calendar.works(day) and day <= due for day in found)


@settings(max_examples=200)
@given(worlds, st.integers(1, 40), days_of_it)
def test_a_step_up_comes_once_and_never_before_its_time(world: World, wait: int, due: date) -> None:
    found: list[date] = []
    for morning in world.mornings():
        course = Course(due, None, START, passed={Why.COORDINATOR: found[-1]} if found else {})
        if Why.COORDINATOR in reasons(Rules(coordinator=wait), course, morning):
            found.append(morning.today)
    due = max(due, START)
    heard = world.heard_on(due + timedelta(days=wait), until=DAYS[-1])
    assert found == ([heard] if heard else [])


@settings(max_examples=200)
@given(worlds, st.integers(5, 40), days_of_it)
def test_silence_is_spoken_of_each_so_many_days(world: World, wait: int, heard: date) -> None:
    found = spoken(world, Rules(silence=wait), Course(None, heard, START), Why.SILENCE)
    due = [heard + timedelta(days=wait * n) for n in range(1, SPAN // wait + 1)]
    expected = {late for day in due if (late := world.heard_on(day, until=DAYS[-1]))}
    assert set(found) == expected
    assert len(found) == len(set(found))


@given(worlds, days_of_it)
def test_each_week_and_each_quarter_begins_once(world: World, due: date) -> None:
    mornings = world.mornings()
    weeks = [d.isocalendar()[:2] for m in mornings if m.week_begins() for d in m.days[-1:]]
    assert len(weeks) == len(set(weeks))
    quarters = [m.quarter() for m in mornings if m.quarter()]
    assert len(quarters) == len(set(quarters))
    everywhere = World(world.calendar, frozenset(DAYS))
    assert spoken(everywhere, Rules(), Course(date(2024, 3, 31), None, START), Why.QUARTER) == [
        min(d for d in DAYS if d >= date(2024, 1, 1) and world.calendar.works(d))
    ]


@given(worlds, st.sampled_from(Rhythm), days_of_it)
def test_overdue_is_spoken_of_in_its_rhythm_and_only_after_the_deadline(
    world: World, rhythm: Rhythm, due: date
) -> None:
    found = spoken(world, Rules(overdue=rhythm), Course(due, None, START), Why.OVERDUE)
    mornings = [m for m in world.mornings() if m.today > due]
    expected = {
        Rhythm.OFF: [],
        Rhythm.DAY: [m.today for m in mornings],
        Rhythm.WEEK: [m.today for m in mornings if m.week_begins()],
    }
    assert found == expected[rhythm]


def test_a_reminder_of_what_was_due_last_week_is_of_no_use() -> None:
    calendar = WorkingDays()
    morning = Morning(tuple(calendar.between(date(2024, 3, 1), date(2024, 3, 11))), calendar)
    due = date(2024, 3, 8)
    assert Why.BEFORE not in reasons(Rules(), Course(due, None, START), morning)
    assert Why.OVERDUE in reasons(Rules(), Course(due, None, START), morning)


@given(worlds, days_of_it, st.sampled_from(DAYS[5:100]), offsets)
def test_a_day_taken_off_at_noon_loses_no_reminder_and_doubles_none(
    world: World, off: date, change: date, before: tuple[int, ...]
) -> None:
    """The office's calendar changes after the posts of `change` were made: each nominal day still counts once."""
    later = WorkingDays(world.calendar.off | {off}, world.calendar.working - {off})
    covered, stood_for = None, list[date]()
    for day in DAYS:
        calendar = world.calendar if day <= change else later
        if calendar.works(day):
            morning = Morning((day,), calendar, covered)
            stood_for += morning.ahead()
            covered = max(morning.ahead(), default=covered or day)
    assert len(stood_for) == len(set(stood_for))
    assert sorted(stood_for) == [min(stood_for) + timedelta(days=n) for n in range(len(stood_for))]


def test_coordinating_agencies_hear_of_it_a_week_earlier_where_the_rules_say_so() -> None:
    calendar, due = WorkingDays(), date(2024, 3, 29)
    world = World(calendar, frozenset(DAYS))
    assert spoken(world, Rules(), Course(due, None, START), Why.COORDINATING) == []
    found = spoken(world, Rules(coordinating=7), Course(due, None, START), Why.COORDINATING)
    assert found == [calendar.on_or_before(due - timedelta(days=n)) for n in (37, 21, 14)]


def test_a_report_after_the_deadline_begins_the_wait_anew() -> None:
    due, heard = date(2024, 3, 1), date(2024, 3, 12)
    world = World(WorkingDays(), frozenset(DAYS))
    assert spoken(world, Rules(), Course(due, heard, START), Why.DEPUTY)[0] == date(2024, 3, 15)
    told = Course(due, heard, START, passed={Why.DEPUTY: date(2024, 3, 15)})
    assert spoken(world, Rules(), told, Why.DEPUTY) == []
    assert spoken(world, Rules(), told, Why.ALONE) == []


@given(st.sampled_from(KINDS))
def test_a_rule_is_read_back_as_it_was_kept(kind: str) -> None:
    rules = Rules(before=(20, 2), overdue=Rhythm.DAY, silence=45, silence_to=Places.GROUP, week=False)
    assert getattr(Rules().changed(kind, rules.kept(kind)), kind) == getattr(rules, kind)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("before", "400"),
        ("before", "-1"),
        ("before", "1 2 3 4 5 6 7 8 9 10 11"),
        ("before", "drei"),
        ("overdue", "hourly"),
        ("silence", "367"),
        ("week", "perhaps"),
        ("before_to", "nowhere"),
        ("else", "1"),
    ],
)
def test_what_is_no_rule_is_refused(kind: str, value: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Rules().changed(kind, value)
