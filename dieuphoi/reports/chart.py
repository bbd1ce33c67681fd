"""The progress as a picture for a phone: the four counters in all, by agency, by state, and quarter by quarter.

One screen long, in big letters. Each counter and each state has a hatching of its own, and its number beside it, so
that the picture says the same without colour.
"""

from __future__ import annotations

from collections.abc import Callable

from dieuphoi.plan.results import Counter, State
from dieuphoi.reports import chart_words, terms
from dieuphoi.reports.chart_sheet import INNER, MARGIN, WIDTH, Look, Sheet, Type
from dieuphoi.reports.figures import Bar, Figures, longest, of_report
from dieuphoi.reports.report import Report
from dieuphoi.wording import _

LOOKS = {
    Counter.DONE_IN_TIME: Look("#1b7837"),
    Counter.DONE_LATE: Look("#8fd18a", "//"),
    Counter.IN_PROGRESS: Look("#eef2f7"),
    Counter.OVERDUE: Look("#e08214", "xx"),
}
STATE_LOOKS = {
    State.NOT_STARTED: Look("#ffffff"),
    State.IN_PROGRESS: Look("#d6e4f2", ".."),
    State.CONSULTING: Look("#b3cde3", "--"),
    State.SUBMITTED: Look("#6a9fc9", "\\\\"),
    State.DONE: Look("#1b7837"),
    State.BLOCKED: Look("#e08214", "xx"),
}
_TITLE, _HEAD, _TOTAL = Type(25, bold=True), Type(22, bold=True), Type(30, bold=True)
_TEXT, _STRONG, _SMALL, _COUNT = Type(19), Type(19, bold=True), Type(16), Type(17, bold=True)
_BAR, _GAP, _SECTION = 42, 16, 34  # pixels: a bar's height, what is below it, what is above a heading
_ROW = 56
_END = WIDTH - MARGIN
_QUARTER_BARS, _STATE_BARS = 330, 560  # pixels from the left, where bars beside their names begin
_QUARTER_END, _STATE_END = 900, 950
_PAIR = "{done}/{total}"

Draw = Callable[[Sheet, int], None]
Block = tuple[int, Draw]


def make(report: Report) -> bytes:
    """The .png file of a report."""
    return picture(of_report(report))


def picture(figures: Figures) -> bytes:
    """The .png file."""
    return sheet(figures).png(chart_words.title(figures), chart_words.description(figures))


def sheet(figures: Figures) -> Sheet:
    """The picture, drawn."""
    blocks = [*_top(figures)]
    if figures.results.total:
        blocks += [*_totals(figures), *_agencies(figures), *_states(figures)]
    else:
        blocks.append(_line(_("No task is assigned in this period."), _TEXT))
    blocks += _quarters(figures)
    drawn = Sheet(sum(height for height, _draw in blocks) + 2 * MARGIN)
    top = MARGIN
    for height, draw in blocks:
        draw(drawn, top)
        top += height
    return drawn


def _line(text: str, letters: Type, right: str = "", *, below: int = 0) -> Block:
    """A line of text, perhaps with a bold one at the end of it."""

    def draw(on: Sheet, top: int) -> None:
        on.text(MARGIN, top, text, letters)
        if right:
            on.text(_END, top, right, _STRONG, align="right")

    return letters.line + below, draw


def _space(height: int) -> Block:
    return height, lambda _on, _top: None


def _heading(text: str) -> list[Block]:
    """What a part of the picture is about, under a rule."""
    lines = [_line(row, _HEAD) for row in _HEAD.fitted(text, INNER, 2)]
    return [_space(_SECTION // 2), (_SECTION // 2, lambda on, top: on.rule(top)), *lines, _space(10)]


def _top(figures: Figures) -> list[Block]:
    """Which plan, which part of it, and the moment that the numbers are true for."""
    lines = [_line(row, _TITLE) for row in _TITLE.fitted(chart_words.title(figures), INNER, 2)]
    about = [terms.plain(figures.label)] if figures.label else []
    about += [bar.name for bar in figures.agencies() if bar.total == figures.results.total]
    for part in dict.fromkeys(about):
        lines += [_line(row, _STRONG) for row in _STRONG.fitted(part, INNER, 2)]
    return [*lines, _line(terms.stamp(figures.results), _SMALL, below=14)]


def _totals(figures: Figures) -> list[Block]:
    """How many tasks in all, one bar of them, and each counter with its look: the key to all other bars."""
    total, counts = figures.results.total, figures.results.counters()
    percent = figures.results.percentages()
    blocks = [_line(_("{total} tasks in all").format(total=total), _TOTAL, below=8)]
    blocks.append((_BAR + 18, lambda on, top: _bar(on, "all", MARGIN, top, INNER / total, counts)))
    for counter, look in LOOKS.items():
        number = f"{counts[counter]} ({percent[counter]}%)"
        blocks.append(_key(terms.counter_name(counter), look, number, f"key:{counter}"))
    return blocks


def _key(name: str, look: Look, number: str, gid: str) -> Block:
    def draw(on: Sheet, top: int) -> None:
        on.box(MARGIN, top + 4, 76, 40, look, gid)
        on.text(MARGIN + 96, top, name, _TEXT)
        on.text(_END, top, number, _STRONG, align="right")

    return 56, draw


def _agencies(figures: Figures) -> list[Block]:
    """Each agency's name on lines of its own, so that long ones are read, and its bar below; none for a single one."""
    bars = figures.agencies()
    if len(bars) < 2:
        return []
    unit = INNER / longest(bars)
    blocks = _heading(_("By agency: completed/all"))
    for number, bar in enumerate(bars):
        blocks += _named_bar(bar, min(unit, INNER / bar.total), f"agency{number}")
    return blocks


def _named_bar(bar: Bar, unit: float, gid: str) -> list[Block]:
    late = _(", overdue {n}").format(n=bar.overdue) if bar.overdue else ""
    pair = _PAIR.format(done=bar.done, total=bar.total) + late
    rows = _TEXT.fitted(bar.name, INNER - _STRONG.width(pair) - 24, 2) or [""]
    lines = [_line(row, _TEXT, "" if number else pair) for number, row in enumerate(rows)]
    return [*lines, _space(6), (_BAR + _GAP, lambda on, top: _bar(on, gid, MARGIN, top, unit, bar.counts))]


def _states(figures: Figures) -> list[Block]:
    """How many tasks are in each state, as reported."""
    states = figures.results.states()
    unit = (_STATE_END - _STATE_BARS) / max(states.values())
    return [*_heading(_("By state")), *(_state(state, number, unit) for state, number in states.items())]


def _state(state: State, number: int, unit: float) -> Block:
    def draw(on: Sheet, top: int) -> None:
        (name,) = _TEXT.fitted(terms.state_name(state), _STATE_BARS - MARGIN - 16)
        on.text(MARGIN, top, name, _TEXT)
        width = number * unit
        if number:
            on.box(_STATE_BARS, top + 2, width, _BAR, STATE_LOOKS[state], f"state:{state}")
        on.text(_STATE_BARS + width + 14, top, str(number), _STRONG)

    return _ROW, draw


def _quarters(figures: Figures) -> list[Block]:
    """Quarter by quarter what the plan has and what of it is completed; the quarter spoken of is bold and marked."""
    bars = figures.quarters()
    if not bars:
        return []
    room = _QUARTER_END - _QUARTER_BARS
    unit = room / longest(bars)
    blocks = _heading(_("By quarter of the plan: completed/all due"))
    for number, bar in enumerate(bars):
        blocks.append(_quarter(bar, min(unit, room / bar.total), f"quarter{number}"))
    return blocks


def _quarter(bar: Bar, unit: float, gid: str) -> Block:
    letters = _STRONG if bar.marked else _TEXT
    name = f"▸ {bar.name}" if bar.marked else bar.name

    def draw(on: Sheet, top: int) -> None:
        (said,) = letters.fitted(name, _QUARTER_BARS - MARGIN - 10)
        on.text(MARGIN, top, said, letters)
        _bar(on, gid, _QUARTER_BARS, top + 2, unit, bar.counts)
        on.text(_END, top, _PAIR.format(done=bar.done, total=bar.total), _STRONG, align="right")

    return _ROW, draw


def _bar(on: Sheet, gid: str, left: float, top: float, unit: float, counts: dict[Counter, int]) -> None:
    """A stacked bar, `unit` pixels a task; a number that its piece has no room for is left out: it is said beside."""
    for counter, look in LOOKS.items():
        width = counts[counter] * unit
        if not width:
            continue
        on.box(left, top, width, _BAR, look, f"{gid}:{counter}")
        room = _COUNT.width(str(counts[counter])) + 12
        if width >= room:
            on.patch(left + (width - room) / 2, top + 4, room, _BAR - 8)
            on.text(left + width / 2, top + 1, str(counts[counter]), _COUNT, align="center")
        left += width
