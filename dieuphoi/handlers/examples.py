"""The task that examples speak of: the reader's own next one where they may see it, so that an example can be sent as it is."""

from __future__ import annotations

from dataclasses import dataclass

from dieuphoi.handlers.permissions import Action
from dieuphoi.handlers.turn import Turn
from dieuphoi.storage import tasks
from dieuphoi.storage.tasks import Filter, Item

_LOOKED_AT = 20  # tasks, for one that the reader works on
CODE = "PL1-2"  # where there is no task to speak of


@dataclass(frozen=True, slots=True)
class Example:
    """A task's code; its title where it is one of the plan's; and whether the reader's agency leads it."""

    code: str
    title: str = ""
    own: bool = False


def of(turn: Turn) -> Example:
    """The open task that falls due next: of the reader's agency, else of those they see, else none in particular."""
    if not turn.may(Action.SEE_TASKS):
        return Example(CODE)
    item = _next(turn, Filter(turn.plan_ids, agency_ids=turn.who.agency_ids, open_only=True))
    if turn.who.agency_ids and item is not None:
        return Example(item.code, item.short_title, own=True)
    helped = Filter(
        turn.plan_ids,
        agency_ids=turn.who.agency_ids,
        with_coordination=True,
        first=turn.today,
        open_only=True,
    )
    item = _next(turn, helped) or item
    return Example(item.code, item.short_title) if item is not None else Example(CODE)


def code(turn: Turn) -> str:
    """The code that an example names."""
    return of(turn).code


def helped(turn: Turn) -> str:
    """The code of a task that the reader's agencies work on with another that leads it."""
    if not turn.who.agency_ids:
        return CODE
    wanted = Filter(turn.plan_ids, agency_ids=turn.who.agency_ids, with_coordination=True, open_only=True)
    items = tasks.page(turn.tx, wanted, skip=0, size=_LOOKED_AT)
    return next((item.code for item in items if turn.helping(item) is not None), CODE)


def _next(turn: Turn, wanted: Filter) -> Item | None:
    return next(iter(tasks.page(turn.tx, wanted, skip=0, size=1)), None)
