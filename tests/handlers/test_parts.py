"""Coordinating agencies see, comment and attach; the lead asks one for its part and sees who has answered."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dieuphoi.handlers.messages import Rank
from dieuphoi.storage import parts, upkeep
from tests.handlers.office import entries, happen, joined, part, standing
from tests.stage import KHDT, LDTBXH, TAICHINH, Heard, Stage

YTE = "Sở Y tế"
ASK = "PL1-2 đề nghị Sở Tài chính góp ý trước ngày 10/3"


@pytest.fixture
def asked(office: Stage) -> Stage:
    """hoa leads PL1-2; tai (Sở Tài chính, asked for its part) and yen (Sở Y tế) work with it; Tue 2022-02-15, 09:00."""
    joined(office, "yen", YTE)
    office.say("hoa", ASK)
    return office


def _card(stage: Stage, who: str, code: str = "PL1-2") -> Heard:
    return stage.say(who, f"/viec {code}")


def test_a_comment_is_recorded_and_reaches_the_lead_with_others_of_these_minutes(office: Stage) -> None:
    joined(office, "yen", YTE)
    assert _card(office, "tai").labels("tai") == ["Góp ý"]
    heard = office.say("tai", "PL1-2 góp ý: bổ sung dự toán năm 2022")
    assert "Đã ghi nhận: góp ý của Sở Tài chính ở PL1-2" in heard.text("tai")
    assert heard.to("hoa") == []
    office.say("yen", "góp ý PL1-2: thêm chỉ tiêu bảo hiểm y tế")
    (notice,) = office.at("2022-02-15T09:05").to("hoa")
    assert "Sở Tài chính" in notice.text
    assert "“thêm chỉ tiêu bảo hiểm y tế”" in notice.text
    assert "2 góp ý của cơ quan phối hợp" in _card(office, "hoa").text("hoa")
    assert "Sở Y tế góp ý: thêm chỉ tiêu" in office.say("hoa", "/lichsu PL1-2").text("hoa")


def test_a_comment_is_nobodys_report_and_makes_no_card_old(office: Stage) -> None:
    _card(office, "hoa")
    office.say("tai", "PL1-2 góp ý: bổ sung dự toán")
    assert standing(office, "PL1-2") == "not_started"
    assert part(office, "PL1-2").reported_at is None
    office.press("tai", "Hoàn tác")
    assert part(office, "PL1-2").reported_at is None
    assert "Đã ghi nhận" in office.press("hoa", "Đang thực hiện").text("hoa")
    office.say("hoa", "PL1-2 đã ban hành")
    office.say("tai", "PL1-2 góp ý: nên gửi bản điện tử")
    assert "Đã xác nhận" in office.press("minh", "Xác nhận").text("minh")


def test_a_comment_taken_back_in_time_is_never_told(office: Stage) -> None:
    office.say("tai", "PL1-2 góp ý: nhầm")
    assert "Đã rút lại" in office.press("tai", "Hoàn tác").text("tai")
    assert office.at("2022-02-15T09:10").to("hoa") == []
    assert "góp ý của cơ quan" not in _card(office, "hoa").text("hoa")


def test_a_comment_taken_back_later_is_told_and_after_a_day_it_stays(office: Stage) -> None:
    office.say("tai", "PL1-2 góp ý: nhầm")
    office.at("2022-02-15T10:00")
    assert "Đã rút lại" in office.say("tai", "/hoantac PL1-2").text("hoa")
    office.say("tai", "PL1-2 góp ý: đúng rồi")
    office.at("2022-02-17T09:00")
    assert "trong một ngày" in office.press("tai", "Hoàn tác").text("tai")
    assert office.look(upkeep.differences) == []


def test_at_night_the_lead_is_left_in_peace(office: Stage) -> None:
    office.at("2022-02-15T20:00")
    office.say("tai", "PL1-2 góp ý: gửi lúc tối")
    assert office.at("2022-02-15T23:00").to("hoa") == []
    assert "gửi lúc tối" in office.at("2022-02-16T07:30").text("hoa")


def test_the_button_asks_for_the_words_and_a_reply_to_the_card_is_a_comment(office: Stage) -> None:
    card = _card(office, "tai").to("tai")[0]
    office.press("tai", "Góp ý")
    assert "Đã ghi nhận" in office.say("tai", "Nên nêu rõ nguồn vốn").text("tai")
    assert "Đã ghi nhận" in office.say("tai", "Bổ sung thêm mục tiêu", reply_to=card.id).text("tai")
    assert "2 góp ý" in _card(office, "tai").text("tai")
    asking = office.say("tai", "bao giờ hết hạn?", reply_to=card.id)
    assert "Đã ghi nhận" not in asking.text("tai")


def test_a_file_is_attached_and_counted(office: Stage, tmp_path: Path) -> None:
    paper = tmp_path / "du-toan.pdf"
    paper.write_bytes(b"%PDF-1.4 du toan")
    heard = office.say("tai", "PL1-2", file=str(paper))
    assert "Đã ghi nhận: tệp của Sở Tài chính" in heard.text("tai")
    office.press("tai", "Xem PL1-2")
    office.press("tai", "Góp ý")
    assert "Đã ghi nhận: tệp" in office.say("tai", "", file=str(paper)).text("tai")
    card = _card(office, "hoa")
    assert "2 tệp của cơ quan phối hợp" in card.text("hoa")
    assert office.press("hoa", "Mở tệp").to("hoa")[0].file is not None


def test_a_state_reported_by_who_only_helps_is_asked_about(asked: Stage) -> None:
    before = entries(asked, "PL1-2")
    heard = asked.say("yen", "PL1-2 xong")
    assert "trạng thái do cơ quan chủ trì báo" in heard.text("yen")
    assert heard.labels("yen") == ["Ghi là góp ý", "Thôi"]
    asked.press("yen", "Thôi")
    assert entries(asked, "PL1-2") == before
    assert asked.say("tai", "PL1-2 xong").labels("tai")[0] == "Phần việc của đơn vị tôi đã xong"
    heard = asked.press("tai", "Phần việc của đơn vị tôi đã xong")
    assert "1/1 đã trả lời" in heard.text("hoa")
    assert standing(asked, "PL1-2") == "not_started"


def test_whoever_has_nothing_to_do_with_it_sees_but_does_not_comment(office: Stage) -> None:
    joined(office, "tuy", "UBND huyện Tuy Phong")
    assert "Góp ý" not in _card(office, "tuy", "PL1-4").labels("tuy")
    heard = office.say("tuy", "PL1-4 góp ý: thêm huyện")
    assert "Chỉ cơ quan phối hợp" in heard.text("tuy")
    assert entries(office, "PL1-4") == 0


def test_in_the_group_only_what_is_said_to_the_bot_counts(office: Stage) -> None:
    for text in (ASK, "PL1-2 góp ý: bổ sung"):
        for who in ("hoa", "tai"):
            said = happen(office, who, chat="group", text=text, addressed=False)
            assert [m for m in said if m.rank is Rank.REPLY] == []
    assert entries(office, "PL1-2") == 0
    happen(office, "hoa", chat="group", text=ASK, addressed=True)
    happen(office, "tai", chat="group", text="PL1-2 góp ý: bổ sung", addressed=True)
    assert entries(office, "PL1-2") == 2


def test_the_lead_asks_by_buttons(office: Stage) -> None:
    _card(office, "hoa")
    heard = office.press("hoa", "Đề nghị phối hợp")
    assert "Tất cả (7)" in heard.labels("hoa")
    office.press("hoa", TAICHINH)
    office.press("hoa", "Góp ý dự thảo")
    heard = office.press("hoa", "3 ngày làm việc (18/02/2022)")
    assert "chậm nhất 18/02/2022" in heard.text("hoa")
    assert heard.labels("tai")[:3] == ["Đã gửi ý kiến/Đã làm", "Không có ý kiến", "Xin lùi ngày"]


def test_an_agency_of_a_group_is_asked_by_name_and_a_stranger_to_the_task_is_not(office: Stage) -> None:
    _card(office, "hoa")
    office.press("hoa", "Đề nghị phối hợp")
    assert "không phải cơ quan phối hợp" in office.say("hoa", "UBND huyện Tuy Phong").text("hoa")
    office.say("hoa", "sở giao thông vận tải")
    office.say("hoa", "cung cấp số liệu")
    heard = office.say("hoa", "đến 25/2")
    assert "Sở Giao thông vận tải: “cung cấp số liệu”, chậm nhất 25/02/2022" in heard.text("hoa")
    assert "Chưa có đầu mối" in heard.text("hoa")
    assert "Mời đầu mối: /moi Sở Giao thông vận tải" in heard.text("minh")


@pytest.mark.parametrize(
    ("day", "said"),
    [("đến 10/2", "Ngày 10/02/2022 đã qua"), ("đến 15/1/2023", "sau thời hạn của chính PL1-2")],
)
def test_a_day_that_can_not_be_is_asked_about(office: Stage, day: str, said: str) -> None:
    heard = office.say("hoa", f"đề nghị Sở Tài chính góp ý PL1-2 {day}")
    assert said in heard.text("hoa")
    assert heard.to("tai") == []
    assert entries(office, "PL1-2") == 0


def test_a_day_after_the_deadline_may_be_meant(office: Stage) -> None:
    office.say("hoa", "đề nghị Sở Tài chính góp ý PL1-2 đến 15/1/2023")
    assert office.press("hoa", "Đúng, 15/01/2023").to("tai") != []


def test_the_answer_reaches_the_lead_at_once_and_can_be_taken_back(asked: Stage) -> None:
    heard = asked.press("tai", "Không có ý kiến")
    assert "không có ý kiến" in heard.text("hoa")
    assert "1/1 đã trả lời" in heard.text("hoa")
    assert "đã trả lời đề nghị này" in asked.press("tai", "Đã gửi ý kiến").text("tai")
    assert "0/1 đã trả lời" in asked.press("tai", "Hoàn tác").text("hoa")
    assert "1/1 đã trả lời" in asked.press("tai", "Đã gửi ý kiến").text("hoa")


@pytest.mark.parametrize(
    "text", ["Nhất trí, bổ sung phụ lục kinh phí", "PL1-2 góp ý: bổ sung phụ lục kinh phí"]
)
def test_words_answer(asked: Stage, text: str) -> None:
    request = _sent(asked)
    reply = {} if text.startswith("PL") else {"reply_to": request}
    heard = asked.say("tai", text, **reply)
    assert "bổ sung phụ lục kinh phí" in heard.text("hoa")
    assert "1/1 đã trả lời" in heard.text("hoa")


def _sent(stage: Stage) -> int:
    """The number of the last message with the answers that tai was sent."""
    heard = stage.say("hoa", ASK.replace("10/3", "11/3"))
    return heard.to("tai")[0].id


def test_a_later_date_is_the_leads_to_grant(asked: Stage) -> None:
    asked.press("tai", "Xin lùi ngày")
    heard = asked.say("tai", "15/3")
    assert "Đồng ý: 15/3/2022" in heard.labels("hoa")
    assert "09/3/2022" in _card(asked, "tai").text("tai")
    heard = asked.press("hoa", "Đồng ý: 15/3/2022")
    assert "15/3/2022" in heard.text("tai")
    assert "15/3/2022" in _card(asked, "tai").text("tai")
    asked.press("tai", "Xin lùi ngày")
    asked.say("tai", "20/3")
    assert "vẫn trả lời chậm nhất 15/3/2022" in asked.press("hoa", "Giữ ngày 15/3/2022").text("tai")


def test_the_lead_reminds_once_a_working_day_sets_another_date_and_withdraws(asked: Stage) -> None:
    asked.press("hoa", "Phối hợp 0/1")
    assert "nhắc Sở Tài chính trả lời" in asked.press("hoa", "Nhắc cơ quan chưa trả lời").text("tai")
    assert asked.press("hoa", "Nhắc cơ quan chưa trả lời").to("tai") == []
    asked.at("2022-02-16T09:00")
    assert asked.press("hoa", "Nhắc cơ quan chưa trả lời").to("tai") != []
    asked.press("hoa", "Đổi ngày: Sở Tài chính")
    assert "21/3/2022" in asked.say("hoa", "đến 21/3").text("tai")
    asked.press("hoa", "Xem PL1-2")
    asked.press("hoa", "Phối hợp 0/1")
    heard = asked.press("hoa", "Thu hồi: Sở Tài chính")
    assert "không cần trả lời nữa" in heard.text("tai")
    assert "Phối hợp:" not in _card(asked, "hoa").text("hoa").replace("Phối hợp: Sở", "")
    assert "đã được thu hồi" in asked.press("tai", "Đã gửi ý kiến").text("tai")


def test_before_its_day_the_agency_is_reminded_and_after_it_the_lead_hears_who_is_missing(
    asked: Stage,
) -> None:
    asked.say("hoa", "PL1-2 10%")  # so that no rule about silence speaks of it
    told: dict[str, list[str]] = {"tai": [], "hoa": []}
    for day in ("2022-03-07", "2022-03-08", "2022-03-09", "2022-03-10", "2022-03-11", "2022-03-14"):
        heard = asked.at(f"{day}T08:00")
        told["tai"] += [day] if "Được đề nghị phối hợp" in heard.text("tai") else []
        told["hoa"] += [day] if "Phối hợp quá ngày trả lời" in heard.text("hoa") else []
    assert told == {"tai": ["2022-03-08", "2022-03-10"], "hoa": ["2022-03-10"]}


def test_a_reminder_that_could_not_go_out_comes_the_next_morning(asked: Stage) -> None:
    asked.at("2022-03-07T09:00")
    heard = asked.switched_on("2022-03-09T08:00")
    assert "Được đề nghị phối hợp: 1" in heard.text("tai")


def test_whoever_has_answered_is_not_reminded(asked: Stage) -> None:
    asked.press("tai", "Đã gửi ý kiến")
    assert "phối hợp" not in asked.at("2022-03-10T08:00").text("tai").lower()


def test_when_the_task_is_done_nobody_need_answer_and_when_it_comes_back_they_do(asked: Stage) -> None:
    heard = asked.say("hoa", "PL1-2 đã ban hành")
    assert "không cần trả lời" in heard.text("tai")
    assert "Không cần trả lời" in asked.press("tai", "Đã gửi ý kiến").text("tai")
    asked.press("minh", "Trả lại")
    heard = asked.say("minh", "Thiếu số văn bản")
    assert "vẫn đề nghị trả lời" in heard.text("tai")
    assert "1/1 đã trả lời" in asked.press("tai", "Đã gửi ý kiến").text("hoa")


def test_the_coordinator_asks_in_the_leads_stead_and_sees_what_is_open(office: Stage) -> None:
    heard = office.say("minh", "xin ý kiến Sở Tài chính về PL1-2 đến 15/3")
    assert "thay cơ quan chủ trì" in heard.text("tai")
    assert "đã đề nghị" in heard.text("hoa")
    assert "0/1 đã trả lời" in _card(office, "minh").text("minh")
    assert "0/1 đã trả lời" in office.say("minh", "/phoihop").text("minh")
    heard = office.press("tai", "Đã gửi ý kiến")
    assert heard.to("hoa") != []
    assert heard.to("minh") != []


def test_all_that_the_plan_names_are_asked_at_once(office: Stage) -> None:
    joined(office, "yen", YTE)
    heard = office.say("hoa", "đề nghị các cơ quan phối hợp gửi ý kiến PL1-2 trước 10/3")
    assert [heard.to(who) != [] for who in ("tai", "yen", "lan")] == [True, True, True]
    assert "0/7" in _card(office, "hoa").text("hoa")
    office.press("yen", "Không có ý kiến")
    assert "1/7 đã trả lời; chưa: " in _card(office, "hoa").text("hoa")


def test_a_request_stays_with_the_agency_whoever_answers_for_it(asked: Stage) -> None:
    joined(asked, "thu", TAICHINH)
    asked.say("tai", "/roi")
    card = _card(asked, "thu")
    assert "được đề nghị: “góp ý”" in card.text("thu")
    assert "1/1 đã trả lời" in asked.press("thu", "Đã gửi ý kiến").text("hoa")


def test_a_new_focal_point_reads_that_an_answer_is_waited_for(asked: Stage) -> None:
    for text in ("/dangky Sở Tài chính", "đồng ý", "Vũ Thị Mai", "Chuyên viên"):
        asked.say("mai", text)
    asked.press("mai", "Bỏ qua")
    assert "1 đề nghị phối hợp đang chờ" in asked.press("minh", "Duyệt").text("mai")


def _change(stage: Stage, text: str) -> None:
    stage.say("minh", f"/cosquan {text} từ 01/3/2022 theo 1/NQ-HĐND ngày 01/02/2022")
    stage.press("minh", "Đồng ý")


def test_a_successor_takes_the_request_over(asked: Stage) -> None:
    joined(asked, "chi", "Sở Công Thương")
    _change(asked, f"gộp {TAICHINH} vào Sở Công Thương")
    heard = asked.at("2022-03-01T08:00")
    assert "nhận tiếp đề nghị phối hợp" in heard.text("chi")
    assert "1/1 đã trả lời" in asked.press("chi", "Đã gửi ý kiến").text("hoa")
    assert asked.look(upkeep.differences) == []


def test_whoever_comes_to_lead_the_task_is_not_asked_any_more(asked: Stage) -> None:
    _change(asked, f"gộp {TAICHINH} vào {LDTBXH}")
    asked.at("2022-03-01T08:00")
    assert "đã trả lời" not in _card(asked, "hoa").text("hoa")
    assert asked.look(upkeep.differences) == []


def test_two_that_become_one_answer_once(asked: Stage) -> None:
    asked.say("hoa", "đề nghị Sở KHĐT góp ý PL1-2 trước ngày 12/3")
    _change(asked, f"gộp {TAICHINH} vào {KHDT}")
    asked.at("2022-03-01T08:00")
    assert "0/1 đã trả lời" in _card(asked, "hoa").text("hoa")
    number = part(asked, "PL1-2").id
    (left,) = asked.look(lambda tx: parts.of_assignment(tx, number))
    assert (left.agency, left.until) == (KHDT, date(2022, 3, 11))


PLAN = """ỦY BAN NHÂN DÂN TỈNH

Số: 88/KH-UBND

ngày 20 tháng 01 năm 2022

KẾ HOẠCH

Cấp nước (hư cấu)

PHỤ LỤC 1

| TT | Nội dung công việc | Cơ quan chủ trì | Cơ quan phối hợp | Thời hạn |
|---|---|---|---|---|
| 1 | Đề án cấp nước sạch nông thôn | Sở Kế hoạch và Đầu tư | Sở Tài chính | Quý II/2022 |
"""
KEPT = "| 2 | Quy chế khai thác công trình | Sở Y tế | Sở Tài chính | Quý III/2022 |\n"


def test_a_task_taken_out_of_its_plan_needs_no_answer(office: Stage, tmp_path: Path) -> None:
    whole, rest = tmp_path / "ke-hoach.md", tmp_path / "sua-doi.md"
    whole.write_text(PLAN + KEPT, encoding="utf-8")
    rest.write_text(PLAN.rpartition("| 1 |")[0] + KEPT.replace("| 2 |", "| 1 |"), encoding="utf-8")
    office.say("minh", "", file=str(whole))
    office.press("minh", "Đồng ý")
    asked = office.say("lan", "đề nghị Sở Tài chính góp ý PL1-1 KH 88 đến 15/3")
    assert "“góp ý”" in asked.text("tai")
    office.say("minh", "", file=str(rest))
    told = office.press("minh", "Đồng ý").text("tai")
    assert "không cần trả lời" in told
    assert office.say("tai", "/phoihop").labels("tai") == []


def test_a_question_while_a_comment_is_waited_for_is_answered(office: Stage) -> None:
    _card(office, "tai")
    office.press("tai", "Góp ý")
    assert "Đã ghi nhận" not in office.say("tai", "quý này có việc gì?").text("tai")
    assert entries(office, "PL1-2") == 0


def test_the_task_of_a_request_is_the_one_replied_to_or_asked_for(office: Stage) -> None:
    card = _card(office, "hoa").to("hoa")[0]
    assert "Của nhiệm vụ nào?" in office.say("hoa", "đề nghị Sở Tài chính góp ý trước 10/3").text("hoa")
    heard = office.say("hoa", "đề nghị Sở Tài chính góp ý trước 10/3", reply_to=card.id)
    assert "PL1-2" in heard.text("tai")


def test_which_plan_is_asked_where_several_have_the_code(office: Stage, tmp_path: Path) -> None:
    whole = tmp_path / "ke-hoach.md"
    whole.write_text(PLAN + KEPT, encoding="utf-8")
    office.say("minh", "", file=str(whole))
    office.press("minh", "Đồng ý")
    heard = office.say("tai", "PL1-2 góp ý: cần rõ hơn")
    assert "kế hoạch" in heard.text("tai").lower()
    assert "Đã ghi nhận" in office.press("tai", heard.labels("tai")[0]).text("tai")


def test_it_is_the_same_on_both_engines(each_office: Stage) -> None:
    each_office.say("tai", "PL1-2 góp ý: bổ sung dự toán")
    assert "dự toán" in each_office.at("2022-02-15T09:05").text("hoa")
    each_office.say("hoa", ASK)
    assert "Được đề nghị phối hợp: 1" in each_office.at("2022-03-08T08:00").text("tai")
    assert "1/1 đã trả lời" in each_office.press("tai", "Đã gửi ý kiến").text("hoa")
    assert "1 góp ý" in _card(each_office, "hoa").text("hoa")
    assert each_office.look(upkeep.differences) == []
