"""The totals by agency, with a rank where the numbers bear one, and by appendix."""

from __future__ import annotations

from collections.abc import Iterator

from dieuphoi.handlers import totals
from dieuphoi.handlers.messages import bold
from dieuphoi.handlers.scopes import Scope
from dieuphoi.plan.results import Counter, Results, done_of, share
from dieuphoi.reports import terms
from dieuphoi.storage import plans
from dieuphoi.storage import totals as stored
from dieuphoi.storage.database import Transaction
from dieuphoi.wording import _

AGENCIES, APPENDICES = "agencies", "appendices"
SHOWN = 30
# A rank among agencies with a handful of tasks would say nothing: of fewer tasks, or fewer agencies, none is given.
FEWEST_TASKS = 5
FEWEST_AGENCIES = 3


def text(tx: Transaction, plan: plans.Plan, scope: Scope, view: str) -> str:
    """One of the two views of a scope's totals. Raises ValueError for any other."""
    counted = stored.results(tx, (plan.number, plan.title or ""), scope.extent(plan.id))
    lines = {AGENCIES: _by_agency, APPENDICES: _by_appendix}.get(view)
    if lines is None:
        raise ValueError(f"no such view: {view}")
    return "\n".join([totals.head(plan, scope, counted), *lines(counted)])


def _by_agency(counted: Results) -> Iterator[str]:
    yield bold(_("By agency (done/all)"))
    ranks = ranked(counted)
    names = counted.agencies()
    for name in names[:SHOWN]:
        by = counted.counters(agency=name)
        yield _line(name, by) + (_("; rank {n}").format(n=ranks[name]) if name in ranks else "")
    if len(names) > SHOWN:
        yield _("… and {n} more agencies").format(n=len(names) - SHOWN)
    if ranks:
        text = _("Ranked by the share done, among agencies with at least {n} tasks.")
        yield text.format(n=FEWEST_TASKS)


def _by_appendix(counted: Results) -> Iterator[str]:
    yield bold(_("By appendix (done/all)"))
    for name in counted.appendices():
        yield _line(_("Appendix {number}").format(number=name), counted.counters(appendix=name))


def _line(name: str, by: dict[Counter, int]) -> str:
    done, number = done_of(by), sum(by.values())
    return f"• {name}: {done}/{number} ({share(done, number)}%){terms.overdue_too(by[Counter.OVERDUE])}"


def ranked(counted: Results) -> dict[str, int]:
    """The rank of agencies by the share of their tasks that is done; equal shares, equal ranks. Empty for few."""
    shares = {}
    for name in counted.agencies():
        by = counted.counters(agency=name)
        if sum(by.values()) >= FEWEST_TASKS:
            shares[name] = done_of(by) / sum(by.values())
    if len(shares) < FEWEST_AGENCIES:
        return {}
    return {name: 1 + sum(other > mine for other in shares.values()) for name, mine in shares.items()}
