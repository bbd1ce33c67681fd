"""One list of tasks, laid out in every way that offices use, reads back the same; long texts read in seconds."""

from __future__ import annotations

import textwrap
import time
from collections.abc import Callable, Sequence
from itertools import zip_longest

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dieuphoi.plan.reading import read_plan

HEADING = ("STT", "Nội dung", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian")
TITLES = (
    "Xây dựng đề án phát triển kinh tế biển",
    "Rà soát quỹ đất công",
    "Tổ chức hội nghị, hội thảo xúc tiến đầu tư",
    "Ban hành quy chế phối hợp quản lý cảng cá",
    "Kiểm tra, giám sát việc thực hiện nghị quyết",
)
LEADS = ("Sở Y tế", "Sở Văn hóa, Thể thao và Du lịch", "UBND huyện Bắc Bình", "Công an tỉnh", "Tỉnh đoàn")
HELPERS = ("Sở Tài chính", "Các sở, ban, ngành", "UBND các huyện, thị xã, thành phố", "Sở Kế hoạch và Đầu tư")
DEADLINES = ("Quý I/2022", "Tháng 5/2022", "31/12/2022", "Thường xuyên", "Trước ngày 20/6/2023")
Wanted = tuple[str, str, str, str]
ROWS = st.lists(st.tuples(*map(st.sampled_from, (TITLES, LEADS, HELPERS, DEADLINES))), min_size=1, max_size=6)
WIDTHS = (5, 30, 22, 24, 14)


def numbered(rows: Sequence[Wanted]) -> list[tuple[str, ...]]:
    """The heading and the rows with their numbers."""
    return [HEADING, *((str(at), *row) for at, row in enumerate(rows, start=1))]


def bars(rows: Sequence[Wanted]) -> str:
    return "\n".join(" | ".join(row) for row in numbered(rows))


def markdown(rows: Sequence[Wanted]) -> str:
    lines = [
        "| " + " | ".join(f"**{cell}**" if at == 0 else cell for cell in row) + " |"
        for at, row in enumerate(numbered(rows))
    ]
    return "\n".join([lines[0], "|---|---|---|---|---|", *lines[1:]])


def tabs(rows: Sequence[Wanted]) -> str:
    return "\n".join("\t".join(row) for row in numbered(rows))


def stacked(rows: Sequence[Wanted]) -> str:
    return "\n\n".join("\n".join(f"\t{cell}" for cell in row) for row in numbered(rows))


def stacked_close(rows: Sequence[Wanted]) -> str:
    return "\n".join("\n".join(f"\t{cell}" for cell in row) for row in numbered(rows))


def stacked_apart(rows: Sequence[Wanted]) -> str:
    """A blank line between any two cells."""
    return "\n\n".join(f"\t{cell}" for row in numbered(rows) for cell in row)


def bare(rows: Sequence[Wanted]) -> str:
    return "\n".join("\n".join(row) for row in numbered(rows))


def bars_after_cells(rows: Sequence[Wanted]) -> str:
    """A bar alone on its line after each cell, a blank line after each row."""
    return "\n\n".join("".join(f"{cell}\n|\n" for cell in row) for row in numbered(rows))


def bars_after_cells_close(rows: Sequence[Wanted]) -> str:
    return "".join(f"{cell}\n|\n" for row in numbered(rows) for cell in row)


def bars_between_cells(rows: Sequence[Wanted]) -> str:
    """A bar alone on its line between two cells of a row, and none where a row ends."""
    return "\n".join("\n|\n".join(row) for row in numbered(rows))


def bars_between_blank_lines(rows: Sequence[Wanted]) -> str:
    return "\n\n".join("\n\n|\n\n".join(row) for row in numbered(rows))


def bars_at_line_ends(rows: Sequence[Wanted]) -> str:
    return "\n".join(f"{cell} |" for row in numbered(rows) for cell in row)


def bars_at_line_starts(rows: Sequence[Wanted]) -> str:
    return "\n\n".join("\n".join(f"| {cell}" for cell in row) for row in numbered(rows))


def wrapped_cells_before_bars(rows: Sequence[Wanted]) -> str:
    """As pages flatten tables: the lines of a cell, then a line with a bar."""
    wrapped = [["\n".join(textwrap.wrap(cell, 24)) for cell in row] for row in numbered(rows)]
    return "\n\n".join("\n|\n".join(row) for row in wrapped)


def semicolons(rows: Sequence[Wanted]) -> str:
    return "\n".join(";".join(row) for row in numbered(rows))


def aligned(rows: Sequence[Wanted]) -> str:
    lines = []
    for row in numbered(rows):
        cells = [textwrap.wrap(cell, width - 2) for cell, width in zip(row, WIDTHS, strict=True)]
        for parts in zip_longest(*cells, fillvalue=""):
            lines.append(
                "".join(part.ljust(width) for part, width in zip(parts, WIDTHS, strict=True)).rstrip()
            )
    return "\n".join(lines)


def wrapped_bars(rows: Sequence[Wanted]) -> str:
    """Each line of a cell in a row of bars of its own, as fixed-width tables with rules have it."""
    lines = []
    for row in numbered(rows):
        cells = [textwrap.wrap(cell, width - 2) for cell, width in zip(row, WIDTHS, strict=True)]
        lines += ["| " + " | ".join(parts) + " |" for parts in zip_longest(*cells, fillvalue="")]
    return "\n".join(lines)


def other_order(rows: Sequence[Wanted]) -> str:
    return "\n".join(" | ".join((row[4], row[2], row[0], row[3], row[1])) for row in numbered(rows))


def over_pages(rows: Sequence[Wanted]) -> str:
    heading, *lines = bars(rows).split("\n")
    return "\n".join([heading, *(f"{line}\n\n{at}\n\n{heading}" for at, line in enumerate(lines, start=2))])


def one_line_bullets(rows: Sequence[Wanted]) -> str:
    return "II. NHIỆM VỤ\n" + "\n".join(
        f"{at}. {t}. Chủ trì: {lead}; phối hợp: {helper}; thời gian: {when}."
        for at, (t, lead, helper, when) in enumerate(rows, 1)
    )


def many_line_bullets(rows: Sequence[Wanted]) -> str:
    return "II. NHIỆM VỤ\n" + "\n".join(
        f"{at}. {t}\n- Cơ quan chủ trì: {lead}.\n- Cơ quan phối hợp: {helper}.\n- Thời gian hoàn thành: {when}."
        for at, (t, lead, helper, when) in enumerate(rows, 1)
    )


LAYOUTS = (
    bars, markdown, tabs, stacked, stacked_close, stacked_apart, bare, semicolons, aligned, wrapped_bars, other_order,
    over_pages, one_line_bullets, many_line_bullets, bars_after_cells, bars_after_cells_close, bars_between_cells,
    bars_between_blank_lines, bars_at_line_ends, bars_at_line_starts, wrapped_cells_before_bars,
)  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
@settings(max_examples=25, deadline=None)
@given(rows=ROWS)
def test_tasks_laid_out_read_back(layout: Callable[[Sequence[Wanted]], str], rows: list[Wanted]) -> None:
    """Titles, leads, coordinators and deadlines come back from each layout as they went in."""
    tasks = read_plan(layout(rows)).tasks
    assert [(t.title, *t.leads, *t.coordinators, t.deadline_text) for t in tasks] == rows


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_a_long_text_reads_in_time_linear_in_its_length(layout: Callable[[Sequence[Wanted]], str]) -> None:
    """Thousands of rows are no matter of minutes."""
    rows = [(TITLES[n % 5], LEADS[n % 5], HELPERS[n % 4], DEADLINES[n % 5]) for n in range(900)]
    started = time.perf_counter()
    assert len(read_plan(layout(rows)).tasks) == len(rows)
    assert time.perf_counter() - started < 10


HOSTILE = (
    "STT   Nội dung   Chủ trì   Thời hạn\n",
    "a:", "Chủ trì: ", "Chủ trì: ;", "- ", "1. ", "1.1. a\n", "(", "   x", "STT\n",
    "STT;Nội dung;Chủ trì\n",
    "Giao Sở Y tế chủ trì, phối hợp với ", "trước ngày ", "trước trong đến ", "\f", "- 1 -\n", "3\n",
    "STT\nNội dung\nChủ trì\n1\n", '"', "PHỤ LỤC\n", "Sở A, ", "…", "x\n|\n", "|\n\n", "x |\n", "STT\n|\n",
    ". . . .", "Kèm theo Kế hoạch số (", "năm 2022 ",
)  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_what_is_repeated_without_end_reads_in_seconds(piece: str) -> None:
    """No pattern of the reader takes more than linear time, on one line or on many."""
    started = time.perf_counter()
    read_plan(piece * (80_000 // len(piece)))
    read_plan(
        f"STT | Nội dung | Cơ quan chủ trì | Thời hạn\n1 | {piece * 2000} | {piece * 2000} | {piece * 2000}\n"
    )
    assert time.perf_counter() - started < 10
