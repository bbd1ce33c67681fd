"""When and whom the bot reminds of its own accord: rules, days, pauses, and what was posted because of them."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, Index, String, Table, UniqueConstraint

from dieuphoi.storage.tables.base import Moment, key, metadata, to

rule = Table(  # the newest of a kind counts; what nobody changed is as plan.reminding says
    "rule",
    metadata,
    key(),
    to("plan"),
    Column("kind", String, nullable=False),
    Column("value", String, nullable=False),
    Column("at", Moment, nullable=False),
    to("person", name="by", nullable=True),
    Index(None, "plan_id", "kind", "id"),
)

office_day = Table(  # a day off that the calendar does not know, or a working day in its stead
    "office_day",
    metadata,
    Column("day", Date, primary_key=True),
    Column("working", Boolean, nullable=False),
    Column("at", Moment, nullable=False),
    to("person", name="by", nullable=True),
)

pause = Table(  # no reminders for a person, an agency or a plan (one of the three), up to and with a day
    "pause",
    metadata,
    key(),
    to("person", nullable=True),
    to("agency", nullable=True),
    to("plan", nullable=True),
    Column("until", Date, nullable=False, index=True),
    Column("at", Moment, nullable=False),
    to("person", name="by", nullable=True),
    Column("ended_at", Moment),
)

snooze = Table(  # a person wants to hear of a task again on a day, and not before
    "snooze",
    metadata,
    key(),
    to("person", index=True),
    to("assignment", index=True),
    Column("until", Date, nullable=False, index=True),
    Column("at", Moment, nullable=False),
    Column("ended_at", Moment),
)

nudge = Table(  # somebody asked for an update now: at most once a day for a task
    "nudge",
    metadata,
    key(),
    to("assignment"),
    Column("day", Date, nullable=False),
    Column("at", Moment, nullable=False),
    to("person", name="by"),
    Column("answered_at", Moment),
    UniqueConstraint("assignment_id", "day"),
)

reminder = Table(  # what a post spoke of, and why it came
    "reminder",
    metadata,
    key(),
    to("outbox", index=True),
    to("plan", nullable=True),
    to("assignment", nullable=True),
    Column("why", String, nullable=False),  # plan.reminding.Why
    Index(None, "assignment_id", "id"),
)
