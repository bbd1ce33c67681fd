"""Milestones in words: on a task's card, and in the digests of a morning."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from dieuphoi.handlers import phrases
from dieuphoi.handlers.messages import bold
from dieuphoi.plan.model import Milestone
from dieuphoi.plan.periods import Period
from dieuphoi.plan.reminding import Why
from dieuphoi.storage.tasks import Item
from dieuphoi.wording import _


def on_card(steps: Sequence[Milestone], today: date, *, open_task: bool) -> list[str]:
    """All milestones of a task, a line each; none for a task without any."""
    if not steps:
        return []
    return [_("Milestones:"), *(f"• {_step(step, today, count=open_task)}" for step in steps)]


def in_digest(steps: Sequence[Milestone], whys: Collection[Why], today: date) -> list[str]:
    """The milestone that a digest has reason to name: the next one, or the last that passed without a word."""
    said = []
    gone = [step for step in steps if step.due < today]
    if Why.PASSED in whys and gone:
        said.append(_("Milestone passed without a report: {step}").format(step=_step(gone[-1], today)))
    ahead = [step for step in steps if step.due >= today]
    if Why.MILESTONE in whys and ahead:
        said.append(_("Milestone: {step}").format(step=_step(ahead[0], today)))
    return said


def in_list(
    items: Sequence[Item], steps: Mapping[int, Sequence[Milestone]], period: Period, today: date
) -> list[str]:
    """The milestones of tasks within a period, as one part of a list; none where there are none."""
    lines = [
        f"• {bold(item.code)} · {item.short_title}\n   {_step(step, today)}"
        for item in items
        for step in steps[item.id]
        if step.due in period
    ]
    return ["\n".join([bold(_("Milestones on the way")), *lines])] if lines else []


def _step(step: Milestone, today: date, *, count: bool = True) -> str:
    """ "31/12/2026 (còn 12 ngày): Khởi động quý IV/2026"; a done task needs no countdown."""
    left = f" ({phrases.days_left(step.due, today)})" if count and step.due >= today else ""
    return f"{phrases.day(step.due)}{left}: {step.text}"
