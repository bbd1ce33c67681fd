"""The tables. Nothing in them is deleted: things end with a date and a reason."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.types import TypeDecorator

from dieuphoi.plan.calendar import ZONE

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Moment(TypeDecorator[datetime]):
    """An aware moment: kept in UTC, handed out in Asia/Ho_Chi_Minh; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Aware to UTC; SQLite keeps no zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        """UTC to local."""
        if value is None:
            return None
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(ZONE)


def _key() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def _to(target: str, *, name: str | None = None, nullable: bool = False, index: bool = False) -> Column[int]:
    return Column(name or f"{target}_id", Integer, ForeignKey(f"{target}.id"), nullable=nullable, index=index)


# --- the plan --------------------------------------------------------------------------------------------

plan = Table(
    "plan",
    metadata,
    _key(),
    Column("number", String, nullable=False, unique=True),
    Column("date", Date),
    Column("issuer", String),
    Column("title", Text),
    Column("created_at", Moment, nullable=False),
)

agency = Table(
    "agency",
    metadata,
    _key(),
    Column("name", String, nullable=False, unique=True),
    Column("kind", String, nullable=False),
)

agency_alias = Table(
    "agency_alias",
    metadata,
    _key(),
    _to("agency", index=True),
    Column("alias", String, nullable=False),
    UniqueConstraint("agency_id", "alias"),
)

task = Table(
    "task",
    metadata,
    _key(),
    _to("plan"),
    Column("code", String, nullable=False),
    Column("number", String),
    Column("appendix", String, nullable=False),
    Column("position", Integer, nullable=False),
    Column("group_title", Text),
    Column("title", Text, nullable=False),
    Column("short_title", String, nullable=False),
    Column("leads", JSON, nullable=False),  # as written; the agencies that they stand for are in `lead`
    Column("coordinators", JSON, nullable=False),  # as written, groups included
    Column("deadline_text", String),
    Column("recurrence", String),
    Column("level", String),
    Column("product", Text),
    Column("line", Integer),
    UniqueConstraint("plan_id", "code"),
)

assignment = Table(
    "assignment",
    metadata,
    _key(),
    _to("task", index=True),
    _to("plan"),
    _to("agency"),  # the agency that it is counted under: the first of its leads
    Column("appendix", String, nullable=False),
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
    Index(None, "plan_id", "due", "id"),
    Index(None, "agency_id", "due", "id"),
    Index(None, "plan_id", "state"),
)

lead = Table(
    "lead",
    metadata,
    Column("assignment_id", Integer, ForeignKey("assignment.id"), primary_key=True),
    Column("agency_id", Integer, ForeignKey("agency.id"), primary_key=True, index=True),
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
    _key(),
    _to("plan", index=True),
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
    _key(),
    _to("plan", index=True),
    Column("line", Integer),
    Column("severity", String, nullable=False),
    Column("message", Text, nullable=False),
)

# --- people and chats ------------------------------------------------------------------------------------

person = Table(
    "person",
    metadata,
    _key(),
    Column("full_name", String, nullable=False),
    Column("position", String),
    Column("phone", String),
    Column("role", String),  # coordinator | leader | operator; a focal point has a membership instead
    Column("created_at", Moment, nullable=False),
)

address = Table(
    "address",
    metadata,
    _key(),
    Column("channel", String, nullable=False),
    Column("external_id", String, nullable=False),
    _to("person", nullable=True, index=True),
    Column("name", String, nullable=False),
    Column("first_seen", Moment, nullable=False),
    Column("closed_at", Moment),
    Column("closed_reason", String),
    UniqueConstraint("channel", "external_id"),
)

membership = Table(
    "membership",
    metadata,
    _key(),
    _to("person", index=True),
    _to("agency", index=True),
    Column("since", Moment, nullable=False),
    Column("until", Moment),
)

registration = Table(
    "registration",
    metadata,
    _key(),
    _to("address", index=True),
    _to("agency"),
    Column("full_name", String, nullable=False),
    Column("position", String),
    Column("phone", String),
    Column("state", String, nullable=False, index=True),  # waiting | approved | declined | withdrawn
    Column("asked_at", Moment, nullable=False),
    Column("decided_at", Moment),
    _to("person", name="decided_by", nullable=True),
)

invitation = Table(
    "invitation",
    metadata,
    _key(),
    Column("code_digest", String, nullable=False, unique=True),  # the code itself is never kept
    Column("role", String, nullable=False),  # focal | coordinator | leader
    _to("agency", nullable=True),
    Column("created_at", Moment, nullable=False),
    _to("person", name="created_by", nullable=True),
    _to("person", name="replaces", nullable=True),  # whose place the invited person takes
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
    _to("person", name="used_by", nullable=True),
)

room = Table(  # a group chat, or a topic of one
    "room",
    metadata,
    _key(),
    Column("channel", String, nullable=False),
    Column("external_id", String, nullable=False),
    Column("thread", String),
    Column("title", String),
    _to("plan", nullable=True, index=True),
    Column("bound_at", Moment),
    _to("person", name="bound_by", nullable=True),
    Column("closed_at", Moment),
    Column("closed_reason", String),
    Index(None, "channel", "external_id"),
)

dialogue = Table(
    "dialogue",
    metadata,
    Column("key", String, primary_key=True),  # channel:chat:sender
    Column("step", String, nullable=False),
    Column("data", JSON, nullable=False),
    Column("at", Moment, nullable=False),
)

# --- the log ---------------------------------------------------------------------------------------------

report = Table(
    "report",
    metadata,
    _key(),
    _to("assignment"),
    Column("number", Integer, nullable=False),  # 1, 2, 3 … within the assignment
    Column("kind", String, nullable=False),  # plan.history.Kind
    _to("person", nullable=True),
    _to("agency", nullable=True),
    Column("channel", String, nullable=False),
    Column("at", Moment, nullable=False),
    Column("state", String),
    Column("percent", Integer),
    Column("note", Text),
    Column("document_number", String),
    Column("document_date", Date),
    Column("due", Date),  # of an extension
    _to("file", nullable=True),
    _to("report", name="undoes", nullable=True, index=True),
    UniqueConstraint("assignment_id", "number"),
    Index(None, "person_id", "id"),
)

extension = Table(
    "extension",
    metadata,
    _key(),
    _to("assignment", index=True),
    _to("person"),
    Column("until", Date, nullable=False),
    Column("reason", Text),
    Column("state", String, nullable=False),  # waiting | granted | declined | replaced
    Column("asked_at", Moment, nullable=False),
    Column("decided_at", Moment),
    _to("person", name="decided_by", nullable=True),
)

file = Table(
    "file",
    metadata,
    _key(),
    Column("name", String, nullable=False),
    Column("mime", String),
    Column("size", Integer),
    Column("sha256", String),
    Column("channel", String, nullable=False),
    Column("vendor_id", String),
    Column("content", LargeBinary),
    Column("at", Moment, nullable=False),
)

snapshot = Table(
    "snapshot",
    metadata,
    _key(),
    _to("plan"),
    Column("scope", String, nullable=False),
    Column("audience", String, nullable=False),  # the chat that saw it
    Column("as_of", Moment, nullable=False),
    Column("counters", JSON, nullable=False),
    Column("last_report", Integer, nullable=False),  # the newest entry of the log that it counts
    Index(None, "audience", "plan_id", "scope", "as_of"),
)

# --- the way of a message --------------------------------------------------------------------------------

inbox = Table(
    "inbox",
    metadata,
    _key(),
    Column("channel", String, nullable=False),
    Column("event_id", String, nullable=False),
    Column("chat_key", String, nullable=False),
    Column("raw", JSON, nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("status", String, nullable=False),  # waiting | handled | set_aside
    Column("attempts", Integer, nullable=False, default=0),
    Column("not_before", Moment),
    Column("handled_at", Moment),
    Column("error", String),  # the kind of failure, never the message
    UniqueConstraint("channel", "event_id"),
    Index(None, "status", "chat_key", "id"),
    Index(None, "status", "id"),
)

outbox = Table(
    "outbox",
    metadata,
    _key(),
    Column("channel", String, nullable=False),
    Column("chat_id", String, nullable=False),
    Column("thread", String),
    Column("chat_key", String, nullable=False),
    Column("private", Boolean, nullable=False),
    Column("rank", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("buttons", JSON, nullable=False),
    Column("about", JSON, nullable=False),
    _to("file", nullable=True),
    _to("outbox", name="edits", nullable=True),
    Column("key", String, unique=True),
    Column("created_at", Moment, nullable=False),
    Column("not_before", Moment),
    Column("status", String, nullable=False),  # waiting | sending | sent | failed | withdrawn
    Column("attempts", Integer, nullable=False, default=0),
    Column("doubts", Integer, nullable=False, default=0),  # times that a crash left its sending unknown
    Column("vendor_id", String),
    Column("sent_at", Moment),
    Column("error", String),
    Index(None, "status", "channel", "chat_key", "rank", "id"),
    Index(None, "chat_key", "vendor_id"),
)

mark = Table(
    "mark",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", String, nullable=False),
)
