"""A task is done, or taken out of its plan: agencies that were asked for their part need not answer; or again they do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dieuphoi.handlers import part_words, phrases
from dieuphoi.handlers.messages import Button, Message, bold
from dieuphoi.handlers.turn import to_people
from dieuphoi.plan.calendar import Hours
from dieuphoi.storage import involved, parts, people, plans, rules, tasks
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.parts import Request
from dieuphoi.storage.tasks import Item
from dieuphoi.wording import _


def of_change(tx: Transaction, before: Item, hours: Hours) -> list[Message]:
    """What the agencies hear whose answer is not needed any more, or is again, since a task was as given."""
    now = tasks.get(tx, before.id)
    if now is None or _needs(now) is _needs(before):
        return []
    return _told(tx, now, hours)


def of_withdrawn(tx: Transaction, assignment_ids: list[int], hours: Hours) -> list[Message]:
    """The same for tasks that were taken out of their plan while they were open."""
    return [m for item in tasks.many(tx, assignment_ids) if item.open for m in _told(tx, item, hours)]


def passed_on(tx: Transaction, request_ids: Sequence[int]) -> list[Message]:
    """What the agencies hear that are asked from now on for what their predecessors had not answered."""
    found: list[Message] = []
    for request, item in _open(tx, request_ids):
        text = _(
            "{agency} has taken this over and is asked for its part: {task}, “{what}”, by {day}."
        ).format(
            agency=bold(request.agency),
            task=_title(tx, item),
            what=request.what,
            day=bold(phrases.day(request.until)),
        )
        ids = [focal.person_id for focal in people.focals(tx, [request.agency_id])]
        told = to_people(tx, ids, text, [part_words.answer_buttons(request), _row(item)], about=[item.id])
        found += [replace(message, kind=parts.ASKED) for message in told]
    return found


def _open(tx: Transaction, request_ids: Sequence[int]) -> Iterator[tuple[Request, Item]]:
    for number in request_ids:
        request = parts.get(tx, number)
        item = tasks.get(tx, request.assignment_id) if request else None
        if request is not None and item is not None and request.waits and _needs(item):
            yield request, item


def nobody_left(tx: Transaction, ended: Sequence[Request]) -> list[Message]:
    """What the lead hears where an agency that it asked has ended without a successor."""
    found: list[Message] = []
    for request in ended:
        item = tasks.get(tx, request.assignment_id)
        if item is not None and _needs(item):
            text = _(
                "{agency} has ended without a successor: nobody answers about {task}, “{what}”. Ask another agency."
            )
            said = text.format(agency=bold(request.agency), task=_title(tx, item), what=request.what)
            leading = involved.lead_ids(tx, [item.id]).get(item.id, [])
            ids = [focal.person_id for focal in people.focals(tx, leading)]
            found += to_people(tx, ids, said, [_row(item)], about=[item.id])
    return found


def _title(tx: Transaction, item: Item) -> str:
    return f"{phrases.code(item, several=len(plans.running(tx)) > 1)} · {item.short_title}"


def _row(item: Item) -> list[Button]:
    return [Button(_("Open {code}").format(code=item.code), f"c:{item.id}")]


def _needs(item: Item) -> bool:
    return item.open and not item.ended


def _told(tx: Transaction, item: Item, hours: Hours) -> list[Message]:
    found: list[Message] = []
    for request in parts.of_assignment(tx, item.id):
        if not request.waits:
            continue
        if _needs(item):
            text = _("{task} is open again: your answer by {day} is asked for as before, “{what}”.")
            rows = [part_words.answer_buttons(request)]
        else:
            text = _("{task} is over ({state}): no answer is needed any more to “{what}”.")
            rows = [_row(item)]
        said = text.format(
            task=_title(tx, item), day=bold(phrases.day(request.until)), what=request.what, state=_state(item)
        )
        ids = [focal.person_id for focal in people.focals(tx, [request.agency_id])]
        found += to_people(tx, ids, said, rows, about=[item.id])
    calendar = rules.working_days(tx)
    if hours.open_at(tx.now, calendar):
        return found
    return [replace(message, not_before=hours.next_opening(tx.now, calendar)) for message in found]


def _state(item: Item) -> str:
    return phrases.ended(item) if item.ended else phrases.standing(item)
