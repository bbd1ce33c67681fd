"""`dieuphoi chat --jsonl`: a conversation of several people, line by line, with a clock that the script turns."""

from __future__ import annotations

import json
import sys
import uuid
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, Protocol

from dieuphoi.bot import drawing, reading_desk, schedule
from dieuphoi.bot.channels.console import GROUP, NAME, ConsoleChannel, read_file
from dieuphoi.bot.clock import Clock, TurnableClock, read_moment
from dieuphoi.bot.service import Service
from dieuphoi.handlers.office import LETTERHEAD, Office
from dieuphoi.reports import Office as Letterhead
from dieuphoi.storage import erasing, outbox, shown
from dieuphoi.storage.database import Database
from dieuphoi.storage.inbox import Arrival
from dieuphoi.wording import _


class Out(Protocol):
    """Where lines are written."""

    def write(self, line: str, /) -> int:
        """Write a line."""

    def flush(self) -> None:
        """Let what was written be seen."""


class BadLineError(Exception):
    """A script's line that can't be played, with what is allowed."""


class Script:
    """Plays lines against a database and writes what is said."""

    def __init__(
        self,
        database: Database,
        clock: TurnableClock,
        *,
        started: bool,
        out: Out = sys.stdout,
        letterhead: Letterhead = LETTERHEAD,
        prepare: Callable[[Clock], None] | None = None,
    ) -> None:
        """`prepare` makes the database ready as time begins: what it puts in is of that moment."""
        self.channel = ConsoleChannel(self._write)
        self.clock = clock
        office = Office(letterhead=letterhead)
        self.service = Service(database, clock, [self.channel], office, patient=False)
        self._out = out
        self._run = uuid.uuid4().hex[:12]
        self._number = 0
        self._prepare = prepare
        self._started = started  # whether time has begun: a script may set a clock that nobody set before

    def write_to(self, out: Out) -> None:
        """Write to another place from now on."""
        self._out = out

    def play(self, lines: Iterable[str]) -> bool:
        """Play every line; what can't be played is said on its end line. Gives whether all could be."""
        good = True
        for line in lines:
            if not line.strip():
                continue
            self._number += 1
            end: dict[str, Any] = {"end": self._number}
            try:
                self._line(json.loads(line))
            except (BadLineError, json.JSONDecodeError) as error:
                good = False
                end["error"] = str(error)
            self._write(end)
            self._out.flush()
        return good

    def _line(self, line: Any) -> None:
        if not isinstance(line, dict):
            raise BadLineError(_("A line is a JSON object with “as” or “at”."))
        if "at" in line and "as" not in line:
            self._turn_to(line["at"])
        elif isinstance(line.get("as"), str) and line["as"].strip():
            self._hear(line)
        else:
            raise BadLineError(_("A line has “as” (who speaks) or “at” (a moment)."))

    def _turn_to(self, text: str) -> None:
        try:
            moment = read_moment(str(text))
        except ValueError:
            raise BadLineError(_("“at” is a moment such as 2022-03-01T08:00.")) from None
        if not self._started:
            self._start_at(moment)
        self._begin()
        if moment < self.clock.now():
            raise BadLineError(_("The clock is only ever turned forward."))
        schedule.turn_clock(self.service, self.clock, moment, self.deliver)

    def _start_at(self, moment: datetime) -> None:
        """The first line of a script may say when it plays."""
        self.clock = TurnableClock(moment)
        self.service.clock = self.clock

    def _begin(self) -> None:
        self._started = True
        if self._prepare is not None:
            self._prepare(self.clock)
            self._prepare = None
        schedule.begin(self.service)

    def _hear(self, line: dict[str, Any]) -> None:
        self._begin()
        raw = self._raw(line)
        arrival = Arrival(f"{self._run}-{self._number}", f"{NAME}:{_chat_id(raw)}", raw)
        self.service.accept(NAME, [arrival])
        self.service.handle_all()
        self._read_documents()
        self.deliver()

    def _read_documents(self) -> None:
        """What was sent in is read before the line is answered."""
        while self.service.to_read:
            while job := self.service.next_document():
                content = job.content or b""
                self.service.document_read(job, content, reading_desk.read(job, content))
            self.service.handle_all()

    def _draw_papers(self) -> None:
        while self.service.to_draw:
            if job := self.service.next_paper():
                self.service.paper_drawn(job, drawing.draw(job))

    def _raw(self, line: dict[str, Any]) -> dict[str, Any]:
        chat = line.get("chat", "private")
        if chat not in ("private", GROUP):
            raise BadLineError(_("“chat” is private or group."))
        raw: dict[str, Any] = {"as": line["as"].strip(), "chat": chat, "at": self.clock.now().isoformat()}
        raw |= {key: line[key] for key in ("text", "contact", "event") if line.get(key)}
        if line.get("reply_to") is not None:
            raw["reply_to"] = str(line["reply_to"])
        if line.get("press"):
            raw |= self._press(raw, str(line["press"]))
        if line.get("file"):
            try:
                raw["file"] = read_file(str(line["file"]))
            except OSError:
                raise BadLineError(_("The file can't be read.")) from None
        return raw

    def _press(self, raw: dict[str, Any], label: str) -> dict[str, str]:
        """The newest button with the label in that chat, or on the message that is named by reply_to."""
        with self.service.database.begin(self.clock.now()) as tx:
            found = shown.with_buttons(tx, f"{NAME}:{_chat_id(raw)}", raw.get("reply_to"))
        for same in (str.__eq__, lambda a, b: a.casefold() == b.casefold(), lambda a, b: a.startswith(b)):
            for message_id, buttons in found:
                for button in (b for row in buttons for b in row):
                    if same(button["label"], label):
                        return {"data": button["data"], "on": str(message_id)}
        raise BadLineError(_("No message in this chat has the button “{label}”.").format(label=label[:60]))

    def deliver(self) -> None:
        """Say everything that waits to be said; a report that waits to be made is made before."""
        self._draw_papers()
        now = self.clock.now()
        while True:
            with self.service.database.begin(now) as tx:
                parcels = outbox.claim(tx, NAME, limit=500)
            if not parcels:
                return
            written = [(parcel.id, self.channel.write(parcel)) for parcel in parcels]
            with self.service.database.begin(now) as tx:
                for parcel_id, vendor_id in written:
                    outbox.sent(tx, parcel_id, vendor_id)
                if any(parcel.kind == erasing.FAREWELL for parcel in parcels):
                    erasing.empty_farewells(tx)

    def _write(self, line: dict[str, Any]) -> None:
        self._out.write(json.dumps(line, ensure_ascii=False) + "\n")


def _chat_id(raw: dict[str, Any]) -> str:
    return GROUP if raw["chat"] == GROUP else str(raw["as"])
