"""Tables of which a site left a bar at the edge of a line, or alone on one, wherever a cell ends."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dieuphoi.plan.reading.elements import Line, Row, cell_of
from dieuphoi.plan.reading.headings import Meaning, meaning_of
from dieuphoi.plan.reading.tasks import NUMBER

_LEAST_BARS = 2
_LONGEST_FIRST = 8  # lines of the first cell
_ENDS = re.compile(r"(?:PHỤ LỤC|Phụ lục|Nơi nhận|Điều \d|TM\.|KT\.|TL\.)")
_NEARBY = 12  # lines
_EDGE = re.compile(r"\s*\|?[^|]*\|?\s*")
_FIRST_NUMBER = re.compile(r"\(?1\)?\.?|I\.?|A\.?")

Cell = tuple[int, str]


def edge_bars(lines: Sequence[Line], at: int) -> tuple[Row, int] | None:
    """The cells of the lines up to a blank one as one row, and the place after it; None where bars part no cells.

    A row may hold several of the table's rows: its `lines` say where each cell stands, to part them by.
    """
    if not any("|" in line.text for line in lines[at : at + _LONGEST_FIRST]):
        return None
    block = lines[at : _end(lines, at)]
    if sum("|" in line.text for line in block) < _LEAST_BARS:
        return None
    cells = _cells(block)
    if _is_one_too_many(cells) or _is_followed_by_text(block, cells[0][1]):
        block = block[: 1 + max(place for place, line in enumerate(block) if "|" in line.text)]
        cells = _cells(block)
    if len(cells) < _LEAST_BARS or _begins_later(cells[0][1]):
        return None
    cells = _with_row_ends(cells)
    row = Row(cells[0][0], tuple(text for _, text in cells), tuple(number for number, _ in cells))
    return row, at + len(block)


def _is_one_too_many(cells: Sequence[Cell]) -> bool:
    """Whether text follows the last bar although by the heading's width the last row is complete before it."""
    width = next((at for at, (_, text) in enumerate(cells) if at and _FIRST_NUMBER.fullmatch(text)), 0)
    return width > _LEAST_BARS and _is_number(cells[0][1]) and len(cells) % width == 1


def _is_followed_by_text(block: Sequence[Line], first: str) -> bool:
    """Whether cells that are no row of a table, such as those of a letter's head, end at a bar on a line of its own."""
    last_bar = next((line.text.strip() for line in reversed(block) if "|" in line.text), "")
    return last_bar == "|" and not NUMBER.fullmatch(first) and meaning_of(first) is None


def _begins_later(first: str) -> bool:
    """Whether the first cell holds a line of text and then the first heading of the table."""
    before, _, last = first.rpartition("\n")
    return bool(before) and not _is_number(first) and _is_number(last)


def _end(lines: Sequence[Line], at: int) -> int:
    """The place of the blank line that ends the rows; one beside a bar that has blank lines on both sides does not."""
    end = at
    for place in range(at, len(lines)):
        text = lines[place].text
        if text.strip():
            if not _EDGE.fullmatch(text) or text.strip() == "||" or _ENDS.match(text.strip()):
                break
            end = place + 1
        elif not (_is_beside_lone_bar(lines, place) or _is_within_cell(lines, at, place)):
            break
    return end


def _is_within_cell(lines: Sequence[Line], at: int, blank: int) -> bool:
    """Whether the cell goes on after a blank line: another bar follows soon, and no row begins before it."""
    if _text(lines, blank - 1) in ("", "|") or not any(
        "|" in line.text for line in lines[at:blank][-_NEARBY:]
    ):
        return False
    after = [text for place in range(blank + 1, blank + 1 + _NEARBY) if (text := _text(lines, place))]
    bar = next((at for at, text in enumerate(after) if text == "|"), None)
    begins = (text for text in after[:bar] if _ENDS.match(text) or NUMBER.fullmatch(text) or _is_number(text))
    return bar is not None and next(begins, None) is None


def _is_number(heading: str) -> bool:
    found = meaning_of(heading)
    return found is not None and found[0] is Meaning.NUMBER


def _is_beside_lone_bar(lines: Sequence[Line], blank: int) -> bool:
    """Whether a blank line stands next to a bar that is alone between blank lines."""
    return any(
        _text(lines, bar) == "|" and not _text(lines, bar - 1) and not _text(lines, bar + 1)
        for bar in (blank - 1, blank + 1)
    )


def _text(lines: Sequence[Line], place: int) -> str:
    return lines[place].text.strip() if 0 <= place < len(lines) else ""


def _cells(block: Sequence[Line]) -> list[Cell]:
    """The cells with the numbers of their first lines; a bar at the very beginning or end bounds the row only."""
    cells: list[Cell] = [(block[0].number, "")]
    for line in block:
        parts = line.text.split("|")
        for place, part in enumerate(parts):
            if place:
                cells.append((line.number, ""))
            if part.strip():
                number, text = cells[-1]
                cells[-1] = (number if text else line.number, f"{text}\n{cell_of(part)}".strip())
    opens = block[0].text.lstrip().startswith("|")
    closes = block[-1].text.rstrip().endswith("|")
    return cells[1 if opens else 0 : -1 if closes else None]


def _with_row_ends(cells: Sequence[Cell]) -> list[Cell]:
    """The cells, those parted in which a row's last cell met the next row's number ("Thời hạn / 1")."""
    if not _is_number(cells[0][1]):
        return list(cells)
    met = next(
        (at for at, (_, text) in enumerate(cells) if at and _FIRST_NUMBER.fullmatch(text.split("\n")[-1])), 0
    )
    if not met or "\n" not in cells[met][1]:
        return list(cells)
    parted: list[Cell] = []
    for at, (number, text) in enumerate(cells):
        last, mark, first = text.rpartition("\n")
        if at and at % met == 0 and mark and len(first) < 8:
            parted += [(number, last), (number + text.count("\n"), first)]
        else:
            parted.append((number, text))
    return parted
