"""What became of an agency, in a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dieuphoi.plan.calendar import written_day as day
from dieuphoi.plan.succession import Kind
from dieuphoi.wording import _


def what_became(name: str, kind: Kind, on: date, heirs: Sequence[str]) -> str:
    """Which agencies stand today for one that ended on a day by a change of a kind."""
    if not heirs:
        return _("{agency} was dissolved on {day}.").format(agency=name, day=day(on))
    if kind is Kind.SPLIT and len(heirs) > 1:
        text = _("{agency} was divided on {day}; its work is now with: {heirs}.")
        return text.format(agency=name, day=day(on), heirs="; ".join(heirs))
    return _("{agency} is now {heirs}, since {day}.").format(agency=name, heirs="; ".join(heirs), day=day(on))
