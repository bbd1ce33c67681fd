"""python-telegram-bot's calls over aiohttp: several times as many a second as over its own transport.

Errors say whether the call may have reached Telegram. None of them holds the address, for the token is in it.
"""

from __future__ import annotations

import json
from typing import Any

import aiohttp
from telegram._utils.types import ODVInput
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

READ_SECONDS = 20.0
CONNECT_SECONDS = 10.0
UPLOAD_SECONDS = 120.0


class NotSentError(NetworkError):
    """No connection came about: Telegram has not seen the call."""


class CutError(NetworkError):
    """The connection broke after the call left."""


class AiohttpRequest(BaseRequest):
    """One pool of connections for every call, by a proxy where one is given or the environment has one (HTTPS_PROXY)."""

    def __init__(self, connections: int, *, patience: float = READ_SECONDS, proxy: str | None = None) -> None:
        self._connections = connections
        self._patience = patience
        self._proxy = proxy
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """Seconds to wait for an answer where the caller does not say."""
        return self._patience

    async def initialize(self) -> None:
        """Open the pool; does nothing where it is open."""
        if self._session is None:
            pool = aiohttp.TCPConnector(limit=self._connections)
            self._session = aiohttp.ClientSession(
                connector=pool, trust_env=self._proxy is None, proxy=self._proxy
            )

    async def shutdown(self) -> None:
        """Close the pool."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Make one call. Gives the HTTP status and the body; raises NotSentError, CutError or TimedOut."""
        await self.initialize()
        assert self._session is not None  # noqa: S101 - initialize has opened it
        seconds = read_timeout if isinstance(read_timeout, int | float) else self._patience
        try:
            async with self._session.request(
                method, url, data=_form(request_data), timeout=_timeout(seconds), allow_redirects=False
            ) as response:
                return response.status, await response.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise NotSentError(type(error).__name__) from None
        except TimeoutError:
            raise TimedOut from None
        except (aiohttp.ClientError, OSError) as error:
            raise CutError(type(error).__name__) from None

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Read an answer. The library's own reader would write a broken one into the log, texts and all."""
        try:
            answer = json.loads(payload.decode("utf-8", "replace"))
        except ValueError:
            raise TelegramError("unreadable answer") from None
        if not isinstance(answer, dict):
            raise TelegramError("unreadable answer")
        return answer


def _timeout(seconds: float) -> aiohttp.ClientTimeout:
    """Sending up a file takes its time: only silence after that counts."""
    return aiohttp.ClientTimeout(
        total=seconds + UPLOAD_SECONDS, sock_connect=CONNECT_SECONDS, sock_read=seconds
    )


def _form(data: RequestData | None) -> aiohttp.FormData | dict[str, str] | None:
    if data is None:
        return None
    if not data.contains_files:
        return data.json_parameters
    form = aiohttp.FormData(data.json_parameters, quote_fields=False)  # names in their own letters
    for field, (name, content, mime) in data.multipart_data.items():
        form.add_field(field, content, filename=name, content_type=mime)
    return form
