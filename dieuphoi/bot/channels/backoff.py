"""How long to wait after a failure: longer with each, never all at the same moment."""

from __future__ import annotations

import random
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Backoff:
    """Seconds to wait after a failure: doubling from the first to the longest, with jitter."""

    first: float = 1.0
    longest: float = 60.0

    def after(self, failures: int) -> float:
        """How long to wait after so many failures in a row."""
        seconds: float = min(self.longest, self.first * 2.0 ** min(failures - 1, 16))
        return seconds * random.uniform(0.5, 1)  # noqa: S311 - spreads retries, guards nothing
