"""PDF files, set with typst: tables with or without ruling lines (`plain`), headings repeated (`header=1`)."""

from __future__ import annotations

import json

import typst

from tests.plan.corpus.grid import Mark, Table, blocks, cells

HEAD = """#set document(date: none)
#set page(paper: "a4", margin: 1.6cm, numbering: "1")
#set text(size: 10pt, lang: "vi")
"""


def make(content: str) -> bytes:
    """A .pdf of this content."""
    return typst.compile((HEAD + "\n".join(map(_block, blocks(content)))).encode())


def _block(block: str | Table | Mark) -> str:
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Mark):
        return "#set page(flipped: true)" if block.name == "landscape" else "#pagebreak()"
    return f"#par({json.dumps(block, ensure_ascii=False)})"


def _table(table: Table) -> str:
    header = int(table.options.get("header", 0))
    widths = table.options.get("widths", ",".join("1" * table.width)).split(",")
    made = [(cell.row, _cell(cell)) for cell in cells(table)]
    head = ", ".join(text for row, text in made if row < header)
    parts = [f"columns: ({', '.join(width + 'fr' for width in widths)},)", "align: left"]
    parts += ["stroke: none"] if "plain" in table.options else []
    parts += [f"table.header({head})"] if header else []
    return "#table(" + ", ".join(parts + [text for row, text in made if row >= header]) + ")"


def _cell(cell) -> str:
    inner = " + linebreak() + ".join(json.dumps(line, ensure_ascii=False) for line in cell.text.split("\n"))
    return f"table.cell(rowspan: {cell.rows}, colspan: {cell.columns}, {{ {inner} }})"
