"""The monitoring form as a Word document on landscape pages, its table with a head that comes again on every page."""

from __future__ import annotations

import io
from dataclasses import asdict
from functools import cache

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Mm

from dieuphoi.reports import template_parts as parts
from dieuphoi.reports.monitoring import form
from dieuphoi.reports.report import Report
from dieuphoi.reports.template import MOTTO_WIDTH
from dieuphoi.reports.word import describe, fill

_WIDTH = 247  # millimetres: A4 across less 30 at the left and 20 at the right
_LEFT, _RIGHT = 110, 137
# TT, task, role, in the period, so far, pace, difficulties, proposals
_CELLS = {"position": 10, "title": 55, "role": 34, "in_period": 41, "so_far": 34, "pace": 15}
_CELLS |= {"difficulty": 31, "proposal": 27}


def make(report: Report) -> bytes:
    """The .docx file."""
    words = form(report)
    filled = fill(_template(), asdict(words))
    describe(filled, words.head, words.stamp, report)
    out = io.BytesIO()
    filled.save(out)
    return out.getvalue()


@cache
def _template() -> bytes:
    doc = Document()
    parts.set_styles(doc)
    doc.sections[0].orientation = WD_ORIENT.LANDSCAPE
    parts.set_page(doc.sections[0], Mm(297), Mm(210))
    _head(doc)
    _table(doc)
    parts.body(doc, "{{ legend }}").runs[0].italic = True
    _foot(doc)
    out = io.BytesIO()
    doc.save(out)
    return out.getvalue()


def _head(doc: DocxDocument) -> None:
    left, right = parts.grid(doc, rows=1, widths=(_LEFT, _RIGHT), bordered=False).rows[0].cells
    parts.line(left, "{{ head.parent | join(' ') }}", 12, first=True)
    parts.line(left, "{{ head.issuer | join(' ') }}", 12, bold=True)
    parts.rule(left, 30, _LEFT)
    parts.line(right, "{{ head.nation }}", 12, bold=True, first=True)
    parts.line(right, "{{ head.motto }}", 13, bold=True)
    parts.rule(right, MOTTO_WIDTH, _RIGHT)
    parts.line(right, "{{ head.place_and_day }}", 13, italic=True)
    parts.centred(doc, "{{ title }}", bold=True, before=12)
    parts.centred(doc, "{{ head.subject }}", bold=True)
    parts.centred(doc, "({{ stamp }})", after=6).runs[0].italic = True


def _table(doc: DocxDocument) -> None:
    parts.tag(doc, "if lines")
    table = parts.grid(doc, rows=4, widths=tuple(_CELLS.values()))
    parts.header_row(table, "columns", 11)
    table.cell(1, 0).text = "{%tr for line in lines %}"
    parts.fill(table.rows[2], tuple(f"{{{{ line.{cell} }}}}" for cell in _CELLS), 11)
    table.cell(3, 0).text = "{%tr endfor %}"
    parts.centre_columns(table, (0, 5))
    parts.tag(doc, "else")
    parts.body(doc, "{{ no_lines }}")
    parts.tag(doc, "endif")


def _foot(doc: DocxDocument) -> None:
    parts.gap(doc)
    left, right = parts.grid(doc, rows=1, widths=(_WIDTH - 100, 100), bordered=False).rows[0].cells
    label = parts.line(left, "{{ head.recipients_label }}", 12, bold=True, italic=True, first=True)
    names = parts.line(left, "{{ head.recipients | join('\\n') }}", 11)
    label.alignment = names.alignment = ALIGN.LEFT
    parts.line(right, "{{ head.signer | join('\\n') }}", 14, bold=True, first=True)
    for _line in range(3):
        parts.line(right, "", 14)
    parts.line(right, "{{ head.signer_name }}", 14, bold=True)
