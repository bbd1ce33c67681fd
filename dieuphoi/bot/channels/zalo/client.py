"""Calls of the Zalo Bot API: POST with JSON, the token in the address. https://docs.zaloplatforms.com/docs/BOT

Success is what the answer's `ok` says, not the HTTP status. No address and no answer is ever logged: the one holds
the token, the other people's words.
"""

from __future__ import annotations

import json
import logging
from typing import Any

import httpx

# On a lower level the library writes every address, with the token, into the log.
for _library in ("httpx", "httpcore"):
    logging.getLogger(_library).setLevel(logging.WARNING)

OFFICIAL = "https://bot-api.zaloplatforms.com"
SECONDS = 20.0  # a call may stay without an answer so long; then it is in doubt


class ZaloError(Exception):
    """What kept a call from succeeding; its text is one word for the log."""


class NotSentError(ZaloError):
    """Zalo can't be reached: it has taken nothing."""


class CutError(ZaloError):
    """The call left and was not answered, or not readably: Zalo may have done it."""


class SaidNoError(ZaloError):
    """Zalo answered `ok: false`. `code` is its own, else the HTTP status; `words` its description, for matching only."""

    def __init__(self, code: int, words: str = "") -> None:
        super().__init__("said no")
        self.code = code
        self.words = words.lower()


class ZaloApi:
    """The methods of one bot. `base_url` is the API's address without path."""

    def __init__(self, token: str, base_url: str | None = None, *, seconds: float = SECONDS) -> None:
        self._address = f"{(base_url or OFFICIAL).rstrip('/')}/bot{token}"
        self._seconds = seconds
        self._client = httpx.AsyncClient(follow_redirects=False)

    async def call(self, method: str, *, waiting: float = 0, **fields: Any) -> Any:
        """Call a method; gives its `result`. It may take `waiting` seconds longer than others. Raises a ZaloError."""
        given = {name: value for name, value in fields.items() if value is not None}
        try:
            answer = await self._client.post(
                f"{self._address}/{method}",
                json=given,
                timeout=httpx.Timeout(self._seconds + waiting, connect=10),
            )
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError):
            raise NotSentError("unreachable") from None
        except httpx.HTTPError:
            raise CutError("no answer") from None
        return _result(answer)

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()


def _result(answer: httpx.Response) -> Any:
    try:
        said = json.loads(answer.content)
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict) or not isinstance(said.get("ok"), bool):
        # A proxy's page, or one of Zalo's servers in trouble: with an error's status nothing was taken.
        if answer.status_code >= 400:
            raise SaidNoError(answer.status_code)
        raise CutError("unreadable answer")
    if said["ok"]:
        return said.get("result")
    code, words = said.get("error_code"), said.get("description")
    raise SaidNoError(
        code if type(code) is int else answer.status_code, words if isinstance(words, str) else ""
    )
