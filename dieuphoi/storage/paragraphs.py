"""What the coordinator decided on the paragraphs of a report: each decision is kept, the newest of an agency counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import insert, select

from dieuphoi.plan.periods import Period
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.tables import paragraph, person


class Decision(StrEnum):
    """What becomes of a paragraph that was drawn from the log."""

    AS_DRAWN = "as_drawn"
    WRITTEN = "written"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision on an agency's paragraph; `facts` is a digest of what it was drawn from then."""

    id: int
    agency: str
    decision: Decision
    text: str | None
    facts: str
    by: str | None
    at: datetime


def of_report(tx: Transaction, plan_id: int, period: Period) -> dict[str, Decided]:
    """The newest decision on each agency of a plan's report, by the agency's name."""
    rows = tx.connection.execute(
        select(
            paragraph.c.id,
            paragraph.c.agency,
            paragraph.c.decision,
            paragraph.c.text,
            paragraph.c.facts,
            person.c.full_name,
            paragraph.c.at,
        )
        .select_from(paragraph.outerjoin(person, person.c.id == paragraph.c.by))
        .where(paragraph.c.plan_id == plan_id, paragraph.c.period == period.code)
        .order_by(paragraph.c.id)
    )
    return {
        agency: Decided(key, agency, Decision(decision), text, facts, name, at)
        for key, agency, decision, text, facts, name, at in rows
    }


def decide(
    tx: Transaction,
    plan_id: int,
    period: Period,
    agency: str,
    decision: Decision,
    facts: str,
    by: int | None,
    text: str | None = None,
) -> None:
    """Decide on an agency's paragraph, with its text where it is written anew."""
    values = {
        "plan_id": plan_id,
        "period": period.code,
        "agency": agency,
        "decision": decision,
        "text": text,
        "facts": facts,
        "by": by,
        "at": tx.now,
    }
    tx.connection.execute(insert(paragraph).values(values))
