"""What is handed to leaders: Word, Excel, PDF, chart, calendar. Made from results alone.

Each format is a module of its own with one function `make(report) -> bytes`. They load when first asked for:
matplotlib, docxtpl and typst would otherwise hold up the start of the bot.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from enum import StrEnum
from importlib import import_module

from dieuphoi.plan.agenda import Occasion
from dieuphoi.plan.periods import Period
from dieuphoi.plan.text import fold
from dieuphoi.reports.chart_words import description
from dieuphoi.reports.figures import Figures
from dieuphoi.reports.paragraphs import Drawn, drawn
from dieuphoi.reports.report import Office, Report
from dieuphoi.reports.terms import plain
from dieuphoi.wording import _

__all__ = [
    "FORMATS",
    "Drawn",
    "Figures",
    "Form",
    "Office",
    "Report",
    "calendar",
    "drawn",
    "file_name",
    "formats",
    "make",
    "picture",
    "picture_name",
]


class Form(StrEnum):
    """What is handed over: the report to sign, or the monitoring form, which the workbook has as a sheet."""

    REPORT = "report"
    MONITORING = "monitoring"


_MODULES = {
    Form.REPORT: {"docx": "word", "xlsx": "excel", "pdf": "pdf", "png": "chart", "ics": "calendar"},
    Form.MONITORING: {"docx": "monitoring_word", "xlsx": "excel"},
}
_NAMES = {Form.REPORT: "bao-cao", Form.MONITORING: "bieu-theo-doi"}
FORMATS = tuple(_MODULES[Form.REPORT])


def formats(form: Form) -> tuple[str, ...]:
    """The formats that a form is made in."""
    return tuple(_MODULES[form])


def make(report: Report, format: str, form: Form = Form.REPORT) -> bytes:  # noqa: A002 - the word of the chat
    """The report as a file. Raises ValueError naming the allowed formats for any other one."""
    _check(format, form)
    write: Callable[[Report], bytes] = import_module(f"dieuphoi.reports.{_MODULES[form][format]}").make
    return write(report)


def file_name(report: Report, format: str, form: Form = Form.REPORT) -> str:  # noqa: A002 - as above
    """A name of plain letters, which every phone can save: bao-cao-4506-KH-UBND-2022-Q3.docx."""
    _check(format, form)
    return _name(_NAMES[form], report.results.plan_number, report.period.code) + f".{format}"


def picture(figures: Figures) -> tuple[bytes, str]:
    """The picture of the totals as a .png file, and what it shows in words."""
    return import_module("dieuphoi.reports.chart").picture(figures), description(figures)


def calendar_file(name: str, occasions: Sequence[Occasion]) -> bytes:
    """The days of a plan or an agency as an .ics file."""
    made: bytes = import_module("dieuphoi.reports.calendar").calendar(name, occasions)
    return made


def calendar_name(whose: str) -> str:
    """The name of a calendar's file, of a plan's number or an agency's name: lich-so-tai-chinh.ics."""
    return _name("lich", whose, "") + ".ics"


def picture_name(number: str, period: Period | None) -> str:
    """The name of a picture's file: bieu-do-4506-KH-UBND-2022-Q3.png."""
    return _name("bieu-do", number, period.code if period else "") + ".png"


def _name(kind: str, number: str, period: str) -> str:
    plain_number = "-".join(re.findall("[0-9A-Za-z]+", _folded(plain(number))))
    return "-".join(filter(None, (kind, plain_number[:80], period)))


def _check(format: str, form: Form) -> None:  # noqa: A002 - as above
    if format not in formats(form):
        raise ValueError(
            _("No such format: {format}. Choose one of: {allowed}.").format(
                format=format, allowed=", ".join(formats(form))
            )
        )


def _folded(text: str) -> str:
    """The text without diacritics but in its own case, and with a dash for every sign: QĐ becomes QD."""
    return "".join((fold(char).upper() if char.isupper() else fold(char)) or "-" for char in text)
