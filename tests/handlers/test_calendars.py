"""/lich: the calendar of an agency and of a plan, what becomes of its days, and links that their owner revokes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar, Event

from dieuphoi.handlers import calendars
from dieuphoi.plan.model import Milestone, PlanDocument, Task
from dieuphoi.reports import calendar_file
from dieuphoi.storage import agencies, agenda, calendar_links, people, personal, plans
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.signing import ExpiredError, LinkError
from tests.handlers.office import larger_plan, scene
from tests.handlers.reorganising import change
from tests.stage import KHDT, TAICHINH, Heard, Stage

PAGES = "https://bot.example.gov.vn"


def in_file(heard: Heard, who: str) -> list[Event]:
    """The events of the file that somebody was sent."""
    (message,) = heard.to(who)
    assert message.file is not None
    assert message.file.endswith(".ics")
    return Calendar.from_ical(Path(message.file).read_bytes()).walk("VEVENT")  # type: ignore[no-any-return]


def of_plan(stage: Stage, number: str = "4506") -> dict[str, Event]:
    """The events of a plan's calendar by their summary."""

    def read(tx: Transaction) -> bytes:
        plan = plans.by_number(tx, number)
        assert plan is not None
        return calendar_file("x", agenda.of_plan(tx, plan.id))

    return {str(event["summary"]): event for event in Calendar.from_ical(stage.look(read)).walk("VEVENT")}


def event(stage: Stage, code: str, number: str = "4506") -> Event:
    """The deadline of a task."""
    (found,) = [
        e for s, e in of_plan(stage, number).items() if s.removeprefix("Đã xong: ").startswith(f"{code}: ")
    ]
    return found


def served(stage: Stage) -> None:
    """The bot's pages can be reached."""
    service = stage.script.service
    service.office = replace(service.office, calendars=PAGES)


def linked(stage: Stage, who: str = "lan", text: str = "/lich") -> str:
    """Somebody subscribes; gives the token of their link."""
    served(stage)
    stage.say(who, text)
    said = stage.press(who, "Đăng ký lịch tự cập nhật").text(who)
    assert f"{PAGES}{calendars.PATH}" in said
    return said.partition(calendars.PATH)[2].partition(".ics")[0]


def opened(stage: Stage, token: str) -> calendars.Opened:
    found: calendars.Opened = stage.look(lambda tx: calendars.opened(tx, token))
    return found


class TestTheFile:
    """In the chat."""

    def test_a_focal_point_gets_their_own_agency_s_days_and_no_other(self, office: Stage) -> None:
        heard = office.say("lan", "/lich")
        found = in_file(heard, "lan")
        assert found
        assert all(f"Cơ quan chủ trì: {KHDT}" in str(one["description"]) for one in found)
        assert f"Lịch thời hạn {KHDT}" in heard.text("lan")

    def test_an_agency_and_a_plan_are_named(self, office: Stage) -> None:
        larger_plan(office)
        found = in_file(office.say("an", "/lich Sở Y tế"), "an")
        assert {str(one["summary"]).partition("-")[0] for one in found} == {"PL3"}
        found = in_file(office.say("lan", "/lich KH 77"), "lan")
        assert len(found) == 12 + 1 + 10  # of each unit its own
        assert len(in_file(office.say("lan", "/lich 4506/KH-UBND"), "lan")) == len(of_plan(office))

    def test_a_coordinator_gets_each_plan_in_view(self, office: Stage) -> None:
        larger_plan(office)
        assert len(office.say("minh", "/lịch").to("minh")) == 2

    def test_the_group_reads_the_plan_s_and_no_link(self, office: Stage) -> None:
        linked(office, "minh")
        heard = office.say_in_group("minh", "/lich")
        assert len(in_file(heard, "group")) == len(of_plan(office))
        assert calendars.PATH not in heard.text("group")
        assert "Đăng ký lịch tự cập nhật" not in heard.labels("group")

    def test_what_is_not_understood_is_answered_and_strangers_get_nothing(self, office: Stage) -> None:
        assert "/lich KH 4506" in office.say("lan", "/lich tối mai").text("lan")
        assert all(message.file is None for message in office.say("khach", "/lich").to("khach"))

    def test_without_pages_there_is_no_button(self, office: Stage) -> None:
        assert "Đăng ký lịch tự cập nhật" not in office.say("lan", "/lich").labels("lan")
        with scene(office) as begun:
            assert "chưa đăng ký được" in begun.press("lan", "cal:on:1:")


class TestWhatBecomesOfADay:
    """The same event in every later file."""

    def test_an_extension_moves_it(self, office: Stage) -> None:
        before = event(office, "PL1-4")
        office.at("2022-02-15T10:00")
        office.say("lan", "PL1-4 xin gia hạn đến 30/4/2022 vì chờ ý kiến")
        office.press("minh", "Đồng ý")
        after = event(office, "PL1-4")
        assert after["uid"] == before["uid"]
        assert after.decoded("dtstart") == date(2022, 4, 30)
        assert after["sequence"] > before["sequence"]
        assert after.decoded("last-modified") > before.decoded("last-modified")
        assert "31/03/2022" in str(after["description"])

    def test_nothing_moves_while_nothing_happens(self, office: Stage) -> None:
        before = {name: one.to_ical() for name, one in of_plan(office).items()}
        office.at("2022-02-17T10:00")
        assert {name: one.to_ical() for name, one in of_plan(office).items()} == before

    def test_what_is_done_rings_no_more_and_undoing_lets_it_ring_again(self, office: Stage) -> None:
        rung = len(event(office, "PL1-4").walk("VALARM"))
        office.say("lan", "PL1-4 đã ban hành, số 12/QĐ-UBND ngày 10/2/2022")
        done = event(office, "PL1-4")
        assert (len(done.walk("VALARM")), done["status"]) == (0, "CONFIRMED")
        office.say("lan", "/hoantac")
        again = event(office, "PL1-4")
        assert len(again.walk("VALARM")) == rung == 2
        assert again["sequence"] > done["sequence"]

    def test_closing_a_plan_cancels_what_is_open_and_reopening_takes_that_back(self, office: Stage) -> None:
        office.say("lan", "PL1-4 đã ban hành, số 12/QĐ-UBND ngày 10/2/2022")
        open_one = event(office, "PL1-5")
        with office.transaction() as tx:
            plans.close(tx, 1, plans.Source())
        closed = event(office, "PL1-5")
        assert (closed["status"], open_one["uid"]) == ("CANCELLED", closed["uid"])
        assert closed["sequence"] > open_one["sequence"]
        assert event(office, "PL1-4")["status"] == "CONFIRMED"
        with office.transaction() as tx:
            plans.reopen(tx, 1, plans.Source())
        again = event(office, "PL1-5")
        assert again["status"] == "CONFIRMED"
        assert again["sequence"] > closed["sequence"]

    def test_an_event_is_in_the_calendar_and_taking_it_back_cancels_what_followed(
        self, office: Stage
    ) -> None:
        with office.transaction() as tx:
            task = Task(
                "PL9-1", "1", "9", "Kế hoạch chi tiết", (KHDT,), condition="sau khi có hướng dẫn của Bộ"
            )
            plans.add(tx, PlanDocument("90/KH-UBND", date(2022, 1, 20), "UBND tỉnh", "Kế hoạch", (task,)))
        assert of_plan(office, "90") == {}
        office.say("minh", "/sukien PL9-1 10/2/2022 hạn 30/4/2022")
        found = of_plan(office, "90")
        happened = found["PL9-1: sự kiện: sau khi có hướng dẫn của Bộ"]
        due = found["PL9-1: Kế hoạch chi tiết"]
        assert happened.decoded("dtstart") == date(2022, 2, 10)
        assert due.decoded("dtstart") == date(2022, 4, 30)
        office.press("minh", "Hoàn tác")
        assert {str(one["status"]) for one in of_plan(office, "90").values()} == {"CANCELLED"}
        assert {one["uid"] for one in of_plan(office, "90").values()} == {happened["uid"], due["uid"]}

    def test_milestones_are_days_of_their_own(self, office: Stage) -> None:
        steps = (Milestone("Dự thảo", date(2022, 4, 15)), Milestone("Trình", date(2022, 5, 1)))
        with office.transaction() as tx:
            task = Task("PL9-1", "1", "9", "Đề án", (KHDT,), due=date(2022, 6, 30), milestones=steps)
            plans.add(tx, PlanDocument("90/KH-UBND", date(2022, 1, 20), "UBND tỉnh", "Kế hoạch", (task,)))
        found = of_plan(office, "90")
        assert list(found) == ["PL9-1: Dự thảo", "PL9-1: Trình", "PL9-1: Đề án"]
        assert [one.decoded("dtstart") for one in found.values()][:2] == [step.due for step in steps]
        assert len({one["uid"] for one in found.values()}) == 3

    def test_what_an_agency_passes_on_is_cancelled_in_its_own_calendar_and_lives_in_the_other(
        self, office: Stage
    ) -> None:
        before = {e["uid"] for e in in_file(office.say("tai", f"/lich {KHDT}"), "tai")}
        change(office, f"/cosquan gộp {KHDT} vào {TAICHINH} từ 01/3/2022 theo 1/NQ-HĐND ngày 01/02/2022")
        office.at("2022-03-02T09:00")

        def read(name: str) -> list[Event]:
            def reading(tx: Transaction) -> bytes:
                found = agencies.by_name(tx, name)
                assert found is not None
                return calendar_file("x", agenda.of_agency(tx, found.id))

            return Calendar.from_ical(office.look(reading)).walk("VEVENT")  # type: ignore[no-any-return]

        now = {e["uid"]: str(e["status"]) for e in read(TAICHINH)}
        assert {now[uid] for uid in before} == {"CONFIRMED"}
        assert {e["uid"] for e in read(KHDT)} == before

    def test_what_was_cancelled_long_ago_leaves_the_calendar(self, office: Stage) -> None:
        with office.transaction() as tx:
            plans.close(tx, 1, plans.Source())
        assert of_plan(office)
        office.script.clock.turn_to(office.now.replace(year=2023, month=6))
        assert of_plan(office) == {}


class TestALink:
    """For good, and its owner's."""

    def test_it_opens_what_the_file_has_years_later_too(self, office: Stage) -> None:
        token = linked(office)
        office.script.clock.turn_to(office.now.replace(year=2025))
        found = opened(office, token)
        assert found.name == f"Lịch thời hạn {KHDT}"
        assert {one.lead for one in found.occasions} == {KHDT}

    def test_asking_again_shows_the_same_link(self, office: Stage) -> None:
        token = linked(office)
        assert token in office.say("lan", "/lich").text("lan")
        assert token not in office.say("hoa", f"/lich {KHDT}").text("hoa")

    def test_its_owner_revokes_it_and_a_new_one_is_another(self, office: Stage) -> None:
        token = linked(office)
        office.say("lan", "/lich")
        assert "Đã thu hồi" in office.press("lan", "Thu hồi liên kết").text("lan")
        with pytest.raises(ExpiredError):
            opened(office, token)
        assert linked(office) != token

    def test_nobody_else_revokes_it(self, office: Stage) -> None:
        token = linked(office)
        for who in ("hoa", "minh", "an"):
            with scene(office) as begun:
                assert "không phải của anh/chị" in begun.press(who, "cal:off:1")
        assert opened(office, token).occasions

    @pytest.mark.parametrize("leave", ["/roi", "/xoadulieu"])
    def test_it_ends_with_the_seat(self, office: Stage, leave: str) -> None:
        token = linked(office)
        shown = office.say("lan", leave)
        assert opened(office, token)
        while (labels := shown.labels("lan")) and "/dangky" not in shown.text("lan"):
            shown = office.press("lan", labels[0])
        with pytest.raises(LinkError):
            opened(office, token)

    @pytest.mark.parametrize("change", [lambda t: t[:-1], lambda t: "9" + t, lambda t: t + "A", lambda t: ""])
    def test_an_altered_one_opens_nothing(self, office: Stage, change: Any) -> None:
        token = linked(office)
        with pytest.raises(LinkError):
            opened(office, change(token))

    def test_one_link_s_signature_opens_no_other(self, office: Stage) -> None:
        first = linked(office)
        linked(office, "hoa")
        with pytest.raises(LinkError):
            opened(office, "2" + first[1:])

    def test_it_is_among_what_is_kept_of_its_owner(self, office: Stage) -> None:
        linked(office)

        def kept(tx: Transaction) -> Any:
            return personal.everything(tx, people.identify(tx, "console", "lan", "lan"))["calendar_links"]

        (link,) = office.look(kept)
        assert (link["agency"], link["plan"], link["revoked_at"]) == (KHDT, None, None)

    @pytest.mark.parametrize("data", ["cal", "cal:on", "cal:on::", "cal:on:99:", "cal:off:7", "cal:on:x:"])
    def test_a_forged_button_makes_no_link(self, office: Stage, data: str) -> None:
        served(office)
        with scene(office) as begun:
            assert calendars.PATH + "1-" not in begun.press("lan", data)
            assert calendar_links.get(begun.tx, 1) is None
