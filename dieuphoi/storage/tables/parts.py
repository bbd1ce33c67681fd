"""What coordinating agencies are asked for. Their answers are entries of the task's log."""

from __future__ import annotations

from sqlalchemy import Column, Date, Index, String, Table, Text

from dieuphoi.storage.tables.base import Moment, key, metadata, to

part_request = Table(
    "part_request",
    metadata,
    key(),
    to("assignment", index=True),
    to("agency"),  # who is asked: it hangs on the agency, whoever its focal point is
    to("person", name="by", nullable=True),
    # What follows can be worked out again from `report`.
    Column("what", Text, nullable=False),
    Column("until", Date, nullable=False),
    Column("state", String, nullable=False),  # plan.parts.PartState
    Column("asked_at", Moment, nullable=False),
    Column("reminded_on", Date),  # the last working day for which the lead had it reminded
    Index(None, "agency_id", "state"),
    Index(None, "state", "until"),
)
