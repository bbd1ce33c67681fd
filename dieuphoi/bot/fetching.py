"""Fetching what people attached to their reports: beside delivery, never inside a handler's transaction."""

from __future__ import annotations

import structlog

from dieuphoi.bot.channels import Channel, Fetching, TryLater, Undelivered, Unknown
from dieuphoi.storage.files import ATTEMPTS, Job

log = structlog.get_logger()


async def fetch(job: Job, channel: Channel) -> bytes | None:
    """A file's content; None where it can't be had now. Raises Undelivered where it never can."""
    if not isinstance(channel, Fetching):
        raise Undelivered("no file")
    try:
        return await channel.fetch(job.vendor_id)
    except (TryLater, Unknown) as error:
        log.warning("file not fetched", file=job.id, attempt=job.attempt, error=error.kind)
        if job.attempt >= ATTEMPTS:
            raise Undelivered(error.kind) from None
        return None
