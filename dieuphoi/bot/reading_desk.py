"""Documents on their way in: fetched and read beside the writer, the outcome told as an event of the inbox.

A draft stays "reading" until its outcome and the event of it are committed together; so a bot that is killed
reads it again, and one preview results.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import structlog

from dieuphoi.bot.channels import Channel, Fetching, TryLater, Undelivered, Unknown
from dieuphoi.bot.logs import where
from dieuphoi.bot.reading_room import read_safely
from dieuphoi.handlers.messages import Chat, Event, Incoming, Sender
from dieuphoi.plan.model import PlanDocument
from dieuphoi.plan.reading import ReadingError
from dieuphoi.storage import drafts, files, inbox
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.drafts import Job
from dieuphoi.storage.inbox import Arrival
from dieuphoi.wording import _

log = structlog.get_logger()
_DRAFT = "draft_read"  # what the raw event of the inbox carries besides the chat; no vendor's update has it
Outcome = tuple[PlanDocument | None, str | None]


def read(job: Job, content: bytes) -> Outcome:
    """The document, or why there is none, in words for who sent it. Takes up to twenty seconds."""
    try:
        return read_safely(content, job.name), None
    except ReadingError as error:
        return None, str(error)
    except Exception as error:  # noqa: BLE001 - whatever a file brings about, its sender gets an answer
        log.error("document not read", draft=job.id, error=type(error).__name__, at=where(error))
        return None, _("The file could not be read. Save it anew and send it again, or paste its text.")


async def fetch(job: Job, channel: Channel) -> bytes | None:
    """The content of a file that the channel keeps; None where it can't be had now. Raises Undelivered for never."""
    if job.content is not None:
        return job.content
    if not isinstance(channel, Fetching) or job.vendor_id is None:
        raise Undelivered("no file")
    try:
        return await channel.fetch(job.vendor_id)
    except (TryLater, Unknown) as error:
        if job.attempt >= drafts.ATTEMPTS:
            raise Undelivered(error.kind) from None
        return None


def not_fetched() -> Outcome:
    """What is said where the file can't be had."""
    return None, _("The file could not be fetched. Please send it again; at most 20 MB.")


def settle(tx: Transaction, job: Job, content: bytes | None, outcome: Outcome) -> None:
    """Keep what a reading brought, with the event that tells of it."""
    if content is not None and job.content is None:
        files.fill(tx, job.file_id, content)
    drafts.settled(tx, job, *outcome)
    raw = {_DRAFT: job.id, "to": job.chat_id, "sender": job.sender_id, "name": job.sender_name}
    inbox.accept(tx, job.channel, [Arrival(f"draft-{job.id}", f"{job.channel}:{job.chat_id}", raw)])


def incoming(raw: dict[str, Any], channel: str, at: datetime) -> Incoming | None:
    """The event that `settle` made; None for any other."""
    if _DRAFT not in raw:
        return None
    chat = Chat(channel, raw["to"], private=True)
    return Incoming(chat, Sender(raw["sender"], raw["name"]), at, Event.READ, draft=raw[_DRAFT])
