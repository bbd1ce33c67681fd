"""Tables with merged cells, laid out so that every row has its own text under every column.

A cell merged downwards holds for every row that it covers. A cell merged sideways stands in its first column.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dieuphoi.plan.reading.formats.found import heads_tasks

_OWN_OF_A_SHARED_ROW = 2


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as a document has it: its text and how many columns and rows it covers."""

    text: str
    across: int = 1
    down: int = 1


@dataclass(frozen=True, slots=True)
class Box:
    """A place in a laid-out row: its text, and whether it is the row's own or comes down from above."""

    text: str
    own: bool = True


EMPTY = Box("")


def spread(rows: Iterable[Sequence[Cell]], most: int) -> Iterator[list[Box]]:
    """Rows of cells as rows of boxes, at most `most` columns wide, as HTML lays tables out."""
    coming: dict[int, tuple[int, Box]] = {}  # column: rows still to cover, what covers them
    for row in rows:
        boxes, coming = _spread_row(row, coming, most)
        yield boxes


def _spread_row(
    row: Sequence[Cell], coming: dict[int, tuple[int, Box]], most: int
) -> tuple[list[Box], dict[int, tuple[int, Box]]]:
    boxes: list[Box] = []
    after: dict[int, tuple[int, Box]] = {}
    cells = iter(row)
    while len(boxes) < most:
        at = len(boxes)
        if at in coming:
            left, box = coming[at]
            boxes.append(box)
            if left > 1:
                after[at] = left - 1, box
            continue
        cell = next(cells, None)
        if cell is None and not any(column > at for column in coming):
            break
        for offset in range(min(cell.across, most - at) if cell else 1):
            box = Box(cell.text) if cell and not offset else EMPTY
            boxes.append(box)
            if cell and cell.down > 1:
                after[at + offset] = cell.down - 1, Box(box.text, own=False)
    return boxes, after


def settle(rows: Iterable[Sequence[Box]]) -> list[tuple[int, list[str]]]:
    """The rows of text with the position of each in `rows`.

    A row without a text of its own is none. One that shares number and title with the row above, and has
    little of its own, adds that to it: several agencies of one task.
    """
    settled: list[tuple[int, list[str]]] = []
    for at, row in enumerate(rows):
        own = [box.text.strip() for box in row if box.own and box.text.strip()]
        if not own:
            continue
        if settled and _shared(row, own) and not heads_tasks(settled[-1][1]):
            _add(settled[-1][1], row)
        else:
            settled.append((at, [box.text for box in row]))
    return settled


def _shared(row: Sequence[Box], own: Sequence[str]) -> bool:
    return (
        len(row) > _OWN_OF_A_SHARED_ROW
        and all(not box.own and box.text.strip() for box in row[:2])
        and len(own) <= _OWN_OF_A_SHARED_ROW
    )


def _add(above: list[str], row: Sequence[Box]) -> None:
    for at, box in enumerate(row[: len(above)]):
        if box.own and box.text.strip():
            above[at] = f"{above[at]}\n{box.text}".strip()
