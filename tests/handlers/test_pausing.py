"""/tamdung: no reminders for a while, for oneself, an agency or a plan; and who hears instead."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dieuphoi.storage import agencies, pauses, people
from dieuphoi.storage.pauses import Pauses
from tests.handlers.office import Scene, data_of, focal, joined, larger_plan, scene
from tests.stage import KHDT, TAICHINH, Heard, Stage

DUE = "PL1-4"  # Sở Kế hoạch và Đầu tư, due on Thursday 2022-03-31; a week before is Thursday the 24th


def reminded(heard: Heard, who: str) -> str:
    return "\n".join(m.text for m in heard.to(who) if m.edits is None and m.text.startswith("Nhắc việc"))


def running(office: Stage) -> Pauses:
    found: Pauses = office.look(lambda tx: pauses.running(tx, tx.now.date()))
    return found


def nobody(found: Pauses) -> bool:
    return not (found.people or found.agencies or found.plans)


class TestOneself:
    """Whoever is away is left in peace; somebody else hears."""

    @pytest.mark.parametrize(
        ("typed", "until"),
        [
            ("đến 15/3", date(2022, 3, 15)),
            ("den het ngay 15/3/2022", date(2022, 3, 15)),
            ("15/3", date(2022, 3, 15)),
            ("1 tuần", date(2022, 2, 22)),
            ("10 ngày", date(2022, 2, 25)),
            ("đến thứ sáu", date(2022, 2, 18)),
            ("đến hôm nay", date(2022, 2, 15)),
        ],
    )
    def test_what_is_typed_is_kept_and_echoed(self, office: Stage, typed: str, until: date) -> None:
        answer = office.say("lan", f"/tamdung {typed}").text("lan")
        assert "Đã tạm dừng nhắc Trần Thị Lan đến hết ngày" in answer
        assert list(running(office).people.values()) == [until]

    def test_a_paused_person_hears_nothing_and_the_coordinator_does(self, office: Stage) -> None:
        heard = office.say("lan", "/tamdung đến 28/3")
        assert "bot nhắc điều phối thay" in heard.text("lan")
        assert "Trần Thị Lan tạm dừng nhận nhắc việc đến hết ngày 28/3/2022" in heard.text("minh")
        office.at("2022-02-28T18:00")
        march = office.at("2022-03-28T18:00")
        assert reminded(march, "lan") == ""
        assert DUE in reminded(march, "minh")
        after = office.at("2022-03-30T18:00")
        assert DUE in reminded(after, "lan")
        assert reminded(after, "minh") == ""

    def test_the_others_of_the_agency_hear_instead(self, office: Stage) -> None:
        joined(office, "nam", KHDT)
        heard = office.say("lan", "/tamdung đến 28/3")
        assert f"Việc của {KHDT}: bot nhắc Nam thay" in heard.text("lan")
        assert heard.to("minh") == []
        office.at("2022-03-23T18:00")
        week = office.at("2022-03-24T18:00")
        assert DUE in reminded(week, "nam")
        assert reminded(week, "minh") == ""

    def test_when_all_of_an_agency_are_away_the_coordinator_is_told_by_the_last(self, office: Stage) -> None:
        joined(office, "nam", KHDT)
        assert office.say("lan", "/tamdung 2 tuần").to("minh") == []
        assert "Nam tạm dừng nhận nhắc việc" in office.say("nam", "/tamdung 2 tuần").text("minh")

    def test_a_deputy_stands_in(self, office: Stage) -> None:
        with office.transaction() as tx:
            pho = focal(tx, "pho", KHDT)
            agency = agencies.by_name(tx, KHDT)
            assert agency
            people.set_deputy(tx, pho, agency.id, True)
        assert "bot nhắc Pho thay" in office.say("lan", "/tamdung đến 28/3").text("lan")
        office.at("2022-03-23T18:00")
        assert DUE in reminded(office.at("2022-03-24T18:00"), "pho")

    def test_the_buttons_pause_for_a_week_or_ask_for_a_day(self, office: Stage) -> None:
        assert office.say("lan", "/tamdung").labels("lan") == ["1 tuần", "2 tuần", "Ngày khác…"]
        assert "đến hết ngày 22/02/2022" in office.press("lan", "1 tuần").text("lan")
        office.press("lan", "Bỏ tạm dừng: Trần Thị Lan")
        assert nobody(running(office))
        office.press("lan", "Ngày khác…")
        assert "đến hết ngày 15/3/2022" in office.say("lan", "đến 15/3").text("lan")

    def test_while_the_day_is_waited_for_a_report_is_still_a_report(self, office: Stage) -> None:
        office.say("lan", "/tamdung")
        office.press("lan", "Ngày khác…")
        assert "Đã ghi nhận" in office.say("lan", "PL1-4 70%").text("lan")
        assert nobody(running(office))

    def test_it_ends_when_they_say_so(self, office: Stage) -> None:
        office.say("lan", "/tamdung đến 28/3")
        assert "bot nhắc lại Trần Thị Lan" in office.say("lan", "/tamdung bỏ").text("lan")
        assert nobody(running(office))
        assert "không tạm dừng" in office.say("lan", "/tamdung bỏ").text("lan")
        office.at("2022-03-23T18:00")
        assert DUE in reminded(office.at("2022-03-24T18:00"), "lan")

    def test_an_old_button_neither_ends_a_newer_pause_nor_begins_one_in_the_past(self, office: Stage) -> None:
        office.say("lan", "/tamdung")
        week = data_of(office, "lan", "1 tuần")
        office.say("lan", "/tamdung đến 20/2")
        end = data_of(office, "lan", "Bỏ tạm dừng: Trần Thị Lan")
        office.at("2022-02-28T12:00")
        office.say("lan", "/tamdung đến 10/3")
        with scene(office) as begun:
            assert "đã hết hoặc đã được thay" in begun.press("lan", end)
            assert "Ngày 22/02/2022 không được" in begun.press("lan", week)
            assert list(pauses.running(begun.tx, date(2022, 2, 28)).people.values()) == [date(2022, 3, 10)]

    @pytest.mark.parametrize(
        ("typed", "answer"),
        [
            ("đến 14/2/2022", "Ngày 14/02/2022 không được"),
            ("đến 17/4/2022", "nhiều nhất 60 ngày"),
            ("100 ngày", "nhiều nhất 60 ngày"),
            ("đến 30/2", "Chưa rõ “đến 30/2”"),
            ("lâu lâu", "Chưa rõ “lâu lâu”"),
            ("Sở Tài chính đến 15/3", "Chỉ điều phối được tạm dừng"),
            ("kế hoạch đến 15/3", "Chỉ điều phối được tạm dừng"),
            ("Sở Tài chính", "Chỉ điều phối được tạm dừng"),
            ("bỏ Sở Tài chính", "Chỉ điều phối được tạm dừng"),
        ],
    )
    def test_what_cannot_be_is_refused_with_what_can(self, office: Stage, typed: str, answer: str) -> None:
        assert answer in office.say("lan", f"/tamdung {typed}").text("lan")
        assert nobody(running(office))

    def test_sixty_days_ahead_are_allowed(self, office: Stage) -> None:
        office.say("lan", "/tamdung đến 16/4/2022")
        assert list(running(office).people.values()) == [date(2022, 2, 15) + timedelta(days=60)]

    def test_a_group_is_not_the_place_to_say_that_one_is_away(self, office: Stage) -> None:
        assert "nhắn /tamdung riêng cho bot" in office.say_in_group("lan", "/tamdung đến 15/3").text("group")
        assert nobody(running(office))

    def test_the_only_coordinator_is_told_that_some_reminders_still_come(self, office: Stage) -> None:
        assert "Không còn điều phối nào khác" in office.say("minh", "/tamdung 1 tuần").text("minh")

    def test_the_coordinator_hears_what_the_only_leader_would(self, office: Stage) -> None:
        assert "sẽ báo cho điều phối" in office.say("an", "/tamdung đến 16/4").text("an")
        office.at("2022-04-14T18:00")
        heard = office.at("2022-04-15T18:00")  # 15 days overdue
        assert reminded(heard, "an") == ""
        assert DUE in reminded(heard, "minh")


class TestAgencies:
    """The coordinator leaves an agency in peace."""

    def test_its_focal_points_are_told_and_hear_nothing_until_it_ends(self, office: Stage) -> None:
        heard = office.say("minh", f"/tamdung {KHDT} đến 28/3")
        assert f"Điều phối đã tạm dừng nhắc việc của {KHDT} đến hết ngày 28/3/2022" in heard.text("lan")
        office.at("2022-03-23T18:00")
        week = office.at("2022-03-24T18:00")
        assert (reminded(week, "lan"), reminded(week, "minh")) == ("", "")
        assert "PL1-7" in reminded(week, "hoa")
        assert DUE in week.text("group")  # as the answer says
        assert DUE in reminded(office.at("2022-03-30T18:00"), "lan")

    def test_it_ends_when_the_coordinator_says_so(self, office: Stage) -> None:
        office.say("minh", f"/tamdung {KHDT} đến 28/3")
        assert "Điều phối đã bỏ tạm dừng" in office.say("minh", f"/tamdung bỏ {KHDT}").text("lan")
        assert nobody(running(office))

    def test_without_a_day_the_day_is_asked_for(self, office: Stage) -> None:
        assert "đến bao giờ?" in office.say("minh", "/tamdung so tai chinh").text("minh")
        heard = office.press("minh", "2 tuần")
        assert "Đã tạm dừng nhắc Sở Tài chính đến hết ngày 01/3/2022" in heard.text("minh")
        assert heard.to("tai")

    def test_an_unsure_name_is_asked_about_and_the_day_is_kept(self, office: Stage) -> None:
        asked = office.say("minh", "/tamdung UBND huyện Hàm Thuận đến 15/3")
        assert "Xin chọn" in asked.text("minh")
        office.press("minh", "UBND huyện Hàm Thuận Bắc")
        assert list(running(office).agencies.values()) == [date(2022, 3, 15)]

    def test_an_unsure_name_without_a_day_is_asked_about_twice(self, office: Stage) -> None:
        office.say("minh", "/tamdung UBND huyện Hàm Thuận")
        assert "đến bao giờ?" in office.press("minh", "UBND huyện Hàm Thuận Nam").text("minh")
        office.press("minh", "Ngày khác…")
        office.say("minh", "15/3")
        assert list(running(office).agencies.values()) == [date(2022, 3, 15)]

    def test_in_the_group_too_but_without_the_names_of_who_is_away(self, office: Stage) -> None:
        office.say("lan", "/tamdung 1 tuần")
        office.say_in_group("minh", f"/tamdung {TAICHINH} đến 15/3")
        text = office.say_in_group("minh", "/tamdung").text("group")
        assert TAICHINH in text
        assert "Lan" not in text


class TestPlans:
    """The coordinator leaves everybody of a plan in peace."""

    @pytest.mark.parametrize(
        "named", ["kế hoạch", "ke hoach", "4506/KH-UBND", "kế hoạch 4506/KH-UBND", "4506"]
    )
    def test_neither_the_group_nor_anybody_hears_of_it(self, office: Stage, named: str) -> None:
        heard = office.say("minh", f"/tamdung {named} đến 28/3")
        assert "Kế hoạch 4506/KH-UBND đến hết ngày 28/3/2022" in heard.text("minh")
        assert office.at("2022-03-28T18:00").messages == []
        assert DUE in reminded(office.at("2022-03-30T18:00"), "lan")

    def test_with_several_plans_it_is_asked_which(self, office: Stage) -> None:
        number = larger_plan(office)
        office.say("minh", "/tamdung kế hoạch đến 15/3")
        office.press("minh", "Kế hoạch 77/KH-UBND")
        assert running(office).plans == {number: date(2022, 3, 15)}
        office.say("minh", "/tamdung bỏ kế hoạch")
        office.press("minh", "Bỏ tạm dừng: Kế hoạch 77/KH-UBND")
        assert nobody(running(office))

    def test_posts_that_wait_are_taken_back(self, office: Stage) -> None:
        office.at("2022-03-23T18:00")
        assert office.unsent("2022-03-24T07:30")
        heard = office.say("minh", "/tamdung kế hoạch đến 25/3")
        assert "Đã thu hồi 3 tin đang chờ gửi; viết lại 0 tin" in heard.text("minh")
        assert (reminded(heard, "lan"), heard.text("group")) == ("", "")


class TestSeeing:
    """Bare /tamdung."""

    def test_each_sees_what_concerns_them(self, office: Stage) -> None:
        office.say("lan", "/tamdung 1 tuần")
        office.say("minh", f"/tamdung {TAICHINH} 1 tuần")
        office.say("minh", "/tamdung kế hoạch 1 tuần")
        seen = {who: office.say(who, "/tamdung") for who in ("minh", "an", "lan", "tai", "hoa")}
        expected = {"minh": "LTK", "an": "LTK", "lan": "LK", "tai": "TK", "hoa": "K"}
        names = {"L": "• Trần Thị Lan", "T": f"• {TAICHINH}", "K": "• Kế hoạch 4506/KH-UBND"}
        for who, heard in seen.items():
            assert "".join(key for key, name in names.items() if name in heard.text(who)) == expected[who], (
                who
            )

    def test_only_what_one_may_end_has_a_button(self, office: Stage) -> None:
        office.say("lan", "/tamdung 1 tuần")
        office.say("minh", f"/tamdung {TAICHINH} 1 tuần")
        assert office.say("lan", "/tamdung").labels("lan") == ["Bỏ tạm dừng: Trần Thị Lan"]
        assert office.say("an", "/tamdung").labels("an") == ["1 tuần", "2 tuần", "Ngày khác…"]
        assert f"Bỏ tạm dừng: {TAICHINH}" in office.say("minh", "/tamdung").labels("minh")


def _number(begun: Scene, who: str) -> int:
    found = people.person_at(begun.tx, "console", who)
    assert found
    return found


@pytest.mark.parametrize("who", ["tai", "an", "khach"])
@pytest.mark.parametrize("chat", ["private", "group"])
def test_forged_buttons_pause_and_end_nothing_of_others(office: Stage, who: str, chat: str) -> None:
    with scene(office) as begun:
        lan, day = _number(begun, "lan"), date(2022, 2, 20).toordinal()
        begun.say("lan", "/tamdung đến 20/2")
        before = pauses.running(begun.tx, date(2022, 2, 15))
        for data in (
            f"pe:person:{lan}:{day}",
            f"pu:person:{lan}:{day + 1}",
            f"pu:agency:1:{day}",
            f"pu:plan:1:{day}",
        ):
            begun.press(who, data, chat)
        begun.press(who, "pd:plan:1", chat)
        begun.say(who, "20/2", chat)
        assert pauses.running(begun.tx, date(2022, 2, 15)) == before


@pytest.mark.parametrize(
    "data",
    [
        "pu:nobody:1:738000",
        "pu:plan:1:0",
        "pu:plan:1:999999999",
        "pu:plan:",
        "pe:agency:99999:738000",
        "pd:agency",
        "pq:plan:9",
        "pu",
    ],
)
def test_buttons_that_no_message_carries_break_nothing(office: Stage, data: str) -> None:
    with scene(office) as begun:
        assert begun.press("minh", data)
        assert nobody(pauses.running(begun.tx, date(2022, 2, 15)))


@pytest.mark.parametrize(
    ("who", "commands"),
    [
        ("lan", ("/nhac", "/tamdung", "/lichlamviec")),
        ("an", ("/nhac", "/tamdung", "/nhatky", "/lichlamviec")),
        ("minh", ("/nhac", "/tamdung", "/nhatky", "/lichlamviec", "/duphong")),
    ],
)
def test_the_help_names_what_one_may_do(office: Stage, who: str, commands: tuple[str, ...]) -> None:
    text = "\n".join(
        office.say(who, f"/trogiup {subject}").text(who) for subject in ("nhắc việc", "tổng hợp")
    )
    every = ("/nhac", "/tamdung", "/nhatky", "/lichlamviec", "/duphong")
    assert tuple(command for command in every if f"{command} " in text) == commands
