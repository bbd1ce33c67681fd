"""Under which agency a task is counted by the structure of a day, from a test's own record of how it passed on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Passed:
    """A task passed from the agency that it was counted under, from a day on."""

    on: date
    before: int


def counted_on(now: int, passed: Sequence[Passed], day: date) -> int:
    """The agency that a task was counted under by the structure of a day.

    `passed` is in the order in which it happened; `now` is the agency that it is counted under today.
    """
    return next((step.before for step in passed if step.on > day), now)
