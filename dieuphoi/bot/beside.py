"""Long work in a thread of its own, beside everything else, which no end of the program waits for."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from typing import TypeVar

T = TypeVar("T")


async def beside(work: Callable[[], T], name: str) -> T:
    """What the work gives; it must not raise. Where the program ends meanwhile, the work is done again at the next start."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()

    def run() -> None:
        outcome = work()
        with suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(lambda: None if done.cancelled() else done.set_result(outcome))

    Thread(target=run, name=name, daemon=True).start()
    return await done
