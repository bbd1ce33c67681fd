"""Tables drawn with rules: cells are what the rules enclose, merged where a rule is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dieuphoi.plan.reading.formats.grids import Cell
from dieuphoi.plan.reading.formats.pdf_lines import text_of
from dieuphoi.plan.reading.formats.pdf_page import Page, Rule, Word

_NEAR = 3.0  # points; rules this near are one, ends this near meet
_MOST_RULES = 3_000


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A table and the box around it; its cells as HTML would list them."""

    left: float
    bottom: float
    right: float
    top: float
    rows: list[list[Cell]]

    def holds(self, word: Word) -> bool:
        """Whether a word stands in the table."""
        x, y = word.middle
        return self.left - _NEAR < x < self.right + _NEAR and self.bottom - _NEAR < y < self.top + _NEAR


def ruled_tables(page: Page) -> list[RuledTable]:
    """The tables of a page, from top to bottom."""
    across, down = _joined(page.across), _joined(page.down)
    if len(across) + len(down) > _MOST_RULES:
        return []
    found = []
    for rows, columns in _connected(across, down):
        ys = _clustered(rule.at for rule in rows)[::-1]
        xs = _clustered(rule.at for rule in columns)
        if len(xs) > 2 and len(ys) > 1:
            found.append(_Grid(xs, ys, rows, columns).table(page.words))
    return sorted(found, key=lambda table: -table.top)


def _joined(rules: Sequence[Rule]) -> list[Rule]:
    """Rules in one line that touch, as one: borders are drawn cell by cell."""
    joined: list[Rule] = []
    line: list[Rule] = []
    for rule in sorted(rules, key=lambda one: one.at):
        if line and rule.at - line[0].at > _NEAR:
            joined.extend(_along(line))
            line = []
        line.append(rule)
    joined.extend(_along(line))
    return joined


def _along(line: list[Rule]) -> Iterator[Rule]:
    start = end = None
    for rule in sorted(line, key=lambda one: one.start):
        if start is None or end is None:
            start, end = rule.start, rule.end
        elif rule.start <= end + _NEAR:
            end = max(end, rule.end)
        else:
            yield Rule(line[0].at, start, end)
            start, end = rule.start, rule.end
    if start is not None and end is not None:
        yield Rule(line[0].at, start, end)


def _connected(across: list[Rule], down: list[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Rules that cross or touch, however far apart the first and the last."""
    rows, columns = set(range(len(across))), set(range(len(down)))
    while rows:
        reached_rows, reached_columns = {rows.pop()}, set[int]()
        fresh: list[tuple[bool, int]] = [(True, next(iter(reached_rows)))]
        while fresh:
            is_row, at = fresh.pop()
            rule = across[at] if is_row else down[at]
            others, pool = (down, columns) if is_row else (across, rows)
            met = {one for one in pool if _meet(rule, others[one])}
            pool -= met
            (reached_columns if is_row else reached_rows).update(met)
            fresh.extend((not is_row, one) for one in met)
        yield [across[one] for one in reached_rows], [down[one] for one in reached_columns]


def _meet(one: Rule, other: Rule) -> bool:
    return (
        other.start - _NEAR <= one.at <= other.end + _NEAR
        and one.start - _NEAR <= other.at <= one.end + _NEAR
    )


def _clustered(places: Iterable[float]) -> list[float]:
    clusters: list[float] = []
    for place in sorted(places):
        if not clusters or place - clusters[-1] > _NEAR:
            clusters.append(place)
    return clusters


@dataclass(frozen=True, slots=True)
class _Grid:
    xs: list[float]
    ys: list[float]  # from the top
    across: list[Rule]
    down: list[Rule]

    def table(self, words: Sequence[Word]) -> RuledTable:
        """The table with its words in their cells."""
        boxes = list(self._cells())
        owner = {
            (row + i, column + j): (row, column)
            for row, column, across, down in boxes
            for i in range(down)
            for j in range(across)
        }
        texts: dict[tuple[int, int], list[Word]] = {}
        for word in words:
            place = self._place(word)
            if place in owner:
                texts.setdefault(owner[place], []).append(word)
        rows: list[list[Cell]] = [[] for _row in self.ys[1:]]
        padding = self._padding(texts)
        for row, column, across, down in boxes:
            right = self.xs[column + across] - padding
            rows[row].append(Cell(text_of(texts.get((row, column), ()), right), across, down))
        return RuledTable(self.xs[0], self.ys[-1], self.xs[-1], self.ys[0], rows)

    def _padding(self, texts: dict[tuple[int, int], list[Word]]) -> float:
        """How far the text keeps from a rule: on the left it can be seen, on the right it is the same."""
        seen = [word.left - self.xs[column] for (_row, column), words in texts.items() for word in words]
        return min((one for one in seen if one > 0), default=0.0)

    def _cells(self) -> Iterator[tuple[int, int, int, int]]:
        """Row, column, columns and rows covered, of each cell."""
        taken: set[tuple[int, int]] = set()
        for row in range(len(self.ys) - 1):
            for column in range(len(self.xs) - 1):
                if (row, column) in taken:
                    continue
                across, down = self._span(row, column, taken)
                taken.update((row + i, column + j) for i in range(down) for j in range(across))
                yield row, column, across, down

    def _span(self, row: int, column: int, taken: set[tuple[int, int]]) -> tuple[int, int]:
        across = down = 1
        while (
            column + across < len(self.xs) - 1
            and (row, column + across) not in taken
            and not self._parted(self.down, self.xs[column + across], self._middle(self.ys, row))
        ):
            across += 1
        while row + down < len(self.ys) - 1 and not any(
            (row + down, column + j) in taken
            or self._parted(self.across, self.ys[row + down], self._middle(self.xs, column + j))
            for j in range(across)
        ):
            down += 1
        return across, down

    @staticmethod
    def _middle(places: Sequence[float], at: int) -> float:
        return (places[at] + places[at + 1]) / 2

    @staticmethod
    def _parted(rules: Sequence[Rule], at: float, middle: float) -> bool:
        return any(abs(rule.at - at) <= _NEAR and rule.start <= middle <= rule.end for rule in rules)

    def _place(self, word: Word) -> tuple[int, int]:
        x, y = word.middle
        column = sum(edge <= x for edge in self.xs) - 1
        row = sum(edge >= y for edge in self.ys) - 1
        return row, column
