"""What the picture says, in words: its caption, for whoever can't see it or reads it aloud."""

from __future__ import annotations

from collections.abc import Sequence

from dieuphoi.reports import terms
from dieuphoi.reports.figures import AGENCIES, Bar, Figures
from dieuphoi.wording import _

LONGEST = 1_000  # characters: a picture's caption has at most 1,024 on Telegram


def title(figures: Figures) -> str:
    """What the picture is about."""
    return _("Progress on plan No. {number}").format(number=terms.plain(figures.results.plan_number))


def description(figures: Figures) -> str:
    """All numbers of the picture, short enough for a caption: the longer names are, the more agencies are summed up."""
    for most in range(AGENCIES, 0, -1):
        text = _text(figures, most)
        if len(text) <= LONGEST:
            break
    return text


def _text(figures: Figures, most: int) -> str:
    results = figures.results
    label = f" · {terms.plain(figures.label)}" if figures.label else ""
    lines = [_("Chart: {title}").format(title=title(figures)) + label, f"{terms.stamp(results)}."]
    if not results.total:
        return "\n".join([*lines, _("No task is assigned in this period."), *_quarters(figures)])
    counted = [f"{terms.counter_name(counter)} {n}" for counter, n in results.counters().items()]
    states = [f"{terms.state_name(state)} {n}" for state, n in results.states().items() if n]
    agencies = figures.agencies(most)
    return "\n".join(
        [
            *lines,
            _("{total} tasks in all").format(total=results.total) + ": " + "; ".join(counted) + ".",
            _("By state") + ": " + "; ".join(states) + ".",
            *([_listed(_("By agency: completed/all"), agencies)] if len(agencies) > 1 else []),
            *_quarters(figures),
        ]
    )


def _quarters(figures: Figures) -> list[str]:
    bars = figures.quarters()
    return [_listed(_("By quarter of the plan: completed/all due"), bars)] if bars else []


def _listed(head: str, bars: Sequence[Bar]) -> str:
    return f"{head}: " + "; ".join(map(_bar, bars)) + "."


def _bar(bar: Bar) -> str:
    return f"{bar.name} {bar.done}/{bar.total}{terms.overdue_too(bar.overdue)}"
