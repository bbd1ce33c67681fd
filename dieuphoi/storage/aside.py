"""What the bot has set aside, in the inbox and in the outbox, and its being taken up again."""

from __future__ import annotations

from sqlalchemy import select, true, update

from dieuphoi.storage.database import Transaction
from dieuphoi.storage.reminders import REPLACED
from dieuphoi.storage.tables import inbox, outbox

NOTICE = "set aside"  # the kind of the notice about it, which makes no further notice


def messages(tx: Transaction) -> list[int]:
    """The numbers of the messages that were set aside, oldest first; notices about such not among them."""
    found = select(outbox.c.id).where(outbox.c.status == "failed", outbox.c.kind != NOTICE)
    return list(tx.connection.execute(found.order_by(outbox.c.id)).scalars())


def message_status(tx: Transaction, number: int) -> str | None:
    """What became of a message; None where there is none of this number."""
    return tx.connection.execute(select(outbox.c.status).where(outbox.c.id == number)).scalar()


def update_status(tx: Transaction, number: int) -> str | None:
    """What became of an update in the inbox; None where there is none of this number."""
    return tx.connection.execute(select(inbox.c.status).where(inbox.c.id == number)).scalar()


def resend(tx: Transaction, number: int | None = None) -> list[int]:
    """Let a message that was set aside (or all) wait again in its place; gives the numbers of those that do.

    Its doubts stay on record. An edit that a newer one has overtaken would put the old text back: it is withdrawn.
    """
    _withdraw_overtaken(tx)
    which = outbox.c.status == "failed"
    only = true() if number is None else outbox.c.id == number
    values = {"status": "waiting", "attempts": 0, "not_before": None, "error": None}
    again = update(outbox).where(which, only).values(values).returning(outbox.c.id)
    return sorted(tx.connection.execute(again).scalars())


def _withdraw_overtaken(tx: Transaction) -> None:
    newer = outbox.alias()
    overtaken = select(newer.c.id).where(
        newer.c.edits == outbox.c.edits, newer.c.id > outbox.c.id, newer.c.status == "sent"
    )
    tx.connection.execute(
        update(outbox)
        .where(outbox.c.status == "failed", overtaken.exists())
        .values(status="withdrawn", error=REPLACED)
    )


def retry(tx: Transaction, number: int | None = None) -> list[int]:
    """Let an update that was set aside (or all) be handled again; gives the numbers of those that will be."""
    which = inbox.c.status == "set_aside"
    only = true() if number is None else inbox.c.id == number
    values = {"status": "waiting", "attempts": 0, "not_before": None, "handled_at": None, "error": None}
    again = update(inbox).where(which, only).values(values).returning(inbox.c.id)
    return sorted(tx.connection.execute(again).scalars())
