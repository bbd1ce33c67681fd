"""The pieces that the Word template is put together from: styles, pages, paragraphs, rules, tables."""

from __future__ import annotations

from collections.abc import Iterable

from docx.document import Document as DocxDocument
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT as VERTICAL
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Length, Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.parfmt import ParagraphFormat
from docx.text.run import Run

TYPEFACE = "Times New Roman"
_BODY_SIZE = 14


def set_styles(doc: DocxDocument) -> None:
    """Every style in black Times New Roman; headings bold in the text's own size."""
    normal, heading = doc.styles["Normal"], doc.styles["Heading 1"]
    for style in (normal, heading):
        assert isinstance(style, ParagraphStyle)  # noqa: S101 - tells the type checker what Word's styles are
        style.font.size = Pt(_BODY_SIZE)
        style.font.color.rgb = RGBColor(0, 0, 0)
        style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
        _typeface(style)
    _add(normal.element.get_or_add_rPr(), "w:lang", {"w:val": "vi-VN", "w:eastAsia": "vi-VN"})
    heading.font.bold = True
    _indented(heading.paragraph_format)
    heading.paragraph_format.keep_with_next = True


def _typeface(style: ParagraphStyle) -> None:
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.attrib.clear()  # the default file names theme fonts, which would win
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), TYPEFACE)


def _indented(shape: ParagraphFormat) -> None:
    shape.first_line_indent = Mm(12.7)
    shape.space_before = Pt(6)


def set_page(section: Section, width: Length, height: Length) -> None:
    """A page with its margins, and its number centred at the top from the second page on."""
    section.page_width, section.page_height = width, height
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin = Mm(30)
    section.right_margin = Mm(15 if width < height else 20)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    section.first_page_header.is_linked_to_previous = False
    section.header.is_linked_to_previous = False
    number = section.header.paragraphs[0]
    number.alignment = ALIGN.CENTER
    _page_number(number.add_run())


def _page_number(run: Run) -> None:
    run.font.size = Pt(13)
    for kind in ("begin", "separate", "end"):
        if kind == "separate":
            _add(run._r, "w:instrText", {}).text = "PAGE"
        _add(run._r, "w:fldChar", {"w:fldCharType": kind})


def number_from_one(section: Section) -> None:
    """An appendix counts its own pages (Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần II)."""
    _add(section._sectPr, "w:pgNumType", {"w:start": "1"}, before="w:cols")


def body(doc: DocxDocument, text: str, *, before_table: bool = False, with_next: bool = False) -> Paragraph:
    """A paragraph of the text: justified, first line indented, 6 points from the one before.

    `with_next` keeps it on the page of what follows; so does `before_table`, closer to it.
    """
    paragraph: Paragraph = doc.add_paragraph(text)
    paragraph.alignment = ALIGN.JUSTIFY
    _indented(paragraph.paragraph_format)
    if before_table:
        paragraph.paragraph_format.space_after = Pt(4)
    paragraph.paragraph_format.keep_with_next = before_table or with_next or None
    return paragraph


def centred(
    doc: DocxDocument, text: str, *, bold: bool = False, before: int = 0, after: int = 0
) -> Paragraph:
    """A line in the middle of the page."""
    paragraph = doc.add_paragraph()
    paragraph.add_run(text).bold = bold
    paragraph.alignment = ALIGN.CENTER
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(before), Pt(after)
    return paragraph


def tag(doc: DocxDocument, words: str) -> None:
    """A step of the template that leaves no paragraph behind."""
    doc.add_paragraph(f"{{%p {words} %}}")


def gap(doc: DocxDocument) -> None:
    """An empty line before the foot."""
    doc.add_paragraph().paragraph_format.keep_with_next = True


def line(
    cell: _Cell, text: str, size: int, *, bold: bool = False, italic: bool = False, first: bool = False
) -> Paragraph:
    """A centred line of the head or foot; the first one takes the paragraph that every cell has."""
    paragraph: Paragraph = cell.paragraphs[0] if first else cell.add_paragraph()
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.italic = Pt(size), bold, italic
    paragraph.alignment = ALIGN.CENTER
    return paragraph


def rule(place: _Cell | DocxDocument, length: float, width: float) -> None:
    """A continuous line of `length` in the middle of `width` millimetres.

    It is the border of a low paragraph: the underline of Word would stick to the letters.
    """
    paragraph = place.add_paragraph()
    borders = _add(paragraph._p.get_or_add_pPr(), "w:pBdr", {})
    _add(borders, "w:top", {"w:val": "single", "w:sz": "6", "w:space": "0", "w:color": "000000"})
    shape = paragraph.paragraph_format
    shape.left_indent = shape.right_indent = Mm((width - length) / 2)
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(4)
    shape.space_before = Pt(2)


def grid(doc: DocxDocument, rows: int, widths: tuple[int, ...], *, bordered: bool = True) -> Table:
    """A table of fixed widths in millimetres."""
    table: Table = doc.add_table(rows, len(widths), style="Table Grid" if bordered else None)
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    _cell_margins(table, 1.2 if bordered else 0)
    for row in table.rows:
        _add(row._tr.get_or_add_trPr(), "w:cantSplit", {})
    return table


def _cell_margins(table: Table, side: float) -> None:
    margins = _add(table._tbl.tblPr, "w:tblCellMar", {}, before="w:tblLook")
    for edge in ("w:left", "w:right"):
        _add(margins, edge, {"w:w": str(round(Mm(side).twips)), "w:type": "dxa"})


def header_row(table: Table, field: str, size: int) -> None:
    """The first row names the columns and comes again on every page."""
    fill(table.rows[0], [f"{{{{ {field}[{n}] }}}}" for n in range(len(table.columns))], size, bold=True)
    _add(table.rows[0]._tr.get_or_add_trPr(), "w:tblHeader", {})
    for cell in table.rows[0].cells:
        cell.paragraphs[0].alignment = ALIGN.CENTER
        cell.paragraphs[0].paragraph_format.keep_with_next = True
        cell.vertical_alignment = VERTICAL.CENTER


def fill(row: _Row, texts: Iterable[str], size: int, *, bold: bool = False) -> None:
    """One text a cell."""
    for cell, text in zip(row.cells, texts, strict=True):
        shape = cell.paragraphs[0].paragraph_format
        shape.space_before = shape.space_after = Pt(2)
        run = cell.paragraphs[0].add_run(text)
        run.font.size, run.bold = Pt(size), bold


def centre_columns(table: Table, columns: Iterable[int]) -> None:
    """Numbers and dates stand in the middle of their columns."""
    for column in columns:
        for cell in table.columns[column].cells:
            cell.paragraphs[0].alignment = ALIGN.CENTER


def _add(
    parent: BaseOxmlElement, name: str, attributes: dict[str, str], before: str | None = None
) -> BaseOxmlElement:
    """Word insists on the order of elements: a new one goes in front of `before`, else at the end."""
    element: BaseOxmlElement = OxmlElement(name, {qn(key): value for key, value in attributes.items()})
    following = parent.find(qn(before)) if before else None
    if following is None:
        parent.append(element)
    else:
        following.addprevious(element)
    return element
