"""The progress of every agency as a picture for a phone: stacked bars of the four counters.

Each counter has its own hatching and its number, so that the picture says the same without colour.
"""

from __future__ import annotations

import io
import textwrap

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from dieuphoi.plan.results import Counter, Results
from dieuphoi.reports import terms
from dieuphoi.reports.report import Report
from dieuphoi.reports.terms import plain
from dieuphoi.wording import _

_LOOKS = {
    Counter.DONE_IN_TIME: ("#1b7837", ""),
    Counter.DONE_LATE: ("#a6dba0", "//"),
    Counter.IN_PROGRESS: ("#e8eef5", ".."),
    Counter.OVERDUE: ("#e08214", "xx"),
}
_TYPEFACE = "DejaVu Sans"  # ships with matplotlib and has every Vietnamese letter
_WIDTH, _DPI = 7.2, 150  # inches: 1,080 pixels across, as wide as a phone's screen
_MOST_BARS = 30  # more would make the picture longer than messengers accept
_NAME_WIDTH, _NAME_LINES = 24, 2

Bar = tuple[str, dict[Counter, int]]


def make(report: Report) -> bytes:
    """The .png file."""
    bars = _bars(report.results)
    height = 3.2 + 0.5 * max(len(bars), 2)
    figure = Figure(figsize=(_WIDTH, height), dpi=_DPI, facecolor="white")
    FigureCanvasAgg(figure)
    _titles(figure, report, height)
    axes = figure.add_axes((0.33, 0.55 / height, 0.63, 1 - 3.1 / height))
    _draw(axes, bars)
    _legend(figure, report.results, height)
    out = io.BytesIO()
    figure.savefig(out, format="png", metadata={"Title": terms.subject(report.results, report.period)})
    return out.getvalue()


def _bars(results: Results) -> list[Bar]:
    """A bar for each agency, those with most tasks first; the last one stands for all that find no place."""
    names = results.agencies()
    shown = names if len(names) <= _MOST_BARS else names[: _MOST_BARS - 1]
    bars = [(plain(name), results.counters(agency=name)) for name in shown]
    if rest := names[len(shown) :]:
        sums = {counter: sum(results.counters(agency=name)[counter] for name in rest) for counter in Counter}
        bars.append((_("{count} other agencies").format(count=len(rest)), sums))
    return bars


def _titles(figure: Figure, report: Report, height: float) -> None:
    title = textwrap.fill(terms.subject(report.results, report.period), 44, max_lines=2, placeholder="…")
    _text(figure, 1 - 0.2 / height, title, 14, "bold")
    total = _("{total} tasks in all").format(total=report.results.total)
    _text(figure, 1 - 0.85 / height, f"{total}. {terms.stamp(report.results)}.", 10, "normal")


def _text(figure: Figure, top: float, text: str, size: int, weight: str) -> None:
    # parse_math is off wherever text that people typed is drawn: "$" is no formula.
    figure.text(0.04, top, text, size=size, weight=weight, va="top", family=_TYPEFACE, parse_math=False)


def _draw(axes: Axes, bars: list[Bar]) -> None:
    longest = max((sum(counts.values()) for _name, counts in bars), default=0)
    for place, (_name, counts) in enumerate(bars):
        _bar(axes, place, counts, longest)
    _frame(axes, bars, longest)


def _bar(axes: Axes, place: int, counts: dict[Counter, int], longest: int) -> None:
    """One agency's bar; numbers of narrow pieces move to the right rather than cover each other."""
    start, free = 0, 0.0
    for counter, (colour, hatch) in _LOOKS.items():
        width = counts[counter]
        if not width:
            continue
        axes.barh(place, width, left=start, color=colour, hatch=hatch, edgecolor="black", height=0.66)
        room = longest * (0.025 + 0.02 * len(str(width)))
        middle = max(start + width / 2, free + room / 2)
        _number(axes, middle, place, width)
        start, free = start + width, middle + room / 2


def _number(axes: Axes, middle: float, place: int, number: int) -> None:
    box = {"boxstyle": "round,pad=0.2", "facecolor": "white", "edgecolor": "none"}
    axes.text(middle, place, str(number), size=10, weight="bold", ha="center", va="center", bbox=box)


def _frame(axes: Axes, bars: list[Bar], longest: int) -> None:
    labels = [
        textwrap.fill(name, _NAME_WIDTH, max_lines=_NAME_LINES, placeholder="…") for name, _counts in bars
    ]
    axes.set_yticks(range(len(bars)), labels, size=10, family=_TYPEFACE)
    for label in axes.get_yticklabels():
        label.set_parse_math(False)
    axes.set_ylim(max(len(bars), 1) - 0.4, -0.6)
    axes.set_xlim(0, max(longest, 1) * 1.02)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.tick_params(axis="y", length=0)
    axes.spines[["top", "right"]].set_visible(False)
    if not bars:
        axes.text(0.5, 0, _("No task is assigned in this period."), size=12, ha="center", va="center")
        axes.set_axis_off()


def _legend(figure: Figure, results: Results, height: float) -> None:
    """The counters with their sums, one under the other: four in a row are too small on a phone."""
    counts = results.counters()
    patches = [
        Patch(label=f"{terms.counter_name(counter)}: {counts[counter]}", fc=colour, hatch=hatch, ec="black")
        for counter, (colour, hatch) in _LOOKS.items()
    ]
    figure.legend(
        handles=patches,
        loc="upper left",
        bbox_to_anchor=(0.03, 1 - 1.15 / height),
        frameon=False,
        prop={"family": _TYPEFACE, "size": 11},
        handlelength=2.4,
        handleheight=1.3,
    )
