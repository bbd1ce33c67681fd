"""Word documents: merged cells, automatic numbers (`#`), lists, repeated headings, landscape sections, text boxes.

A table that is `nested` stands in the only cell of another one.
"""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from tests.plan.corpus.grid import Mark, Table, blocks, cells

STYLES = {"* ": "List Bullet", "#. ": "List Number", "## ": "Heading 1"}
BOX = (
    '<w:pict {} xmlns:v="urn:schemas-microsoft-com:vml"><v:shape style="width:150pt;height:40pt"><v:textbox>'
    "<w:txbxContent><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict>"
)
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
    if mark.name == "box":
        _text_box(document.add_paragraph(), mark.value)
        return
    section = document.add_section()
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width


def _table(document, table):
    place = document.add_table(1, 1).cell(0, 0) if "nested" in table.options else document
    made = place.add_table(len(table.rows), table.width)
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


def _text_box(paragraph, text):
    paragraph.add_run()._r.append(parse_xml(BOX.format(nsdecls("w"), escape(text))))


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
