"""One-time invitations, leaving, and handing one's work over."""

from __future__ import annotations

import pytest

from dieuphoi.handlers.messages import Event
from dieuphoi.storage import agencies, people, registrations
from dieuphoi.storage.database import Transaction
from tests.handlers.office import CODE, FOCALS, data_of, entries, happen, joined
from tests.stage import KHDT, TAICHINH, Stage


def code_from(stage: Stage, command: str, who: str = "minh") -> str:
    found = CODE.search(stage.say(who, command).text(who))
    assert found, command
    return found[0]


def agencies_of(stage: Stage, who: str) -> list[str]:
    def read(tx: Transaction) -> list[str]:
        return [agency.name for agency in people.identify(tx, "console", who, who).agencies]

    return stage.look(read)


def role_of(stage: Stage, who: str) -> str | None:
    return stage.look(lambda tx: people.identify(tx, "console", who, who).role)


def arrive(stage: Stage, who: str, code: str) -> str:
    stage.say(who, f"/start {code}")
    stage.press(who, "Đồng ý")
    stage.say(who, "Vũ Thị Mai")
    stage.say(who, "Chuyên viên")
    return stage.press(who, "Bỏ qua").text(who)


def test_an_agencys_code_lets_a_stranger_in_without_waiting(office: Stage) -> None:
    code = code_from(office, "/moi Sở Y tế")
    assert "đã là đầu mối của Sở Y tế" in arrive(office, "mai", code)
    assert agencies_of(office, "mai") == ["Sở Y tế"]


def test_a_code_works_once(each_office: Stage) -> None:
    office = each_office
    code = code_from(office, "/moi Sở Y tế")
    arrive(office, "mai", code)
    assert "đã được dùng" in office.say("nam", code).text("nam")
    assert agencies_of(office, "nam") == []


def test_of_two_who_begin_with_one_code_the_first_to_finish_is_let_in(office: Stage) -> None:
    code = code_from(office, "/moi Sở Y tế")
    office.say("nam", code.lower())
    office.say("nam", "đồng ý")
    arrive(office, "mai", code)
    office.say("nam", "Nguyễn Nam")
    office.say("nam", "Chuyên viên")
    assert "đã được dùng" in office.press("nam", "Bỏ qua").text("nam")
    assert (agencies_of(office, "mai"), agencies_of(office, "nam")) == (["Sở Y tế"], [])


@pytest.mark.parametrize(("moment", "valid"), [("2022-02-22T08:59", True), ("2022-02-22T09:01", False)])
def test_a_code_is_valid_for_seven_days(office: Stage, moment: str, valid: bool) -> None:
    code = code_from(office, "/moi Sở Y tế")
    office.at(moment)
    assert ("có đồng ý" in office.say("mai", code).text("mai")) is valid


def test_a_code_that_expires_while_its_questions_are_answered_lets_nobody_in(office: Stage) -> None:
    code = code_from(office, "/moi Sở Y tế")
    office.at("2022-02-22T08:59")
    office.say("mai", code)
    office.say("mai", "đồng ý")
    office.at("2022-02-22T09:30")
    office.say("mai", "Vũ Thị Mai")
    office.say("mai", "Chuyên viên")
    assert "hết hiệu lực" in office.press("mai", "Bỏ qua").text("mai")
    assert agencies_of(office, "mai") == []


def test_a_code_in_the_group_is_refused_and_stays_good(office: Stage) -> None:
    code = code_from(office, "/moi Sở Y tế")
    assert "trò chuyện riêng" in office.say_in_group("mai", f"/start {code}").text("group")
    assert office.say_in_group("mai", f"mã của tôi {code}").to("group") == []
    assert "đã là đầu mối" in arrive(office, "mai", code)


def test_a_known_person_is_let_in_at_once(office: Stage) -> None:
    heard = office.say("lan", code_from(office, "/moi Sở Tài chính"))
    assert TAICHINH in heard.text("lan")
    assert agencies_of(office, "lan") == [KHDT, TAICHINH]
    assert "Trần Thị Lan" in heard.text("minh")


def test_the_coordinators_code_makes_a_coordinator(office: Stage) -> None:
    heard = office.say("lan", code_from(office, "/moi điều phối"))
    assert "/gannhom" in heard.text("lan")
    assert (role_of(office, "lan"), agencies_of(office, "lan")) == ("coordinator", [KHDT])
    assert "Lời mời" in office.say("lan", "/moi lãnh đạo").text("lan")


@pytest.mark.parametrize("command", ["/moi lãnh đạo", "/moi điều phối"])
def test_a_coordinator_who_tries_their_own_invitation_stays_coordinator(office: Stage, command: str) -> None:
    code = code_from(office, command)
    assert "chưa bị dùng" in office.say("minh", code).text("minh")
    assert role_of(office, "minh") == "coordinator"
    office.say("lan", code)
    assert role_of(office, "lan") in ("leader", "coordinator")


def test_an_invitation_settles_a_request_that_waits(office: Stage) -> None:
    for text in ("/dangky Sở Y tế", "đồng ý", "Vũ Thị Mai", "Chuyên viên", "không"):
        office.say("mai", text)
    assert "đã là đầu mối" in arrive(office, "mai", code_from(office, "/moi Sở Y tế"))
    assert office.look(registrations.waiting) == []
    assert "đã được xử lý" in office.press("minh", "Duyệt").text("minh")


@pytest.mark.parametrize(
    ("who", "chat"), [("lan", "private"), ("an", "private"), ("mai", "private"), ("minh", "group")]
)
def test_only_the_coordinator_invites_and_in_private(office: Stage, who: str, chat: str) -> None:
    heard = office.say(who, "/moi Sở Y tế", chat=chat)
    assert not CODE.search("".join(message.text for message in heard.messages))


@pytest.mark.parametrize(
    ("argument", "said"), [("", "Mời ai"), ("Sở Trời", "Chưa rõ"), ("huyện Hàm Thuận", "Hàm Thuận Nam")]
)
def test_an_invitation_needs_one_sure_agency(office: Stage, argument: str, said: str) -> None:
    heard = office.say("minh", f"/moi {argument}").text("minh")
    assert said in heard
    assert not CODE.search(heard)


def test_whoever_leaves_can_do_nothing_for_the_agency_any_more(office: Stage) -> None:
    office.say("lan", "PL1-4 50%")
    office.say("lan", "/roi")
    left = office.press("lan", KHDT)
    assert "thôi làm đầu mối" in left.text("lan")
    assert "hiện chưa có đầu mối" in left.text("minh")
    before = entries(office)
    for play in (
        lambda: office.press("lan", "Hoàn tác PL1-4"),
        lambda: office.say("lan", "PL1-4 đã trình"),
        lambda: office.say("lan", "/hoantac"),
    ):
        assert "Đã ghi nhận" not in play().text("lan")
    assert entries(office) == before
    assert "Trần Thị Lan" in office.say("minh", "/lichsu PL1-4").text("minh")


def test_leaving_is_asked_about_and_may_be_dropped(office: Stage) -> None:
    office.say("lan", "/roi")
    assert "không có gì thay đổi" in office.press("lan", "Thôi").text("lan")
    assert agencies_of(office, "lan") == [KHDT]


def test_nobody_leaves_or_hands_over_for_an_agency_of_others(office: Stage) -> None:
    other = office.look(lambda tx: agencies.by_name(tx, TAICHINH)).id
    for action in ("go", "hand"):
        (refused,) = happen(office, "lan", Event.PRESSED, pressed=f"{action}:{other}")
        assert "không phải đầu mối" in refused.text
    assert agencies_of(office, "tai") == [TAICHINH]


def test_handing_over_changes_seats_only_when_the_code_is_used(office: Stage) -> None:
    office.say("lan", "/bangiao")
    found = CODE.search(office.press("lan", KHDT).text("lan"))
    assert found
    assert agencies_of(office, "lan") == [KHDT]
    office.say("mai", f"/start {found[0]}")
    for text in ("đồng ý", "Vũ Thị Mai", "Chuyên viên"):
        office.say("mai", text)
    done = office.press("mai", "Bỏ qua")
    assert "PL1-4" in done.text("mai")
    assert "nhận bàn giao" in done.text("lan")
    assert (agencies_of(office, "lan"), agencies_of(office, "mai")) == ([], [KHDT])


def test_who_tries_their_own_hand_over_code_keeps_the_seat(office: Stage) -> None:
    office.say("lan", "/bangiao")
    found = CODE.search(office.press("lan", KHDT).text("lan"))
    assert found
    assert "chưa bị dùng" in office.say("lan", found[0]).text("lan")
    assert agencies_of(office, "lan") == [KHDT]


def test_a_hand_over_code_is_never_shown_in_a_group(office: Stage) -> None:
    office.say("lan", "/bangiao")
    data = data_of(office, "lan", KHDT)
    said = happen(office, "lan", Event.PRESSED, chat="group", pressed=data)
    assert not CODE.search(said[0].text)
    assert "trò chuyện riêng" in office.say_in_group("lan", "/bangiao").text("group")


def test_one_of_several_focal_points_leaves_and_the_others_stay(office: Stage) -> None:
    joined(office, "nam", KHDT)
    office.say("lan", "/roi")
    assert "Số đầu mối còn lại: 1" in office.press("lan", KHDT).text("minh")
    assert "Đã ghi nhận" in office.say("nam", "PL1-4 40%").text("nam")
    assert set(FOCALS) >= {"lan", "hoa", "tai"}
