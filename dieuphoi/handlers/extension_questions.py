"""What is missing in a request for a later deadline is asked for, the day and the reason each once; then it is put forward."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dieuphoi.handlers import extension_limits as limits
from dieuphoi.handlers import extension_words as words
from dieuphoi.handlers import phrases, refusals
from dieuphoi.handlers.extension_requests import put_forward
from dieuphoi.handlers.messages import Button, Message, bold
from dieuphoi.handlers.permissions import Action
from dieuphoi.handlers.proposals import NOTE
from dieuphoi.handlers.turn import Turn, leave_button
from dieuphoi.storage import tasks
from dieuphoi.storage.tasks import Item
from dieuphoi.wording import _

_SHORTEST = 3  # letters: less is no reason


@dataclass(frozen=True, slots=True)
class Want:
    """A later deadline that is asked for, as far as it was said."""

    item: Item
    until: date | None = None
    reason: str | None = None


def own(turn: Turn, assignment_id: int) -> tuple[Item | None, str]:
    """A task whose deadline this person may ask to have moved; or why not."""
    item = tasks.get(turn.tx, assignment_id)
    if item is None or not turn.sees(item.plan_id):
        return None, refusals.task_not_here()
    if not turn.may(Action.REPORT, item):
        text = _("Only the focal points of the lead agency ask for an extension of {code}.")
        return None, phrases.ended(item) if item.ended else text.format(code=bold(item.code))
    return item, ""


def consider(turn: Turn, wants: Sequence[Want], *, asking: bool = True) -> list[Message]:
    """Refuse what can't be, put forward what is complete, and ask for what is missing, unless another question waits."""
    answers: list[Message] = []
    missing: list[Want] = []
    for want in wants:
        refusal = limits.why_not(turn, want.item)
        refusal = refusal or (limits.why_not_until(turn, want.item, want.until) if want.until else "")
        if refusal:
            answers.append(turn.reply(f"{refusal} " + _("Nothing was recorded."), about=[want.item.id]))
        elif want.until is None or want.reason is None:
            missing.append(want)
        else:
            answers += put_forward(turn, want.item, want.until, want.reason)
    return [*answers, *([_ask_for(turn, missing, asking=asking)] if missing else [])]


def _ask_for(turn: Turn, missing: Sequence[Want], *, asking: bool) -> Message:
    if asking and len(missing) == 1 and missing[0].until is None:
        return _ask_until(turn, missing[0])
    if asking and all(want.until and want.reason is None for want in missing):
        return _ask_reason(turn, missing)
    text = _(
        "Not asked for yet: {codes}. Write the day and the reason in one message for each, e.g. “{code} extension until 31/7/2022, because …”."
    )
    codes = ", ".join(bold(want.item.code) for want in missing)
    return turn.reply(text.format(codes=codes, code=missing[0].item.code))


def _ask_until(turn: Turn, want: Want) -> Message:
    item = want.item
    mark = turn.ask("extend_until", assignment=item.id, reason=want.reason)
    base = max(item.due or turn.today, turn.today)
    days = words.choices(base, limits.latest_day(turn, item))
    row = [Button(_("To {day}").format(day=phrases.day(d)), f"exu:{d.toordinal()}:{mark}") for d in days]
    text = _(
        "{code} is {deadline}. Until when is it to be extended? Choose, or write a day, month or quarter."
    )
    said = text.format(code=bold(item.code), deadline=phrases.deadline(item, turn.today))
    rows = [*([row] if row else []), [leave_button(mark)]]
    return turn.reply(turn.in_words(said), rows, about=[item.id], kind="question")


def press_until(turn: Turn, args: list[str]) -> list[Message]:
    """One of the usual days was pressed. Raises ValueError for a day that no calendar has."""
    until, question = date.fromordinal(int(args[0])), turn.question("extend_until", args[1])
    return [closed(turn)] if question is None else _take(turn, question.data, until, question.data["reason"])


def take_until(turn: Turn, data: dict[str, Any]) -> list[Message] | None:
    """The day was typed, perhaps with the reason; None for a text without a day."""
    item = tasks.get(turn.tx, data["assignment"])
    until = words.until(turn, turn.incoming.text, item)
    if until is None:
        return None
    reason = data["reason"] or words.reason(turn, f"xin gia hạn đến {turn.incoming.text}")
    return _take(turn, data, until, reason)


def _take(turn: Turn, data: dict[str, Any], until: date, reason: str | None) -> list[Message]:
    item, refusal = own(turn, data["assignment"])
    wrong = limits.why_not_until(turn, item, until) if item else ""
    if wrong:
        return [turn.reply(wrong)]  # the question still waits
    turn.done_asking()
    return consider(turn, [Want(item, until, reason)]) if item else [turn.reply(refusal)]


def _ask_reason(turn: Turn, wants: Sequence[Want]) -> Message:
    ids = [want.item.id for want in wants]
    mark = turn.ask("extend_reason", assignment=ids[0], wanted=[[w.item.id, iso(w.until)] for w in wants])
    asked = "; ".join(
        _("{code} to {day}").format(code=bold(w.item.code), day=bold(phrases.day(w.until)))
        for w in wants
        if w.until
    )
    text = _(
        "Extension of {asked}: for which reason? Write it in one message; the coordinator reads it. Nothing is sent before."
    )
    rows = [[leave_button(mark)]]
    return turn.reply(turn.in_words(text.format(asked=asked)), rows, about=ids, kind="question")


def take_reason(turn: Turn, data: dict[str, Any]) -> list[Message]:
    """The reason was written."""
    reason = turn.incoming.text.strip()
    if len(reason) > NOTE or sum(map(str.isalpha, reason)) < _SHORTEST:
        return [turn.reply(_("Please write it in words, at most {n} characters.").format(n=NOTE))]
    turn.done_asking()
    found = [(own(turn, number), day_of(until)) for number, until in data["wanted"]]
    refused = [turn.reply(refusal) for (item, refusal), _until in found if item is None]
    wants = [Want(item, until, reason) for (item, _refusal), until in found if item is not None]
    return [*consider(turn, wants), *refused]


def iso(day: date | None) -> str | None:
    """A day as a question keeps it."""
    return day.isoformat() if day else None


def day_of(kept: str | None) -> date | None:
    """The day that a question kept."""
    return date.fromisoformat(kept) if kept else None


def closed(turn: Turn) -> Message:
    """What is said where a question waits no more."""
    return turn.reply(_("This question is closed. Please send the request again."))
