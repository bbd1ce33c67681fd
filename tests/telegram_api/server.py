"""The server itself: real HTTP on loopback, with the faults that a test asks for."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict, deque
from datetime import UTC, datetime
from typing import Any, Protocol, Self

from aiohttp import web

from tests.telegram_api.answers import ApiError
from tests.telegram_api.chats import Chats
from tests.telegram_api.methods import Methods
from tests.telegram_api.rates import Rates
from tests.telegram_api.updates import Updates

PAGE = "<html><body><h1>502 Bad Gateway</h1></body></html>"
FAULTS = ("bad gateway", "server error", "reset", "cut json", "page", "drop", "hang", "no result")


class Clock(Protocol):
    """Whatever tells the time."""

    def now(self) -> datetime: ...


class Real:
    """Real time."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class Server:
    """Serves one bot; `base_url` is known once it has been entered."""

    def __init__(self, clock: Clock | None = None, token: str = "700700:TEST-only-token") -> None:
        self.token = token
        self.clock = clock or Real()
        self.me = {
            "id": int(token.partition(":")[0]),
            "is_bot": True,
            "first_name": "Điều phối",
            "username": "dieuphoi_bot",
        }
        self.chats = Chats(self.me, self.clock.now)
        self.updates = Updates()
        self.rates = Rates(self.clock.now)
        self.methods = Methods(self.chats, self.updates, self.rates)
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.base_url = ""
        self._faults: dict[str, deque[str]] = defaultdict(deque)
        self._changed = asyncio.Event()
        self._released = asyncio.Event()
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self.stop()

    async def start(self, port: int = 0) -> None:
        """Listen on loopback, on a free port or the given one."""
        app = web.Application(client_max_size=64_000_000)
        app.router.add_route("*", "/bot{token}/{method}", self._api)
        app.router.add_get("/file/bot{token}/files/{file_id}", self._download)
        self._runner = web.AppRunner(app, handler_cancellation=True, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port)
        await site.start()
        address = self._runner.addresses[0]
        self.base_url = f"http://{address[0]}:{address[1]}"

    async def stop(self) -> None:
        """Close every connection; what stands in the chats stays."""
        self._released.set()
        if self._runner is not None:
            await self._runner.cleanup()

    def fail(self, method: str, *faults: str) -> None:
        """Let the next calls of a method go wrong: after they are carried out, but for 502, 500 and "reset"."""
        assert all(fault in FAULTS for fault in faults), faults
        self._faults[method.lower()].extend(faults)

    def release(self) -> None:
        """Answer the calls that hang."""
        self._released.set()

    def mend(self) -> None:
        """Let every call go right again."""
        self._faults.clear()

    def count(self, method: str) -> int:
        """How many calls of a method came in."""
        return sum(name.lower() == method.lower() for name, _ in self.calls)

    async def until(self, condition: Any, seconds: float = 5.0) -> None:
        """Wait for a condition, at most until the deadline (TimeoutError)."""
        async with asyncio.timeout(seconds):
            while not condition():
                self._changed.clear()
                try:
                    # What the condition looks at may lie elsewhere, in the database: look again soon.
                    await asyncio.wait_for(self._changed.wait(), 0.01)
                except TimeoutError:
                    continue

    async def _api(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        given = await _parameters(request)
        try:
            self._check_token(request.match_info["token"])
            self.calls.append((method, given))
            fault = self._fault(method, given)
            if fault == "bad gateway":
                return web.Response(status=502, text=PAGE, content_type="text/html")
            if fault == "server error":
                raise ApiError(500, "Internal Server Error")
            if fault == "reset":
                return self._reset(request)
            result = await self.methods.call(method, given)
            return await self._answer(request, result, fault)
        except ApiError as error:
            return web.json_response(error.body(), status=error.code)
        finally:
            self._changed.set()

    def _check_token(self, token: str) -> None:
        if ":" not in token:
            raise ApiError(404, "Not Found")
        if token != self.token:
            raise ApiError(401, "Unauthorized")

    def _fault(self, method: str, _given: dict[str, Any]) -> str | None:
        faults = self._faults[method.lower()]
        return faults.popleft() if faults else None

    async def _answer(self, request: web.Request, result: Any, fault: str | None) -> web.StreamResponse:
        whole = json.dumps({"ok": True, "result": result} | {"later": None})
        match fault:
            case "cut json":
                return web.Response(text=whole[: len(whole) // 2], content_type="application/json")
            case "page":
                return web.Response(text=PAGE, content_type="text/html")
            case "no result":
                return web.json_response({"ok": True})
            case "drop":
                return self._reset(request)
            case "hang":
                self._changed.set()
                await self._released.wait()
        return web.Response(text=whole, content_type="application/json")

    def _reset(self, request: web.Request) -> web.Response:
        assert request.transport is not None
        request.transport.abort()
        return web.Response()

    async def _download(self, request: web.Request) -> web.Response:
        file_id = request.match_info["file_id"]
        if request.match_info["token"] != self.token or file_id not in self.chats.files:
            return web.json_response(ApiError(404, "Not Found").body(), status=404)
        return web.Response(body=self.chats.files[file_id][2])


async def _parameters(request: web.Request) -> dict[str, Any]:
    """Query, form, multipart or JSON, as Telegram takes them; a file is (name, content)."""
    given: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        return given | dict(await request.json())
    for name, value in (await request.post()).items():
        given[name] = (value.filename, value.file.read()) if isinstance(value, web.FileField) else value
    return given
