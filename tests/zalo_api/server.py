"""The double: people and groups write, the bot asks for events or is called, and sends."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol, Self
from urllib.parse import urlsplit

import httpx
from aiohttp import web

TEXT = 2_000
STYLES = {"b", "i", "u", "s", "f_13", "f_15", "f_18", "f_20", "lst_1", "lst_2"}
FAULTS = ("bad gateway", "server error", "reset", "lost answer", "hang")
MESSAGES, PEOPLE, GROUPS = 3_000, 50, 3  # of the Basic plan, the first a month


class Clock(Protocol):
    """What tells the double the time."""

    def now(self) -> datetime: ...


@dataclass(eq=False)
class Person:
    """Somebody on Zalo; the bot knows them once they have written."""

    id: str
    name: str
    blocked: bool = False

    @property
    def kind(self) -> str:
        """As `chat_type` has it."""
        return "PRIVATE"


@dataclass(eq=False)
class Group:
    """A group that the bot is in."""

    id: str
    name: str
    there: bool = True

    @property
    def kind(self) -> str:
        """As `chat_type` has it."""
        return "GROUP"


@dataclass(frozen=True)
class Sent:
    """What the bot has sent."""

    chat: str
    text: str
    number: str
    styles: tuple[tuple[int, int, str], ...] = ()
    photo: str | None = None

    def bold(self) -> list[str]:
        """The passages in bold."""
        wide = self.text.encode("utf-16-le")
        return [
            wide[2 * at : 2 * (at + n)].decode("utf-16-le") for at, n, style in self.styles if style == "b"
        ]


class ApiError(Exception):
    """What the API answers instead of a result."""

    def __init__(self, code: int, words: str) -> None:
        super().__init__(words)
        self.code = code


class ZaloApi:
    """Zalo for one bot. `idle` is how many seconds an empty poll takes before it is answered with 408."""

    def __init__(
        self, clock: Clock | None = None, token: str = "700700:test-only-token", *, idle: float = 0.05
    ) -> None:
        self.token = token
        self.account = "bot.TestOnly"
        self.name = "Bot Điều phối"
        self.base_url = ""
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.sent: list[Sent] = []
        self.messages_left = MESSAGES
        self.bare = False  # whether webhooks and polls come without the wrapping result
        self._clock = clock
        self._idle = idle
        self._events: deque[dict[str, Any]] = deque()
        self._known: dict[str, Person | Group] = {}
        self.strict = (
            False  # takes no styles, no seconds as a text, and takes no webhook away that there is not
        )
        self._webhook: tuple[str, str] | None = None
        self._polling = False
        self._faults: dict[str, deque[str]] = {}
        self._number = 0
        self._arrived = asyncio.Event()
        self._changed = asyncio.Event()
        self._released = asyncio.Event()
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_route("*", "/bot{token}/{method}", self._api)
        self._runner = web.AppRunner(app, handler_cancellation=True, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        address = self._runner.addresses[0]
        self.base_url = f"http://{address[0]}:{address[1]}"
        return self

    async def __aexit__(self, *_error: object) -> None:
        self._released.set()
        if self._runner is not None:
            await self._runner.cleanup()

    def person(self, name: str) -> Person:
        """Somebody who has not written to the bot yet."""
        self._number += 1
        return Person(f"{self._number:04d}ede9afa66b88fe6", name)

    def group(self, name: str) -> Group:
        """A group that the bot was added to."""
        if sum(isinstance(chat, Group) and chat.there for chat in self._known.values()) >= GROUPS:
            raise AssertionError("the Basic plan has three groups")
        self._number += 1
        found = Group(f"{self._number:04d}g0afa66b88fe6", name)
        self._known[found.id] = found
        return found

    def say(self, chat: Person | Group, by: Person, text: str, *, to_bot: bool = True, **more: Any) -> str:
        """Somebody writes; in a group only what mentions the bot or replies to it (`to_bot`) reaches it."""
        said = (
            f"@{self.name} {text}" if isinstance(chat, Group) and to_bot and "reply_to" not in more else text
        )
        return self._event("message.text.received", chat, by, to_bot=to_bot, text=said, **more)

    def send_photo(self, chat: Person | Group, by: Person, address: str, caption: str = "") -> str:
        """Somebody sends a picture."""
        fields = {"photo_url": address} | ({"caption": caption} if caption else {})
        return self._event("message.image.received", chat, by, to_bot=True, **fields)

    def other(self, kind: str, by: Person) -> str:
        """Somebody sends a sticker, a voice message, or what Zalo does not show to bots."""
        return self._event(f"message.{kind}.received", by, by, to_bot=True)

    def _event(self, kind: str, chat: Person | Group, by: Person, *, to_bot: bool, **fields: Any) -> str:
        self._number += 1
        number = f"{self._number:06d}758cb5e222177a4e35"
        if isinstance(chat, Person):
            if (
                chat.id not in self._known
                and sum(isinstance(c, Person) for c in self._known.values()) >= PEOPLE
            ):
                raise AssertionError("the Basic plan has fifty people")
            self._known[chat.id] = chat
            chat.blocked = False
        if isinstance(chat, Group) and not to_bot:
            return number
        replied = fields.pop("reply_to", None)
        message = {
            "from": {"id": by.id, "display_name": by.name, "is_bot": False},
            "chat": {"id": chat.id, "chat_type": chat.kind},
            "message_id": number,
            "date": round(self._now().timestamp() * 1000),
            **fields,
            **({"reply_to_message": {"message_id": replied}} if replied else {}),
        }
        self._events.append({"event_name": kind, "message": message})
        self._arrived.set()
        return number

    def texts(self, chat: Person | Group) -> list[str]:
        """What the bot has written in a chat."""
        return [one.text for one in self.sent if one.chat == chat.id]

    def fail(self, method: str, *faults: str) -> None:
        """Let the next calls of a method go wrong; "lost answer" and "hang" after they were carried out."""
        assert all(fault in FAULTS for fault in faults), faults
        self._faults.setdefault(method, deque()).extend(faults)

    def mend(self) -> None:
        """Let every call go right again."""
        self._faults.clear()

    def count(self, method: str) -> int:
        """How many calls of a method came in."""
        return sum(name == method for name, _given in self.calls)

    async def until(self, condition: Any, seconds: float = 5.0) -> None:
        """Wait for a condition, at most until the deadline (TimeoutError)."""
        async with asyncio.timeout(seconds):
            while not condition():
                self._changed.clear()
                try:
                    await asyncio.wait_for(self._changed.wait(), 0.01)
                except TimeoutError:
                    continue

    async def bring(self, proxy: str) -> list[int]:
        """Bring what waits to the webhook by way of a proxy that ends TLS; gives the statuses.

        What is not answered with 200 waits on.
        """
        assert self._webhook is not None
        url, secret = self._webhook
        url = f"{proxy}{urlsplit(url).path}"
        statuses = []
        async with httpx.AsyncClient() as client:
            for event in list(self._events):
                body = event if self.bare else {"ok": True, "result": event}
                answer = await client.post(url, json=body, headers={"X-Bot-Api-Secret-Token": secret})
                statuses.append(answer.status_code)
                if answer.status_code == 200:
                    self._events.remove(event)
        return statuses

    def _now(self) -> datetime:
        return self._clock.now() if self._clock else datetime.now(UTC)

    async def _api(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        try:
            given = await _parameters(request)
            if request.match_info["token"] != self.token:
                raise ApiError(401, "Unauthorized")
            self.calls.append((method, given))
            waiting = self._faults.get(method)
            fault = waiting.popleft() if waiting else None
            if fault == "bad gateway":
                return web.Response(status=502, text="<html>Bad Gateway</html>", content_type="text/html")
            if fault == "server error":
                raise ApiError(500, "Internal server error")
            if fault == "reset":
                return _reset(request)
            result = await self._call(method, given)
            if fault == "lost answer":
                return _reset(request)
            if fault == "hang":
                await self._released.wait()
            return web.json_response({"ok": True, "result": result} if result is not None else {"ok": True})
        except ApiError as error:
            # The code stands in the answer; the HTTP status says nothing of it.
            return web.json_response({"ok": False, "error_code": error.code, "description": str(error)})
        finally:
            self._changed.set()

    async def _call(self, method: str, given: dict[str, Any]) -> Any:
        known = {
            "getMe": self._get_me,
            "getUpdates": self._get_updates,
            "setWebhook": self._set_webhook,
            "deleteWebhook": self._delete_webhook,
            "getWebhookInfo": self._webhook_info,
            "sendMessage": self._send_message,
            "sendPhoto": self._send_photo,
            "sendChatAction": self._send_action,
        }
        if method not in known:
            raise ApiError(404, "Not found")
        return await known[method](given)

    async def _get_me(self, _given: dict[str, Any]) -> dict[str, Any]:
        return {
            "id": "1459232241454765289",
            "account_name": self.account,
            "display_name": self.name,
            "account_type": "BASIC",
            "can_join_groups": True,
        }

    async def _get_updates(self, given: dict[str, Any]) -> dict[str, Any]:
        """One event, handed out once: there is no offset, and no second copy."""
        if self._webhook is not None:
            raise ApiError(400, "Bad request: a webhook is set")
        if self.strict and not isinstance(given.get("timeout"), int):
            raise ApiError(400, "Bad request: timeout")
        if self._polling:
            raise ApiError(409, "Conflict: another poll is running")
        self._polling = True
        try:
            async with asyncio.timeout(min(self._idle, float(given.get("timeout") or 30))):
                while not self._events:
                    self._arrived.clear()
                    await self._arrived.wait()
            return self._events.popleft()
        except TimeoutError:
            raise ApiError(408, "Request timeout") from None
        finally:
            self._polling = False

    async def _set_webhook(self, given: dict[str, Any]) -> dict[str, Any]:
        url, secret = given.get("url"), given.get("secret_token")
        if not isinstance(url, str) or not url.startswith(("https://", "http://127.0.0.1:")):
            raise ApiError(400, "Bad request: url")
        if not isinstance(secret, str) or not 8 <= len(secret) <= 256:
            raise ApiError(400, "Bad request: secret_token")
        self._webhook = (url, secret)
        return {"url": url, "updated_at": round(self._now().timestamp() * 1000)}

    async def _delete_webhook(self, _given: dict[str, Any]) -> dict[str, Any]:
        if self.strict and self._webhook is None:
            raise ApiError(400, "Bad request: no webhook is set")
        self._webhook = None
        return {"url": "", "updated_at": round(self._now().timestamp() * 1000)}

    async def _webhook_info(self, _given: dict[str, Any]) -> dict[str, Any]:
        return {"url": self._webhook[0] if self._webhook else "", "updated_at": 0}

    async def _send_message(self, given: dict[str, Any]) -> dict[str, Any]:
        return self._take(given, "text")

    async def _send_photo(self, given: dict[str, Any]) -> dict[str, Any]:
        if not isinstance(given.get("photo"), str) or not given["photo"].startswith("http"):
            raise ApiError(400, "Bad request: photo")
        return self._take(given, "caption", optional=True)

    async def _send_action(self, given: dict[str, Any]) -> None:
        self._chat(given)
        if given.get("action") != "typing":
            raise ApiError(400, "Bad request: action")

    def _take(self, given: dict[str, Any], name: str, *, optional: bool = False) -> dict[str, Any]:
        unknown = set(given) - {"chat_id", "text", "photo", "caption", "parse_mode", "text_styles"}
        if unknown:
            raise ApiError(400, f"Bad request: {sorted(unknown)}")
        chat, text = self._chat(given), given.get(name, "" if optional else None)
        if (
            not isinstance(text, str)
            or not (int(not optional) <= len(text) <= TEXT)
            or (text and not text.strip())
        ):
            raise ApiError(400, f"Bad request: {name}")
        if self.strict and given.get("text_styles"):
            raise ApiError(400, "Bad request: text_styles")
        styles = _styles(given.get("text_styles") or [], text)
        if self.messages_left <= 0:
            raise ApiError(429, "Quota exceeded")
        self.messages_left -= 1
        self._number += 1
        number = f"s{self._number:06d}"
        self.sent.append(Sent(chat.id, text, number, styles, given.get("photo")))
        return {"message_id": number, "date": round(self._now().timestamp() * 1000)}

    def _chat(self, given: dict[str, Any]) -> Person | Group:
        chat = self._known.get(given.get("chat_id") or "")
        if chat is None:
            raise ApiError(
                400, "Bad request: chat not found"
            )  # nobody is written to who has not written first
        if isinstance(chat, Person) and chat.blocked:
            raise ApiError(400, "Bad request: bot was blocked by the user")
        if isinstance(chat, Group) and not chat.there:
            raise ApiError(400, "Bad request: bot is not a member of the group")
        return chat


def _styles(runs: Any, text: str) -> tuple[tuple[int, int, str], ...]:
    length = len(text.encode("utf-16-le")) // 2
    found = []
    for run in runs:
        start, size, styles = run["start"], run["len"], run["st"]
        inside = (
            isinstance(start, int) and isinstance(size, int) and start >= 0 and 0 < size <= length - start
        )
        if not inside or not styles or set(styles) - STYLES:
            raise ApiError(400, "Bad request: text_styles")
        found += [(start, size, style) for style in styles]
    return tuple(found)


async def _parameters(request: web.Request) -> dict[str, Any]:
    if request.method != "POST":
        raise ApiError(400, "Bad request: POST")
    body = await request.read()
    if not body:
        return {}
    if request.content_type == "application/json":
        found = json.loads(body)
        if not isinstance(found, dict):
            raise ApiError(400, "Bad request: JSON object")
        return found
    return {name: str(value) for name, value in (await request.post()).items()}


def _reset(request: web.Request) -> web.Response:
    assert request.transport is not None
    request.transport.abort()
    return web.Response()
