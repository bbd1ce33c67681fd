"""Word documents: merged cells, automatic numbers (`#`), lists, repeated headings, landscape sections."""

from __future__ import annotations

import io
import zipfile

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from tests.plan.corpus.grid import Mark, Table, blocks, cells

STYLES = {"* ": "List Bullet", "#. ": "List Number", "## ": "Heading 1"}
SAME_MOMENT = (2026, 1, 1, 0, 0, 0)


def make(content: str) -> bytes:
    """A .docx of this content."""
    document = Document()
    for block in blocks(content):
        if isinstance(block, Table):
            _table(document, block)
        elif isinstance(block, Mark):
            _mark(document, block)
        else:
            _paragraph(document, block)
    return _same_every_time(document)


def _paragraph(document, line):
    for start, style in STYLES.items():
        if line.startswith(start):
            document.add_paragraph(line.removeprefix(start), style=style)
            return
    document.add_paragraph(line)


def _mark(document, mark):
    if mark.name == "page":
        document.add_page_break()
        return
    section = document.add_section()
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width


def _table(document, table):
    made = document.add_table(len(table.rows), table.width)
    if "plain" not in table.options:
        made.style = "Table Grid"
    for cell in cells(table):
        place = made.cell(cell.row, cell.column)
        if cell.rows > 1 or cell.columns > 1:
            place = place.merge(made.cell(cell.row + cell.rows - 1, cell.column + cell.columns - 1))
        _fill(place, cell.text)
    for row in range(int(table.options.get("header", 0))):
        made.rows[row]._tr.get_or_add_trPr().append(_repeated())


def _fill(place, text):
    if text == "#":
        place.paragraphs[0].style = "List Number"
        return
    first, *more = text.split("\n")
    place.paragraphs[0].text = first
    for line in more:
        place.add_paragraph(line)


def _repeated():
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    return mark


def _same_every_time(document) -> bytes:
    raw, kept = io.BytesIO(), io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(kept, "w") as target:
        for part in source.namelist():
            target.writestr(zipfile.ZipInfo(part, SAME_MOMENT), source.read(part), zipfile.ZIP_DEFLATED)
    return kept.getvalue()
