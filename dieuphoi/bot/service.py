"""The bot without its channels' wires: takes updates in, has them handled, keeps what follows. Synchronous.

One message's way: `accept` commits it before the channel acknowledges; `handle_next` does all that follows
from it in one transaction; delivery (delivery.py) takes from the outbox after that.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import structlog

from dieuphoi.bot import drawing, posting, reading_desk
from dieuphoi.bot.channels import Channel, Limits
from dieuphoi.bot.clock import Clock
from dieuphoi.bot.logs import where
from dieuphoi.handlers import dispatch, fetched_files, hearing, languages, menus
from dieuphoi.handlers.messages import READING, RECORDED, Event, Incoming, Message
from dieuphoi.handlers.office import Office
from dieuphoi.handlers.paper_making import DRAWING
from dieuphoi.storage import drafts, files, inbox
from dieuphoi.storage.database import Database, Transaction
from dieuphoi.storage.drafts import Job
from dieuphoi.storage.failures import is_passing

log = structlog.get_logger()


class Service:
    """One office's bot: its database, clock and channels.

    `patient` lets a failed update wait before it is tried again; where the clock stands still, waiting is of no use.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        channels: Iterable[Channel],
        office: Office,
        *,
        patient: bool = True,
    ) -> None:
        self.database = database
        self.clock = clock
        self.channels = {channel.name: channel for channel in channels}
        self.office = office
        self.patient = patient
        self.to_read = True  # whether a document may wait to be read; so it is at the start
        self.to_fetch = True  # whether a file may wait to be fetched; likewise
        self.to_draw = True  # whether a report may wait to be made; likewise

    @property
    def limits(self) -> dict[str, Limits]:
        """What each channel can carry."""
        return {name: channel.limits for name, channel in self.channels.items()}

    def warm_up(self) -> None:
        """Make ready what the first message would otherwise wait for."""
        with self.database.look(self.clock.now()) as tx:
            hearing.warm_up(tx, self.office)

    def accept(self, channel: str, arrivals: Iterable[inbox.Arrival]) -> int:
        """Keep a channel's updates, durably. Only after this may the channel acknowledge them."""
        with self.database.begin(self.clock.now()) as tx:
            return inbox.accept(tx, channel, arrivals)

    def handle_all(self) -> int:
        """Handle what waits, until nothing may be handled now. Returns how many rows were."""
        number = 0
        while self.handle_next():
            number += 1
        return number

    def handle_next(self) -> bool:
        """Handle one inbox row with all that follows from it, in one transaction; False where none waits.

        Raises what the database itself fails with: nothing was done then, and the row waits as it did.
        """
        waiting: inbox.Waiting | None = None
        try:
            with self.database.begin(self.clock.now()) as tx:
                waiting = inbox.next_waiting(tx, list(self.channels))
                if waiting is None:
                    return False
                incoming = self._meant(tx, self._read(waiting))
                messages = dispatch.handle(tx, incoming, self.office) if incoming else []
                self.post(tx, messages)
                inbox.handled(tx, waiting.id, forget=not messages and self._overheard(incoming))
        except Exception as error:
            if waiting is None or is_passing(error):
                raise  # no fault of the row: it waits until the database is well again
            self._set_back(waiting, error)
        else:
            self.to_read = self.to_read or any(message.kind == READING for message in messages)
            self.to_fetch = self.to_fetch or any(message.kind == RECORDED for message in messages)
            self.to_draw = self.to_draw or any(message.kind == DRAWING for message in messages)
        return True

    def post(self, tx: Transaction, messages: Iterable[Message]) -> list[int]:
        """Write messages into the outbox in the caller's transaction."""
        return posting.post(tx, messages, self.limits, self.office.pages)

    def _set_back(self, waiting: inbox.Waiting, error: Exception) -> None:
        kind = type(error).__name__
        attempt = waiting.attempts + 1
        log.error("handling failed", inbox=waiting.id, attempt=attempt, error=kind, at=where(error))
        with self.database.begin(self.clock.now()) as tx:
            if inbox.failed(tx, waiting, kind, pause=self.patient):
                sender = self._sender_of(waiting)
                self.post(tx, languages.spoken(tx, lambda: dispatch.set_aside(tx, sender, waiting.id)))

    def next_document(self) -> Job | None:
        """The next document that waits to be read, counted as tried; None where none may be read now."""
        with self.database.begin(self.clock.now()) as tx:
            job = drafts.take(tx, list(self.channels))
            self.to_read = job is not None or drafts.pending(tx, list(self.channels))
        return job

    def document_read(self, job: Job, content: bytes | None, outcome: reading_desk.Outcome) -> None:
        """Keep the outcome of a reading; the inbox tells of it."""
        with self.database.begin(self.clock.now()) as tx:
            reading_desk.settle(tx, job, content, outcome)

    def document_later(self, job: Job) -> None:
        """The document could not be fetched now."""
        with self.database.begin(self.clock.now()) as tx:
            drafts.put_off(tx, job)

    def next_file(self) -> files.Job | None:
        """The next attached file to fetch, counted as tried; None where none may be fetched now."""
        with self.database.begin(self.clock.now()) as tx:
            job = files.take(tx, list(self.channels))
            self.to_fetch = job is not None or files.pending(tx, list(self.channels))
        return job

    def file_fetched(self, job: files.Job, content: bytes | None) -> None:
        """Keep a file's content, or that there will be none; with what its sender hears of it."""
        most = self.office.file_bytes
        with self.database.begin(self.clock.now()) as tx:
            said = (
                (lambda: fetched_files.never(tx, job))
                if content is None
                else (lambda: fetched_files.arrived(tx, job, content, most))
            )
            self.post(tx, languages.spoken(tx, said))

    def next_paper(self) -> drawing.Job | None:
        """The next report to make, counted as tried; None where none waits."""
        with self.database.begin(self.clock.now()) as tx:
            job = drawing.next_job(tx, self.office.letterhead)
        self.to_draw = job is not None
        return job

    def paper_drawn(self, job: drawing.Job, made: bytes | None) -> None:
        """Keep a report that was made, or that it could not be; with the message of it."""
        with self.database.begin(self.clock.now()) as tx:
            self.post(tx, languages.spoken(tx, lambda: drawing.settle(tx, job, made)))

    def _read(self, waiting: inbox.Waiting) -> Incoming | None:
        told = reading_desk.incoming(waiting.raw, waiting.channel, waiting.received_at)
        if told is not None:
            return told
        incoming = self.channels[waiting.channel].read(waiting.raw)
        if incoming is not None and incoming.event is Event.PRESSED:
            # No vendor says when a button was pressed, only when the message under it was sent.
            return replace(incoming, at=waiting.received_at)
        return incoming

    def _meant(self, tx: Transaction, incoming: Incoming | None) -> Incoming | None:
        """What came in, with numbers as the choices that they stand for where the channel has no buttons.

        None where it asked for an earlier menu, which is shown again.
        """
        if incoming is None or self.channels[incoming.chat.channel].limits.buttons:
            return incoming
        longest = self.limits[incoming.chat.channel].text
        if menus.goes_back(incoming) and menus.back(tx, incoming, longest):
            return None
        return menus.pressed(tx, incoming)

    def _overheard(self, incoming: Incoming | None) -> bool:
        """Whether a message was talk between people in a group: what they said is none of the bot's business."""
        if incoming is None or incoming.chat.private or incoming.addressed:
            return False
        return not self.channels[incoming.chat.channel].limits.shows_inbox

    def _sender_of(self, waiting: inbox.Waiting) -> Incoming | None:
        try:
            return self._read(waiting)
        except Exception:  # noqa: BLE001 - an update that can't even be read has no sender to tell
            return None
