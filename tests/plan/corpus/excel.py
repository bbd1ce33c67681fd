"""Excel workbooks: `[sheet NAME]` starts one; `=2026-03-31` is a real date, `=46082` a number.

`freeze=N` freezes the rows down to the table's N-th.
"""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime

import xlsxwriter

from tests.plan.corpus.grid import Mark, Table, blocks, cells


def make(content: str) -> bytes:
    """An .xlsx of this content; paragraphs are joined over six columns."""
    kept = io.BytesIO()
    book = xlsxwriter.Workbook(kept, {"in_memory": True})
    book.set_properties({"created": datetime(2026, 1, 1, tzinfo=UTC)})
    wrapped = book.add_format({"text_wrap": True, "valign": "vcenter"})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet, row = None, 0
    for block in blocks(content):
        if isinstance(block, Mark):
            sheet, row = book.add_worksheet(block.value), 0
        elif isinstance(block, Table):
            _table(sheet, block, row, wrapped, day)
            row += len(block.rows)
        else:
            if block:
                sheet.merge_range(row, 0, row, 5, block, wrapped)
            row += 1
    book.close()
    return kept.getvalue()


def _table(sheet, table, top, wrapped, day):
    left = int(table.options.get("left", 0))
    if "freeze" in table.options:
        sheet.freeze_panes(top + int(table.options["freeze"]), 0)
    for cell in cells(table):
        row, column = top + cell.row, left + cell.column
        if cell.rows > 1 or cell.columns > 1:
            last = (row + cell.rows - 1, column + cell.columns - 1)
            sheet.merge_range(row, column, *last, "", wrapped)
        _write(sheet, row, column, cell.text, wrapped, day)


def _write(sheet, row, column, text, wrapped, day):
    if re.fullmatch(r"=\d{4}-\d\d-\d\d", text):
        sheet.write_datetime(row, column, datetime.fromisoformat(text[1:]), day)
    elif re.fullmatch(r"=\d+", text):
        sheet.write_number(row, column, int(text[1:]))
    elif text:
        sheet.write_string(row, column, text, wrapped)
