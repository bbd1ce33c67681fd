"""Keeps other web sites out: a page elsewhere must neither read this chat nor speak in it.

A foreign site can make a browser call a loopback address under its own name (DNS rebinding) or post to it
(request forgery). So only loopback names are answered, foreign origins are refused, and a post must be JSON,
which no form can send and no foreign script may send without asking first.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dieuphoi.wording import _

LOOPBACK = ("127.0.0.1", "localhost", "::1")
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
}


class Guard:
    """Refuses what does not come from the page itself, and adds the headers that keep it to itself."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or hand on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        refusal = _refusal(scope["method"], Headers(scope=scope))
        await (refusal or self.app)(scope, receive, send_with_headers)


def _refusal(method: str, headers: Headers) -> JSONResponse | None:
    host, origin = headers.get("host", ""), headers.get("origin")
    if _name(host) not in LOOPBACK:
        return JSONResponse({"error": _("This page is only for the machine that it runs on.")}, 403)
    if origin is not None and origin != f"http://{host}":
        return JSONResponse({"error": _("Another web site may not use this page.")}, 403)
    is_json = headers.get("content-type", "").partition(";")[0].strip().lower() == "application/json"
    if method == "POST" and not is_json:
        return JSONResponse({"error": _("Post JSON (Content-Type: application/json).")}, 415)
    return None


def _name(host: str) -> str | None:
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None
