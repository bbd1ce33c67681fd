"""The terminal as a channel: people talk by name, in private or in the one group; files are paths."""

from __future__ import annotations

import base64
import mimetypes
import tempfile
import unicodedata
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from dieuphoi.bot.channels import Limits
from dieuphoi.handlers.messages import (
    BOLD_OFF,
    BOLD_ON,
    Attachment,
    Chat,
    Contact,
    Event,
    Incoming,
    Sender,
    plain,
)
from dieuphoi.storage.outbox import Parcel

NAME = "console"
GROUP = "group"
_EVENTS = {"edited": Event.EDITED, "added": Event.ADDED, "removed": Event.REMOVED}


class ConsoleChannel:
    """Reads what the scripted or typed conversation put in; hands what is said to a function."""

    name = NAME
    limits = Limits(edits=True)

    def __init__(self, say: Callable[[dict[str, Any]], None]) -> None:
        self._say = say
        self._folder: Path | None = None

    def read(self, raw: dict[str, Any]) -> Incoming:
        """An Incoming from an inbox row as `scripted` or `interactive` made it."""
        private = raw["chat"] != GROUP
        text = _clean(raw.get("text") or "")
        return Incoming(
            chat=Chat(
                NAME, raw["as"] if private else GROUP, private=private, title=None if private else GROUP
            ),
            sender=Sender(raw["as"], raw["as"]),
            at=datetime.fromisoformat(raw["at"]),
            event=Event.PRESSED if "data" in raw else _EVENTS.get(raw.get("event", ""), Event.MESSAGE),
            text=text,
            message_id=raw.get("id"),
            addressed=private or text.startswith("/") or "@bot" in text.lower() or "reply_to" in raw,
            reply_to=raw.get("reply_to"),
            pressed=raw.get("data"),
            pressed_on=raw.get("on"),
            attachment=_attachment(raw.get("file")),
            contact=Contact(raw["contact"], own=True) if raw.get("contact") else None,
        )

    async def who(self) -> str:
        """Its own name: there is no vendor to ask."""
        return self.name

    async def send(self, parcel: Parcel) -> str:
        """Say a message; see `write`."""
        return self.write(parcel)

    def write(self, parcel: Parcel) -> str:
        """Say a message. Its number is its own name here, so that it can be replied to."""
        self._say(
            {
                "to": GROUP if parcel.chat_id == GROUP and not parcel.private else parcel.chat_id,
                "id": parcel.id,
                "text": plain(parcel.text),
                "buttons": [[button["label"] for button in row] for row in parcel.buttons],
                "file": self._file(parcel),
                "edits": parcel.edits,
            }
        )
        return str(parcel.id)

    def _file(self, parcel: Parcel) -> str | None:
        if parcel.file_id is None:
            return None
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="dieuphoi-"))
        path = self._folder / f"{parcel.id}-{Path(parcel.file_name or 'file').name}"
        path.write_bytes(parcel.file_content or b"")
        return str(path)


def read_file(path: str) -> dict[str, str]:
    """A file of this machine as an inbox row keeps it. Raises OSError where it can't be read."""
    content = Path(path).read_bytes()
    return {"name": Path(path).name, "content": base64.b64encode(content).decode()}


def _attachment(file: dict[str, str] | None) -> Attachment | None:
    if file is None:
        return None
    content = base64.b64decode(file["content"])
    mime = mimetypes.guess_type(file["name"])[0]
    kind = "photo" if (mime or "").startswith("image/") else "document"
    return Attachment(kind, file["name"], mime=mime, size=len(content), content=content)


def _clean(text: str) -> str:
    spaced = text.replace("\t", " ")
    kept = "".join(c for c in spaced if c not in (BOLD_ON, BOLD_OFF) and (c == "\n" or c.isprintable()))
    return unicodedata.normalize("NFC", kept)
