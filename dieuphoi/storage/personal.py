"""All that is kept about one person, put together for that person alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, or_, select, update

from dieuphoi.storage.database import Transaction
from dieuphoi.storage.people import Who
from dieuphoi.storage.tables import (
    address,
    agency,
    assignment,
    calendar_link,
    draft,
    extension,
    file,
    inbox,
    membership,
    outbox,
    pause,
    person,
    plan,
    registration,
    report,
    snooze,
    task,
)

LONGEST = 4_000  # characters of one value: a file that came within a message is not given twice


def everything(tx: Transaction, who: Who) -> dict[str, list[dict[str, Any]]]:
    """By subject, the rows about a person, or about a stranger's account: plain values, moments in ISO form."""
    accounts = tx.connection.execute(_accounts(who)).all()
    ids = [row.id for row in accounts]
    keys = [f"{row.channel}:{row.account}" for row in accounts]
    queries = {
        "requests": _requests(ids),
        "received": select(inbox.c.received_at.label("at"), inbox.c.raw.label("message"))
        .where(inbox.c.chat_key.in_(keys))
        .order_by(inbox.c.id),
        "sent_to_you": select(outbox.c.created_at.label("at"), outbox.c.text)
        .where(outbox.c.chat_key.in_(keys), outbox.c.text != "")
        .order_by(outbox.c.id),
    } | (_of_person(who.person_id) if who.person_id is not None else {})
    found = {
        subject: [_plain(row) for row in tx.connection.execute(query)] for subject, query in queries.items()
    }
    return {"accounts": [_plain(row) for row in accounts]} | found


def _accounts(who: Who) -> Select[Any]:
    mine = [address.c.id == who.address_id]
    if who.person_id is not None:
        mine.append(address.c.person_id == who.person_id)
    return select(
        address.c.id,
        address.c.channel,
        address.c.external_id.label("account"),
        address.c.name,
        address.c.first_seen,
        address.c.language,
        address.c.consent,
        address.c.consent_at,
    ).where(or_(*mine))


def _requests(address_ids: Sequence[int]) -> Select[Any]:
    return (
        select(
            registration.c.asked_at,
            agency.c.name.label("agency"),
            registration.c.full_name,
            registration.c.position,
            registration.c.phone,
            registration.c.state,
        )
        .join(agency, agency.c.id == registration.c.agency_id)
        .where(registration.c.address_id.in_(address_ids))
        .order_by(registration.c.id)
    )


def _of_person(person_id: int) -> dict[str, Select[Any]]:
    return {
        "identity": select(
            person.c.full_name, person.c.position, person.c.phone, person.c.role, person.c.created_at
        ).where(person.c.id == person_id),
        "agencies": select(
            agency.c.name.label("agency"),
            membership.c.since,
            membership.c.until,
            membership.c.deputy,
            membership.c.first_day.label("stands_in_from"),
            membership.c.last_day.label("stands_in_until"),
        )
        .join(agency, agency.c.id == membership.c.agency_id)
        .where(membership.c.person_id == person_id)
        .order_by(membership.c.id),
        "reports": _reports(person_id),
        "files": select(file.c.at, file.c.name, file.c.size)
        .join(report, report.c.file_id == file.c.id)
        .where(report.c.person_id == person_id)
        .order_by(file.c.id),
        "extensions": select(extension.c.asked_at, extension.c.until, extension.c.reason, extension.c.state)
        .where(extension.c.person_id == person_id)
        .order_by(extension.c.id),
        "pauses": select(pause.c.at, pause.c.until)
        .where(pause.c.person_id == person_id)
        .order_by(pause.c.id),
        "put_off": select(snooze.c.at, snooze.c.until, task.c.code)
        .join(assignment, assignment.c.id == snooze.c.assignment_id)
        .join(task, task.c.id == assignment.c.task_id)
        .where(snooze.c.person_id == person_id)
        .order_by(snooze.c.id),
        "calendar_links": select(
            calendar_link.c.created_at,
            plan.c.number.label("plan"),
            agency.c.name.label("agency"),
            calendar_link.c.revoked_at,
        )
        .outerjoin(plan, plan.c.id == calendar_link.c.plan_id)
        .outerjoin(agency, agency.c.id == calendar_link.c.agency_id)
        .where(calendar_link.c.person_id == person_id)
        .order_by(calendar_link.c.id),
        "documents": select(draft.c.at, file.c.name, draft.c.state)
        .outerjoin(file, file.c.id == draft.c.file_id)
        .where(draft.c.person_id == person_id)
        .order_by(draft.c.id),
    }


def _reports(person_id: int) -> Select[Any]:
    return (
        select(
            report.c.at,
            task.c.code,
            agency.c.name.label("agency"),
            report.c.kind,
            report.c.state,
            report.c.percent,
            report.c.note,
            report.c.document_number,
            report.c.document_date,
        )
        .join(assignment, assignment.c.id == report.c.assignment_id)
        .join(task, task.c.id == assignment.c.task_id)
        .outerjoin(agency, agency.c.id == report.c.agency_id)
        .where(report.c.person_id == person_id)
        .order_by(report.c.id)
    )


def _plain(row: Row[Any]) -> dict[str, Any]:
    return {key: _value(value) for key, value in row._mapping.items() if key != "id"}


def _value(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _value(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_value(inner) for inner in value]
    if isinstance(value, str):
        return value if len(value) <= LONGEST else value[:LONGEST] + "…"
    return value.isoformat() if isinstance(value, datetime | date) else value


def mend(tx: Transaction, person_id: int, **changed: str | None) -> None:
    """Mend what a person says is wrong about them: full_name, position or phone."""
    tx.connection.execute(update(person).where(person.c.id == person_id).values(changed))
