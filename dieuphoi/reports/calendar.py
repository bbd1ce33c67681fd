"""The deadlines as a calendar file: one all-day event for each assignment that has one, and each milestone."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, timedelta

from icalendar import Alarm, Calendar, Event

from dieuphoi.plan.calendar import ZONE
from dieuphoi.plan.results import Row, State
from dieuphoi.reports import terms
from dieuphoi.reports.report import Report
from dieuphoi.reports.terms import plain
from dieuphoi.wording import _

_ALARM_DAYS = (7, 1)
_MORNING = timedelta(hours=8)  # an all-day event starts at midnight; nobody wants to be woken then


def make(report: Report) -> bytes:
    """The .ics file."""
    calendar = Calendar()
    calendar.add("prodid", "-//dieuphoi//deadlines//VI")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", terms.subject(report.results, report.period))
    calendar.add("x-wr-timezone", ZONE.key)
    for row in dict.fromkeys((*report.rows, *report.upcoming)):
        for step in row.milestones:
            calendar.add_component(_event(report, row, step.due, step.text))
        if row.due:
            calendar.add_component(_event(report, row, row.due))
    return bytes(calendar.to_ical())


def _event(report: Report, row: Row, due: date, step: str = "") -> Event:
    """The deadline of an assignment, or a milestone on the way to it."""
    event = Event()
    event.add("uid", _uid(report, row, step))
    event.add("dtstamp", report.results.as_of.astimezone(UTC))
    event.add("dtstart", due)
    event.add("dtend", due + timedelta(days=1))
    event.add("summary", f"{plain(row.code)}: {plain(step or row.title)}")
    event.add("description", _description(row))
    event.add("transp", "TRANSPARENT")
    for days in _ALARM_DAYS if row.state is not State.DONE else ():
        event.add_component(_alarm(days, row))
    return event


def _uid(report: Report, row: Row, step: str) -> str:
    """The same for an assignment in every file, so that a new file moves the event instead of doubling it."""
    known = "\n".join((report.results.plan_number, row.code, row.lead, *([step] if step else [])))
    return hashlib.sha256(known.encode(errors="replace")).hexdigest()[:32] + "@dieuphoi"


def _description(row: Row) -> str:
    lines = [
        _("Lead agency: {agency}").format(agency=plain(row.lead)),
        _("Coordinating agencies: {agencies}").format(agencies="; ".join(map(plain, row.coordinators))),
        _("Deadline: {deadline}").format(deadline=terms.deadline(row)),
        _("Status: {situation}").format(situation=terms.situation(row)),
    ]
    return "\n".join(lines)


def _alarm(days: int, row: Row) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", _MORNING - timedelta(days=days))
    alarm.add("description", _("Due in {days} days: {code}").format(days=days, code=plain(row.code)))
    return alarm
