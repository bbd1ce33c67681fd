"""Who does what with an incoming message: a button, a command, the answer to a question, or words."""

from __future__ import annotations

import re

from dieuphoi.handlers import (
    agency_notices,
    arriving_files,
    command_names,
    consent,
    conversation,
    doors,
    examples,
    groups,
    hearing,
    importing,
    invitations,
    languages,
    open_question,
    questions,
    reachability,
    registration,
    spoken,
    two_groups,
    unknown_commands,
    which_plan,
)
from dieuphoi.handlers.commands import ANSWERS, COMMANDS, PRESSES, STILL_WAITS, Taker
from dieuphoi.handlers.messages import Chat, Event, Incoming, Message
from dieuphoi.handlers.office import Office
from dieuphoi.handlers.permissions import Place
from dieuphoi.handlers.short_words import bare
from dieuphoi.handlers.turn import Turn, place_of
from dieuphoi.storage import dialogues, people, rooms, shown
from dieuphoi.storage.database import Transaction
from dieuphoi.wording import _

_OWN_CANCEL = {"phone": ("bo qua", "skip")}  # leaves out the number alone
TEXT_LENGTH = 4_000  # a longer text is no report; it is answered, not searched
# What our buttons carry: a word, then numbers, words, a period, or a question's mark.
# What our buttons carry: numbers, words, the codes of periods (2022-Q1, 2022-H1, 2022-9M, 2022-03, a day to a day),
# parts of a scope (p1, d20220215), marks of questions.
_PERIOD = r"\d{4}-(?:Q[1-4]|H[12]|9M|\d{2})|\d{4}-\d{2}-\d{2}_\d{4}-\d{2}-\d{2}"
_DATA = re.compile(rf"[a-z]+(?::(?:\d{{0,9}}|[a-z_]+|{_PERIOD}|[pd]\d{{1,8}}|[0-9a-f]{{8}}))*", re.ASCII)


def handle(tx: Transaction, incoming: Incoming, office: Office) -> list[Message]:
    """Everything that is to be said because of what came in; changes are made in `tx`."""
    return languages.spoken(tx, lambda: _handle(tx, incoming, office), to=incoming.chat)


def _handle(tx: Transaction, incoming: Incoming, office: Office) -> list[Message]:
    if incoming.event is Event.MIGRATED:
        if incoming.new_chat_id:
            rooms.move(tx, incoming.chat.channel, incoming.chat.id, incoming.new_chat_id)
        return []
    who = people.identify(tx, incoming.chat.channel, incoming.sender.id, incoming.sender.name)
    if incoming.event is Event.BLOCKED:
        return reachability.closed(
            tx, incoming.chat.channel, incoming.sender.id, private=True, reason="blocked"
        )
    place, plans_here = place_of(tx, incoming.chat)
    turn = Turn(tx, incoming, who, office, place, plans_here, _pressed_on(tx, incoming), len(plans_here) > 1)
    if incoming.event in (Event.ADDED, Event.REMOVED):
        return groups.membership_changed(turn)
    if incoming.event is Event.UNBLOCKED:
        return []
    if incoming.event is Event.READ:
        return importing.was_read(turn)
    run_out = open_question.run_out(turn)
    before = dialogues.current(tx, turn.dialogue_key)
    if incoming.event is Event.PRESSED:
        messages = _pressed(turn)
        _leave_what_is_over(turn, before)
        messages = open_question.brought_to_mind(turn, before, messages, answering=True)
    else:
        messages = agency_notices.added(turn, incoming.text, _said(turn, before))
    open_question.keep_as_put(turn, messages)
    elsewhere = two_groups.told(turn, messages)
    return [*messages, *(run_out if messages else []), *consent.remind(turn), *elsewhere]


def _pressed_on(tx: Transaction, incoming: Incoming) -> int | None:
    if incoming.pressed_on is None:
        return None
    found = shown.find_by_vendor_id(tx, incoming.chat.key, incoming.pressed_on)
    return found["id"] if found else None


def _pressed(turn: Turn) -> list[Message]:
    action, *args = (turn.incoming.pressed or "").split(":")
    refusal = doors.press(turn, action)
    if refusal is not None:
        return refusal
    if action == "skip":
        return _answer(turn, only="phone") or [
            turn.reply(_("This question is closed. Please send it again."))
        ]
    handler = PRESSES.get(action)
    try:
        if action == "do" and _DATA.fullmatch(turn.incoming.pressed or ""):
            return _commanded(turn, args[0], "")
        if action == "wp" and _DATA.fullmatch(turn.incoming.pressed or ""):
            return _plan_picked(turn, args)
        if handler is not None and _DATA.fullmatch(turn.incoming.pressed or ""):
            with turn.tx.attempt():
                return handler(turn, args)
    except (ValueError, LookupError):  # no button of ours carries this: forged, or from an older version
        pass
    return [turn.reply(_("This button is no longer in use. See the tasks: /viec"))]


def _said(turn: Turn, before: dialogues.Dialogue | None) -> list[Message]:
    """The answer to words: to the question that waits (`before`), or to anything else, with a word that it waits."""
    text = turn.incoming.text.strip()
    if len(text) > TEXT_LENGTH and importing.pasting(turn) is None:
        if turn.private or turn.incoming.addressed:
            return [
                turn.reply(
                    _(
                        "The message is too long ({n} characters). Please write the task's code and its state, e.g. “{code} 70%”."
                    ).format(n=len(text), code=examples.code(turn))
                )
            ]
        return []
    code = invitations.code_in(text)
    if code and (turn.private or turn.incoming.addressed):
        return invitations.redeem(turn, code)
    command = command_names.split(text, COMMANDS)
    if command and command_names.is_sentence(command[0], COMMANDS):
        text, command = f"/{command[0]} {command[1]}".strip(), None
    elif command:
        done = _commanded(turn, *command)
        return open_question.brought_to_mind(turn, before, done)
    elif turn.incoming.event is not Event.EDITED:
        answer = _answer(turn)
        if answer is None:
            answer = consent.agreed_in_words(turn)
        if answer is not None:
            _leave_what_is_over(turn, before)
            return open_question.brought_to_mind(turn, before, answer, answering=True)
        if said := _spoken(turn, text):
            return open_question.brought_to_mind(turn, before, _commanded(turn, *said))
    if turn.private and not turn.who.known:
        return conversation.hear_stranger(turn, text) if turn.incoming.event is not Event.EDITED else []
    if turn.place is Place.FOREIGN_GROUP:
        return groups.not_bound(turn) if turn.incoming.addressed else []
    return open_question.brought_to_mind(turn, before, _about(turn, text))


def _spoken(turn: Turn, text: str) -> tuple[str, str] | None:
    """The command that words to the bot stand for; a file's caption, and what somebody else wrote, are none."""
    incoming = turn.incoming
    own = incoming.attachment is None and incoming.forwarded_from is None
    heard = turn.private or (incoming.addressed and turn.place is Place.BOUND_GROUP)
    return spoken.command(turn, text) if own and heard else None


def _about(turn: Turn, text: str) -> list[Message]:
    """Words, about the plan that they name where they name one."""
    seen = which_plan.named(turn, text)
    if isinstance(seen, Message):
        return [seen] if turn.private or turn.incoming.addressed else []
    return conversation.hear(seen, text if seen is turn else seen.incoming.text)


def _plan_picked(turn: Turn, args: list[str]) -> list[Message]:
    """Which plan was meant: the message of before is handled with that plan in view."""
    question = turn.question("which_plan", args[1])
    seen = which_plan.picked(turn, int(args[0]), question.data) if question else None
    if question is None or seen is None:
        return [turn.reply(_("This question is closed, or somebody else's. Please send it again."))]
    text, file_id = seen.incoming.text.strip(), question.data["file"]
    command = command_names.split(text, COMMANDS)
    if command:
        return COMMANDS[command[0]](seen, command[1])
    return conversation.hear(seen, text) if file_id is None else arriving_files.with_kept(seen, text, file_id)


def _commanded(turn: Turn, name: str, argument: str) -> list[Message]:
    """A command leaves whatever question was open: it can be taken up again later."""
    if turn.incoming.event is Event.EDITED:
        return []
    if name == "start":
        name = "dangky" if turn.private and not turn.who.known else "trogiup"
        argument = ""
    handler = COMMANDS.get(name)
    if handler is None:
        if turn.private or turn.incoming.addressed:
            return unknown_commands.offer(turn, name, argument, COMMANDS)
        return []
    refusal = doors.command(turn, name)
    if refusal is not None:
        return refusal
    seen = which_plan.of_command(turn, name, argument)
    return [seen] if isinstance(seen, Message) else handler(*seen)


def _answer(turn: Turn, only: str | None = None) -> list[Message] | None:
    """The answer to an open question; None where none waits, or where this is plainly something else."""
    question = dialogues.current(turn.tx, turn.dialogue_key)
    if question is None or (only is not None and question.step != only):
        return None
    if only == "phone":
        return registration.skip_phone(turn, question.data)
    taker = ANSWERS.get(question.step)
    if not _may_answer(turn, question) or hearing.is_something_else(turn, question):
        return None
    if open_question.is_cancel(turn.incoming.text):
        return _dropped(turn, question, taker)
    return taker(turn, question.data) if taker else None


def _dropped(turn: Turn, question: dialogues.Dialogue, taker: Taker | None) -> list[Message]:
    """ "Thôi", "bỏ qua" in words: what the question itself takes by that, else it is dropped."""
    own = bare(turn.incoming.text) in _OWN_CANCEL.get(question.step, ())
    said = taker(turn, question.data) if taker and own else None
    return said if said is not None else questions.no(turn, [question.mark])


def _leave_what_is_over(turn: Turn, before: dialogues.Dialogue | None) -> None:
    """Of the questions that were left, those that need no answer any more are not asked again."""
    now = dialogues.current(turn.tx, turn.dialogue_key)
    while now and now.asked and before and now.mark != before.mark:
        still = STILL_WAITS.get(now.step)
        if still is None or still(turn, now.data):
            return
        turn.done_asking()
        now = dialogues.current(turn.tx, turn.dialogue_key)


def _may_answer(turn: Turn, question: dialogues.Dialogue) -> bool:
    """Whether a message can answer a question: words or a contact, said to the bot; a file is a matter of its own."""
    incoming = turn.incoming
    said = bool(incoming.text.strip()) or incoming.contact is not None
    heard = said and incoming.attachment is None and (turn.private or incoming.addressed)
    return heard and doors.may_answer(turn, question.step)


def set_aside(tx: Transaction, incoming: Incoming | None, row_id: int) -> list[Message]:
    """What the sender and the operators hear when a message could not be handled."""
    messages = []
    if incoming is not None and (incoming.chat.private or incoming.addressed):
        text = _(
            "Sorry, this message could not be handled (No. {n}); the operator has been told. Nothing was recorded. Please try again, or use the buttons."
        )
        messages.append(Message(incoming.chat, text.format(n=row_id)))
    notice = _("Message No. {n} could not be handled and was set aside. See: dieuphoi doctor").format(
        n=row_id
    )
    accounts = people.accounts(tx, people.with_role(tx, "operator"))
    for places in accounts.values():
        channel, external_id = places[0]
        messages.append(Message(Chat(channel, external_id, private=True), notice, kind="notice"))
    return messages
