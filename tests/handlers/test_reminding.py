"""Reminders as people meet them: put off, passed on, asked for, cleared by a report, made up for when late."""

from __future__ import annotations

from datetime import date

import pytest

from dieuphoi.bot.clock import read_moment
from dieuphoi.plan.model import PlanDocument, Task
from dieuphoi.storage import agencies, pauses, people, plans, rooms
from tests.handlers.office import Scene, joined, larger_plan, larger_plan_in, part, standing
from tests.stage import KHDT, Heard, Stage

DUE = "PL1-4"  # Sở Kế hoạch và Đầu tư, due on Thursday 2022-03-31, like PL1-5


def reminded(heard: Heard, who: str) -> str:
    """What a person is reminded of, without what takes an old reminder back."""
    return "\n".join(m.text for m in heard.to(who) if m.edits is None and m.text.startswith("Nhắc việc"))


def waiting(office: Stage, who: str, text: str) -> None:
    """Somebody writes, and what follows has not been delivered yet."""
    with office.transaction() as tx:
        service = office.script.service
        service.post(tx, Scene(tx, service.office).happen(who, text=text))


class TestPuttingOff:
    """Buttons under a reminder, and a typed day."""

    def test_it_comes_back_on_the_day_and_not_before(self, office: Stage) -> None:
        assert DUE in reminded(office.at("2022-03-17T08:00"), "lan")
        assert "nhắc lại ngày 21/3/2022" in office.press("lan", "Nhắc lại thứ Hai").text("lan")
        assert reminded(office.at("2022-03-18T18:00"), "lan") == ""
        assert DUE in reminded(office.at("2022-03-21T08:00"), "lan")

    def test_reminders_in_between_are_left_out_for_that_person_alone(self, office: Stage) -> None:
        joined(office, "nam", KHDT)
        office.at("2022-03-17T08:00")
        office.press("lan", "Ngày khác…")
        assert "nhắc lại ngày 28/3/2022" in office.say("lan", "28/3").text("lan")
        week = office.at("2022-03-24T08:00")  # seven days before
        assert reminded(week, "lan") == ""
        assert DUE in reminded(week, "nam")
        assert DUE in reminded(office.at("2022-03-28T08:00"), "lan")

    def test_never_past_the_deadline(self, office: Stage) -> None:
        office.at("2022-03-17T08:00")
        office.press("lan", "Ngày khác…")
        answer = office.say("lan", "15/4").text("lan")
        assert "nhắc lại ngày 31/3/2022" in answer
        assert "Không nhắc muộn hơn thời hạn" in answer
        assert DUE in reminded(office.at("2022-03-31T08:00"), "lan")

    def test_a_day_off_becomes_the_next_working_day(self, office: Stage) -> None:
        office.at("2022-03-17T08:00")
        office.press("lan", "Ngày khác…")
        assert "nhắc lại ngày 28/3/2022" in office.say("lan", "thứ bảy 26/3").text("lan")

    @pytest.mark.parametrize("text", ["hôm qua", "17/3/2022", "1/1/2022"])
    def test_a_day_that_is_not_ahead_is_refused(self, office: Stage, text: str) -> None:
        office.at("2022-03-17T08:00")
        office.press("lan", "Ngày khác…")
        assert "không còn ở phía trước" in office.say("lan", text).text("lan")

    def test_what_is_overdue_has_no_such_button(self, office: Stage) -> None:
        office.at("2022-04-03T08:00")
        heard = office.at("2022-04-04T08:00")
        assert "Quá hạn" in reminded(heard, "lan")
        labels = [label for m in heard.to("lan") if "Quá hạn" in m.text for label in m.labels]
        assert DUE in labels
        assert not [label for label in labels if label.startswith("Nhắc lại")]

    def test_a_report_makes_an_end_of_it(self, office: Stage) -> None:
        office.at("2022-03-17T08:00")
        office.press("lan", "Nhắc lại thứ Hai")
        office.say("lan", f"{DUE} 70%")
        office.say("lan", "PL1-5 70%")
        assert reminded(office.at("2022-03-21T08:00"), "lan") == ""

    def test_it_is_kept_who_put_what_off(self, office: Stage) -> None:
        office.at("2022-03-17T08:00")
        office.press("lan", "Nhắc lại mai")
        number = part(office, DUE).id
        ((_person, assignment, until),) = office.look(lambda tx: pauses.lines_of(tx, [number]))
        assert (assignment, until) == (number, date(2022, 3, 18))

    def test_a_stranger_who_forges_the_button_changes_nothing(self, office: Stage) -> None:
        office.at("2022-03-17T08:00")
        office.press("lan", "Nhắc lại mai")
        assert office.press("tai", "Nhắc lại mai").error  # it was never shown to tai
        assert DUE in reminded(office.at("2022-03-18T08:00"), "lan")


class TestPassingOn:
    """An overdue task without a word goes up, step by step."""

    def test_deputy_coordinator_and_leader_hear_of_it_in_turn_with_what_was_tried(
        self, office: Stage
    ) -> None:
        joined(office, "pho", KHDT)
        with office.transaction() as tx:
            agency, pho = agencies.by_name(tx, KHDT), people.person_at(tx, "console", "pho")
            assert agency
            assert pho
            people.set_deputy(tx, pho, agency.id, True)
        assert reminded(office.at("2022-04-01T08:00"), "pho") == ""
        deputy = reminded(office.at("2022-04-04T08:00"), "pho")  # the third day is a Sunday
        assert "Chuyển lên anh/chị: chưa có báo cáo nào; bot đã nhắc" in deputy
        assert "(Trần Thị Lan)" in deputy
        coordinator = reminded(office.at("2022-04-07T08:00"), "minh")
        assert DUE in coordinator
        assert "Trần Thị Lan, Pho" in coordinator
        assert "Bấm vào nhiệm vụ để báo cáo" in deputy
        assert "Đôn đốc: /dondoc PL1-4" in coordinator
        leader = reminded(office.at("2022-04-15T08:00"), "an")
        assert DUE in leader
        assert "minh" in leader

    def test_a_word_after_the_deadline_stops_it_for_a_while(self, office: Stage) -> None:
        office.at("2022-04-05T09:00")
        office.say("lan", f"{DUE} 90%")
        office.say("lan", "PL1-5 90%")
        assert DUE not in reminded(office.at("2022-04-08T08:00"), "minh")
        assert DUE in reminded(office.at("2022-04-12T08:00"), "minh")

    def test_what_was_overdue_when_the_plan_came_in_goes_up_from_then_on(self, office: Stage) -> None:
        rows = (Task("PL4-1", "1", "4", "Rà soát hồ sơ", (KHDT,), due=date(2021, 12, 31)),)
        with office.transaction() as tx:
            plans.add(tx, PlanDocument("88/KH-UBND", date(2021, 10, 1), "UBND tỉnh", "Kế hoạch cũ", rows))
        assert "PL4-1" not in reminded(office.at("2022-02-21T08:00"), "minh")
        assert "PL4-1" in reminded(office.at("2022-02-22T08:00"), "minh")  # a week after
        assert "PL4-1" in reminded(office.at("2022-03-02T08:00"), "an")

    def test_a_step_that_a_new_rule_or_a_pause_has_passed_is_made_up_for_once(self, office: Stage) -> None:
        office.say("minh", "/nhac lãnh đạo tắt")
        office.at("2022-03-30T09:00")
        office.say("minh", "/tamdung kế hoạch đến 8/4")
        assert reminded(office.at("2022-04-11T18:00"), "minh") == ""  # a public holiday
        assert DUE in reminded(office.at("2022-04-12T08:00"), "minh")
        office.say("minh", "/nhac lãnh đạo 10")  # twelve days overdue
        assert "thứ Tư 13/4/2022." in office.say("minh", "/nhac").text("minh")
        assert DUE in reminded(office.at("2022-04-13T08:00"), "an")
        later = office.at("2022-05-06T18:00")
        assert (reminded(later, "an"), reminded(later, "minh")) == ("", "")

    def test_the_deputy_s_step_that_falls_in_a_pause_is_made_up_for_once(self, office: Stage) -> None:
        joined(office, "pho", KHDT)
        with office.transaction() as tx:
            agency, pho = agencies.by_name(tx, KHDT), people.person_at(tx, "console", "pho")
            assert agency
            assert pho
            people.set_deputy(tx, pho, agency.id, True)
        office.at("2022-03-30T09:00")
        office.say("minh", f"/tamdung {KHDT} đến 5/4")  # the third day falls into it
        assert reminded(office.at("2022-04-05T18:00"), "pho") == ""
        assert "Chuyển lên anh/chị" in reminded(office.at("2022-04-06T08:00"), "pho")
        assert reminded(office.at("2022-04-15T18:00"), "pho") == ""

    def test_without_a_deputy_the_focal_point_hears_once_more_after_a_pause(self, office: Stage) -> None:
        office.at("2022-03-30T09:00")
        office.say("minh", f"/tamdung {KHDT} đến 5/4")
        assert DUE in reminded(office.at("2022-04-06T08:00"), "lan")
        assert reminded(office.at("2022-04-10T18:00"), "lan") == ""  # Monday the 11th is a public holiday

    def test_who_has_no_deputy_is_not_told_that_it_was_passed_on(self, office: Stage) -> None:
        heard = reminded(office.at("2022-04-04T08:00"), "lan")
        assert DUE in heard
        assert "Chuyển lên" not in heard


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
            ("lan", "/dondoc PL1-4", "Chỉ cơ quan điều phối và lãnh đạo"),
            ("minh", "/dondoc", "ví dụ /dondoc PL1-2"),
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


class TestAfterAnOutage:
    """The digest says for which morning it stands, where it is not today's."""

    @pytest.mark.parametrize(
        ("down_from", "back_at", "day"),
        [
            (
                "2022-03-28T18:00",
                "2022-03-30T09:00",
                None,
            ),  # one day before is today, and nothing fell on 29/3
            ("2022-03-22T18:00", "2022-03-26T09:00", None),  # a Saturday: nothing yet
            ("2022-03-22T18:00", "2022-03-25T09:00", "24/3/2022"),
            ("2022-03-23T18:00", "2022-03-30T09:00", "24/3/2022"),
        ],
    )
    def test_it_is_late_only_where_something_was_missed(
        self, office: Stage, down_from: str, back_at: str, day: str | None
    ) -> None:
        office.at(down_from)
        heard = office.switched_on(back_at)
        for text in (reminded(heard, "lan"), heard.text("group").partition("Kết quả")[0]):
            assert ("Gửi muộn" in text) is (day is not None), text
            assert day is None or f"(Gửi muộn: lẽ ra gửi ngày {day})" in text

    def test_what_was_put_off_to_a_missed_morning_is_late(self, office: Stage) -> None:
        office.at("2022-03-17T08:00")
        office.press("lan", "Nhắc lại thứ Hai")
        office.at("2022-03-18T18:00")
        assert "lẽ ra gửi ngày 21/3/2022" in reminded(office.switched_on("2022-03-22T09:00"), "lan")


class TestALongDigest:
    """More tasks than there is room for."""

    def test_what_is_spoken_of_today_is_listed_though_much_is_overdue(self, office: Stage) -> None:
        rows = [
            Task(f"PL5-{n}", str(n), "5", f"Việc {n}", ("Sở Y tế",), due=date(2022, 3, n))
            for n in range(1, 11)
        ]
        plan = PlanDocument("78/KH-UBND", date(2022, 1, 20), "UBND tỉnh", "Kế hoạch y tế", tuple(rows))
        with office.transaction() as tx:
            plans.add(tx, plan)  # ten tasks without a focal point are overdue, and all of them go to minh
        larger_plan(office)
        office.at("2022-04-14T18:00")
        text = reminded(office.at("2022-04-15T08:00"), "minh")
        assert "• PL3-1 (KH 77) · " in text  # due on 1 May: fourteen days before is a Sunday
        assert text.count("• PL") == 10
        assert "Quá hạn: 20 phần việc của 11 nhiệm vụ" in text
        assert "… và 2 việc khác: /viec" in text

    def test_the_coordinator_is_not_asked_to_report_for_an_agency_without_focal_point(
        self, office: Stage
    ) -> None:
        larger_plan(office)
        assert "xin báo một dòng" not in reminded(office.at("2022-03-17T08:00"), "minh")


class TestATaskOfManyUnits:
    """Ten district units lead a task, each with its own part: one line, one button."""

    UNIT = "UBND huyện Hàm Tân"

    @pytest.fixture
    def units(self, office: Stage) -> Stage:
        """mai answers for one unit; another's focal point has reported; the plan's group reads of it, too."""
        with office.transaction() as tx:
            rooms.bind(tx, "console", "group", None, "group", larger_plan_in(tx), None)
        joined(office, "mai", self.UNIT)
        joined(office, "ngoc", "UBND huyện Tuy Phong")
        office.say("ngoc", "PL3-14 60%")
        return office

    def test_coordinator_and_group_read_one_line_and_see_one_button(self, units: Stage) -> None:
        units.at("2022-03-16T18:00")
        heard = units.at("2022-03-17T08:00")  # fourteen days before
        digest, group = reminded(heard, "minh"), heard.text("group")
        assert digest.count("• PL3-14") == group.count("• PL3-14") == 1
        assert heard.labels("minh").count("PL3-14") == heard.labels("group").count("PL3-14") == 1
        assert (
            "8 trong 10 đơn vị chưa hoàn thành (tất cả 10 đơn vị): UBND huyện Bắc Bình, Hàm Thuận Bắc"
            in digest
        )  # those without mai and ngoc
        assert "Chưa có đầu mối: 8 đơn vị" in digest
        assert "10/10 đơn vị chưa hoàn thành, trong đó 9 đơn vị chưa báo cáo: UBND " in group
        assert "và 7 đơn vị khác" in group

    def test_the_focal_point_of_a_unit_sees_its_own_part_alone(self, units: Stage) -> None:
        units.at("2022-03-16T18:00")
        text = reminded(units.at("2022-03-17T08:00"), "mai")
        assert text.count("• PL3-14") == 1
        assert self.UNIT in text
        assert "đơn vị" not in text
        assert f"Chủ trì: {self.UNIT}" in units.press("mai", "PL3-14").text("mai")

    def test_the_button_opens_a_choice_for_who_answers_for_none_and_ones_own_card_else(
        self, units: Stage
    ) -> None:
        units.at("2022-03-17T08:00")
        choice = units.press("minh", "PL3-14")
        assert "Hoàn thành: 0/10 đơn vị" in choice.text("minh")
        assert len(choice.labels("minh")) == 10
        card = units.press("ngoc", "PL3-14", chat="group")
        assert "UBND huyện Tuy Phong" in card.text("group")
        assert units.press("minh", "UBND huyện Bắc Bình · chưa triển khai").text("minh")

    def test_overdue_counts_parts_and_names_the_task_once(self, units: Stage) -> None:
        units.at("2022-04-08T18:00")
        leader = reminded(units.at("2022-04-15T08:00"), "an")
        assert leader.count("• PL3-14") == 1
        assert "phần việc của" in leader
        totals = units.say("minh", "/tongketqua").text("minh")
        assert totals.count("• PL3-14") == 1
        late = next(line for line in totals.split("\n") if line.startswith("Quá hạn: 11"))
        assert late == "Quá hạn: 11 phần việc của 2 nhiệm vụ"

    def test_lists_show_it_once_a_page_and_say_of_how_many_tasks_the_parts_are(self, units: Stage) -> None:
        page = units.say("an", "/quynay 77/KH-UBND")
        shown = page.text("an")
        assert shown.count("PL3-14") == page.labels("an").count("PL3-14 (77)") == 1, shown
        assert "11 phần việc của 2 nhiệm vụ đến hạn" in shown
        assert "Chủ trì: UBND huyện Bắc Bình" in shown
        assert "và 1 đơn vị khác; hạn 31/3/2022" in shown
        mine = units.say("mai", "/quynay 77/KH-UBND")
        assert mine.text("mai").count(f"Chủ trì: {self.UNIT}; ") == 1
        assert mine.labels("mai").count("PL3-14 (77)") == 1
        assert "Báo cáo" in units.press("mai", "PL3-14 (77)").text("mai")


class TestTheGroupsPosts:
    """At most two a morning: a digest and the totals."""

    def test_a_quarter_s_first_morning_brings_one_digest_and_one_post_of_totals(self, office: Stage) -> None:
        office.say("lan", "PL1-5 xin gia hạn đến 15/4 vì chờ hướng dẫn của Trung ương")
        office.press("minh", "Đồng ý")
        office.at("2022-06-30T18:00")
        posts = office.at("2022-07-01T18:00").to("group")  # a Friday
        assert [post.text.partition("\n")[0] for post in posts] == [
            "Quý III/2022: việc đến hạn của Kế hoạch 4506/KH-UBND",
            "Kết quả thực hiện Kế hoạch 4506/KH-UBND · Quý II/2022",
        ]

    def test_the_week_s_and_the_quarter_s_totals_come_in_one_post(self, office: Stage) -> None:
        office.say("minh", "/lichlamviec nghỉ 1/4/2022")
        office.at("2022-04-03T18:00")
        posts = office.at("2022-04-04T18:00").to("group")  # a Monday, the quarter's first working day
        assert len(posts) == 2
        totals = posts[-1].text
        assert "· Quý I/2022" in totals.partition("\n")[0]
        assert totals.count("Kết quả thực hiện Kế hoạch 4506/KH-UBND") == 2

    def test_both_totals_are_made_up_for_where_their_morning_was_missed(self, office: Stage) -> None:
        office.say("minh", "/lichlamviec nghỉ 1/4/2022")
        office.at("2022-04-03T18:00")
        assert office.unsent("2022-04-04T07:30") > 0
        posts = office.switched_on("2022-04-05T07:30").to("group")
        assert len(posts) == 2
        assert posts[-1].text.count("Kết quả thực hiện Kế hoạch 4506/KH-UBND") == 2
        assert office.at("2022-04-06T18:00").to("group") == []

    def test_what_else_is_open_is_a_number(self, office: Stage) -> None:
        text = office.at("2022-03-17T08:00").text("group")
        assert "Còn 7 việc khác chưa đến hạn: /viec" in text, text  # ten tasks in the plan, three named

    def test_a_quarter_is_announced_once_though_its_first_day_is_taken_off_at_noon(
        self, office: Stage
    ) -> None:
        head = "Quý II/2022: việc đến hạn"
        assert head in office.at("2022-04-01T12:00").text("group")
        office.say("minh", "/lichlamviec nghỉ 1/4/2022")
        assert head not in office.at("2022-04-04T18:00").text("group")


class TestTheEndOfAQuarter:
    """On the first working day after it, the group reads what came of it."""

    HEAD = "Kết quả thực hiện Kế hoạch 4506/KH-UBND · Quý I/2022"

    def test_the_group_reads_the_same_numbers_as_are_asked_for(self, office: Stage) -> None:
        office.say("lan", f"{DUE} đã ban hành, số 12/QĐ-UBND ngày 30/3")
        posted = [m.text for m in office.at("2022-04-01T07:30").to("group") if m.text.startswith(self.HEAD)]
        asked = office.say("minh", "/tongketqua quý 1/2022").text("minh")
        (post,) = posted
        assert post == asked
        assert "Tổng số: 3 nhiệm vụ" in post
        assert office.at("2022-04-01T17:00").messages == []

    def test_nothing_where_nothing_was_due_or_the_rule_is_off(self, office: Stage) -> None:
        office.say("minh", "/nhac tổng hợp quý tắt")
        assert self.HEAD not in office.at("2022-04-01T07:30").text("group")
        office.say("minh", "/nhac tổng hợp quý bật")
        joined(office, "mai", "Sở Y tế")
        assert "Quý IV/2022" in office.at("2023-01-03T07:30").text("group")
        assert "Kết quả thực hiện Kế hoạch 4506/KH-UBND · Quý" not in office.at("2023-04-03T07:30").text(
            "group"
        )

    def test_after_an_outage_it_comes_once_and_says_for_which_quarter(self, office: Stage) -> None:
        assert office.unsent("2022-04-01T07:30") > 0
        heard = office.switched_on("2022-04-05T09:00")
        assert [m.text.startswith(self.HEAD) for m in heard.to("group")].count(True) == 1
        assert office.at("2022-04-06T08:00").to("group") == []


class TestWhatWaits:
    """Posts that are made and have not gone out."""

    def test_a_report_takes_its_task_out_of_a_waiting_digest(self, office: Stage) -> None:
        assert office.unsent("2022-03-24T07:30") > 0
        heard = office.say("lan", f"{DUE} đã ban hành, số 12/QĐ-UBND ngày 23/3")
        texts = [reminded(heard, "lan"), heard.text("group")]
        assert all("PL1-5" in text and "• PL1-4" not in text for text in texts), texts
        assert standing(office, DUE) == "done"
        assert office.at("2022-03-24T20:00").messages == []

    def test_a_digest_of_that_task_alone_is_not_sent_at_all(self, office: Stage) -> None:
        office.say("lan", "PL1-5 đã ban hành, số 11/QĐ-UBND ngày 10/2")
        assert office.unsent("2022-03-24T07:30") > 0
        assert reminded(office.say("lan", f"{DUE} đã trình"), "lan") == ""

    def test_a_digest_taken_back_for_good_leaves_the_last_one_alive(self, office: Stage) -> None:
        office.at("2022-03-23T18:00")
        assert office.unsent("2022-03-24T07:30") > 0
        heard = office.say("minh", "/nhac trước hạn tắt")
        assert heard.text("lan") == ""
        assert office.at("2022-03-24T18:00").messages == []

    def test_a_day_taken_off_at_noon_loses_no_reminder(self, office: Stage) -> None:
        office.at("2022-03-29T12:00")
        heard = office.say("minh", "/lichlamviec nghỉ 30/3 đến 31/3")  # up to the deadline
        assert "được gửi ngay: 3 tin" in heard.text("minh")
        assert DUE in reminded(heard, "lan")
        assert DUE in heard.text("group")
        assert office.at("2022-03-31T18:00").messages == []
        office.say("minh", "/lichlamviec bỏ 30/3 đến 31/3")
        assert DUE not in reminded(office.at("2022-03-31T18:30"), "lan")

    def test_a_day_taken_off_adds_to_the_morning_and_takes_its_place(self, office: Stage) -> None:
        before = [m for m in office.at("2022-03-28T08:00").to("lan") if m.edits is None][-1]
        heard = office.say("minh", "/lichlamviec nghỉ 29/3 đến 30/3")
        assert [m.edits for m in heard.to("lan")] == [None, before.id]
        assert office.say("minh", "/lichlamviec nghỉ 29/3 đến 30/3").to("lan") == []
        assert office.at("2022-03-30T18:00").messages == []

    @pytest.mark.parametrize("change", ["/nhac im lặng 20", "/nhac dự phòng 4"])
    def test_what_a_day_off_brought_forward_and_still_waits_survives_another_rule(
        self, office: Stage, change: str
    ) -> None:
        assert DUE in reminded(office.at("2022-03-28T08:00"), "lan")
        waiting(office, "minh", "/lichlamviec nghỉ 29/3 đến 31/3")
        heard = office.say("minh", change)
        assert DUE in reminded(heard, "lan")
        assert DUE in heard.text("group")
        assert office.at("2022-03-31T18:00").messages == []

    def test_what_a_day_off_brought_forward_survives_a_report_on_another_task(self, office: Stage) -> None:
        before = office.at("2022-03-28T08:00")
        assert DUE in reminded(before, "lan")
        waiting(office, "minh", "/lichlamviec nghỉ 29/3 đến 31/3")
        heard = office.say("lan", "PL1-5 70%")
        assert DUE in reminded(heard, "lan")
        assert DUE in heard.text("group")

    def test_what_is_made_up_for_survives_another_rule(self, office: Stage) -> None:
        assert office.unsent("2022-03-21T07:30") > 0  # the week's totals
        assert office.unsent("2022-03-22T07:30") > 0
        heard = office.say("minh", "/nhac im lặng 20").text("group")
        assert heard.count("Kết quả thực hiện Kế hoạch") == 1

    def test_missed_mornings_stay_in_a_digest_that_another_rule_rewrites(self, office: Stage) -> None:
        office.at("2022-03-23T18:00")
        assert office.unsent("2022-03-25T07:30") > 0  # the reminders of the 24th
        heard = office.say("minh", "/nhac im lặng 20")
        assert DUE in reminded(heard, "lan")
        assert "lẽ ra gửi ngày 24/3/2022" in reminded(heard, "lan")
        assert DUE in heard.text("group")

    def test_a_day_put_off_to_that_is_taken_off_comes_before_it(self, office: Stage) -> None:
        office.at("2022-03-29T12:00")
        office.press("lan", "Ngày khác…")
        assert "nhắc lại ngày 31/3/2022" in office.say("lan", "31/3").text("lan")
        office.at("2022-03-30T12:00")
        assert DUE in reminded(office.say("minh", "/lichlamviec nghỉ 31/3"), "lan")

    def test_a_day_taken_off_in_the_evening_loses_no_reminder(self, office: Stage) -> None:
        office.at("2022-03-23T18:00")
        office.say("minh", "/lichlamviec nghỉ 24/3/2022")
        assert office.at("2022-03-24T18:00").messages == []
        assert DUE in reminded(office.at("2022-03-25T08:00"), "lan")

    def test_what_did_not_go_out_in_its_hours_comes_next_morning_marked_late(self, office: Stage) -> None:
        office.at("2022-03-23T18:00")
        assert office.unsent("2022-03-24T07:30") > 0
        assert office.switched_on("2022-03-24T17:00").messages == []
        assert office.switched_on("2022-03-24T23:00").messages == []
        heard = office.switched_on("2022-03-25T07:30")
        text = reminded(heard, "lan")
        assert text.count("Nhắc việc ngày") == 1
        assert "(Gửi muộn: lẽ ra gửi ngày 24/3/2022)" in text
        assert DUE in text
        assert "còn 6 ngày" in text
        group = heard.text("group")
        assert group.count("Sắp đến hạn – Kế hoạch") == 1
        assert DUE in group
        assert office.switched_on("2022-03-25T12:00").messages == []

    def test_a_report_at_night_keeps_its_task_out_of_what_is_made_up_for(self, office: Stage) -> None:
        office.at("2022-03-23T18:00")
        assert office.unsent("2022-03-24T07:30") > 0
        office.script.clock.turn_to(read_moment("2022-03-24T23:00"))
        heard = office.say("lan", f"{DUE} 80%")
        assert [m.to for m in heard.messages] == ["lan"]  # the answer, and nothing else at that hour
        text = reminded(office.switched_on("2022-03-25T07:30"), "lan")
        assert "PL1-5" in text
        assert text.count("Nhắc việc ngày") == 1
        assert office.at("2022-03-26T07:30").messages == []

    def test_totals_that_did_not_go_out_come_next_morning_with_its_numbers(self, office: Stage) -> None:
        assert office.unsent("2022-03-21T07:30") > 0
        heard = office.switched_on("2022-03-22T07:30").text("group")
        assert heard.count("Kết quả thực hiện Kế hoạch") == 1
        assert "Số liệu đến 07:30 ngày 22/3/2022" in heard


class TestDown:
    """The bot was switched off."""

    def test_three_days_of_it_become_one_digest_that_says_so(self, office: Stage) -> None:
        office.at("2022-03-23T18:00")
        heard = office.switched_on("2022-03-28T10:00")  # 24/3 and 28/3 have reminders, 28/3 is a Monday
        text = reminded(heard, "lan")
        assert text.count("Nhắc việc ngày") == 1
        assert text.count(f"• {DUE} ") == 1
        assert "(Gửi muộn: lẽ ra gửi ngày 24/3/2022)" in text
        assert heard.text("group").count("Sắp đến hạn – Kế hoạch") == 1

    def test_nothing_is_said_at_night_or_on_a_day_off_after_it(self, office: Stage) -> None:
        office.at("2022-03-23T18:00")
        assert office.switched_on("2022-03-24T22:00").messages == []
        assert office.switched_on("2022-03-26T10:00").messages == []  # a Saturday
        assert DUE in reminded(office.switched_on("2022-03-28T07:30"), "lan")

    def test_what_has_lost_its_use_is_not_said(self, office: Stage) -> None:
        office.at("2022-03-28T18:00")
        heard = office.switched_on("2022-04-05T08:00")  # the day before and the deadline itself have passed
        text = reminded(heard, "lan")
        assert "Đến hạn" not in text
        assert "Quá hạn: 2" in text
        assert "Sắp đến hạn" not in heard.text("group")

    @pytest.mark.parametrize("hours", [-1, 1])
    def test_an_hour_off_changes_no_day(self, office: Stage, hours: int) -> None:
        office.at("2022-03-23T18:00")
        heard = office.switched_on(f"2022-03-24T{8 + hours:02}:15")
        assert (DUE in reminded(heard, "lan")) is (
            hours > 0
        )  # 07:15 is before the hours, 09:15 the same day's post
        assert "Gửi muộn" not in heard.text("lan")
