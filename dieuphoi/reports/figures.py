"""What the picture shows, as numbers: by agency, by state, and quarter by quarter against the plan.

Every number comes from `Results` of the one counting query; here they are only chosen and summed up, for a picture
and for the words that stand in its place.
"""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dieuphoi.plan.calendar import written_day
from dieuphoi.plan.periods import Period, quarter_of
from dieuphoi.plan.results import Counter, Results, done_of
from dieuphoi.reports import terms
from dieuphoi.reports.report import Report
from dieuphoi.reports.terms import plain
from dieuphoi.wording import _

AGENCIES = 7  # bars: more would make the picture longer than a phone's screen, and messengers shrink it
QUARTERS = 5  # beside what came before, what comes after, and what has no deadline

Counts = dict[Counter, int]
Course = tuple[tuple[Period, Results], ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A line of the picture: the four counters under a name; `marked` is the quarter that is spoken of.

    `several` stands for all that find no line of their own.
    """

    name: str
    counts: Counts
    marked: bool = False
    several: bool = False

    @property
    def total(self) -> int:
        """All tasks of the line: what the plan has for it."""
        return sum(self.counts.values())

    @property
    def done(self) -> int:
        """What is completed of it, in time or late."""
        return done_of(self.counts)

    @property
    def overdue(self) -> int:
        """What is overdue of it."""
        return self.counts[Counter.OVERDUE]


@dataclass(frozen=True, slots=True)
class Figures:
    """`results` are of what is shown; `course` the plan's quarters of deadlines, oldest first, and `whole` all of it.

    `label` says which part of the plan is shown: a period, an agency; empty for all of it. `focus` is the day whose
    quarter is spoken of.
    """

    results: Results
    label: str
    focus: date
    course: Course = ()
    whole: Results | None = None

    def agencies(self, most: int = AGENCIES) -> tuple[Bar, ...]:
        """A bar for each agency: what is overdue first, then who has most; the last one sums up who finds no place."""
        bars = [Bar(plain(name), self.results.counters(agency=name)) for name in self.results.agencies()]
        bars.sort(key=lambda bar: (-bar.overdue, -bar.total))
        shown, rest = (bars, []) if len(bars) <= most else (bars[: most - 1], bars[most - 1 :])
        if rest:
            shown = [
                *shown,
                Bar(_("{count} other agencies").format(count=len(rest)), _sum(rest), several=True),
            ]
        return tuple(shown)

    def quarters(self) -> tuple[Bar, ...]:
        """A bar for each quarter around the one spoken of; the others summed up; together they are the whole plan."""
        now = quarter_of(self.focus)
        bars = [
            Bar(period.label, results.counters(), marked=period == now) for period, results in self.course
        ]
        before = sum(period.last < now.first for period, _results in self.course)
        first = max(0, min(before - QUARTERS // 2, len(bars) - QUARTERS))
        last = first + QUARTERS
        early, late = bars[:first], bars[last:]
        found = [Bar(_("Before"), _sum(early), several=True)] if early else []
        found += bars[first:last]
        found += [Bar(_("After that"), _sum(late), several=True)] if late else []
        return (*found, *self._without_deadline(bars))

    def _without_deadline(self, dated: list[Bar]) -> list[Bar]:
        """What the plan has besides all that falls due in some quarter."""
        if self.whole is None:
            return []
        known = _sum(dated)
        counts = {counter: number - known[counter] for counter, number in self.whole.counters().items()}
        return [Bar(_("No deadline"), counts, several=True)] if any(counts.values()) else []


def of_report(report: Report) -> Figures:
    """The figures of a report on a period."""
    day = report.structure
    by = [_("by the structure of {day}").format(day=written_day(day))] if day else []
    label = " · ".join((report.period.label, *by))
    today = terms.local(report.results.as_of).date()
    focus = today if today in report.period else report.period.last
    return Figures(report.results, label, focus, report.course, report.whole)


def longest(bars: Iterable[Bar]) -> int:
    """How many tasks the longest line has, of those that stand for one thing; of all where there are no such."""
    known = list(bars)
    return max([bar.total for bar in known if not bar.several] or [bar.total for bar in known])


def _sum(bars: Iterable[Bar]) -> Counts:
    tally: Tally[Counter] = Tally()
    for bar in bars:
        tally.update(bar.counts)
    return {counter: tally[counter] for counter in Counter}
