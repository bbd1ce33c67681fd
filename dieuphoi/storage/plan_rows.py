"""The rows of a plan in the database: each task with its parts and agencies, the duties, what could not be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import insert, null, update

from dieuphoi.plan.agencies import Agency as KnownAgency
from dieuphoi.plan.agencies import Directory, Kind, is_district_group
from dieuphoi.plan.model import Duty, PlanDocument, Severity, Task
from dieuphoi.plan.results import State
from dieuphoi.plan.succession import Change
from dieuphoi.plan.succession_words import what_became
from dieuphoi.plan.titles import short_title
from dieuphoi.storage import agencies, changes, milestones
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.tables import assignment, coordination, duty, duty_agency, lead, problem, task
from dieuphoi.wording import _


class Roll:
    """Which agencies of the directory a written name stands for today; a named one that is missing is added."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        self._today = tx.now.date()
        listed = agencies.every(tx)
        self._ids = {found.name: found.id for found, _aliases in listed}
        self._names = {found.id: found.name for found, _aliases in listed}
        self._over_time = changes.succession(tx)
        units = [found.id for found, _aliases in listed if found.kind == Kind.DISTRICT]
        heirs = (heir for unit in units for heir in self._over_time.heirs(unit, self._today))
        self._districts = list(dict.fromkeys(heirs))
        ends = (self._over_time.ended_by(unit, self._today) for unit in units)
        self._no_districts = None if self._districts else next((end for end in ends if end), None)
        self._directory = Directory(KnownAgency(f.name, names, Kind(f.kind)) for f, names in listed)
        self._met: dict[str, list[int]] = {}

    def leads(self, name: str) -> list[int]:
        """The agencies that lead under this name: all district units for their group, else one."""
        return self.of(name) or [agencies.add(self._tx, name, Kind.OTHER)]

    def of(self, name: str) -> list[int]:
        """The agencies of today behind a name; none for a group such as "các sở, ban, ngành".

        An agency that has ended stands for its one successor; with several or none it stays, and somebody decides.
        """
        if name not in self._met:
            self._met[name] = [self._today_for(agency_id) for agency_id in self.written(name)]
        return self._met[name]

    def _today_for(self, agency_id: int) -> int:
        heirs = self._over_time.heirs(agency_id, self._today)
        return heirs[0] if len(heirs) == 1 else agency_id

    def written(self, name: str) -> list[int]:
        """The agencies that a name means as it is written, of today or not."""
        if is_district_group(name):
            return self._districts
        matches = self._directory.match(name)
        return [self._ids[matches[0].name]] if matches and matches[0].score == 100 else []

    def now(self, name: str) -> str:
        """The name that the one agency behind a written name has today; a group's, or an unknown one, as written."""
        written = self.written(name)
        same = is_district_group(name) or len(written) != 1 or self.of(name) == written
        return name if same else self._names[self.of(name)[0]]

    def ended(self, names: Iterable[str]) -> Iterator[tuple[str, Change]]:
        """Those of the names whose agency is none any more, each with the change that ended it."""
        for name in dict.fromkeys(names):
            if is_district_group(name) and self._no_districts:
                yield name, self._no_districts
            for agency_id in () if is_district_group(name) else self.written(name):
                if change := self._over_time.ended_by(agency_id, self._today):
                    yield name, change

    def notice(self, name: str, change: Change) -> str:
        """That a written name is an agency's no more, and what has come of it."""
        heirs = [
            self._names[a] for id_ in self.written(name) for a in self._over_time.heirs(id_, self._today)
        ]
        return what_became(name, change.kind, change.on, heirs)


def values_of(row: Task) -> dict[str, Any]:
    """What the table of tasks keeps of a row, but for its plan and its place there."""
    return {
        "code": row.code,
        "number": row.number,
        "appendix": appendix_of(row),
        "group_title": row.group,
        "title": row.title,
        "short_title": short_title(row.title),
        "leads": list(row.leads),
        "coordinators": list(row.coordinators),
        "deadline_text": row.deadline_text,
        "recurrence": row.recurrence,
        "condition": row.condition,
        "level": row.level,
        "product": row.product,
        "line": row.line,
    }


def appendix_of(row: Task) -> str:
    """The appendix that a row is counted under: the first where the document has none or one."""
    return row.appendix or "1"


def add_task(tx: Transaction, plan_id: int, position: int, row: Task, roll: Roll) -> int:
    """Put a task into a plan, with a part for each lead; gives its key."""
    values = values_of(row) | {"plan_id": plan_id, "position": position}
    task_id = int(tx.connection.execute(insert(task).values(values).returning(task.c.id)).scalar_one())
    milestones.keep(tx, task_id, row)
    for leading in shares(row, roll):
        add_part(tx, plan_id, task_id, row, leading)
    add_helpers(tx, task_id, row, roll)
    name_today(tx, task_id, row, roll)
    return task_id


def name_today(tx: Transaction, task_id: int, row: Task, roll: Roll) -> None:
    """Note the agencies' names of today beside those that a row was written with, where they differ."""
    helpers = list(dict.fromkeys(map(roll.now, row.coordinators)))
    helpers_now = helpers if helpers != list(row.coordinators) else null()
    tx.connection.execute(update(task).where(task.c.id == task_id).values(coordinators_now=helpers_now))
    leads = list(dict.fromkeys(map(roll.now, row.leads)))
    leads_now = leads if leads != list(row.leads) else null()
    tx.connection.execute(
        update(assignment).where(assignment.c.task_id == task_id).values(leads_now=leads_now)
    )


def add_part(tx: Transaction, plan_id: int, task_id: int, row: Task, leading: Sequence[int]) -> int:
    """Give agencies their part of a task, counted under the first of them; gives its key."""
    part = {
        "task_id": task_id,
        "plan_id": plan_id,
        "agency_id": leading[0],
        "appendix": appendix_of(row),
        "original_due": row.due,
        "due": row.due,
        "first_due": row.due,
        "added_at": tx.now,
        "state": State.NOT_STARTED,
    }
    part_id = tx.connection.execute(insert(assignment).values(part).returning(assignment.c.id)).scalar_one()
    tx.connection.execute(insert(lead), [{"assignment_id": part_id, "agency_id": a} for a in leading])
    return int(part_id)


def add_helpers(tx: Transaction, task_id: int, row: Task, roll: Roll) -> None:
    """Note which agencies of the directory work with the lead."""
    helping = {a for name in row.coordinators for a in roll.of(name)}
    if helping:
        tx.connection.execute(
            insert(coordination), [{"task_id": task_id, "agency_id": a} for a in sorted(helping)]
        )


def no_lead() -> str:
    """What stands in the place of a lead that the document does not name."""
    return _("Lead agency not given")


def shares(row: Task, roll: Roll) -> list[list[int]]:
    """The assignments of a task: named leads share one, each unit of a group has its own; nobody has two."""
    jointly: dict[int, None] = {}
    units: dict[int, None] = {}
    for name in row.leads:
        found = units if is_district_group(name) else jointly
        found.update(dict.fromkeys(roll.leads(name)))
    parts = [*([list(jointly)] if jointly else []), *([unit] for unit in units if unit not in jointly)]
    # Without a lead the task is still one of the plan's: it is counted, and its reminders reach the coordinator.
    return parts or [roll.leads(no_lead())]


def add_rest(tx: Transaction, plan_id: int, document: PlanDocument, roll: Roll) -> None:
    """Put in what a document has besides its tasks: duties, what could not be read, agencies that are no more."""
    for obligation in document.duties:
        _add_duty(tx, plan_id, obligation, roll)
    for trouble in document.problems:
        values = {"line": trouble.line, "severity": trouble.severity, "message": trouble.message}
        tx.connection.execute(insert(problem).values(plan_id=plan_id, **values))
    for row in document.tasks:
        for name, change in roll.ended((*row.leads, *row.coordinators)):
            message = f"{row.code}: {roll.notice(name, change)}"
            values = {"line": row.line, "severity": Severity.WARNING, "message": message}
            tx.connection.execute(insert(problem).values(plan_id=plan_id, **values))


def of_the_past(tx: Transaction, document: PlanDocument) -> list[str]:
    """What has become of the agencies that a document names and that are none any more, a line each."""
    roll = Roll(tx)
    names = dict.fromkeys(name for row in document.tasks for name in (*row.leads, *row.coordinators))
    return [roll.notice(name, change) for name, change in roll.ended(names)]


def _add_duty(tx: Transaction, plan_id: int, row: Duty, roll: Roll) -> None:
    values = {"code": row.code, "text": row.text, "agencies": list(row.agencies), "line": row.line}
    duty_id = tx.connection.execute(
        insert(duty).values(plan_id=plan_id, **values).returning(duty.c.id)
    ).scalar_one()
    bound = {a for name in row.agencies for a in roll.of(name)}
    if bound:
        tx.connection.execute(insert(duty_agency), [{"duty_id": duty_id, "agency_id": a} for a in bound])
