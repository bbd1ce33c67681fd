"""The tables. Things end with a date and a reason; only what names a person is deleted, when they ask for it."""

from dieuphoi.storage.tables.base import Moment, metadata
from dieuphoi.storage.tables.imports import draft, version
from dieuphoi.storage.tables.links import calendar_link
from dieuphoi.storage.tables.logs import blocker, extension, fetching, file, report, snapshot
from dieuphoi.storage.tables.messages import album, inbox, mark, outbox
from dieuphoi.storage.tables.papers import paper, paragraph
from dieuphoi.storage.tables.parts import part_request
from dieuphoi.storage.tables.persons import (
    address,
    dialogue,
    invitation,
    membership,
    person,
    registration,
    room,
)
from dieuphoi.storage.tables.plans import (
    agency,
    agency_alias,
    assignment,
    coordination,
    duty,
    duty_agency,
    lead,
    milestone,
    plan,
    problem,
    task,
)
from dieuphoi.storage.tables.reminders import nudge, office_day, pause, reminder, rule, snooze
from dieuphoi.storage.tables.successions import (
    agency_change,
    agency_change_part,
    agency_choice,
    handover,
    lead_change,
    seat,
)

__all__ = [
    "Moment",
    "address",
    "agency",
    "agency_alias",
    "agency_change",
    "agency_change_part",
    "agency_choice",
    "album",
    "assignment",
    "blocker",
    "calendar_link",
    "coordination",
    "dialogue",
    "draft",
    "duty",
    "duty_agency",
    "extension",
    "fetching",
    "file",
    "handover",
    "inbox",
    "invitation",
    "lead",
    "lead_change",
    "mark",
    "membership",
    "metadata",
    "milestone",
    "nudge",
    "office_day",
    "outbox",
    "paper",
    "paragraph",
    "part_request",
    "pause",
    "person",
    "plan",
    "problem",
    "registration",
    "reminder",
    "report",
    "room",
    "rule",
    "seat",
    "snapshot",
    "snooze",
    "task",
    "version",
]
