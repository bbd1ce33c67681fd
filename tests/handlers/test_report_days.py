"""The coordinator sets report days; the bot tells a week before what is missing, and drafts on the day, once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dieuphoi.bot import drawing
from dieuphoi.handlers import paper_making
from dieuphoi.handlers.office import LETTERHEAD
from dieuphoi.plan.model import PlanDocument, Task
from dieuphoi.plan.periods import parse_code
from dieuphoi.storage import papers, plans
from dieuphoi.storage.papers import Place
from tests.stage import TAICHINH, Stage


def test_a_week_before_it_says_what_is_missing_and_on_the_day_it_drafts(office: Stage) -> None:
    assert "không tự lập dự thảo" in office.say("minh", "/baocao lịch").text("minh")
    office.press("minh", "Báo cáo quý")
    changed = office.press("minh", "Lập dự thảo ngày 25 tháng cuối kỳ")
    assert "lập dự thảo ngày 25 tháng cuối kỳ" in changed.text("minh")
    assert "sắp tới: Quý I/2022, 25/3/2022" in office.press("minh", "Xem ngày báo cáo").text("minh")
    assert office.at("2022-03-17T12:00").text("minh").count("còn thiếu") == 0
    week_before = office.at("2022-03-18T12:00")
    assert "Một tuần nữa bot lập dự thảo báo cáo Quý I/2022" in week_before.text("minh")
    assert "còn thiếu ở 3 nhiệm vụ" in week_before.text("minh")
    assert [m.file for m in office.at("2022-03-24T12:00").to("minh") if m.file] == []
    on_the_day = office.at("2022-03-25T12:00")
    drafts = [m for m in on_the_day.to("minh") if m.file]
    assert len(drafts) == 1
    assert "Hôm nay đến ngày báo cáo Quý I/2022" in drafts[0].text
    assert "Soạn đoạn văn" in drafts[0].labels
    assert [m for m in office.at("2022-03-31T12:00").to("minh") if m.file] == []
    assert "bot, vào ngày báo cáo" in office.say("minh", "/baocao phiên bản").text("minh")


def test_a_day_off_is_drafted_on_the_working_day_before_it(office: Stage) -> None:
    office.say("minh", "/baocao lịch quý ngày 27 tháng cuối")  # 27/3/2022 is a Sunday
    assert any(m.file for m in office.at("2022-03-25T12:00").to("minh"))
    assert not any(m.file for m in office.at("2022-03-28T12:00").to("minh"))


def test_what_fell_on_days_when_the_bot_was_off_comes_once_when_it_is_back(office: Stage) -> None:
    office.say("minh", "/baocao lịch quý ngày 25 tháng cuối")
    heard = office.switched_on("2022-03-29T10:00")
    assert len([m for m in heard.to("minh") if m.file]) == 1
    assert not any(m.file for m in office.at("2022-03-30T12:00").to("minh"))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("/baocao lịch 6 tháng ngày 5 tháng sau", "Báo cáo 6 tháng"),
        ("/baocao lich nam: ngày 15", "Báo cáo năm"),
        ("/baocao lịch quý tắt", "Báo cáo quý: không tự lập dự thảo"),
        ("/baocao lịch quý ngày 32", "không dùng được cho “Báo cáo quý”"),
        ("/baocao lịch tuần thứ hai", "Tôi chưa hiểu ngày báo cáo"),
    ],
)
def test_report_days_are_typed_and_what_is_none_is_named(office: Stage, typed: str, said: str) -> None:
    assert said in office.say("minh", typed).text("minh")


def test_only_the_coordinator_sets_them(office: Stage) -> None:
    assert "Chỉ điều phối soạn" in office.say("an", "/baocao lịch quý ngày 15").text("an")
    assert "không tự lập dự thảo" in office.say("minh", "/baocao lịch").text("minh")


def _broad_plan(office: Stage) -> int:
    rows = tuple(
        Task(f"PL1-{n}", str(n), "1", f"Nhiệm vụ số {n}", (TAICHINH,))
        for n in range(1, paper_making.AT_ONCE + 2)
    )
    with office.transaction() as tx:
        number, _new = plans.add(tx, PlanDocument("88/KH-UBND", None, None, None, rows))
    return number


def test_a_large_report_is_being_made_and_comes_as_a_file(office: Stage) -> None:
    _broad_plan(office)
    answer = office.say("minh", "/baocao 2022 xlsx KH 88")
    being_made, made = answer.to("minh")
    assert "Đang soạn báo cáo Kế hoạch 88/KH-UBND, Năm 2022" in being_made.text
    assert (being_made.file, made.file is not None) == (None, True)


def test_a_report_that_cannot_be_made_is_given_up_after_some_attempts_and_told_of(office: Stage) -> None:
    plan_id, service = _broad_plan(office), office.script.service
    service.office = replace(service.office, letterhead=replace(LETTERHEAD, template=b"no Word file"))
    answer = office.say("minh", "/baocao 2022 KH 88")
    assert "Đang soạn" in answer.to("minh")[0].text
    assert "Chưa lập được báo cáo Năm 2022" in answer.to("minh")[1].text
    assert office.look(lambda tx: papers.kept(tx, plan_id, skip=0, size=5)) == (0, [])
    service.office = replace(service.office, letterhead=LETTERHEAD)
    assert office.say("minh", "/baocao 2022 KH 88").to("minh")[1].file is not None


def test_a_bot_that_is_killed_while_it_makes_a_report_makes_it_again_and_sends_it_once(office: Stage) -> None:
    _broad_plan(office)
    plan = office.look(plans.every)[-1]
    service = office.script.service
    with office.transaction() as tx:
        papers.order(
            tx, plan.id, parse_code("2022"), "report", "xlsx", place=Place("console", "minh", True, None)
        )
    service.to_draw = True
    killed = service.next_paper()
    assert killed is not None
    assert drawing.draw(killed) is not None  # and nothing is kept of it
    again = service.next_paper()
    assert again is not None
    service.paper_drawn(again, drawing.draw(again))
    assert service.next_paper() is None
    sent = office.say("minh", "/trogiup").to("minh")
    assert sum(message.file is not None for message in sent) == 1
