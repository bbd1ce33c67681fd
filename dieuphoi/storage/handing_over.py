"""What follows from a change of agencies: tasks, coordinations, duties, requests and seats pass on.

Deadlines, states, percentages, documents and the log stay as they are: the log gets one entry more. Two parts of
one task that come to one agency stay two parts, each with its own log, so that totals are the same under every
structure; one part that two agencies led jointly stays one when they become one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import delete, func, insert, select, update

from dieuphoi.plan.history import Kind as EntryKind
from dieuphoi.plan.succession import Change
from dieuphoi.storage import agencies, changes, helpers_over, log, parts_over, requests_over, seats
from dieuphoi.storage.changes import Source
from dieuphoi.storage.database import Transaction, in_portions
from dieuphoi.storage.parts_over import Moved
from dieuphoi.storage.requests_over import Stranded
from dieuphoi.storage.seats import Seat
from dieuphoi.storage.tables import agency, assignment, handover, lead

Pairs = Sequence[tuple[int, int]]  # a task with the agency that passes it on


@dataclass(slots=True)
class Effect:
    """What came of a change that has taken effect."""

    entry: changes.Entry
    passed: list[int] = field(default_factory=list)
    asked: list[Seat] = field(default_factory=list)
    stranded: list[Stranded] = field(default_factory=list)
    parts: Moved = field(default_factory=Moved)  # what coordinating agencies are asked for
    released: list[tuple[int, int]] = field(default_factory=list)  # people who answer for an agency no more


def take_effect(tx: Transaction, change_id: int) -> Effect | None:
    """Do what follows from a change, once; None where it was done, or the change taken back."""
    if not changes.mark_in_effect(tx, change_id):
        return None
    entry = changes.get(tx, change_id)
    assert entry is not None  # noqa: S101 - it was just marked
    change, effect = entry.change, Effect(entry)
    if change.after:
        effect.asked = seats.ask(tx, change)
    heirs = {heir for a in change.after for heir in changes.succession(tx).heirs(a, tx.now.date())}
    if len(change.after) == 1 and len(heirs) == 1:
        effect.passed = pass_on(
            tx, change, led_by(tx, change.before), heirs.pop(), Source(channel=entry.channel)
        )
    else:
        effect.passed = _as_chosen(tx, change)
    helpers_over.pass_on(tx, change)
    effect.parts = parts_over.pass_on(tx, change, Source(channel=entry.channel))
    effect.stranded = requests_over.pass_on(tx, change)
    for agency_id in change.before:
        effect.released += [(person, agency_id) for person in seats.settle(tx, agency_id)]
    return effect


def led_by(tx: Transaction, agency_ids: Sequence[int]) -> Pairs:
    """All that agencies lead, in closed plans too."""
    query = select(lead.c.assignment_id, lead.c.agency_id).where(
        lead.c.agency_id.in_(agency_ids), lead.c.interim.is_(False)
    )
    return [(a, b) for a, b in tx.connection.execute(query.order_by(lead.c.assignment_id))]


def passed_by(tx: Transaction, change_id: int, assignment_id: int) -> Pairs:
    """A task that passed on by a change, with the agency that has it since; nothing where it has moved again."""
    query = (
        select(handover.c.after_id, handover.c.change_id)
        .where(handover.c.assignment_id == assignment_id)
        .order_by(handover.c.id.desc())
        .limit(1)
    )
    last = tx.connection.execute(query).first()
    if last is None or last.change_id != change_id:
        return []
    return [pair for pair in led_by(tx, [last.after_id]) if pair[0] == assignment_id]


def passed_from(tx: Transaction, agency_id: int, change_id: int) -> list[int]:
    """The assignments that an agency passed on because of a change."""
    query = select(handover.c.assignment_id).where(
        handover.c.before_id == agency_id, handover.c.change_id == change_id
    )
    return list(tx.connection.execute(query.order_by(handover.c.assignment_id)).scalars())


def _as_chosen(tx: Transaction, change: Change) -> list[int]:
    """Pass on what was decided ahead; all else stays with the old agency and waits."""
    led = dict(led_by(tx, change.before))
    passed: list[int] = []
    for assignment_id, (to, source) in changes.choices(tx, change.id).items():
        heirs = changes.succession(tx).heirs(to, tx.now.date())
        if assignment_id in led and len(heirs) == 1:
            passed += pass_on(tx, change, [(assignment_id, led[assignment_id])], heirs[0], source)
    return passed


def pass_on(tx: Transaction, change: Change, pairs: Pairs, to: int, source: Source) -> list[int]:
    """Pass tasks on to an agency; gives them, each once."""
    names = agencies.named(tx, {to, *(old for _id, old in pairs)})
    interim = {old for old in {old for _id, old in pairs} if seats.someone_waits(tx, old)}
    shared = _of_several_parts(tx, [number for number, _old in pairs])
    for assignment_id, old in pairs:
        _pass(tx, change, assignment_id, (old, to), source)
        if old in interim:
            values = {"assignment_id": assignment_id, "agency_id": old, "interim": True}
            tx.connection.execute(insert(lead).values(values))
        if assignment_id in shared:
            formerly = func.coalesce(assignment.c.formerly, names[old])
            tx.connection.execute(
                update(assignment).where(assignment.c.id == assignment_id).values(formerly=formerly)
            )
        log.append(
            tx,
            assignment_id,
            EntryKind.PASS,
            channel=source.channel,
            person_id=source.person_id,
            agency_id=to,
            note=f"{names[old]} → {names[to]}",
            document_number=change.document_number,
            document_date=change.document_date,
        )
    passed = list(dict.fromkeys(number for number, _old in pairs))
    name_leads(tx, passed)
    helpers_over.leave_out_leads(tx, passed)
    parts_over.leave_out_leads(tx, passed, source)
    return passed


def _pass(tx: Transaction, change: Change, assignment_id: int, way: tuple[int, int], source: Source) -> None:
    """One task: its lead, the agency it is counted under, and the trace of it."""
    old, to = way
    leads = lead.c.assignment_id == assignment_id
    tx.connection.execute(
        delete(lead).where(leads, lead.c.agency_id.in_(way), lead.c.interim | (lead.c.agency_id == old))
    )
    if tx.connection.execute(select(lead.c.agency_id).where(leads, lead.c.agency_id == to)).first() is None:
        tx.connection.execute(insert(lead).values(assignment_id=assignment_id, agency_id=to))
    counted = tx.connection.execute(
        update(assignment)
        .where(assignment.c.id == assignment_id, assignment.c.agency_id == old)
        .values(agency_id=to)
    ).rowcount
    values = {
        "assignment_id": assignment_id,
        "change_id": change.id,
        "before_id": old,
        "after_id": to,
        "counted": counted > 0,
        "on": change.on,
        "at": tx.now,
        "by": source.person_id,
        "channel": source.channel,
    }
    tx.connection.execute(insert(handover).values(values))


def _of_several_parts(tx: Transaction, assignment_ids: Sequence[int]) -> set[int]:
    """Those of the assignments whose task has other parts beside them."""
    found: set[int] = set()
    other = assignment.alias()
    for portion in in_portions(assignment_ids):
        query = select(assignment.c.id).where(
            assignment.c.id.in_(portion),
            select(other.c.id)
            .where(other.c.task_id == assignment.c.task_id, other.c.id != assignment.c.id)
            .exists(),
        )
        found.update(tx.connection.execute(query).scalars())
    return found


def name_leads(tx: Transaction, assignment_ids: Sequence[int]) -> None:
    """Write down who leads assignments now, the one that it is counted under first."""
    for portion in in_portions(assignment_ids):
        rows = tx.connection.execute(
            select(lead.c.assignment_id, agency.c.name)
            .join(agency, agency.c.id == lead.c.agency_id)
            .join(assignment, assignment.c.id == lead.c.assignment_id)
            .where(lead.c.assignment_id.in_(portion), lead.c.interim.is_(False))
            .order_by(lead.c.assignment_id, agency.c.id != assignment.c.agency_id, agency.c.id)
        )
        names: dict[int, list[str]] = {}
        for assignment_id, name in rows:
            names.setdefault(assignment_id, []).append(name)
        for assignment_id, leads in names.items():
            tx.connection.execute(
                update(assignment).where(assignment.c.id == assignment_id).values(leads_now=leads)
            )


def close(tx: Transaction, change: Change, pairs: Pairs, source: Source) -> None:
    """End tasks that nobody takes over, by an entry of their log; they are counted no more, and can be looked up.

    What another agency leads jointly goes on with that one.
    """
    names = agencies.named(tx, {old for _id, old in pairs})
    for assignment_id, old in pairs:
        others = select(lead.c.agency_id).where(
            lead.c.assignment_id == assignment_id, lead.c.agency_id != old, lead.c.interim.is_(False)
        )
        beside = tx.connection.execute(others.order_by(lead.c.agency_id).limit(1)).scalar()
        if beside is not None:
            pass_on(tx, change, [(assignment_id, old)], beside, source)
            continue
        log.append(
            tx,
            assignment_id,
            EntryKind.WITHDRAW,
            channel=source.channel,
            person_id=source.person_id,
            agency_id=old,
            note=names[old],
            document_number=change.document_number,
            document_date=change.document_date,
        )
