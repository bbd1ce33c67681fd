"""Reports as files: every one that was made, and what the coordinator decided on their paragraphs."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Date, Index, Integer, String, Table, Text

from dieuphoi.storage.tables.base import Moment, key, metadata, to

paper = Table(  # asked for by a person, or by the report day of a plan; made beside, and kept
    "paper",
    metadata,
    key(),
    to("plan"),
    Column("period", String, nullable=False),  # plan.periods.Period.code
    Column("form", String, nullable=False),  # report | monitoring
    Column("format", String, nullable=False),
    Column("structure", Date),  # by the agencies of this day, where that is not today's
    to("person", name="by", nullable=True),  # nobody: the report day
    Column("at", Moment, nullable=False),
    Column("state", String, nullable=False, index=True),  # storage.papers.State
    Column("attempts", Integer, nullable=False, default=0),
    Column("channel", String),  # where it is waited for: forgotten once it is there
    Column("chat_id", String),
    Column("private", Boolean),
    Column("thread", String),
    Column("made_at", Moment),
    to("file", nullable=True),
    Column("counters", JSON),  # what it says, as its numbers were then
    Index(None, "plan_id", "id"),
)

paragraph = Table(  # a decision on an agency's paragraph of a report; the newest counts
    "paragraph",
    metadata,
    key(),
    to("plan"),
    Column("period", String, nullable=False),
    Column("agency", String, nullable=False),  # as the totals name it
    Column("decision", String, nullable=False),  # storage.paragraphs.Decision
    Column("text", Text),  # where it was written anew
    Column("facts", String, nullable=False),  # a digest of what it was drawn from then
    to("person", name="by", nullable=True),
    Column("at", Moment, nullable=False),
    Index(None, "plan_id", "period", "id"),
)
