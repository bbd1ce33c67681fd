"""What is summed up: of which period, agency, appendix, as of which day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from dieuphoi.handlers import phrases
from dieuphoi.plan.calendar import ZONE
from dieuphoi.plan.periods import Period, parse_code
from dieuphoi.storage import agencies, tasks, totals
from dieuphoi.storage.agencies import Agency
from dieuphoi.storage.database import Transaction
from dieuphoi.wording import _


@dataclass(frozen=True, slots=True)
class Scope:
    """What is summed up: the whole plan, what is due in a period, the part of an agency, an appendix."""

    period: Period | None = None
    agency: Agency | None = None
    structure: date | None = None  # by the agencies of this day, and not of today
    appendix: str | None = None
    day: date | None = None  # as it stood at the end of this day, which is over

    @property
    def code(self) -> str:
        """As a button and a snapshot carry it."""
        parts = [self.period.code if self.period else "", str(self.agency.id) if self.agency else ""]
        parts += [f"{self.structure:%Y%m%d}"] if self.structure else []
        parts += [f"p{self.appendix}"] if self.appendix else []
        parts += [f"d{self.day:%Y%m%d}"] if self.day else []
        return ":".join(parts)

    @property
    def label(self) -> str:
        """As people read it; empty for the whole plan."""
        said = [
            self.period.label if self.period else "",
            _("Appendix {number}").format(number=self.appendix) if self.appendix else "",
            self.agency.name if self.agency else "",
            phrases.by_structure(self.structure) if self.structure else "",
            _("as of the end of {day}").format(day=phrases.day(self.day)) if self.day else "",
        ]
        return " · ".join(part for part in said if part)

    @property
    def is_of_today(self) -> bool:
        """Whether it is counted as things stand, under the agencies of today."""
        return self.structure is None and self.day is None

    def extent(self, plan_id: int) -> totals.Extent:
        """What of a plan is counted."""
        agency_ids = (self.agency.id,) if self.agency else ()
        at = datetime.combine(self.day, time.max, ZONE) if self.day else None
        return totals.Extent(plan_id, self.period, agency_ids, self.appendix, self.structure, at)

    def of_plan(self, plan_id: int) -> tasks.Filter:
        """The tasks of a plan that are summed up, as things stand."""
        return tasks.Filter(
            (plan_id,),
            first=self.period.first if self.period else None,
            last=self.period.last if self.period else None,
            counted_under=(self.agency.id,) if self.agency else (),
            appendix=self.appendix,
        )


def of_button(tx: Transaction, args: list[str]) -> Scope:
    """What a button's data says, from its `code` on. Raises ValueError or LookupError for what is none."""
    period, agency_id, further = args[0], args[1], args[2:]
    structure = appendix = day = None
    for part in further:
        if part.startswith("p"):
            appendix = part[1:]
        elif part.startswith("d"):
            day = _day(part[1:])
        else:
            structure = _day(part)
    return Scope(
        parse_code(period) if period else None,
        agencies.get(tx, int(agency_id)) if agency_id else None,
        structure,
        appendix,
        day,
    )


def _day(written: str) -> date:
    return datetime.strptime(written, "%Y%m%d").date()  # noqa: DTZ007 - a day, no moment
