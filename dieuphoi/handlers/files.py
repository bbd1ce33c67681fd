"""Files and photos that people send: kept, and attached to the task that they belong to."""

from __future__ import annotations

from dieuphoi.handlers.messages import Attachment
from dieuphoi.handlers.turn import Turn
from dieuphoi.storage import files
from dieuphoi.wording import _


def refusal(turn: Turn, attachment: Attachment) -> str:
    """Why a file is not taken; empty where it is."""
    if attachment.kind in ("voice", "other"):
        return _(
            "I can't read voice messages, videos or stickers. Please write it in a few words, thank you."
        )
    size = len(attachment.content) if attachment.content is not None else attachment.size
    if size is not None and size > turn.office.file_bytes:
        return _(
            "The file is too large: at most {n} MB. Send a smaller one, or the document's number and date."
        ).format(n=turn.office.file_bytes // 1_000_000)
    return ""


def keep(turn: Turn, attachment: Attachment) -> int:
    """Keep a file; gives its number."""
    return files.keep(
        turn.tx,
        turn.incoming.chat.channel,
        attachment.name[:200],
        mime=attachment.mime,
        size=attachment.size,
        vendor_id=attachment.vendor_id,
        content=attachment.content,
        album=turn.incoming.album_key,
    )
