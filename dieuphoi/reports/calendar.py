"""The days of a plan or an agency as a calendar file (RFC 5545): whole days, whatever clock a phone goes by.

An event has the same UID in every file and behind every link, so that a new file moves it instead of doubling it.
Nothing in it depends on when it is made: what has not changed gives the same bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import UTC, timedelta

from icalendar import Alarm, Calendar, Event

from dieuphoi.plan.agenda import Occasion, What
from dieuphoi.plan.calendar import ZONE
from dieuphoi.plan.results import State
from dieuphoi.reports import terms
from dieuphoi.reports.report import Report
from dieuphoi.reports.terms import plain
from dieuphoi.wording import _

_ALARM_DAYS = (7, 1)
_MORNING = timedelta(hours=8)  # an all-day event starts at midnight; nobody wants to be woken then
_REFRESH = timedelta(hours=6)  # how often a phone that subscribes should look


def make(report: Report) -> bytes:
    """The .ics file of a report."""
    return calendar(terms.subject(report.results, report.period), report.occasions)


def calendar(name: str, occasions: Iterable[Occasion]) -> bytes:
    """A calendar of this name. It has no METHOD: by a link it is read again and again, and nobody is invited."""
    found = Calendar()
    found.add("prodid", "-//dieuphoi//deadlines//VI")
    found.add("version", "2.0")
    found.add("calscale", "GREGORIAN")
    found.add("name", plain(name))  # RFC 7986; the next is what phones have read for longer
    found.add("x-wr-calname", plain(name))
    found.add("x-wr-timezone", ZONE.key)
    found.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
    found.add("x-published-ttl", "PT6H")
    for one in occasions:
        found.add_component(_event(one))
    return bytes(found.to_ical())


def _event(one: Occasion) -> Event:
    event = Event()
    event.add("uid", uid(one))
    # Without a METHOD, DTSTAMP is when the event was last changed: RFC 5545, section 3.8.7.2.
    event.add("dtstamp", one.changed_at.astimezone(UTC))
    event.add("last-modified", one.changed_at.astimezone(UTC))
    event.add("sequence", one.sequence)
    event.add("status", "CANCELLED" if one.off else "CONFIRMED")
    event.add("dtstart", one.day)
    event.add("dtend", one.day + timedelta(days=1))
    event.add("summary", _summary(one))
    event.add("description", _description(one))
    event.add("transp", "TRANSPARENT")
    for days in _ALARM_DAYS if one.rings and not one.off else ():
        event.add_component(_alarm(days, one))
    return event


def uid(one: Occasion) -> str:
    """What the event is known by for good; its key is not shown to anybody."""
    return hashlib.sha256(one.key.encode(errors="replace")).hexdigest()[:32] + "@dieuphoi"


def _summary(one: Occasion) -> str:
    if one.what is What.EVENT:
        return f"{plain(one.code)}: " + _("event: {event}").format(event=plain(one.step or one.title))
    named = f"{plain(one.code)}: {plain(one.step or one.title)}"
    return _("Done: {task}").format(task=named) if one.state is State.DONE else named


def _description(one: Occasion) -> str:
    state = terms.state_name(one.state)
    if one.state is State.DONE and not one.confirmed:
        state = _("{state}, awaiting confirmation").format(state=state)
    elif one.state is not State.DONE and one.percent is not None:
        state = f"{state} ({one.percent}%)"
    lines = [
        _("Plan: {number}").format(number=plain(one.plan_number)),
        _("Task: {title}").format(title=plain(one.title)),
        _("Lead agency: {agency}").format(agency=plain(one.lead)),
        _("Coordinating agencies: {agencies}").format(agencies="; ".join(map(plain, one.coordinators))),
    ]
    if one.what is What.DEADLINE:
        lines.append(_("Deadline: {deadline}").format(deadline=_deadline(one)))
    return "\n".join([*lines, _("Status: {situation}").format(situation=state)])


def _deadline(one: Occasion) -> str:
    """The deadline that holds now; an extension shows the original one beside it."""
    if one.original_due is None or one.original_due == one.day:
        return terms.short_date(one.day)
    return _("{due} (originally {original})").format(
        due=terms.short_date(one.day), original=terms.short_date(one.original_due)
    )


def _alarm(days: int, one: Occasion) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", _MORNING - timedelta(days=days))
    alarm.add("description", _("Due in {days} days: {code}").format(days=days, code=plain(one.code)))
    return alarm
