"""Words, neither command nor button: understood, and answered or recorded; in the group mostly silence."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Literal

from dieuphoi.handlers import (
    card,
    contacts,
    extensions,
    files,
    help,  # noqa: A004 - the room's name
    history,
    importing,
    lists,
    papers,
    registration,
    searching,
    structure_words,
    summary,
    updates,
)
from dieuphoi.handlers.messages import Event, Message
from dieuphoi.handlers.office import Office
from dieuphoi.handlers.permissions import Action
from dieuphoi.handlers.totals import Scope
from dieuphoi.handlers.turn import Turn
from dieuphoi.handlers.understanding import Understood, understand
from dieuphoi.plan.periods import Period, parse_code, quarter_of
from dieuphoi.plan.results import State
from dieuphoi.plan.text import fold
from dieuphoi.storage import dialogues, tasks
from dieuphoi.storage.agencies import Agency
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.dialogues import Dialogue
from dieuphoi.wording import _

PLAIN = 0.8  # in the group an unaddressed report must be this plain


def hear(turn: Turn, text: str) -> list[Message]:
    """Answer a message in words, or keep silent in the group where it is not for the bot."""
    if turn.incoming.attachment is not None:
        return _with_file(turn, text)
    understood = _understand(turn, text)
    if turn.incoming.event is Event.EDITED:
        return _edited(turn, understood)
    if not turn.private and not turn.incoming.addressed and not _for_the_bot(turn, understood):
        return []
    return _act(turn, understood)


def warm_up(tx: Transaction, office: Office) -> None:
    """Understand a first message, so that nobody waits while names and patterns are made ready."""
    understand("quý này có việc gì?", chat="private", today=tx.now.date(), known=office.names.known(tx))


def hear_stranger(turn: Turn, text: str) -> list[Message]:
    """Somebody who is not known yet writes in private: registering, by words too; or how to."""
    understood = _understand(turn, text)
    if understood.intent == "register" and understood.slots.get("agency"):
        return registration.begin(turn, understood.slots["agency"])
    if understood.intent == "help" and understood.confidence >= PLAIN:
        return help.show(turn)
    if turn.who.full_name and understood.intent in ("update", "extend", "undo"):
        return [
            turn.reply(
                _(
                    "You are not a focal point of any agency now; nothing was recorded. To register again: /dangky"
                )
            )
        ]
    return registration.resume(turn)


def _for_the_bot(turn: Turn, understood: Understood) -> bool:
    """In the group: a question that the bot surely understands, or a plain report on a task of the sender's."""
    if understood.intent in ("due", "overdue", "task", "tasks", "summary"):
        return understood.confidence >= PLAIN
    if understood.intent not in ("update", "extend") or understood.confidence < PLAIN:
        return False
    items = [i for code in _codes(understood) for i in tasks.by_code(turn.tx, code, turn.plan_ids)]
    return any(turn.may(Action.REPORT, item) for item in items) or _reply_to_bot(turn)


def _codes(understood: Understood) -> list[str]:
    slots = understood.slots
    codes = slots.get("tasks") or [u["task"] for u in slots.get("updates", ())] or [slots.get("task")]
    return [code for code in codes if code]


def is_something_else(turn: Turn, question: Dialogue) -> bool:
    """Whether a text, while a reason is waited for, is plainly none: a question for lists, or about another task."""
    if (
        question.step == "agency"
    ):  # "đăng ký làm đầu mối Sở Y tế" names it in a sentence; "hướng dẫn" asks for help
        understood = _understand(turn, turn.incoming.text)
        return understood.intent in ("register", "help") and understood.confidence >= PLAIN
    if question.step not in ("blocked", "reason"):
        return False
    understood = _understand(turn, turn.incoming.text)
    item = tasks.get(turn.tx, question.data["assignment"])
    if understood.intent in ("due", "overdue", "tasks", "summary"):
        return understood.confidence >= PLAIN
    codes = _codes(understood)
    own = {item.code, f"{item.code}{tasks.OF_PLAN}{item.plan_id}"} if item else set()
    return bool(codes) and item is not None and not own & set(codes)


def _understand(turn: Turn, text: str) -> Understood:
    chat: Literal["private", "group"] = "private" if turn.private else "group"
    said, _day, _wrong = structure_words.split(text)
    return understand(said, chat=chat, today=turn.today, known=turn.office.names.known(turn.tx))


def _reply_to_bot(turn: Turn) -> bool:
    return turn.incoming.reply_to is not None and bool(turn.about_of(turn.incoming.reply_to))


def _act(turn: Turn, understood: Understood) -> list[Message]:
    answer = _ANSWERS.get(understood.intent)
    if answer is None or any(not understood.slots.get(slot) for slot in _NEEDS.get(understood.intent, ())):
        return _not_understood(turn, understood)
    if understood.intent in _OF_AN_AGENCY and understood.slots.get("agency"):
        sure, near = turn.office.names.meant(turn.tx, understood.slots["agency"], _structure(turn))
        if sure is None and near:  # one that was divided: which of its successors?
            return lists.of_which(turn, near)
    return answer(turn, understood)


def _agency_id(turn: Turn, understood: Understood) -> int | None:
    found = _agency(turn, understood)
    return found.id if found else None


def _agency(turn: Turn, understood: Understood) -> Agency | None:
    name = understood.slots.get("agency")
    return turn.office.names.meant(turn.tx, name, _structure(turn))[0] if name else None


def _structure(turn: Turn) -> date | None:
    """The day by whose structure totals are wanted."""
    return structure_words.split(turn.incoming.text)[1]


def _summary(turn: Turn, understood: Understood) -> list[Message]:
    wrong = structure_words.split(turn.incoming.text)[2]
    if wrong:
        return [turn.reply(wrong)]
    scope = Scope(_stated_period(understood), _agency(turn, understood), _structure(turn))
    return summary.show(turn, scope)


def _due(turn: Turn, understood: Understood) -> list[Message]:
    return lists.show(turn, lists.Wanted("due", _period(turn, understood), _agency_id(turn, understood)))


def _tasks(turn: Turn, understood: Understood) -> list[Message]:
    status = understood.slots.get("status")
    wanted = lists.Wanted("tasks", None, _agency_id(turn, understood), State(status) if status else None)
    return lists.show(turn, wanted)


_ANSWERS: dict[str, Callable[[Turn, Understood], list[Message]]] = {
    "due": _due,
    "overdue": lambda turn, said: lists.show(turn, lists.Wanted("overdue", agency_id=_agency_id(turn, said))),
    "tasks": _tasks,
    "task": lambda turn, said: card.find(turn, said.slots["task"]),
    "summary": _summary,
    "update": updates.report,
    "extend": extensions.ask,
    "undo": lambda turn, said: updates.undo_last(turn, said.slots.get("task")),
    "history": lambda turn, said: history.show(turn, said.slots["task"]),
    "search": lambda turn, said: searching.search(turn, said.slots["query"]),
    "contact": lambda turn, said: contacts.show(turn, said.slots.get("agency")),
    "report": lambda turn, said: papers.send(
        turn, _period(turn, said), said.slots.get("format", "docx"), _structure(turn)
    ),
    "register": lambda turn, said: registration.begin(turn, said.slots.get("agency", "")),
    "help": lambda turn, _said: help.show(turn),
}
_OF_AN_AGENCY = ("due", "overdue", "tasks", "summary")
_NEEDS = {"task": ("task",), "history": ("task",), "search": ("query",)}


def _period(turn: Turn, understood: Understood) -> Period:
    return _stated_period(understood) or quarter_of(turn.today)


def _stated_period(understood: Understood) -> Period | None:
    stated = understood.slots.get("quarter") or understood.slots.get("year")
    return parse_code(str(stated)) if stated else None


def _not_understood(turn: Turn, understood: Understood) -> list[Message]:
    """Small talk gets a short word in private; a question in no known form gets an example."""
    if not turn.private and not turn.incoming.addressed:
        return []
    if understood.intent in ("task", "history"):
        return [turn.reply(_("Of which task? Write its code, e.g. “PL1-2”; all codes: /viec"))]
    if understood.intent == "none" and understood.confidence >= PLAIN:
        return [turn.reply(_("Yes. To look up: /quynay, /viec; how to report: /trogiup"))]
    if not turn.who.agencies:
        return [
            turn.reply(
                _(
                    "I did not understand. To look up: /quynay, /viec, /quahan, /tongketqua; all that I can do: /trogiup"
                )
            )
        ]
    return [
        turn.reply(
            _(
                "I did not understand; nothing was recorded. To report, write e.g. “PL1-2 submitted” or “PL1-2 70%”; to ask: /quynay, /viec, /trogiup"
            )
        )
    ]


def _edited(turn: Turn, understood: Understood) -> list[Message]:
    """An edited message changes nothing by itself: what was recorded stays until it is undone."""
    if understood.intent != "update" or not turn.who.agencies:
        return []
    return [
        turn.reply(
            _("An edited message is not read again. To mend a report, undo it (/hoantac) or send a new one.")
        )
    ]


def _with_file(turn: Turn, text: str) -> list[Message]:
    """A file or photo: its caption says what it is; without one, the task is asked for."""
    attachment = turn.incoming.attachment
    assert attachment is not None  # noqa: S101 - the caller has looked
    spoken_to = turn.private or turn.incoming.addressed
    understood = _understand(turn, text)
    if turn.private and _is_plan(turn, text, understood):
        return importing.receive(turn)
    if not turn.who.agencies:
        return (
            [turn.reply(_("Only focal points attach files to tasks. To register: /dangky"))]
            if spoken_to
            else []
        )
    refusal = files.refusal(turn, attachment)
    if refusal:
        return [turn.reply(refusal)] if spoken_to else []
    if turn.private and turn.may(Action.IMPORT_PLAN) and _may_be_plan(turn, understood):
        return importing.ask_what(turn)
    if not spoken_to and not _for_the_bot(turn, understood):
        return []
    return updates.report(turn, understood, files.keep(turn, attachment))


def with_kept(turn: Turn, text: str, file_id: int) -> list[Message]:
    """A file that was kept before, with the words that came with it."""
    return updates.report(turn, _understand(turn, text), file_id)


def press_what_file(turn: Turn, args: list[str]) -> list[Message]:
    """What the file is was said by a button."""
    question = turn.question("what_file", args[1])
    if question is None:
        return [turn.reply(_("This question is closed. Please send the file again."))]
    turn.done_asking()
    file_id, name = question.data["file"], question.data["name"]
    if args[0] == "plan" and turn.may(Action.IMPORT_PLAN):
        return importing.take_file(turn, file_id, name)
    return with_kept(turn, "", file_id)


_PLAN_WORDS = re.compile(r"\b(?:ke hoach|nhapkehoach|nhap|import|ban sua|sua doi|bo sung|thay the)\b")


def _is_plan(turn: Turn, text: str, understood: Understood) -> bool:
    """Whether a file is plainly a plan: asked for, called so, or sent by a coordinator who reports on nothing."""
    if importing.pasting(turn) is not None:
        return True
    if turn.incoming.reply_to is not None or _codes(understood) or _photo(turn):
        return False
    if text and _PLAN_WORDS.search(fold(text)):
        return True
    return turn.may(Action.IMPORT_PLAN) and not turn.who.agencies


def _may_be_plan(turn: Turn, understood: Understood) -> bool:
    """Whether a coordinator's file may as well be a plan: nothing says which task it belongs to."""
    about = turn.incoming.reply_to is not None or _codes(understood)
    question = dialogues.current(turn.tx, turn.dialogue_key)
    asked = question is not None and question.step in ("which", "blocked", "reason", "sure")
    return not about and not asked and understood.intent != "update" and not _photo(turn)


def _photo(turn: Turn) -> bool:
    attachment = turn.incoming.attachment
    return attachment is None or attachment.kind != "document"
