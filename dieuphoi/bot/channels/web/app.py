"""The page's server: what people do goes into the inbox; what is new goes out as server-sent events."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from dieuphoi.bot import calendar_page, file_page
from dieuphoi.bot.channels.web import drawing, requests
from dieuphoi.bot.channels.web.desk import Desk
from dieuphoi.bot.channels.web.guard import Guard
from dieuphoi.bot.channels.web.news import Listener, News
from dieuphoi.bot.channels.web.people import CHANNEL
from dieuphoi.bot.channels.web.requests import Refusal
from dieuphoi.storage import transcript
from dieuphoi.storage.inbox import Arrival
from dieuphoi.wording import _

PAGE = Path(__file__).parent / "page"
HEARTBEAT = 15.0  # seconds; finds out that a page has gone
PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")  # may be shown in the page


def create_app(desk: Desk, news: News) -> Starlette:
    """The page over a running bot; `news` is the one that the bot's WebChannel tells."""
    pages = _Pages(desk, news)
    return Starlette(
        routes=[
            Route("/api/say", pages.say, methods=["POST"]),
            Route("/api/press", pages.press, methods=["POST"]),
            Route("/api/clock", pages.clock, methods=["POST"]),
            Route("/api/reset", pages.reset, methods=["POST"]),
            Route("/api/state", pages.state),
            Route("/api/events", pages.events),
            Route("/files/{id}", pages.file),
            file_page.route(desk.look),
            calendar_page.route(desk.look),
            Mount("/", StaticFiles(directory=PAGE, html=True)),
        ],
        middleware=[Middleware(Guard)],
        exception_handlers={Refusal: _refused, 500: _failed},
    )


def _refused(_request: Request, error: Exception) -> Response:
    assert isinstance(error, Refusal)  # noqa: S101 - as registered above; tells the type checker
    return JSONResponse({"error": error.message}, error.status)


def _failed(_request: Request, _error: Exception) -> Response:
    return JSONResponse({"error": _("Something went wrong here. Please try again.")}, 500)


class _Pages:
    def __init__(self, desk: Desk, news: News) -> None:
        self.desk = desk
        self.news = news

    async def say(self, request: Request) -> Response:
        body = await requests.body_of(request)
        arrival = await self.desk.look(lambda tx: requests.said(body, tx.now, transcript.newest(tx)))
        return await self._accept([arrival])

    async def press(self, request: Request) -> Response:
        body = await requests.body_of(request)
        chat, message = requests.chat_of(body), requests.text_of(body, "message")

        def reading(tx: Any) -> Arrival:
            found = transcript.lines(tx, CHANNEL, [message])
            buttons = found[0].buttons if found and found[0].chat == chat else ()
            return requests.pressed(body, buttons, tx.now, transcript.newest(tx))

        return await self._accept([await self.desk.look(reading)])

    async def _accept(self, arrivals: Sequence[Arrival]) -> Response:
        await self.desk.accept_and_handle(arrivals)
        self.news.tell(*(arrival.event_id for arrival in arrivals))
        return JSONResponse({"id": arrivals[0].event_id})

    async def clock(self, request: Request) -> Response:
        body = await requests.body_of(request)
        now = await self.desk.look(lambda tx: tx.now)
        moment = requests.moment(body, now, await self.desk.next_occasion())
        try:
            await self.desk.turn_clock(moment)
        except ValueError:  # somebody else turned it further in between
            requests.refuse(requests.only_forward())
        self.news.tell()
        return JSONResponse({"now": moment.isoformat()})

    async def reset(self, request: Request) -> Response:
        await requests.body_of(request)
        await self.desk.reset()
        self.news.redraw()
        return JSONResponse({})

    async def state(self, _request: Request) -> Response:
        return JSONResponse(await self._view(None))

    async def events(self, _request: Request) -> Response:
        return StreamingResponse(self._stream(), media_type="text/event-stream")

    async def _stream(self) -> AsyncIterator[str]:
        """Everything first, then what changes: a page that comes back after a break has missed nothing."""
        with self.news.listener() as listener:
            while not self.news.closed:
                yield await self._next_event(listener)

    async def _next_event(self, listener: Listener) -> str:
        if not await listener.wait(HEARTBEAT) or self.news.closed:
            return ": \n\n"
        ids = listener.take()
        kind = "whole" if ids is None else "changes"
        return f"event: {kind}\nretry: 1000\ndata: {json.dumps(await self._view(ids))}\n\n"

    async def _view(self, ids: set[str] | None) -> dict[str, Any]:
        occasion = await self.desk.next_occasion()
        if ids is None:
            return await self.desk.look(lambda tx: drawing.whole(tx, occasion))
        return await self.desk.look(lambda tx: drawing.changes(tx, occasion, ids))

    async def file(self, request: Request) -> Response:
        wanted = request.path_params["id"]
        found = await self.desk.look(lambda tx: transcript.enclosure(tx, CHANNEL, wanted))
        if found is None:
            return JSONResponse({"error": _("This file is not here.")}, 404)
        content = found.kept if isinstance(found.kept, bytes) else b64decode(found.kept)
        mime = found.mime if found.mime in PICTURES else "application/octet-stream"
        disposition = f"attachment; filename*=UTF-8''{quote(found.name, safe='')}"
        return Response(content, media_type=mime, headers={"Content-Disposition": disposition})
