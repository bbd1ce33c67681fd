"""What a draft's owner decides: which plan it amends, what becomes of tasks that it does not name, which are the same."""

from __future__ import annotations

from dataclasses import replace

from dieuphoi.handlers import draft_words
from dieuphoi.handlers.drafting import View, change, overview, view
from dieuphoi.handlers.messages import Message, bold
from dieuphoi.handlers.turn import Turn
from dieuphoi.storage import plans
from dieuphoi.storage.imports import Decisions
from dieuphoi.wording import _


def which(turn: Turn, seen: View, _rest: list[int]) -> list[Message]:
    """Which plan is it that the document amends?"""
    first = [seen.found.alike] if seen.found.alike else []
    every = [*first, *(plan for plan in reversed(plans.running(turn.tx)) if plan not in first)]
    buttons = [[seen.button(plan.number[:60], "amends", plan.id)] for plan in every[:10]]
    return [turn.reply(_("Which plan does it amend?"), [*buttons, [seen.back]], edit=True)]


def _decide(turn: Turn, seen: View, decided: Decisions, told: str) -> list[Message]:
    now = change(turn, seen, seen.document, told, decided)
    return [overview(turn, now, edit=True)]


def amends(turn: Turn, seen: View, rest: list[int]) -> list[Message]:
    """It amends the plan that was chosen."""
    plan = plans.get(turn.tx, rest[0])
    if plan is None:
        return [overview(turn, seen.draft)]
    decided = replace(seen.decided, target=plan.id, alone=False)
    return _decide(turn, seen, decided, _("It amends plan {number}").format(number=plan.number))


def alone(turn: Turn, seen: View, _rest: list[int]) -> list[Message]:
    """It amends none of the plans that are here."""
    return _decide(turn, seen, Decisions(alone=True), _("It is a plan of its own"))


def part(turn: Turn, seen: View, _rest: list[int]) -> list[Message]:
    """Tasks that the document does not name stay."""
    decided = replace(seen.decided, partial=True)
    return _decide(turn, seen, decided, _("What it does not name stays"))


def whole(turn: Turn, seen: View, _rest: list[int]) -> list[Message]:
    """Tasks that the document does not name are taken out."""
    decided = replace(seen.decided, partial=False)
    return _decide(turn, seen, decided, _("What it does not name is taken out"))


def doubt(turn: Turn, seen: View, _rest: list[int], *, edit: bool = True) -> list[Message]:
    """Is this the same task, reworded?"""
    doubts = seen.found.difference.doubts if seen.found.difference else ()
    if not doubts:
        return [overview(turn, seen.draft, edit=edit)]
    before, after = doubts[0].before, doubts[0].after
    lines = [
        bold(_("The same task? ({n} to decide)").format(n=len(doubts))),
        _("Now: {row}").format(row=draft_words.row(before)),
        _("In the document: {row}").format(row=draft_words.row(after)),
        _("The same keeps its reports; another one begins anew, and the old one is taken out."),
    ]
    answers = [seen.button(_("The same"), "same"), seen.button(_("Another"), "other")]
    return [turn.reply("\n\n".join(lines), [answers, [seen.back]], edit=edit)]


def same(turn: Turn, seen: View, _rest: list[int]) -> list[Message]:
    """It is the same task."""
    return _answered(turn, seen, same=True)


def other(turn: Turn, seen: View, _rest: list[int]) -> list[Message]:
    """It is another task."""
    return _answered(turn, seen, same=False)


def _answered(turn: Turn, seen: View, *, same: bool) -> list[Message]:
    doubts = seen.found.difference.doubts if seen.found.difference else ()
    if not doubts:
        return [overview(turn, seen.draft, edit=True)]
    pair = (doubts[0].before.code, doubts[0].after.code)
    decided = seen.decided
    decided = (
        replace(decided, same=(*decided.same, pair))
        if same
        else replace(decided, other=(*decided.other, pair))
    )
    told = _("{old} and {new}: the same task") if same else _("{old} and {new}: two tasks")
    now = change(turn, seen, seen.document, told.format(old=pair[0], new=pair[1]), decided)
    return doubt(turn, view(turn, now), [])
