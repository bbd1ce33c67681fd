"""Whole messages that stand for a command, by whoever may give it; and small talk, answered as people do."""

from __future__ import annotations

import pytest

from dieuphoi.handlers.commands import COMMANDS
from dieuphoi.handlers.understanding.words import book
from tests.handlers.office import entries, larger_plan
from tests.stage import Stage


@pytest.mark.parametrize(
    "said",
    [
        "co ai cho duyet k",
        "Có gì cần duyệt không em?",
        "co gi moi ko",
        "danh sách chờ xác nhận",
        "ok cho lùi",
    ],
)
def test_what_waits_is_asked_for_in_words(office: Stage, said: str) -> None:
    office.say("lan", "PL1-4 xin gia hạn đến 30/6/2022 vì chờ kinh phí")
    asked = office.say("minh", said)
    assert "đề nghị gia hạn" in asked.text("minh")
    assert "Đồng ý" in asked.labels("minh")
    assert "điều phối chưa quyết định" in office.say("lan", "/viec PL1-4").text("lan")


def test_a_task_that_waits_for_an_extension_is_named_by_who_decides(office: Stage) -> None:
    office.say("lan", "PL1-4 xin gia hạn đến 30/6/2022 vì chờ kinh phí")
    office.say("lan", "PL1-5 xin gia hạn đến 30/6/2022 vì chờ ý kiến")
    asked = office.say("minh", "gia hạn PL1-4 đến 15/7")
    assert "PL1-4" in asked.text("minh")
    assert "PL1-5" not in asked.text("minh")
    assert asked.labels("minh") == ["Đồng ý", "Không đồng ý", "Đặt ngày khác"]


@pytest.mark.parametrize(
    "said",
    [
        "đôn đốc sở kế hoạch",
        "nhac so ke hoach va dau tu di em",
        "giục bên sở KHĐT giúp anh với",
        "/dondoc Sở KHĐT",
    ],
)
def test_an_agency_is_urged_only_by_a_press(office: Stage, said: str) -> None:
    offered = office.say("minh", said)
    assert offered.to("lan") == []
    assert offered.labels("minh") == ["Đôn đốc PL1-4", "Đôn đốc PL1-5", "Đôn đốc PL1-3"]
    pressed = office.press("minh", "Đôn đốc PL1-5")
    assert "đã đôn đốc" in pressed.text("minh")
    assert "PL1-5" in pressed.text("lan")
    assert "hôm nay đã đôn đốc" in office.press("minh", "Đôn đốc PL1-5").text("minh")


def test_a_task_is_urged_in_words(office: Stage) -> None:
    assert "đã đôn đốc" in office.say("minh", "đôn đốc giúp PL1-4 nhé").text("minh")


@pytest.mark.parametrize("said", ["nhắc anh Nam nhé", "/dondoc Bộ Ngoại giao", "/dondoc"])
def test_whom_nobody_knows_is_not_urged(office: Stage, said: str) -> None:
    heard = office.say("minh", said)
    assert {message.to for message in heard.messages} <= {"minh"}
    assert "/dondoc" in heard.text("minh") or "chưa hiểu" in heard.text("minh")


@pytest.mark.parametrize(
    "said", ["sở nào chưa báo cáo gì", "ai chua tra loi vay em", "/chuabaocao", "việc nào chưa ai báo cáo"]
)
def test_who_has_not_reported_is_told_by_agency(office: Stage, said: str) -> None:
    office.say("lan", "PL1-4 đang thực hiện")
    heard = office.say("minh", said)
    assert "Chưa có báo cáo nào: 9 nhiệm vụ" in heard.text("minh")
    line = next(row for row in heard.text("minh").splitlines() if "Sở Kế hoạch và Đầu tư" in row)
    assert "PL1-5" in line
    assert "PL1-4" not in line
    offered = office.press("minh", "Sở Kế hoạch và Đầu tư")
    assert "Đôn đốc PL1-5" in offered.labels("minh")


def test_of_a_larger_plan_the_first_agencies_are_shown_and_the_rest_counted(office: Stage) -> None:
    larger_plan(office)
    heard = office.say("minh", "/chuabaocao")
    assert len(heard.labels("minh")) <= 8
    assert len(heard.text("minh")) < 2000


@pytest.mark.parametrize("said", ["sở nào chưa báo cáo", "đôn đốc sở tài chính", "có ai chờ duyệt không"])
def test_to_a_focal_point_and_in_the_group_they_are_no_commands(office: Stage, said: str) -> None:
    heard = office.say("lan", said)
    assert {message.to for message in heard.messages} == {"lan"}
    assert not {"Đôn đốc PL2-1", "Đồng ý"} & set(heard.labels("lan"))
    assert office.say_in_group("minh", said).messages == []


def test_a_stranger_who_asks_what_this_is_hears_it_and_is_not_taken_down_by_that_name(office: Stage) -> None:
    office.say("an2", "/dangky Sở Tài chính")
    office.say("an2", "đồng ý")
    heard = office.say("an2", "em là ai vậy")
    assert "Bot theo dõi nhiệm vụ" in heard.text("an2")
    assert "Họ và tên" in heard.text("an2")


def test_own_data_are_asked_for_in_words(office: Stage) -> None:
    assert "Dữ liệu bot đang lưu" in office.say("lan", "bot lưu gì về tôi").text("lan")
    assert "Xóa mọi dữ liệu" in office.say("lan", "xoa du lieu cua toi giup").text("lan")


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("chào em", "Kính chào"),
        ("cam on em nhe", "không có gì"),
        ("thôi", "Không có câu hỏi nào đang chờ"),
        ("hủy", "Không có câu hỏi nào đang chờ"),
        ("ok em", "Dạ vâng"),
    ],
)
def test_small_talk_is_answered_as_people_do(office: Stage, said: str, answer: str) -> None:
    assert answer in office.say("lan", said).text("lan")
    assert entries(office) == 0


def test_blockers_alone_are_a_question_of_who_reports_on_nothing(office: Stage) -> None:
    assert "Vướng mắc đang mở" in office.say("minh", "vuong mac").text("minh")


def test_every_list_of_spoken_words_is_one_of_a_command_or_of_talk() -> None:
    of_a_command = {
        name.partition("_")[0] for name in book("spoken")
    }  # baocao_thieu is /baocao with a word more
    assert of_a_command - {"before", "after", "days", "greetings", "thanks"} <= set(COMMANDS)


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("tôi nghỉ phép từ mai", "/lamthay từ"),
        ("em sap di cong tac tuan sau a", "/lamthay từ"),
        ("Dạ em nghỉ thai sản ạ", "/lamthay từ"),
        ("tuần sau em đi học nhé", "/trogiup"),
        ("em chuyển công tác rồi ạ", "Bàn giao"),
        ("tôi về hưu từ tháng sau", "Bàn giao"),
    ],
)
def test_who_will_be_away_hears_how_somebody_stands_in(office: Stage, said: str, answer: str) -> None:
    assert answer in office.say("lan", said).text("lan")
    assert entries(office) == 0


def test_the_days_of_being_away_are_taken_along(office: Stage) -> None:
    heard = office.say("lan", "em nghỉ phép từ 1/3 đến 15/3 ạ")
    assert "01/3/2022" in heard.text("lan")
    assert "15/3/2022" in heard.text("lan")


@pytest.mark.parametrize(
    "said", ["em nghỉ phép nên PL1-4 chưa làm", "anh Nam nghỉ phép rồi", "nghỉ lễ vui nhé"]
)
def test_what_only_names_being_away_is_no_command(office: Stage, said: str) -> None:
    assert "/lamthay" not in office.say("lan", said).text("lan")
