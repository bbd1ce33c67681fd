"""What is handed to leaders: Word, Excel, PDF, chart, calendar. Made from results alone.

Each format is a module of its own with one function `make(report) -> bytes`. They load when first asked for:
matplotlib, docxtpl and typst would otherwise hold up the start of the bot.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module

from dieuphoi.plan.text import fold
from dieuphoi.reports.report import Office, Report
from dieuphoi.reports.terms import plain
from dieuphoi.wording import _

__all__ = ["FORMATS", "Office", "Report", "file_name", "make"]

_MODULES = {"docx": "word", "xlsx": "excel", "pdf": "pdf", "png": "chart", "ics": "calendar"}
FORMATS = tuple(_MODULES)


def make(report: Report, format: str) -> bytes:  # noqa: A002 - the word of the command line and the chat
    """The report as a file. Raises ValueError naming the allowed formats for any other one."""
    _check(format)
    write: Callable[[Report], bytes] = import_module(f"dieuphoi.reports.{_MODULES[format]}").make
    return write(report)


def file_name(report: Report, format: str) -> str:  # noqa: A002 - as above
    """A name of plain letters, which every phone can save: bao-cao-4506-KH-UBND-2022-Q3.docx."""
    _check(format)
    number = "-".join(re.findall("[0-9A-Za-z]+", _folded(plain(report.results.plan_number))))
    return "-".join(filter(None, ("bao-cao", number[:80], report.period.code))) + f".{format}"


def _check(format: str) -> None:  # noqa: A002 - as above
    if format not in FORMATS:
        raise ValueError(
            _("No such format: {format}. Choose one of: {allowed}.").format(
                format=format, allowed=", ".join(FORMATS)
            )
        )


def _folded(text: str) -> str:
    """The text without diacritics but in its own case, and with a dash for every sign: QĐ becomes QD."""
    return "".join((fold(char).upper() if char.isupper() else fold(char)) or "-" for char in text)
