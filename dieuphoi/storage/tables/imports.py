"""How plans came in: the documents that they were made of, and drafts that wait for a person's word."""

from __future__ import annotations

from sqlalchemy import JSON, Column, Date, Index, Integer, String, Table, Text, UniqueConstraint

from dieuphoi.storage.tables.base import Moment, key, metadata, to

version = Table(  # what happened to a plan as a whole: imported, amended, closed, reopened
    "version",
    metadata,
    key(),
    to("plan"),
    Column("number", Integer, nullable=False),  # 1, 2, 3 … within the plan
    Column("kind", String, nullable=False),  # import | amend | close | reopen
    Column("at", Moment, nullable=False),
    to("person", nullable=True),
    Column("document_number", String),
    Column("document_date", Date),
    Column("digest", String, index=True),  # SHA-256 of the file
    to("file", nullable=True),
    Column("document", JSON),  # as it was read and mended
    Column("changes", JSON, nullable=False),  # how many tasks were added, changed, removed
    UniqueConstraint("plan_id", "number"),
)

draft = Table(  # a document that was sent in and is not a plan yet; only who sent it sees it
    "draft",
    metadata,
    key(),
    to("person", index=True),
    Column("channel", String, nullable=False),
    Column("chat_id", String, nullable=False),
    Column("sender_id", String, nullable=False),
    Column("at", Moment, nullable=False),
    Column("state", String, nullable=False, index=True),  # storage.drafts.State
    to("file", nullable=True),
    Column("attempts", Integer, nullable=False, default=0),
    Column("not_before", Moment),
    Column("revision", Integer, nullable=False, default=0),  # grows with every change
    Column("text", Text),  # pasted piece by piece
    Column("document", JSON),
    Column("error", Text),  # why it could not be read, in words for its owner
    Column("work", JSON, nullable=False),  # what its owner has decided and mended
    Index(None, "channel", "state"),
)
