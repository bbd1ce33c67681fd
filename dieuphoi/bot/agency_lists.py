"""What `dieuphoi agency` shows and stores: agencies of a day, one agency, a change with its choices."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from dieuphoi.bot import posting
from dieuphoi.handlers import agency_changes, agency_drafts, agency_effects, agency_words, languages
from dieuphoi.handlers.agency_drafts import Draft, DraftError
from dieuphoi.handlers.directory import Names, surely
from dieuphoi.handlers.messages import plain
from dieuphoi.plan.calendar import Hours
from dieuphoi.storage import agencies, changes, handing_over, people, tasks, waiting_tasks
from dieuphoi.storage.agencies import Agency
from dieuphoi.storage.changes import Source
from dieuphoi.storage.database import Transaction
from dieuphoi.wording import _, ngettext


def of_day(tx: Transaction, on: date | None) -> list[dict[str, Any]]:
    """The agencies of a day (today where none is given), by name."""
    over_time = changes.succession(tx, planned=True)
    there = [a for a, _aliases in agencies.every(tx) if over_time.alive(a.id, on or tx.now.date())]
    return [_as_json(tx, agency) for agency in there]


def _as_json(tx: Transaction, agency: Agency) -> dict[str, Any]:
    spans = changes.succession(tx, planned=True).lifetime(agency.id)
    focals = [focal.full_name for focal in people.focals(tx, [agency.id])]
    return {
        "name": agency.name,
        "kind": agency.kind,
        "lifetime": [
            {"since": since and since.isoformat(), "until": until and until.isoformat()}
            for since, until in spans
        ],
        "tasks": waiting_tasks.left_with(tx, agency.id),
        "focal_points": focals,
    }


def as_text(found: list[dict[str, Any]]) -> str:
    """The agencies for the terminal, a line each."""
    lines = []
    for one in found:
        span = one["lifetime"][-1] if one["lifetime"] else {"since": None, "until": None}
        dates = f" [{span['since'] or '…'} – {span['until'] or '…'}]" if any(span.values()) else ""
        lines.append(f"{one['name']}{dates}: {one['tasks']}; {', '.join(one['focal_points']) or '–'}\n")
    return "".join(lines)


def one(tx: Transaction, name: str) -> tuple[dict[str, Any], list[str]] | None:
    """One agency by its name, of today or not, as JSON and in lines; None where the name is not sure."""
    agency = agencies.by_name(tx, name) or surely(Names().written(tx, name))
    if agency is None:
        return None
    over_time = changes.succession(tx, planned=True)
    names = agencies.every_name(tx)
    told = [
        {
            "number": change.id,
            "kind": str(change.kind),
            "on": change.on.isoformat(),
            "before": [names[a] for a in change.before],
            "after": [names[a] for a in change.after],
            "document": change.document_number,
        }
        for change in over_time.of(agency.id)
    ]
    heirs = [names[a] for a in over_time.heirs(agency.id, tx.now.date())]
    found = _as_json(tx, agency) | {"changes": told, "today": heirs}
    return found, [plain(line) for line in agency_changes.about(tx, agency)]


def chosen(tx: Transaction, draft: Draft, wanted: Sequence[str]) -> dict[str, str]:
    """Which successor takes which task, from CODE=NAME. Raises DraftError with what is allowed."""
    successors = {draft.names[a]: a for a in draft.change.after}
    led = {number for number, _old in handing_over.led_by(tx, draft.change.before)}
    codes = {item.code for item in tasks.many(tx, sorted(led)) if not item.withdrawn}
    found: dict[str, str] = {}
    for pair in wanted:
        code, _sign, name = pair.partition("=")
        meant = Names().written(tx, name)
        to = name if name in successors else next((a.name for a, s in meant if s == 100), "")
        if code.strip().upper() not in codes:
            text = _("--task {pair}: no task of theirs has that code. Their tasks: {codes}.")
            raise DraftError(text.format(pair=pair, codes=", ".join(sorted(codes)) or "–"))
        if to not in successors:
            text = _("--task {pair}: write CODE=successor; the successors: {names}.")
            raise DraftError(text.format(pair=pair, names="; ".join(successors)))
        found[code.strip().upper()] = to
    return found


def store(tx: Transaction, draft: Draft, hours: Hours) -> list[str]:
    """Keep a change with its choices, let it take effect where its day has come; what is to be said goes out."""
    source = Source()
    number = agency_drafts.store(tx, draft, source)
    names = {name: key for key, name in agencies.every_name(tx).items()}
    led = [key for key, _old in handing_over.led_by(tx, draft.change.before)]
    for item in tasks.many(tx, led):
        if item.code in draft.choices:
            changes.choose(tx, number, [item.id], names[draft.choices[item.code]], source)
    posting.post(tx, languages.spoken(tx, lambda: agency_effects.come_due(tx, hours)), {})
    entry = changes.get(tx, number)
    assert entry is not None  # noqa: S101 - it was just entered
    state = _("in effect") if entry.in_effect else _("waits for its day")
    lines = [_("Change No. {n}: {state}.").format(n=number, state=state)]
    waiting = [key for key, _old in waiting_tasks.of(tx, entry)]
    if waiting:
        text = ngettext("{n} task is undecided: {codes}.", "{n} tasks are undecided: {codes}.", len(waiting))
        codes = agency_words.listed([item.code for item in tasks.many(tx, waiting)])
        lines.append(text.format(n=len(waiting), codes=codes))
    return lines
