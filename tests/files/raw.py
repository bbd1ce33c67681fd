"""Word and Excel files around XML written by hand, for what libraries do not write."""

from __future__ import annotations

import io
import zipfile

from tests.files import making

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
ROW = ("Rà soát quỹ đất", "Sở Y tế", "Sở Nội vụ", "Quý I/2022")


def word_with(document: str, **others: str | bytes) -> bytes:
    """A Word file around the XML of its document; other parts by their path, as in word__numbering_xml."""
    parts = {name.replace("__", "/").replace("_", "."): content for name, content in others.items()}
    return _with(io.BytesIO(making.word([ROW])), {"word/document.xml": document, **parts})


def excel_with(sheet: str) -> bytes:
    """An Excel file around the XML of its sheet."""
    return _with(io.BytesIO(making.excel([ROW])), {"xl/worksheets/sheet1.xml": sheet})


def _with(old: io.BytesIO, parts: dict[str, str | bytes]) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(old) as source, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            if name not in parts:
                target.writestr(name, source.read(name))
        for name, content in parts.items():
            target.writestr(name, content)
    return kept.getvalue()


def document(body: str, before: str = "") -> str:
    """The XML of a Word document."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<w:document {_W}><w:body>{body}</w:body></w:document>'
    )


def sheet(rows: str, dimension: str = "A1", after: str = "") -> str:
    """The XML of an Excel sheet."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><worksheet {_S}><dimension ref="{dimension}"/>'
        f"<sheetData>{rows}</sheetData>{after}</worksheet>"
    )


def inline(text: str, at: str = "") -> str:
    """The XML of a cell with text."""
    return f'<c{f" r={chr(34)}{at}{chr(34)}" if at else ""} t="inlineStr"><is><t>{text}</t></is></c>'
