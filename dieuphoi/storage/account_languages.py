"""In which language accounts are spoken to, where they have chosen one."""

from __future__ import annotations

from sqlalchemy import select, update

from dieuphoi.storage.database import Transaction
from dieuphoi.storage.tables import address


def choose(tx: Transaction, address_id: int, language: str) -> None:
    """Note the language ("vi" or "en") in which an account is to be spoken to."""
    tx.connection.execute(update(address).where(address.c.id == address_id).values(language=language))


def chosen(tx: Transaction) -> dict[tuple[str, str], str]:
    """By (channel, id), the language of every account that has chosen one."""
    query = select(address.c.channel, address.c.external_id, address.c.language)
    rows = tx.connection.execute(query.where(address.c.language.is_not(None)))
    return {(channel, external_id): language for channel, external_id, language in rows}
