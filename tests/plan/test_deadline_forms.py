"""Ways in which plans write deadlines, and what is none.

deadline-forms.txt has one a line: as written, the last good day, how it comes back, "?" for a doubt.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from dieuphoi.plan.deadlines import read_deadline

HERE = Path(__file__).parent
FORMS = (HERE / "deadline-forms.txt").read_text(encoding="utf-8").splitlines()
NO_DATE = (HERE / "no-deadlines.txt").read_text(encoding="utf-8").splitlines()


def cells(line: str) -> list[str]:
    return [cell.strip().replace("\\n", "\n") for cell in line.split(" | ")]


@pytest.mark.parametrize("form", list(map(cells, FORMS)), ids=lambda form: form[0])
def test_each_form_gives_its_last_good_day(form: list[str]) -> None:
    written, due, *more = form
    found = read_deadline(written, plan_year=2022)
    assert str(found.due or "-") == due
    assert [found.recurrence.value] if found.recurrence else [m for m in more if m == "?"] == more
    assert bool(found.uncertain) == ("?" in more)


@pytest.mark.parametrize("written", NO_DATE)
def test_what_names_no_deadline_gives_no_day(written: str) -> None:
    found = read_deadline(written, plan_year=2022)
    assert (found.due, found.recurrence) == (None, None)
    assert found.uncertain


@pytest.mark.parametrize("written", [cells(line)[0] for line in FORMS])
def test_case_blanks_dashes_and_a_missing_mark_change_nothing(written: str) -> None:
    as_is = read_deadline(written, 2022)
    for other in (
        written.upper(),
        written.replace(" ", "\u00a0"),
        written.replace("-", "–"),
        f" {written}\n",
    ):
        assert (read_deadline(other, 2022).due, read_deadline(other, 2022).recurrence) == (
            as_is.due,
            as_is.recurrence,
        )
