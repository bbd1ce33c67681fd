"""Files of every kind as the lines and rows that the reader goes through."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from lxml import etree

from dieuphoi.plan.reading.decoding import ReadingError
from dieuphoi.plan.reading.elements import Element, Prose, Row
from dieuphoi.plan.reading.formats.found import Found
from dieuphoi.plan.reading.formats.sniffing import Kind, damaged, kind_of
from dieuphoi.plan.reading.legacy import from_scheme, scheme_of_text
from dieuphoi.plan.text import clean

__all__ = ["Kind", "kind_of", "read_file"]

_SAMPLE = 50_000  # letters by which the way of typing is recognised
Progress = Callable[[float], None]


def read_file(kind: Kind, data: bytes, name: str, progress: Progress) -> Found:
    """What a file of that kind holds, in Unicode.

    Raises ReadingError for a damaged or hostile one, MemoryError for one that needs more than there is.
    """
    try:
        found = _reader_of(kind, progress)(data, name)
    except ReadingError:
        raise
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever a library stumbles over, it is the file that is broken
        if getattr(error, "code", None) == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from None
        raise damaged(name) from None
    found.elements = _clean(found.elements)
    return found


def _reader_of(kind: Kind, progress: Progress) -> Callable[[bytes, str], Found]:
    """The reader of a kind; each is loaded when it is needed, for most files need but one."""
    if kind is Kind.WORD:
        from dieuphoi.plan.reading.formats.word import read_word  # noqa: PLC0415

        return read_word
    if kind is Kind.EXCEL:
        from dieuphoi.plan.reading.formats.excel import read_excel  # noqa: PLC0415

        return read_excel
    if kind is Kind.PDF:
        from dieuphoi.plan.reading.formats.pdf import read_pdf  # noqa: PLC0415

        return lambda data, name: read_pdf(data, name, progress)
    from dieuphoi.plan.reading.formats.web import read_mail, read_web  # noqa: PLC0415

    return read_mail if kind is Kind.MAIL else read_web


def _clean(elements: Iterable[Element]) -> list[Element]:
    """The elements in Unicode as the text reader has them: composed letters, plain blanks, nothing invisible."""
    elements = list(elements)
    scheme = scheme_of_text("\n".join(_texts(elements))[:_SAMPLE])

    def cleaned(text: str) -> str:
        return clean(from_scheme(text, scheme)).strip()

    done: list[Element] = []
    for element in elements:
        if isinstance(element, Prose):
            done.append(replace(element, text=cleaned(element.text)))
        elif isinstance(element, Row):
            done.append(replace(element, cells=tuple(map(cleaned, element.cells))))
        else:
            done.append(element)
    return [one for one in done if not isinstance(one, Prose) or one.text]


def _texts(elements: Iterable[Element]) -> Iterable[str]:
    for element in elements:
        if isinstance(element, Prose):
            yield element.text
        elif isinstance(element, Row):
            yield from element.cells
