"""The words about events that tasks wait for: what was typed, and what the bot says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dieuphoi.handlers import phrases
from dieuphoi.handlers.messages import bold
from dieuphoi.handlers.understanding.codes import find as find_codes
from dieuphoi.handlers.understanding.dates import find as find_days
from dieuphoi.handlers.understanding.letters import plain_letters
from dieuphoi.plan.deadlines import read_deadline
from dieuphoi.plan.text import one_line
from dieuphoi.storage.tasks import Item
from dieuphoi.wording import _, ngettext

_DUE = re.compile(r"(?:^|\s)(?:thoi\s+)?han(?:\s*:|\s+den|\s+la)?\s+")
_LISTED = 20


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed of an event: the task's code, its day, the deadline; `unclear` is what could not be read."""

    code: str | None = None
    day: date | None = None
    due: date | None = None
    unclear: str | None = None


def read(argument: str, today: date) -> Typed:
    """ "PL1-5 15/3/2022 hạn 30/6/2022", "pl1-5 hôm qua", "PL1-5"."""
    text = one_line(argument)
    found = next(iter(find_codes(text)), None)
    if found is None:
        return Typed(code=text[:20] or None)
    terms = read_terms(f"{text[: found.start]} {text[found.end :]}", today)
    return Typed(str(found.value), terms.day, terms.due, terms.unclear)


def read_terms(text: str, today: date) -> Typed:
    """The day of an event, with the deadline after the word "hạn"."""
    text = one_line(text)
    if not text:
        return Typed()
    mark = _DUE.search(plain_letters(text))
    said, wanted = (text[: mark.start()], text[mark.end() :]) if mark else (text, "")
    day = read_event_day(said, today)
    if day is None:
        return Typed(unclear=text)
    due = read_due(wanted, day) if mark else None
    return Typed(day=day, due=due, unclear=wanted if mark and due is None else None)


def read_event_day(text: str, today: date) -> date | None:
    """The day on which something happened; without a year, the last such day up to today."""
    found = next(find_days(plain_letters(one_line(text)), today), None)
    if found is None:
        return None
    past: date = found.value.past
    return past


def read_due(text: str, event: date) -> date | None:
    """A deadline as typed: a day or a quarter; without a year, the next one after the event."""
    due = read_deadline(text, event.year).due
    if due is not None and due < event and not re.search(r"\d{4}", text):
        due = read_deadline(text, event.year + 1).due
    return due


def how_to(item: Item, unclear: str) -> str:
    """What was typed is no day."""
    text = _(
        "“{text}” could not be read. Write e.g. /sukien {code} 15/3/2022, or with the deadline: /sukien {code} 15/3/2022 hạn 30/6/2022"
    )
    return text.format(text=unclear[:60], code=item.code)


def waiting(items: Sequence[Item]) -> str:
    """The tasks that wait for an event."""
    if not items:
        return _("No task waits for an event that is not on record yet.")
    head = ngettext("{n} task waits for an event:", "{n} tasks wait for an event:", len(items))
    lines = [f"• {bold(item.code)} · {item.short_title}\n   {item.condition}" for item in items[:_LISTED]]
    how = _("When it has happened: /sukien {code} 15/3/2022").format(code=items[0].code)
    return "\n".join([bold(head.format(n=len(items))), *lines, how])


def waits_for_nothing(item: Item, today: date) -> str:
    """The task has its deadline already, or is done."""
    text = _("{code} waits for no event: {deadline}; {state}. Nothing was recorded.")
    return text.format(
        code=bold(item.code), deadline=phrases.deadline(item, today), state=phrases.standing(item)
    )


def which_day(item: Item) -> str:
    """On which day did it happen?"""
    text = _("{code} waits: {condition}. On which day did it happen? Write e.g. “15/3/2022”.")
    return text.format(
        code=bold(item.code), condition=item.condition or item.deadline_text or item.short_title
    )


def not_yet(day: date) -> str:
    """The day lies ahead."""
    text = _("{day} has not come yet. Record the event once it has happened. Nothing was recorded.")
    return text.format(day=phrases.day(day))


def before_event(day: date, due: date) -> str:
    """The deadline lies before the event."""
    text = _("The deadline {due} is before the event ({day}). Nothing was recorded.")
    return text.format(due=phrases.day(due), day=phrases.day(day))


def accept(proposed: date) -> str:
    """The button that agrees to a deadline."""
    return _("Yes, due {day}").format(day=phrases.day(proposed))


def which_due(item: Item, day: date, proposed: date | None) -> str:
    """Which deadline follows from the event?"""
    if proposed is None:
        text = _(
            "{code}: the event was on {day}. Which deadline follows? Write a day or a quarter, e.g. “30/6/2022” or “quý II/2022”."
        )
        return text.format(code=bold(item.code), day=phrases.day(day))
    text = _(
        "{code}: “{condition}”, the event was on {day}, so the deadline is {due}. Is that right? Or write another day or quarter."
    )
    return text.format(
        code=bold(item.code),
        condition=item.condition or item.deadline_text,
        day=phrases.day(day),
        due=bold(phrases.day(proposed)),
    )


def known_already(item: Item, day: date, today: date) -> str:
    """The same is on record."""
    text = _("The event of {day} is on record for {code} already: {deadline}.")
    return text.format(day=phrases.day(day), code=bold(item.code), deadline=phrases.deadline(item, today))


def recorded(item: Item, day: date, today: date) -> str:
    """What was recorded."""
    text = _("Recorded: the event for {code} happened on {day}; {deadline}. The focal points are told.")
    return text.format(code=bold(item.code), day=phrases.day(day), deadline=phrases.deadline(item, today))


def notice(item: Item, day: date, today: date) -> str:
    """What the focal points hear."""
    text = _("What {code} · {title} was waiting for ({condition}) happened on {day}. Now {deadline}.")
    return text.format(
        code=bold(item.code),
        title=item.short_title,
        condition=item.condition or item.deadline_text or _("an event"),
        day=phrases.day(day),
        deadline=phrases.deadline(item, today),
    )


def undone(item: Item, today: date) -> str:
    """The record was taken back."""
    text = _("The record of the event for {code} was taken back; again: {deadline}.")
    return text.format(code=bold(item.code), deadline=phrases.deadline(item, today))


def on_card(condition: str, event_on: date | None) -> str:
    """What the task waits for, or when it happened."""
    if event_on is None:
        return _("Waits for: {condition}").format(condition=condition)
    return _("Waited for: {condition}; happened on {day}").format(
        condition=condition, day=phrases.day(event_on)
    )
