"""What the page needs to draw itself, as plain data."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from dieuphoi.bot.channels.web.people import CAST, CHANNEL, GROUP, GROUP_TITLE
from dieuphoi.plan.periods import quarter_of
from dieuphoi.storage import plans, transcript
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.transcript import Line

LINES = 80  # of each chat


def whole(tx: Transaction, occasion: datetime | None) -> dict[str, Any]:
    """Everything: people, plan, clock, and the newest messages of each chat."""
    chats = [GROUP, *(actor.id for actor in CAST)]
    return _clock(tx.now, occasion) | {
        "people": [{"id": a.id, "name": a.name, "short": a.short, "duty": a.duty} for a in CAST],
        "group": {"id": GROUP, "title": GROUP_TITLE},
        "plan": next((plan.number for plan in plans.running(tx)), None),
        "messages": [
            _message(line) for chat in chats for line in transcript.latest(tx, CHANNEL, chat, LINES)
        ],
    }


def changes(tx: Transaction, occasion: datetime | None, ids: Iterable[str]) -> dict[str, Any]:
    """The clock and the messages that are new or were edited."""
    found = transcript.lines(tx, CHANNEL, ids)
    return _clock(tx.now, occasion) | {"messages": [_message(line) for line in found]}


def _clock(now: datetime, occasion: datetime | None) -> dict[str, Any]:
    period = quarter_of(now.date())
    return {
        "now": now.isoformat(),
        "next": occasion.isoformat() if occasion else None,
        "quarter": {"label": period.label, "last": period.last.isoformat()},
    }


def _message(line: Line) -> dict[str, Any]:
    return {
        "id": line.id,
        "chat": line.chat,
        "person": line.speaker,
        "at": line.at.isoformat(),
        "order": line.order,
        "text": line.text,
        "pressed": line.pressed,
        "buttons": [[{"label": b["label"], "data": b["data"]} for b in row] for row in line.buttons],
        "file": _file(line),
        "reply_to": line.reply_to,
        "edited": line.edited,
    }


def _file(line: Line) -> dict[str, Any] | None:
    if line.file_name is None:
        return None
    image = (line.file_mime or "").startswith("image/")
    return {"name": line.file_name, "size": line.file_size, "image": image, "url": f"/files/{line.id}"}
