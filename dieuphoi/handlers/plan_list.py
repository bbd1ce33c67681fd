"""/kehoach: the plans, what they were made of, closing one that is over and taking it up again."""

from __future__ import annotations

from textwrap import shorten

from dieuphoi.handlers import phrases, refusals
from dieuphoi.handlers.drafting import open_draft, overview
from dieuphoi.handlers.messages import Button, Message, bold
from dieuphoi.handlers.permissions import Action
from dieuphoi.handlers.plan_names import of_any
from dieuphoi.handlers.renewing import renewed
from dieuphoi.handlers.turn import Rows, Turn
from dieuphoi.storage import drafts, plans, rooms, tasks, versions
from dieuphoi.storage.plans import Plan
from dieuphoi.storage.versions import Kind, Source, Version
from dieuphoi.wording import _

SHOWN = 10
TITLE = 120
OPEN = 6


def command(turn: Turn, argument: str = "") -> list[Message]:
    """/kehoach: all plans; /kehoach 4506: one, with its history."""
    if not turn.may(Action.SEE_TASKS):
        return [turn.reply(refusals.register_first())]
    if not turn.private:
        return [_one(turn, plan) for plan in turn.plans[:1]]
    if argument:
        plan = of_any(turn, argument)
        if plan is None:
            numbers = ", ".join(plan.number for plan in plans.every(turn.tx)) or "–"
            text = _("There is no plan {number}. Plans: {numbers}.")
            return [turn.reply(text.format(number=argument[:40], numbers=numbers))]
        return [_one(turn, plan)]
    return [_all(turn)]


def _all(turn: Turn) -> Message:
    every = plans.every(turn.tx)[-SHOWN:]
    lines = [_line(turn, plan) for plan in reversed(every)]
    buttons = [[Button(plan.number[:60], f"kh:see:{plan.id}")] for plan in reversed(every)]
    if turn.may(Action.IMPORT_PLAN):
        lines.append(_("To import or amend one: send its file here, or /nhapkehoach"))
        waiting = drafts.waiting_of(turn.tx, turn.who.person_id or 0)[-3:]
        buttons += [[Button(_("Go on with draft {n}").format(n=n), f"kh:draft:{n}")] for n in waiting]
    return turn.reply("\n\n".join(lines or [_("There is no plan yet.")]), buttons)


def _line(turn: Turn, plan: Plan) -> str:
    head = bold(plan.number) + (_(" of {day}").format(day=phrases.day(plan.date)) if plan.date else "")
    return "\n".join([head, shorten(plan.title or "", TITLE, placeholder="…"), _state(turn, plan)])


def _state(turn: Turn, plan: Plan) -> str:
    number = tasks.count(turn.tx, tasks.Filter((plan.id,)))[0]
    left = tasks.count(turn.tx, tasks.Filter((plan.id,), open_only=True))[0]
    if plan.closed_at is not None:
        return _("Closed on {day}. Tasks: {n}, not done: {left}").format(
            day=phrases.day(plan.closed_at.date()), n=number, left=left
        )
    return _("Open. Tasks: {n}, not done: {left}").format(n=number, left=left)


def _one(turn: Turn, plan: Plan, *, edit: bool = False) -> Message:
    groups = [room.title or "–" for room in rooms.of_plan(turn.tx, plan.id)]
    lines = [
        _line(turn, plan),
        _("Groups: {names}").format(names=", ".join(groups) or _("none")),
        bold(_("History")),
        *(f"• {_entry(one)}" for one in versions.of_plan(turn.tx, plan.id)[-SHOWN:]),
    ]
    return turn.reply("\n".join(lines), _buttons(turn, plan), edit=edit)


def _buttons(turn: Turn, plan: Plan) -> Rows:
    if not turn.may(Action.CLOSE_PLAN):
        return ()
    if plan.closed:
        return [[Button(_("Reopen"), f"kh:reopen:{plan.id}")]]
    return [[Button(_("Close the plan"), f"kh:close:{plan.id}")]]


def _entry(one: Version) -> str:
    said = {
        Kind.IMPORT: _("imported"),
        Kind.AMEND: _("amended"),
        Kind.CLOSE: _("closed"),
        Kind.REOPEN: _("reopened"),
    }[one.kind]
    parts = [phrases.moment(one.at), f"{said} ({one.person})" if one.person else said]
    if one.document_number:
        parts.append(phrases.document(one.document_number, one.document_date))
    text = ": ".join([parts[0], "; ".join(parts[1:])])
    return f"{text}; {_counts(one)}" if one.changes else text


def _counts(one: Version) -> str:
    numbers = {
        "tasks": _("{n} tasks"),
        "added": _("{n} new"),
        "removed": _("{n} taken out"),
        "changed": _("{n} changed"),
    }
    shown = [text.format(n=one.changes[key]) for key, text in numbers.items() if one.changes.get(key)]
    return ", ".join(shown[:1] if one.kind is Kind.IMPORT else shown)


def press(turn: Turn, args: list[str]) -> list[Message]:
    """A button of /kehoach was pressed."""
    what, number = args[0], int(args[1])
    if what == "draft":
        return _go_on(turn, number)
    plan = plans.get(turn.tx, number)
    if plan is None or not turn.may(Action.SEE_TASKS) or not (turn.private or plan.id in turn.plan_ids):
        return [turn.reply(_("There is no such plan. Plans: /kehoach"))]
    if what == "see":
        return [_one(turn, plan)]
    if not turn.may(Action.CLOSE_PLAN):
        return [turn.reply(refusals.of(turn, Action.CLOSE_PLAN))]
    return {"close": _ask_close, "shut": _close, "reopen": _reopen}[what](turn, plan)


def _go_on(turn: Turn, draft_id: int) -> list[Message]:
    seen = open_draft(turn, draft_id)
    return [seen if isinstance(seen, Message) else overview(turn, seen.draft)]


def _ask_close(turn: Turn, plan: Plan) -> list[Message]:
    """What is still open is said before the plan is closed."""
    wanted = tasks.Filter((plan.id,), open_only=True)
    left = tasks.count(turn.tx, wanted)[0]
    lines = [_("Close plan {number}?").format(number=bold(plan.number))]
    if left:
        lines.append(_("Not done yet: {n}").format(n=left))
        items = tasks.page(turn.tx, wanted, skip=0, size=OPEN)
        lines += [f"• {item.code} · {item.short_title} ({item.agency})" for item in items]
        lines += ["…"] if left > OPEN else []
    lines.append(
        _(
            "After that there are no reminders and posts about it; it is left out of lists and totals, and can still be read."
        )
    )
    row = [Button(_("Close it"), f"kh:shut:{plan.id}"), Button(_("« Back"), f"kh:see:{plan.id}")]
    return [turn.reply("\n".join(lines), [row], edit=True)]


def _close(turn: Turn, plan: Plan) -> list[Message]:
    if plan.closed:
        return [_one(turn, plan, edit=True)]
    plans.close(turn.tx, plan.id, _source(turn))
    said, posts = renewed(turn)
    row = [Button(_("Reopen"), f"kh:reopen:{plan.id}")]
    text = _("Plan {number} is closed. {posts} To read it: /viec {number}").format(
        number=plan.number, posts=said
    )
    return [turn.reply(text, [row], edit=True), *posts]


def _reopen(turn: Turn, plan: Plan) -> list[Message]:
    if plan.closed:
        plans.reopen(turn.tx, plan.id, _source(turn))
    now = plans.get(turn.tx, plan.id)
    return [_one(turn, now or plan, edit=True)]


def _source(turn: Turn) -> Source:
    return Source(turn.who.person_id, turn.incoming.chat.channel)
