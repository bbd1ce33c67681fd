"""Forgetting what was said long ago. The numbers stay, so that nothing is handled or posted twice, and the tasks' log.

Personal data are kept no longer than their purpose needs: Luật Bảo vệ dữ liệu cá nhân (91/2025/QH15), Article 3.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import String, cast, delete, or_, select, update

from dieuphoi.storage.database import Transaction
from dieuphoi.storage.dialogues import LIFETIME
from dieuphoi.storage.erasing import OWN_DATA
from dieuphoi.storage.files import drop_unused
from dieuphoi.storage.tables import dialogue, draft, file, inbox, outbox, registration, report

PORTION = 2_000  # rows of one transaction: nobody waits for their answer meanwhile
COPY_KEPT = timedelta(days=1)  # a copy of what is kept about somebody, for its being fetched


def forget(tx: Transaction, before: datetime) -> bool:
    """Forget a portion of what was said before a moment; False once nothing of it is left.

    An update or message that was set aside and not taken up again since is given up with it.
    """
    emptied = [_empty_inbox(tx, before), _empty_outbox(tx, before)]
    if max(emptied) == PORTION:
        return True
    _drop_questions(tx)
    _empty_copies(tx)
    _drop_leftovers(tx, before)
    return False


def _empty_inbox(tx: Transaction, before: datetime) -> int:
    old = (
        select(inbox.c.id)
        .where(inbox.c.received_at < before, inbox.c.status != "waiting", cast(inbox.c.raw, String) != "{}")
        .order_by(inbox.c.id)
        .limit(PORTION)
    )
    values = {"raw": {}, "status": "handled"}
    return tx.connection.execute(update(inbox).where(inbox.c.id.in_(old)).values(values)).rowcount


def _empty_outbox(tx: Transaction, before: datetime) -> int:
    over = ("sent", "failed", "withdrawn")
    said = or_(outbox.c.text != "", cast(outbox.c.buttons, String) != "[]")
    old = (
        select(outbox.c.id)
        .where(outbox.c.created_at < before, outbox.c.status.in_(over), said)
        .order_by(outbox.c.id)
        .limit(PORTION)
    )
    numbers = list(tx.connection.execute(old).scalars())
    given_up = (outbox.c.id.in_(numbers), outbox.c.status == "failed")
    tx.connection.execute(update(outbox).where(*given_up).values(status="withdrawn"))
    values = {"text": "", "buttons": []}
    tx.connection.execute(update(outbox).where(outbox.c.id.in_(numbers)).values(values))
    return len(numbers)


def _drop_questions(tx: Transaction) -> None:
    """Questions that no answer answers any more."""
    tx.connection.execute(delete(dialogue).where(dialogue.c.at <= tx.now - LIFETIME))


def _empty_copies(tx: Transaction) -> None:
    copies = select(outbox.c.file_id).where(
        outbox.c.kind == OWN_DATA, outbox.c.file_id.is_not(None), outbox.c.created_at < tx.now - COPY_KEPT
    )
    here = (file.c.id.in_(copies), file.c.sha256.is_not(None))
    values = {"content": None, "sha256": None, "vendor_id": None}
    tx.connection.execute(update(file).where(*here).values(values))


def _drop_leftovers(tx: Transaction, before: datetime) -> None:
    """Pasted text of documents that are done with, requests that were not granted, files that nothing came of."""
    over = (draft.c.at < before, draft.c.state.in_(("done", "dropped", "refused")), draft.c.text.is_not(None))
    tx.connection.execute(update(draft).where(*over).values(text=None))
    refused = (registration.c.state.in_(("declined", "withdrawn")), registration.c.asked_at < before)
    tx.connection.execute(delete(registration).where(*refused))
    with_reports = select(file.c.album).join(report, report.c.file_id == file.c.id)
    alone = or_(file.c.album.is_(None), file.c.album.not_in(with_reports.where(file.c.album.is_not(None))))
    drop_unused(tx, tx.connection.execute(select(file.c.id).where(file.c.at < before, alone)).scalars())
