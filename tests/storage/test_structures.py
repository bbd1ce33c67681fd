"""Whatever agencies become, and whatever is reported meanwhile: every structure counts every task once."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from dieuphoi.plan.calendar import ZONE
from dieuphoi.plan.history import Kind as EntryKind
from dieuphoi.plan.model import PlanDocument, Task
from dieuphoi.plan.results import State
from dieuphoi.plan.succession import Change, Kind
from dieuphoi.storage import agencies, changes, handing_over, log, plans, tasks, totals, upkeep, waiting_tasks
from dieuphoi.storage.changes import Source
from dieuphoi.storage.database import Database, Transaction
from dieuphoi.storage.tables import lead, report
from tests.plan.structure import Passed, counted_on

START = datetime(2025, 1, 6, 9, tzinfo=ZONE)
LONG_AGO, FOREVER = date(2024, 12, 1), date(2025, 12, 31)
LEADS = (
    "Sở Tài chính",
    "Sở Kế hoạch và Đầu tư",
    "Sở Y tế",
    "Sở Nội vụ",
    "UBND huyện Tuy Phong",
    "UBND huyện Phú Quý",
)
UNITS = "UBND các huyện, thị xã, thành phố"


def _plan() -> PlanDocument:
    led = [*((name,) for name in LEADS), LEADS[:2], LEADS[1:3], (LEADS[0], UNITS), (UNITS,)]
    rows = [
        Task(f"PL1-{n}", str(n), "1", f"Việc số {n}", leads, (LEADS[n % 3],), due=date(2025, 1 + n, 1))
        for n, leads in enumerate(led, start=1)
    ]
    return PlanDocument("88/KH-UBND", date(2025, 1, 2), "UBND tỉnh", "Kế hoạch thử", tuple(rows))


@dataclass(frozen=True)
class Step:
    """Something that happens `days` after the step before; numbers choose among what there is then."""

    what: str  # report | change | decide | close
    days: int
    late: int
    kind: Kind
    picks: tuple[int, ...]


steps = st.lists(
    st.builds(
        Step,
        st.sampled_from(("report", "change", "change", "decide", "decide", "close")),
        st.integers(0, 20),
        st.integers(0, 15),
        st.sampled_from(Kind),
        st.tuples(*[st.integers(0, 30)] * 4),
    ),
    min_size=2,
    max_size=14,
)


@dataclass
class Life:
    """A plan through the steps, with the test's own record of who was counted when."""

    connection: Transaction
    plan_id: int = 0
    now: datetime = START
    passed: dict[int, list[Passed]] = field(default_factory=lambda: defaultdict(list))

    @property
    def tx(self) -> Transaction:
        return Transaction(self.connection.connection, self.now)

    def counted(self) -> dict[int, int]:
        found = tasks.every(self.tx, tasks.Filter((self.plan_id,)))
        return {item.id: item.agency_id for item in found}

    def live(self, step: Step) -> None:
        self.now += timedelta(days=step.days)
        before = self.counted()
        on = getattr(self, step.what)(step)
        for assignment_id, agency_id in self.counted().items():
            if before[assignment_id] != agency_id:
                self.passed[assignment_id].append(Passed(on, before[assignment_id]))

    def report(self, step: Step) -> None:
        ids = sorted(self.counted())
        state = list(State)[step.picks[1] % len(State)]
        log.append(
            self.tx,
            ids[step.picks[0] % len(ids)],
            EntryKind.STATE,
            channel="cli",
            person_id=None,
            state=state,
        )

    def change(self, step: Step) -> date | None:
        ids = [agency.id for name in LEADS if (agency := agencies.by_name(self.tx, name))]
        first, *rest = [ids[pick % len(ids)] for pick in step.picks]
        before = tuple(
            dict.fromkeys((first, rest[0]) if step.kind in (Kind.MERGE, Kind.DISSOLVE) else (first,))
        )
        heirs = {Kind.MERGE: rest[1:2], Kind.RENAME: rest[1:2], Kind.SPLIT: rest[1:3], Kind.DISSOLVE: []}
        on = (self.now - timedelta(days=step.late)).date()
        wanted = Change(0, step.kind, on, before, tuple(heirs[step.kind]), "1/NQ-HĐND")
        if changes.succession(self.tx, planned=True).refusal(wanted, self.now.date()) is None:
            number = changes.enter(self.tx, wanted, Source())
            assert handing_over.take_effect(self.tx, number) is not None
            assert handing_over.take_effect(self.tx, number) is None
        return on

    def _undecided(self, step: Step) -> tuple[changes.Entry, tuple[int, int]] | None:
        asked = waiting_tasks.every(self.tx)
        if not asked:
            return None
        entry, _number = asked[step.picks[0] % len(asked)]
        pairs = waiting_tasks.of(self.tx, entry)
        return entry, pairs[step.picks[1] % len(pairs)]

    def decide(self, step: Step) -> date | None:
        found = self._undecided(step)
        if found is None:
            return None
        entry, pair = found
        over_time = changes.succession(self.tx)
        there = [a.id for a, _n in agencies.every(self.tx) if over_time.alive(a.id, self.now.date())]
        to = there[step.picks[2] % len(there)]
        handing_over.pass_on(self.tx, entry.change, [pair], to, Source())
        return entry.change.on

    def close(self, step: Step) -> date | None:
        found = self._undecided(step)
        if found is None:
            return None
        entry, pair = found
        handing_over.close(self.tx, entry.change, [pair], Source())
        return entry.change.on

    def shares(self, day: date | None) -> Counter[str]:
        results = totals.results(self.tx, ("88/KH-UBND", ""), totals.Extent(self.plan_id, structure=day))
        return Counter({name: sum(results.counters(agency=name).values()) for name in results.agencies()})

    def expected(self, day: date) -> Counter[str]:
        """The same from the test's own record; a mere new name counts under the old one before its day."""
        over_time, names = changes.succession(self.tx), agencies.every_name(self.tx)
        of_day = (counted_on(now, self.passed[key], day) for key, now in self.counted().items())
        return Counter(names[over_time.forebear(agency, day)] for agency in of_day)


@given(steps)
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_structure_counts_every_task_once(prepared: Path, happened: list[Step]) -> None:
    database = Database(f"sqlite:///{prepared}")
    with database.look(START) as tx:
        life = Life(tx)
        life.plan_id = plans.add(life.tx, _plan())[0]
        parts, first = life.counted(), life.shares(None)
        entries = 0
        for step in happened:
            life.live(step)
            now = life.tx.connection.execute(select(func.count()).select_from(report)).scalar_one()
            assert now >= entries  # no log ever loses an entry
            entries = now
        total = len(life.counted())
        assert total <= len(parts)
        for offset in range(-5, 300, 13):
            day = START.date() + timedelta(days=offset)
            assert life.shares(day) == life.expected(day)
            assert life.shares(day).total() == total
        assert life.shares(life.now.date()) == life.shares(None)
        if total == len(parts):
            assert life.shares(LONG_AGO) == first
        _sound(life)
    database.close()


def _sound(life: Life) -> None:
    """Today's states follow from the logs; whoever a task is counted under leads it, and nobody leads it twice."""
    assert upkeep.differences(life.tx) == []
    for assignment_id, counted in life.counted().items():
        rows = life.tx.connection.execute(
            select(lead.c.agency_id).where(lead.c.assignment_id == assignment_id, lead.c.interim.is_(False))
        )
        leading = list(rows.scalars())
        assert counted in leading and len(set(leading)) == len(leading)


def test_what_waits_after_a_split_stays_there_on_days_ahead_when_the_heirs_become_one(prepared: Path) -> None:
    database = Database(f"sqlite:///{prepared}")
    with database.look(START) as tx:
        life = Life(tx)
        life.plan_id = plans.add(life.tx, _plan())[0]
        life.live(Step("change", 0, 1, Kind.SPLIT, (1, 0, 0, 5)))
        life.live(Step("change", 0, 0, Kind.MERGE, (0, 0, 5, 0)))
        waiting = life.shares(None)[LEADS[1]]
        assert waiting > 0
        assert life.shares(FOREVER) == life.shares(None)
        assert life.shares(FOREVER)[LEADS[1]] == waiting
    database.close()


def test_the_same_on_both_engines(each_url: str) -> None:
    database = Database(each_url)
    with database.look(START) as tx:
        life = Life(tx)
        life.plan_id = plans.add(life.tx, _plan())[0]
        first = life.shares(None)
        for kind in (Kind.MERGE, Kind.SPLIT, Kind.RENAME):
            life.live(Step("change", 5, 2, kind, (len(kind), 1, 2, 3)))
            life.live(Step("decide", 1, 0, kind, (0, 1, 2, 3)))
        assert life.shares(LONG_AGO) == first
        assert life.shares(FOREVER) == life.shares(None)
    database.close()


def test_a_plan_that_is_closed_passes_on_too_and_asks_nobody(prepared: Path) -> None:
    database = Database(f"sqlite:///{prepared}")
    with database.look(START) as tx:
        life = Life(tx)
        life.plan_id = plans.add(life.tx, _plan())[0]
        plans.close(life.tx, life.plan_id, plans.Source())
        life.live(Step("change", 5, 0, Kind.SPLIT, (1, 0, 2, 3)))
        assert not [
            n for entry, n in waiting_tasks.every(life.tx) if entry.change.before[0] in life.counted()
        ]
    database.close()


@pytest.mark.parametrize("kind", [Kind.MERGE, Kind.RENAME])
def test_a_change_that_waits_counts_for_days_ahead(prepared: Path, kind: Kind) -> None:
    database = Database(f"sqlite:///{prepared}")
    with database.look(START) as tx:
        life = Life(tx)
        life.plan_id = plans.add(life.tx, _plan())[0]
        old, new = (agencies.by_name(tx, name) for name in LEADS[1:3])
        assert old and new
        changes.enter(life.tx, Change(0, kind, date(2025, 3, 1), (old.id,), (new.id,)), Source())
        assert life.shares(date(2025, 2, 28)) == life.shares(None)
        assert life.shares(date(2025, 3, 1))[LEADS[1]] == 0
        assert life.shares(date(2025, 3, 1)).total() == life.shares(None).total()
    database.close()
