"""Files that people sent: by their vendor's id, or with their content where the channel had it at hand."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from sqlalchemy import delete, insert, select, update

from dieuphoi.storage.database import Transaction
from dieuphoi.storage.tables import draft, file, outbox, report, version


def keep(
    tx: Transaction,
    channel: str,
    name: str,
    *,
    mime: str | None = None,
    size: int | None = None,
    vendor_id: str | None = None,
    content: bytes | None = None,
    album: str | None = None,
) -> int:
    """Keep a file; gives its number. Content is stored with its SHA-256."""
    values: dict[str, Any] = {
        "channel": channel,
        "name": name,
        "mime": mime,
        "size": len(content) if content is not None else size,
        "vendor_id": vendor_id,
        "content": content,
        "sha256": hashlib.sha256(content).hexdigest() if content is not None else None,
        "album": album,
        "at": tx.now,
    }
    return int(tx.connection.execute(insert(file).values(values).returning(file.c.id)).scalar_one())


def fill(tx: Transaction, file_id: int, content: bytes) -> None:
    """Keep the content of a file that was known by its vendor's id."""
    digest = hashlib.sha256(content).hexdigest()
    values = {"content": content, "size": len(content), "sha256": digest}
    tx.connection.execute(update(file).where(file.c.id == file_id).values(values))


def get(tx: Transaction, file_id: int) -> dict[str, Any] | None:
    """A file by its number: name, mime, size, content, vendor_id, channel."""
    row = tx.connection.execute(select(file).where(file.c.id == file_id)).mappings().first()
    return dict(row) if row else None


def drop_unused(tx: Transaction, file_ids: Iterable[int]) -> None:
    """Forget files that nothing has come of: no report, plan or message has them."""
    used = [
        select(table.c.file_id).where(table.c.file_id.is_not(None))
        for table in (report, draft, version, outbox)
    ]
    condition = [file.c.id.not_in(query) for query in used]
    tx.connection.execute(delete(file).where(file.c.id.in_(list(file_ids)), *condition))
