"""Which agency leads a task, where the coordinator says so: by an entry of the log, which can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import delete, insert, null, select, update

from dieuphoi.plan.history import Kind
from dieuphoi.storage import agencies, helpers_over, log, parts_over
from dieuphoi.storage.changes import Source
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.handing_over import name_leads
from dieuphoi.storage.tables import assignment, lead, lead_change


def of(tx: Transaction, assignment_id: int) -> list[int]:
    """The agencies that lead an assignment, the one that it is counted under first."""
    query = (
        select(lead.c.agency_id)
        .join(assignment, assignment.c.id == lead.c.assignment_id)
        .where(lead.c.assignment_id == assignment_id, lead.c.interim.is_(False))
        .order_by(lead.c.agency_id != assignment.c.agency_id, lead.c.agency_id)
    )
    return list(tx.connection.execute(query).scalars())


def give(tx: Transaction, assignment_id: int, to: int, source: Source, reason: str | None = None) -> int:
    """Let an agency lead an assignment in the place of who led it; gives the number of the entry."""
    before = of(tx, assignment_id)
    names = agencies.named(tx, (*before, to))
    now = tx.connection.execute(
        select(assignment.c.leads_now).where(assignment.c.id == assignment_id)
    ).scalar_one()
    _set(tx, assignment_id, [to])
    name_leads(tx, [assignment_id])
    helpers = helpers_over.leave_out_leads(tx, [assignment_id])
    way = f"{', '.join(names[a] for a in before)} → {names[to]}"
    entry_id = log.append(
        tx,
        assignment_id,
        Kind.LEAD,
        channel=source.channel,
        person_id=source.person_id,
        agency_id=to,
        note=f"{way}; {reason}" if reason else way,
    )
    kept = {
        "report_id": entry_id,
        "before": before,
        "leads_now": null() if now is None else now,
        "after_id": to,
        "helpers": [asdict(left_out) for left_out in helpers],
        "withdrawn": parts_over.leave_out_leads(tx, [assignment_id], source),
    }
    tx.connection.execute(insert(lead_change).values(kept))
    return entry_id


def given(tx: Transaction, entry_id: int) -> int:
    """The agency that an entry gave the lead."""
    query = select(lead_change.c.after_id).where(lead_change.c.report_id == entry_id)
    return int(tx.connection.execute(query).scalar_one())


def put_back(tx: Transaction, assignment_id: int, entry_id: int, source: Source) -> bool:
    """Let all be again as it was before an entry; False where the lead has changed since in another way.

    Who led leads, who only worked with them does so again, and requests that fell away with that wait again.
    """
    kept = tx.connection.execute(select(lead_change).where(lead_change.c.report_id == entry_id)).one()
    if of(tx, assignment_id) != [kept.after_id]:
        return False
    _set(tx, assignment_id, kept.before)
    values = {"leads_now": null() if kept.leads_now is None else kept.leads_now}
    tx.connection.execute(update(assignment).where(assignment.c.id == assignment_id).values(values))
    for left_out in kept.helpers or ():
        helpers_over.take_in_again(tx, helpers_over.LeftOut(**left_out))
    for entry in kept.withdrawn or ():
        parts_over.ask_again(tx, assignment_id, entry, source)
    return True


def _set(tx: Transaction, assignment_id: int, agency_ids: Sequence[int]) -> None:
    tx.connection.execute(delete(lead).where(lead.c.assignment_id == assignment_id))
    rows = [{"assignment_id": assignment_id, "agency_id": agency_id} for agency_id in agency_ids]
    tx.connection.execute(insert(lead), rows)
    tx.connection.execute(
        update(assignment).where(assignment.c.id == assignment_id).values(agency_id=agency_ids[0])
    )
