"""Zalo brings the events itself: each is kept before it is acknowledged with 200."""

from __future__ import annotations

import hashlib
import hmac
import json

import structlog
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dieuphoi.bot.channels.requests import body_of
from dieuphoi.bot.channels.zalo.channel import Accept
from dieuphoi.bot.channels.zalo.reading import arrivals

log = structlog.get_logger()
PATH = "/zalo"
HEADER = "X-Bot-Api-Secret-Token"
BYTES = 1_000_000  # an event is some kilobytes; pictures come as addresses


def secret_of(token: str) -> str:
    """What only Zalo and this bot know (8 to 256 characters): the same after every start, and no way to the token."""
    return hmac.new(token.encode(), b"dieuphoi zalo webhook", hashlib.sha256).hexdigest()


def route(accept: Accept, secret: str) -> Route:
    """The address that takes Zalo's events. `accept` returns when they are committed; what raises there comes again."""

    async def take(request: Request) -> Response:
        # Compared in constant time: how long it takes must tell nobody how much of a guess is right.
        if not hmac.compare_digest(request.headers.get(HEADER, "").encode(), secret.encode()):
            return Response(status_code=403)
        body = await body_of(request, BYTES)
        if body is None:
            return Response(status_code=413)
        try:
            found = json.loads(body)
        except (ValueError, RecursionError):
            return Response(status_code=400)
        kept = arrivals(found)
        try:
            if kept:
                await accept(kept)
        except Exception as error:  # noqa: BLE001 - whatever kept it from being kept: Zalo sends it again
            log.error("zalo: an event was not kept", error=type(error).__name__)
            return Response(status_code=503)
        return Response(status_code=200)

    return Route(PATH, take, methods=["POST"])
