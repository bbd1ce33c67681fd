"""Digests and posts: after an outage, long ones, a task of many units, the group's, the quarter's end."""

from __future__ import annotations

from datetime import date

import pytest

from dieuphoi.plan.model import PlanDocument, Task
from dieuphoi.storage import plans, rooms
from tests.e2e.heard import counters
from tests.handlers.office import joined, larger_plan, larger_plan_in, reminded
from tests.stage import Stage

DUE = "PL1-4"  # Sở Kế hoạch và Đầu tư, due on Thursday 2022-03-31, like PL1-5


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
        assert ". PL3-1 (KH 77) · " in text  # due on 1 May: fourteen days before is a Sunday
        assert text.count(". PL") == 10
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
        assert digest.count(". PL3-14") == group.count(". PL3-14") == 1
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
        assert text.count(". PL3-14") == 1
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
        assert leader.count(". PL3-14") == 1
        assert "phần việc của" in leader
        totals = units.say_in_group("minh", "/tongketqua").text("group")
        assert totals.count(". PL3-14") == 1
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
        posts = office.at("2022-07-01T18:00").told("group")  # a Friday
        assert [post.text.partition("\n")[0] for post in posts] == [
            "Quý III/2022: việc đến hạn của Kế hoạch 4506/KH-UBND",
            "Kết quả thực hiện Kế hoạch 4506/KH-UBND · Quý II/2022",
        ]

    def test_the_week_s_and_the_quarter_s_totals_come_in_one_post(self, office: Stage) -> None:
        office.say("minh", "/lichlamviec nghỉ 1/4/2022")
        office.at("2022-04-03T18:00")
        posts = office.at("2022-04-04T18:00").told("group")  # a Monday, the quarter's first working day
        assert len(posts) == 2
        totals = posts[-1].text
        assert "· Quý I/2022" in totals.partition("\n")[0]
        assert totals.count("Kết quả thực hiện Kế hoạch 4506/KH-UBND") == 2

    def test_both_totals_are_made_up_for_where_their_morning_was_missed(self, office: Stage) -> None:
        office.say("minh", "/lichlamviec nghỉ 1/4/2022")
        office.at("2022-04-03T18:00")
        assert office.unsent("2022-04-04T07:30") > 0
        posts = office.switched_on("2022-04-05T07:30").told("group")
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
        (asked,) = office.say_in_group("minh", "/tongketqua quý 1/2022").told("group")
        (briefly,) = office.say("minh", "/tongketqua quý 1/2022").told("minh")
        (post,) = posted
        assert post == asked.text
        assert counters(post) == counters(briefly.text)
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
