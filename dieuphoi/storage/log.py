"""The log of what was reported: append-only. Today's state is worked out from it and kept beside the assignment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Date, Row, and_, func, insert, literal, select, update

from dieuphoi.plan.history import BESIDE, BY_DOCUMENT, CONTRIBUTED, Entry, Kind, Standing, standing
from dieuphoi.plan.results import State
from dieuphoi.storage import files, stand_ins
from dieuphoi.storage.database import Transaction, in_portions
from dieuphoi.storage.tables import agency, assignment, fetching, file, person, report, task

# What focal points enter, and what the coordinator decides.
REPORTED = (Kind.STATE, Kind.FILE, Kind.DOCUMENT)
DECIDED = (Kind.CONFIRM, Kind.RETURN, Kind.EXTEND, Kind.LEAD)
# What is said and done about a blocker.
ON_BLOCKERS = (Kind.ANSWER, Kind.REFER, Kind.LIFT)
UNDOABLE = (*REPORTED, *DECIDED, *ON_BLOCKERS)


@dataclass(frozen=True, slots=True)
class Line:
    """An entry of the log, with who made it, for people to read."""

    entry: Entry
    assignment_id: int
    person_id: int | None
    person: str | None
    agency: str | None
    at: datetime
    file_id: int | None
    undone: bool = False
    channel: str = ""
    file_name: str | None = None
    file_state: str | None = None
    for_name: str | None = None  # in whose place it was entered, where somebody stood in


def entries(tx: Transaction, assignment_id: int) -> list[Entry]:
    """The log of an assignment, oldest first."""
    rows = tx.connection.execute(
        select(report).where(report.c.assignment_id == assignment_id).order_by(report.c.number)
    )
    return [entry_of(row) for row in rows]


def entry_of(row: Row[*tuple[Any, ...]]) -> Entry:
    """An entry of the log from a row of its table."""
    return Entry(
        id=row.id,
        kind=Kind(row.kind),
        day=row.at.date(),
        state=State(row.state) if row.state else None,
        percent=row.percent,
        note=row.note,
        document_number=row.document_number,
        document_date=row.document_date,
        undoes=row.undoes,
        due=row.due,
        happened_on=row.happened_on,
        part=row.part_request_id,
        about=row.about,
    )


def standing_of(tx: Transaction, assignment_id: int) -> Standing:
    """Where an assignment stands, worked out from its log."""
    return standing(entries(tx, assignment_id))


def append(
    tx: Transaction,
    assignment_id: int,
    kind: Kind,
    *,
    channel: str,
    person_id: int | None,
    agency_id: int | None = None,
    state: State | None = None,
    percent: int | None = None,
    note: str | None = None,
    document_number: str | None = None,
    document_date: date | None = None,
    file_id: int | None = None,
    undoes: int | None = None,
    due: date | None = None,
    happened_on: date | None = None,
    message: str | None = None,
    part: int | None = None,
    about: int | None = None,
) -> int:
    """Add an entry and bring the assignment's state up to date with it; gives the entry's number."""
    if file_id is not None:
        files.attach(tx, file_id)
    number = tx.connection.execute(
        update(assignment)
        .where(assignment.c.id == assignment_id)
        .values(revision=assignment.c.revision + 1)
        .returning(assignment.c.revision)
    ).scalar_one()
    values = {
        "assignment_id": assignment_id,
        "number": number,
        "kind": kind,
        "person_id": person_id,
        "agency_id": agency_id,
        "in_place_of": stand_ins.in_whose_place(tx, person_id, agency_id),
        "channel": channel,
        "at": tx.now,
        "state": state,
        "percent": percent,
        "note": note,
        "document_number": document_number,
        "document_date": document_date,
        "file_id": file_id,
        "undoes": undoes,
        "due": due,
        "happened_on": happened_on,
        "message": message,
        "part_request_id": part,
        "about": about,
    }
    entry_id = tx.connection.execute(insert(report).values(values).returning(report.c.id)).scalar_one()
    _bring_up_to_date(tx, assignment_id, heard=kind not in BY_DOCUMENT and not _beside(tx, kind, undoes))
    return int(entry_id)


def _beside(tx: Transaction, kind: Kind, undoes: int | None) -> bool:
    """Whether an entry, or the one that it takes back, is no word of the lead's on where the task stands."""
    if kind is not Kind.UNDO:
        return kind in BESIDE
    taken_back = tx.connection.execute(select(report.c.kind).where(report.c.id == undoes)).scalar()
    return taken_back in BESIDE


def _bring_up_to_date(tx: Transaction, assignment_id: int, *, heard: bool) -> None:
    """Keep today's state beside the assignment; `heard` where people had a part in the newest entry."""
    now = standing_of(tx, assignment_id)
    original = literal(now.original_due, Date) if now.redated else assignment.c.original_due
    values = {
        "state": now.state,
        "percent": now.percent,
        "done_on": now.done_on,
        "confirmed": now.confirmed,
        "note": now.note,
        "document_number": now.document_number,
        "document_date": now.document_date,
        "original_due": original,
        "due": func.coalesce(literal(now.extended_to, Date), original),
        "withdrawn": now.withdrawn,
    }
    if heard:
        values["reported_at"] = tx.now
    tx.connection.execute(update(assignment).where(assignment.c.id == assignment_id).values(values))


_undo = report.alias()
_taken_back = report.alias()
# What the lead reports and the coordinator decides, without what coordinating agencies say.
OF_THE_LEAD = and_(
    report.c.kind.not_in(BESIDE),
    ~select(_taken_back.c.id)
    .where(_taken_back.c.id == report.c.undoes, _taken_back.c.kind.in_(BESIDE))
    .exists(),
)


def undone(at: datetime | None = None) -> ColumnElement[bool]:
    """That an entry was taken back: by now, or by a moment gone by."""
    until = () if at is None else (_undo.c.at <= at,)
    return select(_undo.c.id).where(_undo.c.undoes == report.c.id, *until).exists()


UNDONE = undone()
_principal = person.alias()
LINES = (
    select(
        report,
        person.c.full_name,
        _principal.c.full_name.label("for_name"),
        agency.c.name.label("agency"),
        UNDONE.label("undone"),
        file.c.name.label("file_name"),
        fetching.c.state.label("file_state"),
    )
    .select_from(
        report.outerjoin(person, person.c.id == report.c.person_id)
        .outerjoin(_principal, _principal.c.id == report.c.in_place_of)
        .outerjoin(agency, agency.c.id == report.c.agency_id)
        .outerjoin(file, file.c.id == report.c.file_id)
        .outerjoin(fetching, fetching.c.file_id == report.c.file_id)
    )
    .order_by(report.c.id)
)


def to_line(row: Row[Any]) -> Line:
    """A row of `LINES`."""
    return Line(
        entry=entry_of(row),
        assignment_id=row.assignment_id,
        person_id=row.person_id,
        person=row.full_name,
        agency=row.agency,
        at=row.at,
        file_id=row.file_id,
        undone=row.undone,
        channel=row.channel,
        file_name=row.file_name,
        file_state=row.file_state,
        for_name=row.for_name,
    )


def line(tx: Transaction, entry_id: int) -> Line | None:
    """An entry by its number."""
    row = tx.connection.execute(LINES.where(report.c.id == entry_id)).first()
    return to_line(row) if row else None


def lines(tx: Transaction, assignment_id: int) -> list[Line]:
    """The log of an assignment for people to read, oldest first."""
    query = LINES.where(report.c.assignment_id == assignment_id)
    return [to_line(row) for row in tx.connection.execute(query)]


def of_several(tx: Transaction, assignment_ids: Iterable[int]) -> dict[int, list[Line]]:
    """The logs of assignments that have one, each oldest first."""
    found: dict[int, list[Line]] = {}
    for portion in in_portions(assignment_ids):
        query = LINES.where(report.c.assignment_id.in_(portion))
        for row in tx.connection.execute(query):
            found.setdefault(row.assignment_id, []).append(to_line(row))
    return found


def latest_of(tx: Transaction, person_id: int, assignment_id: int | None = None) -> Line | None:
    """A person's last report that was not undone, of one assignment when asked for."""
    query = LINES.where(
        report.c.person_id == person_id, report.c.kind.in_((*REPORTED, *CONTRIBUTED)), ~UNDONE
    )
    if assignment_id is not None:
        query = query.where(report.c.assignment_id == assignment_id)
    row = tx.connection.execute(query.order_by(None).order_by(report.c.id.desc()).limit(1)).first()
    return to_line(row) if row else None


def by_message(tx: Transaction, message: str) -> list[Line]:
    """What was reported by a message, and not undone, oldest first; `message` is its key: see Incoming."""
    query = LINES.where(report.c.message == message, report.c.kind.in_(REPORTED), ~UNDONE)
    return [to_line(row) for row in tx.connection.execute(query)]


def latest_report(tx: Transaction, assignment_id: int) -> Line | None:
    """The last report of a state that counts, of an assignment."""
    query = LINES.where(report.c.assignment_id == assignment_id, report.c.kind == Kind.STATE, ~UNDONE)
    row = tx.connection.execute(query.order_by(None).order_by(report.c.id.desc()).limit(1)).first()
    return to_line(row) if row else None


def numberless() -> ColumnElement[bool]:
    """That an entry only says that a document has no number yet."""
    return and_(
        report.c.kind == Kind.DOCUMENT, report.c.document_number.is_(None), report.c.document_date.is_(None)
    )


def said_numberless(tx: Transaction, assignment_id: int) -> bool:
    """Whether "no number yet" was said of an assignment's document, so that nobody is asked again."""
    query = select(report.c.id).where(report.c.assignment_id == assignment_id, numberless(), ~UNDONE)
    return tx.connection.execute(query.limit(1)).first() is not None


def contributions(tx: Transaction, assignment_ids: Sequence[int], since: int = 0) -> list[Line]:
    """What coordinating agencies have said and attached and not taken back, oldest first; from one entry on."""
    query = LINES.where(
        report.c.assignment_id.in_(assignment_ids),
        report.c.kind.in_(CONTRIBUTED),
        report.c.id >= since,
        ~UNDONE,
    )
    return [to_line(row) for row in tx.connection.execute(query)]


def changes_since(
    tx: Transaction, plan_id: int, last_report: int, *, limit: int
) -> tuple[list[tuple[int, str]], int]:
    """The assignments (key, code) with an entry newer than one, the last moved first, and how many they are."""
    moved = (
        select(report.c.assignment_id, func.max(report.c.id).label("last"))
        .join(assignment, assignment.c.id == report.c.assignment_id)
        .where(assignment.c.plan_id == plan_id, report.c.id > last_report, assignment.c.withdrawn.is_(False))
        .where(OF_THE_LEAD)
        .group_by(report.c.assignment_id)
        .subquery()
    )
    number = tx.connection.execute(select(func.count()).select_from(moved)).scalar_one()
    rows = tx.connection.execute(
        select(assignment.c.id, task.c.code)
        .join(moved, moved.c.assignment_id == assignment.c.id)
        .join(task, task.c.id == assignment.c.task_id)
        .order_by(moved.c.last.desc())
        .limit(limit)
    )
    return [(key, code) for key, code in rows], int(number)
