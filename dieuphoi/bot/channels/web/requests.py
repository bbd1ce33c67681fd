"""What the page may ask for: read into the event that the inbox keeps, or refused in clear words."""

from __future__ import annotations

import json
import re
from base64 import b64decode
from datetime import datetime, timedelta
from typing import Any, NoReturn
from uuid import uuid4

from starlette.requests import Request

from dieuphoi.bot.channels.web.channel import FILE_BYTES
from dieuphoi.bot.channels.web.people import BY_ID, CHANNEL, GROUP, Actor
from dieuphoi.bot.clock import read_moment
from dieuphoi.handlers.messages import plain
from dieuphoi.storage.inbox import Arrival
from dieuphoi.wording import _

TEXT_LENGTH = 10_000
BODY_BYTES = FILE_BYTES * 4 // 3 + 100_000  # a file in base64, the longest text, and the rest
NAME_LENGTH = 200
AT_ONCE = timedelta(days=366)  # the clock is turned by at most a year
STEPS = {"day": timedelta(days=1), "week": timedelta(weeks=1)}
_EVENT = re.compile(r"e[0-9a-f]{32}")  # begins with a letter: the bot's messages have numbers


class Refusal(Exception):
    """A request that can't be granted: the HTTP status, and what the person is told."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message


def refuse(message: str, status: int = 400) -> NoReturn:
    """End the request with a message."""
    raise Refusal(status, message)


async def body_of(request: Request) -> dict[str, Any]:
    """The JSON object that was posted, not read further than the limit."""
    content = bytearray()
    async for chunk in request.stream():
        content += chunk
        if len(content) > BODY_BYTES:
            refuse(_("The file is too large: at most 5 MB."), 413)
    try:
        body = json.loads(content)
    except (ValueError, RecursionError):
        refuse(_("The request is not valid JSON."))
    return body if isinstance(body, dict) else refuse(_("The request must be a JSON object."))


def said(body: dict[str, Any], now: datetime, after: int) -> Arrival:
    """A message that somebody wrote, as it goes into the inbox. Bold marks are taken out of it."""
    text = plain(text_of(body, "text").replace("\r\n", "\n")).strip()
    if len(text) > TEXT_LENGTH:
        refuse(_("The message is too long: at most 10,000 characters."), 413)
    file = _file(body.get("file"))
    if not text and file is None:
        refuse(_("Write a message or choose a file."))
    extra = {"text": text} | ({"file": file} if file else {})
    if reply_to := text_of(body, "reply_to")[:40]:
        extra["reply_to"] = reply_to
    return _arrival(body, extra, now, after)


def pressed(
    body: dict[str, Any], buttons: tuple[tuple[dict[str, Any], ...], ...], now: datetime, after: int
) -> Arrival:
    """A button that somebody pressed, as it goes into the inbox; it must be among `buttons`."""
    data = body.get("data")
    button = next((b for row in buttons for b in row if b["data"] == data), None)
    if button is None:
        refuse(_("This button is no longer there: please see the newest message."), 409)
    extra: dict[str, Any] = {"pressed_label": button["label"]}
    if button.get("contact"):
        extra["phone"] = actor_of(body).phone
    else:
        extra |= {"pressed": data, "pressed_on": text_of(body, "message")}
    return _arrival(body, extra, now, after)


def moment(body: dict[str, Any], now: datetime, occasion: datetime | None) -> datetime:
    """The moment to turn the clock to: {"step": "day" | "week" | "next"} or {"to": "2022-03-01"}."""
    step = text_of(body, "step")
    if step == "next":
        return occasion or refuse(_("No post is to come any more."), 409)
    if step in STEPS:
        return now + STEPS[step]
    try:
        target = read_moment(text_of(body, "to"))
    except (ValueError, OverflowError):
        refuse(_("Choose a day, such as 2022-03-01."))
    if "T" not in text_of(body, "to"):
        target = target.replace(hour=now.hour, minute=now.minute)
    if not now < target <= now + AT_ONCE:
        refuse(only_forward())
    return target


def only_forward() -> str:
    """What is said to who turns the clock back."""
    return _("The clock is only turned forward, by at most a year at once.")


def actor_of(body: dict[str, Any]) -> Actor:
    """Whose phone it was."""
    return BY_ID.get(text_of(body, "person")) or refuse(_("No such person on this page."))


def chat_of(body: dict[str, Any]) -> str:
    """The chat that it happened in: the group, or the person's own with the bot."""
    chat = body.get("chat")
    if chat not in ("private", "group"):
        refuse(_("The chat must be “private” or “group”."))
    return GROUP if chat == "group" else actor_of(body).id


def text_of(body: dict[str, Any], name: str) -> str:
    """A field that is text, "" where it is missing; without what databases refuse (NUL, half characters)."""
    value = body.get(name) or ""
    if not isinstance(value, str):
        refuse(_("“{name}” must be text.").format(name=name))
    return value.replace("\0", "").encode(errors="replace").decode()


def _arrival(body: dict[str, Any], extra: dict[str, Any], now: datetime, after: int) -> Arrival:
    """The page may give the event's id, so that sending again after a broken connection counts once."""
    actor, chat = actor_of(body), chat_of(body)
    event = text_of(body, "id") or f"e{uuid4().hex}"
    if not _EVENT.fullmatch(event):
        refuse(_("“{name}” is not valid.").format(name="id"))
    raw: dict[str, Any] = {"id": event, "person": actor.id, "name": actor.name, "chat": chat}
    raw |= {"at": now.isoformat(), "after": after}
    return Arrival(event, f"{CHANNEL}:{chat}", raw | extra)


def _file(given: Any) -> dict[str, Any] | None:
    if given is None:
        return None
    if not isinstance(given, dict):
        refuse(_("“{name}” is not valid.").format(name="file"))
    name = plain(text_of(given, "name")).replace("\\", "/").rsplit("/", 1)[-1].strip()[-NAME_LENGTH:]
    try:
        size = len(b64decode(text_of(given, "content"), validate=True))
    except ValueError:
        refuse(_("The file did not arrive whole; please send it again."))
    if size > FILE_BYTES:
        refuse(_("The file is too large: at most 5 MB."), 413)
    if not name or not size:
        refuse(_("The file is empty or has no name."))
    return {"name": name, "mime": text_of(given, "mime")[:100], "size": size, "content": given["content"]}
