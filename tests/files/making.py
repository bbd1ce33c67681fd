"""One plan as a text, a web page, a Word, Excel and PDF file, as offices would make them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from html import escape

import docx
import typst
import xlsxwriter

HEADINGS = ("STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành")
LETTERHEAD = (
    ("ỦY BAN NHÂN DÂN TỈNH BÌNH MINH", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    ("Số: 12/KH-UBND", "Bình Minh, ngày 05 tháng 3 năm 2022"),
)
TITLE = ("KẾ HOẠCH", "Chuyển đổi số năm 2022")
DUTIES = (
    "III. TỔ CHỨC THỰC HIỆN",
    "1. Sở Y tế chủ trì, phối hợp với các cơ quan liên quan tham mưu, tổng hợp kết quả.",
    "2. Sở Tài chính bố trí kinh phí thực hiện Kế hoạch.",
)
APPENDIX = "PHỤ LỤC 1"

Rows = Sequence[Sequence[str]]  # title, lead, helpers, deadline


def numbered(rows: Rows) -> list[tuple[str, ...]]:
    """The rows with their numbers, under their headings."""
    return [HEADINGS, *((str(at), *row) for at, row in enumerate(rows, start=1))]


def text(rows: Rows) -> bytes:
    """A text file with bars between the cells."""
    lines = [" | ".join(pair) for pair in LETTERHEAD]
    lines += [*TITLE, *DUTIES, APPENDIX, *(" | ".join(row) for row in numbered(rows))]
    return "\n".join(lines).encode()


def markdown(rows: Rows) -> bytes:
    """A Markdown file with a pipe table."""
    table = ["| " + " | ".join(row) + " |" for row in numbered(rows)]
    table.insert(1, "|" + "---|" * len(HEADINGS))
    head = [*(f"{left} | {right}" for left, right in LETTERHEAD), "", *TITLE, "", *DUTIES, "", APPENDIX, ""]
    return "\n".join([*head, *table]).encode()


def page(rows: Rows) -> bytes:
    """A web page with a menu before the text."""
    menu = "".join(f"<li><a href='/{n}'>Mục {n}</a></li>" for n in range(5))
    body = "".join(f"<p>{escape(line)}</p>" for line in (*TITLE, *DUTIES, APPENDIX))
    html = f"<nav><ul>{menu}</ul></nav>{_html_table(LETTERHEAD)}{body}{_html_table(numbered(rows))}"
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'></head><body>{html}</body></html>".encode()


def _html_table(rows: Rows) -> str:
    return "<table>" + "".join("<tr>" + "".join(map(_html_cell, row)) + "</tr>" for row in rows) + "</table>"


def _html_cell(text: str) -> str:
    return f"<td>{escape(text)}</td>"


def word(rows: Rows) -> bytes:
    """A Word document with a letterhead in a table."""
    document = docx.Document()
    _word_table(document, LETTERHEAD)
    for line in (*TITLE, *DUTIES, APPENDIX):
        document.add_paragraph(line)
    _word_table(document, numbered(rows))
    return saved(document)


def saved(document: docx.document.Document) -> bytes:
    """A Word document as a file."""
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def _word_table(document: docx.document.Document, rows: Rows) -> None:
    table = document.add_table(len(rows), len(rows[0]))
    cells = iter(table._cells)
    for row in rows:
        for value in row:
            next(cells).text = value


def excel(rows: Rows) -> bytes:
    """An Excel workbook with its table from the sixth row, beginning in the second column."""
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet("Nhiệm vụ")
        for at, (left, right) in enumerate(LETTERHEAD):
            sheet.write_row(at, 1, (left, "", right))
        for at, line in enumerate((*TITLE, *DUTIES, APPENDIX), start=2):
            sheet.write_string(at, 1, line)
        for at, row in enumerate(numbered(rows), start=9):
            for column, value in enumerate(row, start=1):
                if value:
                    sheet.write(at, column, int(value) if value.isdigit() else value)
    return kept.getvalue()


def pdf(rows: Rows, *, stroke: str = "0.5pt", flipped: bool = False) -> bytes:
    """A PDF with page numbers and its table's heading on every page; stroke "none" leaves the rules out."""
    cells = ",".join(_typst(value) for row in numbered(rows)[1:] for value in row)
    source = f"""
#set page(paper: "a4", flipped: {str(flipped).lower()}, numbering: "1")
#set text(size: 11pt)
#grid(columns: (1fr, 1fr), row-gutter: 6pt, {",".join(_typst(value) for pair in LETTERHEAD for value in pair)})
{"".join(f"#par({_typst(line)})" for line in (*TITLE, *DUTIES, APPENDIX))}
#table(columns: (auto, 3fr, 2fr, 2fr, 1.5fr), stroke: {stroke}, align: left,
table.header({",".join(map(_typst, HEADINGS))}), {cells})
"""
    return typst.compile(source.encode(), ignore_system_fonts=True)


def _typst(value: str) -> str:
    escaped = "".join(f"\\{letter}" if letter in '\\"#$*_`<>@[]~=-+/.' else letter for letter in value)
    return f"[{escaped}]"
