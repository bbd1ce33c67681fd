"""One message to each focal point whose tasks an amended plan changes: what is new, what is other, what is gone."""

from __future__ import annotations

from dieuphoi.handlers import part_ends, phrases
from dieuphoi.handlers.messages import Button, Message, bold, in_rows
from dieuphoi.handlers.turn import Turn, to_people
from dieuphoi.plan.amending_words import said_of
from dieuphoi.storage import involved, people, tasks
from dieuphoi.storage.amendments import Touched
from dieuphoi.storage.plans import Plan
from dieuphoi.wording import _

SHOWN = 8
BUTTONS = 6


def of_amendment(turn: Turn, plan: Plan, touched: Touched) -> list[Message]:
    """What each focal point is told, but for who has made the amendment."""
    lines = _lines(turn, touched)
    leads = involved.lead_ids(turn.tx, lines)
    by_person: dict[int, dict[int, str]] = {}
    for focal in people.focals(turn.tx, {agency for ids in leads.values() for agency in ids}):
        own = {part: line for part, line in lines.items() if focal.agency_id in leads.get(part, ())}
        if focal.person_id != turn.who.person_id:
            by_person.setdefault(focal.person_id, {}).update(own)
    told = [m for person, own in by_person.items() for m in _message(turn, plan, person, own)]
    return told + part_ends.of_withdrawn(turn.tx, touched.withdrawn, turn.office.hours)


def _lines(turn: Turn, touched: Touched) -> dict[int, str]:
    """What is said of each part, in the order: new, changed, gone."""
    changed = {part: "; ".join(said_of(change)) for part, change in touched.changed}
    ids = [*touched.added, *(part for part, said in changed.items() if said), *touched.withdrawn]
    items = {item.id: item for item in tasks.many(turn.tx, ids)}
    found: dict[int, str] = {}
    for part in dict.fromkeys(ids):
        item = items[part]
        head = f"{bold(item.code)} · {item.short_title}"
        if item.withdrawn:
            found[part] = _("Taken out: {task} is not a task of the plan any more").format(task=head)
        elif part in touched.added:
            due = phrases.deadline(item, turn.today)
            found[part] = _("New: {task}, {deadline}").format(task=head, deadline=due)
        else:
            found[part] = f"{_('Changed')}: {head}: {changed[part]}"
    return found


def _message(turn: Turn, plan: Plan, person: int, own: dict[int, str]) -> list[Message]:
    shown = list(own.values())[:SHOWN]
    more = [_("… and {n} more: /viec").format(n=len(own) - SHOWN)] if len(own) > SHOWN else []
    head = _("Plan {number} was amended. For you:").format(number=bold(plan.number))
    items = [item for item in tasks.many(turn.tx, list(own)) if not item.withdrawn]
    buttons = in_rows([Button(item.code, f"c:{item.id}") for item in items[:BUTTONS]])
    return to_people(turn.tx, [person], "\n".join([head, *shown, *more]), buttons, about=list(own))
