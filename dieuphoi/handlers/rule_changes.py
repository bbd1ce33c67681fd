"""Changing a rule of reminding: asked with the usual choices, or typed; what follows is said at once."""

from __future__ import annotations

from typing import Any

from dieuphoi.handlers import phrases, rule_words
from dieuphoi.handlers.messages import Button, Message, bold, in_rows
from dieuphoi.handlers.permissions import Action
from dieuphoi.handlers.renewing import renewed
from dieuphoi.handlers.turn import Turn
from dieuphoi.handlers.typed_rules import PLACED, Rule, read
from dieuphoi.handlers.understanding.codes import find as find_codes
from dieuphoi.plan.reminding import Places, Rules
from dieuphoi.plan.report_days import PERIODS
from dieuphoi.storage import plans
from dieuphoi.storage import rules as kept
from dieuphoi.storage.plans import Plan
from dieuphoi.wording import _

WORDS = 4  # a longer text that is no rule is something else
# The usual choices for each rule, in the form that is kept.
_USUAL = {
    "before": ("30 14 7 3 1", "14 7 3 1", "7 3 1", ""),
    "quarter": ("1", "0"),
    "overdue": ("day", "week", "off"),
    "silence": ("15", "30", "45", "0"),
    "coordinating": ("7", "14", "0"),
    "week": ("1", "0"),
    "ended": ("1", "0"),
    "deputy": ("3", "5", "0"),
    "coordinator": ("7", "10", "0"),
    "leader": ("15", "20", "30", "0"),
    "blocker": ("2", "3", "5", "0"),
    "extensions": ("1", "2", "3", "0"),
    "report_quarter": ("15 0", "25 0", "5 1", ""),
    "report_half": ("15 0", "25 0", "5 1", ""),
    "report_year": ("15 0", "25 0", "5 1", ""),
}
CHOICES: dict[str, tuple[Rule, ...]] = {
    kind: tuple((kind, value) for value in values)
    + tuple((f"{kind}_to", place.value) for place in Places if kind in PLACED)
    for kind, values in _USUAL.items()
}

REMINDING = tuple(kind for kind in CHOICES if kind not in PERIODS)  # the others are report days: /baocao lịch


def press_rule(turn: Turn, args: list[str]) -> list[Message]:
    """A rule was pressed: what is it to be? Raises ValueError for what is no rule."""
    plan = in_view(turn, int(args[0]))
    if plan is None or not turn.may(Action.SET_REMINDERS):
        return [not_allowed(turn)]
    if args[1] not in CHOICES:
        raise ValueError("no such rule")
    return ask(turn, plan, args[1])


def ask(turn: Turn, plan: Plan, kind: str) -> list[Message]:
    """Ask what a rule is to be, with the usual choices."""
    mark = turn.ask("rule", plan=plan.id, kind=kind)
    rules = kept.of_plan(turn.tx, plan.id)
    buttons = [
        Button(_first_up(rule_words.said(one, rules.changed(one, value))), f"nv:{number}:{mark}")
        for number, (one, value) in enumerate(CHOICES[kind])
    ]
    now = rule_words.line(kind, rules).removeprefix("• ")
    text = f"{bold(now)}\n{turn.in_words(rule_words.allowed(kind))}"
    return [turn.reply(text, in_rows(buttons, 2), kind="question")]


def press_value(turn: Turn, args: list[str]) -> list[Message]:
    """One of the usual choices was pressed."""
    question = turn.question("rule", args[1])
    plan = in_view(turn, question.data["plan"]) if question else None
    if question is None or plan is None:
        return [closed(turn)]
    kind, value = CHOICES[question.data["kind"]][int(args[0])]
    turn.done_asking()
    return _change(turn, plan, kind, value, edit=True)


def take_value(turn: Turn, data: dict[str, Any]) -> list[Message] | None:
    """What a rule is to be was typed; None for a text about a task, or of several words that are no rule."""
    plan, typed = in_view(turn, data["plan"]), turn.incoming.text
    if plan is None:
        return None
    if read(data["kind"], typed) is None and (any(find_codes(typed)) or len(typed.split()) > WORDS):
        return None  # a report or a question; the rule still waits for its answer
    return put(turn, plan, data["kind"], typed)


def put(turn: Turn, plan: Plan, kind: str, typed: str) -> list[Message]:
    """Change a rule to what was typed; where that is no value for it, say what is."""
    rule = read(kind, typed)
    if rule is None:
        text = _("“{typed}” is not a value for “{rule}”; nothing was changed.").format(
            typed=typed[:40], rule=rule_words.name(kind)
        )
        return [turn.reply(f"{text} {rule_words.allowed(kind)}")]
    turn.done_asking()
    return _change(turn, plan, *rule)


def _change(turn: Turn, plan: Plan, kind: str, value: str, *, edit: bool = False) -> list[Message]:
    if not turn.may(Action.SET_REMINDERS):
        return [not_allowed(turn)]
    see = [[_see(plan, kind)]]
    old = kept.of_plan(turn.tx, plan.id)
    if old.kept(kind) == old.changed(kind, value).kept(kind):
        text = _("It is so already: {rule}. Nothing was changed.")
        return [turn.reply(text.format(rule=_as_it_is(kind, old)), see, edit=edit)]
    new = kept.change(turn.tx, plan.id, kind, value, turn.who.person_id)
    by = turn.who.full_name or turn.who.shown_name
    said = changed(kept.Change(kind, old, new, turn.tx.now, by))
    line, messages = renewed(turn)
    text = "\n".join([bold(_("Plan {number}").format(number=plan.number)), said, line])
    return [turn.reply(text, see, edit=edit), *messages]


def _see(plan: Plan, kind: str) -> Button:
    if kind in PERIODS:
        return Button(_("See the report days"), f"prd:{plan.id}")
    return Button(_("See the rules"), f"ns:{plan.id}")


def changed(change: kept.Change) -> str:
    """A change of a rule, in words: what, by whom, when."""
    return _("Changed: {rule}: from “{old}” to “{new}” (by {by}, {at})").format(
        rule=rule_words.name(change.kind),
        old=rule_words.said(change.kind, change.old),
        new=bold(rule_words.said(change.kind, change.new)),
        by=change.by or _("the bot"),
        at=phrases.moment(change.at),
    )


def _as_it_is(kind: str, rules: Rules) -> str:
    return f"{rule_words.name(kind)}: {rule_words.said(kind, rules)}"


def in_view(turn: Turn, plan_id: int) -> Plan | None:
    """The plan that a button carries, where it may be spoken of here."""
    return plans.get(turn.tx, plan_id) if plan_id in turn.plan_ids else None


def _first_up(text: str) -> str:
    return text[:1].upper() + text[1:]


def not_allowed(turn: Turn) -> Message:
    """The answer to who may only read the rules."""
    return turn.reply(_("Only the coordinator changes the rules of reminding. To see them: /nhac"))


def closed(turn: Turn) -> Message:
    """The answer to a button of a question that no longer waits."""
    return turn.reply(_("This question is closed, or somebody else's. The rules: /nhac"))
