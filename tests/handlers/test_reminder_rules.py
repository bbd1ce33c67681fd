"""/nhac: the rules of reminding, read by all, changed by the coordinator, and what the next mornings bring then."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dieuphoi.handlers.typed_rules import PLACED, named, read
from dieuphoi.plan.reminding import KINDS, LONGEST, MOST_TIMES, Places, Rules
from dieuphoi.plan.text import plain
from dieuphoi.storage import rules as kept
from tests.handlers.office import data_of, joined, larger_plan, scene
from tests.stage import KHDT, Heard, Stage

DUE = "PL1-4"  # Sở Kế hoạch và Đầu tư, due on Thursday 2022-03-31, like PL1-5


def reminded(heard: Heard, who: str) -> str:
    return "\n".join(m.text for m in heard.to(who) if m.edits is None and m.text.startswith("Nhắc việc"))


def rules(office: Stage, plan_id: int = 1) -> Rules:
    found: Rules = office.look(lambda tx: kept.of_plan(tx, plan_id))
    return found


class TestReading:
    """Everybody who sees the tasks sees the rules."""

    def test_each_rule_has_a_line_in_plain_words(self, office: Stage) -> None:
        text = office.say("minh", "/nhac").text("minh")
        for line in (
            "• Trước hạn: 30, 14, 7, 3, 1 ngày; nhắn riêng và trong nhóm",
            "• Đầu quý: bật; nhắn riêng và trong nhóm",
            "• Việc quá hạn: hằng tuần, ngày làm việc đầu tuần; nhắn riêng",
            "• Im lặng: sau 30 ngày không có báo cáo; nhắn riêng",
            "• Cơ quan phối hợp: tắt",
            "• Tổng hợp tuần: bật",
            "• Chuyển dự phòng: sau 3 ngày",
            "• Chuyển lên điều phối: sau 7 ngày",
            "• Chuyển lên lãnh đạo: sau 15 ngày",
            "Giờ gửi tin: 07:30–17:00 ngày làm việc",
        ):
            assert line in text

    @pytest.mark.parametrize("who", ["lan", "an"])
    def test_focal_points_and_leaders_read_them_without_buttons_to_change(
        self, office: Stage, who: str
    ) -> None:
        heard = office.say(who, "/nhac")
        assert "• Trước hạn: 30, 14, 7, 3, 1 ngày" in heard.text(who)
        assert "Chỉ điều phối được đổi" in heard.text(who)
        assert heard.labels(who) == ["Lịch sử đổi quy tắc"]

    def test_the_days_of_this_weeks_posts_are_those_on_which_posts_come(self, office: Stage) -> None:
        office.at("2022-03-21T07:00")
        text = office.say("lan", "/nhac").text("lan")
        (line,) = [line for line in text.splitlines() if line.startswith("Từ nay đến hết tuần")]
        heard = {
            day: office.at(f"2022-03-{day}T18:00").messages for day in range(21, 28)
        }  # Monday's totals, a week before the deadline
        named_days = {day for day in heard if f"{day}/3/2022" in line}
        assert named_days == {day for day, messages in heard.items() if messages}
        assert named_days

    def test_a_week_without_posts_says_so(self, office: Stage) -> None:
        assert "Từ nay đến hết tuần không có tin nào" in office.say("minh", "/nhac").text("minh")

    def test_a_paused_plan_says_so(self, office: Stage) -> None:
        office.say("minh", "/tamdung kế hoạch đến 1/3")
        assert "đang tạm dừng nhắc đến hết ngày 01/3/2022" in office.say("lan", "/nhac").text("lan")


class TestChanging:
    """The coordinator types, or presses."""

    @pytest.mark.parametrize(
        ("typed", "kind", "value"),
        [
            ("trước hạn 30 15 5", "before", (30, 15, 5)),
            ("truoc han: 5, 15 va 30", "before", (30, 15, 5)),
            ("Trước hạn 30,15,0", "before", (30, 15, 0)),
            ("trước hạn tắt", "before", ()),
            ("trước hạn riêng", "before_to", "private"),
            ("TRUOC HAN NHOM", "before_to", "group"),
            ("quá hạn hằng ngày", "overdue", "day"),
            ("qua han hang ngay", "overdue", "day"),
            ("quá hạn tắt", "overdue", "off"),
            ("quá hạn cả hai", "overdue_to", "both"),
            ("im lặng 45", "silence", 45),
            ("im lang sau 2 tuần", "silence", 14),
            ("phối hợp 7 ngày", "coordinating", 7),
            ("phối hợp bật", "coordinating", 7),
            ("lãnh đạo 20", "leader", 20),
            ("điều phối 10 ngày", "coordinator", 10),
            ("dự phòng tắt", "deputy", 0),
            ("tổng hợp tuần tắt", "week", False),
            ("tổng hợp quý tắt", "ended", False),
            ("đầu quý tắt", "quarter", False),
        ],
    )
    def test_what_is_typed_is_kept_and_echoed(
        self, office: Stage, typed: str, kind: str, value: object
    ) -> None:
        answer = office.say("minh", f"/nhac {typed}").text("minh")
        assert "Đã đổi: " in answer
        assert "bởi minh, lúc 09:00 ngày 15/02/2022" in answer
        assert getattr(rules(office), kind) == value

    @pytest.mark.parametrize(
        ("typed", "answer"),
        [
            ("trước hạn -5", "nhiều nhất 10 mốc, từ 0 đến 366"),
            ("trước hạn 400", "ví dụ “30, 15, 5”"),
            ("trước hạn 1 2 3 4 5 6 7 8 9 10 11", "nhiều nhất 10 mốc"),
            ("trước hạn ngày mai", "ví dụ “30, 15, 5”"),
            ("quá hạn hằng tháng", "“hằng ngày”, “hằng tuần” hoặc “tắt”"),
            ("im lặng 7,5 ngày", "ví dụ “45 ngày”"),
            ("im lặng 1000000", "từ 1 đến 366"),
            ("lãnh đạo nhóm", "ví dụ “20 ngày”"),
            ("tổng hợp 3", "“bật” hoặc “tắt”"),
            ("xyz", "Chưa rõ quy tắc “xyz”"),
        ],
    )
    def test_what_is_no_rule_changes_nothing_and_says_what_is_allowed(
        self, office: Stage, typed: str, answer: str
    ) -> None:
        assert answer in office.say("minh", f"/nhac {typed}").text("minh")
        assert rules(office) == Rules()

    def test_a_button_asks_and_a_usual_choice_answers(self, office: Stage) -> None:
        office.say("minh", "/nhac")
        asked = office.press("minh", "Trước hạn")
        assert "Trước hạn: 30, 14, 7, 3, 1 ngày" in asked.text("minh")
        assert "Nhắn riêng và trong nhóm" in asked.labels("minh")
        answer = office.press("minh", "7, 3, 1 ngày")
        assert "từ “30, 14, 7, 3, 1 ngày” thành “7, 3, 1 ngày”" in answer.text("minh")
        assert rules(office).before == (7, 3, 1)

    def test_a_question_is_answered_in_words(self, office: Stage) -> None:
        office.say("minh", "/nhac im lặng")
        assert "Chưa đổi gì: “hai hôm”" in office.say("minh", "hai hôm").text("minh")
        assert "sau 10 ngày" in office.say("minh", "10 ngày").text("minh")
        assert rules(office).silence == 10

    def test_an_answer_about_a_task_is_heard_as_such(self, office: Stage) -> None:
        office.say("minh", "/nhac im lặng")
        assert "PL1-4" in office.say("minh", "PL1-4").text("minh")
        assert rules(office) == Rules()

    def test_a_button_of_an_older_question_answers_no_newer_one(self, office: Stage) -> None:
        office.say("minh", "/nhac lãnh đạo")
        old = data_of(office, "minh", "Sau 30 ngày quá hạn không có báo cáo")
        office.say("minh", "/nhac im lặng")
        with scene(office) as begun:
            assert "đã đóng" in begun.press("minh", old)
            assert kept.of_plan(begun.tx, 1) == Rules()

    def test_in_a_group_only_who_was_asked_answers(self, office: Stage) -> None:
        office.say_in_group("minh", "/nhac im lặng")
        choice = "Sau 45 ngày không có báo cáo"
        assert "đã đóng" in office.press("lan", choice, chat="group").text("group")
        assert rules(office) == Rules()
        assert "Đã đổi" in office.press("minh", choice, chat="group").text("group")
        assert rules(office).silence == 45

    def test_the_rules_and_their_changes_are_a_button_away(self, office: Stage) -> None:
        office.say("minh", "/nhac im lặng 45")
        assert "• Im lặng: sau 45 ngày" in office.press("minh", "Xem các quy tắc").text("minh")
        assert "bởi minh" in office.press("minh", "Lịch sử đổi quy tắc").text("minh")

    def test_nothing_changes_where_it_is_so_already(self, office: Stage) -> None:
        assert "đang là như vậy" in office.say("minh", "/nhac im lặng 30").text("minh")
        assert "Chưa ai đổi quy tắc nào" in office.say("minh", "/nhac lịch sử").text("minh")

    def test_who_changed_what_and_when_can_be_read_by_all(self, office: Stage) -> None:
        office.say("minh", "/nhac im lặng 45")
        office.at("2022-02-16T10:15")
        office.say("minh", "/nhac im lặng tắt")
        text = office.say("lan", "/nhac lịch sử").text("lan")
        first = (
            "từ “sau 30 ngày không có báo cáo” thành “sau 45 ngày không có báo cáo” (bởi minh, lúc 09:00 ngày"
        )
        assert text.index("“tắt” (bởi minh, lúc 10:15 ngày 16/02/2022)") < text.index(first)

    @pytest.mark.parametrize("who", ["lan", "an", "khach"])
    @pytest.mark.parametrize("chat", ["private", "group"])
    def test_others_change_nothing_by_words_or_forged_buttons(
        self, office: Stage, who: str, chat: str
    ) -> None:
        with scene(office) as begun:
            begun.say("minh", "/nhac im lặng", chat)
            begun.say(who, "/nhac im lặng 45", chat)
            begun.press(who, "nr:1:silence", chat)
            begun.say(who, "45", chat)
            begun.press(who, "nv:2:00000000", chat)
            assert kept.of_plan(begun.tx, 1) == Rules()

    @pytest.mark.parametrize(
        "data",
        [
            "nr:1:before_to",
            "nr:99:before",
            "nr:1:",
            "nr:1",
            "nv:99",
            "nv:1:",
            "ns:77",
            "nh:",
            "np:1:00000000",
        ],
    )
    def test_forged_buttons_of_the_coordinators_own_break_nothing(self, office: Stage, data: str) -> None:
        with scene(office) as begun:
            begun.say("minh", "/nhac im lặng")
            assert begun.press("minh", data)
            assert kept.of_plan(begun.tx, 1) == Rules()


class TestSeveralPlans:
    """Each plan has rules of its own."""

    def test_which_plan_is_asked_and_the_change_is_made_for_that_one(self, office: Stage) -> None:
        number = larger_plan(office)
        asked = office.say("minh", "/nhac im lặng 45")
        assert "của kế hoạch nào" in asked.text("minh")
        assert "Kế hoạch 77/KH-UBND" in office.press("minh", "77/KH-UBND").text("minh")
        assert (rules(office).silence, rules(office, number).silence) == (30, 45)

    def test_the_plan_can_be_typed(self, office: Stage) -> None:
        number = larger_plan(office)
        office.say("minh", "/nhac 77/KH-UBND im lặng 45")
        assert rules(office, number).silence == 45
        office.say("minh", "/nhac")
        assert "Kế hoạch 4506/KH-UBND" in office.say("minh", "4506").text("minh")

    def test_a_group_speaks_of_its_own_plan(self, office: Stage) -> None:
        larger_plan(office)
        office.say_in_group("minh", "/nhac im lặng 45")
        assert rules(office).silence == 45
        with scene(office) as begun:
            assert "Chỉ điều phối" in begun.press("minh", "nr:2:silence", "group")


class TestTheNextMornings:
    """What a changed rule does."""

    def test_a_reminder_comes_on_the_new_day_and_not_on_the_old(self, office: Stage) -> None:
        office.say("minh", "/nhac im lặng tắt")
        office.say("minh", "/nhac trước hạn 15")
        assert reminded(office.at("2022-03-15T18:00"), "lan") == ""  # 30 days before is the first of March
        assert DUE in reminded(office.at("2022-03-16T18:00"), "lan")
        assert reminded(office.at("2022-03-31T18:00"), "lan") == ""  # 14, 7, 3 and 1

    def test_a_kind_that_is_switched_off_comes_no_more(self, office: Stage) -> None:
        office.say("minh", "/nhac trước hạn tắt")
        office.say("minh", "/nhac im lặng tắt")
        office.say("minh", "/nhac tổng hợp tắt")
        assert office.at("2022-03-30T18:00").messages == []

    def test_it_goes_where_the_coordinator_says(self, office: Stage) -> None:
        office.say("minh", "/nhac trước hạn nhóm")
        office.at("2022-03-23T18:00")
        heard = office.at("2022-03-24T18:00")
        assert reminded(heard, "lan") == ""
        assert DUE in heard.text("group")

    def test_overdue_every_day(self, office: Stage) -> None:
        office.say("minh", "/nhac quá hạn hằng ngày")
        office.at("2022-04-05T07:00")
        for day in ("2022-04-05", "2022-04-06", "2022-04-07"):
            assert "Quá hạn" in reminded(office.at(f"{day}T08:00"), "lan")

    def test_the_leader_hears_on_the_day_that_was_set(self, office: Stage) -> None:
        office.say("minh", "/nhac lãnh đạo 5")
        assert reminded(office.at("2022-04-04T18:00"), "an") == ""
        assert DUE in reminded(office.at("2022-04-05T18:00"), "an")

    def test_posts_that_wait_are_withdrawn_and_their_number_is_told(self, office: Stage) -> None:
        office.at("2022-03-23T18:00")
        assert office.unsent("2022-03-24T07:30")  # to lan, to hoa and to the group
        heard = office.say("minh", "/nhac trước hạn riêng")
        assert "Đã thu hồi 3 tin đang chờ gửi; viết lại 2 tin" in heard.text("minh")
        assert DUE in reminded(heard, "lan")
        assert "Sắp đến hạn" not in heard.text("group")
        assert office.at("2022-03-24T18:00").messages == []

    def test_with_a_kind_off_what_waits_is_not_sent_at_all(self, office: Stage) -> None:
        office.at("2022-03-23T18:00")
        assert office.unsent("2022-03-24T07:30")
        heard = office.say("minh", "/nhac trước hạn tắt")
        assert "viết lại 0 tin" in heard.text("minh")
        assert reminded(heard, "lan") == ""
        assert DUE not in heard.text("group")

    def test_coordinating_agencies_hear_earlier_where_it_is_on(self, office: Stage) -> None:
        joined(office, "nam", "Sở Nông nghiệp và Phát triển nông thôn")  # works with the lead on PL1-4
        office.say("minh", "/nhac phối hợp bật")
        office.at("2022-03-09T18:00")
        heard = office.at("2022-03-10T18:00")  # 14 + 7 days before
        assert DUE in reminded(heard, "nam")
        assert "Tiếp theo: phối hợp theo đề nghị của cơ quan chủ trì" in reminded(heard, "nam")
        assert "báo cáo, hoặc trả lời" not in reminded(heard, "nam")  # only the lead reports
        assert f". {DUE}" not in reminded(heard, "lan")


WORDS = {
    "before": "trước hạn",
    "quarter": "đầu quý",
    "overdue": "quá hạn",
    "silence": "im lặng",
    "coordinating": "phối hợp",
    "week": "tổng hợp tuần",
    "ended": "tổng hợp quý",
    "deputy": "dự phòng",
    "coordinator": "điều phối",
    "leader": "lãnh đạo",
}


@given(days=st.lists(st.integers(0, LONGEST), min_size=1, max_size=MOST_TIMES), data=st.data())
def test_days_before_a_deadline_are_understood_however_they_are_joined(
    days: list[int], data: st.DataObject
) -> None:
    between = data.draw(st.sampled_from([", ", ",", " ", " và ", "; ", "/", " ngày, "]))
    typed = between.join(map(str, days)) + data.draw(st.sampled_from(["", " ngày", " ngày trước hạn"]))
    rule = read("before", data.draw(st.sampled_from([typed, plain(typed), typed.upper()])))
    assert rule is not None
    assert Rules().changed(*rule).before == tuple(sorted(set(days), reverse=True))


@given(
    kind=st.sampled_from(["silence", "coordinating", "deputy", "coordinator", "leader"]),
    days=st.integers(0, 9999),
    form=st.sampled_from(["{}", "{} ngày", "sau {} ngày", "{}ngay"]),
)
def test_a_number_of_days_is_understood_within_a_year_and_refused_beyond(
    kind: str, days: int, form: str
) -> None:
    rule = read(kind, form.format(days))
    assert (rule is not None) is (days <= LONGEST)
    if rule is not None:
        assert getattr(Rules().changed(*rule), kind) == days


@given(kind=st.sampled_from(sorted(WORDS)), rest=st.text(max_size=30))
def test_a_rule_is_told_by_its_name_with_or_without_diacritics(kind: str, rest: str) -> None:
    for name in (WORDS[kind], plain(WORDS[kind]), WORDS[kind].upper()):
        found = named(f"{name} {rest}")
        assert found is not None
        assert found[0] == kind or (kind, found[0]) == ("week", "week")


@given(
    kind=st.sampled_from(sorted(WORDS)),
    typed=st.text(alphabet="0123456789 ,-./ngàytuầnằgbậtắcảhiêmróv", max_size=20),
)
def test_whatever_is_understood_is_a_rule_that_can_be_kept(kind: str, typed: str) -> None:
    rule = read(kind, typed)
    if rule is not None:
        changed = Rules().changed(*rule)
        assert rule[0] in KINDS
        assert changed.changed(rule[0], changed.kept(rule[0])) == changed


@given(
    kind=st.sampled_from(PLACED),
    place=st.sampled_from([("riêng", "private"), ("nhóm", "group"), ("cả hai", "both")]),
)
def test_a_place_is_a_rule_of_its_own(kind: str, place: tuple[str, str]) -> None:
    assert read(kind, place[0]) == (f"{kind}_to", place[1])
    assert getattr(Rules().changed(f"{kind}_to", place[1]), f"{kind}_to") is Places(place[1])


def test_the_day_of_the_shipped_plan_that_these_tests_rely_on(office: Stage) -> None:
    assert "31/3/2022" in office.say("lan", f"/viec {DUE}").text("lan")
    assert KHDT in office.say("lan", f"/viec {DUE}").text("lan")
    assert date(2022, 3, 31).weekday() == 3
