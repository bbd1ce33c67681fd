"""Assignments as lists and cards need them. Every list is fetched a page at a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ColumnElement, Select, and_, case, func, or_, select, union

from dieuphoi.plan.products import is_issued
from dieuphoi.plan.results import State
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.tables import agency, assignment, coordination, lead, milestone, plan, task


@dataclass(frozen=True, slots=True)
class Item:
    """One assignment with its task, as a list or a card shows it."""

    id: int
    task_id: int
    plan_id: int
    plan_number: str
    code: str
    short_title: str
    title: str
    leads: tuple[str, ...]
    coordinators: tuple[str, ...]
    agency_id: int
    agency: str
    deadline_text: str | None
    level: str | None
    original_due: date | None
    due: date | None
    state: State
    percent: int | None
    done_on: date | None
    confirmed: bool
    note: str | None
    document_number: str | None
    document_date: date | None
    reported_at: datetime | None
    revision: int
    appendix: str
    withdrawn: bool = False  # the plan's newest document has it no more
    plan_closed: bool = False
    condition: str | None = None  # the event that it waits for, in the words of the plan
    formerly: str | None = None  # whose part it was, where units that each had a part have passed it on
    product: str | None = None  # what it is to bring about, in the words of the plan

    @property
    def ended(self) -> bool:
        """Whether nothing is reported on it any more: its plan is closed, or has it no more."""
        return self.withdrawn or self.plan_closed

    @property
    def open(self) -> bool:
        """Whether there is still something to do."""
        return self.state is not State.DONE

    @property
    def awaits_word(self) -> bool:
        """Whether it was reported as done, and the coordinator has neither confirmed nor returned it."""
        return self.state is State.DONE and not self.confirmed

    @property
    def without_number(self) -> bool:
        """Whether it is done, and the document that it was done with has no number on record."""
        done = self.state is State.DONE and not self.document_number
        return done and is_issued(self.title, self.product, self.level)


@dataclass(frozen=True, slots=True)
class Filter:
    """Which assignments are meant. `first`/`last` bound the current deadline; `mine` are one's own agencies."""

    plan_ids: tuple[int, ...] = ()
    first: date | None = None
    last: date | None = None
    agency_ids: tuple[int, ...] = ()
    with_coordination: bool = False  # also those that the agencies only work with
    counted_under: tuple[int, ...] = ()  # the agencies that totals count them under: a joint task once
    appendix: str | None = None
    state: State | None = None
    open_only: bool = False
    unreported: bool = False  # nobody has ever reported on it
    awaiting_word: bool = False  # reported as done, and neither confirmed nor returned
    overdue_on: date | None = None
    milestone_in: tuple[date, date] | None = None  # a milestone falls between these days
    mine: tuple[int, ...] = field(default=())


OF_PLAN = "@"  # joins a code with its plan's key where several plans have the code
GONE = "~"  # a withdrawn task's code ends in this and its key, so that another may have the code
_COLUMNS = (
    assignment.c.id,
    assignment.c.task_id,
    assignment.c.plan_id,
    plan.c.number,
    task.c.code,
    task.c.short_title,
    task.c.title,
    func.coalesce(assignment.c.leads_now, task.c.leads, type_=JSON),
    func.coalesce(task.c.coordinators_now, task.c.coordinators, type_=JSON),
    assignment.c.agency_id,
    agency.c.name,
    task.c.deadline_text,
    task.c.level,
    assignment.c.original_due,
    assignment.c.due,
    assignment.c.state,
    assignment.c.percent,
    assignment.c.done_on,
    assignment.c.confirmed,
    assignment.c.note,
    assignment.c.document_number,
    assignment.c.document_date,
    assignment.c.reported_at,
    assignment.c.revision,
    assignment.c.appendix,
    assignment.c.withdrawn,
    plan.c.closed_at.is_not(None),
    task.c.condition,
    assignment.c.formerly,
    task.c.product,
)
_ITEMS = select(*_COLUMNS).select_from(
    assignment.join(task, task.c.id == assignment.c.task_id)
    .join(plan, plan.c.id == assignment.c.plan_id)
    .join(agency, agency.c.id == assignment.c.agency_id)
)
_ORDER = (assignment.c.due.is_(None), assignment.c.due, assignment.c.id)


def _item(row: Sequence[Any]) -> Item:
    values = list(row)
    values[4] = values[4].partition(GONE)[0]
    values[7], values[8] = tuple(values[7]), tuple(values[8])
    values[15] = State(values[15])
    return Item(*values)


def _led_by(agency_ids: Sequence[int]) -> ColumnElement[bool]:
    return assignment.c.id.in_(select(lead.c.assignment_id).where(lead.c.agency_id.in_(agency_ids)))


_part = assignment.alias()  # made once: its columns are costly to list


def _touching(agency_ids: Sequence[int]) -> ColumnElement[bool]:
    led = select(lead.c.assignment_id).where(lead.c.agency_id.in_(agency_ids))
    helped = (
        select(_part.c.id)
        .join(coordination, coordination.c.task_id == _part.c.task_id)
        .where(coordination.c.agency_id.in_(agency_ids))
    )
    return assignment.c.id.in_(union(led, helped))


def _where(wanted: Filter) -> ColumnElement[bool]:
    conditions: list[ColumnElement[bool]] = [
        assignment.c.plan_id.in_(wanted.plan_ids),
        assignment.c.withdrawn.is_(False),
    ]
    if wanted.appendix is not None:
        conditions.append(assignment.c.appendix == wanted.appendix)
    if wanted.first is not None:
        conditions.append(assignment.c.due >= wanted.first)
    if wanted.last is not None:
        conditions.append(assignment.c.due <= wanted.last)
    if wanted.agency_ids:
        whose = _touching if wanted.with_coordination else _led_by
        conditions.append(whose(wanted.agency_ids))
    if wanted.counted_under:
        conditions.append(assignment.c.agency_id.in_(wanted.counted_under))
    if wanted.state is not None:
        conditions.append(assignment.c.state == wanted.state)
    if wanted.open_only:
        conditions.append(assignment.c.state != State.DONE)
    if wanted.unreported:
        conditions.append(assignment.c.reported_at.is_(None))
    if wanted.awaiting_word:
        conditions += [assignment.c.state == State.DONE, assignment.c.confirmed.is_(False)]
    if wanted.overdue_on is not None:
        conditions += [assignment.c.due < wanted.overdue_on, assignment.c.state != State.DONE]
    if wanted.milestone_in is not None:
        stepping = select(milestone.c.task_id).where(milestone.c.due.between(*wanted.milestone_in))
        conditions.append(assignment.c.task_id.in_(stepping))
    return and_(*conditions)


def count(tx: Transaction, wanted: Filter) -> tuple[int, int]:
    """How many assignments are meant, and how many of them are one's own."""
    total = _count(tx, _where(wanted))
    own = _count(tx, and_(_where(wanted), _led_by(wanted.mine))) if wanted.mine else 0
    return total, own


def count_whole(tx: Transaction, wanted: Filter) -> int:
    """Of how many tasks the assignments are: several units may each have a part in one."""
    number = func.count(assignment.c.task_id.distinct())
    return int(
        tx.connection.execute(select(number).select_from(assignment).where(_where(wanted))).scalar_one()
    )


def _count(tx: Transaction, condition: ColumnElement[bool]) -> int:
    return int(
        tx.connection.execute(select(func.count()).select_from(assignment).where(condition)).scalar_one()
    )


def page(tx: Transaction, wanted: Filter, *, skip: int, size: int, own: int = 0) -> list[Item]:
    """A page of a list: one's own first (`own` of them, as `count` gave it), then by deadline."""
    condition = _where(wanted)
    found: list[Item] = []
    if own and skip < own:
        found = _fetch(tx, _ITEMS.where(condition, _led_by(wanted.mine)), skip, size)
    if len(found) < size:
        others = _ITEMS.where(condition, ~_led_by(wanted.mine)) if own else _ITEMS.where(condition)
        found += _fetch(tx, others, max(0, skip - own), size - len(found))
    return found


def every(tx: Transaction, wanted: Filter) -> list[Item]:
    """All assignments that are meant, by deadline: for papers and posts, which leave nothing out."""
    return [_item(row) for row in tx.connection.execute(_ITEMS.where(_where(wanted)).order_by(*_ORDER))]


def _fetch(tx: Transaction, query: Select[Any], skip: int, size: int) -> list[Item]:
    return [_item(row) for row in tx.connection.execute(query.order_by(*_ORDER).offset(skip).limit(size))]


def get(tx: Transaction, assignment_id: int) -> Item | None:
    """An assignment by its key."""
    row = tx.connection.execute(_ITEMS.where(assignment.c.id == assignment_id)).first()
    return _item(row) if row else None


def many(tx: Transaction, assignment_ids: Sequence[int]) -> list[Item]:
    """Several assignments by their keys, by deadline."""
    query = _ITEMS.where(assignment.c.id.in_(assignment_ids)).order_by(*_ORDER)
    return [_item(row) for row in tx.connection.execute(query)]


def by_code(tx: Transaction, code: str, plan_ids: Sequence[int]) -> list[Item]:
    """The assignments of the task with a code, in the given plans; several where several units have a part.

    A code that a title stood for may carry its plan: see `known_tasks`.
    """
    bare, _mark, plan_id = code.partition(OF_PLAN)
    ids = [key for key in plan_ids if not plan_id or str(key) == plan_id]
    query = _ITEMS.where(
        task.c.code == bare.upper(), task.c.plan_id.in_(ids), assignment.c.withdrawn.is_(False)
    )
    return [_item(row) for row in tx.connection.execute(query.order_by(assignment.c.id))]


def of_task(tx: Transaction, task_id: int) -> list[Item]:
    """All assignments of a task."""
    query = _ITEMS.where(assignment.c.task_id == task_id, assignment.c.withdrawn.is_(False))
    return [_item(row) for row in tx.connection.execute(query.order_by(assignment.c.id))]


def withdrawn(tx: Transaction, code: str, plan_ids: Sequence[int]) -> list[Item]:
    """The assignments that bore a code and that a later document of their plan took out, the last first."""
    query = _ITEMS.where(
        or_(task.c.code == code.upper(), task.c.code.startswith(code.upper() + GONE, autoescape=True)),
        task.c.plan_id.in_(plan_ids),
        assignment.c.withdrawn,
    )
    return [_item(row) for row in tx.connection.execute(query.order_by(assignment.c.id.desc()))]


def pressing(tx: Transaction, plan_id: int, until: date) -> list[Item]:
    """The open assignments with a deadline or milestone up to a day, without a date, or in somebody's hands."""
    stepping = select(milestone.c.task_id).where(milestone.c.due <= until)
    query = _ITEMS.where(
        assignment.c.plan_id == plan_id,
        assignment.c.withdrawn.is_(False),
        assignment.c.state != State.DONE,
        or_(
            assignment.c.due.is_(None),
            assignment.c.due <= until,
            assignment.c.reported_at.is_not(None),
            assignment.c.task_id.in_(stepping),
        ),
    )
    return [_item(row) for row in tx.connection.execute(query.order_by(*_ORDER))]


def open_besides(
    tx: Transaction,
    shown: Iterable[int],
    today: date,
    *,
    plan_id: int | None = None,
    led_by: Sequence[int] = (),
) -> tuple[int, int]:
    """How many tasks of running plans are open besides those that are shown: (overdue, due later or without a date).

    A task in which several units have a part is one task, and overdue where any of these is.
    """
    conditions = [
        assignment.c.state != State.DONE,
        assignment.c.withdrawn.is_(False),
        plan.c.closed_at.is_(None),
        assignment.c.task_id.not_in(list(shown)),
    ]
    if plan_id is not None:
        conditions.append(assignment.c.plan_id == plan_id)
    if led_by:
        conditions.append(_led_by(led_by))
    of_task = (
        select(func.max(case((assignment.c.due < today, 1), else_=0)).label("late"))
        .join(plan, plan.c.id == assignment.c.plan_id)
        .where(*conditions)
        .group_by(assignment.c.task_id)
        .subquery()
    )
    every, late = tx.connection.execute(
        select(func.count(), func.coalesce(func.sum(of_task.c.late), 0))
    ).one()
    return int(late), int(every) - int(late)
