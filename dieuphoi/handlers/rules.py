"""/nhac: the rules of reminding of a plan, read by all who see its tasks, changed by the coordinator."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from dieuphoi.handlers import phrases, refusals, rule_words
from dieuphoi.handlers.day_words import weekday
from dieuphoi.handlers.group_posts import quarter_ended
from dieuphoi.handlers.messages import Button, Message, bold, in_rows
from dieuphoi.handlers.occasions import Matter, of_plan, spoken
from dieuphoi.handlers.permissions import Action
from dieuphoi.handlers.plan_names import named_first
from dieuphoi.handlers.rule_changes import REMINDING, ask, changed, closed, in_view, not_allowed, put
from dieuphoi.handlers.turn import Turn
from dieuphoi.handlers.typed_rules import named
from dieuphoi.plan.calendar import ONE_DAY
from dieuphoi.plan.reminding import Morning, Why
from dieuphoi.plan.text import fold
from dieuphoi.storage import pauses, rooms
from dieuphoi.storage import rules as kept
from dieuphoi.storage.plans import Plan
from dieuphoi.wording import _

PLANS = 10
CHANGES = 15


def command(turn: Turn, argument: str = "") -> list[Message]:
    """/nhac; /nhac lịch sử; /nhac trước hạn 30 15 5; each also behind a plan's number."""
    if not turn.may(Action.SEE_TASKS):
        return [turn.reply(refusals.register_first())]
    plan, rest = named_first(turn, argument)
    if plan is None and len(turn.plans) == 1:
        plan = turn.plans[0]
    return _about(turn, plan, rest) if plan else _ask_plan(turn, rest)


def _ask_plan(turn: Turn, argument: str) -> list[Message]:
    if not turn.plans:
        return [turn.reply(_("There is no open plan. The coordinator imports one: /nhapkehoach"))]
    mark = turn.ask("rules_of", argument=argument[:100])
    buttons = [[Button(plan.number[:60], f"np:{plan.id}:{mark}")] for plan in turn.plans[-PLANS:]]
    return [turn.reply(turn.in_words(_("The rules of which plan?")), buttons, kind="question")]


def press_plan(turn: Turn, args: list[str]) -> list[Message]:
    """The plan was chosen."""
    question = turn.question("rules_of", args[1])
    plan = in_view(turn, int(args[0]))
    if question is None or plan is None or not turn.may(Action.SEE_TASKS):
        return [closed(turn)]
    turn.done_asking()
    return _about(turn, plan, question.data["argument"])


def take_plan(turn: Turn, data: dict[str, Any]) -> list[Message] | None:
    """The plan's number was typed; None for any other text."""
    plan, rest = named_first(turn, turn.incoming.text)
    if plan is None or rest:
        return None
    turn.done_asking()
    return _about(turn, plan, data["argument"])


def _about(turn: Turn, plan: Plan, said: str) -> list[Message]:
    if not said:
        return show(turn, plan)
    if fold(said) in ("lich su", "nhat ky"):
        return _history(turn, plan)
    found = named(said)
    if found is None:
        text = _(
            "I don't know the rule “{typed}”. Write e.g. “/nhac trước hạn 30 15 5”, “/nhac quá hạn hằng ngày”, “/nhac im lặng 45”, “/nhac phối hợp tắt”, “/nhac lãnh đạo 20”; all rules: /nhac"
        )
        return [turn.reply(text.format(typed=said[:60]))]
    if not turn.may(Action.SET_REMINDERS):
        return [not_allowed(turn)]
    kind, value = found
    return put(turn, plan, kind, value) if value else ask(turn, plan, kind)


def show(turn: Turn, plan: Plan, *, edit: bool = False) -> list[Message]:
    """All rules of a plan, one a line, with a button for each where the sender may change them."""
    rules = kept.of_plan(turn.tx, plan.id)
    hours = turn.office.hours
    lines = [
        bold(_("Reminder rules, plan {number}").format(number=plan.number)),
        *(rule_words.line(kind, rules) for kind in REMINDING),
        _("Hours: {opens}–{closes} on working days (/lichlamviec).").format(
            opens=hours.opens.strftime("%H:%M"), closes=hours.closes.strftime("%H:%M")
        ),
        _this_week(turn, plan),
        *([_("Report days: /baocao lịch")] if turn.may(Action.EDIT_REPORT) else []),
    ]
    history = [Button(_("What was changed"), f"nh:{plan.id}")]
    if not turn.may(Action.SET_REMINDERS):
        lines.append(_("Only the coordinator changes them."))
        return [turn.reply("\n".join(lines), [history], edit=edit)]
    lines.append(_("Press a rule to change it, or write e.g. “/nhac trước hạn 30 15 5”."))
    change = in_rows([Button(rule_words.name(kind), f"nr:{plan.id}:{kind}") for kind in REMINDING], 2)
    return [turn.reply("\n".join(lines), [*change, history], edit=edit)]


def _this_week(turn: Turn, plan: Plan) -> str:
    until = pauses.running(turn.tx, turn.today).plans.get(plan.id)
    if until is not None:
        return _("The plan is paused until {day}: /tamdung").format(day=phrases.day(until))
    days = _coming(turn, plan)
    if not days:
        return _("This week no post comes.")
    return _("Posts of this week: {days}.").format(days=", ".join(map(weekday, days)))


def _coming(turn: Turn, plan: Plan) -> list[date]:
    """The days up to Sunday on which somebody hears something; today's posts are made as its hours begin."""
    calendar = kept.working_days(turn.tx)
    before = turn.today - (timedelta(0) if turn.tx.now.time() >= turn.office.hours.opens else ONE_DAY)
    sunday = turn.today + timedelta(days=6 - turn.today.weekday())
    rules, grouped = kept.of_plan(turn.tx, plan.id), bool(rooms.of_plan(turn.tx, plan.id))
    found, passed = [], set[tuple[int, Why]]()
    for day in calendar.between(before, sunday):
        morning = Morning((day,), calendar)
        weekly = rules.week and morning.week_begins()
        totals = grouped and (weekly or (rules.ended and quarter_ended(turn.tx, plan, morning)))
        matters = of_plan(turn.tx, plan, morning)
        steps = {(m.item.id, why) for m in matters for why in m.whys & _STEPS}
        if totals or steps - passed or any(_heard(matter, grouped) for matter in matters):
            found.append(day)
        passed |= steps  # each is told on the first of the days
    return found


_STEPS = {Why.ALONE, Why.COORDINATOR, Why.LEADER}  # the deputy's is reached where the first is


def _heard(matter: Matter, grouped: bool) -> bool:
    """Whether a task is spoken of, in private or in a group that there is, other than on a step up."""
    wherever = matter.whys & {Why.COORDINATING}
    return bool(wherever or spoken(matter, private=True) or (grouped and spoken(matter, private=False)))


def press_show(turn: Turn, args: list[str]) -> list[Message]:
    """The rules are to be seen again."""
    plan = in_view(turn, int(args[0]))
    return show(turn, plan) if plan and turn.may(Action.SEE_TASKS) else [not_allowed(turn)]


def press_history(turn: Turn, args: list[str]) -> list[Message]:
    """Who changed what is to be seen."""
    plan = in_view(turn, int(args[0]))
    return _history(turn, plan) if plan and turn.may(Action.SEE_TASKS) else [not_allowed(turn)]


def _history(turn: Turn, plan: Plan) -> list[Message]:
    found = kept.history(turn.tx, plan.id)
    head = bold(_("Changes of the rules, plan {number}").format(number=plan.number))
    if not found:
        return [turn.reply(f"{head}\n" + _("Nobody has changed them: the usual rules hold. See: /nhac"))]
    lines = [f"• {changed(change)}" for change in reversed(found[-CHANGES:])]
    if len(found) > CHANGES:
        lines.append(_("… {n} earlier entries").format(n=len(found) - CHANGES))
    return [turn.reply("\n".join([head, *lines]))]
