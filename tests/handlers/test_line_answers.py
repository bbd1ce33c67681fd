"""Answering a list line by line: in reply to it, or right after it in private; updates and requests in one message."""

from __future__ import annotations

from pathlib import Path

import pytest

from dieuphoi.storage.database import Database
from tests.conftest import START
from tests.handlers.office import entries, joined, larger_plan, settle, standing
from tests.stage import KHDT, Stage


@pytest.fixture
def clinic(office: Stage) -> Stage:
    """mai answers for the health department, which leads twelve tasks of a second plan."""
    larger_plan(office)
    joined(office, "mai", "Sở Y tế")
    return office


def test_updates_and_a_request_are_recorded_by_number_in_one_answer(clinic: Stage) -> None:
    clinic.say("mai", "/viec")
    heard = clinic.say("mai", "3 xong, 5 xin gia hạn sang quý I/2023, 2 vướng chưa có kinh phí")
    (answer,) = heard.to("mai")
    assert answer.text.startswith("Theo danh mục: 2 = PL3-2 (KH 77); 3 = PL3-3 (KH 77); 5 = PL3-5 (KH 77).")
    assert "Xin gia hạn PL3-5 đến 31/3/2023: vì lý do gì?" in answer.text
    assert [standing(clinic, f"PL3-{n}") for n in (2, 3, 5)] == ["blocked", "done", "not_started"]
    assert {"Hoàn tác PL3-3", "Hoàn tác PL3-2"} <= set(answer.labels)
    sent = clinic.say("mai", "chưa có kinh phí mua sắm")
    assert "đề nghị gia hạn PL3-5: từ 05/5/2022 đến 31/3/2023" in sent.text("mai")
    assert "Lý do: chưa có kinh phí mua sắm" in sent.text("minh")


def test_a_page_numbers_on_and_each_message_keeps_its_own_numbers(clinic: Stage) -> None:
    first = clinic.say("mai", "/viec").to("mai")[0]
    clinic.press("mai", "Tiếp (10) »")
    clinic.say("mai", "7 đang làm")
    clinic.say("mai", "2 đã trình", reply_to=first.id)
    assert (standing(clinic, "PL3-7"), standing(clinic, "PL3-2")) == ("in_progress", "submitted")
    assert "Không có dòng 1: danh mục có 5 dòng, từ 6 đến 10" in clinic.say("mai", "1 xong").text("mai")


def test_a_digest_is_answered_by_number_in_the_evening_too(office: Stage) -> None:
    assert "\n1. PL1-4" in office.at("2022-03-24T08:00").text("lan")
    office.at("2022-03-24T16:30")
    office.say("lan", "1 đã trình; 2: 40%")
    assert (standing(office, "PL1-4"), standing(office, "PL1-5")) == ("submitted", "in_progress")


def test_yesterdays_list_is_answered_by_reply_alone(office: Stage) -> None:
    shown = office.say("lan", "/quynay").to("lan")[0]
    office.at("2022-02-16T09:00")
    assert "Số 1 của danh mục nào?" in office.say("lan", "1 đã trình").text("lan")
    assert entries(office) == 0
    office.say("lan", "1 đã trình", reply_to=shown.id)
    assert standing(office, "PL1-4") == "submitted"


def test_a_digest_that_comes_between_makes_it_plain_no_more(office: Stage) -> None:
    office.at("2022-03-24T07:20")
    office.say("lan", "/viec")
    office.at("2022-03-24T07:35")
    assert "của danh mục nào?" in office.say("lan", "1 đã trình").text("lan")
    assert entries(office) == 0


def test_the_group_answers_its_posts_by_reply_alone(office: Stage) -> None:
    heard = office.at("2022-03-28T08:00")
    post = next(m for m in heard.told("group") if "Sắp đến hạn" in m.text or "đến hạn" in m.text)
    line = next(row for row in post.text.splitlines() if "PL1-5" in row)
    assert office.say_in_group("lan", f"{line[0]} đã trình").messages == []
    assert "Theo danh mục" in office.say_in_group("lan", f"{line[0]} đã trình", reply_to=post.id).text(
        "group"
    )
    assert standing(office, "PL1-5") == "submitted"


def test_the_mondays_totals_number_what_is_overdue(office: Stage) -> None:
    heard = office.at("2022-04-11T08:00")
    post = [m for m in heard.to("group") if "Theo cơ quan" in m.text][-1]
    line = next(row for row in post.text.splitlines() if ". PL1-4 ·" in row)
    office.say_in_group("lan", f"{line.split('.')[0]} vướng: chưa có nghị định", reply_to=post.id)
    assert standing(office, "PL1-4") == "blocked"


def test_what_is_anothers_or_not_there_is_refused_and_the_rest_recorded(office: Stage) -> None:
    shown = office.say_in_group("lan", "/quynay").to("group")[0]
    numbers = {row.split(" ")[1]: row.split(".")[0] for row in shown.text.splitlines() if " · " in row}
    text = f"{numbers['PL1-4']} đã trình, {numbers['PL1-7']} xong, 9 xong"
    heard = office.say_in_group("lan", text, reply_to=shown.id).text("group")
    assert "PL1-7 do Sở Lao động" in heard
    assert "Không có dòng 9: danh mục có 3 dòng, từ 1 đến 3." in heard
    assert (standing(office, "PL1-4"), standing(office, "PL1-7")) == ("submitted", "not_started")


def test_all_lines_are_asked_about_first(office: Stage) -> None:
    office.say("lan", "/quynay")
    asked = office.say("lan", "xong hết trừ 2")
    assert "chưa được ghi nhận" in asked.text("lan")
    assert "PL1-5" not in asked.text("lan")
    assert entries(office) == 0
    office.press("lan", "Đúng, ghi nhận")
    assert (standing(office, "PL1-4"), standing(office, "PL1-5")) == ("done", "not_started")


@pytest.mark.parametrize("text", ["1-2 xong", "1 xong, 1 chưa làm", "1 xong, 2 chưa làm"])
def test_what_may_be_meant_otherwise_is_not_written(office: Stage, text: str) -> None:
    """A span may be a code; a line told twice; "1 xong, 2 chưa" of three lines may count them."""
    office.say("lan", "/quynay")
    office.say("lan", text)
    assert entries(office) == 0


def test_a_number_alone_shows_its_task_and_writes_nothing(office: Stage) -> None:
    office.say("lan", "/quynay")
    assert office.say("lan", "2").text("lan").startswith("PL1-5 ·")
    assert "Không có dòng 8" in office.say("lan", "8").text("lan")
    assert entries(office) == 0


@pytest.mark.parametrize("text", ["3 huyện xong", "xong 3 việc", "2/5 đã xong", "12/QĐ-UBND"])
def test_a_number_that_is_no_line_touches_no_line(office: Stage, text: str) -> None:
    shown = office.say("lan", "/quynay").to("lan")[0]
    for more in ({}, {"reply_to": shown.id}):
        assert "Theo danh mục" not in office.say("lan", text, **more).text("lan")
    assert entries(office) == 0


def test_an_update_and_a_request_by_code_are_both_done_without_any_list(office: Stage) -> None:
    heard = office.say("lan", "PL1-4 xong, PL1-5 xin gia hạn sang quý I/2023 vì chờ Nghị định")
    assert len(heard.to("lan")) == 1
    assert standing(office, "PL1-4") == "done"
    assert "gia hạn PL1-5: từ 31/3/2022 đến 31/3/2023" in heard.text("lan")


def test_codes_and_numbers_may_stand_in_one_message(office: Stage) -> None:
    office.say("lan", "/quynay")
    office.say("lan", "1 đã trình, PL1-5 đang lấy ý kiến")
    assert (standing(office, "PL1-4"), standing(office, "PL1-5")) == ("submitted", "consulting")


def test_a_list_answered_by_number_survives_a_restart(tmp_path: Path) -> None:
    """What a number stands for is in the database, with the message itself."""

    url = f"sqlite:///{tmp_path}/a.db"
    before = Stage(url, START)
    with before.transaction() as tx:
        settle(tx)
    before.say("lan", "/quynay")
    before.close()
    after = Stage(Database(url), START)
    after.say("lan", "1 đã trình")
    assert standing(after, "PL1-4") == "submitted"
    after.close()


def test_who_leads_nothing_here_is_told_whose_it_is(office: Stage) -> None:
    office.say("minh", "/quynay")
    assert f"do {KHDT} chủ trì" in office.say("minh", "1 xong").text("minh")
    assert entries(office) == 0


@pytest.mark.parametrize("text", ["PL1-5 70%, PL1-4 xong chưa", "PL1-4 xong chưa vậy, PL1-5 70%"])
def test_what_is_reported_is_recorded_and_what_is_asked_beside_it_is_answered(
    office: Stage, text: str
) -> None:
    heard = office.say("lan", text)
    assert (standing(office, "PL1-5"), standing(office, "PL1-4")) == ("in_progress", "not_started")
    assert entries(office) == 1
    assert "Đã ghi nhận" in heard.to("lan")[0].text
    assert "PL1-4 · " in heard.to("lan")[1].text
    assert "Trạng thái: chưa triển khai" in heard.to("lan")[1].text


def test_a_percentage_that_there_is_not_is_refused_beside_a_question_too(office: Stage) -> None:
    heard = office.say("lan", "PL1-5 170%, PL1-4 xong chưa")
    assert entries(office) == 0
    assert "170%" in heard.to("lan")[0].text


def test_several_tasks_that_are_asked_about_are_shown_each(office: Stage) -> None:
    heard = office.say("lan", "PL1-4 xong chưa, PL1-5 trình chưa?")
    assert [m.text.partition(" · ")[0] for m in heard.to("lan")] == ["PL1-4", "PL1-5"]
    assert entries(office) == 0
