"""The text of totals: the four counters, by agency and by state, what is overdue and stuck, what changed since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from dieuphoi.handlers import answering, blocker_words, corrected, phrases, task_lines
from dieuphoi.handlers.messages import Lines, bold
from dieuphoi.handlers.scopes import Scope
from dieuphoi.plan.results import Counter, Results, done_of
from dieuphoi.reports import terms
from dieuphoi.storage import blockers, extensions, log, plans, tasks, totals
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.totals import Seen
from dieuphoi.wording import _, ngettext

AGENCIES = 10
NAMED = 6


def report(
    tx: Transaction, plan: plans.Plan, scope: Scope, audience: str, first: int = 1
) -> tuple[str, Lines]:
    """The text of the totals of a scope, remembered as seen by its audience (a chat); its tasks numbered from `first`."""
    counted = totals.results(tx, (plan.number, plan.title or ""), scope.extent(plan.id), scope=scope.code)
    before = totals.last_seen(tx, plan.id, audience, scope.code)
    totals.remember(tx, plan.id, audience, counted)
    if not counted.total:
        return f"{head(plan, scope, counted)}\n" + _("No task in this scope."), Lines(first, ())
    parts = ["\n".join(counters(plan, scope, counted, before))]
    if scope.agency is None:
        parts.append("\n".join(_agencies(counted)))
    parts.append(_states(counted))
    if before is not None and scope.is_of_today:
        parts += corrected.since(tx, plan, scope, before, counted)
    parts += extended(tx, plan, scope)
    named: list[list[tasks.Item]] = []
    if scope.is_of_today:  # tasks are listed under the agencies of today alone
        parts += _overdue(tx, plan, scope, named, first)
    parts += _stuck(tx, plan, scope, named, first)
    if before is not None and scope.code == Scope().code:
        parts.append(_changes(tx, plan, before))
    return "\n\n".join(parts), Lines(first, task_lines.parts(named))


def head(plan: plans.Plan, scope: Scope, counted: Results) -> str:
    """Of what and as of when."""
    title = _("Results of plan {number}").format(number=plan.number)
    label = f" · {scope.label}" if scope.label else ""
    return f"{bold(title)}{label}\n" + _("As of {at}").format(at=phrases.moment(counted.as_of))


def counters(plan: plans.Plan, scope: Scope, counted: Results, before: Seen | None) -> Iterator[str]:
    """The head, the total, and the four counters with what has changed since the chat saw them."""
    yield head(plan, scope, counted)
    yield ngettext("In all: {n} task", "In all: {n} tasks", counted.total).format(n=bold(counted.total))
    percent = counted.percentages()
    for counter, number in counted.counters().items():
        change = number - before.counters.get(counter, 0) if before else 0
        line = f"• {terms.counter_name(counter)}: {bold(number)} ({percent[counter]}%)"
        yield line + (f" [{change:+d}]" if change else "")
    if counted.awaiting_confirmation:
        yield _("Done but waiting for confirmation: {n}").format(n=counted.awaiting_confirmation)
    if counted.without_deadline:
        yield _("Without a deadline (counted within the term): {n}").format(n=counted.without_deadline)


def _agencies(counted: Results) -> Iterator[str]:
    yield bold(_("By agency (done/all)"))
    names = counted.agencies()
    for name in names[:AGENCIES]:
        by = counted.counters(agency=name)
        late = terms.overdue_too(by[Counter.OVERDUE])
        yield f"• {name}: {done_of(by)}/{sum(by.values())}{late}"
    if len(names) > AGENCIES:
        yield _("… and {n} more agencies").format(n=len(names) - AGENCIES)


def _states(counted: Results) -> str:
    shown = [f"{phrases.state_name(s)} {n}" for s, n in counted.states().items() if n]
    return bold(_("By state")) + ": " + "; ".join(shown)


def _overdue(
    tx: Transaction, plan: plans.Plan, scope: Scope, listed: list[list[tasks.Item]], first: int
) -> Iterator[str]:
    """What is overdue, each task once; each line goes into `listed`."""
    today = tx.now.date()
    items = tasks.every(tx, replace(scope.of_plan(plan.id), overdue_on=today))
    if items:
        whole = task_lines.by_task(items)
        lines = task_lines.numbered((_named_line(tx, units, today) for units in whole[:NAMED]), first)
        listed += whole[:NAMED]
        more = _more(len(whole) - NAMED, "/quahan")
        yield "\n".join([bold(_("Overdue")) + f": {task_lines.number(items)}", *lines, *more])


def _more(number: int, command: str) -> list[str]:
    return [_("… and {n} more: {command}").format(n=number, command=command)] if number > 0 else []


def _stuck(
    tx: Transaction, plan: plans.Plan, scope: Scope, listed: list[list[tasks.Item]], first: int
) -> Iterator[str]:
    """Every open blocker of the plan, or of an agency's part of it, whatever period the totals are of."""
    if scope.structure is not None and scope.agency is not None:
        return  # blockers belong to the agencies of today
    held = blockers.open_in(tx, [plan.id], counted_under=[scope.agency.id] if scope.agency else [])
    if held:
        title = _("Blockers not lifted")
        if scope.period:
            title += " " + _("(of the whole plan)")
        shown = held[:NAMED]
        lines = task_lines.numbered(
            (blocker_words.in_list(one, tx.now.date()) for one in shown), first + len(listed)
        )
        listed += [tasks.many(tx, [one.assignment_id]) for one in shown]
        more = _more(len(held) - NAMED, "/vuongmac")
        yield "\n".join([f"{bold(title)}: {blocker_words.number(held)}", *lines, *more])


def extended(tx: Transaction, plan: plans.Plan, scope: Scope) -> Iterator[str]:
    """How many deadlines were extended, and how many requests wait."""
    found = extensions.of_items(tx, [item.id for item in tasks.every(tx, scope.of_plan(plan.id))])
    granted = sum(1 for one in found.values() if one.times)
    asked = sum(1 for one in found.values() if one.asked_until)
    if granted or asked:
        text = _("extended {granted}, requests waiting {asked}; “in time” goes by the deadline now")
        yield bold(_("Deadlines")) + ": " + text.format(granted=granted, asked=asked)


def _named_line(tx: Transaction, units: list[tasks.Item], today: date) -> str:
    item = units[0]
    if len(units) > 1:
        when = task_lines.deadline(units, today)
        return f"{bold(item.code)} · {item.short_title}\n   {task_lines.progress(tx, units)}; {when}"
    names = answering.names(tx, units)[item.id]
    when = phrases.days_left(item.due, today) if item.due else phrases.deadline(item, today)
    return f"{bold(item.code)} · {item.short_title}\n   {item.agency} ({names}), {when}"


def _changes(tx: Transaction, plan: plans.Plan, before: Seen) -> str:
    moved, number = log.changes_since(tx, plan.id, before.last_report, limit=NAMED)
    head = bold(_("Changed since {at}").format(at=phrases.moment(before.as_of)))
    if not moved:
        return f"{head}: " + _("nothing")
    items = {item.id: item for item in tasks.many(tx, [key for key, _code in moved])}
    lines = [f"• {bold(code)}: {phrases.standing(items[key])}" for key, code in moved]
    more = [_("… and {n} more").format(n=number - NAMED)] if number > NAMED else []
    return "\n".join([f"{head}: {number}", *lines, *more])
