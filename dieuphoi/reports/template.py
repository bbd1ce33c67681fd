"""Builds mau-bao-cao.docx, the Word template of the report: `python -m dieuphoi.reports.template`.

Paper, margins, typeface and sizes follow Nghị định 30/2020/NĐ-CP, Phụ lục I. The words come from `content`;
docs/mau-bao-cao.md lists the fields. An office may restyle the built file in Word as long as the fields stay.
"""

from __future__ import annotations

from pathlib import Path

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.shared import Mm
from docx.table import Table

from dieuphoi.reports import template_parts as parts

FILE = Path(__file__).with_name("mau-bao-cao.docx")
_TEXT_WIDTH = 165  # millimetres: A4 less 30 at the left and 15 at the right
_RIGHT_HALF = 91  # quốc hiệu in 12 pt bold is 88.3 mm wide
MOTTO_WIDTH = 56.1  # tiêu ngữ in 13 pt bold


def build() -> DocxDocument:
    """The template as a document: head, four sections, foot, and the appendix on landscape pages."""
    doc = Document()
    parts.set_styles(doc)
    parts.set_page(doc.sections[0], Mm(210), Mm(297))
    _head(doc)
    _results(doc)
    _overdue(doc)
    _obstacles(doc)
    _next(doc)
    parts.body(doc, "{{ closing }}", with_next=True)  # no page has the signature alone
    _foot(doc)
    _appendix(doc)
    return doc


def _head(doc: DocxDocument) -> None:
    table = parts.grid(doc, rows=2, widths=(_TEXT_WIDTH - _RIGHT_HALF, _RIGHT_HALF), bordered=False)
    left, right = table.rows[0].cells
    parts.line(left, "{{ head.parent | join('\\n') }}", 12, first=True)
    parts.line(left, "{{ head.issuer | join('\\n') }}", 12, bold=True)
    parts.rule(left, 24, _TEXT_WIDTH - _RIGHT_HALF)
    parts.line(right, "{{ head.nation }}", 12, bold=True, first=True)
    parts.line(right, "{{ head.motto }}", 13, bold=True)
    parts.rule(right, MOTTO_WIDTH, _RIGHT_HALF)
    parts.line(table.cell(1, 0), "{{ head.number }}", 13, first=True)
    parts.line(table.cell(1, 1), "{{ head.place_and_day }}", 13, italic=True, first=True)
    parts.centred(doc, "{{ head.kind }}", bold=True, before=18)
    parts.centred(doc, "{{ head.subject }}", bold=True)
    parts.rule(doc, 50, _TEXT_WIDTH)
    _addressed(doc)
    parts.body(doc, "{{ opening }}")
    parts.body(doc, "({{ stamp }})").runs[0].italic = True


def _addressed(doc: DocxDocument) -> None:
    parts.tag(doc, "if head.addressed_to | length == 1")
    parts.centred(doc, "{{ head.to_label }} {{ head.addressed_to[0] }}", before=12)
    parts.tag(doc, "elif head.addressed_to")
    parts.centred(doc, "{{ head.to_label }}", before=12)
    parts.tag(doc, "for name in head.addressed_to")
    paragraph = doc.add_paragraph("- {{ name }}{{ '.' if loop.last else ';' }}")
    paragraph.paragraph_format.left_indent = Mm(50)
    parts.tag(doc, "endfor")
    parts.tag(doc, "endif")


def _results(doc: DocxDocument) -> None:
    doc.add_heading("{{ results_heading }}", 1)
    _each(doc, "results")
    parts.tag(doc, "if agencies")
    parts.body(doc, "{{ agencies_sentence }}", before_table=True)
    table = parts.grid(doc, rows=5, widths=(12, 53, 16, 21, 21, 21, 21))
    parts.header_row(table, "agency_columns", 12)
    _loop_row(table, 1, "for line in agencies")
    counts = tuple(f"{{{{ line.counts[{n}] }}}}" for n in range(4))
    parts.fill(table.rows[2], ("{{ loop.index }}", "{{ line.name }}", "{{ line.total }}", *counts), 12)
    _loop_row(table, 3, "endfor")
    sums = tuple(f"{{{{ all_agencies.counts[{n}] }}}}" for n in range(4))
    parts.fill(
        table.rows[4], ("", "{{ all_agencies.name }}", "{{ all_agencies.total }}", *sums), 12, bold=True
    )
    parts.centre_columns(table, (0, 2, 3, 4, 5, 6))
    parts.body(doc, "{{ paragraphs_sentence }}", with_next=True)
    parts.tag(doc, "for paragraph in paragraphs")
    told = parts.body(doc, "- {{ paragraph.agency }}: ")
    told.runs[0].bold = True
    told.add_run("{{ paragraph.text }}")
    parts.tag(doc, "endfor")
    parts.tag(doc, "endif")


def _overdue(doc: DocxDocument) -> None:
    doc.add_heading("{{ overdue_heading }}", 1)
    parts.body(doc, "{{ overdue_sentence }}", before_table=True)
    cells = {"position": 12, "title": 52, "lead": 33, "deadline": 25, "days_overdue": 19, "situation": 24}
    _task_table(doc, "overdue", columns="overdue_columns", cells=cells, size=12, centred=(0, 3, 4))


def _obstacles(doc: DocxDocument) -> None:
    doc.add_heading("{{ obstacles_heading }}", 1)
    _each(doc, "obstacles")


def _next(doc: DocxDocument) -> None:
    doc.add_heading("{{ next_heading }}", 1)
    parts.body(doc, "{{ next_sentence }}", before_table=True)
    cells = {"position": 12, "title": 62, "lead": 37, "deadline": 25, "situation": 29}
    _task_table(doc, "next_tasks", columns="next_columns", cells=cells, size=12, centred=(0, 3))
    parts.body(doc, "{{ requests_heading }}", with_next=True)
    _each(doc, "requests")


def _foot(doc: DocxDocument) -> None:
    parts.gap(doc)
    table = parts.grid(doc, rows=1, widths=(_TEXT_WIDTH - 85, 85), bordered=False)
    left, right = table.rows[0].cells
    parts.line(
        left, "{{ head.recipients_label }}", 12, bold=True, italic=True, first=True
    ).alignment = ALIGN.LEFT
    parts.line(left, "{{ head.recipients | join('\\n') }}", 11).alignment = ALIGN.LEFT
    parts.line(right, "{{ head.signer | join('\\n') }}", 14, bold=True, first=True)
    for _line in range(4):
        parts.line(right, "", 14)
    parts.line(right, "{{ head.signer_name }}", 14, bold=True)


def _appendix(doc: DocxDocument) -> None:
    section = doc.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    parts.set_page(section, Mm(297), Mm(210))
    parts.number_from_one(section)
    parts.centred(doc, "{{ appendix_label }}", bold=True)
    parts.centred(doc, "{{ appendix_title }}", bold=True)
    parts.centred(doc, "{{ appendix_reference }}").runs[0].italic = True
    parts.centred(doc, "({{ stamp }})", after=6).runs[0].italic = True
    cells = {"position": 10, "code": 16, "title": 52, "lead": 31, "coordinators": 35}
    cells |= {"deadline": 24, "situation": 25, "document": 26, "note": 28}
    columns, centred = "appendix_columns", (0, 1, 5)
    _task_table(doc, "tasks", columns=columns, cells=cells, size=11, centred=centred, otherwise="no_tasks")


def _task_table(
    doc: DocxDocument,
    name: str,
    *,
    columns: str,
    cells: dict[str, int],
    size: int,
    centred: tuple[int, ...],
    otherwise: str | None = None,
) -> None:
    parts.tag(doc, f"if {name}")
    table = parts.grid(doc, rows=4, widths=tuple(cells.values()))
    parts.header_row(table, columns, size)
    _loop_row(table, 1, f"for task in {name}")
    parts.fill(table.rows[2], tuple(f"{{{{ task.{cell} }}}}" for cell in cells), size)
    _loop_row(table, 3, "endfor")
    parts.centre_columns(table, centred)
    if otherwise:
        parts.tag(doc, "else")
        parts.body(doc, f"{{{{ {otherwise} }}}}")
    parts.tag(doc, "endif")


def _each(doc: DocxDocument, name: str) -> None:
    parts.tag(doc, f"for sentence in {name}")
    parts.body(doc, "{{ sentence }}")
    parts.tag(doc, "endfor")


def _loop_row(table: Table, row: int, words: str) -> None:
    table.cell(row, 0).text = f"{{%tr {words} %}}"


if __name__ == "__main__":
    build().save(str(FILE))
