"""Words, dates and cleaned text that every format writes in the same way."""

from __future__ import annotations

import re
from datetime import date, datetime

from dieuphoi.plan.calendar import ZONE
from dieuphoi.plan.periods import Period
from dieuphoi.plan.results import Counter, Results, Row, State
from dieuphoi.plan.text import one_line
from dieuphoi.wording import _, ngettext

# Neither XML nor a PDF can hold these: control characters, lone surrogates, the two non-characters.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

_KIND = re.compile(r"\d+[a-z]?/(?:\d{4}/)?(?P<kind>\w+)(?=[-/. ]|$)")


def plain(text: str | None) -> str:
    """Text that people typed, on one line and without characters that a document cannot hold."""
    return one_line(_UNPRINTABLE.sub(" ", text or ""))


def counter_name(counter: Counter) -> str:
    """A counter as the head of a column names it."""
    return {
        Counter.DONE_IN_TIME: _("Completed in time"),
        Counter.DONE_LATE: _("Completed late"),
        Counter.IN_PROGRESS: _("In progress within the deadline"),
        Counter.OVERDUE: _("Overdue, not completed"),
    }[counter]


def overdue_too(number: int) -> str:
    """What stands behind "done/all" where something is overdue as well."""
    return _(", overdue {n}").format(n=number) if number else ""


def state_name(state: State) -> str:
    """A state as reported, in words."""
    return {
        State.NOT_STARTED: _("Not yet started"),
        State.IN_PROGRESS: _("Being carried out"),
        State.CONSULTING: _("Under consultation or appraisal"),
        State.SUBMITTED: _("Submitted for approval"),
        State.DONE: _("Issued or completed"),
        State.BLOCKED: _("Blocked by an obstacle"),
    }[state]


def short_date(day: date) -> str:
    """A date inside a table: 05/01/2022."""
    return f"{day:%d/%m}/{day.year}"


def long_date(day: date) -> str:
    """A date at the head of a document: a 0 stands before days under 10 and months 1 and 2.

    Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 4.
    """
    month = f"{day.month:02}" if day.month <= 2 else str(day.month)
    return _("{day}/{month}/{year}").format(day=f"{day.day:02}", month=month, year=day.year)


def local(moment: datetime) -> datetime:
    """A moment on the province's clock."""
    return moment.astimezone(ZONE)


def stamp(results: Results) -> str:
    """The sentence that says which moment the numbers are true for."""
    moment = local(results.as_of)
    return _("Figures as of {hour}:{minute}, {day}").format(
        hour=f"{moment:%H}", minute=f"{moment:%M}", day=short_date(moment)
    )


def deadline(row: Row) -> str:
    """The deadline that holds now; an extension shows the original one beside it."""
    if row.due is None:
        return plain(row.deadline_text)
    if row.original_due is None or row.original_due == row.due:
        return short_date(row.due)
    due, original = short_date(row.due), short_date(row.original_due)
    if row.extended:
        text = ngettext(
            "{due} (originally {original}, extended {n} time)",
            "{due} (originally {original}, extended {n} times)",
            row.extended,
        )
        return text.format(due=due, original=original, n=row.extended)
    return _("{due} (originally {original})").format(due=due, original=original)


def document(row: Row) -> str:
    """The document that a task resulted in, with its date where there is one; or that it has no number yet."""
    number = plain(row.document_number)
    if row.without_number:
        return _("no number yet")
    if not number or row.document_date is None:
        return number
    return _("{number} of {day}").format(number=number, day=short_date(row.document_date))


def document_by_kind(row: Row) -> str:
    """The same inside a sentence, by what kind of document its number says that it is: "Quyết định số 12/QĐ-UBND …".

    The abbreviations are those of Nghị định 30/2020/NĐ-CP, Phụ lục III; a number without one is an official letter's.
    """
    said = document(row)
    found = _KIND.match(said)
    if found is None:
        return said
    kind = {
        "NQ": _("Resolution"),
        "QĐ": _("Decision"),
        "CT": _("Directive"),
        "KH": _("Plan"),
        "CTr": _("Programme"),
        "BC": _("Report"),
        "TTr": _("Proposal"),
        "TB": _("Notice"),
        "HD": _("Guidance"),
        "PA": _("Scheme"),
        "QC": _("Regulation"),
    }.get(found["kind"], _("Document"))
    return _("{kind} No. {number}").format(kind=kind, number=said)


def files(row: Row) -> str:
    """The names of the files that prove what was reported."""
    return "; ".join(plain(name) for name in row.files)


def proof(row: Row) -> str:
    """The document that a task resulted in, then the files that were attached."""
    attached = _("files: {names}").format(names=files(row)) if row.files else ""
    return "; ".join(part for part in (document(row), attached) if part)


def situation(row: Row) -> str:
    """The state in words, with its percentage, or a remark when nobody has confirmed it yet."""
    words = state_name(row.state)
    if row.state is State.DONE:
        return words if row.confirmed else _("{state}, awaiting confirmation").format(state=words)
    return words if row.percent is None else f"{words} ({row.percent}%)"


def days_overdue(row: Row, results: Results) -> int:
    """Calendar days since the deadline; 0 for what is not overdue."""
    if row.counter is not Counter.OVERDUE or row.due is None:
        return 0
    return (local(results.as_of).date() - row.due).days


def inside(text: str) -> str:
    """Words as the middle of a sentence writes them."""
    return text[:1].lower() + text[1:]


def within(period: Period) -> str:
    """A period as the middle of a sentence writes it: quý III/2022."""
    return inside(period.label)


def subject(results: Results, period: Period) -> str:
    """What the report is about, as its title and its file properties say."""
    return _("Progress on plan No. {number}, {period}").format(
        number=plain(results.plan_number), period=within(period)
    )
