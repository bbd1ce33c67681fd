"""The page behind a file's link: what channels that send no files hand out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Protocol, TypeVar
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from dieuphoi.handlers import task_files
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.signing import ExpiredError, LinkError
from dieuphoi.wording import _

T = TypeVar("T")
_PRIVATE = {
    "Cache-Control": "no-store, private",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; sandbox",
}


class Look(Protocol):
    """Reads something from the database, in the thread that does."""

    def __call__(self, reading: Callable[[Transaction], T], /) -> Awaitable[T]:
        """Give what `reading` finds."""


def route(look: Look) -> Route:
    """The address under which links are opened; it belongs into any of the bot's web servers."""

    async def page(request: Request) -> Response:
        token = request.path_params["token"]
        try:
            found = await look(lambda tx: task_files.opened(tx, token))
        except ExpiredError:
            return _refused(
                _("This link has expired. Go back to the chat and ask for the file again: /lichsu"), 410
            )
        except LinkError:
            text = _(
                "This link is not right: it was cut or altered, or the file is not open to you any more."
            )
            return _refused(text + " " + _("Go back to the chat and ask for the file again: /lichsu"), 403)
        disposition = f"attachment; filename*=UTF-8''{quote(found.name, safe='')}"
        headers = _PRIVATE | {"Content-Disposition": disposition}
        return Response(found.content, media_type=found.mime or "application/octet-stream", headers=headers)

    return Route(task_files.PATH + "{token}", page)


def _refused(text: str, status: int) -> Response:
    return PlainTextResponse(text, status, headers=_PRIVATE)
