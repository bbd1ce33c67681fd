"""The head and the foot of a document: who issues it, to whom, when, and who gets a copy.

Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II.
"""

from __future__ import annotations

from dataclasses import dataclass

from dieuphoi.reports import terms
from dieuphoi.reports.report import Report
from dieuphoi.reports.terms import plain
from dieuphoi.wording import _

_ONE_LINE = 26  # capitals of size 12 that fit the left half of the head


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The parts that stand outside the text. Names of agencies come as the lines that they are set in."""

    nation: str
    motto: str
    parent: tuple[str, ...]
    issuer: tuple[str, ...]
    code: str
    number: str
    day: str
    place_and_day: str
    kind: str
    subject: str
    to_label: str
    addressed_to: tuple[str, ...]
    recipients_label: str
    recipients: tuple[str, ...]
    signer: tuple[str, ...]
    signer_name: str


def letterhead(report: Report) -> Letterhead:
    """The head and the foot of the report; the number is left open for the office's register."""
    office = report.office
    code = "\u00a0" * 8 + "/" + plain(office.symbol)
    day = terms.long_date(terms.local(report.results.as_of).date())
    return Letterhead(
        nation=_("SOCIALIST REPUBLIC OF VIET NAM"),
        motto=_("Independence - Freedom - Happiness"),
        parent=halves(plain(office.parent).upper()),
        issuer=halves(plain(office.issuer).upper()),
        code=code,
        number=_("No. {code}").format(code=code),
        day=day,
        place_and_day=f"{plain(office.place)}, {day}",
        kind=_("REPORT"),
        subject=terms.subject(report.results, report.period),
        to_label=_("To:"),
        addressed_to=tuple(plain(name) for name in office.addressed_to),
        recipients_label=_("Copies to:"),
        recipients=_recipients(report),
        signer=tuple(plain(line).upper() for line in office.signer_title.splitlines()),
        signer_name=plain(office.signer_name),
    )


def halves(name: str) -> tuple[str, ...]:
    """A long name in two lines, broken after its dash or near the middle: no word hangs alone."""
    if len(name) <= _ONE_LINE or " " not in name:
        return (name,)
    dash = name.find(" - ")
    if dash > 0:
        return name[: dash + 2], name[dash + 3 :]
    middle = min((at for at, char in enumerate(name) if char == " "), key=lambda at: abs(2 * at - len(name)))
    return name[:middle], name[middle + 1 :]


def _recipients(report: Report) -> tuple[str, ...]:
    """The list of copies; it ends with the one that the office's archive keeps."""
    names = [plain(name).removeprefix("- ").rstrip(" ;.") for name in report.office.recipients]
    kept = _("File: VT")
    if not any(name.startswith(("Lưu:", kept)) for name in names):
        names.append(kept)
    return (*(f"- {name};" for name in names[:-1]), f"- {names[-1]}.")
