"""`dieuphoi summary`: the same totals as in the chat, as JSON and as text."""

from __future__ import annotations

from datetime import date
from typing import Any

from dieuphoi.plan.periods import Period
from dieuphoi.plan.results import Counter, Results
from dieuphoi.reports.terms import counter_name
from dieuphoi.storage import plans, totals
from dieuphoi.storage.database import Transaction


def _results(tx: Transaction, plan: plans.Plan, period: Period, structure: date | None) -> Results:
    extent = totals.Extent(plan.id, period, structure=structure)
    return totals.results(tx, (plan.number, plan.title or ""), extent, scope=period.code)


def summaries(tx: Transaction, period: Period, structure: date | None = None) -> list[dict[str, Any]]:
    """The totals of every plan for what is due in a period; by the agencies of a day where one is given."""
    return [_as_json(_results(tx, plan, period, structure)) for plan in plans.running(tx)]


def _as_json(found: Results) -> dict[str, Any]:
    return {
        "plan": found.plan_number,
        "period": found.scope,
        "as_of": found.as_of.isoformat(timespec="seconds"),
        "total": found.total,
        "counters": {str(c): n for c, n in found.counters().items()},
        "states": {str(s): n for s, n in found.states().items()},
        "agencies": {
            name: {str(c): n for c, n in found.counters(agency=name).items()} for name in found.agencies()
        },
        "appendices": {
            name: {str(c): n for c, n in found.counters(appendix=name).items()} for name in found.appendices()
        },
        "awaiting_confirmation": found.awaiting_confirmation,
    }


def as_text(found: list[dict[str, Any]]) -> str:
    """The totals in a few lines for the terminal."""
    lines = []
    for one in found:
        lines.append(f"{one['plan']} · {one['period']}: {one['total']}")
        lines += [f"  {counter_name(Counter(name))}: {number}" for name, number in one["counters"].items()]
    return "".join(line + "\n" for line in lines)
