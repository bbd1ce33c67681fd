"""Saved web pages: the site's menus around the document, cells joined by rowspan and colspan."""

from __future__ import annotations

from html import escape
from itertools import groupby

from tests.plan.corpus.grid import Table, blocks, cells

PAGE = """<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8"><title>Văn bản chỉ đạo điều hành</title>
<style>td {{ border: 1px solid #000 }}</style><script>var menu = ["Chủ trì", "Thời hạn"];</script></head>
<body><header><ul class="menu"><li><a href="/">Trang chủ</a></li><li><a href="/gt">Giới thiệu</a></li>
<li><a href="/tin">Tin tức - Sự kiện</a></li><li><a href="/vb">Văn bản</a></li><li>Liên hệ</li></ul></header>
<table class="layout"><tr><td><ul><li>Văn bản mới</li><li>Thủ tục hành chính</li><li>Lịch công tác</li></ul></td>
<td><div class="content">
{content}
</div></td></tr></table>
<footer><p>Bản quyền thuộc về Cổng thông tin điện tử</p><p>Lượt truy cập: 1.234.567</p></footer></body></html>
"""


def make(content: str) -> bytes:
    """A .html of this content, in UTF-8."""
    parts = [
        _table(block) if isinstance(block, Table) else _paragraph(str(block)) for block in blocks(content)
    ]
    return PAGE.format(content="\n".join(parts)).encode()


def _paragraph(line: str) -> str:
    return f"<p>{escape(line)}</p>" if line else "<p>&nbsp;</p>"


def _table(table: Table) -> str:
    rows = [
        "<tr>" + "".join(map(_cell, row)) + "</tr>" for _, row in groupby(cells(table), lambda cell: cell.row)
    ]
    return "<table><tbody>\n" + "\n".join(rows) + "\n</tbody></table>"


def _cell(cell) -> str:
    joined = f' rowspan="{cell.rows}"' * (cell.rows > 1) + f' colspan="{cell.columns}"' * (cell.columns > 1)
    text = "".join(f"<p>{escape(line)}</p>" for line in cell.text.split("\n"))
    return f"<td{joined}>{text}</td>"
