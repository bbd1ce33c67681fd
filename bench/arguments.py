"""What the measurements' arguments have in common."""

from __future__ import annotations

import argparse


def positive(text: str) -> int:
    """A number of at least 1. Raises ArgumentTypeError for a smaller one."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number
