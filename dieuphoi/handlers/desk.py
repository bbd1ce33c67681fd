"""What waits on the coordinator's desk, in a few lines of their morning's digest: requests, blockers without a word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from dieuphoi.handlers.messages import Button, Reason, bold, in_rows
from dieuphoi.handlers.permissions import Role
from dieuphoi.plan.blockers import Held
from dieuphoi.plan.calendar import WorkingDays
from dieuphoi.plan.reminding import Morning, Why
from dieuphoi.storage import blockers, extensions, pauses, people, plans, rules, tasks
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.tasks import Item
from dieuphoi.wording import ngettext

_NAMED = 6
_Rows = tuple[tuple[Button, ...], ...]


class Desk:
    """What waits for the coordinators on a morning, of all plans that go on."""

    def __init__(self, tx: Transaction, morning: Morning) -> None:
        left_alone = pauses.running(tx, morning.today).plans
        going_on = [plan.id for plan in plans.running(tx) if plan.id not in left_alone]
        self._requests = _requests(tx, going_on, morning)
        self._blockers = [held for plan_id in going_on for held in _unanswered(tx, plan_id, morning)]

    def __bool__(self) -> bool:
        return bool(self._requests or self._blockers)

    def lines(self) -> list[str]:
        """A line for each kind of thing that waits."""
        found = []
        if self._requests:
            text = ngettext(
                "{n} request for an extension waits for your decision: {codes}. See: /choduyet",
                "{n} requests for an extension wait for your decision: {codes}. See: /choduyet",
                len(self._requests),
            )
            codes = _codes(item.code for item in self._requests)
            found.append(text.format(n=bold(len(self._requests)), codes=codes))
        if self._blockers:
            text = ngettext(
                "{n} blocker has no answer yet: {codes}. See: /vuongmac",
                "{n} blockers have no answer yet: {codes}. See: /vuongmac",
                len(self._blockers),
            )
            codes = _codes(held.code for held in self._blockers)
            found.append(text.format(n=bold(len(self._blockers)), codes=codes))
        return found

    def buttons(self) -> _Rows:
        """To open the first of the tasks."""
        every = [(item.code, item.id) for item in self._requests]
        every += [(held.code, held.assignment_id) for held in self._blockers]
        first = {key: Button(code, f"c:{key}") for code, key in every}
        return in_rows(list(first.values())[:_NAMED])

    def reasons(self) -> tuple[Reason, ...]:
        """What /nhatky tells of it."""
        return (
            *(Reason(Why.DECISION, item.plan_id, item.id) for item in self._requests),
            *(Reason(Why.BLOCKER, held.plan_id, held.assignment_id) for held in self._blockers),
        )


def of(tx: Transaction, person_id: int, morning: Morning) -> Desk | None:
    """A person's desk; None for who is no coordinator, and where nothing waits."""
    if person_id not in _coordinators(tx, morning):
        return None
    return Desk(tx, morning) or None


def whose(tx: Transaction, morning: Morning) -> list[int]:
    """Who has something on the desk this morning."""
    there = _coordinators(tx, morning)
    return there if there and Desk(tx, morning) else []


def _coordinators(tx: Transaction, morning: Morning) -> list[int]:
    """The coordinators who are there; all of them where none is."""
    every = people.with_role(tx, Role.COORDINATOR)
    left = pauses.running(tx, morning.today).people
    return [person for person in every if person not in left] or every


def _codes(codes: Iterable[str]) -> str:
    named = list(dict.fromkeys(codes))
    more = ["…"] if len(named) > _NAMED else []
    return ", ".join([*named[:_NAMED], *more])


def _requests(tx: Transaction, plan_ids: Sequence[int], morning: Morning) -> list[Item]:
    """The tasks with a request that has waited for more than a working day."""
    waiting = [
        one.assignment_id
        for one in extensions.waiting(tx, plan_ids)
        if _working_days(one.asked_at.date(), morning.today, morning.calendar) > 1
    ]
    return tasks.many(tx, waiting)


def _unanswered(tx: Transaction, plan_id: int, morning: Morning) -> list[Held]:
    """The blockers without a word: on the morning on which the rule's days are over, then each week."""
    days = rules.of_plan(tx, plan_id).blocker
    if not days:
        return []
    return [
        held
        for held in blockers.open_in(tx, [plan_id])
        if not held.answers and held.referred_on is None and _falls_on(held.since, days, morning)
    ]


def _falls_on(since: date, days: int, morning: Morning) -> bool:
    waited = [_working_days(since, day, morning.calendar) for day in morning.days]
    return any(number == days for number in waited) or (morning.week_begins() and waited[-1] > days)


def _working_days(since: date, until: date, calendar: WorkingDays) -> int:
    return len(calendar.between(since, until))
