"""What the web page needs of the running bot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol, TypeVar

from dieuphoi.storage.database import Transaction
from dieuphoi.storage.inbox import Arrival

T = TypeVar("T")


class Desk(Protocol):
    """The running bot as the web page sees it. All calls come from one event loop.

    Where the database is used by one writer thread, every method does its work there; none blocks the loop.
    """

    async def accept_and_handle(self, arrivals: Sequence[Arrival]) -> None:
        """Commit what people did into the inbox, then have it handled and wake delivery.

        When it returns, the arrivals are durable. Answers may reach `WebChannel.send` before or after that.
        """

    async def turn_clock(self, moment: datetime) -> None:
        """Turn the clock forward, fire every post that falls due on the way, keep the new moment.

        Raises ValueError for a moment that has passed.
        """

    async def next_occasion(self) -> datetime | None:
        """When the next post falls due; None where nothing is to come."""

    async def reset(self) -> None:
        """Start over: the plan as shipped, the people of `people.settle_in`, the clock at `people.START`."""

    async def look(self, reading: Callable[[Transaction], T]) -> T:
        """Give what `reading` finds in a transaction at the clock's present moment."""
