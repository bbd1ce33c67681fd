"""People, their accounts, requests and invitations; group chats; open dialogues."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Index,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from dieuphoi.storage.tables.base import Moment, key, metadata, to

person = Table(
    "person",
    metadata,
    key(),
    Column("full_name", String, nullable=False),
    Column("position", String),
    Column("phone", String),
    Column("role", String),  # coordinator | leader | operator; a focal point has a membership instead
    Column("created_at", Moment, nullable=False),
    Column("erased_at", Moment),  # they had everything deleted that names them; their reports stay
)

address = Table(
    "address",
    metadata,
    key(),
    Column("channel", String, nullable=False),
    Column("external_id", String, nullable=False),
    to("person", nullable=True, index=True),
    Column("name", String, nullable=False),
    Column("first_seen", Moment, nullable=False),
    Column("closed_at", Moment),
    Column("closed_reason", String),
    Column("language", String, index=True),  # vi | en; the office's where none was chosen
    Column("consent", String),  # the version of the text that was agreed to
    Column("consent_at", Moment),
    Column("preferred_at", Moment),  # when its person chose it for what the bot says of its own accord
    Column("away_until", Moment),  # its channel does not get through: others of the person go first meanwhile
    Column("consent_asked", String),  # the version that a person registered before was asked about, once
    UniqueConstraint("channel", "external_id"),
)

membership = Table(
    "membership",
    metadata,
    key(),
    to("person", index=True),
    to("agency", index=True),
    Column("since", Moment, nullable=False),
    Column("until", Moment),
    Column(
        "deputy", Boolean, nullable=False, server_default=false()
    ),  # reminded only when others don't answer
    to("person", name="ended_by", nullable=True),  # the coordinator who removed them
    Column("ended_why", Text),
    to("person", name="stands_in_for", nullable=True, index=True),  # whose work they do from day to day
    Column("first_day", Date),  # of standing in
    Column("last_day", Date),
    Column("begun_at", Moment),  # when they were told that it begins
)

registration = Table(
    "registration",
    metadata,
    key(),
    to("address", index=True),
    to("agency"),
    Column("full_name", String, nullable=False),
    Column("position", String),
    Column("phone", String),
    Column("state", String, nullable=False, index=True),  # waiting | approved | declined | withdrawn
    Column("asked_at", Moment, nullable=False),
    Column("decided_at", Moment),
    to("person", name="decided_by", nullable=True),
)

invitation = Table(
    "invitation",
    metadata,
    key(),
    Column("code_digest", String, nullable=False, unique=True),  # the code itself is never kept
    Column("role", String, nullable=False),  # focal | coordinator | leader
    to("agency", nullable=True),
    Column("created_at", Moment, nullable=False),
    to("person", name="created_by", nullable=True),
    to("person", name="replaces", nullable=True),  # whose place the invited person takes
    Column("first_day", Date),  # of standing in for `replaces`, who keeps the seat
    Column("last_day", Date),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
    to("person", name="used_by", nullable=True),
)

room = Table(  # a group chat, or a topic of one
    "room",
    metadata,
    key(),
    Column("channel", String, nullable=False),
    Column("external_id", String, nullable=False),
    Column("thread", String),
    Column("title", String),
    to("plan", nullable=True, index=True),
    Column("bound_at", Moment),
    to("person", name="bound_by", nullable=True),
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
    Column("asked", JSON(none_as_null=True)),  # the question as it was put: text and buttons
    Column("at", Moment, nullable=False),
)
