"""Who does what with an incoming message."""

from __future__ import annotations

from dieuphoi.handlers.messages import Incoming, Message
from dieuphoi.handlers.office import Office
from dieuphoi.storage.database import Transaction
from dieuphoi.wording import _


def handle(tx: Transaction, incoming: Incoming, office: Office) -> list[Message]:
    """Everything that is to be said because of what came in; changes are made in `tx`."""
    return [Message(incoming.chat, _("How to use the bot"))]


def set_aside(tx: Transaction, incoming: Incoming | None, row_id: int) -> list[Message]:
    """What the sender hears when their message could not be handled."""
    return []
