"""Who answers for an agency, and which agencies nobody answers for."""

from __future__ import annotations

import pytest

from dieuphoi.handlers.messages import plain
from tests.handlers.office import joined, larger_plan
from tests.stage import KHDT, Stage


@pytest.mark.parametrize("who", ["minh", "an", "lan"])
def test_agencies_without_a_focal_point_are_named(office: Stage, who: str) -> None:
    """Those that lead tasks come first; how to invite one reads only who may."""
    larger_plan(office)
    heard = office.say(who, "sở nào chưa có đầu mối?").text(who)
    leading, helping = heard.split("Cơ quan phối hợp chưa có đầu mối")
    assert "Sở Y tế" in leading
    assert "Ban Dân tộc tỉnh" in helping
    assert KHDT not in heard
    assert ("/moi" in heard) is (who == "minh")


def test_when_all_have_one_it_says_so(office: Stage) -> None:
    """Nothing is listed once somebody answers for each."""
    lines = office.say("minh", "đơn vị nào chưa cử đầu mối").text("minh").splitlines()
    for line in lines:
        if line.startswith("•"):
            joined(office, f"ai {line}", plain(line.removeprefix("• ")))
    assert "đều đã có đầu mối" in office.say("minh", "đơn vị nào chưa cử đầu mối").text("minh")


def test_a_stranger_is_told_nothing_of_it(office: Stage) -> None:
    """Who is not registered sees no agency's people."""
    assert "Ban Dân tộc" not in office.say("la", "sở nào chưa có đầu mối?").text("la")
