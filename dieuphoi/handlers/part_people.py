"""Between the lead of a task and the agencies that work with it: who is told, when, and on behalf of whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dieuphoi.handlers import card, phrases, posts, refusals, which_plan
from dieuphoi.handlers.messages import Button, Message, Reason, bold
from dieuphoi.handlers.permissions import Action, Role
from dieuphoi.handlers.plan_names import code_with_plan
from dieuphoi.handlers.recording import focals_of, reporting_agency
from dieuphoi.handlers.turn import Rows, Turn, to_people
from dieuphoi.plan.reminding import Why
from dieuphoi.storage import agencies, folding, involved, parts, people, tasks
from dieuphoi.storage.changes import Source
from dieuphoi.storage.parts import Request
from dieuphoi.storage.tasks import Item
from dieuphoi.wording import _


def source(turn: Turn) -> Source:
    """Who writes into the log, and by which channel."""
    return Source(turn.who.person_id, turn.incoming.chat.channel)


def sender(turn: Turn) -> str:
    """The sender with their position."""
    return phrases.person(turn.who.full_name or turn.who.shown_name, turn.who.position)


def helping_agency(turn: Turn, item: Item) -> tuple[int, str]:
    """The sender's agency that works with the lead. Raises ValueError where there is none."""
    own = turn.helping(item)
    if own is None:
        raise ValueError("no coordinating agency")
    return own, agencies.named(turn.tx, [own])[own]


def asking(turn: Turn, item: Item) -> str:
    """On whose behalf the sender asks: the lead's, or the coordinator's in its stead."""
    if involved.is_lead(turn.tx, item.id, turn.who.agency_ids) is not None:
        return f"{reporting_agency(turn, item)}, {sender(turn)}"
    return _("{who}, for the lead agency {agency}").format(who=sender(turn), agency=phrases.lead(item))


def title(turn: Turn, item: Item) -> str:
    """A task in one line."""
    return f"{code_with_plan(turn, item)} · {item.short_title}"


def lead_people(turn: Turn, item: Item, request: Request | None = None) -> list[int]:
    """Who hears for the lead: its focal points, whoever asked in its stead; the coordinators where nobody answers."""
    ids = focals_of(turn, item) or people.with_role(turn.tx, Role.COORDINATOR)
    if request is not None and request.by is not None:
        ids = [*ids, request.by]
    return [person for person in dict.fromkeys(ids) if person != turn.who.person_id]


def of_agency(turn: Turn, agency_id: int) -> list[int]:
    """Who hears for an agency: its focal points, the deputies only where there is nobody else."""
    found = people.focals(turn.tx, [agency_id])
    first = [focal.person_id for focal in found if not focal.deputy]
    ids = [p for p in dict.fromkeys(first or [focal.person_id for focal in found]) if p != turn.who.person_id]
    return list(people.accounts(turn.tx, ids))


def to_agency(turn: Turn, request: Request, item: Item, text: str, buttons: Rows) -> list[Message]:
    """A message about a request to the agency's focal points, in the hours; replies to it are the agency's answer."""
    row = [Button(_("Open {code}").format(code=item.code), f"c:{item.id}")]
    told = to_people(turn.tx, of_agency(turn, request.agency_id), text, [*buttons, row], about=[item.id])
    why = (Reason(Why.PART, item.plan_id, item.id),)
    return [replace(message, kind=parts.ASKED, reasons=why, not_before=turn.later) for message in told]


def settle_waiting(turn: Turn, request: Request) -> list[Message]:
    """A request is answered, changed or withdrawn: what waits to be sent about it goes no more, or is written anew."""
    places = people.accounts(turn.tx, of_agency(turn, request.agency_id))
    keys = [f"{channel}:{chat}" for found in places.values() for channel, chat in found]
    folding.withdraw(turn.tx, keys, parts.ASKED, request.assignment_id)
    return posts.again(turn.tx, request.assignment_id, turn.office.hours)


def to_lead(turn: Turn, item: Item, text: str, buttons: Rows = (), *, request: Request) -> list[Message]:
    """A notice to the lead, at once."""
    ids = lead_people(turn, item, request)
    return to_people(turn.tx, ids, text, buttons or [open_row(item)], about=[item.id])


def open_row(item: Item) -> list[Button]:
    """The way to a task's card."""
    return [Button(_("Open {code}").format(code=item.code), f"c:{item.id}")]


def cannot(turn: Turn, item: Item, action: Action) -> str:
    """Why the sender may not comment, ask or answer on a task."""
    if item.ended:
        return phrases.ended(item)
    if action is Action.ASK_PART:
        return _(
            "Only focal points of the lead ({agency}) and the coordinator ask for a part in {code}."
        ).format(agency=phrases.lead(item), code=bold(item.code))
    if involved.is_lead(turn.tx, item.id, turn.who.agency_ids) is not None:
        return _("You lead {code}: report on it, e.g. “{code} 70%”.").format(code=item.code)
    helpers = "; ".join(item.coordinators) or _("none")
    return _(
        "Only the coordinating agencies of {code} comment on it ({agencies}). Nothing was recorded."
    ).format(code=bold(item.code), agencies=helpers)


def part_of(turn: Turn, code: str, action: Action, file_id: int | None = None) -> Item | list[Message]:
    """The part of a task that the sender may do something about, or what is answered where that is not clear."""
    question = which_plan.ask_if_several(turn, [code], lambda item: turn.may(action, item), file_id)
    if question:
        return [question]
    seen = which_plan.by_reply(turn, [code])
    items = tasks.by_code(seen.tx, code, seen.plan_ids)
    if not items:
        return [turn.reply(card.not_found(seen, code))]
    fits = [item for item in items if turn.may(action, item)]
    if not fits:
        return [turn.reply(cannot(turn, items[0], action))]
    replied = turn.about_of(turn.incoming.reply_to) if turn.incoming.reply_to else []
    fits = [item for item in fits if item.id in replied] or fits
    if len(fits) > 1:
        text = _("{n} units have a part in {code}: open the one that you mean with /viec {code}.")
        return [turn.reply(text.format(n=len(fits), code=items[0].code))]
    return fits[0]


def seen_part(turn: Turn, assignment_id: int, action: Action) -> tuple[Item | None, str]:
    """The task that a button is about, or why the sender may not do it."""
    item = tasks.get(turn.tx, assignment_id)
    if item is None or not turn.sees(item.plan_id):
        return None, refusals.task_not_here()
    if not turn.may(action, item):
        return None, cannot(turn, item, action)
    return item, ""


def open_request(turn: Turn, item: Item) -> Request | None:
    """What the sender's agency is asked for on an open task and has not answered; the most urgent where several."""
    if not item.open or not turn.may(Action.ANSWER_PART, item):
        return None
    waiting = [r for r in parts.of_assignment(turn.tx, item.id) if r.waits]
    own: Sequence[Request] = [r for r in waiting if r.agency_id in turn.who.agency_ids]
    return min(own, key=lambda request: request.until, default=None)
