"""A document's number that was mistyped, set right in words: "nhầm, 124 chứ không phải 123", "số đúng là 124"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from dieuphoi.handlers.messages import Message
from dieuphoi.handlers.permissions import Action
from dieuphoi.handlers.proposals import Proposal, from_json
from dieuphoi.handlers.questions import consider
from dieuphoi.handlers.turn import Turn
from dieuphoi.handlers.understanding.letters import plain_letters
from dieuphoi.plan.text import one_line
from dieuphoi.storage import log, tasks

WITHIN = timedelta(days=1)  # as long as an author may undo a report
_NUMBER = r"(?:(?:qd|quyet dinh|nq|nghi quyet|cv|cong van|van ban)\s*)?(?:so\s*)?(?P<{name}>\d{{1,8}}(?:/[\w./-]*\w)?)"
_RIGHT, _WRONG = _NUMBER.format(name="right"), _NUMBER.format(name="wrong")
_NOT = r"(?:chu\s+)?(?:khong|ko|k|hong)\s+phai\s+(?:la\s+)?"
_AHEAD = r"(?:(?:nham|sai|xin loi|em|minh|toi|a|da|oi|ghi|go|lon|roi|so|dung|ra|la)[\s,.:;]+)*"
_AFTER = r"[\s,.]*(?:moi dung|nhe|nha|a|ah)?[\s.!]*"
_SAID = tuple(
    re.compile(_AHEAD + body + _AFTER)
    for body in (
        rf"{_RIGHT}[\s,]+{_NOT}{_WRONG}",
        rf"{_NOT}{_WRONG}[\s,]+(?:ma\s+)?(?:la\s+)?{_RIGHT}",
        rf"(?:sua|doi)\s+(?:lai\s+)?{_WRONG}\s+(?:thanh|sang)\s+{_RIGHT}",
        rf"{_RIGHT}\s+(?:moi|la|cua no)\s+(?:la\s+|phai\s+)?(?:so\s+)?dung",
        rf"so\s+dung\s+(?:phai\s+)?la\s+{_RIGHT}",
    )
)


def heard(turn: Turn, text: str) -> list[Message] | None:
    """Put the right number in the place of the one that the sender has just given; None for anything else.

    Only where the number called wrong is the one recorded, or asked about: "5 chứ không phải 3" may speak of anything.
    """
    line = one_line(text)
    found = next((m for one in _SAID if (m := one.fullmatch(plain_letters(line)))), None)
    asked = _asked_about(turn) if found else None
    given = (asked or _just_numbered(turn)) if found else None
    if found is None or given is None:
        return None
    item, report = given
    if report.document_number is None:
        return None
    bare, slash, kind = report.document_number.partition("/")
    if found.groupdict().get("wrong") not in (None, bare, plain_letters(report.document_number)):
        return None
    if asked:
        turn.done_asking()
    right = line[found.start("right") : found.end("right")]
    number = right if "/" in right else f"{right}{slash}{kind}"
    return consider(turn, [(item, replace(report, document_number=number))], sure=True)


def _asked_about(turn: Turn) -> tuple[tasks.Item, Proposal] | None:
    """The one report that the bot has asked about and not recorded yet."""
    question = turn.question("sure")
    proposals = [from_json(one) for one in question.data["proposals"]] if question else []
    item = tasks.get(turn.tx, proposals[0].assignment_id or 0) if len(proposals) == 1 else None
    return (item, proposals[0]) if item and turn.may(Action.REPORT, item) else None


def _just_numbered(turn: Turn) -> tuple[tasks.Item, Proposal] | None:
    """The task whose document the sender's last report has numbered, within a day."""
    last = log.latest_of(turn.tx, turn.who.person_id) if turn.who.person_id is not None else None
    if last is None or last.entry.document_number is None or last.at < turn.tx.now - WITHIN:
        return None
    item = tasks.get(turn.tx, last.assignment_id)
    if item is None or not turn.sees(item.plan_id) or not turn.may(Action.REPORT, item):
        return None
    return item, Proposal(item.id, document_number=item.document_number, document_date=item.document_date)
