"""Which list a line's number is of: the one that is replied to; in private also the one shown last, while it is fresh."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from dieuphoi.handlers.permissions import Action
from dieuphoi.handlers.turn import Turn
from dieuphoi.storage import shown, tasks

FRESH = timedelta(hours=12)  # a morning's digest is answered until the evening
BESIDE = timedelta(
    minutes=30
)  # a digest that came this shortly after a list leaves open which of them is meant
_ASKED_FOR = ("list", "summary")


@dataclass(frozen=True, slots=True)
class View:
    """The numbered lines of a list: the first number, and the assignments of each line."""

    first: int
    parts: list[list[int]]

    @property
    def last(self) -> int:
        """The last number."""
        return self.first + len(self.parts) - 1

    @property
    def numbers(self) -> range:
        """All numbers."""
        return range(self.first, self.last + 1)

    def of(self, number: int) -> list[int]:
        """The assignments of a line; none where there is no such line."""
        return self.parts[number - self.first] if number in self.numbers else []


def in_view(turn: Turn, at: datetime | None = None) -> View | None:
    """The list that numbers are of in a message of this moment (or of `at`); None where that is not plain."""
    if turn.incoming.reply_to is not None:
        found = shown.find_by_vendor_id(turn.tx, turn.incoming.chat.key, turn.incoming.reply_to)
        return _view(found["lines"]) if found and found["lines"] else None
    if not turn.private:
        return None
    until = at or turn.tx.now
    lists = shown.numbered(turn.tx, turn.incoming.chat.key, until - FRESH, until)
    if len(lists) > 1 and _came_between(lists, until):
        return None
    return _view(lists[0]["lines"]) if lists else None


def _came_between(lists: list[dict[str, Any]], now: datetime) -> bool:
    """Whether a digest that nobody asked for has just come while another list was being looked at."""
    newest, before = lists
    unasked = newest["kind"] not in _ASKED_FOR
    return unasked and before["kind"] in _ASKED_FOR and now - before["sent_at"] < BESIDE


def _view(lines: dict[str, Any]) -> View:
    return View(lines["first"], lines["parts"])


def own(turn: Turn, view: View, number: int) -> tuple[list[tasks.Item], list[tasks.Item]]:
    """The sender's own parts on a line, and all that stand there."""
    here = [item for item in tasks.many(turn.tx, view.of(number)) if turn.sees(item.plan_id)]
    return [item for item in here if turn.may(Action.REPORT, item)], here
