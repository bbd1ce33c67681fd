"""A scope in words, after /tongketqua: period, agency, appendix, a day gone by, in any order."""

from __future__ import annotations

import re
from datetime import date

from dieuphoi.handlers import lists, period_words, phrases, structure_words
from dieuphoi.handlers.arguments import read_quarter, read_year
from dieuphoi.handlers.directory import surely
from dieuphoi.handlers.messages import Message
from dieuphoi.handlers.scopes import Scope
from dieuphoi.handlers.turn import Turn
from dieuphoi.handlers.typed_changes import read_day
from dieuphoi.handlers.understanding.letters import plain_letters
from dieuphoi.plan.periods import Period
from dieuphoi.plan.text import one_line
from dieuphoi.storage import totals
from dieuphoi.storage.agencies import Agency
from dieuphoi.wording import _

_APPENDIX = re.compile(r"(?<!\w)(?:phu luc(?: so)?|pl)[\s.]*(?P<appendix>[1-9]\d?)(?![\w/.-])")
_PAST = re.compile(
    r"(?<!\w)(?:tinh )?(?:den|tai|vao|luc)(?: het)?(?: thoi diem)?(?: ngay)?\s+"
    r"(?P<day>\d{1,2}\s*[/.-]\s*\d{1,2}(?:\s*[/.-]\s*\d{4})?)(?![\d/])"
)
_AHEAD = re.compile(r"(?:cua|o|ve|trong|co quan|don vi|cho|theo)\s+")


def read(turn: Turn, argument: str) -> Scope | Message:
    """The scope that is meant; or what is said where a part of it is nothing that there is."""
    text, structure, wrong = structure_words.split(argument)
    if wrong:
        return turn.reply(wrong)
    day, text = _past_day(text, turn.today)
    if day is not None and day > turn.today:
        return turn.reply(
            _("{day} is still to come. Totals are of today, or of a day gone by.").format(
                day=phrases.day(day)
            )
        )
    appendix, text = _appendix(text)
    if appendix is not None and (refusal := _no_appendix(turn, appendix)):
        return refusal
    period_named, text = period(text, turn.today)
    agency = _agency(turn, text, structure)
    if isinstance(agency, Message):
        return agency
    return Scope(period_named, agency, structure, appendix, None if day == turn.today else day)


def spoken(turn: Turn, text: str, agency: Agency | None) -> Scope | Message:
    """The scope of a sentence in which an agency was understood already; what is no part of a scope is left alone."""
    said, structure, wrong = structure_words.split(text)
    if wrong:
        return turn.reply(wrong)
    day, said = _past_day(said, turn.today)
    appendix, said = _appendix(said)
    if appendix is not None and (refusal := _no_appendix(turn, appendix)):
        return refusal
    gone_by = day if day is not None and day < turn.today else None
    return Scope(period_words.find(said, turn.today)[0], agency, structure, appendix, gone_by)


def period_in(text: str, today: date) -> Period | None:
    """The period that a sentence names, where it names one: a month, a half year, from one day to another."""
    return period_words.find(structure_words.split(text)[0], today)[0]


def _past_day(text: str, today: date) -> tuple[date | None, str]:
    """ "đến ngày 15/2/2022" where no period begins before it: "từ 1/2 đến 15/2" is a period."""
    letters = plain_letters(text)
    found = _PAST.search(letters)
    if found is None or re.search(r"(?<!\w)tu\s+(?:ngay\s+)?\d", letters[: found.start()]):
        return None, text
    typed = re.sub(r"\s", "", found["day"])
    day = read_day(
        typed if typed.count("/") + typed.count(".") + typed.count("-") == 2 else f"{typed}/{today.year}"
    )
    return (day, _without(text, found)) if day else (None, text)


def _appendix(text: str) -> tuple[str | None, str]:
    found = _APPENDIX.search(plain_letters(text))
    if found is None:
        return None, text
    return found["appendix"], _without(text, found)


def _without(text: str, found: re.Match[str]) -> str:
    return one_line(f"{text[: found.start()]} {text[found.end() :]}")


def _no_appendix(turn: Turn, appendix: str) -> Message | None:
    """What is said where no plan in view has this appendix."""
    there = totals.appendices(turn.tx, turn.plan_ids)
    if appendix in there:
        return None
    text = _(
        "There is no appendix {number}. Appendices with tasks: {there}. Write e.g. “/tongketqua phụ lục {first}”."
    )
    return turn.reply(
        text.format(number=appendix, there=", ".join(there) or _("none"), first=next(iter(there), "1"))
    )


def period(text: str, today: date) -> tuple[Period | None, str]:
    """A period anywhere in it, or, alone, as a command takes it: "1", "IV/2022", "2022"."""
    if text and (alone := read_quarter(text, today) or read_year(text)):
        return alone, ""
    return period_words.find(text, today)


def _agency(turn: Turn, text: str, structure: date | None) -> Agency | Message | None:
    named = text.strip(" ,;.?!")
    while beside := _AHEAD.match(plain_letters(named)):
        named = named[beside.end() :]
    if not named:
        return None
    agency, near = turn.office.names.meant(turn.tx, named, structure)
    if agency is not None:
        return agency
    if near and surely(turn.office.names.written(turn.tx, named)):
        return lists.of_which(turn, near)[0]
    text = _(
        "I don't know “{argument}”. After /tongketqua may follow a period (“quý 1/2022”, “6 tháng đầu năm”, “2022”), an agency (“Sở Tài chính”), an appendix (“phụ lục 1”), a day gone by (“đến ngày 15/2/2022”)."
    )
    return turn.reply(text.format(argument=named[:60]))
