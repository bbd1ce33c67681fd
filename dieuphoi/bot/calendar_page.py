"""The address that phones subscribe to: a calendar, read again and again, sent only where it has changed."""

from __future__ import annotations

import asyncio
import hashlib
import re

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from dieuphoi import reports
from dieuphoi.bot.file_page import Look
from dieuphoi.handlers import calendars
from dieuphoi.storage.signing import ExpiredError, LinkError
from dieuphoi.wording import _

_HEADERS = {
    "Cache-Control": "private, no-cache",  # kept by the phone alone, and asked about each time
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
}
_TAG = re.compile(r'(?:W/)?("[^"]*")')


def route(look: Look) -> Route:
    """The address under which calendars are read; it belongs into any of the bot's web servers."""

    async def page(request: Request) -> Response:
        token = request.path_params["token"]
        try:
            found = await look(lambda tx: calendars.opened(tx, token))
        except ExpiredError:
            return _refused(_("This link was revoked by its owner. A new one: /lich in the chat."), 410)
        except LinkError:
            text = _(
                "This link is not right, or its owner has no seat any more. A new one: /lich in the chat."
            )
            return _refused(text, 403)
        # Beside the thread that reads and writes the database: a long plan would hold it up.
        content = await asyncio.to_thread(reports.calendar_file, found.name, found.occasions)
        return _answer(request, content)

    return Route(calendars.PATH + "{token}.ics", page)


def _answer(request: Request, content: bytes) -> Response:
    """The calendar; 304 without it where the phone has this very one (RFC 9110, section 13.1.2)."""
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = _HEADERS | {"ETag": tag}
    if _has(request.headers.get("if-none-match", ""), tag):
        return Response(status_code=304, headers=headers)
    return Response(content, media_type="text/calendar; charset=utf-8", headers=headers)


def _has(known: str, tag: str) -> bool:
    return known.strip() == "*" or tag in _TAG.findall(known)


def _refused(text: str, status: int) -> Response:
    return PlainTextResponse(text, status, headers=_HEADERS | {"Cache-Control": "no-store"})
