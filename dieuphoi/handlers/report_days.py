"""/baocao lịch: on which days the coordinators get the draft of a report, and a week before, what it still lacks."""

from __future__ import annotations

from datetime import date

from dieuphoi.handlers import missing_parts, phrases, plan_choice, refusals, rule_changes, rule_words
from dieuphoi.handlers.messages import Button, Message, bold, in_rows
from dieuphoi.handlers.permissions import Action
from dieuphoi.handlers.scopes import Scope
from dieuphoi.handlers.turn import Turn, to_coordinators
from dieuphoi.handlers.typed_rules import named
from dieuphoi.plan.periods import Period
from dieuphoi.plan.reminding import Morning
from dieuphoi.plan.report_days import AHEAD, PERIODS, coming, due
from dieuphoi.storage import pauses, plans, rules
from dieuphoi.storage.database import Transaction
from dieuphoi.wording import _

KIND = "missing"  # of the message that says what a report still lacks


def command(turn: Turn, argument: str = "") -> list[Message]:
    """/baocao lịch; /baocao lịch quý ngày 15 tháng cuối: seen, or set for the plan in view."""
    if not turn.may(Action.EDIT_REPORT):
        return [turn.reply(refusals.of(turn, Action.EDIT_REPORT))]
    if len(turn.plans) != 1:
        return _choice(turn, 0)
    said = argument.strip(" :,")
    if not said:
        return [_shown(turn, turn.plans[0])]
    found = named(f"báo cáo {said}")
    if found is None or found[0] not in PERIODS:
        text = _(
            "I don't know the report day “{typed}”. Write e.g. “/baocao lịch quý ngày 15 tháng cuối”, “/baocao lịch 6 tháng ngày 5 tháng sau”, “/baocao lịch năm tắt”."
        )
        return [turn.reply(text.format(typed=said[:60]))]
    kind, value = found
    return (
        rule_changes.put(turn, turn.plans[0], kind, value)
        if value
        else rule_changes.ask(turn, turn.plans[0], kind)
    )


def press(turn: Turn, args: list[str]) -> list[Message]:
    """The report days of a plan; or more plans to choose from."""
    if not turn.may(Action.EDIT_REPORT):
        return [turn.reply(refusals.of(turn, Action.EDIT_REPORT))]
    if args[0] == "more":
        return _choice(turn, int(args[1]), edit=True)
    plan = rule_changes.in_view(turn, int(args[0]))
    return [_shown(turn, plan)] if plan else [turn.reply(refusals.of(turn, Action.EDIT_REPORT))]


def _choice(turn: Turn, skip: int, *, edit: bool = False) -> list[Message]:
    if not turn.plans:
        return [turn.reply(_("There is no open plan. The coordinator imports one: /nhapkehoach"))]
    return [
        plan_choice.page(turn, Scope(), skip, lambda plan: f"prd:{plan.id}", "prd:more:{skip}", edit=edit)
    ]


def _shown(turn: Turn, plan: plans.Plan) -> Message:
    set_rules = rules.of_plan(turn.tx, plan.id)
    lines = [bold(_("Report days, plan {number}").format(number=plan.number))]
    for kind in PERIODS:
        line = rule_words.line(kind, set_rules)
        next_one = coming(turn.today, kind, getattr(set_rules, kind))
        if next_one:
            text = _("next: {period}, {day}")
            line += "; " + text.format(period=next_one[0].label, day=phrases.day(next_one[1]))
        lines.append(line)
    lines += [
        _(
            "A week before, you read what the report still lacks; a day off counts to the working day before it."
        ),
        _("Press a report to set its day, or write e.g. “/baocao lịch quý ngày 15 tháng cuối”."),
    ]
    buttons = [Button(rule_words.name(kind), f"nr:{plan.id}:{kind}") for kind in PERIODS]
    return turn.reply("\n".join(lines), in_rows(buttons, 1))


def reported_on(tx: Transaction, morning: Morning) -> list[tuple[plans.Plan, Period]]:
    """The reports that are to be drafted on a morning, of every plan that is not left in peace."""
    return [pair for plan in _plans(tx, morning) for pair in _due(tx, plan, morning.ahead())]


def falls_on(tx: Transaction, morning: Morning) -> bool:
    """Whether a morning brings the coordinators a report, or what one still lacks."""
    return bool(reported_on(tx, morning) or _in_a_week(tx, morning))


def missing(tx: Transaction, morning: Morning) -> list[Message]:
    """A week before a report: what it still lacks, to the coordinators."""
    pairs = _in_a_week(tx, morning)
    return [said for plan, period in pairs for said in _missing(tx, plan, period, morning.today)]


def _in_a_week(tx: Transaction, morning: Morning) -> list[tuple[plans.Plan, Period]]:
    days = frozenset(day + AHEAD for day in morning.ahead())
    return [pair for plan in _plans(tx, morning) for pair in _due(tx, plan, days)]


def _missing(tx: Transaction, plan: plans.Plan, period: Period, today: date) -> list[Message]:
    text, rows = missing_parts.view(tx, plan, period, today)
    head = _("The report of {period} is drafted in a week.").format(period=period.label)
    return to_coordinators(tx, f"{head}\n{text}", rows)


def _plans(tx: Transaction, morning: Morning) -> list[plans.Plan]:
    left_alone = pauses.running(tx, morning.today).plans
    return [plan for plan in plans.running(tx) if plan.id not in left_alone]


def _due(tx: Transaction, plan: plans.Plan, days: frozenset[date]) -> list[tuple[plans.Plan, Period]]:
    set_rules = rules.of_plan(tx, plan.id)
    return [(plan, period) for kind in PERIODS for period in due(days, kind, getattr(set_rules, kind))]
