"""What is due, what is late, whose tasks: asked by command and in words, a page at a time."""

from __future__ import annotations

import re

import pytest

from dieuphoi.handlers.messages import Event
from tests.handlers.office import data_of, focal, happen, joined, larger_plan
from tests.stage import KHDT, LDTBXH, Stage

_HEAD = re.compile(r"^\d+\. (PL\d+-\d+)(?: \(KH \w+\))? ·", re.MULTILINE)


def codes(text: str) -> list[str]:
    """The tasks that a list shows, in order."""
    return _HEAD.findall(text)


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("/quynay", {"PL1-4", "PL1-5", "PL1-7"}),
        ("/quytoi", {"PL1-3"}),
        ("/quy", {"PL1-4", "PL1-5", "PL1-7"}),
        ("/quy 4 2022", {"PL1-1", "PL1-2", "PL1-6"}),
        ("/quy IV/2022", {"PL1-1", "PL1-2", "PL1-6"}),
        ("/quy iv", {"PL1-1", "PL1-2", "PL1-6"}),
        ("/quy quý 3 năm 2022", {"PL2-1", "PL2-2"}),
        ("/quy Q3", {"PL2-1", "PL2-2"}),
        ("/quy 2022-Q3", {"PL2-1", "PL2-2"}),
        ("/quy4 2022", {"PL1-1", "PL1-2", "PL1-6"}),
        ("/Quý 3", {"PL2-1", "PL2-2"}),
        ("/quý tới", {"PL1-3"}),
        ("/quy nay", {"PL1-4", "PL1-5", "PL1-7"}),
        ("quý này có việc gì đến hạn?", {"PL1-4", "PL1-5", "PL1-7"}),
        ("quy nay co viec gi den han", {"PL1-4", "PL1-5", "PL1-7"}),
        ("quy 4 den han nhung gi?", {"PL1-1", "PL1-2", "PL1-6"}),
        ("quý IV/2022 có những việc nào đến hạn?", {"PL1-1", "PL1-2", "PL1-6"}),
    ],
)
def test_what_is_due_is_found_however_the_quarter_is_written(
    office: Stage, asked: str, shown: set[str]
) -> None:
    for chat, who in (("private", "minh"), ("group", "tai")):
        assert (
            set(codes(office.say(who, asked, chat=chat).text("minh" if who == "minh" else "group"))) == shown
        )


@pytest.mark.parametrize("wrong", ["5", "0", "4 1", "IX/2022", "4 99999", "ba mươi", "2022-Q7", "x" * 4000])
def test_a_wrong_quarter_is_answered_with_what_is_allowed(office: Stage, wrong: str) -> None:
    heard = office.say("minh", f"/quy {wrong}").text("minh")
    assert "Không có quý" in heard or "quá dài" in heard
    assert len(heard) < 300


def test_in_private_ones_own_come_first_and_in_the_group_everything_by_deadline(office: Stage) -> None:
    mine = office.say("hoa", "/quynay").text("hoa")
    assert codes(mine) == ["PL1-7", "PL1-4", "PL1-5"]
    assert "của đơn vị anh/chị: 1" in mine
    assert codes(office.say_in_group("hoa", "/quynay").text("group")) == ["PL1-4", "PL1-5", "PL1-7"]


def test_each_task_shows_lead_deadline_with_days_state_and_next_step(office: Stage) -> None:
    office.say("lan", "PL1-4 70%")
    entry = office.say("lan", "/quynay").text("lan").split("\n\n")[1].split("\n")
    assert entry[0].startswith("1. PL1-4 · ")
    assert entry[1] == f"Chủ trì: {KHDT}; hạn 31/3/2022 (còn 44 ngày)"
    assert entry[2] == "đang thực hiện; 70%. Tiếp theo: hoàn thiện dự thảo, lấy ý kiến"


def test_a_long_list_is_paged_to_its_end_and_back_without_gap_or_repeat(each_office: Stage) -> None:
    office = each_office
    larger_plan(office)
    heard = office.say("tai", "/quy 2")
    seen = codes(heard.text("tai"))
    while any(label.startswith("Tiếp") for label in heard.labels("tai")):
        heard = office.press("tai", next(label for label in heard.labels("tai") if label.startswith("Tiếp")))
        assert all(m.edits for m in heard.to("tai"))
        seen += codes(heard.text("tai"))
    assert sorted(seen) == sorted(["PL1-3", *(f"PL3-{n}" for n in range(1, 13))])
    while "« Trước" in heard.labels("tai"):
        heard = office.press("tai", "« Trước")
    assert codes(heard.text("tai")) == seen[:5]


def test_own_tasks_and_others_are_paged_across_their_border(office: Stage) -> None:
    larger_plan(office)
    joined(office, "mai", "Sở Y tế")
    heard = office.say("mai", "/quy 2")
    pages = [codes(heard.text("mai"))]
    while any(label.startswith("Tiếp") for label in heard.labels("mai")):
        heard = office.press("mai", next(label for label in heard.labels("mai") if label.startswith("Tiếp")))
        pages.append(codes(heard.text("mai")))
    assert [len(page) for page in pages] == [5, 5, 3]
    assert [code for page in pages for code in page] == [*(f"PL3-{n}" for n in range(1, 13)), "PL1-3"]


def test_a_page_past_the_end_is_the_last_page(office: Stage) -> None:
    (shown,) = happen(office, "lan", Event.PRESSED, pressed="l:due:2022-Q4:::900")
    assert len(codes(shown.text.replace("\ue000", "").replace("\ue001", ""))) == 3


def test_viec_alone_lists_ones_own_and_what_one_works_with(office: Stage) -> None:
    heard = office.say("lan", "/viec").text("lan")
    assert codes(heard)[:3] == ["PL1-4", "PL1-5", "PL1-3"]
    assert "(phối hợp)" in heard
    assert len(codes(office.say("an", "/viec").text("an"))) == 5


@pytest.mark.parametrize("typed", ["PL1-4", "pl1-4", "pl14", "PL1.4", "pl 1 4", "phụ lục 1 số 4"])
def test_one_task_is_shown_however_its_code_is_typed(office: Stage, typed: str) -> None:
    card = office.say("lan", f"/viec {typed}")
    assert card.text("lan").startswith("PL1-4 ·")
    assert f"Chủ trì: {KHDT}" in card.text("lan")
    assert "Đã trình" in card.labels("lan")


def test_a_lead_written_a_little_differently_in_the_document_is_named_once(office: Stage) -> None:
    card = office.say("minh", "/viec PL1-1").text("minh")
    assert card.count("Lao động") == 1
    assert "Đơn vị:" not in card


@pytest.mark.parametrize("typed", ["Sở Kế hoạch và Đầu tư", "skhđt", "so khdt"])
def test_an_agencys_tasks_are_listed_by_its_name(office: Stage, typed: str) -> None:
    heard = office.say("minh", f"/viec {typed}").text("minh")
    assert {"PL1-3", "PL1-4", "PL1-5"} <= set(codes(heard))
    assert KHDT in heard.split("\n")[0]


def test_an_agency_that_may_be_several_is_asked_about(office: Stage) -> None:
    asked = office.say("minh", "/viec huyện Hàm Thuận")
    assert "UBND huyện Hàm Thuận Nam" in asked.labels("minh")
    assert "UBND huyện Hàm Thuận Nam" in office.press("minh", "UBND huyện Hàm Thuận Nam").text("minh")


@pytest.mark.parametrize("typed", ["PL9-9", "PL1-99", "xyz", "<b>", "12345678901234567890123"])
def test_what_names_no_task_is_answered_with_where_to_look(office: Stage, typed: str) -> None:
    heard = office.say("lan", f"/viec {typed}").text("lan")
    assert "Không có nhiệm vụ" in heard
    assert "/viec" in heard


def test_overdue_counts_from_the_day_after_the_deadline(office: Stage) -> None:
    assert "Không có nhiệm vụ quá hạn" in office.say("minh", "/quahan").text("minh")
    office.at("2022-03-31T23:59")
    assert "Không có nhiệm vụ quá hạn" in office.say("minh", "/quahan").text("minh")
    office.at("2022-04-01T00:00")
    heard = office.say("minh", "/quahan").text("minh")
    assert codes(heard) == ["PL1-4", "PL1-5", "PL1-7"]
    assert "quá hạn 1 ngày" in heard
    assert codes(office.say("lan", "việc nào đang trễ hạn vậy bot?").text("lan"))[:2] == ["PL1-4", "PL1-5"]
    assert "Quá hạn từ trước: 3" in office.say("lan", "/quynay").text("lan")


def test_a_done_task_is_never_overdue(office: Stage) -> None:
    office.say("lan", "PL1-4 đã ban hành")
    office.at("2022-04-01T08:00")
    assert codes(office.say("minh", "/quahan").text("minh")) == ["PL1-5", "PL1-7"]


def test_a_task_of_every_unit_shows_how_many_are_done_and_each_unit(office: Stage) -> None:
    larger_plan(office)
    joined(office, "tanh", "UBND huyện Tánh Linh")
    card = office.say("minh", "/viec PL3-14")
    assert "Hoàn thành: 0/10 đơn vị" in card.text("minh")
    assert len(card.labels("minh")) == 10
    assert "UBND huyện Tánh Linh" in office.say("tanh", "/viec PL3-14").text("tanh")
    office.say("tanh", "PL3-14 đã hoàn thành")
    assert "Hoàn thành: 1/10 đơn vị" in office.say("minh", "/viec PL3-14").text("minh")
    opened = office.press("minh", "UBND huyện Tánh Linh")
    assert "chờ xác nhận" in opened.text("minh")
    assert "Xác nhận" in opened.labels("minh")


def test_a_code_of_two_plans_shows_both_to_choose_from(office: Stage) -> None:
    larger_plan(office, number="88/KH-UBND", appendix="1")
    asked = office.say("minh", "/viec PL1-4")
    assert {label.split(" · ")[0] for label in asked.labels("minh")} == {"4506", "88"}
    assert "4506/KH-UBND" in asked.text("minh")
    assert "88/KH-UBND" in asked.text("minh")


def test_in_a_group_a_task_of_another_plan_is_said_to_be_one(office: Stage) -> None:
    larger_plan(office)
    heard = office.say_in_group("lan", "/viec PL3-1").text("group")
    assert "77/KH-UBND" in heard
    assert "nhóm này theo dõi Kế hoạch 4506/KH-UBND" in heard
    (pressed,) = happen(office, "lan", Event.PRESSED, chat="group", pressed="c:12")
    assert "Không mở được" in pressed.text


def test_a_jointly_led_task_names_all_who_lead_and_stands_once_in_each_list(office: Stage) -> None:
    larger_plan(office)
    for who in ("lan", "tai"):
        heard = office.say(who, "/viec PL3-13")
        assert f"Chủ trì: {KHDT}, Sở Tài chính" in heard.text(who)
        assert "Đã trình" in heard.labels(who)
    assert codes(office.say("minh", "/quynay").text("minh")).count("PL3-13") == 1


def test_a_question_in_the_group_is_answered_even_when_nobody_is_addressed(office: Stage) -> None:
    assert codes(office.say_in_group("khach", "quý này có việc gì đến hạn?").text("group"))
    assert office.say_in_group("khach", "mọi người ăn trưa chưa?").messages == []


@pytest.mark.parametrize("asked", ["lịch sử PL1-4", "nhật ký pl1-4", "/lichsu PL1-4"])
def test_the_log_of_a_task_is_shown(office: Stage, asked: str) -> None:
    office.say("lan", "PL1-4 70%")
    assert "Trần Thị Lan: đang thực hiện; 70%" in office.say("minh", asked).text("minh")


def test_the_log_of_a_task_of_many_units_comes_in_one_message(office: Stage) -> None:
    larger_plan(office)
    with office.transaction() as tx:
        focal(tx, "tanh", "UBND huyện Tánh Linh")
    assert len(office.say("minh", "/lichsu PL3-14").to("minh")) == 1
    office.say("tanh", "PL3-14 50%")
    heard = office.say("minh", "/lichsu PL3-14")
    assert len(heard.to("minh")) == 1
    assert "UBND huyện Tánh Linh" in heard.text("minh")


def test_the_tasks_of_a_leading_agency_are_found_by_words_of_their_titles(office: Stage) -> None:
    heard = office.say("minh", "/viec quy chế").text("minh")
    assert "PL1-5" in heard
    assert LDTBXH not in heard.split("\n")[0]


def test_a_page_button_carries_at_most_64_bytes(office: Stage) -> None:
    larger_plan(office)
    office.say("minh", "/viec Sở Y tế")
    assert len(data_of(office, "minh", "Tiếp").encode()) <= 64
