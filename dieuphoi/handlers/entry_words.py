"""What an entry of a task's log says or does, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from dieuphoi.handlers import blocker_words, part_words, phrases
from dieuphoi.plan.history import BY_DOCUMENT, Entry, Kind
from dieuphoi.storage import files, log
from dieuphoi.wording import _


def _file(found: log.Line) -> str:
    """The file that came with an entry, and what became of it where it is not kept."""
    fate = {
        files.WAITING: _("being fetched"),
        files.REFUSED: _("refused"),
        files.LOST: _("could not be fetched"),
        files.DOUBLE: _("on record before"),
    }.get(found.file_state or "")
    named = _("file {name}").format(name=found.file_name)
    return f"{named} ({fate})" if fate else named


def what(found: log.Line, asked: Mapping[int, str]) -> str:
    """What an entry says or does; `asked` is what coordinating agencies were asked for, by the request's number."""
    entry = found.entry
    if beside := part_words.in_log(found, asked.get(entry.part or 0)) or blocker_words.in_log(entry):
        return beside
    if entry.kind is Kind.CONFIRM:
        return _("confirmed")
    if entry.kind is Kind.RETURN:
        return _("returned: {reason}").format(reason=entry.note)
    if entry.kind is Kind.EXTEND and entry.due is not None:
        return _("extended to {day}").format(day=phrases.day(entry.due))
    if entry.kind is Kind.EVENT and entry.happened_on is not None:
        return _event(entry.happened_on, entry.due)
    if entry.kind is Kind.LEAD:
        return _("given another lead: {way}").format(way=entry.note)
    if entry.kind is Kind.PASS:
        by = phrases.document(entry.document_number, entry.document_date) if entry.document_number else "–"
        return _("passed on: {way} ({by})").format(way=entry.note, by=by)
    if entry.kind is Kind.WITHDRAW and entry.note:
        return _("ended with {agency}, nobody takes it over").format(agency=entry.note)
    if entry.kind in BY_DOCUMENT:
        return _amended(entry)
    if entry.kind is Kind.UNDO:
        return _("undid an entry")
    if entry.kind is Kind.DOCUMENT and not entry.document_number and not entry.document_date:
        return _("no document number yet")
    return "; ".join(_reported(found))


def _reported(found: log.Line) -> list[str]:
    """What a report said, part by part."""
    entry = found.entry
    said = [phrases.state_name(entry.state)] if entry.state else []
    said += [f"{entry.percent}%"] if entry.percent is not None else []
    if entry.document_number:
        said.append(phrases.document(entry.document_number, entry.document_date))
    elif entry.document_date:
        said.append(_("document of {day}").format(day=phrases.day(entry.document_date)))
    said += [entry.note] if entry.note else []
    return [*said, *([_file(found)] if found.file_name else [])]


def _amended(entry: Entry) -> str:
    """What an amended plan did to the task."""
    if entry.kind is Kind.DEADLINE:
        due = phrases.day(entry.due) if entry.due else entry.note or _("none")
        return _("the plan was amended: deadline {due}").format(due=due)
    if entry.kind is Kind.AMEND:
        return _("the plan was amended: {what}").format(what=entry.note)
    if entry.kind is Kind.WITHDRAW:
        return _("the plan was amended: taken out")
    return _("the plan was amended: taken in again")


def _event(happened_on: date, due: date | None) -> str:
    said = _("the event happened on {day}").format(day=phrases.day(happened_on))
    return f"{said}; " + _("due {day}").format(day=phrases.day(due)) if due else said
