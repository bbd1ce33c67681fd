"""What webhooks share: reading a request's content without taking more than it may have."""

from __future__ import annotations

from starlette.requests import Request


async def body_of(request: Request, most: int) -> bytes | None:
    """The request's content; None for more than `most` bytes."""
    found = bytearray()
    async for chunk in request.stream():
        found += chunk
        if len(found) > most:
            return None
    return bytes(found)
