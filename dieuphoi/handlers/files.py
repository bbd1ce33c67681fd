"""Files and photos that people send: looked at, kept, and attached to the task that they belong to."""

from __future__ import annotations

from dieuphoi.handlers import phrases
from dieuphoi.handlers.messages import Attachment
from dieuphoi.handlers.turn import Turn
from dieuphoi.plan import evidence
from dieuphoi.storage import files
from dieuphoi.storage.tasks import Item
from dieuphoi.wording import _

NAME = 200  # characters


def refusal(turn: Turn, attachment: Attachment) -> str:
    """Why nothing can be done with a file; empty where something can."""
    if attachment.kind in ("voice", "other"):
        return _(
            "I can't read voice messages, videos or stickers. Please write it in a few words, thank you."
        )
    size = len(attachment.content) if attachment.content is not None else attachment.size
    if size is not None and size > turn.office.file_bytes:
        return too_large(turn.office.file_bytes)
    return ""


def wrong_type(name: str, content: bytes | None) -> str:
    """Why a file is no evidence; empty where it is. Where the channel keeps the content, its name is looked at first."""
    try:
        if content is None:
            evidence.check_name(name[:NAME])
        else:
            evidence.kind_of(content, name[:NAME])
    except evidence.WrongFileError as error:
        return str(error)
    return ""


def wrong_kept(turn: Turn, file_id: int) -> str:
    """The same of a file that was kept before it was said to be evidence."""
    found = files.get(turn.tx, file_id)
    return wrong_type(found["name"], found["content"]) if found else ""


def too_large(most: int) -> str:
    """The refusal of a file that is larger than `most` bytes."""
    text = _("The file is too large: at most {n} MB. Send a smaller one, or the document's number and date.")
    return text.format(n=most // 1_000_000)


def keep(turn: Turn, attachment: Attachment) -> int:
    """Keep a file that was not refused; gives its number."""
    return files.keep(
        turn.tx,
        turn.incoming.chat.channel,
        attachment.name[:NAME],
        mime=_real_type(attachment),
        size=attachment.size,
        vendor_id=attachment.vendor_id,
        content=attachment.content,
        album=turn.incoming.album_key,
    )


def _real_type(attachment: Attachment) -> str | None:
    """By the content where it is at hand and some evidence's, else as the channel says."""
    try:
        return evidence.kind_of(attachment.content or b"", attachment.name[:NAME]).mime
    except evidence.WrongFileError:
        return attachment.mime


def known(turn: Turn, item: Item, file_id: int | None) -> str:
    """That a task has the very same file already; empty where it has not, or where its content is not here yet."""
    found = files.get(turn.tx, file_id) if file_id is not None else None
    if found is None or not found["sha256"]:
        return ""
    same = files.same(turn.tx, item.id, found["sha256"], besides=found["id"])
    if same is None:
        return ""
    text = _("{code} has this file already: {name}, {at}. It was not attached again.")
    return text.format(code=item.code, name=same.name, at=phrases.moment(same.at))
