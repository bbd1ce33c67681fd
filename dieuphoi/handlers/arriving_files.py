"""Files and photos that come in: a plan, or the evidence of a report, by what is said with them."""

from __future__ import annotations

import re

from dieuphoi.handlers import albums, files, importing, line_answers, numbers, updates, working_together
from dieuphoi.handlers.hearing import codes, for_the_bot, read
from dieuphoi.handlers.messages import Attachment, Message
from dieuphoi.handlers.permissions import Action
from dieuphoi.handlers.turn import Turn
from dieuphoi.handlers.understanding import Understood
from dieuphoi.plan.text import fold
from dieuphoi.storage import dialogues, tasks
from dieuphoi.storage import files as kept
from dieuphoi.wording import _

NO_PAPER = ("voice", "other")  # voice, video notes, stickers, places, polls: nothing that can be attached


def receive(turn: Turn, text: str) -> list[Message]:
    """A file or photo: its caption says what it is; without one, the task is asked for."""
    attachment = turn.incoming.attachment
    assert attachment is not None  # noqa: S101 - the caller has looked
    spoken_to = turn.private or turn.incoming.addressed
    if attachment.kind in NO_PAPER:
        return [turn.reply(_in_words(turn, files.refusal(turn, attachment)))] if spoken_to else []
    understood = read(turn, text)
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
    key = turn.incoming.album_key
    if not spoken_to and not for_the_bot(turn, understood) and not (key and albums.known(turn, key)):
        return albums.overhear(turn, lambda: files.keep(turn, attachment)) if key and not text else []
    if key is None:
        return _answer(turn, text, understood, attachment)
    wrong = files.wrong_type(attachment.name, attachment.content)
    if wrong:
        return [turn.reply(wrong)]
    return albums.receive(
        turn,
        key,
        text,
        lambda: files.keep(turn, attachment),
        lambda: _answer(turn, text, understood, attachment),
    )


def _in_words(turn: Turn, refusal: str) -> str:
    """Why it can't be read, and what the sender could write instead."""
    own = updates.own_open(turn)
    example = f"{own[0].code} 70%" if own else "/tongketqua" if turn.may(Action.SEE_TOTALS) else "/quynay"
    return refusal + " " + _("For example: “{example}”.").format(example=example)


def for_the_file(turn: Turn, understood: Understood) -> int | None:
    """A file about which it was asked which task it belongs to, where a report on one's own task answers that."""
    question = turn.question("which")
    proposal = question.data["proposal"] if question else {}
    if understood.intent != "update" or not proposal.get("file_id") or proposal.get("state"):
        return None
    items = [item for code in codes(understood) for item in tasks.by_code(turn.tx, code, turn.plan_ids)]
    if not any(turn.may(Action.REPORT, item) for item in items):
        return None
    turn.done_asking()
    return int(proposal["file_id"])


def _answer(turn: Turn, text: str, understood: Understood, attachment: Attachment) -> list[Message]:
    if turn.private and turn.may(Action.IMPORT_PLAN) and _may_be_plan(turn, understood):
        return importing.ask_what(turn)
    return with_kept(turn, text, files.keep(turn, attachment))


def _file_of(turn: Turn, text: str, understood: Understood, file_id: int) -> list[Message]:
    """A kept file: the answer to a question for a number, a coordinating agency's, or one of a report."""
    answer = numbers.take_file(turn, text, understood, file_id)
    if answer is not None:
        return answer
    together = working_together.with_file(turn, text, understood, file_id)
    return updates.report(turn, understood, file_id) if together is None else together


def with_kept(turn: Turn, text: str, file_id: int) -> list[Message]:
    """A file that was kept before, with the words that came with it; one of which nothing comes is not kept."""
    wrong = files.wrong_kept(turn, file_id)
    if wrong:
        kept.drop_unused(turn.tx, [file_id])
        return [turn.reply(wrong)]
    answer = line_answers.answer(turn, text, file_id=file_id) if text else None
    if answer is None:
        answer = _file_of(turn, text, read(turn, text), file_id)
    question = dialogues.current(turn.tx, turn.dialogue_key)
    if question is None or file_id not in albums.files_in(question):
        kept.drop_unused(turn.tx, [file_id])
    return answer


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
    if turn.incoming.reply_to is not None or codes(understood) or _photo(turn):
        return False
    if text and _PLAN_WORDS.search(fold(text)):
        return True
    return turn.may(Action.IMPORT_PLAN) and not turn.who.agencies


def _may_be_plan(turn: Turn, understood: Understood) -> bool:
    """Whether a coordinator's file may as well be a plan: nothing says which task it belongs to."""
    about = turn.incoming.reply_to is not None or codes(understood)
    question = dialogues.current(turn.tx, turn.dialogue_key)
    asked = question is not None and question.step in ("which", "blocked", "reason", "sure", "number")
    return not about and not asked and understood.intent != "update" and not _photo(turn)


def _photo(turn: Turn) -> bool:
    attachment = turn.incoming.attachment
    return attachment is None or attachment.kind != "document"
