"""100% without a word of being done: whether it is, is asked before anything is recorded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dieuphoi.handlers import phrases
from dieuphoi.handlers.messages import Button, Message
from dieuphoi.handlers.proposals import Proposal
from dieuphoi.handlers.turn import Turn, leave_button
from dieuphoi.plan.results import State
from dieuphoi.storage import tasks
from dieuphoi.wording import _

STEP = "whole"


def settled(item: tasks.Item, report: Proposal) -> Proposal:
    """100% of what is done says nothing new."""
    done = item.state is State.DONE and report.percent == 100 and report.state in (None, State.IN_PROGRESS)
    return replace(report, state=None, percent=None) if done else report


def is_whole(item: tasks.Item, report: Proposal) -> bool:
    """Whether a report says 100% without saying that it is done."""
    going_on = report.state in (None, State.IN_PROGRESS)
    return report.percent == 100 and going_on and (item.state, item.percent) != (State.IN_PROGRESS, 100)


def ask(turn: Turn, reports: Sequence[tuple[tasks.Item, Proposal]]) -> Message:
    """Is it done? The answer is taken for every task of the message."""
    mark = turn.ask(STEP, proposals=[report.to_json() for _item, report in reports])
    codes = ", ".join(phrases.code(item, several=turn.several) for item, _report in reports)
    text = _("{codes}: 100%. Is it done? Nothing is recorded yet.").format(codes=codes)
    row = [Button(_("Yes, it is done"), f"wy:{mark}"), Button(_("Not yet: only 100%"), f"wn:{mark}")]
    return turn.reply(turn.in_words(text), [row, [leave_button(mark)]], kind="question")
