"""The rules of reminding that a coordinator set for a plan, and the office's own days off and working days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, insert, select

from dieuphoi.plan.calendar import WorkingDays
from dieuphoi.plan.reminding import Rules
from dieuphoi.storage.database import Transaction, insert_into
from dieuphoi.storage.tables import office_day, person, rule


@dataclass(frozen=True, slots=True)
class Change:
    """That somebody changed a rule: all rules before and after, the moment, and the name where it is known."""

    kind: str
    old: Rules
    new: Rules
    at: datetime
    by: str | None


def of_plan(tx: Transaction, plan_id: int) -> Rules:
    """A plan's rules: the newest of each kind, the usual ones where nobody changed anything."""
    rules = Rules()
    rows = tx.connection.execute(
        select(rule.c.kind, rule.c.value).where(rule.c.plan_id == plan_id).order_by(rule.c.id)
    )
    for kind, value in rows:
        rules = rules.changed(kind, value)
    return rules


def change(tx: Transaction, plan_id: int, kind: str, value: str, by: int | None) -> Rules:
    """Change one rule from now on; gives the rules as they are then. Raises ValueError for what is no rule."""
    rules = of_plan(tx, plan_id).changed(kind, value)
    values = {"plan_id": plan_id, "kind": kind, "value": rules.kept(kind), "at": tx.now, "by": by}
    tx.connection.execute(insert(rule).values(values))
    return rules


def history(tx: Transaction, plan_id: int) -> list[Change]:
    """Every change of a plan's rules, oldest first."""
    rows = tx.connection.execute(
        select(rule.c.kind, rule.c.value, rule.c.at, person.c.full_name)
        .select_from(rule.outerjoin(person, person.c.id == rule.c.by))
        .where(rule.c.plan_id == plan_id)
        .order_by(rule.c.id)
    )
    rules, found = Rules(), []
    for kind, value, at, name in rows:
        found.append(Change(kind, rules, rules.changed(kind, value), at, name))
        rules = found[-1].new
    return found


def working_days(tx: Transaction) -> WorkingDays:
    """The office's calendar, with its own days off and working days."""
    days = office_days(tx)
    return WorkingDays(
        off=frozenset(day for day, working in days if not working),
        working=frozenset(day for day, working in days if working),
    )


def office_days(tx: Transaction, since: date | None = None) -> list[tuple[date, bool]]:
    """The office's own days in order, each with whether it is worked on."""
    query = select(office_day.c.day, office_day.c.working).order_by(office_day.c.day)
    if since is not None:
        query = query.where(office_day.c.day >= since)
    return [(day, working) for day, working in tx.connection.execute(query)]


def set_day(tx: Transaction, day: date, working: bool | None, by: int | None) -> None:
    """Make a day a working day or a day off; None: as the calendar has it."""
    if working is None:
        tx.connection.execute(delete(office_day).where(office_day.c.day == day))
        return
    values = {"working": working, "at": tx.now, "by": by}
    statement = insert_into(tx, office_day).values(values | {"day": day})
    tx.connection.execute(statement.on_conflict_do_update(index_elements=["day"], set_=values))
