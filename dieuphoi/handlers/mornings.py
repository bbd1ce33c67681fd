"""What the posts of a morning share: the line of a task's state, the mark of a late post, buttons to open tasks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dieuphoi.handlers import phrases, task_lines
from dieuphoi.handlers.messages import Button, in_rows
from dieuphoi.storage.tasks import Item
from dieuphoi.wording import _

BUTTONS = 6


def state_line(item: Item, *, helping: bool = False) -> str:
    """The state of a task and what is to be done next: by the lead, or by an agency that works with it."""
    following = _("work with the lead agency") if helping else phrases.next_step(item)
    return _("State: {state}. Next: {next}").format(state=phrases.standing(item), next=following)


def late_mark(since: date | None) -> str:
    """That a digest is late, for which day; empty for one in time."""
    if since is None:
        return ""
    return "\n" + _("(Late: should have come on {day})").format(day=phrases.day(since))


def buttons(items: Sequence[Item]) -> tuple[tuple[Button, ...], ...]:
    """A button to open each of the first tasks, however many units have a part in it."""
    first = task_lines.by_task(items)[:BUTTONS]
    return in_rows([Button(parts[0].code, task_lines.opens(parts)) for parts in first])
