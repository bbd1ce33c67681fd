"""The page's address: this machine and no other."""

from __future__ import annotations

import uvicorn
from starlette.applications import Starlette

HOST = "127.0.0.1"  # never another: whoever reaches the page speaks for everybody on it
PORT = 8080


def server(app: Starlette, port: int = PORT) -> uvicorn.Server:
    """A server for the page on the loopback address. Close its News before stopping it: streams hold it."""
    config = uvicorn.Config(
        app,
        host=HOST,
        port=port,
        log_config=None,
        access_log=False,
        lifespan="off",
        timeout_graceful_shutdown=2,
    )
    return uvicorn.Server(config)
