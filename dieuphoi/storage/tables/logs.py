"""What was reported and asked for, the files that came with it, the totals that were shown."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from dieuphoi.storage.tables.base import Moment, key, metadata, to

report = Table(
    "report",
    metadata,
    key(),
    to("assignment"),
    Column("number", Integer, nullable=False),  # 1, 2, 3 … within the assignment
    Column("kind", String, nullable=False),  # plan.history.Kind
    to("person", nullable=True),
    to("agency", nullable=True),
    to("person", name="in_place_of", nullable=True),  # for whom it was entered by who stands in
    Column("channel", String, nullable=False),
    Column("at", Moment, nullable=False),
    Column("state", String),
    Column("percent", Integer),
    Column("note", Text),
    Column("document_number", String),
    Column("document_date", Date),
    Column("due", Date),  # of an extension, or after an event
    Column("happened_on", Date),  # the day of an event
    to("file", nullable=True),
    to("report", name="undoes", nullable=True, index=True),
    Column("message", String, index=True),  # channel:chat:the vendor's number of the message that made it
    to("part_request", nullable=True, index=True),  # the request for an agency's part that it belongs to
    to("report", name="about", nullable=True),  # the entry that raised the blocker spoken of
    UniqueConstraint("assignment_id", "number"),
    Index(None, "person_id", "id"),
)

extension = Table(
    "extension",
    metadata,
    key(),
    to("assignment", index=True),
    to("person"),
    Column("until", Date, nullable=False),
    Column("reason", Text),
    Column("state", String, nullable=False),  # waiting | granted | declined | replaced
    Column("asked_at", Moment, nullable=False),
    Column("decided_at", Moment),
    to("person", name="decided_by", nullable=True),
    Column("answer", Text),  # why it was declined
    Column("granted_until", Date),  # where the coordinator set another day than was asked for
    to("report", name="report_id", nullable=True),  # the entry that granted it
)

blocker = Table(
    "blocker",
    metadata,
    key(),
    to("assignment", index=True),
    to("report", index=True),  # the entry that raised it: whether it is open follows from the log
    Column("waits_kind", String),  # plan.blockers.WaitsFor; none where nobody said
    Column("waits_words", Text),
    to("agency", name="waits_agency_id", nullable=True, index=True),
    Column("at", Moment, nullable=False),
)

file = Table(
    "file",
    metadata,
    key(),
    Column("name", String, nullable=False),
    Column("mime", String),
    Column("size", Integer),
    Column("sha256", String),
    Column("channel", String, nullable=False),
    Column("vendor_id", String),
    Column("content", LargeBinary),
    Column("album", String, index=True),  # the key of the files that came together with it
    Column("at", Moment, nullable=False),
)

fetching = (
    Table(  # a file whose content was not at hand; beside `file`, whose rows may be many megabytes long
        "fetching",
        metadata,
        Column("file_id", Integer, ForeignKey("file.id"), primary_key=True),
        Column("state", String, nullable=False, index=True),  # waiting | kept | refused | lost | double
        Column("attempts", Integer, nullable=False, default=0),
        Column("not_before", Moment),
    )
)

snapshot = Table(
    "snapshot",
    metadata,
    key(),
    to("plan"),
    Column("scope", String, nullable=False),
    Column("audience", String, nullable=False),  # the chat that saw it
    Column("as_of", Moment, nullable=False),
    Column("counters", JSON, nullable=False),
    Column("last_report", Integer, nullable=False),  # the newest entry of the log that it counts
    Index(None, "audience", "plan_id", "scope", "as_of"),
)
