"""Who looks at the page, and which messages are new to each of them. Used from the event loop alone."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager


class Listener:
    """One open page: what changed since it was last told. It starts with everything to be drawn anew."""

    def __init__(self) -> None:
        self._wake = asyncio.Event()
        self._ids: set[str] = set()
        self._anew = False
        self.redraw()

    def add(self, ids: tuple[str, ...]) -> None:
        """Some messages changed; none named means that only the clock did."""
        self._ids.update(ids)
        self._wake.set()

    def redraw(self) -> None:
        """Everything changed, or the listener must look up (the page is closing down)."""
        self._anew = True
        self._wake.set()

    async def wait(self, seconds: float) -> bool:
        """Wait for news; False where none came in time."""
        try:
            await asyncio.wait_for(self._wake.wait(), timeout=seconds)
        except TimeoutError:
            return False
        return True

    def take(self) -> set[str] | None:
        """The changed messages, or None where everything is to be drawn; they count as told."""
        ids = None if self._anew else self._ids
        self._ids, self._anew = set(), False
        self._wake.clear()
        return ids


class News:
    """All listeners of the page."""

    def __init__(self) -> None:
        self._listeners: set[Listener] = set()
        self.closed = False

    @contextmanager
    def listener(self) -> Iterator[Listener]:
        """A listener for as long as the block lasts."""
        listener = Listener()
        self._listeners.add(listener)
        try:
            yield listener
        finally:
            self._listeners.discard(listener)

    def tell(self, *ids: str) -> None:
        """Tell every page which messages changed; without any, that the clock was turned."""
        for listener in self._listeners:
            listener.add(ids)

    def redraw(self) -> None:
        """Have every page drawn anew."""
        for listener in self._listeners:
            listener.redraw()

    def close(self) -> None:
        """End every stream, so that the server can stop: a page would hold its connection for ever."""
        self.closed = True
        self.redraw()
