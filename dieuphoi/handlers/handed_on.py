"""What waits for an agency, told to whoever takes over from a focal point; with what that one was asked and left open."""

from __future__ import annotations

from collections.abc import Sequence

from dieuphoi.handlers import phrases
from dieuphoi.handlers.messages import Button, Message, bold
from dieuphoi.handlers.open_question import in_short
from dieuphoi.handlers.turn import to_people
from dieuphoi.storage import pending, people, plans, tasks
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.people import Focal
from dieuphoi.storage.tasks import Item
from dieuphoi.wording import _

SHOWN = 10  # tasks that a line names, and buttons
EVERY = 10_000


def waits(tx: Transaction, agency_id: int) -> list[str]:
    """A line each for what was returned, waits for a word, was asked of the coordinator, or of the agency."""
    items = {item.id: item for item in _led(tx, agency_id)}
    ids = list(items)
    returned = [
        _("{code} (“{reason}”)").format(code=items[i].code, reason=items[i].note or "")
        for i in pending.returned(tx, ids)
    ]
    wanted = [
        _("{code} (until {day})").format(code=items[i].code, day=phrases.day(day))
        for i, day in pending.extensions_asked(tx, ids).items()
    ]
    lines = {
        _("Returned, to be mended: {tasks}"): returned,
        _("Reported as done, waiting for the coordinator's word: {tasks}"): _awaiting(tx, agency_id),
        _("Extensions asked for, not decided yet: {tasks}"): wanted,
        _("An update was asked for: {tasks}"): [items[i].code for i in pending.updates_asked(tx, ids)],
    }
    return ["• " + text.format(tasks=_listed(found)) for text, found in lines.items() if found]


def _led(tx: Transaction, agency_id: int, *, awaiting_word: bool = False) -> list[Item]:
    """The tasks of the open plans that an agency leads."""
    numbers = tuple(plan.id for plan in plans.running(tx))
    wanted = tasks.Filter(numbers, agency_ids=(agency_id,), awaiting_word=awaiting_word)
    return tasks.page(tx, wanted, skip=0, size=EVERY)


def _awaiting(tx: Transaction, agency_id: int) -> list[str]:
    return [item.code for item in _led(tx, agency_id, awaiting_word=True)]


def _listed(found: Sequence[str]) -> str:
    return ", ".join(found[:SHOWN]) + (" …" if len(found) > SHOWN else "")


def to_successors(tx: Transaction, old: Focal, successors: Sequence[int]) -> list[Message]:
    """What a focal point who has gone was asked and left open: to those who answer now; it waits for them no more."""
    items = {item.id: item for item in _led(tx, old.agency_id)}
    found = pending.take_questions(tx, old.person_id, items)
    if not found:
        return []
    lines = [_("{name} left this open; nothing of it was recorded:").format(name=bold(old.full_name))]
    lines += [f"• {items[number].code}: “{in_short(put)}”" for number, put in found]
    open_them = [
        [Button(_("Open {code}").format(code=items[i].code), f"c:{i}")]
        for i in dict.fromkeys(number for number, _put in found)
    ]
    return to_people(tx, successors, "\n".join(lines), open_them[:SHOWN], about=list(items)[:SHOWN])


def from_leaver(tx: Transaction, old: Focal, notice: str) -> tuple[str, list[Message]]:
    """After somebody has left: the notice to the coordinators with what waits, and what the others are told."""
    left = [focal.person_id for focal in people.focals(tx, [old.agency_id])]
    waiting = waits(tx, old.agency_id)
    if not left:
        asked = to_successors(tx, old, people.with_role(tx, "coordinator"))
        return "\n".join([notice, *waiting]), asked
    text = _("{name} no longer answers for your agency; what waits is yours now. Your tasks: /viec")
    said = "\n".join([text.format(name=bold(old.full_name)), *waiting])
    return notice, [*to_people(tx, left, said), *to_successors(tx, old, left)]
