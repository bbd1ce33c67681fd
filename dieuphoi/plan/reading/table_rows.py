"""From the rows of one table to its entries: groups, rows that go on, cells that hold for rows below."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dieuphoi.plan.agency_lists import is_group, is_named_agency
from dieuphoi.plan.reading.columns import Columns, Meaning, meaning_of
from dieuphoi.plan.reading.elements import Prose, Row
from dieuphoi.plan.reading.entries import Entry
from dieuphoi.plan.reading.filling import fill_down
from dieuphoi.plan.reading.guessing import guess_columns, is_unknown_heading
from dieuphoi.plan.reading.kinds import Kind, kind_of
from dieuphoi.plan.reading.sections import GROUP, Table, filled_cells
from dieuphoi.plan.reading.tasks import aligned, like_above, number_of, with_dropped
from dieuphoi.plan.reading.what_is_no_task import holds_no_tasks
from dieuphoi.plan.text import fold
from dieuphoi.wording import _

_OTHER_THINGS = frozenset((Meaning.MEASURE, Meaning.REPORTED, Meaning.RECORD))


def entries_of(table: Table) -> tuple[list[Entry], list[int]]:
    """The entries of a table, none if it holds no tasks; and the lines of rows that stand apart from it."""
    columns, guessed = table.columns, False
    if columns is None and not _is_of_other_things(table):
        columns, guessed = guess_columns([item for item in table.items if isinstance(item, Row)]), True
    if columns is None:
        return [], []
    reader = _Reader(columns, table)
    items = _whole(table.items, columns)
    first = next((at for at, item in enumerate(items) if isinstance(item, Row)), 0)
    if guessed and isinstance(head := items[first], Row) and is_unknown_heading(head.cells, columns):
        items = items[first + 1 :]
    reader.read(items)
    if holds_no_tasks(reader.entries, columns, guessed=guessed):
        return [], []
    fill_down(reader.entries)
    if guessed and reader.entries:
        reader.entries[0].doubts.append(
            _("the table has no heading that is known; what its columns mean was told from their cells")
        )
    return reader.entries, reader.apart


def _is_of_other_things(table: Table) -> bool:
    """Whether headings that make no table of tasks say what else it holds; unknown ones say nothing."""
    found = [meaning_of(heading) for headings in table.headings for heading in headings if heading]
    return any(meaning in _OTHER_THINGS for meaning, _rank in filter(None, found))


def _whole(items: Sequence[Row | Prose], columns: Columns) -> list[Row | Prose]:
    """The items with stacked rows put together again where an empty cell was left as an empty line."""
    whole: list[Row | Prose] = []
    for item in items:
        last = whole[-1] if whole else None
        if isinstance(item, Row) and isinstance(last, Row) and (one := _joined(last, item, columns)):
            whole[-1] = one
        else:
            whole.append(item)
    return whole


def _joined(above: Row, row: Row, columns: Columns) -> Row | None:
    if not above.lines or not row.lines or number_of(row.cells[0]) or len(filled_cells(above.cells)) < 2:
        return None
    empty = max(row.line - above.lines[-1] - 1, 0)
    if len(above.cells) + empty + len(row.cells) != columns.width or not number_of(above.cells[0]):
        return None
    blank = tuple(range(above.lines[-1] + 1, row.line))
    return Row(above.line, (*above.cells, *[""] * empty, *row.cells), (*above.lines, *blank, *row.lines))


class _Reader:
    def __init__(self, columns: Columns, table: Table) -> None:
        self.entries: list[Entry] = []
        self.apart: list[int] = []
        self._columns = columns
        self._headings = {*table.headings, columns.headings}
        self._group = table.group
        self._interrupted = False

    def read(self, items: Sequence[Row | Prose]) -> None:
        """Take in the rows and the lines between them in their order."""
        following = _following(items)
        for at, item in enumerate(items):
            if isinstance(item, Prose):
                self._interrupted = True
                self._group = item.text if GROUP.fullmatch(item.text) else self._group
            elif tuple(map(fold, item.cells)) in self._headings:
                self._interrupted = False
            elif self._belongs(item):
                self._see(item, following[at])

    def _belongs(self, row: Row) -> bool:
        """After lines that interrupt a table, only a numbered row of its very width goes on with it."""
        if self._interrupted:
            numbered = number_of(self._columns.cell(row.cells, Meaning.NUMBER))
            self._interrupted = len(row.cells) != len(self._columns.headings) or not numbered
            if self._interrupted and sum(map(bool, row.cells)) > 2:
                self.apart.append(row.line)
        return not self._interrupted and not self._is_stray(row)

    def _is_stray(self, row: Row) -> bool:
        """Whether a row is narrower than the table and has nothing that its rows have, as menus of a site are."""
        if len(row.cells) < 2 or len(row.cells) + 1 >= self._columns.width:
            return False
        agency = any(is_named_agency(cell) or is_group(cell) for cell in row.cells)
        return not agency and not number_of(row.cells[0]) and len(filled_cells(row.cells)) == len(row.cells)

    def _see(self, row: Row, following: Row | None) -> None:
        above = self.entries[-1] if self.entries else None
        cells = list(aligned(row.cells, self._columns))
        after = aligned(following.cells, self._columns) if following else None
        kind = kind_of(cells, self._columns, above.cells if above else None, after)
        if kind is Kind.GROUP:
            self._group = " ".join(filled_cells(row.cells))
        elif kind is Kind.CONTINUATION and above:
            above.add(cells)
        elif kind is Kind.TASK:
            whole = with_dropped(cells, self._columns)
            doubts = [_("the row has fewer cells than the table; check what is missing")] * (
                whole is not cells
            )
            cells = like_above(whole, above.cells if above else ())
            self.entries.append(Entry(row.line, cells, self._columns, self._group, doubts))


def _following(items: Iterable[Row | Prose]) -> list[Row | None]:
    """For each item the next row."""
    found: list[Row | None] = []
    following: Row | None = None
    for item in reversed(list(items)):
        found.append(following)
        following = item if isinstance(item, Row) and filled_cells(item.cells) else following
    return found[::-1]
