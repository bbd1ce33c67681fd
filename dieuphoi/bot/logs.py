"""The operator's log: ids, kinds and places in the code; never a text, a name, a number or a token."""

from __future__ import annotations

import logging
import sys
import traceback
from pathlib import Path

import structlog

FRAMES = 4


def configure(level: int = logging.INFO) -> None:
    """Write one line an event on stderr."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.LogfmtRenderer(key_order=["timestamp", "level", "event"]),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def where(error: BaseException) -> str:
    """The innermost places of a failure. The error's own words are left out: they may quote a message."""
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES:]
    return " > ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)
