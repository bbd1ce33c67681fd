"""/tongketqua: the four counters, by agency and by state, what is overdue and stuck, what changed since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from dieuphoi.handlers import phrases
from dieuphoi.handlers.arguments import read_quarter, read_year
from dieuphoi.handlers.messages import Button, Chat, Message, Rank, bold
from dieuphoi.handlers.permissions import Action
from dieuphoi.handlers.turn import Turn
from dieuphoi.plan.periods import Period, parse_code
from dieuphoi.plan.results import Counter, Results, State, share
from dieuphoi.storage import agencies, log, plans, rooms, tasks, totals
from dieuphoi.storage.agencies import Agency
from dieuphoi.storage.database import Transaction
from dieuphoi.wording import _, ngettext

AGENCIES = 10
NAMED = 6


@dataclass(frozen=True, slots=True)
class Scope:
    """What is summed up: the whole plan, what is due in a period, the part of an agency."""

    period: Period | None = None
    agency: Agency | None = None

    @property
    def code(self) -> str:
        """As a button and a snapshot carry it."""
        return f"{self.period.code if self.period else ''}:{self.agency.id if self.agency else ''}"

    @property
    def label(self) -> str:
        """As people read it; empty for the whole plan."""
        period = [self.period.label] if self.period else []
        return " · ".join([*period, *([self.agency.name] if self.agency else [])])


def command(turn: Turn, argument: str = "") -> list[Message]:
    """/tongketqua, with a quarter, a year or an agency."""
    scope = Scope()
    if argument:
        period = read_quarter(argument, turn.today) or read_year(argument)
        found = [a for a, score in turn.office.names.agencies(turn.tx, argument[:200]) if score >= 90]
        if period is None and len(found) != 1:
            text = _(
                "I don't know “{argument}”. Write /tongketqua, or with a quarter (“quý 1/2022”), a year (“2022”) or an agency (“Sở Tài chính”)."
            )
            return [turn.reply(text.format(argument=argument[:60]))]
        scope = Scope(period) if period else Scope(agency=found[0])
    return show(turn, scope)


def show(turn: Turn, scope: Scope) -> list[Message]:
    """The totals, for who may see them; a focal point sees their own agency's, in private."""
    if not turn.plans:
        return [turn.reply(_("There is no plan yet. The operator imports one: dieuphoi plan import FILE"))]
    if not turn.may(Action.SEE_TOTALS):
        if not turn.may(Action.SEE_OWN_TOTALS):
            return [
                turn.reply(_("Totals are for the coordinator and leaders. Your tasks: /viec, in private."))
            ]
        own = turn.who.agencies[0] if scope.agency is None else scope.agency
        if own.id not in turn.who.agency_ids:
            return [
                turn.reply(
                    _("You see the totals of your own agency: {agency}.").format(
                        agency=turn.who.agencies[0].name
                    )
                )
            ]
        scope = replace(scope, agency=own)
    return [_for_plan(turn, plan, scope) for plan in turn.plans]


def _for_plan(turn: Turn, plan: plans.Plan, scope: Scope) -> Message:
    text = report(turn.tx, plan, scope, turn.incoming.chat.key)
    buttons = []
    if turn.may(Action.POST_TOTALS) and turn.private and rooms.of_plan(turn.tx, plan.id):
        buttons.append(Button(_("Post in the group"), f"post:{plan.id}:{scope.code}"))
    buttons.append(
        Button(
            _("See what is overdue"), "l:overdue::" + (str(scope.agency.id) if scope.agency else "") + "::0"
        )
    )
    return turn.reply(text, [buttons], kind="summary")


def report(tx: Transaction, plan: plans.Plan, scope: Scope, audience: str) -> str:
    """The text of the totals of a scope, remembered as seen by its audience (a chat)."""
    counted = totals.results(
        tx,
        (plan.id, plan.number, plan.title or ""),
        period=scope.period,
        agency_ids=(scope.agency.id,) if scope.agency else (),
        scope=scope.code,
    )
    before = totals.last_seen(tx, plan.id, audience, scope.code)
    totals.remember(tx, plan.id, audience, counted)
    if not counted.total:
        return f"{_head(plan, scope, counted)}\n" + _("No task in this scope.")
    parts = ["\n".join(_counters(plan, scope, counted, before))]
    if scope.agency is None:
        parts.append("\n".join(_agencies(counted)))
    parts.append(_states(counted))
    parts += _named(tx, plan, scope, tx.now.date())
    if before is not None and scope.code == Scope().code:
        parts.append(_changes(tx, plan, before[0]))
    return "\n\n".join(part for part in parts if part)


def _head(plan: plans.Plan, scope: Scope, counted: Results) -> str:
    title = _("Results of plan {number}").format(number=plan.number)
    label = f" · {scope.label}" if scope.label else ""
    return f"{bold(title)}{label}\n" + _("As of {at}").format(at=phrases.moment(counted.as_of))


def _counters(
    plan: plans.Plan, scope: Scope, counted: Results, before: tuple[datetime, dict[str, int]] | None
) -> Iterator[str]:
    yield _head(plan, scope, counted)
    yield ngettext("In all: {n} task", "In all: {n} tasks", counted.total).format(n=bold(counted.total))
    for counter, number in counted.counters().items():
        change = number - before[1].get(counter, 0) if before else 0
        line = f"• {phrases.counter_name(counter)}: {bold(number)} ({share(number, counted.total)}%)"
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
        done = by[Counter.DONE_IN_TIME] + by[Counter.DONE_LATE]
        late = _(", overdue {n}").format(n=by[Counter.OVERDUE]) if by[Counter.OVERDUE] else ""
        yield f"• {name}: {done}/{sum(by.values())}{late}"
    if len(names) > AGENCIES:
        yield _("… and {n} more agencies").format(n=len(names) - AGENCIES)


def _states(counted: Results) -> str:
    shown = [f"{phrases.state_name(s)} {n}" for s, n in counted.states().items() if n]
    return bold(_("By state")) + ": " + "; ".join(shown)


def _named(tx: Transaction, plan: plans.Plan, scope: Scope, today: date) -> Iterator[str]:
    """What is overdue and what is stuck, by name."""
    base = tasks.Filter(
        (plan.id,),
        first=scope.period.first if scope.period else None,
        last=scope.period.last if scope.period else None,
        counted_under=(scope.agency.id,) if scope.agency else (),
    )
    late, stuck = replace(base, overdue_on=today), replace(base, state=State.BLOCKED)
    for title, wanted in ((_("Overdue"), late), (_("Blocked"), stuck)):
        number, _own = tasks.count(tx, wanted)
        if number:
            items = tasks.page(tx, wanted, skip=0, size=NAMED)
            lines = [f"• {_named_line(item, today)}" for item in items]
            more = [_("… and {n} more").format(n=number - NAMED)] if number > NAMED else []
            yield "\n".join([f"{bold(title)}: {number}", *lines, *more])


def _named_line(item: tasks.Item, today: date) -> str:
    what = item.note if item.state is State.BLOCKED and item.note else ""
    when = phrases.days_left(item.due, today) if item.due else phrases.deadline(item, today)
    return f"{bold(item.code)} · {item.agency}, {when}" + (f": {what}" if what else "")


def _changes(tx: Transaction, plan: plans.Plan, since: datetime) -> str:
    moved, number = log.changes_since(tx, plan.id, since, limit=NAMED)
    head = bold(_("Changed since {at}").format(at=phrases.moment(since)))
    if not moved:
        return f"{head}: " + _("nothing")
    items = {item.id: item for item in tasks.many(tx, [key for key, _code in moved])}
    lines = [f"• {bold(code)}: {phrases.standing(items[key])}" for key, code in moved]
    more = [_("… and {n} more").format(n=number - NAMED)] if number > NAMED else []
    return "\n".join([f"{head}: {number}", *lines, *more])


def post_pressed(turn: Turn, args: list[str]) -> list[Message]:
    """Post the totals in the plan's group: counted anew, so that the group never gets old numbers."""
    plan = plans.get(turn.tx, int(args[0]))
    if plan is None or not turn.may(Action.POST_TOTALS):
        return [turn.reply(_("Totals are for the coordinator and leaders. Your tasks: /viec, in private."))]
    period, agency_id = args[1], args[2]
    scope = Scope(
        parse_code(period) if period else None, agencies.get(turn.tx, int(agency_id)) if agency_id else None
    )
    posts = to_rooms(
        turn.tx, plan, scope, key=f"asked:{turn.tx.now.isoformat(timespec='minutes')}:{scope.code}"
    )
    if not posts:
        return [turn.reply(_("The plan has no group yet. Send /gannhom in the coordination group."))]
    return [turn.reply(_("Posted in the group.")), *posts]


def to_rooms(tx: Transaction, plan: plans.Plan, scope: Scope, *, key: str) -> list[Message]:
    """The totals as posts in the plan's groups, each under a key of its own."""
    return [
        Message(
            Chat(room.channel, room.external_id, private=False, thread=room.thread, title=room.title),
            report(tx, plan, scope, f"{room.channel}:{room.external_id}"),
            rank=Rank.POST,
            kind="rollup",
            key=f"rollup:{plan.id}:{room.id}:{key}",
        )
        for room in rooms.of_plan(tx, plan.id)
    ]
