"""The rules of reminding in plain words: what each is called, what it says, what may be answered."""

from __future__ import annotations

from dieuphoi.plan.reminding import LONGEST, MOST_TIMES, Places, Rhythm, Rules
from dieuphoi.plan.report_days import PERIODS, ReportDay
from dieuphoi.wording import _, ngettext


def name(kind: str) -> str:
    """What a rule is called, on a button and at the beginning of its line."""
    if kind.endswith("_to"):
        return _("{rule}, sent").format(rule=name(kind.removesuffix("_to")))
    return {
        "before": _("Before the deadline"),
        "quarter": _("Start of quarter"),
        "overdue": _("Overdue tasks"),
        "silence": _("Silence"),
        "coordinating": _("Coordinating agencies"),
        "week": _("Weekly totals"),
        "ended": _("Totals of a quarter"),
        "deputy": _("Pass on to deputies"),
        "coordinator": _("Pass on to coordinator"),
        "leader": _("Pass on to leaders"),
        "blocker": _("Unanswered blockers"),
        "extensions": _("Extensions of a task"),
        "report_quarter": _("Quarterly report"),
        "report_half": _("Half-yearly report"),
        "report_year": _("Yearly report"),
    }[kind]


def said(kind: str, rules: Rules) -> str:
    """What a rule says, without where it goes."""
    value = getattr(rules, kind)
    if isinstance(value, Places):
        return place(value)
    if isinstance(value, Rhythm):
        return rhythm(value)
    if isinstance(value, ReportDay):
        return _report_day(value)
    if isinstance(value, tuple):
        return _before(value)
    if isinstance(value, bool):
        return _("on") if value else _("off")
    return _after(kind, value) if value else _("off")


def place(places: Places) -> str:
    """Where a kind of reminder goes."""
    return {
        Places.PRIVATE: _("in private"),
        Places.GROUP: _("in the group"),
        Places.BOTH: _("in private and in the group"),
    }[places]


def rhythm(value: Rhythm) -> str:
    """How often overdue tasks are spoken of."""
    return {
        Rhythm.OFF: _("off"),
        Rhythm.DAY: _("every working day"),
        Rhythm.WEEK: _("every week, on its first working day"),
    }[value]


def _report_day(value: ReportDay) -> str:
    if not value:
        return _("no draft of its own accord")
    if value.after:
        return _("draft on day {day} of the month after the period").format(day=value.day)
    return _("draft on day {day} of the last month of the period").format(day=value.day)


def _before(days: tuple[int, ...]) -> str:
    if not days:
        return _("off")
    ahead = ", ".join(str(number) for number in days if number)
    parts = [_("{days} days before").format(days=ahead)] if ahead else []
    return "; ".join([*parts, *([_("on the day itself")] if 0 in days else [])])


def _after(kind: str, days: int) -> str:
    if kind == "extensions":
        return ngettext("at most {n} time", "at most {n} times", days).format(n=days)
    if kind == "blocker":
        text = ngettext(
            "to the coordinator after {n} working day", "to the coordinator after {n} working days", days
        )
        return text.format(n=days)
    if kind == "silence":
        return ngettext("after {n} day without a report", "after {n} days without a report", days).format(
            n=days
        )
    if kind == "coordinating":
        return ngettext("{n} day earlier than the lead", "{n} days earlier than the lead", days).format(
            n=days
        )
    text = ngettext("after {n} day overdue without a report", "after {n} days overdue without a report", days)
    return text.format(n=days)


def line(kind: str, rules: Rules) -> str:
    """A rule on one line, with where it goes."""
    text = f"• {name(kind)}: {said(kind, rules)}"
    to = getattr(rules, f"{kind}_to", None)
    return (
        f"{text}; {place(to)}" if to is not None and getattr(rules, kind) not in ((), 0, Rhythm.OFF) else text
    )


def allowed(kind: str) -> str:
    """What may be answered to the question for a rule, with an example."""
    placed = _("Where it goes: “riêng”, “nhóm” or “cả hai”.")
    if kind == "before":
        text = _(
            "Write the days before the deadline, e.g. “30, 15, 5” (at most {times}, from 0 to {days}), or “tắt”."
        )
        return text.format(times=MOST_TIMES, days=LONGEST) + " " + placed
    if kind in PERIODS:
        return _("Write e.g. “ngày 15 tháng cuối” or “ngày 5 tháng sau” (day 1 to 31), or “tắt”.")
    if kind == "overdue":
        return _("Write “hằng ngày”, “hằng tuần” or “tắt”.") + " " + placed
    if kind == "quarter":
        return _("Write “bật” or “tắt”.") + " " + placed
    if kind == "extensions":
        return _("Write a number, e.g. “2 lần”, or “tắt” for none at all.")
    if kind in ("week", "ended"):
        return _("Write “bật” or “tắt”.")
    text = _("Write a number of days, e.g. “{n} ngày” (1 to {days}), or “tắt”.").format(
        n={"silence": 45, "coordinating": 7, "deputy": 3, "coordinator": 7, "blocker": 3}.get(kind, 20),
        days=LONGEST,
    )
    return f"{text} {placed}" if kind == "silence" else text
