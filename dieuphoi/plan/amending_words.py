"""A change of a task by an amended document, in words: for its log, for who decides, for who answers for it."""

from __future__ import annotations

from datetime import date

from dieuphoi.plan.amending import Aspect, Change
from dieuphoi.wording import _

NOTE = 500
_TITLE = 160


def note(change: Change) -> str | None:
    """What changes besides the deadline, in one line; None where nothing does that people go by."""
    said = "; ".join(said_of(change, besides_deadline=True))
    return said[:NOTE] or None


def said_of(change: Change, *, besides_deadline: bool = False) -> list[str]:
    """Each change in a few words: "deadline 30/6/2022 → 30/9/2022"."""
    before, after = change.before, change.after
    told = {
        Aspect.CODE: _("code {old} → {new}").format(old=before.code, new=after.code),
        Aspect.TITLE: _("title: “{new}”").format(new=after.title[:_TITLE]),
        Aspect.LEADS: _("lead {old} → {new}").format(old=_names(before.leads), new=_names(after.leads)),
        Aspect.DEADLINE: _("deadline {old} → {new}").format(
            old=shown(before.due, before.deadline_text), new=shown(after.due, after.deadline_text)
        ),
        Aspect.COORDINATORS: _("coordinating: {new}").format(new=_names(after.coordinators)),
        Aspect.LEVEL: _("submitted to {old} → {new}").format(old=before.level or "–", new=after.level or "–"),
    }
    left_out = {Aspect.DEADLINE} if besides_deadline and before.due != after.due else set()
    return [words for aspect, words in told.items() if aspect in change.aspects - left_out]


def shown(due: date | None, written: str | None) -> str:
    """A deadline by its day, as written where it has none."""
    if due is None:
        return written or _("none")
    month = f"{due.month:02}" if due.month <= 2 else str(due.month)
    return f"{due.day:02}/{month}/{due.year}"


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(names) or "–"
