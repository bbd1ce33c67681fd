"""Words, neither command nor button: understood, and answered or recorded; in the group mostly silence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from dieuphoi.handlers import (
    arriving_files,
    blocker_list,
    card,
    contacts,
    directions,
    edited,
    extensions,
    forwarded,
    help,  # noqa: A004 - the room's name,
    history,
    line_answers,
    lists,
    not_understood,
    number_corrections,
    numbers,
    papers,
    percents,
    registration,
    scope_words,
    searching,
    standing_in_news,
    structure_words,
    summary,
    task_files,
    updates,
    working_together,
)
from dieuphoi.handlers.hearing import PLAIN, for_the_bot, read
from dieuphoi.handlers.messages import Event, Message
from dieuphoi.handlers.permissions import Action
from dieuphoi.handlers.turn import Turn
from dieuphoi.handlers.understanding import Understood
from dieuphoi.plan.periods import Period, parse_code, quarter_of
from dieuphoi.plan.results import State
from dieuphoi.storage.agencies import Agency
from dieuphoi.wording import _

CARDS = 3  # that are shown at once where several tasks are asked about


def hear(turn: Turn, text: str) -> list[Message]:
    """Answer a message in words, or keep silent in the group where it is not for the bot."""
    if turn.incoming.event is Event.EDITED:
        return edited.hear(turn, text)
    if turn.incoming.forwarded_from is not None:
        question = forwarded.ask(turn, text)
        if question is not None:
            return question
    if turn.incoming.attachment is not None:
        return arriving_files.receive(turn, text)
    directed = directions.heard(turn, text) if turn.private or turn.incoming.addressed else None
    if directed is not None:
        return directed
    understood = read(turn, text)
    if not turn.private and not turn.incoming.addressed and not for_the_bot(turn, understood):
        return []
    if turn.private or turn.incoming.addressed:
        together = working_together.heard(turn, text, understood)
        if together is not None:
            return together
    file_id = arriving_files.for_the_file(turn, understood)
    if file_id is not None:
        return arriving_files.with_kept(turn, text, file_id)
    answer = line_answers.answer(turn, text)
    return answer if answer is not None else _act(turn, understood)


def hear_stranger(turn: Turn, text: str) -> list[Message]:
    """Somebody who is not known yet writes in private: registering, by words too; or how to."""
    understood = read(turn, text)
    if understood.intent == "register" and understood.slots.get("agency"):
        return registration.begin(turn, understood.slots["agency"])
    if understood.intent == "help" and understood.confidence >= PLAIN:
        return help.show(turn)
    if later := standing_in_news.later(turn):
        return [turn.reply(later)]
    if turn.who.full_name and understood.intent in ("update", "extend", "undo"):
        return [
            turn.reply(
                _(
                    "You are not a focal point of any agency now; nothing was recorded. To register again: /dangky"
                )
            )
        ]
    return registration.resume(turn)


def _act(turn: Turn, understood: Understood) -> list[Message]:
    told = (
        percents.refused(turn, understood)
        or numbers.later(turn)
        or number_corrections.heard(turn, turn.incoming.text)
        or task_files.asked(turn)
    )
    if told:
        return told
    answer = _ANSWERS.get(understood.intent)
    if understood.intent == "task" and understood.slots.get("tasks"):
        return [message for code in understood.slots["tasks"][:CARDS] for message in card.find(turn, code)]
    if answer is None or any(not understood.slots.get(slot) for slot in _NEEDS.get(understood.intent, ())):
        return not_understood.answer(turn, understood)
    if _asks_for_blockers(turn, understood):
        return blocker_list.command(turn)
    if understood.intent in _OF_AN_AGENCY and understood.slots.get("agency"):
        sure, near = turn.office.names.meant(turn.tx, understood.slots["agency"], _structure(turn))
        if sure is None and near:  # one that was divided: which of its successors?
            return lists.of_which(turn, near)
    return answer(turn, understood)


def _asks_for_blockers(turn: Turn, understood: Understood) -> bool:
    """ "Vướng mắc" and nothing more, said by somebody who reports on no task, asks for the list."""
    alone = understood.slots == {"status": State.BLOCKED.value}
    return understood.intent == "update" and alone and not turn.who.agencies and turn.may(Action.SEE_BLOCKERS)


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
    scope = scope_words.spoken(turn, turn.incoming.text, _agency(turn, understood))
    if isinstance(scope, Message):
        return [scope]
    return summary.show(turn, scope if scope.period else replace(scope, period=_stated_period(understood)))


def _due(turn: Turn, understood: Understood) -> list[Message]:
    return lists.show(turn, lists.Wanted("due", _period(turn, understood), _agency_id(turn, understood)))


def _tasks(turn: Turn, understood: Understood) -> list[Message]:
    status = understood.slots.get("status")
    if status == State.BLOCKED and not understood.slots.get("agency"):
        return blocker_list.command(turn)
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
    "contact": lambda turn, said: (
        contacts.without(turn) if said.lacking else contacts.show(turn, said.slots.get("agency"))
    ),
    "report": lambda turn, said: papers.send(
        turn,
        scope_words.period_in(turn.incoming.text, turn.today) or _period(turn, said),
        said.slots.get("format", "docx"),
        _structure(turn),
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


def press_forwarded(turn: Turn, args: list[str]) -> list[Message]:
    """What somebody else wrote is to count as the sender's own report."""
    question = turn.question("forwarded", args[0])
    if question is None:
        return [turn.reply(_("This question is closed. Please send it again."))]
    turn.done_asking()
    data = question.data
    said = replace(turn.incoming, event=Event.MESSAGE, text=data["text"], reply_to=data["reply_to"])
    seen = replace(turn, incoming=said)
    if data["file"] is not None:
        return arriving_files.with_kept(seen, said.text, data["file"])
    return hear(seen, said.text)
