"""Reminders as people meet them in private: put off, passed on when nobody answers, asked for by /dondoc."""

from __future__ import annotations

from datetime import date

import pytest

from dieuphoi.plan.model import PlanDocument, Task
from dieuphoi.storage import agencies, pauses, people, plans
from tests.handlers.office import joined, part, reminded
from tests.stage import KHDT, Stage

DUE = "PL1-4"  # Sở Kế hoạch và Đầu tư, due on Thursday 2022-03-31, like PL1-5


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
