"""Plans as people name them: by their number, or the figure that it begins with; behind a command, or beside a code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from dieuphoi.handlers import phrases
from dieuphoi.handlers.turn import Turn
from dieuphoi.handlers.understanding.codes import find as find_codes
from dieuphoi.handlers.understanding.letters import plain_letters
from dieuphoi.plan.text import one_line, plain
from dieuphoi.storage import plans
from dieuphoi.storage.plans import Plan
from dieuphoi.storage.tasks import Item

_KIND = r"(?:(?:ke hoach|kh)\s*(?:so\s*)?)"
_YEARS = range(1990, 2101)  # "/tongketqua 2022" asks for a year


def named_first(turn: Turn, text: str) -> tuple[Plan | None, str]:
    """The plan in view whose number a text begins with, and the rest: "77/KH-UBND quá hạn", "77 quá hạn"."""
    first, _blank, rest = one_line(text).partition(" ")
    typed = plain(first)
    for plan in turn.plans:
        if typed and typed in _numbers(plan):
            return plan, rest
    return None, one_line(text)


def of_any(turn: Turn, text: str) -> Plan | None:
    """The plan of all that there are, the closed ones too, whose number a text is."""
    typed = re.sub(rf"^{_KIND}", "", plain(one_line(text)))
    found = [plan for plan in plans.every(turn.tx) if typed in _numbers(plan)]
    return found[-1] if found else None


def in_argument(every: Sequence[Plan], argument: str) -> tuple[Plan | None, str]:
    """The plan that a command's argument names anywhere, and the rest: "quý 1 KH 4506", "4506 quý 1"."""
    said = plain_letters(argument)
    for plan in every:
        full, bare = _numbers(plan)
        ways = [rf"{_KIND}?{re.escape(full)}", rf"{_KIND}{re.escape(bare)}"]
        if len(bare) > 1 and int(bare) not in _YEARS:
            ways.append(rf"^\s*{re.escape(bare)}")
        found = re.search(rf"(?<![\w/])(?:{'|'.join(ways)})(?![\w/-])", said)
        if found:
            return plan, one_line(argument[: found.start()] + " " + argument[found.end() :])
    return None, argument


def beside_codes(every: Iterable[Plan], text: str) -> tuple[list[Plan], str]:
    """The plans that are named beside a task's code, and the text without that: "4506 PL1-2", "PL1-2 KH 4506".

    A number that stands elsewhere is a document's: "PL1-2 đã ban hành Kế hoạch 4506/KH-UBND".
    """
    said, known = plain_letters(text), {number: plan for plan in every for number in _numbers(plan)}
    cuts: list[tuple[int, int]] = []
    found: dict[Plan, None] = {}
    if not known:
        return [], text
    number = "(?P<number>" + "|".join(sorted(map(re.escape, known), key=len, reverse=True)) + ")"
    before = re.compile(rf"(?<![\w/-]){_KIND}?{number}\s*[,:;–-]?\s*$")
    after = re.compile(
        rf"\s*[,(–-]?\s*(?:cua |thuoc |trong |o )?{_KIND}{number}(?![\w/-])\)?(?!\s*(?:,\s*)?ngay)"
    )
    for mark in find_codes(text):
        one = before.search(said, 0, mark.start) or after.match(said, mark.end)
        if one:
            found[known[one["number"]]] = None
            cuts.append(one.span())
    rest = text
    for start, end in sorted(set(cuts), reverse=True):
        rest = rest[:start] + " " + rest[end:]
    return list(found), rest.strip() if cuts else text


def _numbers(plan: Plan) -> tuple[str, str]:
    number = plain(plan.number)
    return number, number.partition("/")[0]


def code_with_plan(turn: Turn, item: Item) -> str:
    """A code for somebody who sees all plans, wherever it was written: with its plan where there are several."""
    return phrases.code(item, several=len(plans.running(turn.tx)) > 1)
