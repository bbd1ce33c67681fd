"""When a task is spoken of: a plan's rules, and which of them a morning brings for a task. Pure reckoning."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, timedelta
from enum import StrEnum

from dieuphoi.plan.calendar import WorkingDays, all_of
from dieuphoi.plan.periods import Period, quarter_of
from dieuphoi.plan.report_days import NO_DAY, ReportDay

LONGEST = 366  # days: more before a deadline, or after it, is nobody's rule
MOST_TIMES = 10  # reminders before one deadline
MAKE_UP_FOR = timedelta(days=31)  # mornings that were missed: whatever is older has lost its use
NEAR = 7  # days: a coordinating agency's part can't be done in less


class Why(StrEnum):
    """Why something is posted."""

    BEFORE = "before"  # a deadline comes near
    QUARTER = "quarter"  # a quarter begins in which it is due
    MILESTONE = "milestone"  # a step on the way comes near
    PASSED = "passed"  # a step has passed, and nothing was reported
    OVERDUE = "overdue"
    SILENCE = "silence"  # no report for long
    COORDINATING = "coordinating"  # to those who work with the lead
    DEPUTY = "deputy"  # the three steps up, when nobody has answered
    COORDINATOR = "coordinator"
    LEADER = "leader"
    ALONE = "alone"  # the deputy's step, where there is no deputy: the focal point hears of it once more
    SNOOZED = "snoozed"  # the person asked to hear of it again today
    UNSENT = "unsent"  # an earlier post did not go out
    ASKED = "asked"  # somebody asked for an update
    WEEK = "week"  # the weekly totals
    DECISION = "decision"  # a request waits for the coordinator
    BLOCKER = "blocker"  # a blocker is without a word of the coordinator's
    ENDED = "ended"  # the totals of a quarter that has ended
    PART = "part"  # a coordinating agency is asked for its part, or the lead reminds it
    PART_NEAR = "part_near"  # the day for it comes near
    PART_PASSED = "part_passed"  # the day for it has passed


class Rhythm(StrEnum):
    """How often overdue tasks are spoken of."""

    OFF = "off"
    DAY = "day"
    WEEK = "week"


class Places(StrEnum):
    """Where a kind of reminder goes."""

    PRIVATE = "private"
    GROUP = "group"
    BOTH = "both"

    @property
    def private(self) -> bool:
        """Whether the focal points hear it in private."""
        return self is not Places.GROUP

    @property
    def group(self) -> bool:
        """Whether the group reads it."""
        return self is not Places.PRIVATE


@dataclass(frozen=True, slots=True)
class Rules:
    """A plan's rules. Days are calendar days; 0 switches a kind off."""

    before: tuple[int, ...] = (30, 14, 7, 3, 1)  # before the deadline
    before_to: Places = Places.BOTH
    quarter: bool = True
    quarter_to: Places = Places.BOTH
    overdue: Rhythm = Rhythm.WEEK
    overdue_to: Places = Places.PRIVATE  # the group reads it in the weekly totals
    silence: int = 30  # without a report
    silence_to: Places = Places.PRIVATE
    coordinating: int = 0  # how much earlier than the lead the coordinating agencies hear of it
    week: bool = True  # the totals in the group
    ended: bool = True  # the totals of a quarter in the group, once it has ended
    deputy: int = 3  # overdue without a word
    coordinator: int = 7
    leader: int = 15
    blocker: int = 3  # working days that a blocker is without a word before the coordinator is reminded of it
    extensions: int = 1  # how often a task's deadline may be extended; more is an exception
    # When the coordinators get the draft of a report: report_days.PERIODS.
    report_quarter: ReportDay = NO_DAY
    report_half: ReportDay = NO_DAY
    report_year: ReportDay = NO_DAY

    def changed(self, kind: str, value: str) -> Rules:
        """The same rules with one changed, from the form that is kept. Raises ValueError for what is no rule."""
        if kind not in KINDS:
            raise ValueError(f"no rule {kind}")
        return replace(self, **{kind: _READ[type(getattr(self, kind))](value)})  # type: ignore[arg-type]

    def kept(self, kind: str) -> str:
        """A rule in the form that is kept."""
        value = getattr(self, kind)
        if isinstance(value, tuple):
            return " ".join(map(str, value))
        return str(int(value)) if isinstance(value, bool) else str(value)


KINDS = tuple(one.name for one in fields(Rules))


def _days(value: str) -> int:
    number = int(value)
    if not 0 <= number <= LONGEST:
        raise ValueError("out of range")
    return number


def _several_days(value: str) -> tuple[int, ...]:
    """Each once, the earliest reminder first; 0 (on the day itself) is allowed among them."""
    days = tuple(sorted({_days(part) for part in value.split()}, reverse=True))
    if len(days) > MOST_TIMES:
        raise ValueError("too many")
    return days


def _switch(value: str) -> bool:
    return {"0": False, "1": True}[value] if value in ("0", "1") else bool(_days(value))


_READ = {
    tuple: _several_days,
    Places: Places,
    Rhythm: Rhythm,
    bool: _switch,
    int: _days,
    ReportDay: ReportDay.read,
}


@dataclass(frozen=True, slots=True)
class Morning:
    """The working days that posts are made for: usually one; several when the bot was down meanwhile.

    `covered` is the last day that an earlier morning stood for: an office may change its days in between.
    """

    days: tuple[date, ...]
    calendar: WorkingDays = field(default_factory=WorkingDays)
    covered: date | None = None

    @property
    def today(self) -> date:
        """The last of the days, on which the posts go out."""
        return self.days[-1]

    @property
    def late(self) -> bool:
        """Whether an earlier day was missed."""
        return len(self.days) > 1

    @property
    def occasion(self) -> str:
        """What the posts' keys name it by: the day, and whether it adds to an earlier morning of the same day."""
        added = self.covered is not None and self.covered >= self.today
        return f"{self.today.isoformat()}>{self.covered}" if added else self.today.isoformat()

    @staticmethod
    def covered_by(occasion: str) -> date | None:
        """Which earlier morning of the same day a post adds to, by its key; None where it is the morning's own."""
        found = re.search(r">(\d{4}-\d\d-\d\d)", occasion)
        return date.fromisoformat(found[1]) if found else None

    def ahead(self) -> frozenset[date]:
        """The days that it stands for before a deadline: a day off counts to the working day before it."""
        days = all_of(map(self.calendar.up_to_next, self.days))
        if self.covered is None:
            return days
        left_out = (self.today - self.covered).days  # days that were taken off after the last morning
        return frozenset(
            day
            for day in days.union(self.today - timedelta(days=n) for n in range(left_out))
            if day > self.covered
        )

    def behind(self) -> frozenset[date]:
        """The days that it stands for after a deadline: a day off counts to the working day after it."""
        return all_of(map(self.calendar.since_last, self.days))

    def quarter(self) -> Period | None:
        """The quarter that begins: its first working day is among the days."""
        for day in reversed(self.days):
            period = quarter_of(day)
            if self.calendar.begins(period.first, day):
                return period
        return None

    def week_begins(self) -> bool:
        """Whether the first working day of a week is among the days."""
        return any(map(self.calendar.begins_week, self.days))


@dataclass(frozen=True, slots=True)
class Course:
    """What the rules need to know of an open task."""

    due: date | None
    heard: date | None  # the last report, or decision on its deadline
    known: date  # since when the bot has known the task
    milestones: tuple[date, ...] = ()  # steps before the deadline, the earliest first
    passed: Mapping[Why, date] = field(default_factory=dict)  # the day each step up was last told

    def lapsed(self, today: date) -> date | None:
        """The last milestone that has passed, where nothing was reported since the one before it."""
        gone = [day for day in self.milestones if day < today]
        if not gone or (self.due is not None and self.due < today):
            return None
        answered = self.heard is not None and (len(gone) == 1 or self.heard > gone[-2])
        return None if answered else gone[-1]


def reasons(rules: Rules, course: Course, morning: Morning) -> set[Why]:
    """Why an open task is spoken of this morning; empty on most."""
    found = {why for why, applies in _CHECKS.items() if applies(rules, course, morning)}
    return found | _steps(rules, course, morning)


def horizon(rules: Rules, morning: Morning) -> date:
    """The last deadline that this morning's reminders can be about."""
    period = morning.quarter()
    longest = max(rules.before, default=0) + rules.coordinating
    last = max(morning.ahead(), default=morning.today) + timedelta(days=longest)
    return max(last, period.last) if period else max(last, quarter_of(morning.today).last)


def _before(rules: Rules, course: Course, morning: Morning) -> bool:
    return _ahead(course.due, morning, rules.before)


def _ahead(due: date | None, morning: Morning, numbers: Sequence[int]) -> bool:
    """A missed reminder whose deadline has passed is of no use."""
    if due is None or due < morning.today:
        return False
    ahead = morning.ahead()
    return any(due - timedelta(days=n) in ahead for n in numbers)


def _milestone(rules: Rules, course: Course, morning: Morning) -> bool:
    """A milestone is spoken of as a deadline is: before it, and as its quarter begins."""
    ways = [replace(course, due=day) for day in course.milestones]
    return any(_before(rules, way, morning) or _quarter(rules, way, morning) for way in ways)


def _passed(rules: Rules, course: Course, morning: Morning) -> bool:
    if rules.overdue is Rhythm.OFF or course.lapsed(morning.today) is None:
        return False
    return rules.overdue is Rhythm.DAY or morning.week_begins()


def _quarter(rules: Rules, course: Course, morning: Morning) -> bool:
    period = morning.quarter() if rules.quarter else None
    return period is not None and course.due is not None and period.first <= course.due <= period.last


def _overdue(rules: Rules, course: Course, morning: Morning) -> bool:
    if course.due is None or course.due >= morning.today or rules.overdue is Rhythm.OFF:
        return False
    return rules.overdue is Rhythm.DAY or morning.week_begins()


def _silence(rules: Rules, course: Course, morning: Morning) -> bool:
    """Each so many days without a report; before the first one, counted from the quarter in which it is due."""
    if not rules.silence or (course.due is not None and course.due < morning.today):
        return False
    begun = max(course.known, quarter_of(course.due).first) if course.due else course.known
    since = course.heard or begun
    return any(d > since and (d - since).days % rules.silence == 0 for d in morning.behind())


def _coordinating(rules: Rules, course: Course, morning: Morning) -> bool:
    if not rules.coordinating:
        return False
    return _ahead(course.due, morning, [n + rules.coordinating for n in rules.before if n >= NEAR])


_CHECKS = {
    Why.BEFORE: _before,
    Why.MILESTONE: _milestone,
    Why.PASSED: _passed,
    Why.QUARTER: _quarter,
    Why.OVERDUE: _overdue,
    Why.SILENCE: _silence,
    Why.COORDINATING: _coordinating,
}


def _steps(rules: Rules, course: Course, morning: Morning) -> set[Why]:
    """The steps up that are reached: so many days after the deadline, or after the last word since.

    What was overdue when the plan came in counts from then: nobody could have answered the bot before. The
    next ones up are told as soon as a step is reached, also by a new rule or in a pause, and once.
    """
    if course.due is None or course.due >= morning.today:
        return set()
    since = max(course.due, course.known, course.heard or course.due)
    steps = {
        Why.DEPUTY: rules.deputy,
        Why.ALONE: rules.deputy,
        Why.COORDINATOR: rules.coordinator,
        Why.LEADER: rules.leader,
    }
    found = {
        why
        for why, days in steps.items()
        if days and since + timedelta(days=days) <= morning.today and course.passed.get(why, since) <= since
    }
    return found if Why.DEPUTY in found else found - {Why.ALONE}
