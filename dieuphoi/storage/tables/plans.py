"""What a plan is: tasks, who leads and works on them, duties, what could not be read."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from dieuphoi.storage.tables.base import Moment, key, metadata, to

plan = Table(
    "plan",
    metadata,
    key(),
    Column("number", String, nullable=False, unique=True),
    Column("date", Date),
    Column("issuer", String),
    Column("title", Text),
    Column("created_at", Moment, nullable=False),
    Column("closed_at", Moment),  # over: readable, but in no list, total or reminder of its own accord
)

agency = Table(
    "agency",
    metadata,
    key(),
    Column("name", String, nullable=False, unique=True),
    Column("kind", String, nullable=False),
    Column(
        "born", Boolean, nullable=False, server_default=false()
    ),  # only a change of agencies brings it about
)

agency_alias = Table(
    "agency_alias",
    metadata,
    key(),
    to("agency", index=True),
    Column("alias", String, nullable=False),
    UniqueConstraint("agency_id", "alias"),
)

task = Table(
    "task",
    metadata,
    key(),
    to("plan"),
    Column("code", String, nullable=False),
    Column("number", String),
    Column("appendix", String, nullable=False),
    Column("position", Integer, nullable=False),
    Column("group_title", Text),
    Column("title", Text, nullable=False),
    Column("short_title", String, nullable=False),
    Column("leads", JSON, nullable=False),  # as written; the agencies that they stand for are in `lead`
    Column("coordinators", JSON, nullable=False),  # as written, groups included
    Column("coordinators_now", JSON),  # where agencies have changed since
    Column("deadline_text", String),
    Column("recurrence", String),
    Column("condition", Text),  # the event that it waits for
    Column("level", String),
    Column("product", Text),
    Column("line", Integer),
    Column("withdrawn_at", Moment),  # a later document has it no more; its code then ends in ~ and its key
    UniqueConstraint("plan_id", "code"),
)

milestone = Table(
    "milestone",
    metadata,
    key(),
    to("task"),
    Column("position", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("due", Date, nullable=False, index=True),
    UniqueConstraint("task_id", "position"),
)

assignment = Table(
    "assignment",
    metadata,
    key(),
    to("task", index=True),
    to("plan"),
    to("agency"),  # the agency that it is counted under: the first of its leads
    Column("appendix", String, nullable=False),
    Column("first_due", Date),  # of the document that brought it in, whatever later ones say
    Column("added_at", Moment, nullable=False),
    Column("original_due", Date),
    Column("due", Date),
    # What follows is today's state: it can be worked out again from `report`.
    Column("state", String, nullable=False),
    Column("percent", Integer),
    Column("done_on", Date),
    Column("confirmed", Boolean, nullable=False, default=False),
    Column("note", Text),
    Column("document_number", String),
    Column("document_date", Date),
    Column("reported_at", Moment),
    Column("revision", Integer, nullable=False, default=0),  # entries in the log so far
    Column("withdrawn", Boolean, nullable=False, default=False, server_default=false()),
    Column("leads_now", JSON),  # where agencies have changed since the plan was written
    Column("formerly", String),  # whose part of a task of several units it was before agencies changed
    Index(None, "plan_id", "due", "id"),
    Index(None, "agency_id", "due", "id"),
    Index(None, "plan_id", "state"),
)

lead = Table(
    "lead",
    metadata,
    Column("assignment_id", Integer, ForeignKey("assignment.id"), primary_key=True),
    Column("agency_id", Integer, ForeignKey("agency.id"), primary_key=True, index=True),
    # An agency that is no more: its focal points answer for the task until they have taken their new seats.
    Column("interim", Boolean, nullable=False, server_default=false()),
)

coordination = Table(
    "coordination",
    metadata,
    Column("task_id", Integer, ForeignKey("task.id"), primary_key=True),
    Column("agency_id", Integer, ForeignKey("agency.id"), primary_key=True, index=True),
)

duty = Table(
    "duty",
    metadata,
    key(),
    to("plan", index=True),
    Column("code", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("agencies", JSON, nullable=False),  # as written
    Column("line", Integer),
    UniqueConstraint("plan_id", "code"),
)

duty_agency = Table(
    "duty_agency",
    metadata,
    Column("duty_id", Integer, ForeignKey("duty.id"), primary_key=True),
    Column("agency_id", Integer, ForeignKey("agency.id"), primary_key=True, index=True),
)

problem = Table(
    "problem",
    metadata,
    key(),
    to("plan", index=True),
    Column("line", Integer),
    Column("severity", String, nullable=False),
    Column("message", Text, nullable=False),
)
