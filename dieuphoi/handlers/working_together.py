"""Words between the lead and coordinating agencies, heard beside the understanding of reports and questions.

Only what is said to the bot: in a group, talk between people is none of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from dieuphoi.handlers import comments, examples, part_answers, part_choices, part_sentences
from dieuphoi.handlers.hearing import PLAIN, QUERIES
from dieuphoi.handlers.messages import LABEL, Button, Message
from dieuphoi.handlers.part_asking import Ask, ask_agency, go_on
from dieuphoi.handlers.part_people import cannot, open_request, part_of
from dieuphoi.handlers.part_sentences import Comment, Request
from dieuphoi.handlers.permissions import Action
from dieuphoi.handlers.proposals import shortened
from dieuphoi.handlers.turn import Turn, leave_button
from dieuphoi.handlers.understanding import Understood
from dieuphoi.handlers.understanding.codes import find as find_codes
from dieuphoi.plan.history import Kind
from dieuphoi.storage import dialogues, parts, rules, shown, tasks
from dieuphoi.storage.tasks import Item
from dieuphoi.wording import _

_CHOICES = 8


def heard(turn: Turn, text: str, understood: Understood) -> list[Message] | None:
    """The answer where a message asks for a part or comments; None where it is something else."""
    if not turn.who.known or turn.who.person_id is None or not text.strip():
        return None
    asked = part_sentences.request(
        text, turn.today, turn.office.names.known(turn.tx).names, lambda: rules.working_days(turn.tx)
    )
    if asked is not None and (answer := _asks(turn, asked)) is not None:
        return answer
    said = part_sentences.comment(text)
    if said is not None:
        return _comments(turn, said)
    if next(iter(find_codes(text)), None) is None:
        return _replies(turn, text, understood)
    return None


def _asks(turn: Turn, asked: Request) -> list[Message] | None:
    """A request for parts, by who may ask; None for anybody else, who may mean something else by it."""
    codes = [asked.code] if asked.code else []
    items = [i for code in codes for i in tasks.by_code(turn.tx, code, turn.plan_ids)] or _replied(turn)
    if not any(turn.may(Action.ASK_PART, item) for item in items):
        return _may_not_ask(turn, asked, items)
    item = part_of(turn, asked.code, Action.ASK_PART) if asked.code else items[0]
    if isinstance(item, list):
        return item
    ask = Ask(item.id, what=asked.what or _comment(), until=asked.until.isoformat() if asked.until else "")
    if asked.everyone:
        return go_on(turn, _with(ask, part_choices.named(turn.tx, item)))
    found = [turn.office.names.agency(turn.tx, name) for name in asked.agencies]
    strange = [a.name for a in found if a is not None and not part_choices.helps(turn.tx, item, a.id)]
    if strange:
        return [ask_agency(turn, item, ask, above=part_choices.not_helping(item, ", ".join(strange)))]
    return go_on(turn, _with(ask, [agency.id for agency in found if agency is not None]))


def _may_not_ask(turn: Turn, asked: Request, items: Sequence[Item]) -> list[Message] | None:
    """The task is missing, or another agency leads it; None where the sentence may mean something else."""
    if not (asked.agencies or asked.everyone):
        return None
    if not items and asked.code is None and turn.who.agencies:
        return [
            turn.reply(
                _("Of which task? Write e.g. “đề nghị Sở Tài chính góp ý {code} trước 10/3”.").format(
                    code=examples.code(turn)
                )
            )
        ]
    helped = [item for item in items if turn.helping(item) is not None]
    return [turn.reply(cannot(turn, helped[0], Action.ASK_PART))] if helped else None


def _comment() -> str:
    return _("give your comments")


def _with(ask: Ask, agency_ids: Sequence[int]) -> Ask:
    return Ask(ask.assignment, tuple(agency_ids), ask.what, ask.until)


def _replied(turn: Turn) -> list[Item]:
    """The one open task that the message replied to speaks of, in a plan that is in view."""
    about = turn.about_of(turn.incoming.reply_to) if turn.incoming.reply_to else []
    items = [item for item in tasks.many(turn.tx, about) if item.plan_id in turn.plan_ids]
    return items if len(items) == 1 else []


def _comments(turn: Turn, said: Comment) -> list[Message] | None:
    """A comment with the task's code; a lead's is a report, and is left to be understood as one."""
    items = tasks.by_code(turn.tx, said.code, turn.plan_ids)
    if not items or any(turn.may(Action.REPORT, item) for item in items):
        return None
    if not any(turn.may(Action.COMMENT, item) for item in items):
        plain = said.sure and not said.none and bool(turn.who.agencies)
        return [turn.reply(cannot(turn, items[0], Action.COMMENT))] if plain else None
    item = part_of(turn, said.code, Action.COMMENT)
    if isinstance(item, list):
        return item
    request = open_request(turn, item)
    if said.none and request is not None:
        return part_answers.answer(turn, request, item, Kind.PART_NONE)
    if said.sure or request is not None:
        return comments.contribute(turn, item, said.words)
    return comments.instead_of_report(turn, item, said.words)


def _replies(turn: Turn, text: str, understood: Understood) -> list[Message] | None:
    """Words in reply to a card, a notice or a request: a comment, or the answer that was asked for."""
    items = [item for item in _replied(turn) if turn.may(Action.COMMENT, item)]
    if not items or (understood.intent in QUERIES and understood.confidence >= PLAIN):
        return None
    words = part_sentences.without_opening(text)
    request = open_request(turn, items[0])
    if request is not None and _to_request(turn):
        none = part_sentences.says_nothing(text)
        return part_answers.answer(turn, request, items[0], Kind.PART_NONE if none else Kind.PART_DONE, words)
    if understood.intent == "update" and understood.slots.get("status") is not None:
        return comments.instead_of_report(turn, items[0], words)
    return comments.contribute(turn, items[0], words)


def _to_request(turn: Turn) -> bool:
    """Whether the message replied to is a request for a part."""
    found = shown.find_by_vendor_id(turn.tx, turn.incoming.chat.key, turn.incoming.reply_to or "")
    return found is not None and found["kind"] == parts.ASKED


def with_file(turn: Turn, text: str, understood: Understood, file_id: int) -> list[Message] | None:
    """A file of a coordinating agency's; None where it is none of theirs, or the sender reports on the task."""
    question = dialogues.current(turn.tx, turn.dialogue_key)
    codes = {str(mark.value) for mark in find_codes(text)}
    if question is not None and question.step == "comment" and not codes:
        return comments.take(turn, question.data, file_id)
    words = text.strip() or None
    if not codes and turn.incoming.reply_to is None:
        return _which(turn, words, file_id)
    if len(codes) > 1:
        return None
    code = next(iter(codes), None)
    items = tasks.by_code(turn.tx, code, turn.plan_ids) if code else _replied(turn)
    if any(turn.may(Action.REPORT, item) for item in items):
        return None
    if not any(turn.may(Action.COMMENT, item) for item in items):
        return None
    item = part_of(turn, code, Action.COMMENT, file_id) if code else items[0]
    if isinstance(item, list):
        return item
    if understood.intent == "update" and understood.slots.get("status") is not None:
        return comments.instead_of_report(turn, item, words or "", file_id)
    said = part_sentences.comment(text)
    return comments.contribute(turn, item, said.words if said else _beyond_code(text), file_id)


def _beyond_code(text: str) -> str | None:
    """What a caption says besides the task's code."""
    mark = next(iter(find_codes(text)), None)
    rest = text[: mark.start] + text[mark.end :] if mark else text
    return rest.strip(" \n:;,.–-") or None


def _which(turn: Turn, words: str | None, file_id: int) -> list[Message] | None:
    """A file without a task, from somebody who leads none: one of those that wait for their answer."""
    if words is not None or tasks.count(turn.tx, _led(turn))[0]:
        return None
    waiting = parts.waiting(turn.tx, agency_ids=turn.who.agency_ids, plan_ids=turn.plan_ids)
    items = tasks.many(turn.tx, [request.assignment_id for request in waiting])[:_CHOICES]
    if not items:
        return None
    mark = turn.ask("instead", assignment=None, request=None, words="", file=file_id)
    rows = [
        [Button(shortened(f"{item.code} · {item.short_title}", LABEL), f"cf:{item.id}:{mark}")]
        for item in items
    ]
    text = _("To which task does the file belong? Choose it; nothing is recorded yet.")
    return [turn.reply(text, [*rows, [leave_button(mark)]], kind="question")]


def _led(turn: Turn) -> tasks.Filter:
    return tasks.Filter(turn.plan_ids, agency_ids=turn.who.agency_ids, open_only=True)


def press_file(turn: Turn, args: list[str]) -> list[Message]:
    """The task was chosen that a file belongs to."""
    question = turn.question("instead", args[1])
    item = tasks.get(turn.tx, int(args[0]))
    if question is None or item is None or not turn.may(Action.COMMENT, item):
        return [turn.reply(_("This question is closed. Please send the file again."))]
    turn.done_asking()
    return comments.contribute(turn, item, None, question.data["file"])
