"""The coordination group: bound, left, joined again, moved; and what is said in groups by people of all kinds."""

from __future__ import annotations

import pytest

from dieuphoi.handlers.messages import Event
from dieuphoi.storage import dialogues, people, rooms
from dieuphoi.storage.database import Transaction
from tests.handlers.office import entries, happen, larger_plan
from tests.stage import Stage


def bound(stage: Stage) -> list[str]:
    def read(tx: Transaction) -> list[str]:
        return [room.external_id for room in rooms.of_plan(tx, 1)]

    return stage.look(read)


def test_the_coordinator_binds_and_unbinds(stage: Stage) -> None:
    assert "Nhóm đã được gắn với Kế hoạch 4506/KH-UBND" in stage.say_in_group("minh", "/gannhom").text(
        "group"
    )
    assert bound(stage) == ["group"]
    assert "thôi gắn" in stage.say_in_group("minh", "/gonhom").text("group")
    assert bound(stage) == []
    assert "chưa gắn" in stage.say_in_group("minh", "/quynay").text("group")


def test_binding_twice_posts_once(stage: Stage) -> None:
    for _time in range(2):
        stage.say_in_group("minh", "/gannhom")
    assert bound(stage) == ["group"]


@pytest.mark.parametrize("who", ["lan", "an", "khach"])
def test_nobody_else_binds_or_unbinds(office: Stage, who: str) -> None:
    for command in ("/gonhom", "/gannhom"):
        assert "Chỉ điều phối" in office.say_in_group(who, command).text("group")
    assert bound(office) == ["group"]


def test_binding_is_said_in_the_group_not_in_private(office: Stage) -> None:
    assert "trong nhóm điều phối" in office.say("minh", "/gannhom").text("minh")


def test_of_several_plans_the_one_is_chosen_or_named(stage: Stage) -> None:
    larger_plan(stage)
    assert stage.say_in_group("minh", "/gannhom").labels("group") == ["4506/KH-UBND", "77/KH-UBND"]
    assert "Chỉ điều phối" in stage.press("khach", "77/KH-UBND", chat="group").text("group")
    assert "gắn với Kế hoạch 77/KH-UBND" in stage.press("minh", "77/KH-UBND", chat="group").text("group")
    assert "PL3-1" in stage.say_in_group("khach", "/quy 2").text("group")
    assert "Không có kế hoạch 99" in stage.say_in_group("minh", "/gannhom 99").text("group")
    assert "4506/KH-UBND" in stage.say_in_group("minh", "/gannhom 4506").text("group")


def test_a_removed_bot_tells_the_coordinator_and_is_bound_anew_when_it_is_back(office: Stage) -> None:
    told = happen(office, "an", Event.REMOVED, chat="group")
    assert [m.to.id for m in told] == ["minh"]
    assert "đưa ra khỏi nhóm “group”" in told[0].text
    assert bound(office) == []
    assert office.at("2022-03-14T08:00").to("group") == []
    (greeting,) = happen(office, "an", Event.ADDED, chat="group")
    assert "/gannhom" in greeting.text
    assert "PL1-4" in office.say_in_group("minh", "/gannhom").text("group")
    assert bound(office) == ["group"]


def test_being_removed_from_a_group_that_was_never_bound_is_no_news(office: Stage) -> None:
    assert happen(office, "an", Event.REMOVED, chat="other") == []


def test_a_group_that_moves_takes_its_plan_its_questions_and_its_totals_along(each_office: Stage) -> None:
    office = each_office
    office.say_in_group("lan", "PL1-4 70%")
    office.say_in_group("lan", "PL1-4 30%")
    office.say_in_group("minh", "/tongketqua")
    with office.transaction() as tx:  # somebody was quick to bind the new group by hand
        rooms.bind(tx, "console", "new", None, None, 1, None)
    assert happen(office, "lan", Event.MIGRATED, chat="group", new_chat_id="new") == []
    assert bound(office) == ["new"]
    question = office.look(lambda tx: dialogues.current(tx, "console:new:lan"))
    assert question.step == "sure"
    assert any(
        "Đã ghi nhận" in m.text
        for m in happen(office, "lan", Event.PRESSED, chat="new", pressed=f"y:{question.mark}")
    )
    assert any("Thay đổi từ" in m.text for m in happen(office, "minh", chat="new", text="/tongketqua"))


def test_a_blocked_focal_point_is_reported_to_the_coordinator_and_reached_again_by_writing(
    office: Stage,
) -> None:
    told = happen(office, "lan", Event.BLOCKED)
    assert [m.to.id for m in told] == ["minh"]
    assert "Trần Thị Lan" in told[0].text
    lan = office.look(lambda tx: people.identify(tx, "console", "tai", "tai")).person_id
    assert office.look(lambda tx: people.accounts(tx, [lan]))
    office.say("lan", "/quynay")
    assert "PL1-4" in office.say("lan", "PL1-4 70%").text("lan")


def test_a_blocked_stranger_is_no_news(office: Stage) -> None:
    assert happen(office, "khach", Event.BLOCKED) == []


def test_in_an_unbound_group_the_bot_answers_only_when_spoken_to_and_says_what_is_missing(
    stage: Stage,
) -> None:
    assert "/gannhom" in stage.say_in_group("khach", "@bot quý này có gì").text("group")
    assert stage.say_in_group("khach", "PL1-4 đã trình").messages == []
    assert "Không có lệnh" in stage.say_in_group("khach", "/khongco").text("group")


@pytest.mark.parametrize(
    "text",
    [
        "anh em ơi PL1-4 đã trình chưa nhỉ",
        "chị Hoa ơi gửi em PL1-7 nhé",
        "haha",
        "PL1-1 đã trình",
        "😀",
        "a" * 9_000,
    ],
)
def test_talk_between_people_in_the_group_records_nothing(office: Stage, text: str) -> None:
    office.say_in_group("lan", text)
    assert entries(office) == 0


def test_a_focal_points_plain_report_in_the_group_counts_unaddressed(office: Stage) -> None:
    assert "Đã ghi nhận" in office.say_in_group("lan", "PL1-4 đã trình UBND tỉnh").text("group")


def test_no_phone_number_is_ever_shown_in_the_group(office: Stage) -> None:
    with office.transaction() as tx:
        account = people.identify(tx, "console", "lan", "lan")
        people.add(tx, account.address_id, "Trần Thị Lan", phone="0900000009")
    asked = "số điện thoại đầu mối Sở Kế hoạch và Đầu tư?"
    assert "0900000009" in office.say("minh", asked).text("minh")
    assert "0900000009" not in office.say_in_group("minh", "@bot " + asked).text("group")
    assert "0900000009" not in office.say("hoa", asked).text("hoa")
