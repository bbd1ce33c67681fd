"""What a morning brings: which open tasks are spoken of, why, and who hears of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from dieuphoi.handlers.permissions import Role
from dieuphoi.plan.model import Milestone
from dieuphoi.plan.reminding import Course, Morning, Rules, Why, horizon, reasons
from dieuphoi.storage import changes, involved, milestones, pauses, people, plans, reminders, rules, tasks
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.parts import Request
from dieuphoi.storage.pauses import Pauses
from dieuphoi.storage.tasks import Item

STEPS = (Why.DEPUTY, Why.COORDINATOR, Why.LEADER)


@dataclass(frozen=True, slots=True)
class Matter:
    """An open task that somebody may hear of, with the reasons of this morning (none: it only belongs to them)."""

    item: Item
    rules: Rules
    whys: frozenset[Why] = frozenset()
    steps: tuple[Milestone, ...] = ()  # the milestones before its deadline
    since: dict[Why, date] = field(
        default_factory=dict, compare=False
    )  # where mornings were missed: the first for each

    def missed_on(self, whys: Iterable[Why]) -> list[date]:
        """The mornings that some reasons fell on."""
        return [self.since[why] for why in whys if why in self.since]


@dataclass(frozen=True, slots=True)
class PartMatter:
    """A request for an agency's part that a person hears of: to answer it, or since nobody has."""

    item: Item
    request: Request
    why: Why
    to_answer: bool = True  # else it is told to the lead


@dataclass(slots=True)
class Portfolio:
    """What one person answers for, by task: with the reasons why they hear of it now."""

    matters: dict[int, Matter] = field(default_factory=dict)
    whys: dict[int, set[Why]] = field(default_factory=dict)
    orphans: set[int] = field(default_factory=set)  # tasks that only the coordinator can follow up
    helping: set[int] = field(default_factory=set)  # tasks that they only work on with the lead
    ended: frozenset[int] = frozenset()  # agencies that are no more, whose tasks wait for a decision
    reports: bool = False  # whether there is any task that they themselves report on
    put_off: list[date] = field(default_factory=list)  # to which days they had put off what comes back now
    parts: list[PartMatter] = field(default_factory=list)

    @property
    def several(self) -> bool:
        """Whether there are tasks of several plans among them."""
        plan_ids = {matter.item.plan_id for matter in self.matters.values()}
        return len(plan_ids | {part.item.plan_id for part in self.parts}) > 1

    def add(self, matter: Matter, whys: Iterable[Why]) -> None:
        """A task, with reasons where there are any."""
        self.matters[matter.item.id] = matter
        if found := set(whys):
            self.whys.setdefault(matter.item.id, set()).update(found)


def of_plan(tx: Transaction, plan: plans.Plan, morning: Morning) -> list[Matter]:
    """The open tasks of a plan that are due soon or were due, and those that nothing was heard of."""
    set_rules = rules.of_plan(tx, plan.id)
    found = tasks.pressing(tx, plan.id, horizon(set_rules, morning))
    steps = milestones.on_the_way(tx, found)
    passed = reminders.last_told(tx, plan.id, (*STEPS, Why.ALONE))
    return [
        _matter(item, plan, set_rules, steps[item.id], passed.get(item.id, {}), morning) for item in found
    ]


def _matter(
    item: Item,
    plan: plans.Plan,
    set_rules: Rules,
    steps: tuple[Milestone, ...],
    passed: dict[str, date],
    morning: Morning,
) -> Matter:
    course = Course(
        item.due,
        item.reported_at.date() if item.reported_at else None,
        plan.created_at.date(),
        tuple(step.due for step in steps),
        {Why(step): day for step, day in passed.items()},
    )
    since: dict[Why, date] = {}
    for day in morning.days if morning.late else ():
        for why in reasons(set_rules, course, replace(morning, days=(day,))):
            since.setdefault(why, day)
    return Matter(item, set_rules, frozenset(reasons(set_rules, course, morning)), steps, since)


def late_since(
    matters: Iterable[Matter],
    whys: Mapping[int, Iterable[Why]],
    morning: Morning,
    put_off: Sequence[date] = (),
) -> date | None:
    """The first morning that a digest stands for, by what it says of each task; None where that is today's."""
    days = [day for matter in matters for day in matter.missed_on(whys.get(matter.item.id, ()))]
    first = min([*days, *put_off], default=morning.today)
    return first if first < morning.today else None


@dataclass(frozen=True, slots=True)
class Audience:
    """Who may be reminded on a day: the office's people by agency, without those who are left in peace."""

    by_agency: dict[int, list[int]]
    deputies: dict[int, list[int]]
    coordinators: list[int]
    leaders: list[int]
    put_off: dict[tuple[int, int], date]
    pauses: Pauses

    def first(self, agency_ids: Sequence[int]) -> list[int]:
        """Those who answer for the agencies: the deputies only where there is nobody else."""
        own = _of(self.by_agency, agency_ids)
        return own or _of(self.deputies, agency_ids)

    def second(self, agency_ids: Sequence[int]) -> list[int]:
        """The deputies: those who are asked when the first have not answered."""
        return _of(self.deputies, agency_ids)

    def now(
        self, person_id: int, assignment_id: int, whys: frozenset[Why], morning: Morning
    ) -> frozenset[Why]:
        """The reasons that count today for a person who may have put the task off: it comes back on that day."""
        until = self.put_off.get((person_id, assignment_id))
        if until is None:
            return whys
        return whys | {Why.SNOOZED} if until in morning.ahead() else frozenset()


def _of(by_agency: dict[int, list[int]], agency_ids: Sequence[int]) -> list[int]:
    return list(dict.fromkeys(person for agency in agency_ids for person in by_agency.get(agency, ())))


def audience(tx: Transaction, agency_ids: Iterable[int], morning: Morning) -> Audience:
    """Who is there to be reminded on a morning."""
    left = pauses.running(tx, morning.today)
    by_agency: dict[int, list[int]] = {}
    deputies: dict[int, list[int]] = {}
    there_now = [f for f in people.focals(tx, agency_ids) if f.person_id not in left.people]
    stood_in_for = {(focal.stands_in_for, focal.agency_id) for focal in there_now}
    for focal in there_now:
        if (focal.person_id, focal.agency_id) not in stood_in_for:
            place = deputies if focal.deputy else by_agency
            place.setdefault(focal.agency_id, []).append(focal.person_id)
    coordinators = people.with_role(tx, Role.COORDINATOR)
    there = [person for person in coordinators if person not in left.people]
    leaders = [person for person in people.with_role(tx, Role.LEADER) if person not in left.people]
    return Audience(
        by_agency, deputies, there or coordinators, leaders, pauses.put_off_by(tx, morning.days[0]), left
    )


def portfolios(tx: Transaction, matters: Sequence[Matter], morning: Morning) -> dict[int, Portfolio]:
    """For each person what they answer for, and why they hear of it this morning."""
    leads = involved.lead_ids(tx, [matter.item.id for matter in matters])
    helpers = involved.coordinating_ids(tx, {m.item.task_id for m in matters if Why.COORDINATING in m.whys})
    agency_ids = {a for ids in [*leads.values(), *helpers.values()] for a in ids}
    there = audience(tx, agency_ids, morning)
    found: dict[int, Portfolio] = {}
    over_time = changes.succession(tx)
    ended = frozenset(a for a in agency_ids if over_time.ended_by(a, morning.today))
    for matter in matters:
        ids = [a for a in leads.get(matter.item.id, []) if a not in there.pauses.agencies]
        if ids:
            _share_out(found, matter, ids, there, morning)
            _tell_helpers(found, matter, helpers.get(matter.item.task_id, []), there)
    for portfolio in found.values():
        portfolio.ended = ended
    return found


def _share_out(
    found: dict[int, Portfolio],
    matter: Matter,
    agency_ids: list[int],
    there: Audience,
    morning: Morning,
) -> None:
    """To the focal points of the lead, to the coordinator where there is none, and the steps up."""
    own = there.first(agency_ids)
    deputies = there.second(agency_ids)
    whys = spoken(matter, private=True)
    for person in own or there.coordinators:
        portfolio = found.setdefault(person, Portfolio())
        now = there.now(person, matter.item.id, whys, morning)
        portfolio.add(matter, now)
        if Why.SNOOZED in now:
            portfolio.put_off.append(there.put_off[person, matter.item.id])
        if own:
            portfolio.reports = True
        else:
            portfolio.orphans.add(matter.item.id)
        if Why.ALONE in matter.whys and not deputies:
            portfolio.add(matter, {Why.ALONE})  # nobody else to ask: they hear of it once more
    for why, persons in (
        (Why.DEPUTY, deputies),
        (Why.COORDINATOR, there.coordinators),
        (Why.LEADER, there.leaders or there.coordinators),
    ):
        for person in persons if why in matter.whys else ():
            portfolio = found.setdefault(person, Portfolio())
            portfolio.add(matter, {why})
            portfolio.reports |= why is Why.DEPUTY


def spoken(matter: Matter, *, private: bool) -> frozenset[Why]:
    """The reasons that the lead's focal points hear in private, or that the group reads, as the plan's rules say."""
    to = {
        Why.BEFORE: matter.rules.before_to,
        Why.MILESTONE: matter.rules.before_to,
        Why.PASSED: matter.rules.overdue_to,
        Why.QUARTER: matter.rules.quarter_to,
        Why.OVERDUE: matter.rules.overdue_to,
        Why.SILENCE: matter.rules.silence_to,
    }
    there = {why for why, places in to.items() if (places.private if private else places.group)}
    return matter.whys & (there | {Why.UNSENT})


def _tell_helpers(
    found: dict[int, Portfolio], matter: Matter, agency_ids: list[int], there: Audience
) -> None:
    if Why.COORDINATING not in matter.whys:
        return
    for person in there.first([a for a in agency_ids if a not in there.pauses.agencies]):
        known = found.setdefault(person, Portfolio())
        if matter.item.id not in known.matters:
            known.add(matter, {Why.COORDINATING})
            known.helping.add(matter.item.id)
