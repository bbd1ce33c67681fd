"""A morning on which posts are prepared: which occasions fall on it, and what all its posts share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dieuphoi.handlers import phrases
from dieuphoi.handlers.messages import Button, in_rows
from dieuphoi.plan import calendar
from dieuphoi.plan.periods import Period, quarter_of
from dieuphoi.storage.tasks import Item
from dieuphoi.wording import _

BUTTONS = 6


@dataclass(frozen=True, slots=True)
class Morning:
    """The working days that posts are prepared for: usually one; several when the bot was down meanwhile."""

    days: tuple[date, ...]

    @property
    def today(self) -> date:
        """The last of the days, on which the posts go out."""
        return self.days[-1]

    @property
    def late(self) -> bool:
        """Whether an earlier day was missed."""
        return len(self.days) > 1

    def quarter(self) -> Period | None:
        """The quarter that begins: its first working day is among the days."""
        for day in reversed(self.days):
            period = quarter_of(day)
            if day == calendar.working_day_on_or_after(period.first):
                return period
        return None

    def week_begins(self) -> bool:
        """Whether the first working day of a week is among the days."""
        return any(
            day == calendar.working_day_on_or_after(day - timedelta(days=day.weekday())) for day in self.days
        )

    def deadlines(self) -> list[date]:
        """The deadlines that a reminder is due for; a missed reminder whose deadline has passed is of no use."""
        found = {d for day in self.days for d in calendar.deadlines_to_remind(day)}
        return sorted(d for d in found if d >= self.today)


def state_line(item: Item) -> str:
    """The state of a task and what is to be done next."""
    return _("State: {state} → {next}").format(state=phrases.standing(item), next=phrases.next_step(item))


def late_mark(morning: Morning) -> str:
    """That a digest is late, for which day; empty for one in time."""
    if not morning.late:
        return ""
    return "\n" + _("(Late: should have come on {day})").format(day=phrases.day(morning.days[0]))


def buttons(items: Sequence[Item]) -> tuple[tuple[Button, ...], ...]:
    """A button to open each of the first tasks."""
    return in_rows([Button(item.code, f"c:{item.id}") for item in items[:BUTTONS]])
