"""What the coordinator directs about one task in words: "xác nhận PL1-4", "trả lại PL1-4 vì …", "giao PL1-4 cho …".

A return with its reason, and an answer to the task's one blocker ("PL1-5 trả lời: …", a leader's too), are entered at
once, as a press and the words would; a confirmation opens the card with its
buttons; another lead goes on to the question why. Whatever else is said goes on to the understanding.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from dieuphoi.handlers import blocker_answers, card, confirm_list, confirming, giving_lead, phrases
from dieuphoi.handlers.messages import Message, bold
from dieuphoi.handlers.permissions import Action
from dieuphoi.handlers.turn import Turn
from dieuphoi.handlers.understanding.codes import find as find_codes
from dieuphoi.handlers.understanding.letters import plain_letters
from dieuphoi.handlers.understanding.words import cue, remembered
from dieuphoi.plan.results import State
from dieuphoi.storage import tasks
from dieuphoi.storage.tasks import Item
from dieuphoi.wording import _

_LENGTH = 600  # characters: a sentence with a reason


class What(StrEnum):
    """What is to be done with a task."""

    CONFIRM = "confirm"
    RETURN = "return"
    LEAD = "lead"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Direction:
    """What is directed, of which codes; `rest` is the reason, the agency that is to lead, or the answer."""

    what: What
    codes: tuple[str, ...]
    rest: str = ""


def heard(turn: Turn, text: str) -> list[Message] | None:
    """The answer to a direction by who may give it; None for anybody else and anything else."""
    said = read(text) if turn.may(Action.CONFIRM) or turn.may(Action.ANSWER_BLOCKER) else None
    if said is None or not turn.may(Action.ANSWER_BLOCKER if said.what is What.ANSWER else Action.CONFIRM):
        return None
    items = tasks.by_code(turn.tx, said.codes[0], turn.plan_ids)
    if any(turn.may(Action.REPORT, item) for item in items):  # their own task: it may as well be a report
        return None
    if said.what is What.CONFIRM and len(said.codes) > 1:
        return [confirm_list.show(turn)]
    waiting = [item for item in items if _waits(item)]
    if said.what is What.RETURN and len(said.codes) == 1 and len(waiting) == 1 and said.rest:
        return confirming.returned(turn, waiting[0], said.rest)
    if len(said.codes) == 1 and said.what is What.LEAD:
        return giving_lead.asked(turn, items, said.rest)
    if len(said.codes) == 1 and said.what is What.ANSWER:
        return blocker_answers.in_words(turn, items, said.rest) or card.find(turn, said.codes[0])
    return _shown(turn, said, items, waiting) if said.what in (What.CONFIRM, What.RETURN) else None


def _waits(item: Item) -> bool:
    return item.state is State.DONE and not item.confirmed


def _shown(turn: Turn, said: Direction, items: list[Item], waiting: list[Item]) -> list[Message]:
    """The task with the buttons of what can be decided on it."""
    if len(waiting) == 1:
        return [card.show(turn, waiting[0])]
    if len(items) != 1 or said.what is What.CONFIRM:
        return card.find(turn, said.codes[0])
    text = _("{code} is “{state}”: nothing of it waits for your word, so nothing was returned.")
    state = phrases.state_name(items[0].state)
    return [card.show(turn, items[0], above=text.format(code=bold(items[0].code), state=state))]


def read(text: str) -> Direction | None:
    """The direction that a whole message is; a question, a negation, or whatever says more, is none.

    >>> read("trả lại PL1-4 vì thiếu phụ lục").rest
    'thiếu phụ lục'
    """
    plain = plain_letters(text)
    marks = list(find_codes(text))
    if not marks or len(text) > _LENGTH or "?" in text:
        return None
    codes = tuple(dict.fromkeys(mark.value for mark in marks))
    before, behind, at = plain[: marks[0].start], plain[marks[-1].end :], marks[-1].end
    for what in What:
        found = _way(what).fullmatch(f"{before}\N{BULLET}{behind}")
        if found and (found["ahead"] or found["after"]):
            begin, end = found.span("rest")
            shift = at - len(before) - 1
            rest = text[begin + shift : end + shift].strip(" .,;:") if found["rest"] else ""
            return Direction(what, codes, rest)
    return None


@remembered
def _way(what: What) -> re.Pattern[str]:
    """A direction with the task's code as a bullet: said ahead of it, or behind it."""
    polite = rf"(?:{cue('directions.courtesy').pattern}\W*)*"
    ahead, after = (cue(f"directions.{what}_{place}").pattern for place in ("before", "behind"))
    because = rf"(?:\W+{cue('directions.because').pattern}\W+|\s*[:,;(–-]\s*)"
    rests = {  # in its own words to the end, where it is written down
        What.CONFIRM: rf"(?P<rest>)\W*{polite}",
        What.RETURN: rf"(?:{because}(?P<rest>\S.*)|\W*{polite})",
        What.ANSWER: rf"\s*(?:{because}|\W+(?:là|la)\W+)(?P<rest>\S.*)",
        What.LEAD: rf"\W+(?P<rest>\w.*?)(?:\W+{cue('directions.lead_end').pattern})?\W*{polite}",
    }
    return re.compile(
        rf"\W*{polite}(?:(?P<ahead>{ahead})\W*)?{polite}\N{{BULLET}}\W*(?P<after>{after})?{rests[what]}",
        re.DOTALL,
    )
