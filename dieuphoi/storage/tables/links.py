"""Links that people subscribe to."""

from __future__ import annotations

from sqlalchemy import Column, Table

from dieuphoi.storage.tables.base import Moment, key, metadata, to

calendar_link = Table(  # a row is never deleted: its number is in the link, and must not become another's
    "calendar_link",
    metadata,
    key(),
    to("person", index=True),
    to("plan", nullable=True),  # the calendar of a plan, or of an agency
    to("agency", nullable=True),
    Column("created_at", Moment, nullable=False),
    Column("revoked_at", Moment),
)
