"""What follows from a report about blockers: one is raised and told of, or more is said of it; or all are lifted."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from dieuphoi.handlers import blocker_words, phrases, waits
from dieuphoi.handlers.messages import Button, Message, bold
from dieuphoi.handlers.plan_names import code_with_plan
from dieuphoi.handlers.turn import Turn, to_coordinators, to_people
from dieuphoi.plan.blockers import Held
from dieuphoi.plan.results import State
from dieuphoi.storage import blockers, people
from dieuphoi.storage.tasks import Item
from dieuphoi.wording import _


@dataclass(slots=True)
class News:
    """What a report changes about blockers: said to its author, told to others, and what is still to be asked."""

    lines: list[str] = field(default_factory=list)
    notices: list[Message] = field(default_factory=list)
    unclear: Held | None = None  # raised, and nobody said whom it waits for


def after_report(turn: Turn, before: Item, item: Item, entry_id: int, agency: str) -> News:
    """A report has been recorded as an entry of the log, for an agency."""
    if item.state is not State.BLOCKED:
        return _all_lifted(turn, before, item, agency)
    _item, held = blockers.one(turn.tx, entry_id)
    if held is None:
        return _more_of_it(turn, item, agency)
    said = waits.in_sentence(turn, held.what or "", item)
    blockers.keep(turn.tx, item.id, held.id, said)
    _item, held = blockers.one(turn.tx, entry_id)
    assert held is not None  # noqa: S101 - it has just been raised
    news = News(unclear=None if said else held)
    if said:
        news.lines.append(blocker_words.waiting_for(held))
    news.lines.append(_("It stays open, and in every summary, until it is lifted."))
    news.notices = [*_to_coordinators(turn, item, held, agency), *to_the_awaited(turn, item, held, agency)]
    return news


def _more_of_it(turn: Turn, item: Item, agency: str) -> News:
    """The report says more of a blocker that is open: perhaps whom it waits for, which nobody had said."""
    told = next((one for one in blockers.open_of(turn.tx, [item]) if one.what == item.note), None)
    said = waits.in_sentence(turn, item.note or "", item) if told and told.waits is None else None
    if told is None or said is None:
        return News()
    blockers.set_waits(turn.tx, item.id, told.id, said)
    held = replace(told, waits=said)
    notices = [*_to_coordinators(turn, item, held, agency), *to_the_awaited(turn, item, held, agency)]
    return News([blocker_words.waiting_for(held)], notices)


def _all_lifted(turn: Turn, before: Item, item: Item, agency: str) -> News:
    """Any other state lifts what was in the way; the coordinators hear of it unless a "done" is told to them anyway."""
    if before.state is not State.BLOCKED:
        return News()
    news = News(lines=[_("With this report its blocker counts as lifted.")])
    if item.state is not State.DONE:
        text = _("{agency} reports on {code}, whose blocker counts as lifted: {state}").format(
            agency=agency, code=code_with_plan(turn, item), state=bold(phrases.standing(item))
        )
        row = [Button(_("Open {code}").format(code=item.code), f"c:{item.id}")]
        news.notices = to_coordinators(turn.tx, text, [row], besides=turn.who.person_id)
    return news


def _to_coordinators(turn: Turn, item: Item, held: Held, agency: str) -> list[Message]:
    who = phrases.person(turn.who.full_name or turn.who.shown_name, turn.who.position)
    lines = [
        _("{agency}, {who}, reports:").format(agency=agency, who=who),
        f"{code_with_plan(turn, item)} · {item.short_title}: {bold(phrases.standing(item))}",
        blocker_words.waiting_for(held),
    ]
    rows = blocker_words.coordinators_buttons(held)
    return to_coordinators(turn.tx, "\n".join(lines), rows, besides=turn.who.person_id)


def to_the_awaited(turn: Turn, item: Item, held: Held, agency: str) -> list[Message]:
    """The focal points of the agency that a blocker waits for are told; they don't set the task's state."""
    if held.waits is None or held.waits.agency_id is None:
        return []
    focals = people.focals(turn.tx, [held.waits.agency_id])
    ids = [one.person_id for one in focals if one.person_id != turn.who.person_id]
    lines = [
        _("{agency} waits for {awaited} in regard to {code} · {title}:").format(
            agency=bold(agency),
            awaited=held.waits.words,
            code=code_with_plan(turn, item),
            title=item.short_title,
        ),
        f"“{blocker_words.what(held)}”",
        _("Please settle it with the lead agency, which reports on the task. Who that is: press the task."),
    ]
    row = [Button(_("Open {code}").format(code=item.code), f"c:{item.id}")]
    return to_people(turn.tx, list(dict.fromkeys(ids)), "\n".join(lines), [row], about=[item.id])
