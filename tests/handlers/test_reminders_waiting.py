"""What waits to be sent is cleared by a report and taken down when it is of no use any more."""

from __future__ import annotations

import pytest

from dieuphoi.bot.clock import read_moment
from tests.handlers.office import Scene, reminded, standing
from tests.stage import Stage

DUE = "PL1-4"  # Sở Kế hoạch và Đầu tư, due on Thursday 2022-03-31, like PL1-5


def waiting(office: Stage, who: str, text: str) -> None:
    """Somebody writes, and what follows has not been delivered yet."""
    with office.transaction() as tx:
        service = office.script.service
        service.post(tx, Scene(tx, service.office).happen(who, text=text))


class TestWhatWaits:
    """Posts that are made and have not gone out."""

    def test_a_report_takes_its_task_out_of_a_waiting_digest(self, office: Stage) -> None:
        assert office.unsent("2022-03-24T07:30") > 0
        heard = office.say("lan", f"{DUE} đã ban hành, số 12/QĐ-UBND ngày 23/3")
        texts = [reminded(heard, "lan"), heard.text("group")]
        assert all("PL1-5" in text and ". PL1-4" not in text for text in texts), texts
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
        assert text.count(f". {DUE} ") == 1
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
