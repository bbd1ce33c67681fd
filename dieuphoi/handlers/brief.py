"""The answer to /tongketqua, for a phone: a headline, the four counters, and what a leader asks next in a line each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dieuphoi.handlers import blocker_words, corrected, phrases, totals
from dieuphoi.handlers.messages import bold
from dieuphoi.handlers.scopes import Scope
from dieuphoi.plan.periods import quarter_of
from dieuphoi.plan.results import Counter, Results
from dieuphoi.storage import blockers, plan_rows, plans, tasks
from dieuphoi.storage import totals as stored
from dieuphoi.storage.database import Transaction
from dieuphoi.wording import _

BLOCKERS = 3
SILENT = 3
WORKED_OUT = 1_000  # parts of a plan: of more, how they stood before is not worked out for every answer


def answer(tx: Transaction, plan: plans.Plan, scope: Scope, audience: str) -> tuple[str, Results]:
    """The text, and the totals that it tells; remembered as seen by its audience (a chat)."""
    counted = stored.results(tx, (plan.number, plan.title or ""), scope.extent(plan.id), scope=scope.code)
    before = stored.last_seen(tx, plan.id, audience, scope.code)
    stored.remember(tx, plan.id, audience, counted)
    if not counted.total:
        return f"{totals.head(plan, scope, counted)}\n{_nothing(scope)}", counted
    lines = list(totals.counters(plan, scope, counted, before))
    lines += _moved(tx, plan, scope, counted)
    if scope.is_of_today:
        lines += totals.extended(tx, plan, scope)
        lines += _stuck(tx, plan, scope)
        lines += _silent(tx, plan, scope)
        lines += _next(tx, plan, scope)
        lines += corrected.since_post(tx, plan, scope, counted)
    return "\n".join(lines), counted


def _nothing(scope: Scope) -> str:
    if scope.day is not None:
        return _("At the end of that day the bot had no task in this scope.")
    if scope.agency is None:
        return _("No task in this scope.")
    return _("{agency} leads no task in this scope. Tasks that it helps with: /viec {agency}").format(
        agency=scope.agency.name
    )


def _moved(tx: Transaction, plan: plans.Plan, scope: Scope, counted: Results) -> Iterator[str]:
    """What is done and overdue now, and was at the end of the period before; of the same tasks."""
    this = scope.period or quarter_of(counted.as_of.date())
    ended = this.previous().last
    if ended >= counted.as_of.date() or tasks.count(tx, tasks.Filter((plan.id,)))[0] > WORKED_OUT:
        return
    then = replace(scope, day=ended).extent(plan.id)
    before = stored.results(tx, (plan.number, plan.title or ""), then)
    if before.total:
        text = _("Since {day}: done from {done} to {done_now}, overdue from {late} to {late_now}")
        yield text.format(
            day=phrases.day(ended),
            done=before.done,
            done_now=bold(counted.done),
            late=before.counters()[Counter.OVERDUE],
            late_now=bold(counted.counters()[Counter.OVERDUE]),
        )


def _stuck(tx: Transaction, plan: plans.Plan, scope: Scope) -> Iterator[str]:
    """Every open blocker of the plan, or of an agency's part of it, whatever period is summed up."""
    held = blockers.open_in(tx, [plan.id], counted_under=[scope.agency.id] if scope.agency else [])
    if held:
        of_all = " " + _("(of the whole plan)") if scope.period or scope.appendix else ""
        yield f"{bold(_('Blockers not lifted') + of_all)}: {blocker_words.number(held)}"
        yield from (f"• {blocker_words.in_short(one)}" for one in held[:BLOCKERS])
        if len(held) > BLOCKERS:
            yield _("… and {n} more: {command}").format(n=len(held) - BLOCKERS, command="/vuongmac")


def _silent(tx: Transaction, plan: plans.Plan, scope: Scope) -> Iterator[str]:
    """The agencies that have never reported on what is summed up, those with most open tasks first."""
    found = stored.silent(tx, scope.extent(plan.id)) if scope.agency is None else []
    never = [(agency, number) for agency, number in found if agency != plan_rows.no_lead()]
    if never:
        named = [f"{agency} ({number})" for agency, number in never[:SILENT]]
        more = [_("{n} more agencies").format(n=len(never) - SILENT)] if len(never) > SILENT else []
        yield bold(_("Never reported")) + ": " + "; ".join([*named, *more])


def _next(tx: Transaction, plan: plans.Plan, scope: Scope) -> Iterator[str]:
    """The open task that falls due next."""
    today = tx.now.date()
    wanted = scope.of_plan(plan.id)
    ahead = replace(wanted, first=max(today, wanted.first or today), open_only=True)
    for item in tasks.page(tx, ahead, skip=0, size=1):
        text = _("Due next: {code} · {title}, {agency}, {deadline}")
        yield text.format(
            code=bold(item.code),
            title=item.short_title,
            agency=phrases.lead(item),
            deadline=phrases.deadline(item, today),
        )
