"""Files made to do harm, or so large that they do; none is kept, each is made when it is needed."""

from __future__ import annotations

import io
import random
import zipfile
import zlib
from collections.abc import Callable

from tests.files import making
from tests.files.raw import ROW, document, excel_with, inline, sheet, word_with


def _bomb() -> bytes:
    return word_with(document(" " * 400_000_000))


def _ten_bombs() -> bytes:
    return word_with(document(""), **{f"word__{n}_xml": " " * 40_000_000 for n in range(10)})


def _many_members() -> bytes:
    return word_with(document(""), **{f"word__{n}_xml": "<a/>" for n in range(10_000)})


def _archive_in_archive() -> bytes:
    inner = b"0" * 1_000_000
    for depth in range(8):
        kept = io.BytesIO()
        with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
            for copy in range(10):
                archive.writestr(f"{depth}-{copy}.zip", inner)
        inner = kept.getvalue()
    return inner


_LAUGHS = "<!DOCTYPE w [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {new} '{f'&{old};' * 10}'>" for old, new in zip("abcdefghi", "bcdefghij", strict=True)
)


def _billion_laughs() -> bytes:
    text = "<w:p><w:r><w:t>&j;</w:t></w:r></w:p>"
    return word_with(document(text, before=_LAUGHS + "]>"))


def _outside_entity() -> bytes:
    text = "<w:p><w:r><w:t>&x;</w:t></w:r></w:p>"
    return word_with(document(text, before='<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]>'))


def _laughs_in_a_sheet() -> bytes:
    return excel_with(sheet(f"<row>{inline('&j;')}</row>").replace("?>", "?>" + _LAUGHS + "]>", 1))


def _rows_of_word(number: int) -> bytes:
    row = "".join(f"<w:tc><w:p><w:r><w:t>{value}</w:t></w:r></w:p></w:tc>" for value in ("{n}", *ROW))
    head = "".join(f"<w:tc><w:p><w:r><w:t>{name}</w:t></w:r></w:p></w:tc>" for name in making.HEADINGS)
    rows = "".join(f"<w:tr>{row.format(n=n)}</w:tr>" for n in range(number))
    return word_with(document(f"<w:tbl><w:tr>{head}</w:tr>{rows}</w:tbl>"))


def _deep_word() -> bytes:
    return word_with(document("<w:tbl><w:tr><w:tc>" * 50_000 + "</w:tc></w:tr></w:tbl>" * 50_000))


def _tables_in_tables() -> bytes:
    row = "<w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc>{}</w:tc></w:tr>"
    text = ""
    for _depth in range(60):
        text = f"<w:tbl>{(row.format('<w:p/>') * 20)}{row.format(text)}</w:tbl>"
    return word_with(document(text))


def _wide_sheet() -> bytes:
    return excel_with(sheet(f"<row>{inline('x') * 10_000}</row>" * 100))


def _lying_sheet() -> bytes:
    rows = (
        '<row r="1">' + inline("a", "A1") + '</row><row r="1048576">' + inline("b", "XFD1048576") + "</row>"
    )
    return excel_with(sheet(rows, "A1:XFD1048576"))


def with_empty_rows(last: int) -> bytes:
    """A sheet with twenty tasks, formatted down to its `last` row."""
    table = making.numbered([ROW] * 20)
    rows = "".join(f"<row>{''.join(map(inline, row))}</row>" for row in table)
    empty = "".join(f'<row r="{n}" s="1" customFormat="1" ht="{n % 90}"/>' for n in range(30, last))
    return excel_with(sheet(rows + empty, "A1:XFD1048576"))


def _merged_sheet() -> bytes:
    merges = "".join(f'<mergeCell ref="A{n}:XFD1048576"/>' for n in range(1, 20_000))
    rows = "".join(f'<row r="{n}">{inline("a", f"A{n}")}</row>' for n in range(1, 2_000))
    return excel_with(sheet(rows, after=f"<mergeCells>{merges}</mergeCells>"))


def _spans() -> bytes:
    cell = "<td colspan=1000 rowspan=65534>a</td>"
    return f"<html><table>{f'<tr>{cell * 30}</tr>' * 5000}</table></html>".encode()


def _pdf(objects: list[bytes], root: int = 1, trailer: bytes = b"") -> bytes:
    kept = io.BytesIO(b"%PDF-1.7\n")
    kept.seek(0, io.SEEK_END)
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(kept.tell())
        kept.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = kept.tell()
    kept.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    kept.writelines(b"%010d 00000 n \n" % place for place in places)
    kept.write(
        b"trailer<</Size %d/Root %d 0 R%s>>\nstartxref\n%d\n%%%%EOF"
        % (len(objects) + 1, root, trailer, start)
    )
    return kept.getvalue()


def _stream(content: bytes, more: bytes = b"") -> bytes:
    return b"<</Length %d%s>>\nstream\n%s\nendstream" % (len(content), more, content)


def _one_page(content: bytes, *others: bytes, resources: bytes = b"") -> bytes:
    return _pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<%s>>>>" % resources,
            content,
            *others,
        ]
    )


def _circle_of_pages() -> bytes:
    return _pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 1000000>>"])


def _circle_of_forms() -> bytes:
    form = _stream(
        b"/F Do /F Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 5 0 R>>>>"
    )
    return _one_page(_stream(b"/F Do"), form, resources=b"/XObject<</F 5 0 R>>")


def scan() -> bytes:
    """A PDF that holds nothing but a picture."""
    picture = _stream(
        b"\xff" * 300,
        b"/Type/XObject/Subtype/Image/Width 10/Height 10/ColorSpace/DeviceRGB/BitsPerComponent 8",
    )
    return _one_page(_stream(b"595 0 0 842 0 0 cm /I Do"), picture, resources=b"/XObject<</I 5 0 R>>")


def locked() -> bytes:
    """A PDF with a password."""
    pages = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>"]
    lock = b"<</Filter/Standard/V 1/R 2/O(%s)/U(%s)/P -4>>" % (b"o" * 32, b"u" * 32)
    return _pdf([*pages, lock], trailer=b"/Encrypt 3 0 R/ID[(a)(a)]")


def _pdf_bomb() -> bytes:
    packed = zlib.compress(b"1 1 m 9 9 l S\n" * 20_000_000, 9)
    return _one_page(_stream(packed, b"/Filter/FlateDecode"))


def _pdf_of_rules() -> bytes:
    lines = b"".join(b"%d 0 m %d 800 l S 0 %d m 500 %d l S\n" % (n, n, n, n) for n in range(0, 800)) * 20
    text = b"BT /F 9 Tf 9 9 Td (Quy I, quy II, quy III, quy IV nam 2022) Tj ET"
    font = b"/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>"
    return _one_page(_stream(zlib.compress(lines + text), b"/Filter/FlateDecode"), resources=font)


def _random_bytes() -> bytes:
    return random.Random(1).randbytes(500_000)


HOSTILE: dict[str, Callable[[], bytes]] = {
    "a Word file that unpacks to 400 MB": _bomb,
    "a Word file of ten bombs": _ten_bombs,
    "a Word file of 10,000 parts": _many_members,
    "archives in archives": _archive_in_archive,
    "entities that grow, in Word": _billion_laughs,
    "entities that grow, in Excel": _laughs_in_a_sheet,
    "an entity from outside": _outside_entity,
    "a Word table of 60,000 rows": lambda: _rows_of_word(60_000),
    "Word tables 50,000 deep": _deep_word,
    "Word tables 60 deep with rows": _tables_in_tables,
    "an Excel table of 60,000 rows": lambda: making.excel([ROW] * 60_000),
    "Excel rows of 10,000 columns": _wide_sheet,
    "a sheet that claims 1,048,576 x 16,384 cells": _lying_sheet,
    "a sheet of a million empty rows": lambda: with_empty_rows(1_048_576),
    "a sheet of overlapping merged cells": _merged_sheet,
    "a page of 100,000 nested tags": lambda: b"<html>" + b"<div>" * 100_000 + b"a",
    "a page of nested tables": lambda: b"<html>" + b"<table><tr><td>" * 100_000 + b"a",
    "a page of cells that cover thousands": _spans,
    "a page of 60,000 rows": lambda: making.page([ROW] * 60_000),
    "a text of 60,000 rows": lambda: making.text([ROW] * 60_000),
    "a text of one line of 19 MB": lambda: b"Quy I " * 3_200_000,
    "a PDF whose pages hold themselves": _circle_of_pages,
    "a PDF whose forms draw themselves": _circle_of_forms,
    "a PDF that unpacks to 280 MB": _pdf_bomb,
    "a PDF of 32,000 rules": _pdf_of_rules,
    "a scan": scan,
    "a PDF with a password": locked,
    "half a Word file": lambda: making.word([ROW] * 50)[:20_000],
    "half a PDF": lambda: making.pdf([ROW] * 50)[:9_000],
    "random bytes": _random_bytes,
}
