"""Pages and webhooks are served to this machine and no other: the world comes in by a proxy that it trusts."""

from __future__ import annotations

from contextlib import nullcontext

import uvicorn
from starlette.applications import Starlette

HOST = "127.0.0.1"  # never another: whoever reaches the trial page speaks for everybody on it


def server(app: Starlette, port: int = 0) -> uvicorn.Server:
    """A server on the loopback address that leaves the process's signals alone."""
    config = uvicorn.Config(
        app,
        host=HOST,
        port=port,
        log_config=None,
        access_log=False,
        lifespan="off",
        timeout_graceful_shutdown=2,
    )
    serving = uvicorn.Server(config)
    serving.capture_signals = nullcontext  # type: ignore[assignment] # we stop it ourselves
    return serving
