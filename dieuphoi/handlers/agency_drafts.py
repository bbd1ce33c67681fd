"""A change of agencies before it is stored: from typed names to agencies, what it would do, and storing it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from dieuphoi.handlers import agency_words, phrases
from dieuphoi.handlers.directory import Names, surely
from dieuphoi.handlers.messages import bold
from dieuphoi.handlers.typed_changes import Typed
from dieuphoi.plan.agencies import EXACT, is_district_group
from dieuphoi.plan.agencies import Kind as AgencyKind
from dieuphoi.plan.succession import Change, Kind
from dieuphoi.storage import agencies, changes, handing_over, people, tasks
from dieuphoi.storage.agencies import Agency
from dieuphoi.storage.changes import Source
from dieuphoi.storage.database import Transaction
from dieuphoi.wording import _, ngettext

AHEAD = timedelta(days=2 * 366)
CODES = 20
_NEW = -1  # the number of the first agency that there is not yet; the next is -2


class DraftError(ValueError):
    """Why a change can't be made, for people to read."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A change that can be made; successors that there are not yet have negative numbers."""

    change: Change
    names: Mapping[int, str]
    new: tuple[str, ...] = ()
    choices: Mapping[str, str] = field(default_factory=dict)  # task code → name of the successor


def resolve(tx: Transaction, directory: Names, typed: Typed) -> Draft:
    """Tell which agencies are meant. Raises DraftError with what is wrong and what is allowed."""
    if typed.on is None:
        raise DraftError(_("From which day? Write it with its year, e.g. “từ 01/3/2025”."))
    if typed.on > tx.now.date() + AHEAD:
        raise DraftError(_("At most two years ahead."))
    if not typed.document_number:
        raise DraftError(_("By which document? Write e.g. “theo 15/NQ-HĐND ngày 20/02/2025”."))
    before = [a for name in typed.before for a in _ending(tx, directory, name, typed.on)]
    after, new = _succeeding(tx, directory, typed)
    if typed.kind is Kind.MERGE:  # "gộp A và B vào B": B takes A in
        before = [agency for agency in before if agency not in after]
    names = {agency.id: agency.name for agency in (*before, *after)}
    change = Change(
        0,
        typed.kind,
        typed.on,
        tuple(agency.id for agency in before),
        tuple(agency.id for agency in after),
        typed.document_number,
        typed.document_date,
    )
    refusal = changes.succession(tx, planned=True).refusal(change, tx.now.date())
    if refusal is not None:
        raise DraftError(agency_words.refused(refusal, change, names))
    return Draft(change, names, new)


def _ending(tx: Transaction, directory: Names, name: str, on: date) -> list[Agency]:
    """The agencies that a name means which is to end; the group of the district units means each of them."""
    if is_district_group(name):
        there = changes.succession(tx, planned=True)
        every = [agency for agency, _aliases in agencies.every(tx) if agency.kind == AgencyKind.DISTRICT]
        return [agency for agency in every if there.alive(agency.id, on)]
    exact = agencies.by_name(tx, name)
    found = directory.written(tx, name)
    sure = exact or surely(found)
    if sure is None:
        near = "; ".join(agency.name for agency, _score in found[:5]) or _("none")
        text = _("I'm not sure which agency “{name}” is. Nearest: {near}. Write its full name.")
        raise DraftError(text.format(name=name[:60], near=near))
    return [sure]


def _succeeding(tx: Transaction, directory: Names, typed: Typed) -> tuple[list[Agency], tuple[str, ...]]:
    """The successors: agencies that there are, or new ones by the names as typed."""
    found: list[Agency] = []
    new: list[str] = []
    for name in typed.after:
        known = agencies.by_name(tx, name)
        matches = [agency for agency, score in directory.written(tx, name) if score == EXACT]
        if known is None and len(matches) > 1:
            names = "; ".join(agency.name for agency in matches)
            raise DraftError(
                _("“{name}” may be: {names}. Write its full name.").format(name=name, names=names)
            )
        if known is None and not matches:
            if len(name.split()) < 2:
                raise DraftError(
                    _("“{name}” is not an agency's name. Write it in full.").format(name=name[:60])
                )
            new.append(name)
            known = Agency(_NEW - len(new) + 1, name)
        found.append(known or matches[0])
    return list(dict.fromkeys(found)), tuple(new)


def preview(tx: Transaction, draft: Draft) -> list[str]:
    """What will happen, before anything is stored, a line each."""
    change, today = draft.change, tx.now.date()
    lines = [bold(agency_words.title(change, draft.names)), _capital(agency_words.since(change)) + "."]
    lines.append(
        _("The day has come: it takes effect at once, and counts from its day.")
        if change.on <= today
        else _("It takes effect as {day} begins; until then it can be withdrawn.").format(
            day=phrases.day(change.on)
        )
    )
    if draft.new:
        lines.append(
            _("New agencies: {names}. (If you mean one that exists, write its full name.)").format(
                names="; ".join(draft.new)
            )
        )
    return [*lines, *_tasks(tx, draft), *_people(tx, draft)]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _tasks(tx: Transaction, draft: Draft) -> Iterable[str]:
    led = tasks.many(tx, [number for number, _old in handing_over.led_by(tx, draft.change.before)])
    items = [item for item in led if not item.withdrawn]
    done = sum(not item.open for item in items)
    number = ngettext("{n} task", "{n} tasks", len(items)).format(n=len(items))
    codes = agency_words.listed([item.code for item in items], CODES)
    if not items:
        yield _("They lead no task.")
    elif draft.change.kind in (Kind.MERGE, Kind.RENAME):
        text = _("{number} pass to {after} with deadlines, states and log ({done} done): {codes}.")
        after = draft.names[draft.change.after[0]]
        yield text.format(number=number, after=after, done=done, codes=codes)
    elif draft.change.kind is Kind.SPLIT:
        yield _("{number} wait until you say which successor takes them: {codes}.").format(
            number=number, codes=codes
        )
    else:
        text = _("{number} wait until you say who takes them, or that they end: {codes}.")
        yield text.format(number=number, codes=codes)
    for code, to in draft.choices.items():
        yield "• " + _("{code} passes to {agency}").format(code=code, agency=to)


def _people(tx: Transaction, draft: Draft) -> Iterable[str]:
    focals = people.focals(tx, draft.change.before)
    names = ", ".join(dict.fromkeys(focal.full_name for focal in focals))
    number = len({focal.person_id for focal in focals})
    if not focals:
        yield _("They have no focal point.")
    elif draft.change.after:
        text = ngettext(
            "{n} focal point is asked for the new seat: {names}.",
            "{n} focal points are asked for their new seats: {names}.",
            number,
        )
        yield text.format(n=number, names=names)
    else:
        text = ngettext(
            "{n} focal point answers for the tasks until all is decided: {names}.",
            "{n} focal points answer for the tasks until all is decided: {names}.",
            number,
        )
        yield text.format(n=number, names=names)


def store(tx: Transaction, draft: Draft, source: Source) -> int:
    """Keep the change, with agencies that there were not; gives its number. It takes effect apart from this."""
    kinds = {found.kind for a in draft.change.before if (found := agencies.get(tx, a))}
    kind = kinds.pop() if len(kinds) == 1 else AgencyKind.OTHER
    numbers = {
        _NEW - position: agencies.add(tx, name, kind, born=True) for position, name in enumerate(draft.new)
    }
    change = draft.change
    after = tuple(numbers.get(agency, agency) for agency in change.after)
    return changes.enter(
        tx,
        Change(0, change.kind, change.on, change.before, after, change.document_number, change.document_date),
        source,
    )


def to_json(typed: Typed) -> dict[str, Any]:
    """A typed change as an open question keeps it."""
    return {
        "kind": typed.kind,
        "before": list(typed.before),
        "after": list(typed.after),
        "on": typed.on.isoformat() if typed.on else None,
        "number": typed.document_number,
        "dated": typed.document_date.isoformat() if typed.document_date else None,
    }


def from_json(kept: Mapping[str, Any]) -> Typed:
    """The change that a question kept."""

    def day(text: str | None) -> date | None:
        return date.fromisoformat(text) if text else None

    def names(found: Sequence[str]) -> tuple[str, ...]:
        return tuple(found)

    return Typed(
        Kind(kept["kind"]),
        names(kept["before"]),
        names(kept["after"]),
        day(kept["on"]),
        kept["number"],
        day(kept["dated"]),
    )
