"""/nhatky: what was posted, to whom, why, and what became of it."""

from __future__ import annotations

import re

import pytest

from dieuphoi.handlers.journal_words import why
from dieuphoi.handlers.messages import Event
from dieuphoi.plan.reminding import Why
from dieuphoi.storage import outbox
from dieuphoi.storage.database import Transaction
from tests.handlers.office import data_of, happen, larger_plan, scene
from tests.stage import KHDT, LDTBXH, TAICHINH, Stage

DUE = "PL1-4"  # Sở Kế hoạch và Đầu tư, due on Thursday 2022-03-31
ENTRY = re.compile(r"^• \d\d:\d\d ngày ", re.MULTILINE)


@pytest.fixture
def march(office: Stage) -> Stage:
    """The bot has posted until Thursday 2022-03-24: to lan, hoa and the group."""
    office.at("2022-03-24T12:00")
    return office


class TestEntries:
    """Each post on a line, the newest first."""

    def test_when_to_whom_why_which_tasks_and_that_it_went_out(self, march: Stage) -> None:
        text = march.say("minh", "/nhatky").text("minh")
        assert "• 07:30 ngày 24/3/2022, gửi Trần Thị Lan: sắp đến hạn: PL1-4, PL1-5 – đã gửi" in text
        assert "• 07:30 ngày 24/3/2022, gửi nhóm “group”: sắp đến hạn: PL1-4, PL1-5" in text
        assert "• 07:30 ngày 21/3/2022, gửi nhóm “group”: tổng hợp tuần – đã gửi" in text
        assert text.index("24/3/2022") < text.index("21/3/2022")

    def test_pages_hold_all_posts_once(self, march: Stage) -> None:
        first = march.say("an", "/nhatky")
        assert len(ENTRY.findall(first.text("an"))) == 8
        seen = first.text("an").splitlines()[1:]
        total = int(re.findall(r"(\d+) tin", first.text("an"))[0])
        page = first
        while any(label.startswith("Cũ hơn") for label in page.labels("an")):
            page = march.press("an", "Cũ hơn")
            seen += page.text("an").splitlines()[1:]
        entries = [line for line in seen if ENTRY.match(line)]
        assert len(entries) == total == len(set(entries)) > 8
        assert march.press("an", "« Mới hơn").text("an") == first.text("an")

    def test_what_nobody_has_had_yet_is_waiting(self, office: Stage) -> None:
        office.at("2022-03-23T18:00")
        office.unsent("2022-03-24T07:30")
        with scene(office) as begun:
            assert "Trần Thị Lan: sắp đến hạn: PL1-4, PL1-5 – đang chờ" in begun.say("minh", "/nhatky")

    @pytest.mark.parametrize(
        ("error", "said"),
        [
            ("blocked", "không gửi được: người nhận đã chặn bot"),
            ("kicked", "không gửi được: bot đã bị đưa ra khỏi nhóm"),
            ("no such kind of failure", "không gửi được: ứng dụng trò chuyện chưa trả lời"),
        ],
    )
    def test_what_failed_says_why(self, office: Stage, error: str, said: str) -> None:
        office.at("2022-03-23T18:00")
        office.unsent("2022-03-24T07:30")

        def fail(tx: Transaction) -> None:
            (number, _buttons), *_rest = [
                (parcel.id, parcel.buttons)
                for parcel in outbox.claim(tx, "console", limit=100)
                if parcel.text
            ]
            outbox.failed(tx, number, error)

        with office.transaction() as tx:
            fail(tx)
        with scene(office) as begun:
            assert said in begun.say("minh", "/nhatky")

    def test_what_did_not_go_out_in_its_hours_says_so(self, office: Stage) -> None:
        office.at("2022-03-23T18:00")
        office.unsent("2022-03-24T07:30")
        assert office.switched_on("2022-03-24T18:00").messages == []
        assert "– không gửi: đã quá giờ" in office.say("minh", "/nhatky").text("minh")

    def test_what_waits_for_who_blocks_the_bot_is_withdrawn(self, office: Stage) -> None:
        office.at("2022-03-23T18:00")
        office.unsent("2022-03-24T07:30")
        happen(office, "lan", Event.BLOCKED)
        assert "Trần Thị Lan: sắp đến hạn: PL1-4, PL1-5 – đã thu hồi: người nhận đã chặn bot" in office.say(
            "minh", "/nhatky"
        ).text("minh")

    def test_an_asked_for_update_is_told_as_such(self, office: Stage) -> None:
        office.say("an", f"/dondoc {DUE}")
        assert f"Trần Thị Lan: có người đề nghị: {DUE} – đã gửi" in office.say("minh", "/nhatky").text("minh")

    def test_rule_changes_stand_between_the_posts(self, march: Stage) -> None:
        march.say("minh", "/nhac im lặng 45")
        march.at("2022-03-28T12:00")
        text = march.say("minh", "/nhatky").text("minh")
        changed = text.index("Đã đổi: Im lặng")
        assert text.index("28/3/2022") < changed < text.index("• 07:30 ngày 24/3/2022")

    def test_every_reason_has_words_of_its_own(self) -> None:
        words = {why(reason) for reason in Why}
        assert len(words) == len(Why)
        assert not words & set(Why)
        assert why("of_another_version") == "of_another_version"


class TestNarrowing:
    """A task, an agency, a day, a quarter."""

    @pytest.mark.parametrize(
        ("typed", "title", "there", "missing"),
        [
            ("PL1-4", "· PL1-4", "Trần Thị Lan", "Lê Thị Hoa"),
            ("pl1.4", "· PL1-4", "Trần Thị Lan", "tổng hợp tuần"),
            (KHDT, f"· {KHDT}", "Trần Thị Lan", "Lê Thị Hoa"),
            ("so ldtbxh", f"· {LDTBXH}", "Lê Thị Hoa", "Trần Thị Lan: "),
            ("24/3/2022", "· 24/3/2022", "ngày 24/3/2022", "ngày 21/3/2022"),
            ("21/3", "· 21/3/2022", "ngày 21/3/2022", "ngày 24/3/2022"),
            ("ngày 21 tháng 3", "· 21/3/2022", "ngày 21/3/2022", "ngày 24/3/2022"),
            ("quý 1/2022", "· Quý I/2022", "24/3/2022", "Chưa có tin nào"),
            ("quý 4/2021", "· Quý IV/2021", "Chưa có tin nào", "24/3/2022"),
            ("2022", "· Năm 2022", "24/3/2022", "Chưa có tin nào"),
            (TAICHINH, f"· {TAICHINH}", "Chưa có tin nào", "24/3/2022"),
        ],
    )
    def test_only_those_posts_are_told(
        self, march: Stage, typed: str, title: str, there: str, missing: str
    ) -> None:
        text = march.say("an", f"/nhatky {typed}").text("an")
        assert title in text
        assert there in text
        assert missing not in text

    @pytest.mark.parametrize("typed", ["PL9-9", "hôm nào đó", "30/2", "quý 5"])
    def test_what_is_not_understood_says_what_is(self, march: Stage, typed: str) -> None:
        text = march.say("minh", f"/nhatky {typed}").text("minh")
        assert f"Chưa rõ “{typed}”" in text
        assert "quý 1/2022" in text

    def test_a_narrowed_page_turns_within_what_was_asked_for(self, march: Stage) -> None:
        march.at("2022-04-20T12:00")
        first = march.say("minh", f"/nhatky {DUE}")
        second = march.press("minh", "Cũ hơn")
        assert "Nhật ký nhắc việc · PL1-4" in second.text("minh")
        assert DUE in first.text("minh").splitlines()[1]
        assert all(DUE in line for line in second.text("minh").splitlines() if ENTRY.match(line))

    @pytest.mark.parametrize(
        ("typed", "title"), [("quý 1/2022", "Quý I/2022"), ("2022", "Năm 2022"), (KHDT, KHDT)]
    )
    def test_the_second_page_is_of_the_same_scope(self, march: Stage, typed: str, title: str) -> None:
        march.at("2022-04-20T12:00")
        march.say("minh", f"/nhatky {typed}")
        second = march.press("minh", "Cũ hơn").text("minh")
        assert f"Nhật ký nhắc việc · {title}" in second
        assert ENTRY.search(second)

    def test_who_put_a_task_off_until_when_is_told_of_that_task(self, march: Stage) -> None:
        march.press("lan", "Nhắc lại thứ Hai")
        assert "Đã hẹn nhắc lại\n• Trần Thị Lan: đến 28/3/2022" in march.say("minh", f"/nhatky {DUE}").text(
            "minh"
        )
        assert "Đã hẹn nhắc lại" not in march.say("minh", "/nhatky").text("minh")


class TestWhoMaySee:
    """The coordinator and leaders; a group only what it was told itself."""

    def test_the_group_reads_nothing_of_private_posts(self, march: Stage) -> None:
        march.press("lan", "Nhắc lại thứ Hai")
        for text in ("/nhatky", f"/nhatky {DUE}", f"/nhatky {KHDT}", "/nhatky 24/3/2022"):
            heard = march.say_in_group("minh", text).text("group")
            assert "nhóm “group”" in heard
            assert "Lan" not in heard

    def test_a_groups_pages_stay_its_own_when_buttons_are_carried_over(self, march: Stage) -> None:
        march.say("minh", "/nhatky")
        older = data_of(march, "minh", "Cũ hơn")
        with scene(march) as begun:
            assert "Lan" not in begun.press("minh", older, "group")
            assert "Lan" not in begun.press("minh", "j:all::0", "group")

    def test_another_plans_posts_are_not_shown_in_a_group(self, office: Stage) -> None:
        larger_plan(office)
        office.at("2022-03-31T12:00")
        text = office.say_in_group("minh", "/nhatky").text("group")
        assert "PL1-4" in text
        assert "PL3-" not in text

    @pytest.mark.parametrize("who", ["lan", "hoa", "khach"])
    @pytest.mark.parametrize("chat", ["private", "group"])
    def test_others_see_none_of_it(self, march: Stage, who: str, chat: str) -> None:
        with scene(march) as begun:
            for heard in (begun.say(who, "/nhatky", chat), begun.press(who, "j:all::0", chat)):
                assert "07:30" not in heard

    @pytest.mark.parametrize(
        "data",
        [
            *(
                "j:all",
                "j:all::",
                "j:none::0",
                "j:task::0",
                "j:task:99999:0",
                "j:agency:99999:0",
                "j:day:0:0",
            ),
            *(
                "j:day:3652059:0",
                "j:day:999999999:0",
                "j:period:abc:0",
                "j:period:9999:0",
                "j:all::999999999",
            ),
        ],
    )
    def test_forged_pages_break_nothing(self, march: Stage, data: str) -> None:
        with scene(march) as begun:
            assert begun.press("minh", data)


def test_it_is_the_same_on_each_database(each_office: Stage) -> None:
    each_office.say("minh", "/nhac im lặng 45")
    each_office.say("minh", "/lichlamviec nghỉ 24/3")
    each_office.say("minh", f"/tamdung {LDTBXH} đến 1/4")
    each_office.at("2022-03-23T12:00")
    text = each_office.say("minh", f"/nhatky {DUE}").text("minh")
    assert "• 07:30 ngày 23/3/2022, gửi Trần Thị Lan: sắp đến hạn: PL1-4, PL1-5 – đã gửi" in text
    assert "Lê Thị Hoa" not in each_office.say("minh", "/nhatky 23/3/2022").text("minh")
    assert "bởi minh" in each_office.say("minh", "/nhac lịch sử").text("minh")
    assert "thứ Năm 24/3/2022: ngày nghỉ" in each_office.say("minh", "/lichlamviec").text("minh")
    assert "nhóm “group”" in each_office.say_in_group("minh", "/nhatky").text("group")


def test_a_day_off_holds_back_what_waits_on_each_database(each_office: Stage) -> None:
    each_office.at("2022-03-23T18:00")
    assert each_office.unsent("2022-03-24T07:30")
    heard = each_office.say("minh", "/lichlamviec nghỉ hôm nay").text("minh")
    assert "3 tin đang chờ sẽ gửi vào ngày làm việc tiếp theo" in heard
    assert "– không gửi: đã quá giờ" in each_office.say("minh", f"/nhatky {DUE}").text("minh")
    assert DUE in each_office.at("2022-03-25T08:00").text("group")
