"""What becomes of a message once the vendor has answered, or has not: noted, with all that follows from it."""

from __future__ import annotations

import random
from datetime import timedelta

import structlog

from dieuphoi.bot.channels import Closed, Moved, Silenced, TopicGone, TryLater, Undelivered, Unknown
from dieuphoi.bot.service import Service
from dieuphoi.handlers import languages, reachability, rerouting
from dieuphoi.handlers.messages import Message
from dieuphoi.storage import aside, erasing, outbox
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.outbox import Parcel

log = structlog.get_logger()
ATTEMPTS = 300  # about a day: the pause between two attempts grows to five minutes


def settle(service: Service, parcel: Parcel, outcome: str | Undelivered | None) -> None:
    """Note in one transaction what became of a message, with everything that follows from it."""
    with service.database.begin(service.clock.now()) as tx:
        if isinstance(outcome, Undelivered):
            failed = outcome
            service.post(tx, languages.spoken(tx, lambda: _undelivered(tx, parcel, failed)))
        else:
            outbox.sent(tx, parcel.id, outcome)
        if parcel.kind == erasing.FAREWELL:
            erasing.empty_farewells(tx, parcel.id)
    if isinstance(outcome, Undelivered):
        log.warning("not delivered", outbox=parcel.id, channel=parcel.channel, error=outcome.kind)


def _undelivered(tx: Transaction, parcel: Parcel, outcome: Undelivered) -> list[Message]:
    """Note a failure; gives the notices that follow from it."""
    channel, chat_id = parcel.channel, parcel.chat_id
    match outcome:
        case Closed():
            outbox.postponed(
                tx, parcel.id, tx.now, outcome.kind
            )  # goes with all that waits for the chat by the person's next account, or is withdrawn
            return reachability.closed(tx, channel, chat_id, parcel.private, outcome.kind)
        case TopicGone() if parcel.thread is not None:
            outbox.postponed(tx, parcel.id, tx.now, outcome.kind)
            return reachability.topic_gone(tx, channel, chat_id, parcel.thread, closed=outcome.closed)
        case Moved():
            outbox.postponed(tx, parcel.id, tx.now, outcome.kind)
            reachability.moved(tx, channel, chat_id, outcome.new_chat_id)
            return []
        case Unknown():
            if not outbox.doubtful(tx, parcel.id) and (moved := rerouting.stays_in_doubt(tx, parcel)):
                return moved
        case TryLater() if parcel.attempts + 1 < ATTEMPTS:
            outbox.postponed(tx, parcel.id, tx.now + _pause(parcel, outcome), outcome.kind)
            if isinstance(outcome, Silenced):
                return reachability.silenced(tx, channel, chat_id)
            return rerouting.does_not_get_through(tx, parcel)
        case _:
            outbox.failed(tx, parcel.id, outcome.kind)
    return reachability.set_aside(tx) if parcel.kind != aside.NOTICE else []


def _pause(parcel: Parcel, outcome: TryLater) -> timedelta:
    """The vendor's own wish, else doubling from one second to five minutes, with jitter."""
    if outcome.after is not None:
        return outcome.after
    seconds = min(300, 2 ** min(parcel.attempts, 9))
    return timedelta(seconds=seconds * random.uniform(1, 1.5))  # noqa: S311 - spreads retries, guards nothing
