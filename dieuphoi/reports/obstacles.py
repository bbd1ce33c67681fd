"""Blockers in words, the same in chat and in papers: whom one waits for, since when, who has answered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dieuphoi.plan.blockers import Held, Waits, WaitsFor
from dieuphoi.plan.calendar import written_day
from dieuphoi.wording import _, ngettext


def what(held: Held) -> str:
    """What is in the way, in the words of the lead agency."""
    return held.what or _("the agency has not said what holds it up")


def whom(waits: Waits | None) -> str:
    """Whom a blocker waits for."""
    if waits is None:
        return _("not said")
    if waits.kind is WaitsFor.COORDINATOR:
        return _("the coordinator")
    return waits.words or _("higher authorities")


def since(held: Held, today: date) -> str:
    """Since when, and for how many days."""
    days = held.days(today)
    count = ngettext("{n} day", "{n} days", days).format(n=days) if days else _("today")
    return _("since {day} ({count})").format(day=written_day(held.since), count=count)


def answered(held: Held) -> Iterator[str]:
    """Who has been asked and who has answered: the last word, or that there is none."""
    if held.answers:
        last = held.answers[-1]
        yield _("Answered by {who}, {day}: {text}").format(
            who=last.by, day=written_day(last.on), text=last.text
        )
    if held.referred_on:
        text = _("Put before the leaders on {day}").format(day=written_day(held.referred_on))
        later = any(answer.on >= held.referred_on for answer in held.answers)
        yield text if later else text + _("; no answer yet")
    elif not held.answers:
        yield _("No answer from the coordinator yet")
