"""Cells that hold for several rows: merged downwards on the page, they come empty in all rows but the first."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise

from dieuphoi.plan.reading.columns import Meaning
from dieuphoi.plan.reading.entries import Entry
from dieuphoi.plan.text import fold
from dieuphoi.wording import _

_ROWS_OF_A_BLOCK = 3


def fill_down(entries: Sequence[Entry]) -> None:
    """Fill what is empty under a filled cell where that is likely merged; each guess becomes a doubt.

    Likely is: lead and coordinators are both empty; a title is; or a column is empty in all rows of a group of
    three and more but its first. A lone empty cell stays empty.
    """
    for above, entry in pairwise(entries):
        if above.group == entry.group and _is_whole(entry):
            _fill_title(above, entry)
            _fill_agencies(above, entry)
    for _group, members in groupby(entries, key=lambda entry: entry.group):
        _fill_blocks(list(members))


def _is_whole(entry: Entry) -> bool:
    """Whether the row has a cell for every column: else it is damaged, and not merged with the one above."""
    return len(entry.cells) >= entry.columns.width


def _fill_title(above: Entry, entry: Entry) -> None:
    if not _filled(entry, Meaning.TITLE) and not _filled(entry, Meaning.NUMBER):
        entry.put(Meaning.TITLE, above.cell(Meaning.TITLE))
        entry.doubts.append(_("the row has no title of its own; that of the row above was taken"))


def _fill_agencies(above: Entry, entry: Entry) -> None:
    if any(_filled(entry, meaning) for meaning in (Meaning.LEAD, Meaning.COORDINATORS)):
        return
    if not _filled(above, Meaning.LEAD):
        return
    meanings = [Meaning.LEAD, Meaning.COORDINATORS]
    if not _filled(entry, Meaning.DEADLINE):
        meanings.append(Meaning.DEADLINE)
    for meaning in meanings:
        entry.put(meaning, above.cell(meaning))
    entry.doubts.append(
        _("the row names no agency; what stands above was taken, as for merged cells; check it")
    )


def _fill_blocks(members: Sequence[Entry]) -> None:
    first, *rest = members
    if len(members) < _ROWS_OF_A_BLOCK or not all(map(_is_whole, members)):
        return
    for meaning in (Meaning.LEAD, Meaning.DEADLINE):
        if _filled(first, meaning) and not any(_filled(entry, meaning) for entry in rest):
            for entry in rest:
                entry.put(meaning, first.cell(meaning))
                entry.doubts.append(
                    _(
                        "“{cell}” was taken from the first row of the group, as for merged cells; check it"
                    ).format(cell=first.cell(meaning)[:60])
                )


def _filled(entry: Entry, meaning: Meaning) -> bool:
    return bool(fold(entry.cell(meaning)))
