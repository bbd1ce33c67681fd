"""The buttons of a draft: each names what is wanted, the draft, and the revision that it was drawn for."""

from __future__ import annotations

from collections.abc import Callable

from dieuphoi.handlers import agreeing, mending
from dieuphoi.handlers import draft_decisions as decisions
from dieuphoi.handlers import draft_screens as screens
from dieuphoi.handlers.drafting import View, open_draft, overview
from dieuphoi.handlers.messages import Message
from dieuphoi.handlers.turn import Turn


def press(turn: Turn, args: list[str]) -> list[Message]:
    """A button of a draft was pressed. Raises ValueError for what no button of ours carries."""
    what, draft_id, revision, *rest = args
    if what not in _ANSWERS:
        raise ValueError("no such button")
    seen = open_draft(turn, int(draft_id), int(revision))
    return (
        [seen] if isinstance(seen, Message) else _ANSWERS[what](turn, seen, [int(number) for number in rest])
    )


_ANSWERS: dict[str, Callable[[Turn, View, list[int]], list[Message]]] = {
    "see": lambda turn, seen, _rest: [overview(turn, seen.draft, edit=True)],
    "rows": screens.rows,
    "odd": screens.odd,
    "diff": screens.diff,
    "new": screens.new,
    "is": screens.is_known,
    "which": decisions.which,
    "amends": decisions.amends,
    "alone": decisions.alone,
    "part": decisions.part,
    "whole": decisions.whole,
    "doubt": decisions.doubt,
    "same": decisions.same,
    "other": decisions.other,
    "mend": mending.ask_row,
    "row": mending.open_row,
    "title": mending.ask("title"),
    "lead": mending.ask("lead"),
    "help": mending.ask("help"),
    "due": mending.ask("due"),
    "level": mending.ask("level"),
    "cut": mending.cut,
    "add": mending.add,
    "head": mending.ask_head,
    "yes": agreeing.agree,
    "drop": agreeing.drop,
}
