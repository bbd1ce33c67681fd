"""How agencies change: which succeed which from when, what passed on because of it, who took which new seat."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Date, ForeignKey, Index, Integer, String, Table, false

from dieuphoi.storage.tables.base import Moment, key, metadata, to

agency_change = Table(
    "agency_change",
    metadata,
    key(),
    Column("kind", String, nullable=False),  # plan.succession.Kind
    Column("on", Date, nullable=False),  # from the beginning of this day
    Column("document_number", String),
    Column("document_date", Date),
    Column("at", Moment, nullable=False),
    to("person", name="by", nullable=True),
    Column("channel", String, nullable=False),
    Column("effective_at", Moment),  # when what follows from it was done: once
    Column("withdrawn_at", Moment),  # taken back before it took effect
    to("person", name="withdrawn_by", nullable=True),
)

agency_change_part = Table(
    "agency_change_part",
    metadata,
    Column("change_id", Integer, ForeignKey("agency_change.id"), primary_key=True),
    Column("succeeds", Boolean, primary_key=True),  # it succeeds; else it ends
    Column("agency_id", Integer, ForeignKey("agency.id"), primary_key=True),
    Column("position", Integer, nullable=False),
)

agency_choice = Table(  # which successor is to take a task, said before the change takes effect
    "agency_choice",
    metadata,
    Column("change_id", Integer, ForeignKey("agency_change.id"), primary_key=True),
    Column("assignment_id", Integer, ForeignKey("assignment.id"), primary_key=True),
    to("agency"),
    Column("at", Moment, nullable=False),
    to("person", name="by", nullable=True),
    Column("channel", String, nullable=False),
)

handover = Table(  # a task passed from one agency to another
    "handover",
    metadata,
    key(),
    to("assignment"),
    to("agency_change", name="change_id", index=True),
    to("agency", name="before_id"),
    to("agency", name="after_id"),
    Column("counted", Boolean, nullable=False),  # whether it was counted under the agency
    Column("on", Date, nullable=False),  # the change's day, also where it was decided later
    Column("at", Moment, nullable=False),
    to("person", name="by", nullable=True),
    Column("channel", String, nullable=False),
    Index(None, "assignment_id", "id"),
)

lead_change = Table(  # the coordinator gave a task another lead: what it takes to put it back
    "lead_change",
    metadata,
    Column("report_id", Integer, ForeignKey("report.id"), primary_key=True),
    Column(
        "before", JSON, nullable=False
    ),  # the agencies that led it, the one that it was counted under first
    Column("leads_now", JSON),  # of the assignment before
    to("agency", name="after_id"),
    Column("helpers", JSON),  # coordinating agencies that it made a lead: storage.helpers_over.LeftOut
    Column("withdrawn", JSON),  # the entries by which requests to it were withdrawn
)

seat = Table(  # a focal point of an agency that has ended is asked for the new seat
    "seat",
    metadata,
    key(),
    to("agency_change", name="change_id"),
    to("person", index=True),
    to("agency"),  # that has ended
    to("agency", name="taken_id", nullable=True),
    Column("deputy", Boolean, nullable=False, server_default=false()),
    Column("state", String, nullable=False, index=True),  # waiting | confirmed | declined | not_me
    Column("asked_at", Moment, nullable=False),
    Column("answered_at", Moment),
)
for _table in (agency_change_part, agency_choice):
    Index(None, _table.c.agency_id)
