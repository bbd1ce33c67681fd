"""Two people answer for one task at once: each sees what the other wrote, nothing is overwritten unseen."""

from __future__ import annotations

import pytest

from dieuphoi.handlers.messages import Event
from tests.handlers.office import data_of, entries, happen, joined, part
from tests.stage import KHDT, Stage

LAN = "Trần Thị Lan"


@pytest.fixture
def pair(each_office: Stage) -> Stage:
    """lan and nam both answer for the agency that leads PL1-4; lan has just reported."""
    joined(each_office, "nam", KHDT)
    each_office.say("lan", "PL1-4 70%")
    return each_office


class TestTwoFocalPoints:
    """Of one agency, within minutes."""

    def test_the_second_reads_the_first_before_anything_is_recorded(self, pair: Stage) -> None:
        pair.at("2022-02-15T09:05")
        asked = pair.say("nam", "PL1-4 40%")
        assert f"09:00 ngày 15/02/2022, {LAN}: đang thực hiện; 70%" in asked.text("nam")
        assert part(pair, "PL1-4").percent == 70
        recorded = pair.press("nam", "Đúng, ghi nhận")
        assert part(pair, "PL1-4").percent == 40
        assert LAN in recorded.text("nam")
        assert "Nam vừa báo cáo PL1-4 sau anh/chị" in recorded.text("lan")
        assert "40%" in recorded.text("lan")

    def test_no_leaves_the_first_report(self, pair: Stage) -> None:
        pair.say("nam", "PL1-4 40%")
        pair.say("nam", "không")
        assert part(pair, "PL1-4").percent == 70
        assert entries(pair, "PL1-4") == 1

    def test_the_same_said_twice_names_who_said_it(self, pair: Stage) -> None:
        heard = pair.say("nam", "PL1-4 70%").text("nam")
        assert f"trước đó ({LAN}, 09:00" in heard
        assert entries(pair, "PL1-4") == 1

    def test_what_only_adds_is_recorded_at_once_and_both_know(self, office: Stage) -> None:
        joined(office, "nam", KHDT)
        office.say("lan", "PL1-4 đã ban hành")
        heard = office.say("nam", "PL1-4 số 12/QĐ-UBND ngày 14/2/2022")
        assert "Đã ghi nhận" in heard.text("nam")
        assert f"Ngay trước đó: 09:00 ngày 15/02/2022, {LAN}: đã ban hành" in heard.text("nam")
        assert "12/QĐ-UBND" in heard.text("lan")

    def test_a_quarter_of_an_hour_later_nothing_is_asked(self, pair: Stage) -> None:
        pair.at("2022-02-15T09:16")
        heard = pair.say("nam", "PL1-4 80%")
        assert "Đã ghi nhận" in heard.text("nam")
        assert LAN not in heard.text("nam")
        assert heard.to("lan") == []

    def test_ones_own_report_is_mended_without_a_question(self, pair: Stage) -> None:
        assert "Đã ghi nhận" in pair.say("lan", "PL1-4 75%").text("lan")

    def test_a_card_that_was_opened_after_it_is_no_old_news(self, pair: Stage) -> None:
        pair.say("nam", "/viec PL1-4")
        assert "Đã ghi nhận" in pair.press("nam", "Đã trình").text("nam")

    def test_a_card_that_was_opened_before_says_what_has_changed(self, office: Stage) -> None:
        joined(office, "nam", KHDT)
        office.say("nam", "/viec PL1-4")
        old = data_of(office, "nam", "Đã trình")
        office.say("lan", "PL1-4 70%")
        office.say("lan", "PL1-4 80%")
        (told,) = happen(office, "nam", Event.PRESSED, pressed=old)
        assert "chưa ghi nhận gì" in told.text
        assert f"{LAN}: đang thực hiện; 70%" in told.text
        assert f"{LAN}: đang thực hiện; 80%" in told.text
        assert entries(office, "PL1-4") == 2

    def test_an_answer_that_waited_says_what_came_between(self, office: Stage) -> None:
        joined(office, "nam", KHDT)
        office.say("nam", "PL1-4 100%")
        office.say("lan", "PL1-4 60%")
        asked = office.press("nam", "Chưa, chỉ ghi 100%").text("nam")
        assert f"{LAN}: đang thực hiện; 60%" in asked
        assert part(office, "PL1-4").percent == 60
        assert "Đã ghi nhận" in office.press("nam", "Đúng, ghi nhận").text("nam")
        assert part(office, "PL1-4").percent == 100

    def test_what_moved_again_while_it_was_asked_is_said_again(self, pair: Stage) -> None:
        pair.say("nam", "PL1-4 40%")
        pair.say("lan", "PL1-4 đang lấy ý kiến")
        again = pair.press("nam", "Đúng, ghi nhận").text("nam")
        assert f"{LAN}: đang lấy ý kiến" in again
        assert part(pair, "PL1-4").state == "consulting"


class TestFocalPointAndCoordinator:
    """A report and the coordinator's word cross."""

    def test_who_reports_after_a_return_reads_it(self, office: Stage) -> None:
        office.say("lan", "PL1-4 đã ban hành")
        office.press("minh", "Trả lại")
        office.say("minh", "thiếu phụ lục")
        heard = office.say("lan", "PL1-4 đã trình").text("lan")
        assert "Ngay trước đó" in heard
        assert "trả lại: thiếu phụ lục" in heard

    def test_who_confirms_what_has_moved_reads_how(self, office: Stage) -> None:
        waiting = office.say("lan", "PL1-4 đã ban hành")
        assert "Xác nhận" in waiting.labels("minh")
        old = data_of(office, "minh", "Xác nhận")
        office.say("lan", "/hoantac PL1-4")
        office.say("lan", "PL1-4 90%")
        told = happen(office, "minh", Event.PRESSED, pressed=old)[0].text
        assert "chưa thực hiện gì" in told
        assert f"{LAN}: đang thực hiện; 90%" in told
        assert not part(office, "PL1-4").confirmed

    def test_two_coordinators_and_one_return(self, office: Stage) -> None:
        office.say("lan", "PL1-4 đã ban hành")
        office.press("minh", "Trả lại")
        office.say("lan", "PL1-4 số 12/QĐ-UBND ngày 14/2/2022")
        told = office.say("minh", "thiếu phụ lục").text("minh")
        assert "12/QĐ-UBND" in told
        assert part(office, "PL1-4").state == "done"

    def test_a_page_of_what_waits_says_what_came_to_it(self, office: Stage) -> None:
        office.say("lan", "PL1-4 đã ban hành")
        office.say("hoa", "PL1-7 đã ban hành")
        office.say("minh", "/choduyet")
        old = data_of(office, "minh", "Xác nhận cả 2 việc trang này")
        office.say("lan", "PL1-5 đã ban hành")
        told = happen(office, "minh", Event.PRESSED, pressed=old)[0].text
        assert f"PL1-5 · 09:00 ngày 15/02/2022, {LAN}: đã ban hành" in told
        assert not part(office, "PL1-4").confirmed
