"""Telegram brings the updates itself: each is kept before it is acknowledged with 200.

https://core.telegram.org/bots/api#setwebhook: any other answer makes Telegram send the update again; the answer
may carry a call, by which a press is answered without a request of our own.
"""

from __future__ import annotations

import hashlib
import hmac
import json

import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from dieuphoi.bot.channels.requests import body_of
from dieuphoi.bot.channels.telegram.polling import Accept
from dieuphoi.bot.channels.telegram.reading import chat_key
from dieuphoi.storage.inbox import Arrival

log = structlog.get_logger()
PATH = "/telegram"
HEADER = "X-Telegram-Bot-Api-Secret-Token"
BYTES = 1_000_000  # an update is some kilobytes; files are fetched by their id


def secret_of(token: str) -> str:
    """What only Telegram and this bot know: the same after every start, and the token can't be told from it."""
    return hmac.new(token.encode(), b"dieuphoi webhook", hashlib.sha256).hexdigest()


def route(accept: Accept, secret: str) -> Route:
    """The address that takes Telegram's updates.

    `accept` returns when they are committed; what raises there is sent again.
    """

    async def take(request: Request) -> Response:
        # Compared in constant time: how long it takes must tell nobody how much of a guess is right.
        if not hmac.compare_digest(request.headers.get(HEADER, "").encode(), secret.encode()):
            return Response(status_code=403)
        body = await body_of(request, BYTES)
        if body is None:
            return Response(status_code=413)
        update = _update(body)
        if update is None:
            return Response(status_code=400)
        try:
            await accept([Arrival(str(update["update_id"]), chat_key(update), update)])
        except Exception as error:  # noqa: BLE001 - whatever kept it from being kept: Telegram sends it again
            log.error("telegram: an update was not kept", error=type(error).__name__)
            return Response(status_code=503)
        return _acknowledgement(update)

    return Route(PATH, take, methods=["POST"])


def _update(body: bytes) -> dict[str, object] | None:
    """An update; None for what is none."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return None
    known = isinstance(found, dict) and type(found.get("update_id")) is int
    return found if known else None


def _acknowledgement(update: dict[str, object]) -> Response:
    """200; for a press with the call that lets the phone stop spinning."""
    query = update.get("callback_query")
    if isinstance(query, dict) and isinstance(query.get("id"), str):
        return JSONResponse({"method": "answerCallbackQuery", "callback_query_id": query["id"]})
    return Response(status_code=200)
