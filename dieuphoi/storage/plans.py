"""Plans in the database: importing a document once, and looking plans up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, case, func, insert, select, text, update

from dieuphoi.plan.agencies import Kind, vocabulary
from dieuphoi.plan.model import Duty, Milestone, PlanDocument, Problem, Recurrence, Severity, Task
from dieuphoi.plan.results import State
from dieuphoi.storage import agencies, milestones, versions
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.plan_rows import Roll, add_rest, add_task
from dieuphoi.storage.tables import assignment, duty, duty_agency, plan, problem, task
from dieuphoi.storage.tasks import OF_PLAN
from dieuphoi.storage.versions import Source


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan in the database."""

    id: int
    number: str
    date: date | None
    title: str | None
    created_at: datetime
    closed_at: datetime | None = None

    @property
    def closed(self) -> bool:
        """Whether it is over: it can be read, and nothing comes of its own accord."""
        return self.closed_at is not None


_PLAN = select(plan.c.id, plan.c.number, plan.c.date, plan.c.title, plan.c.created_at, plan.c.closed_at)


def every(tx: Transaction) -> list[Plan]:
    """All plans, the closed ones too, the newest import last."""
    return [Plan(*row) for row in tx.connection.execute(_PLAN.order_by(plan.c.id))]


def running(tx: Transaction) -> list[Plan]:
    """The plans that are not closed, the newest import last."""
    return [plan for plan in every(tx) if not plan.closed]


def by_number(tx: Transaction, number: str) -> Plan | None:
    """A plan by its number, as 4506/KH-UBND or the bare 4506 where only one begins with it."""
    rows = tx.connection.execute(
        _PLAN.where((plan.c.number == number) | plan.c.number.startswith(f"{number}/", autoescape=True))
    ).all()
    return Plan(*rows[0]) if len(rows) == 1 else None


def get(tx: Transaction, plan_id: int) -> Plan | None:
    """A plan by its key."""
    row = tx.connection.execute(_PLAN.where(plan.c.id == plan_id)).first()
    return Plan(*row) if row else None


def seed_agencies(tx: Transaction) -> None:
    """Put the province's agencies into an empty directory; ministries are no focal points here."""
    if agencies.every(tx):
        return
    for known in vocabulary():
        if known.kind is not Kind.MINISTRY:
            agencies.add(tx, known.name, known.kind, known.aliases)


def close(tx: Transaction, plan_id: int, source: Source) -> None:
    """Close a plan: nothing of it is forgotten, and nothing is said of it any more unless asked for."""
    tx.connection.execute(update(plan).where(plan.c.id == plan_id).values(closed_at=tx.now))
    versions.keep(tx, plan_id, versions.Kind.CLOSE, source)


def reopen(tx: Transaction, plan_id: int, source: Source) -> None:
    """Take a closed plan up again."""
    tx.connection.execute(update(plan).where(plan.c.id == plan_id).values(closed_at=None))
    versions.keep(tx, plan_id, versions.Kind.REOPEN, source)


def is_over(tx: Transaction, plan_id: int) -> bool:
    """Whether a plan has tasks, all of them are done, and the last deadline has passed."""
    left = func.sum(case((assignment.c.state != State.DONE, 1), else_=0))
    number, open_ones, last = tx.connection.execute(
        select(func.count(), left, func.max(assignment.c.due)).where(
            assignment.c.plan_id == plan_id, assignment.c.withdrawn.is_(False)
        )
    ).one()
    return bool(number) and not open_ones and (last is None or last < tx.now.date())


def add(tx: Transaction, document: PlanDocument, source: Source | None = None) -> tuple[int, bool]:
    """Import a document: its tasks, who leads and works with whom, its duties and problems.

    Gives the plan's key and whether it is new: a plan whose number is known already is left as it is.
    Raises ValueError for a document without a number or without tasks.
    """
    if not document.number:
        raise ValueError("no number")
    if not document.tasks:
        raise ValueError("no tasks")
    known = tx.connection.execute(select(plan.c.id).where(plan.c.number == document.number)).scalar()
    if known is not None:
        return int(known), False
    values = {
        "number": document.number,
        "date": document.date,
        "issuer": document.issuer,
        "title": document.title,
        "created_at": tx.now,
    }
    plan_id = int(tx.connection.execute(insert(plan).values(values).returning(plan.c.id)).scalar_one())
    roll = Roll(tx)
    for position, row in enumerate(document.tasks, start=1):
        add_task(tx, plan_id, position, row, roll)
    add_rest(tx, plan_id, document, roll)
    versions.keep(
        tx,
        plan_id,
        versions.Kind.IMPORT,
        source or Source(),
        document,
        {"tasks": len(document.tasks), "added": len(document.tasks)},
    )
    # Without figures on its tables the database reads all of a plan's tasks to find one agency's.
    tx.connection.execute(text("ANALYZE"))
    return plan_id, True


def document_of(tx: Transaction, plan_id: int) -> PlanDocument:
    """The plan as its documents have it now."""
    head = tx.connection.execute(select(plan).where(plan.c.id == plan_id)).mappings().one()
    tasks = tx.connection.execute(_tasks_of(plan_id)).mappings().all()
    steps = milestones.of_tasks(tx, (row["id"] for row in tasks))
    duties = tx.connection.execute(select(duty).where(duty.c.plan_id == plan_id).order_by(duty.c.id))
    problems = tx.connection.execute(
        select(problem).where(problem.c.plan_id == plan_id).order_by(problem.c.id)
    )
    dues = _original_dues(tx, plan_id)
    return PlanDocument(
        number=head["number"],
        date=head["date"],
        issuer=head["issuer"],
        title=head["title"],
        tasks=tuple(_task(dict(row), dues.get(row["id"]), steps.get(row["id"], ())) for row in tasks),
        duties=tuple(Duty(r.code, tuple(r.agencies), r.text, r.line) for r in duties),
        problems=tuple(Problem(r.line, Severity(r.severity), r.message) for r in problems),
    )


def _tasks_of(plan_id: int) -> Select[Any]:
    return (
        select(task).where(task.c.plan_id == plan_id, task.c.withdrawn_at.is_(None)).order_by(task.c.position)
    )


def _original_dues(tx: Transaction, plan_id: int) -> dict[int, date | None]:
    rows = tx.connection.execute(
        select(assignment.c.task_id, assignment.c.original_due).where(
            assignment.c.plan_id == plan_id, assignment.c.withdrawn.is_(False)
        )
    )
    return {row.task_id: row.original_due for row in rows}


def _task(row: dict[str, Any], due: date | None, steps: tuple[Milestone, ...]) -> Task:
    return Task(
        code=row["code"],
        number=row["number"],
        appendix=row["appendix"],
        title=row["title"],
        leads=tuple(row["leads"]),
        coordinators=tuple(row["coordinators"]),
        group=row["group_title"],
        deadline_text=row["deadline_text"],
        due=due,
        recurrence=Recurrence(row["recurrence"]) if row["recurrence"] else None,
        level=row["level"],
        product=row["product"],
        line=row["line"],
        milestones=steps,
        condition=row["condition"],
    )


def problem_about(tx: Transaction, plan_id: int, code: str) -> str | None:
    """What could not be read about a task, in the words of the reader; None where all was certain."""
    messages = tx.connection.execute(select(problem.c.message).where(problem.c.plan_id == plan_id)).scalars()
    return next((message for message in messages if message.startswith(f"{code}:")), None)


def duties_of(tx: Transaction, plan_ids: Sequence[int], agency_ids: Sequence[int]) -> list[tuple[str, str]]:
    """The obligations (code, text) that plans lay on agencies besides their tasks."""
    rows = tx.connection.execute(
        select(duty.c.code, duty.c.text)
        .where(
            duty.c.plan_id.in_(plan_ids),
            duty.c.id.in_(select(duty_agency.c.duty_id).where(duty_agency.c.agency_id.in_(agency_ids))),
        )
        .order_by(duty.c.id)
    )
    return [(code, text) for code, text in rows]


def known_tasks(tx: Transaction) -> list[tuple[str, str, str]]:
    """Code, title and plan's number of every task of every open plan, for telling which one a message speaks of.

    A code that several plans have carries its plan here: a title names one task, and no other.
    """
    rows = tx.connection.execute(
        select(task.c.code, task.c.title, task.c.plan_id, plan.c.number)
        .join(plan, plan.c.id == task.c.plan_id)
        .where(task.c.withdrawn_at.is_(None), plan.c.closed_at.is_(None))
        .order_by(task.c.plan_id, task.c.position)
    ).all()
    often = Counter(row.code for row in rows)
    return [
        (f"{code}{OF_PLAN}{plan_id}" if often[code] > 1 else code, title, number)
        for code, title, plan_id, number in rows
    ]
