"""Agencies over time: who stands for whom on which day, whatever has merged, split, been renamed or dissolved."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dieuphoi.plan.succession import Change, Flaw, Kind, Succession
from tests.plan.structure import Passed, counted_on

MARCH, JULY = date(2025, 3, 1), date(2025, 7, 1)
BEFORE = date(2025, 2, 28)
LABOUR, PLANNING, FINANCE, FARMING, HOME, HEALTH, NEW = range(1, 8)
MERGED = Change(1, Kind.MERGE, MARCH, (PLANNING,), (FINANCE,))
SPLIT = Change(2, Kind.SPLIT, MARCH, (LABOUR,), (FARMING, HOME, HEALTH))


def test_a_merged_agency_is_its_own_until_the_day_and_its_successors_from_it() -> None:
    over_time = Succession([MERGED])
    assert over_time.heirs(PLANNING, BEFORE) == (PLANNING,)
    assert over_time.heirs(PLANNING, MARCH) == (FINANCE,)
    assert over_time.ended_by(PLANNING, MARCH) == MERGED
    assert over_time.heirs(FINANCE, BEFORE) == over_time.heirs(FINANCE, MARCH) == (FINANCE,)


def test_successors_of_successors_stand_for_it() -> None:
    later = Change(3, Kind.RENAME, JULY, (FINANCE,), (NEW,))
    over_time = Succession([later, MERGED, SPLIT], born=[NEW])
    assert over_time.heirs(PLANNING, JULY) == (NEW,)
    assert over_time.heirs(LABOUR, JULY) == (FARMING, HOME, HEALTH)
    assert not over_time.alive(NEW, date(2025, 6, 30))
    assert over_time.lifetime(NEW) == [(JULY, None)]
    assert over_time.lifetime(FINANCE) == [(None, JULY)]
    assert over_time.forebear(NEW, BEFORE) == FINANCE


def test_tasks_come_of_themselves_only_to_a_single_successor_still_ahead() -> None:
    joined = Change(3, Kind.MERGE, JULY, (FARMING,), (HOME,))
    renamed = Change(4, Kind.RENAME, date(2025, 8, 1), (HOME,), (NEW,))
    gone = Change(5, Kind.MERGE, JULY, (HEALTH,), (HOME,))
    over_time = Succession([SPLIT, MERGED, joined, renamed, gone], born=[NEW])
    ahead = date(2025, 9, 1)
    assert over_time.heirs(LABOUR, ahead) == (NEW,)
    assert over_time.comes_to(LABOUR, BEFORE, ahead) == LABOUR  # a split leaves them waiting
    assert over_time.comes_to(FARMING, MARCH, ahead) == NEW
    assert over_time.comes_to(FARMING, MARCH, JULY) == HOME
    assert over_time.comes_to(FARMING, MARCH, BEFORE) == FARMING
    assert over_time.comes_to(PLANNING, MARCH, ahead) == PLANNING  # in effect today: what is left there waits
    assert over_time.comes_to(PLANNING, BEFORE, ahead) == FINANCE


def test_nobody_stands_for_a_dissolved_agency() -> None:
    over_time = Succession([Change(1, Kind.DISSOLVE, JULY, (PLANNING, FINANCE))])
    assert over_time.heirs(PLANNING, JULY) == ()
    assert over_time.ended_by(FINANCE, JULY) is not None


def test_what_was_merged_can_come_back_by_a_new_change() -> None:
    back = Change(4, Kind.SPLIT, JULY, (FINANCE,), (PLANNING, NEW))
    over_time = Succession([MERGED, back], born=[NEW])
    assert over_time.refusal(back, MARCH) is not None  # it is known already
    assert over_time.lifetime(PLANNING) == [(None, MARCH), (JULY, None)]
    assert over_time.heirs(PLANNING, JULY) == (PLANNING,)


def test_what_can_not_be_is_refused_with_its_reason() -> None:
    today = date(2025, 8, 1)
    over_time = Succession([MERGED, Change(9, Kind.DISSOLVE, JULY, (HOME,))])
    refused = {
        Change(0, Kind.SPLIT, JULY, (FINANCE,), (HEALTH,)): Flaw.SHAPE,
        Change(0, Kind.RENAME, JULY, (HEALTH,), (HEALTH,)): Flaw.ITSELF,
        Change(0, Kind.DISSOLVE, date(1999, 1, 1), (HEALTH,)): Flaw.DAY,
        Change(0, Kind.RENAME, JULY, (PLANNING,), (HEALTH,)): Flaw.NOT_THERE,
        Change(0, Kind.RENAME, BEFORE, (PLANNING,), (HEALTH,)): Flaw.ENDS_TWICE,
        Change(0, Kind.MERGE, MARCH, (HEALTH,), (HOME,)): Flaw.HEIR_ENDED,
        Change(0, Kind.RENAME, MARCH, (FINANCE,), (HEALTH,)): Flaw.SAME_DAY,
    }
    assert {
        wanted: refusal.flaw for wanted in refused if (refusal := over_time.refusal(wanted, today))
    } == refused
    assert over_time.refusal(Change(0, Kind.RENAME, JULY, (FINANCE,), (HEALTH,)), today) is None


DAYS = st.integers(0, 40).map(lambda n: MARCH + timedelta(days=n))
AGENCIES = st.integers(1, 6)


@st.composite
def histories(draw: st.DrawFn) -> list[Change]:
    """Changes that were each allowed beside those before them, in whatever order they were entered."""
    known: list[Change] = []
    for number in range(1, draw(st.integers(1, 8))):
        kind = draw(st.sampled_from(Kind))
        before = draw(st.lists(AGENCIES, min_size=1, max_size=3, unique=True))
        after = draw(st.lists(AGENCIES, max_size=3, unique=True))
        wanted = Change(number, kind, draw(DAYS), tuple(before), tuple(after))
        if Succession(known).refusal(wanted, MARCH + timedelta(days=99)) is None:
            known.append(wanted)
    return known


@given(histories(), AGENCIES, DAYS)
def test_who_stands_for_an_agency_is_there_on_that_day(known: list[Change], agency: int, day: date) -> None:
    over_time = Succession(known)
    heirs = over_time.heirs(agency, day)
    assert all(over_time.alive(heir, day) for heir in heirs)
    assert (heirs == (agency,)) or not over_time.alive(agency, day)
    assert len(set(heirs)) == len(heirs)


@given(histories(), AGENCIES, DAYS)
def test_a_lifetime_says_the_same_as_each_of_its_days(known: list[Change], agency: int, day: date) -> None:
    over_time = Succession(known)
    spans = over_time.lifetime(agency)
    within = [(a, b) for a, b in spans if (a is None or a <= day) and (b is None or day < b)]
    assert bool(within) is over_time.alive(agency, day)
    assert len(within) <= 1


@given(histories(), st.lists(AGENCIES, min_size=1, max_size=9), DAYS)
def test_tasks_that_pass_on_are_counted_once_under_every_structure(
    known: list[Change], parts: list[int], day: date
) -> None:
    passed: list[list[Passed]] = [[] for _part in parts]
    now = list(parts)
    for change in known:  # in the order in which they were entered
        for number, agency in enumerate(now):
            if agency in change.before and change.after:
                passed[number].append(Passed(change.on, agency))
                now[number] = change.after[number % len(change.after)]
    counted = [counted_on(now[n], passed[n], day) for n in range(len(parts))]
    assert len(counted) == len(parts)
    assert [counted_on(now[n], passed[n], MARCH - timedelta(days=1)) for n in range(len(parts))] == parts
    assert [counted_on(now[n], passed[n], date.max) for n in range(len(parts))] == now
