"""The page on a real loopback port, in a thread of its own."""

import asyncio
import socket
import threading
from collections.abc import Coroutine
from typing import Any, TypeVar

from dieuphoi.bot.channels.web.app import create_app
from dieuphoi.bot.channels.web.news import News
from dieuphoi.bot.serving import server
from tests.bot.web.desk import QuietDesk

T = TypeVar("T")


def free_port() -> int:
    """A port of this machine that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Serving:
    """A desk's page, served until `stop`."""

    def __init__(self, desk: QuietDesk, news: News, port: int | None = None) -> None:
        self.desk, self.news, self.port = desk, news, port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)
        self._thread.start()
        assert self._ready.wait(10)

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._server = server(create_app(self.desk, self.news), self.port)
        serving = asyncio.create_task(self._server.serve())
        while not self._server.started and not serving.done():
            await asyncio.sleep(0.01)
        self._ready.set()
        await serving

    def do(self, work: Coroutine[Any, Any, T]) -> T:
        """Run something in the server's loop, as the bot would."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    def stop(self) -> None:
        """Stop as the bot does: streams first. Does nothing where it was stopped before."""
        if not self._thread.is_alive():
            return
        self._loop.call_soon_threadsafe(self.news.close)
        self._server.should_exit = True
        self._thread.join(10)
        assert not self._thread.is_alive()
