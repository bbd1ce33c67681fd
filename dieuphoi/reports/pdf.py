"""The report as a PDF: the words of `content` in mau-bao-cao.typ, set by typst.

The words reach typst as data and not as markup, so nothing that people typed can be taken for a command.
The typeface is Tinos, shipped in fonts/: every letter is as wide as in Times New Roman, and a report looks
the same on every machine.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from pathlib import Path

import typst

from dieuphoi.reports.content import content
from dieuphoi.reports.report import Report

_HERE = Path(__file__).parent
_LONG_WORD = re.compile(r"\S{20}(?=\S)")
_BREAK = "\u200b"  # a place where a line may break, without a hyphen


def make(report: Report) -> bytes:
    """The .pdf file."""
    words = asdict(content(report))
    return typst.compile(
        (_HERE / "mau-bao-cao.typ").read_bytes(),
        font_paths=typst.Fonts(font_paths=[_HERE / "fonts"]),
        format="pdf",
        sys_inputs={"content": json.dumps(_breakable(words), ensure_ascii=False)},
        timestamp=int(report.results.as_of.timestamp()),
    )


def _breakable(value: object) -> object:
    """The same data with places to break inside words too long for a narrow column."""
    if isinstance(value, str):
        return _LONG_WORD.sub(lambda found: found[0] + _BREAK, value)
    if isinstance(value, dict):
        return {key: _breakable(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_breakable(inner) for inner in value]
    return value
