"""Cells of plans name their agencies: agency-cells.txt has a cell a line, "\\n" for a new line in it."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from dieuphoi.plan.agency_lists import split_roles

CELLS = (Path(__file__).parent / "agency-cells.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("line", CELLS)
def test_a_cell_names_its_agencies(line: str) -> None:
    cell, names = line.replace("\\n", "\n").split(" => ")
    assert list(split_roles(cell)[0]) == names.split("; ")


@pytest.mark.parametrize("line", CELLS)
def test_kinds_of_blanks_and_composed_letters_change_nothing(line: str) -> None:
    cell, names = line.replace("\\n", "\n").split(" => ")
    for other in (
        cell.replace(" ", "\u00a0"),
        unicodedata.normalize("NFD", cell),
        cell.replace("h", "h\u00ad"),
    ):
        assert list(split_roles(other)[0]) == names.split("; ")
