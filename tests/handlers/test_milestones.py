"""Milestones are on the card, spoken of before they fall due, and when they pass without a word."""

from __future__ import annotations

from datetime import date

import pytest

from dieuphoi.plan.model import Milestone, PlanDocument, Task
from dieuphoi.storage import plans, upkeep
from tests.handlers.test_reminding import reminded
from tests.stage import KHDT, Heard, Stage

STEPS = (
    Milestone("Dự thảo đề án", date(2022, 3, 15)),
    Milestone("Trình thẩm định", date(2022, 6, 15)),
    Milestone("Ban hành quý IV/2022", date(2022, 12, 30)),
)


@pytest.fixture
def stepping(office: Stage) -> Stage:
    """A plan with one task in three steps."""
    _add(office)
    return office


def _add(office: Stage) -> int:
    row = Task(
        "PL8-1",
        "1",
        "8",
        "Xây dựng đề án cấp nước",
        (KHDT,),
        deadline_text="Dự thảo tháng 3; trình tháng 6; ban hành quý IV/2022",
        due=STEPS[-1].due,
        milestones=STEPS,
    )
    with office.transaction() as tx:
        return plans.add(tx, PlanDocument("80/KH-UBND", date(2022, 1, 20), "UBND tỉnh", "Kế hoạch", (row,)))[
            0
        ]


def test_the_card_shows_every_milestone(stepping: Stage) -> None:
    card = stepping.say("lan", "/viec PL8-1").text("lan")
    assert "• 15/3/2022 (còn 28 ngày): Dự thảo đề án" in card
    assert "• 30/12/2022" in card


def test_a_quarter_lists_the_milestones_in_it_and_begins_with_them(stepping: Stage) -> None:
    listed = stepping.say("lan", "/quynay").text("lan")
    assert "Các mốc trong kỳ" in listed
    assert "15/3/2022 (còn 28 ngày): Dự thảo đề án" in listed
    assert "Dự thảo đề án" not in stepping.say("lan", "/quytoi").text("lan")
    begun = reminded(stepping.at("2022-04-01T08:00"), "lan")
    assert "Mốc: 15/6/2022 (còn 75 ngày): Trình thẩm định" in begun


def test_a_milestone_is_reminded_of_as_a_deadline_is(stepping: Stage) -> None:
    heard = stepping.at("2022-03-08T08:00")
    assert "Mốc: 15/3/2022 (còn 7 ngày): Dự thảo đề án" in reminded(heard, "lan")
    assert "Mốc đến hạn" in reminded(heard, "lan")
    assert "Dự thảo đề án" not in reminded(stepping.at("2022-03-09T08:00"), "lan")


def test_a_milestone_that_passed_without_a_report_is_spoken_of_weekly_and_is_not_overdue(
    stepping: Stage,
) -> None:
    stepping.at("2022-03-16T08:00")
    heard = stepping.at("2022-03-21T08:00")  # Monday
    assert "Mốc đã qua, chưa có báo cáo: 15/3/2022: Dự thảo đề án" in reminded(heard, "lan")
    assert "PL8-1" not in stepping.say("lan", "/quahan").text("lan")


def test_a_report_answers_for_a_milestone_until_the_next(stepping: Stage) -> None:
    stepping.say("lan", "PL8-1 30%")
    assert "Mốc đã qua" not in reminded(stepping.at("2022-03-21T08:00"), "lan")
    assert "Mốc đã qua, chưa có báo cáo: 15/6/2022" in reminded(stepping.at("2022-06-20T08:00"), "lan")


def test_the_group_reads_of_it_too(each_office: Stage) -> None:
    plan_id = _add(each_office)
    each_office.say_in_group("minh", "/gannhom")
    labels: Heard = each_office.press("minh", "80/KH-UBND", chat="group")
    assert labels
    heard = each_office.at("2022-03-08T08:00")
    assert "Mốc: 15/3/2022 (còn 7 ngày): Dự thảo đề án" in heard.text("group")
    kept = each_office.look(lambda tx: plans.document_of(tx, plan_id))
    assert kept.tasks[0].milestones == STEPS
    assert each_office.look(upkeep.differences) == []
