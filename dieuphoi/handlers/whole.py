"""The answer to "100%: is it done?"."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dieuphoi.handlers.messages import Message
from dieuphoi.handlers.permissions import Action
from dieuphoi.handlers.proposals import from_json
from dieuphoi.handlers.questions import Report, closed, consider, is_yes, unless_crossing
from dieuphoi.handlers.turn import Turn
from dieuphoi.handlers.whole_question import STEP
from dieuphoi.plan.results import State
from dieuphoi.plan.text import fold
from dieuphoi.storage import tasks
from dieuphoi.storage.dialogues import Dialogue
from dieuphoi.wording import _

_DONE = frozenset(
    ("xong", "xong roi", "da xong", "hoan thanh", "da hoan thanh", "hoan thanh roi", "roi", "done")
)
_NOT_YET = frozenset(
    ("chua", "chua xong", "chua dau", "chua a", "khong", "van chua", "chua hoan thanh", "not yet")
)


def press_done(turn: Turn, args: list[str]) -> list[Message]:
    """100% means that it is done."""
    return _whole(turn, turn.question(STEP, args[0]), done=True)


def press_not_done(turn: Turn, args: list[str]) -> list[Message]:
    """100% is said, and yet it is not done."""
    return _whole(turn, turn.question(STEP, args[0]), done=False)


def take_whole(turn: Turn, _data: dict[str, Any]) -> list[Message] | None:
    """ "Xong rồi" or "chưa" in words; None for anything else."""
    said = fold(turn.incoming.text)
    if is_yes(said) or said in _DONE:
        return _whole(turn, turn.question(STEP), done=True)
    return _whole(turn, turn.question(STEP), done=False) if said in _NOT_YET else None


def _whole(turn: Turn, question: Dialogue | None, *, done: bool) -> list[Message]:
    if question is None:
        return [closed(turn)]
    turn.done_asking()
    ready: list[Report] = []
    for proposal in map(from_json, question.data["proposals"]):
        item = tasks.get(turn.tx, proposal.assignment_id or 0)
        if item is not None and turn.may(Action.REPORT, item):
            as_meant = replace(proposal, state=State.DONE, percent=None) if done else proposal
            ready.append((item, as_meant))
    if not ready:
        return [turn.reply(_("Nothing was recorded."))]
    if not done:
        return unless_crossing(turn, ready)
    return consider(turn, ready, sure=True, edit=True)
