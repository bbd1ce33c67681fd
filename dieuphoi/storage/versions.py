"""What happened to a plan as a whole: the documents that it was made of, when it was closed. Nothing is overwritten."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import func, insert, or_, select

from dieuphoi.plan.document import from_json, whole_json
from dieuphoi.plan.model import PlanDocument
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.tables import person, plan, version


class Kind(StrEnum):
    """What happened."""

    IMPORT = "import"
    AMEND = "amend"
    CLOSE = "close"
    REOPEN = "reopen"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a document comes from: who brought it in, by which channel, as which file."""

    person_id: int | None = None
    channel: str = "cli"
    digest: str | None = None  # SHA-256 of the file
    file_id: int | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """An entry of a plan's own history."""

    id: int
    plan_id: int
    number: int
    kind: Kind
    at: datetime
    person: str | None
    document_number: str | None
    document_date: date | None
    changes: Mapping[str, int]


_VERSION = select(
    version.c.id,
    version.c.plan_id,
    version.c.number,
    version.c.kind,
    version.c.at,
    person.c.full_name,
    version.c.document_number,
    version.c.document_date,
    version.c.changes,
).select_from(version.outerjoin(person, person.c.id == version.c.person_id))


def keep(
    tx: Transaction,
    plan_id: int,
    kind: Kind,
    source: Source,
    document: PlanDocument | None = None,
    changes: Mapping[str, int] | None = None,
) -> int:
    """Add an entry; gives its number within the plan."""
    number = newest(tx, plan_id) + 1
    values: dict[str, Any] = {
        "plan_id": plan_id,
        "number": number,
        "kind": kind,
        "at": tx.now,
        "person_id": source.person_id,
        "document_number": document.number if document else None,
        "document_date": document.date if document else None,
        "digest": source.digest,
        "file_id": source.file_id,
        "document": whole_json(document) if document else None,
        "changes": dict(changes or {}),
    }
    tx.connection.execute(insert(version).values(values))
    return number


def newest(tx: Transaction, plan_id: int) -> int:
    """The number of a plan's newest entry; a draft that was drawn for an older one is out of date."""
    query = select(func.coalesce(func.max(version.c.number), 0)).where(version.c.plan_id == plan_id)
    return int(tx.connection.execute(query).scalar_one())


def of_plan(tx: Transaction, plan_id: int) -> list[Version]:
    """The history of a plan, oldest first."""
    rows = tx.connection.execute(_VERSION.where(version.c.plan_id == plan_id).order_by(version.c.number))
    return [_version(row) for row in rows]


def with_digest(tx: Transaction, digest: str) -> Version | None:
    """The newest entry that was made of the very same file, if no later document has taken its place."""
    row = tx.connection.execute(
        _VERSION.where(version.c.digest == digest).order_by(version.c.id.desc()).limit(1)
    ).first()
    if row is None:
        return None
    found = _version(row)
    later = [
        one for one in of_plan(tx, found.plan_id) if one.number > found.number and one.kind is Kind.AMEND
    ]
    return None if later else found


def plans_numbered(tx: Transaction, number: str) -> list[int]:
    """The plans that bear a number, or bore it before a later document replaced it."""
    named = (plan.c.number == number, version.c.document_number == number)
    query = select(plan.c.id).outerjoin(version, version.c.plan_id == plan.c.id).where(or_(*named)).distinct()
    return list(tx.connection.execute(query.order_by(plan.c.id)).scalars())


def document(tx: Transaction, version_id: int) -> PlanDocument | None:
    """The document that an entry was made of; None where none was kept."""
    kept = tx.connection.execute(select(version.c.document).where(version.c.id == version_id)).scalar()
    return from_json(kept) if kept else None


def _version(row: Any) -> Version:
    key, plan_id, number, kind, *rest = row
    return Version(key, plan_id, number, Kind(kind), *rest)
