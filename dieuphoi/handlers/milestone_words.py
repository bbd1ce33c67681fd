"""Milestones in words: on a task's card, and in the digests of a morning."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from dieuphoi.handlers import phrases
from dieuphoi.plan.model import Milestone
from dieuphoi.plan.reminding import Why
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


def _step(step: Milestone, today: date, *, count: bool = True) -> str:
    """ "31/12/2026 (còn 12 ngày): Khởi động quý IV/2026"; a done task needs no countdown."""
    left = f" ({phrases.days_left(step.due, today)})" if count and step.due >= today else ""
    return f"{phrases.day(step.due)}{left}: {step.text}"
