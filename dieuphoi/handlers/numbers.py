"""The number and the day of the document that a task was done with: as an answer, later by themselves, or as a file."""

from __future__ import annotations

from typing import Any

from dieuphoi.handlers import examples, number_question, number_words, phrases
from dieuphoi.handlers.hearing import codes
from dieuphoi.handlers.messages import RECORDED, Button, Message, bold
from dieuphoi.handlers.number_words import Typed
from dieuphoi.handlers.permissions import Action
from dieuphoi.handlers.proposals import Proposal
from dieuphoi.handlers.questions import consider
from dieuphoi.handlers.turn import Turn
from dieuphoi.handlers.understanding import Understood
from dieuphoi.handlers.updates import own_part, replied_to
from dieuphoi.plan.history import Kind
from dieuphoi.storage import involved, log, tasks
from dieuphoi.wording import _


def take_number(turn: Turn, data: dict[str, Any]) -> list[Message] | None:
    """The number was typed, or that there is none yet; None for what is about something else."""
    typed, item = number_words.read(turn.incoming.text, turn.today), _asked_about(turn, data)
    if item is None:
        turn.done_asking()
    if typed is None or item is None or typed.codes not in ((), (item.code,)):
        return None
    if typed.number is None and not typed.none_yet:
        text = _(
            "And the number? Write it with the day, e.g. “12/QĐ-UBND of 28/3”; or press “No number yet”."
        )
        return [turn.reply(turn.in_words(text))]
    return _answered(turn, item, typed, data)


def press_none(turn: Turn, args: list[str]) -> list[Message]:
    """The button "no number yet" was pressed."""
    question = turn.question(number_question.STEP, args[0])
    item = _asked_about(turn, question.data) if question else None
    if question is None or item is None:
        text = _("This question is closed. To add a number: “{code} No. 12/QĐ-UBND of 28/3”.")
        return [turn.reply(text.format(code=item.code if item else examples.code(turn)))]
    return _answered(turn, item, Typed(none_yet=True), question.data)


def still_waits(turn: Turn, data: dict[str, Any]) -> bool:
    """Whether the task that the question is about still lacks its number."""
    item = _asked_about(turn, data)
    return item is not None and item.without_number


def _asked_about(turn: Turn, data: dict[str, Any]) -> tasks.Item | None:
    """The task that the question is about; none once it is open again: it was returned or undone meanwhile."""
    item = tasks.get(turn.tx, data["assignments"][0])
    if item is None or item.open or not turn.sees(item.plan_id):
        return None
    return item if turn.may(Action.REPORT, item) else None


def _answered(turn: Turn, item: tasks.Item, typed: Typed, data: dict[str, Any]) -> list[Message]:
    """Record the answer, then ask about the next task that lacks a number."""
    turn.done_asking()
    answers = _record(turn, item, typed)
    if turn.question("sure") is not None:
        return answers
    others = tasks.many(turn.tx, data["assignments"][1:])
    text, choices = number_question.ask(turn, [other for other in others if turn.may(Action.REPORT, other)])
    return [*answers, *([turn.reply("\n".join(text), choices, kind="question")] if text else [])]


def _record(turn: Turn, item: tasks.Item, typed: Typed) -> list[Message]:
    if typed.none_yet:
        return [_none_yet(turn, item)]
    report = Proposal(item.id, document_number=typed.number, document_date=typed.day)
    return consider(turn, [(item, report)], sure=True)


def _none_yet(turn: Turn, item: tasks.Item) -> Message:
    if not item.without_number:
        text = _("{code}: {state}. Nothing was changed.")
        return turn.reply(text.format(code=bold(item.code), state=phrases.standing(item)), about=[item.id])
    entry_id = log.append(
        turn.tx,
        item.id,
        Kind.DOCUMENT,
        channel=turn.incoming.chat.channel,
        person_id=turn.who.person_id,
        agency_id=involved.is_lead(turn.tx, item.id, turn.who.agency_ids),
        message=turn.incoming.message_key,
    )
    text = _("Noted: {code} has no document number yet. Once it has: “{bare} No. 12/QĐ-UBND of 28/3”.")
    undo = Button(_("Undo {code}").format(code=item.code), f"u:{entry_id}")
    said = text.format(code=phrases.code(item, several=turn.several), bare=item.code)
    return turn.reply(said, [[undo]], about=[item.id], kind=RECORDED)


def later(turn: Turn) -> list[Message] | None:
    """ "PL1-2 chưa có số", or a number in reply to a message about one task that is done; None for anything else.

    A number beside a code is a report like any other: recording sees that it only adds the number.
    """
    typed = number_words.read(turn.incoming.text, turn.today)
    if typed is None or not turn.who.agencies or len(typed.codes) > 1:
        return None
    if typed.codes:
        item = own_part(turn, typed.codes[0])[0] if typed.none_yet else None
    else:
        replied = replied_to(turn)
        item = replied[0] if len(replied) == 1 else None
    if item is None or item.open or (typed.number is None and not typed.none_yet):
        return None
    return _record(turn, item, typed)


def take_file(turn: Turn, text: str, understood: Understood, file_id: int) -> list[Message] | None:
    """A photo or file answers the question, with the number in its caption or without; None where it belongs elsewhere."""
    question = turn.question(number_question.STEP)
    item = _asked_about(turn, question.data) if question else None
    typed = number_words.read(text, turn.today) or Typed()
    elsewhere = turn.incoming.reply_to is not None or set(codes(understood)) - {item.code if item else ""}
    if item is None or elsewhere or (text.strip() and typed == Typed()):
        return None
    turn.done_asking()
    report = Proposal(item.id, document_number=typed.number, document_date=typed.day, file_id=file_id)
    return consider(turn, [(item, report)], sure=True)
