"""What the bot knows before it reads a message, and what it hands on after."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from dieuphoi.handlers.understanding.agencies import AgencyIndex
from dieuphoi.handlers.understanding.titles import TitleIndex


@dataclass(frozen=True, slots=True)
class KnownTask:
    """A task of the plan: its code, its title, and further words that people call it by."""

    code: str
    title: str
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True)
class Known:
    """The plan's tasks, and each agency's full name with the other names it goes by.

    Where a short form fits two agencies, the one that stands first in `agencies` has it.
    """

    tasks: tuple[KnownTask, ...]
    agencies: tuple[tuple[str, tuple[str, ...]], ...]

    @cached_property
    def titles(self) -> TitleIndex:
        """Finds tasks by description; built on first use."""
        return TitleIndex((task.code, task.title, task.keywords) for task in self.tasks)

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The codes of all tasks as plans write them."""
        return tuple(dict.fromkeys(task.code.partition("@")[0] for task in self.tasks))

    @cached_property
    def names(self) -> AgencyIndex:
        """Finds agencies by any of their names; built on first use."""
        return AgencyIndex(self.agencies)


@dataclass(frozen=True, slots=True)
class Understood:
    """What a message means. `confidence` below 0.6: ask back before acting. `note`: words left after a state.

    `lacking`: asked for are the agencies that have no focal point. `near`: intents that may have been meant where
    none was understood, the likeliest first.
    """

    intent: str
    slots: dict[str, Any]
    confidence: float
    why: tuple[str, ...]
    note: str | None = None
    lacking: bool = False
    near: tuple[str, ...] = ()
