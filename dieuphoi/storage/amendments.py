"""Applying an amended document to a plan: what stays keeps its log, what is gone is withdrawn, what is new is added.

Every change that a task's people should know of is an entry of its log, so that today's state follows from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import delete, insert, select, update

from dieuphoi.plan.amending import Aspect, Change, Difference
from dieuphoi.plan.amending_words import note
from dieuphoi.plan.history import Kind
from dieuphoi.plan.model import PlanDocument, Task
from dieuphoi.storage import log, milestones, versions
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.plan_rows import (
    Roll,
    add_helpers,
    add_part,
    add_rest,
    add_task,
    name_today,
    shares,
    values_of,
)
from dieuphoi.storage.tables import assignment, coordination, duty, duty_agency, lead, plan, problem, task
from dieuphoi.storage.tasks import GONE
from dieuphoi.storage.versions import Source


@dataclass(slots=True)
class Touched:
    """The parts of tasks that an amendment touched: whoever answers for them is told."""

    changed: list[tuple[int, Change]] = field(default_factory=list)
    added: list[int] = field(default_factory=list)
    withdrawn: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Amendment:
    tx: Transaction
    plan_id: int
    source: Source
    roll: Roll
    touched: Touched

    def enter(self, part_id: int, kind: Kind, *, note: str | None = None, due: date | None = None) -> None:
        log.append(
            self.tx,
            part_id,
            kind,
            channel=self.source.channel,
            person_id=self.source.person_id,
            note=note,
            due=due,
        )


def apply(
    tx: Transaction,
    plan_id: int,
    document: PlanDocument,
    difference: Difference,
    source: Source,
    *,
    replaces: bool = False,
) -> Touched:
    """Bring a plan to what a document says; `replaces` where the plan goes by the document's number from now on.

    Raises ValueError while anything is in doubt.
    """
    if difference.doubts:
        raise ValueError("in doubt")
    this = _Amendment(tx, plan_id, source, Roll(tx), Touched())
    keys = _keys(tx, plan_id)
    for gone in difference.removed:
        _withdraw(this, keys.pop(gone.code))
    _make_room(tx, [keys[change.before.code] for change in difference.stays])
    for change in difference.stays:
        _mend(this, keys[change.before.code], change)
    back = _withdrawn(tx, plan_id)
    for _code, row in (pair for pair in difference.rows if pair[0] is None):
        _bring_in(this, row, back)
    _in_order(tx, plan_id, [row for _code, row in difference.rows])
    _head(tx, plan_id, document, difference, replaces=replaces)
    if not difference.partial:
        _rest(this, document, duties=difference.duties)
    versions.keep(tx, plan_id, versions.Kind.AMEND, source, document, counted(difference))
    return this.touched


def counted(difference: Difference) -> dict[str, int]:
    """How many tasks an amendment changes, in each respect."""
    found = {
        "tasks": len(difference.rows),
        "added": len(difference.added),
        "removed": len(difference.removed),
        "changed": len(difference.changed),
    }
    return found | {str(aspect): len(difference.of(aspect)) for aspect in Aspect}


def _keys(tx: Transaction, plan_id: int) -> dict[str, int]:
    rows = tx.connection.execute(
        select(task.c.code, task.c.id).where(task.c.plan_id == plan_id, task.c.withdrawn_at.is_(None))
    )
    return {row.code: row.id for row in rows}


def _parts(tx: Transaction, task_id: int, *, withdrawn: bool = False) -> dict[int, frozenset[int]]:
    """The parts of a task, each with its leading agencies."""
    rows = tx.connection.execute(
        select(lead.c.assignment_id, lead.c.agency_id)
        .join(assignment, assignment.c.id == lead.c.assignment_id)
        .where(assignment.c.task_id == task_id, assignment.c.withdrawn.is_(withdrawn))
        .where(lead.c.interim.is_(False))
        .order_by(lead.c.assignment_id)
    )
    found: dict[int, frozenset[int]] = {}
    for part_id, agency_id in rows:
        found[part_id] = found.get(part_id, frozenset()) | {agency_id}
    return found


def _withdraw(this: _Amendment, task_id: int) -> None:
    for part_id in _parts(this.tx, task_id):
        _withdraw_part(this, part_id)
    this.tx.connection.execute(
        update(task)
        .where(task.c.id == task_id)
        .values(withdrawn_at=this.tx.now, code=task.c.code + f"{GONE}{task_id}")
    )


def _withdraw_part(this: _Amendment, part_id: int) -> None:
    this.enter(part_id, Kind.WITHDRAW)
    this.touched.withdrawn.append(part_id)


def _make_room(tx: Transaction, task_ids: Sequence[int]) -> None:
    """While rows change places, no two may have one code, not even for a moment."""
    for task_id in task_ids:
        tx.connection.execute(update(task).where(task.c.id == task_id).values(code=f"{GONE}{task_id}"))


def _mend(this: _Amendment, task_id: int, change: Change) -> None:
    this.tx.connection.execute(update(task).where(task.c.id == task_id).values(values_of(change.after)))
    milestones.keep(this.tx, task_id, change.after)
    if not change.aspects:
        return
    if Aspect.LEADS in change.aspects:
        _lead_anew(this, task_id, change.after)
    if Aspect.COORDINATORS in change.aspects:
        this.tx.connection.execute(delete(coordination).where(coordination.c.task_id == task_id))
        add_helpers(this.tx, task_id, change.after, this.roll)
    if {Aspect.LEADS, Aspect.COORDINATORS} & set(change.aspects):
        name_today(this.tx, task_id, change.after, this.roll)
    parts = [part for part in _parts(this.tx, task_id) if part not in this.touched.added]
    this.tx.connection.execute(
        update(assignment)
        .where(assignment.c.task_id == task_id)
        .values(appendix=values_of(change.after)["appendix"])
    )
    words = note(change)
    for part_id in parts:
        if change.before.due != change.after.due:
            this.enter(part_id, Kind.DEADLINE, due=change.after.due, note=change.after.deadline_text)
        if words:
            this.enter(part_id, Kind.AMEND, note=words)
        this.touched.changed.append((part_id, change))


def _lead_anew(this: _Amendment, task_id: int, row: Task) -> None:
    """Give the parts to whom the document names: one that stays keeps its log, so does the only one that moves."""
    now = _parts(this.tx, task_id)
    wanted = [leading for leading in shares(row, this.roll) if frozenset(leading) not in now.values()]
    kept = {frozenset(leading) for leading in shares(row, this.roll)}
    free = [part_id for part_id, leading in now.items() if leading not in kept]
    for leading in list(wanted):
        heir = next((part for part in free if now[part] & set(leading)), None)
        if heir is None and len(free) == len(wanted) == 1:
            heir = free[0]
        if heir is not None:
            free.remove(heir)
            wanted.remove(leading)
            _hand_over(this.tx, heir, leading)
    for part_id in free:
        _withdraw_part(this, part_id)
    for leading in wanted:
        this.touched.added.append(add_part(this.tx, this.plan_id, task_id, row, leading))


def _hand_over(tx: Transaction, part_id: int, leading: Sequence[int]) -> None:
    tx.connection.execute(delete(lead).where(lead.c.assignment_id == part_id))
    tx.connection.execute(insert(lead), [{"assignment_id": part_id, "agency_id": a} for a in leading])
    tx.connection.execute(update(assignment).where(assignment.c.id == part_id).values(agency_id=leading[0]))


def _withdrawn(tx: Transaction, plan_id: int) -> dict[str, int]:
    """The tasks that an earlier amendment took out, by title; the last of a title counts."""
    rows = tx.connection.execute(
        select(task.c.title, task.c.id)
        .where(task.c.plan_id == plan_id, task.c.withdrawn_at.is_not(None))
        .order_by(task.c.withdrawn_at, task.c.id)
    )
    return {row.title: row.id for row in rows}


def _bring_in(this: _Amendment, row: Task, back: dict[str, int]) -> None:
    """A task that the plan has not had, or has again: with its old log then."""
    task_id = back.pop(row.title, None)
    if task_id is None:
        added = add_task(this.tx, this.plan_id, 0, row, this.roll)
        this.touched.added += _parts(this.tx, added)
        return
    this.tx.connection.execute(
        update(task).where(task.c.id == task_id).values(values_of(row) | {"withdrawn_at": None})
    )
    milestones.keep(this.tx, task_id, row)
    for part_id in _parts(this.tx, task_id, withdrawn=True):
        this.enter(part_id, Kind.RESTORE)
        this.enter(part_id, Kind.DEADLINE, due=row.due, note=row.deadline_text)
        this.touched.added.append(part_id)
    _lead_anew(this, task_id, row)
    this.tx.connection.execute(delete(coordination).where(coordination.c.task_id == task_id))
    add_helpers(this.tx, task_id, row, this.roll)
    name_today(this.tx, task_id, row, this.roll)


def _in_order(tx: Transaction, plan_id: int, rows: Iterable[Task]) -> None:
    for position, row in enumerate(rows, start=1):
        tx.connection.execute(
            update(task).where(task.c.plan_id == plan_id, task.c.code == row.code).values(position=position)
        )


def _head(
    tx: Transaction, plan_id: int, document: PlanDocument, difference: Difference, *, replaces: bool
) -> None:
    values = {"title": document.title, "date": document.date, "issuer": document.issuer}
    named = {name: value for name, value in values.items() if value} if difference.head else {}
    if replaces and document.number:
        named["number"] = document.number
    if named:
        tx.connection.execute(update(plan).where(plan.c.id == plan_id).values(named))


def _rest(this: _Amendment, document: PlanDocument, *, duties: bool) -> None:
    """The duties as they are now, and what could not be read; what they were is kept with the earlier version."""
    plan_id = this.plan_id
    if duties:
        of_plan = select(duty.c.id).where(duty.c.plan_id == plan_id)
        this.tx.connection.execute(delete(duty_agency).where(duty_agency.c.duty_id.in_(of_plan)))
        this.tx.connection.execute(delete(duty).where(duty.c.plan_id == plan_id))
    this.tx.connection.execute(delete(problem).where(problem.c.plan_id == plan_id))
    add_rest(this.tx, plan_id, document if duties else _without_duties(document), this.roll)


def _without_duties(document: PlanDocument) -> PlanDocument:
    return PlanDocument(None, None, None, None, problems=document.problems)
