"""Every button there is, forged or out of place: a clear answer, no error, and nothing written."""

from __future__ import annotations

import pytest

from dieuphoi.handlers.commands import PRESSES
from dieuphoi.handlers.messages import Event, Rank, plain
from tests.handlers.office import happen
from tests.handlers.test_closed_questions import kept
from tests.stage import Stage

# What follows the action: nothing, what there is not, what is of another kind, and a question's mark of nobody.
AFTER = (
    "",
    ":0",
    ":999999999",
    ":0000000a",
    ":999999999:0000000a",
    ":0000000a:999999999",
    ":x",
    ":due:::x:-1",
    ":1:2:3",
)


def _pressed(office: Stage, who: str, data: str) -> list[str]:
    """What the one who pressed is told; what was heard by others fails the test."""
    heard = happen(office, who, Event.PRESSED, pressed=data)
    assert [m for m in heard if m.rank is not Rank.REPLY] == [], data
    return [plain(m.text) for m in heard]


@pytest.mark.parametrize("action", PRESSES)
def test_forged_by_a_stranger(office: Stage, action: str) -> None:
    before = office.look(kept)
    for after in AFTER:
        told = _pressed(office, "nobody", f"{action}{after}")
        assert told, after
        assert not any("PL1-" in text for text in told), (after, told)
    assert {name: rows for name, rows in office.look(kept).items() if name not in ("person", "account")} == {
        name: rows for name, rows in before.items() if name not in ("person", "account")
    }


@pytest.mark.parametrize("who", ["lan", "minh"])
@pytest.mark.parametrize("action", PRESSES)
def test_forged_by_a_focal_point_or_the_coordinator(office: Stage, action: str, who: str) -> None:
    before = office.look(kept)
    for after in AFTER[:-1]:
        assert _pressed(office, who, f"{action}{after}"), after
    assert office.look(kept) == before


@pytest.mark.parametrize("action", PRESSES)
def test_in_a_group_that_is_bound_to_nothing(office: Stage, action: str) -> None:
    before = office.look(kept)
    for after in ("", ":1", ":1:0000000a"):
        heard = happen(office, "lan", Event.PRESSED, chat="elsewhere", pressed=f"{action}{after}")
        assert not any("PL1-" in m.text for m in heard), after
    assert office.look(kept) == before
