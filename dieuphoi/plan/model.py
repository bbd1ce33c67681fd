"""The words of a plan document: tasks of its appendices, duties of its body, what could not be read."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Recurrence(StrEnum):
    """How a task without a single deadline comes back."""

    ONGOING = "ongoing"
    YEARLY = "yearly"
    QUARTERLY = "quarterly"
    MONTHLY = "monthly"


class Severity(StrEnum):
    """How much a problem of reading matters: a warning leaves the task usable, an error does not."""

    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Milestone:
    """A step on the way of a task, in the words of the plan, with its last good day."""

    text: str
    due: date


@dataclass(frozen=True, slots=True)
class Task:
    """A row of an appendix, with every name and date as the document has it."""

    code: str
    number: str | None
    appendix: str | None
    title: str
    leads: tuple[str, ...]
    coordinators: tuple[str, ...] = ()
    group: str | None = None
    deadline_text: str | None = None
    due: date | None = None
    recurrence: Recurrence | None = None
    level: str | None = None
    product: str | None = None
    line: int | None = None
    milestones: tuple[Milestone, ...] = ()
    condition: str | None = None  # the event that the task waits for, in the words of the plan


@dataclass(frozen=True, slots=True)
class Duty:
    """An obligation that the body text lays on agencies, without a row of its own."""

    code: str
    agencies: tuple[str, ...]
    text: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the document that could not be read with certainty; `line` counts from 1."""

    line: int | None
    severity: Severity
    message: str


@dataclass(frozen=True, slots=True)
class PlanDocument:
    """A plan as read from a document. Nothing in it is guessed: what is uncertain is a problem."""

    number: str | None
    date: (
        dt.date | None
    )  # the field has the name of its type, which is written out so that both are told apart
    issuer: str | None
    title: str | None
    tasks: tuple[Task, ...] = ()
    duties: tuple[Duty, ...] = ()
    problems: tuple[Problem, ...] = field(default=())
