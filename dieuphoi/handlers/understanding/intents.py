"""Which intent a message has: rules in order, the first that fits decides and is named in `why`."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from dieuphoi.handlers.understanding.search import query
from dieuphoi.handlers.understanding.situation import Situation
from dieuphoi.handlers.understanding.states import standing
from dieuphoi.handlers.understanding.words import cue

Rule = Callable[[Situation], str | None]


class Decision(NamedTuple):
    """An intent, what decided, how sure that is, the lists in which a rule looks for phrases, what words tell.

    Not `known`: no rule fits.
    """

    intent: str
    rule: str
    sure: float
    lists: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    known: bool = True

    def evidence(self, it: Situation) -> tuple[str, ...]:
        """The phrases by which the rule decided, in the sender's words, with the places of their letters."""
        found = ((name, it.reading.find(name)) for name in self.lists)
        return (
            tuple(
                f"{name}: “{it.reading.typed(match.start(), match.end())}” ({match.start()}–{match.end()})"
                for name, match in found
                if match
            )
            + self.words
        )


def decide(situation: Situation) -> Decision:
    """The intent of a message."""
    for name, rule, sure, lists in _RULES:
        if intent := rule(situation):
            return Decision(intent, name, sure, lists)
    return Decision("none", "nothing fits", 0.8 if situation.group else 0.5, known=False)


def _small_talk(it: Situation) -> str | None:
    rest = cue("traps.small").sub("", it.reading.plain)
    return None if re.search(r"\w", rest) else "none"


def _help(it: Situation) -> str | None:
    aimed = not it.to_person or not it.group
    stuck = it.standing and it.standing.by == "blocked" and "?" not in it.reading.plain
    underway = it.codes and (stuck or re.search(r"(?<!\w)roi(?!\w)", it.reading.plain))
    return "help" if aimed and not underway and it.reading.has("intents.help") else None


def _undo(it: Situation) -> str | None:
    if not it.reading.has("intents.undo") or it.reading.has("traps.dont", "traps.complaint"):
        return None
    if it.group and not (it.to_bot or it.codes):
        return None
    if it.reading.has("intents.take_back"):
        return "undo"
    told = standing(cue("intents.undo").sub(" ", it.reading.plain))
    return None if told and told.by != "returned" and it.reading.has("intents.correction") else "undo"


def _between_people(it: Situation) -> str | None:
    """In the group, a question or a promise to a person is theirs, not the bot's."""
    if not it.group or not it.to_person:
        return None
    if it.question:
        return "none"
    return "none" if it.promised or not it.tasks else None


def _hypothetical(it: Situation) -> str | None:
    return "none" if it.only_supposed else None


_TRAPS = tuple(
    f"traps.{name}"
    for name in ("favour", "opinion", "complaint", "quoted", "invitation", "call", "contribution", "dont")
)


def _trap(it: Situation) -> str | None:
    """News, opinions, invitations, calls, requests between people."""
    if it.reading.has("intents.set_right") and not it.reading.has("traps.dont") and it.standing:
        return None
    if it.says(*_TRAPS):
        return "none"
    about_a_task = it.tasks and (it.standing or it.reading.has("intents.term"))
    if it.reading.has("traps.remind") and not it.question and not about_a_task:
        return "none"
    if it.reading.has("traps.later") and not it.codes:
        return "none"
    if it.elsewhere:
        return "none"
    if it.codes or (it.described and it.standing and it.standing.by == "issued"):
        return None  # "Thủ tướng phê duyệt danh sách …": what the task is about
    return "none" if it.reading.has("traps.above") or it.central else None


def _extend(it: Situation) -> str | None:
    if not it.reading.has("intents.extend") or it.reading.has("intents.history", "intents.extended"):
        return None
    return None if it.group and it.to_person and it.question else "extend"


def _history(it: Situation) -> str | None:
    return "history" if it.reading.has("intents.history") else None


def _register(it: Situation) -> str | None:
    return "register" if it.reading.has("intents.register") and not it.question and not it.codes else None


def _contact(it: Situation) -> str | None:
    if not it.reading.has("intents.contact", "intents.lacking") or (it.standing and it.codes):
        return None
    return "contact" if it.to_bot or it.question or not it.group else None


def _report(it: Situation) -> str | None:
    if not it.reading.has("intents.report", "intents.word", "intents.excel", "intents.pdf"):
        return None
    asked = it.to_bot or not it.group
    return "report" if asked and not (it.codes and it.standing) else None


def _search(it: Situation) -> str | None:
    if it.codes or it.reading.has("intents.overdue") or _denied(it):
        return None
    return "search" if query(it.reading) else None


def _denied(it: Situation) -> bool:  # "chưa nhận được văn bản nào" asks for nothing
    return not it.question and it.reading.has("intents.not_question")


def _query(it: Situation) -> str | None:
    return _asked(it) if it.question else None


def _asked(it: Situation) -> str | None:
    reading = it.reading
    listing = reading.has("intents.tasks", "intents.list_words")
    about_one = it.named or (it.described and not listing)
    if reading.has("intents.overdue") and not reading.has("intents.not_overdue") and not about_one:
        return "summary" if reading.has("intents.how_many") else "overdue"
    if about_one or (reading.has("intents.vague") and not listing):
        return "task"
    if listing and it.listed_state and (reading.has("intents.which") or not reading.has("intents.count")):
        return "tasks"
    if reading.has("intents.count") and not reading.has("intents.which"):
        return "summary"
    for name in ("due", "summary"):
        if reading.has(f"intents.{name}"):
            return name
    if reading.of("quarter") or reading.of("year"):
        return "due"
    if reading.tasks:  # a whole appendix
        return "tasks"
    return "tasks" if reading.has("intents.tasks") and not reading.has("intents.not_question") else None


def _update(it: Situation) -> str | None:
    if not any(report.standing for report in it.reports):
        return None
    if it.hardly_described and it.reading.has("traps.personal"):  # "họp BCĐ xong rồi": the meeting is over
        return None
    if it.codes or (it.described and not it.reading.has("intents.several")):
        return "none" if it.promised and it.group and not it.to_bot else "update"
    if it.promised or it.question or it.reading.has("traps.personal", "intents.several"):
        return None
    return "update" if _about_a_task(it) else None


def _announced(it: Situation) -> str | None:
    """ "Báo cáo PL1-2": an update whose state the bot has to ask for."""
    return "update" if it.reading.has("intents.announced") and (it.to_bot or not it.group) else None


def _about_a_task(it: Situation) -> bool:
    """Without a task, a state counts when nothing else is talked about: in the group, only to the bot."""
    if it.group and not (it.to_bot or it.reading.of("agency")):
        return False
    return it.strange <= (1 if it.to_bot else 0)


def _statement(it: Situation) -> str | None:
    if it.group and not it.to_bot:
        return "task" if it.codes and _bare(it) else None
    if it.promised and not it.reading.has("intents.which", "intents.several"):
        return None
    asked = None if _denied(it) and not it.codes else _asked(it)
    if asked != "task":
        return asked
    return "task" if _bare(it) or it.reading.has("intents.show") else None


def _bare(it: Situation) -> bool:
    """A code, and nothing said about it."""
    rest = re.sub(r"T+|\W|(?<!\w)(?:bot|viec|nhiem vu|a|ạ|nhe|nha|di|voi|giup)(?!\w)", "", it.reading.plain)
    return not rest


_QUESTION = tuple(
    f"intents.{name}"
    for name in ("question", "vague", "overdue", "count", "due", "summary", "tasks", "list_words", "show")
)
_RULES: tuple[tuple[str, Rule, float, tuple[str, ...]], ...] = (
    ("small talk", _small_talk, 0.95, ("traps.small",)),
    ("help", _help, 0.9, ("intents.help",)),
    ("undo", _undo, 0.9, ("intents.undo", "intents.take_back")),
    ("between people", _between_people, 0.9, ("addressing.person", "intents.question")),
    ("hypothetical", _hypothetical, 0.85, ("traps.conditional",)),
    ("history", _history, 0.9, ("intents.history",)),
    ("extension", _extend, 0.9, ("intents.extend",)),
    ("trap", _trap, 0.85, (*_TRAPS, "traps.remind", "traps.later", "provinces.names", "traps.above")),
    ("registration", _register, 0.9, ("intents.register",)),
    ("contact", _contact, 0.9, ("intents.contact", "intents.lacking")),
    ("file", _report, 0.9, ("intents.report", "intents.word", "intents.excel", "intents.pdf")),
    ("search", _search, 0.85, ("intents.search",)),
    ("question", _query, 0.9, _QUESTION),
    ("report", _update, 0.95, ()),
    ("announced", _announced, 0.95, ("intents.announced",)),
    ("request", _statement, 0.8, _QUESTION),
)
