"""The picture of the totals in the chat: who gets it, when, and that its numbers are those of the summary."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from PIL import Image

from dieuphoi.bot import results
from dieuphoi.handlers import pictures
from dieuphoi.handlers.messages import Event
from dieuphoi.handlers.scopes import Scope
from dieuphoi.plan.periods import parse_code
from dieuphoi.reports.chart_words import description
from dieuphoi.reports.figures import Figures
from dieuphoi.storage import plans, reminders, rooms
from dieuphoi.storage.database import Transaction
from tests.handlers.office import larger_plan, scene
from tests.stage import Said, Stage


def asked(stage: Stage, scope: Scope, number: str = "4506") -> Figures:
    """What a picture of a plan would show."""

    def read(tx: Transaction) -> Figures:
        plan = plans.by_number(tx, number)
        assert plan is not None
        return pictures.figures(tx, plan, scope)

    found: Figures = stage.look(read)
    return found


def picture(message: Said) -> Image.Image:
    """The file of a message."""
    assert message.file is not None
    with open(message.file, "rb") as source:  # noqa: PTH123 - as given
        return Image.open(io.BytesIO(source.read()))


@pytest.fixture
def worked(office: Stage) -> Stage:
    """Reports of every kind, an extension, a second plan with joint tasks and tasks of many units."""
    larger_plan(office)
    for who, text in (
        ("lan", "PL1-2 đã ban hành, số 12/QĐ-UBND ngày 10/2/2022"),
        ("lan", "PL1-4 vướng: chờ hướng dẫn của Bộ"),
        ("hoa", "PL1-5 70%"),
        ("hoa", "PL2-1 đang lấy ý kiến"),
    ):
        office.say(who, text)
    office.at("2022-04-20T10:00")
    return office


@pytest.mark.parametrize("period", ["2022", "2022-Q1", "2022-Q2", "2021"])
def test_the_picture_is_given_the_numbers_of_the_summary(worked: Stage, period: str) -> None:
    when = parse_code(period)
    for summary in worked.look(lambda tx: results.summaries(tx, when)):
        shown = asked(worked, Scope(when), summary["plan"])
        bars = {bar.name: {str(c): n for c, n in bar.counts.items()} for bar in shown.agencies(most=10_000)}
        assert bars == summary["agencies"]
        assert {str(state): n for state, n in shown.results.states().items()} == summary["states"]
        assert {str(c): n for c, n in shown.results.counters().items()} == summary["counters"]
        assert shown.results.as_of.isoformat(timespec="seconds") == summary["as_of"]


def test_each_quarter_of_the_picture_is_the_summary_of_that_quarter(worked: Stage) -> None:
    for number in ("4506/KH-UBND", "77/KH-UBND"):
        shown = asked(worked, Scope(), number)
        assert shown.course
        for period, counted in shown.course:
            every = worked.look(lambda tx, period=period: results.summaries(tx, period))
            (summary,) = [one for one in every if one["plan"] == number]
            assert {str(c): n for c, n in counted.counters().items()} == summary["counters"]
        assert sum(bar.total for bar in shown.quarters()) == shown.results.total


def test_the_coordinator_gets_it_with_the_totals_and_its_caption_says_the_same(office: Stage) -> None:
    drawn, said = office.say("minh", "/tongketqua quý 1/2022").to("minh")
    assert picture(drawn).size[0] == 1080
    assert drawn.text == description(asked(office, Scope(parse_code("2022-Q1"))))
    assert "Tổng số 3 nhiệm vụ" in drawn.text
    assert "Tổng số: 3 nhiệm vụ" in said.text
    assert "Biểu đồ" not in said.labels


def test_a_line_of_the_totals_is_still_answered_by_its_number(office: Stage) -> None:
    office.at("2022-04-20T10:00")
    office.say("minh", "/tongketqua")
    (said,) = office.press("minh", "Quá hạn (3)").to("minh")
    first = said.text.partition("\n1. ")[2].partition(" ")[0]
    assert first.startswith("PL")
    assert first in office.say("minh", "1 thế nào rồi").text("minh")


def test_a_leader_gets_it_by_the_button(office: Stage) -> None:
    (said,) = office.say("an", "/tongketqua năm 2022").to("an")
    assert "Biểu đồ" in said.labels
    (drawn,) = office.press("an", "Biểu đồ").to("an")
    assert picture(drawn).format == "PNG"
    assert "Năm 2022" in drawn.text


def test_a_focal_point_gets_their_own_agency_s_and_no_other(office: Stage) -> None:
    office.say("lan", "/tongketqua")
    (drawn,) = office.press("lan", "Biểu đồ").to("lan")
    assert "Sở Kế hoạch và Đầu tư" in drawn.text
    assert "Sở Lao động" not in drawn.text
    with scene(office) as begun:
        other = begun.part("PL2-1").agency_id
        assert "tổng hợp của đơn vị mình" in begun.press("lan", f"pic:1::{other}")
        own = begun.happen("lan", Event.PRESSED, pressed="pic:1::")
        assert all("Sở Lao động" not in message.text for message in own)


@pytest.mark.parametrize("data", ["pic", "pic:1", "pic:99::", "pic:1:2022-Q9:", "pic:x::", "pic:1::77777"])
def test_a_forged_button_draws_nothing_that_is_not_there(office: Stage, data: str) -> None:
    with scene(office) as begun:
        for message in begun.happen("an", Event.PRESSED, pressed=data):
            assert message.file_id is None or data == "pic:1::77777"


def test_strangers_and_people_in_the_group_get_none(office: Stage) -> None:
    with scene(office) as begun:
        for who, chat in (("ngoai", "private"), ("ngoai", "group"), ("lan", "group")):
            said = begun.happen(who, Event.PRESSED, chat=chat, pressed="pic:1::")
            assert all(message.file_id is None for message in said)


class TestInTheGroup:
    """Before the week's totals, once."""

    def test_the_week_s_totals_come_with_it(self, office: Stage) -> None:
        drawn, said = office.at("2022-02-21T07:30").to("group")
        assert picture(drawn).size[0] == 1080
        assert drawn.text == description(asked(office, Scope()))
        assert said.text.startswith("Kết quả thực hiện")
        assert office.at("2022-02-21T09:00").to("group") == []

    def test_posting_by_the_button_brings_it_too(self, office: Stage) -> None:
        office.say("minh", "/tongketqua")
        drawn, said = office.press("minh", "Đăng vào nhóm").to("group")
        assert drawn.file
        assert said.file is None

    def test_what_becomes_of_the_post_becomes_of_its_picture(self, office: Stage) -> None:
        assert office.unsent("2022-02-21T07:30") >= 2
        office.say("minh", "/nhac tổng hợp tuần tắt")
        assert [m for m in office.at("2022-02-21T12:00").to("group") if m.file] == []

    def test_after_an_outage_it_comes_once(self, office: Stage) -> None:
        office.unsent("2022-02-21T07:30")
        heard = office.switched_on("2022-02-23T09:00")
        assert len([m for m in heard.to("group") if m.file]) == 1

    def test_each_of_a_plan_s_groups_gets_the_same_file(self, office: Stage) -> None:
        with office.transaction() as tx:
            rooms.bind(tx, "console", "second", None, "nhóm hai", 1, None)
        office.unsent("2022-02-21T07:30")

        def waiting(tx: Transaction) -> list[Any]:
            return [post for post in reminders.waiting(tx) if "#chart" in post.key]

        assert len(office.look(waiting)) == 2


def test_a_day_s_structure_is_drawn_by_the_agencies_of_that_day(office: Stage) -> None:
    shown = asked(office, Scope(structure=date(2022, 2, 15)))
    assert "theo cơ cấu ngày 15/02/2022" in description(shown)
