"""Changes of agencies in words: what happens to whom, from when, by which document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dieuphoi.handlers import phrases
from dieuphoi.plan.succession import Change, Flaw, Kind, Refusal
from dieuphoi.wording import _

Names = Mapping[int, str]


def title(change: Change, names: Names) -> str:
    """What happens: "Gộp Sở A vào Sở B"."""
    before = "; ".join(names[a] for a in change.before)
    after = "; ".join(names[a] for a in change.after)
    return {
        Kind.MERGE: _("Merge {before} into {after}"),
        Kind.SPLIT: _("Divide {before} among {after}"),
        Kind.RENAME: _("Rename {before} to {after}"),
        Kind.DISSOLVE: _("Dissolve {before}"),
    }[change.kind].format(before=before, after=after)


def since(change: Change) -> str:
    """From when, and by which document."""
    day = phrases.day(change.on)
    if change.document_number is None:
        return _("from {day}").format(day=day)
    document = phrases.document(change.document_number, change.document_date)
    return _("from {day}, by {document}").format(day=day, document=document)


def refused(refusal: Refusal, wanted: Change, names: Names) -> str:
    """Why a change can't be made, and what to do instead."""
    agency = names.get(refusal.agency or 0, "")
    other = ""
    if refusal.other is not None:
        other = _("change No. {n}, {day}").format(n=refusal.other.id, day=phrases.day(refusal.other.on))
    elif refusal.flaw is Flaw.NOT_THERE:
        text = _("{agency} is no agency yet on {day}.")
        return text.format(agency=agency, day=phrases.day(wanted.on))
    return {
        Flaw.SHAPE: _shape(wanted.kind),
        Flaw.ITSELF: _("{agency} can't succeed itself; leave it out of the successors."),
        Flaw.DAY: _("The day is too long ago; at the earliest 01/01/2000."),
        Flaw.NOT_THERE: _(
            "{agency} is no agency on {day} ({other}); name the agency that there is on that day."
        ),
        Flaw.ENDS_TWICE: _("{agency} ends later by {other}; withdraw that first, or name an earlier agency."),
        Flaw.HEIR_ENDED: _("{agency} has ended since ({other}); name the agency that there is today."),
        Flaw.SAME_DAY: _(
            "{agency} changes on that very day by {other}; put both into one change, or on two days."
        ),
    }[refusal.flaw].format(agency=agency, other=other, day=phrases.day(wanted.on))


def _shape(kind: Kind) -> str:
    return {
        Kind.MERGE: _("A merger has one or more agencies that go into one other."),
        Kind.SPLIT: _("A division has one agency and at least two successors."),
        Kind.RENAME: _("A renaming has one agency and its one new name."),
        Kind.DISSOLVE: _("A dissolution names the agencies that end, and no successor."),
    }[kind]


def listed(codes: Sequence[str], limit: int = 20) -> str:
    """Codes of tasks in a row, the rest as a number."""
    shown = ", ".join(dict.fromkeys(codes[:limit]))
    more = len(codes) - limit
    return shown + (_(" and {n} more").format(n=more) if more > 0 else "")
