"""The one clock: real time, or one that tests, scripts and the demonstration turn forward."""

from __future__ import annotations

from datetime import datetime

from dieuphoi.plan.calendar import ZONE


class Clock:
    """Real time in Asia/Ho_Chi_Minh."""

    def now(self) -> datetime:
        """This moment, aware."""
        return datetime.now(ZONE)


class TurnableClock(Clock):
    """A clock that stands still until it is turned."""

    def __init__(self, start: datetime) -> None:
        self._now = start.astimezone(ZONE)

    def now(self) -> datetime:
        """The moment that the clock was turned to."""
        return self._now

    def turn_to(self, moment: datetime) -> None:
        """Go to `moment`. Raises ValueError for a moment in its past: time is never turned back."""
        if moment < self._now:
            raise ValueError("the clock is only ever turned forward")
        self._now = moment.astimezone(ZONE)

    def restart(self, start: datetime) -> None:
        """Begin anew, with everything that happened forgotten."""
        self._now = start.astimezone(ZONE)


def read_moment(text: str) -> datetime:
    """Read 2022-02-15T09:00 or 2022-02-15 as local time. Raises ValueError for anything else."""
    moment = datetime.fromisoformat(text)
    return moment.replace(tzinfo=ZONE) if moment.tzinfo is None else moment.astimezone(ZONE)
