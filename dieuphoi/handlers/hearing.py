"""What a message in words means, and whether it is for the bot."""

from __future__ import annotations

import re
from typing import Literal

from dieuphoi.handlers import spoken, structure_words
from dieuphoi.handlers.office import Office
from dieuphoi.handlers.permissions import Action
from dieuphoi.handlers.turn import Turn
from dieuphoi.handlers.understanding import Understood, understand
from dieuphoi.handlers.understanding.codes import find as find_codes
from dieuphoi.handlers.understanding.directions import direction
from dieuphoi.handlers.understanding.letters import plain_letters
from dieuphoi.handlers.understanding.reading import plain_text
from dieuphoi.handlers.understanding.words import cue
from dieuphoi.storage import tasks
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.dialogues import Dialogue

# Questions about one task that any words may answer; those of the second kind may speak of anything.
_IN_FREE_WORDS = frozenset(("blocked", "reason", "waits_for"))
_OF_ANYTHING = frozenset(("comment", "extend_reason", "decline_reason", "blocker_answer"))
_A_NAME = frozenset(("stand_in_who", "lead_agency"))  # of a person or an agency, which no report is
_A_DAY = frozenset(("extend_until", "other_day"))
_ASKING = re.compile(r"\?|(?<!\w)(?:gi|nao|bao nhieu|viec|nhiem vu|danh sach|xem)(?!\w)")
_FEW = 5  # words
_SHORT_FOR_A_PARAGRAPH = 12
PLAIN = 0.8  # in the group an unaddressed report must be this plain
QUERIES = frozenset(
    ("due", "overdue", "task", "tasks", "summary", "search", "report", "history", "contact", "help")
)  # what asks, and records nothing

# What is neither a name nor a position; "contact", "search" and "report" may be one ("Báo cáo viên").
_NO_ANSWER_OF_A_STRANGER = frozenset(
    ("due", "overdue", "task", "tasks", "summary", "help", "update", "extend")
)


_NO_NAMES = frozenset(("due", "overdue", "summary", "undo", "help"))


def warm_up(tx: Transaction, office: Office) -> None:
    """Understand a first message, so that nobody waits while names and patterns are made ready."""
    understand("quý này có việc gì?", chat="private", today=tx.now.date(), known=office.names.known(tx))


def read(turn: Turn, text: str) -> Understood:
    """What a text means, said by the sender here and today."""
    chat: Literal["private", "group"] = "private" if turn.private else "group"
    said, _day, _wrong = structure_words.split(text)
    return understand(said, chat=chat, today=turn.today, known=turn.office.names.known(turn.tx))


def for_the_bot(turn: Turn, understood: Understood) -> bool:
    """In the group: a question that the bot surely understands, or a plain report on a task of the sender's."""
    if understood.intent in ("due", "overdue", "task", "tasks", "summary"):
        return understood.confidence >= PLAIN
    if understood.intent not in ("update", "extend") or understood.confidence < PLAIN:
        return False
    items = [i for code in codes(understood) for i in tasks.by_code(turn.tx, code, turn.plan_ids)]
    return any(turn.may(Action.REPORT, item) for item in items) or _reply_to_bot(turn)


def codes(understood: Understood) -> list[str]:
    """The codes of the tasks that a message names."""
    slots = understood.slots
    named = slots.get("tasks") or [u["task"] for u in slots.get("updates", ())] or [slots.get("task")]
    return [code for code in named if code]


def _reply_to_bot(turn: Turn) -> bool:
    return turn.incoming.reply_to is not None and bool(turn.about_of(turn.incoming.reply_to))


def is_something_else(turn: Turn, question: Dialogue) -> bool:
    """Whether a text, while a reason is waited for, is plainly none: a question for lists, or about another task."""
    if (
        question.step == "agency"
    ):  # "đăng ký làm đầu mối Sở Y tế" names it in a sentence; "hướng dẫn" asks for help
        understood = read(turn, turn.incoming.text)
        return understood.intent in ("register", "help") and understood.confidence >= PLAIN
    if question.step in (
        "consent",
        "name",
        "position",
        "phone",
    ):  # of a stranger, who may ask or report instead
        understood = read(turn, turn.incoming.text)
        asks = understood.intent in _NO_ANSWER_OF_A_STRANGER and understood.confidence >= PLAIN
        return asks or spoken.command(turn, turn.incoming.text) is not None
    if question.step in _A_NAME:
        return _is_no_name(turn)
    if question.step == "paragraph":
        return _is_no_paragraph(turn)
    if _directs_another(turn, question):
        return True
    if question.step not in _IN_FREE_WORDS | _OF_ANYTHING | _A_DAY:
        return False
    understood = read(turn, turn.incoming.text)
    if question.step in _OF_ANYTHING | _A_DAY:
        asks = understood.intent in ("due", "overdue", "tasks", "summary") and understood.confidence >= PLAIN
        if question.step in _A_DAY:  # "hết quý II" is a day; "quý II có việc gì" asks
            return _names_another(turn, question, understood) or (
                asks and bool(_ASKING.search(plain_letters(turn.incoming.text)))
            )
        if question.step == "comment":  # "tổng kết" may be what it is about
            return asks and turn.incoming.text.rstrip().endswith("?")
        return _says_anew(turn, understood) or (asks and _in_few_words(turn.incoming.text))
    if understood.intent in ("due", "overdue", "tasks", "summary"):
        return understood.confidence >= PLAIN
    if question.step == "waits_for" and _says_anew(turn, understood):
        return True
    return _names_another(turn, question, understood)


def _is_no_name(turn: Turn) -> bool:
    """Whether words are plainly about a task, ask for help, take something back, or thank."""
    understood = read(turn, turn.incoming.text)
    plainly = understood.confidence >= PLAIN and (codes(understood) or understood.intent in _NO_NAMES)
    return bool(plainly or cue("spoken.thanks").match(plain_text(turn.incoming.text)))


def _is_no_paragraph(turn: Turn) -> bool:
    """Whether a short text asks for something or directs something: a paragraph of a report tells."""
    text = turn.incoming.text
    if len(text.split()) > _SHORT_FOR_A_PARAGRAPH:
        return False
    understood = read(turn, text)
    asks = understood.intent in QUERIES and understood.confidence >= PLAIN
    return asks or text.rstrip().endswith("?") or direction(text) is not None


def _in_few_words(text: str) -> bool:
    """Whether a text is a question, or as short as one typed on a phone: "tổng kết quý 1"."""
    return text.rstrip().endswith("?") or len(text.split()) <= _FEW


def _says_anew(turn: Turn, understood: Understood) -> bool:
    """Whether words begin with a task's code and report on it, or ask for its extension: no reason does."""
    plainly = understood.intent in ("update", "extend") and understood.confidence >= PLAIN
    first = next(find_codes(turn.incoming.text), None)
    return plainly and first is not None and first.start == 0


def _directs_another(turn: Turn, question: Dialogue) -> bool:
    """Whether a whole message directs something about a task that the question is not about."""
    directed = direction(turn.incoming.text)
    item = tasks.get(turn.tx, question.data.get("assignment") or 0)
    return directed is not None and item is not None and item.code not in directed.codes


def _names_another(turn: Turn, question: Dialogue, understood: Understood) -> bool:
    item = tasks.get(turn.tx, question.data["assignment"])
    named = codes(understood)
    own = {item.code, f"{item.code}{tasks.OF_PLAN}{item.plan_id}"} if item else set()
    return bool(named) and item is not None and not own & set(named)
