"""Plans in the database: importing a document once, and looking plans up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert, select, text

from dieuphoi.plan.agencies import Agency as KnownAgency
from dieuphoi.plan.agencies import Directory, Kind, is_district_group, vocabulary
from dieuphoi.plan.model import Duty, PlanDocument, Problem, Recurrence, Severity, Task
from dieuphoi.plan.results import State
from dieuphoi.plan.titles import short_title
from dieuphoi.storage import agencies
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.tables import (
    assignment,
    coordination,
    duty,
    duty_agency,
    lead,
    plan,
    problem,
    task,
)
from dieuphoi.wording import _


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan in the database."""

    id: int
    number: str
    date: date | None
    title: str | None
    created_at: datetime


_PLAN = select(plan.c.id, plan.c.number, plan.c.date, plan.c.title, plan.c.created_at)


def every(tx: Transaction) -> list[Plan]:
    """All plans, the newest import last."""
    return [Plan(*row) for row in tx.connection.execute(_PLAN.order_by(plan.c.id))]


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


def add(tx: Transaction, document: PlanDocument) -> tuple[int, bool]:
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
    roll = _Roll(tx)
    for position, row in enumerate(document.tasks, start=1):
        _add_task(tx, plan_id, position, row, roll)
    for obligation in document.duties:
        _add_duty(tx, plan_id, obligation, roll)
    for trouble in document.problems:
        row_values = {"line": trouble.line, "severity": trouble.severity, "message": trouble.message}
        tx.connection.execute(insert(problem).values(plan_id=plan_id, **row_values))
    # Without figures on its tables the database reads all of a plan's tasks to find one agency's.
    tx.connection.execute(text("ANALYZE"))
    return plan_id, True


class _Roll:
    """Which agencies of the directory a written name stands for; a named one that is missing is added."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        listed = agencies.every(tx)
        self._ids = {found.name: found.id for found, _aliases in listed}
        self._districts = [found.id for found, _aliases in listed if found.kind == Kind.DISTRICT]
        self._directory = Directory(KnownAgency(f.name, names, Kind(f.kind)) for f, names in listed)
        self._met: dict[str, list[int]] = {}

    def leads(self, name: str) -> list[int]:
        """The agencies that lead under this name: all district units for their group, else one."""
        return self.of(name) or [agencies.add(self._tx, name, Kind.OTHER)]

    def of(self, name: str) -> list[int]:
        """The agencies of the directory behind a name; none for a group such as "các sở, ban, ngành"."""
        if name not in self._met:
            self._met[name] = self._find(name)
        return self._met[name]

    def _find(self, name: str) -> list[int]:
        if is_district_group(name):
            return self._districts
        matches = self._directory.match(name)
        return [self._ids[matches[0].name]] if matches and matches[0].score == 100 else []


def _add_task(tx: Transaction, plan_id: int, position: int, row: Task, roll: _Roll) -> None:
    appendix = row.appendix or "1"
    values = {
        "plan_id": plan_id,
        "code": row.code,
        "number": row.number,
        "appendix": appendix,
        "position": position,
        "group_title": row.group,
        "title": row.title,
        "short_title": short_title(row.title),
        "leads": list(row.leads),
        "coordinators": list(row.coordinators),
        "deadline_text": row.deadline_text,
        "recurrence": row.recurrence,
        "level": row.level,
        "product": row.product,
        "line": row.line,
    }
    task_id = tx.connection.execute(insert(task).values(values).returning(task.c.id)).scalar_one()
    for leading in _shares(row, roll):
        part = {
            "task_id": task_id,
            "plan_id": plan_id,
            "agency_id": leading[0],
            "appendix": appendix,
            "original_due": row.due,
            "due": row.due,
            "state": State.NOT_STARTED,
        }
        part_id = tx.connection.execute(
            insert(assignment).values(part).returning(assignment.c.id)
        ).scalar_one()
        tx.connection.execute(insert(lead), [{"assignment_id": part_id, "agency_id": a} for a in leading])
    helping = {a for name in row.coordinators for a in roll.of(name)}
    if helping:
        tx.connection.execute(
            insert(coordination), [{"task_id": task_id, "agency_id": a} for a in sorted(helping)]
        )


def no_lead() -> str:
    """What stands in the place of a lead that the document does not name."""
    return _("Lead agency not given")


def _shares(row: Task, roll: _Roll) -> list[list[int]]:
    """The assignments of a task: named leads share one, each unit of a group has its own; nobody has two."""
    jointly: dict[int, None] = {}
    units: dict[int, None] = {}
    for name in row.leads:
        found = units if is_district_group(name) else jointly
        found.update(dict.fromkeys(roll.leads(name)))
    shares = [*([list(jointly)] if jointly else []), *([unit] for unit in units if unit not in jointly)]
    # Without a lead the task is still one of the plan's: it is counted, and its reminders reach the coordinator.
    return shares or [roll.leads(no_lead())]


def _add_duty(tx: Transaction, plan_id: int, row: Duty, roll: _Roll) -> None:
    values = {"code": row.code, "text": row.text, "agencies": list(row.agencies), "line": row.line}
    duty_id = tx.connection.execute(
        insert(duty).values(plan_id=plan_id, **values).returning(duty.c.id)
    ).scalar_one()
    bound = {a for name in row.agencies for a in roll.of(name)}
    if bound:
        tx.connection.execute(insert(duty_agency), [{"duty_id": duty_id, "agency_id": a} for a in bound])


def document_of(tx: Transaction, plan_id: int) -> PlanDocument:
    """The plan as it was imported."""
    head = tx.connection.execute(select(plan).where(plan.c.id == plan_id)).mappings().one()
    tasks = tx.connection.execute(select(task).where(task.c.plan_id == plan_id).order_by(task.c.position))
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
        tasks=tuple(_task(dict(row), dues.get(row["id"])) for row in tasks.mappings()),
        duties=tuple(Duty(r.code, tuple(r.agencies), r.text, r.line) for r in duties),
        problems=tuple(Problem(r.line, Severity(r.severity), r.message) for r in problems),
    )


def _original_dues(tx: Transaction, plan_id: int) -> dict[int, date | None]:
    rows = tx.connection.execute(
        select(assignment.c.task_id, assignment.c.original_due).where(assignment.c.plan_id == plan_id)
    )
    return {row.task_id: row.original_due for row in rows}


def _task(row: dict[str, Any], due: date | None) -> Task:
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
