"""The inbox and the outbox, and small facts about the running bot."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from dieuphoi.storage.tables.base import Moment, key, metadata, to

inbox = Table(
    "inbox",
    metadata,
    key(),
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
    key(),
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
    Column(
        "lines", JSON(none_as_null=True)
    ),  # of a numbered list: the first number, the assignments of each line
    to("file", nullable=True),
    to("outbox", name="edits", nullable=True),
    Column("key", String, unique=True),
    Column("created_at", Moment, nullable=False),
    Column("not_before", Moment),
    Column("status", String, nullable=False),  # waiting | sending | sent | failed | withdrawn
    Column("attempts", Integer, nullable=False, default=0),
    Column("doubts", Integer, nullable=False, default=0),  # times that a crash left its sending unknown
    Column("vendor_id", String),
    Column("sent_at", Moment),
    Column("error", String),
    Column("use_until", Moment),  # a post that has not gone out by then is of no use any more
    Index(None, "status", "channel", "rank", "id"),
    Index(None, "chat_key", "status", "rank", "id"),
    Index(None, "channel", "sent_at"),
    Index(None, "chat_key", "kind", "id"),
    Index(None, "chat_key", "vendor_id"),
)

album = Table(
    "album",
    metadata,
    Column("key", String, primary_key=True),  # channel:chat:the vendor's group of files
    Column("heard", Boolean, nullable=False),  # whether words that came with one of them have been answered
    Column("at", Moment, nullable=False),
)

mark = Table(
    "mark",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", String, nullable=False),
)
