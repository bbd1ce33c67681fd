"""/dondoc: the coordinator asks for an update, and hears of the answer."""

from __future__ import annotations

import pytest

from tests.handlers.office import joined, larger_plan
from tests.stage import KHDT, Stage

DUE = "PL1-4"  # Sở Kế hoạch và Đầu tư, due on Thursday 2022-03-31, like PL1-5


class TestAskingForAnUpdate:
    """/dondoc."""

    def test_the_focal_point_is_asked_and_the_answer_comes_back(self, office: Stage) -> None:
        asked = office.say("an", "/dondoc pl1-4")
        assert "đã đôn đốc Trần Thị Lan" in asked.text("an")
        assert "Đỗ An đề nghị anh/chị báo tình hình" in asked.text("lan")
        (request,) = asked.to("lan")
        answered = office.say("lan", "70%, chờ thẩm định", reply_to=request.id)
        assert "70%" in answered.text("an")
        assert office.say("lan", f"{DUE} 80%").to("an") == []

    def test_once_a_day_for_a_task_whoever_asks(self, office: Stage) -> None:
        office.say("an", "/dondoc PL1-4")
        again = office.say("minh", "/dondoc PL1-4")
        assert "hôm nay đã đôn đốc" in again.text("minh")
        assert again.to("lan") == []
        assert office.say("minh", "/dondoc PL1-5").to("lan")
        office.at("2022-02-16T09:00")
        assert office.say("minh", "/dondoc PL1-4").to("lan")

    def test_out_of_hours_it_waits_for_the_morning(self, office: Stage) -> None:
        office.at("2022-02-18T21:00")  # a Friday
        asked = office.say("an", "/dondoc PL1-4")
        assert "tin gửi lúc 07:30 ngày 21/02/2022" in asked.text("an")
        assert asked.to("lan") == []
        assert office.at("2022-02-20T12:00").to("lan") == []
        assert "đề nghị anh/chị báo tình hình" in office.at("2022-02-21T07:30").text("lan")

    def test_a_report_of_the_same_evening_takes_the_waiting_request_back(self, office: Stage) -> None:
        office.at("2022-02-15T20:00")
        office.say("an", "/dondoc PL1-4")
        assert "70%" in office.say("lan", f"{DUE} 70%").text("an")
        assert office.at("2022-02-16T07:30").to("lan") == []
        assert "thu hồi: đã có báo cáo" in office.say("minh", "/nhatky PL1-4").text("minh")

    def test_where_an_agency_has_no_focal_point_the_coordinator_is_asked(self, office: Stage) -> None:
        larger_plan(office)
        asked = office.say("an", "/dondoc PL3-1")
        assert "Sở Y tế chưa có đầu mối; đã đề nghị điều phối liên hệ: minh" in asked.text("an")
        assert "Mời đầu mối: /moi Sở Y tế" in asked.text("minh")
        assert "hôm nay đã đôn đốc" in office.say("an", "/dondoc PL3-1").text("an")
        assert "Mời đầu mối: /moi Sở Y tế" in office.say("minh", "/dondoc PL3-2").text("minh")

    def test_every_unit_that_still_has_its_part_to_do_is_asked(self, office: Stage) -> None:
        larger_plan(office)
        joined(office, "mai", "UBND huyện Hàm Tân")
        joined(office, "ngoc", "UBND huyện Tuy Phong")
        office.say("ngoc", "PL3-14 xong")
        heard = office.say("minh", "/dondoc PL3-14")
        assert heard.to("mai")
        assert heard.to("ngoc") == []
        asked, alone = heard.text("minh").split("\n")
        assert asked.startswith("PL3-14 (KH 77): đã đôn đốc Mai")
        assert "UBND huyện Bắc Bình" in alone
        assert "và 5 đơn vị khác chưa có đầu mối" in alone

    @pytest.mark.parametrize(
        ("who", "text", "answer"),
        [
            ("lan", "/dondoc PL1-4", "Chỉ điều phối và lãnh đạo"),
            ("minh", "/dondoc", "ví dụ /dondoc PL1-4"),
            ("minh", "/dondoc PL9-9", "PL9-9"),
            ("minh", "/dondoc PL1-2 <b>", "đã đôn đốc"),
        ],
    )
    def test_what_else_is_answered(self, office: Stage, who: str, text: str, answer: str) -> None:
        assert answer in office.say(who, text).text(who)

    @pytest.mark.parametrize("codes", ["PL1-4 và PL1-2", "PL1-4, PL1-2", "PL1-4, 2", "PL1-2 PL1-4 pl1-4"])
    def test_several_tasks_are_asked_for_at_once_with_each_outcome(self, office: Stage, codes: str) -> None:
        heard = office.say("an", f"/dondoc {codes}, PL9-9")
        (answer,) = heard.to("an")
        assert sorted(answer.text.split("\n"))[0].startswith("Không có nhiệm vụ PL9-9")
        assert "PL1-4: đã đôn đốc Trần Thị Lan" in answer.text
        assert "PL1-2: đã đôn đốc Lê Thị Hoa" in answer.text
        assert [len(heard.to(who)) for who in ("lan", "hoa")] == [1, 1]

    def test_too_many_at_once_are_refused(self, office: Stage) -> None:
        heard = office.say("an", "/dondoc " + ", ".join(f"PL1-{n}" for n in range(1, 22)))
        assert "nhiều nhất 20 nhiệm vụ" in heard.text("an")
        assert heard.to("lan") == []

    def test_who_pauses_is_asked_all_the_same_and_the_asker_is_told(self, office: Stage) -> None:
        office.say("lan", "/tamdung đến 10/3")
        heard = office.say("an", "/dondoc PL1-4")
        assert "đề nghị anh/chị báo tình hình" in heard.text("lan")
        assert "Trần Thị Lan đang tạm dừng nhận nhắc việc đến hết ngày 10/3/2022" in heard.text("an")
        assert "Người thay: cơ quan điều phối." in heard.text("an")
        joined(office, "nam", KHDT)
        assert "Người thay: Nam." in office.say("an", "/dondoc PL1-5").text("an")

    def test_the_asker_is_told_of_a_paused_agency(self, office: Stage) -> None:
        office.say("minh", f"/tamdung {KHDT} đến 10/3")
        heard = office.say("an", "/dondoc PL1-4")
        assert heard.to("lan")
        assert f"{KHDT} đang tạm dừng nhắc việc đến hết ngày 10/3/2022" in heard.text("an")

    def test_a_waiting_request_of_several_units_stays_until_each_has_answered(self, office: Stage) -> None:
        larger_plan(office)
        office.at("2022-02-15T20:00")
        assert office.say("an", "/dondoc PL3-14").to("minh") == []
        joined(office, "mai", "UBND huyện Hàm Tân")
        assert "60%" in office.say("mai", "PL3-14 60%").text("an")
        (request,) = office.at("2022-02-16T07:30").to("minh")  # one, however many units
        assert "10/10 đơn vị chưa báo cáo" in request.text
        assert request.labels == ["Xem PL3-14"]

    def test_a_task_that_is_done_is_not_asked_for(self, office: Stage) -> None:
        office.say("lan", "PL1-4 đã ban hành")
        heard = office.say("minh", "/dondoc PL1-4")
        assert "Không còn gì để đôn đốc" in heard.text("minh")
        assert heard.to("lan") == []
