"""Whom or what a pause is for: a person, an agency or a plan; as typed, as a button carries it, and who may."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from dieuphoi.handlers.permissions import Action
from dieuphoi.handlers.plan_names import named_first
from dieuphoi.handlers.turn import Turn
from dieuphoi.handlers.understanding.letters import plain_letters
from dieuphoi.plan.text import fold
from dieuphoi.storage import agencies, pauses, people, plans
from dieuphoi.storage.pauses import Kind
from dieuphoi.wording import _

_SELF = ("", "toi", "minh", "em", "ban than", "cua toi")
_PLAN = ("ke hoach", "ca ke hoach", "toan bo ke hoach")


@dataclass(frozen=True, slots=True)
class Whom:
    """A person, an agency or a plan, with the name that is shown."""

    kind: Kind
    number: int
    shown: str = field(compare=False, default="")


def the_sender(turn: Turn) -> Whom | None:
    """The sender, in private and where reminders come to them."""
    if turn.who.person_id is None or not turn.may(Action.PAUSE_SELF):
        return None
    return Whom("person", turn.who.person_id, turn.who.full_name or turn.who.shown_name)


def meant(turn: Turn, text: str) -> Whom | list[Whom]:
    """What a name stands for: one, or all that it may mean; an empty list where it means nothing."""
    if fold(text) in _SELF:
        own = the_sender(turn)
        return own or []
    if fold(text) in _PLAN:
        return _one_or_all([_of_plan(plan) for plan in turn.plans])
    number = text[len("ke hoach ") :] if plain_letters(text).startswith("ke hoach ") else text
    plan, rest = named_first(turn, number)
    if plan is not None and not rest:
        return _of_plan(plan)
    sure, near = turn.office.names.meant(turn.tx, text)
    if sure is not None:
        return Whom("agency", sure.id, sure.name)
    return [Whom("agency", agency.id, agency.name) for agency in near]


def _of_plan(plan: plans.Plan) -> Whom:
    return Whom("plan", plan.id, _("plan {number}").format(number=plan.number))


def _one_or_all(found: list[Whom]) -> Whom | list[Whom]:
    return found[0] if len(found) == 1 else found


def from_button(turn: Turn, args: Sequence[str]) -> Whom | None:
    """What a button stands for; None for what is not there. Raises ValueError for what no button carries."""
    kind, number = args[0], int(args[1])
    if kind == "person":
        own = the_sender(turn)
        return own if own and own.number == number else None
    if kind == "agency":
        agency = agencies.get(turn.tx, number)
        return Whom("agency", number, agency.name) if agency else None
    if kind == "plan":
        return next((_of_plan(plan) for plan in turn.plans if plan.id == number), None)
    raise ValueError("nothing to pause")


def may_pause(turn: Turn, whom: Whom) -> bool:
    """Everybody themselves, the coordinator agencies and plans."""
    if whom.kind == "person":
        return whom == the_sender(turn)
    return turn.may(Action.SET_REMINDERS)


def running(turn: Turn) -> list[tuple[Whom, date]]:
    """The pauses that the sender may see here, with their last days: the office all, others their own.

    A group reads of agencies and its plan alone, never of people.
    """
    now = pauses.running(turn.tx, turn.today)
    office = turn.who.role in ("coordinator", "leader")
    persons = [n for n in now.people if turn.private and (office or n == turn.who.person_id)]
    names = people.names(turn.tx, persons)
    found = [(Whom("person", number, names[number]), now.people[number]) for number in persons]
    for number, until in now.agencies.items():
        agency = agencies.get(turn.tx, number)
        if agency and (office or number in turn.who.agency_ids):
            found.append((Whom("agency", number, agency.name), until))
    return found + [(_of_plan(plan), now.plans[plan.id]) for plan in turn.plans if plan.id in now.plans]
