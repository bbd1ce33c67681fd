"""Days with their weekday: thứ Năm 31/12/2026."""

from __future__ import annotations

from datetime import date

from dieuphoi.handlers import phrases
from dieuphoi.wording import _


def weekday(day: date) -> str:
    """A day by its weekday and date."""
    names = (
        _("on Monday"),
        _("on Tuesday"),
        _("on Wednesday"),
        _("on Thursday"),
        _("on Friday"),
        _("on Saturday"),
        _("on Sunday"),
    )
    return f"{names[day.weekday()]} {phrases.day(day)}"


def span(first: date, last: date) -> str:
    """One day, or several by the first and the last."""
    if first == last:
        return weekday(first)
    return _("from {first} to {last}").format(first=weekday(first), last=weekday(last))
