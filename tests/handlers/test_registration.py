"""Becoming a focal point, step by step, with all that people do on the way."""

from __future__ import annotations

import pytest

from dieuphoi.bot.office_setup import make_coordinator
from dieuphoi.handlers.messages import Attachment, Contact, Event
from dieuphoi.storage import agencies, people, registrations
from tests.handlers.office import happen, joined
from tests.stage import KHDT, TAICHINH, Stage


def to_the_phone(stage: Stage, who: str = "lan", agency: str = "Sở KHĐT") -> None:
    for text in ("/dangky", "đồng ý", agency, "Trần Thị Lan", "Chuyên viên"):
        stage.say(who, text)


def to_the_agency(stage: Stage) -> None:
    stage.say("lan", "/dangky")
    stage.press("lan", "Đồng ý")


def focals(stage: Stage, agency: str) -> list[str]:
    def read(tx):  # type: ignore[no-untyped-def]
        return [focal.full_name for focal in people.focals(tx, [agencies.by_name(tx, agency).id])]

    return stage.look(read)


def test_an_agency_is_chosen_by_its_button(stage: Stage) -> None:
    stage.say("lan", "alo")
    stage.press("lan", "Đồng ý")
    assert "2/4. Họ và tên" in stage.press("lan", KHDT).text("lan")


@pytest.mark.parametrize(
    "typed",
    ["Sở Kế hoạch và Đầu tư", "so ke hoach va dau tu", "SKHĐT", "sở khđt", "So KH&DT", "sở kế hoạch đầu tư"],
)
def test_an_agency_is_found_however_it_is_typed(stage: Stage, typed: str) -> None:
    to_the_agency(stage)
    heard = stage.say("lan", typed).text("lan")
    assert KHDT in heard
    assert "2/4" in heard


def test_an_ambiguous_name_is_asked_about_with_buttons(stage: Stage) -> None:
    to_the_agency(stage)
    asked = stage.say("lan", "huyện hàm thuận")
    assert {"UBND huyện Hàm Thuận Bắc", "UBND huyện Hàm Thuận Nam"} <= set(asked.labels("lan"))
    assert "2/4" in stage.press("lan", "UBND huyện Hàm Thuận Nam").text("lan")


def test_an_unknown_agency_is_said_to_be_unknown_and_asked_for_again(stage: Stage) -> None:
    to_the_agency(stage)
    heard = stage.say("lan", "Công ty Mặt Trời <b>xyz</b>")
    assert "Chưa rõ cơ quan “Công ty Mặt Trời <b>xyz</b>”" in heard.text("lan")
    assert "1/4" in heard.text("lan")


@pytest.mark.parametrize(
    "name", ["Lan\u200b\x00\x07 Trần", "Nguyễn\n\nThị  Lan", "H’Hen Niê", "K'Sor Phước", "Lê A", "An"]
)
def test_a_name_is_kept_by_its_letters_alone(stage: Stage, name: str) -> None:
    to_the_agency(stage)
    stage.say("lan", "Sở KHĐT")
    stage.say("lan", name)
    stage.say("lan", "Chuyên viên")
    told = stage.press("lan", "Bỏ qua").text("minh")
    shown = " ".join("".join(c for c in name if c.isprintable() or c.isspace()).split())
    assert f"{shown} (Chuyên viên)" in told
    assert stage.press("minh", "Duyệt").to("lan")
    assert focals(stage, KHDT) == [shown]


@pytest.mark.parametrize(
    "name",
    [
        "x",
        "12345",
        "a" * 81,
        "…",
        "<b>Lan</b>",
        "Lan 2",
        "lan@x.vn",
        "[Lan](http://y)",
        "_Lan_",
        "a.b.c/d",
        ". An",
    ],
)
def test_what_is_no_name_is_asked_for_again(stage: Stage, name: str) -> None:
    to_the_agency(stage)
    stage.say("lan", "Sở KHĐT")
    assert "từ 2 đến 80 ký tự" in stage.say("lan", name).text("lan")
    assert "3/4" in stage.say("lan", "Trần Thị Lan").text("lan")


def test_only_ones_own_contact_is_taken(stage: Stage) -> None:
    to_the_phone(stage)
    (refused,) = happen(stage, "lan", contact=Contact("+84900000001", own=False))
    assert "số của người khác" in refused.text
    sent = happen(stage, "lan", contact=Contact("+84900000002", own=True))
    assert any("+84900000002" in message.text for message in sent if message.to.id == "minh")


@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        ("0900 000 003", True),
        ("........", False),
        ("12", False),
        ("+84-900.000.004", True),
        ("9" * 20, False),
        ("0252 3 821 234", True),
        ("024 3 821 2345", True),
        ("84 900 000 005", True),
        ("0100 000 000", False),
        ("+1 202 555 0100", False),
        ("09000000031", False),
        ("không", True),
    ],
)
def test_a_phone_number_is_a_vietnamese_one_or_is_left_out(stage: Stage, typed: str, taken: bool) -> None:
    to_the_phone(stage)
    heard = stage.say("lan", typed)
    assert bool(heard.to("minh")) is taken
    assert ("Số điện thoại Việt Nam" in heard.text("lan")) is not taken


def test_the_contact_button_asks_to_type_where_the_channel_has_no_contacts(stage: Stage) -> None:
    to_the_phone(stage)
    assert "gõ số điện thoại" in stage.press("lan", "Gửi số của tôi").text("lan")
    assert "0900000005" in stage.say("lan", "0900000005").text("minh")


@pytest.mark.parametrize(
    "aside", ["quý này có việc gì đến hạn?", "PL1-4 đã trình", "bot nay lam gi vay", "ai vậy?"]
)
def test_a_question_on_the_way_is_no_position(stage: Stage, aside: str) -> None:
    for text in ("/dangky", "đồng ý", "Sở KHĐT", "Trần Thị Lan", aside):
        heard = stage.say("lan", text)
    assert "4/4" not in heard.text("lan")
    stage.say("lan", "Báo cáo viên")
    assert "Trần Thị Lan (Báo cáo viên)" in stage.press("lan", "Bỏ qua").text("lan")


def test_on_the_way_nothing_is_lost_by_a_photo_an_edit_or_a_command(stage: Stage) -> None:
    to_the_phone(stage)
    assert happen(stage, "lan", Event.EDITED, text="Trần Thị Lan Anh") == []
    assert (
        "4/4" in happen(stage, "lan", attachment=Attachment("photo", "a.jpg", size=3, content=b"abc"))[0].text
    )
    assert "4/4" in stage.say("lan", "/quynay").text("lan")
    assert "Trần Thị Lan (Chuyên viên)" in stage.press("lan", "Bỏ qua").text("minh")


def test_whoever_waits_is_told_so_and_a_second_request_takes_the_place_of_the_first(stage: Stage) -> None:
    to_the_phone(stage)
    stage.press("lan", "Bỏ qua")
    waiting = stage.say("lan", "có ai không?")
    assert "đang chờ điều phối duyệt" in waiting.text("lan")
    stage.press("lan", "Đăng ký lại")
    for text in ("Sở Tài chính", "Trần Thị Lan", "Kế toán"):
        stage.say("lan", text)
    stage.press("lan", "Bỏ qua")
    assert len(stage.look(registrations.waiting)) == 1
    assert stage.say("minh", "/choduyet").labels("minh") == ["Duyệt", "Từ chối"]
    stage.press("minh", "Duyệt")
    assert (focals(stage, KHDT), focals(stage, TAICHINH)) == ([], ["Trần Thị Lan"])


def test_a_request_is_decided_once_whoever_of_two_coordinators_presses_first(each_stage: Stage) -> None:
    stage = each_stage
    with stage.transaction() as tx:
        make_coordinator(tx, "console", "thu")
    to_the_phone(stage)
    sent = stage.press("lan", "Bỏ qua")
    assert sent.labels("minh") == sent.labels("thu") == ["Duyệt", "Từ chối"]
    assert stage.press("minh", "Duyệt").to("lan")
    late = stage.press("thu", "Từ chối")
    assert "đã được xử lý trước đó" in late.text("thu")
    assert late.to("lan") == []
    assert focals(stage, KHDT) == ["Trần Thị Lan"]


def test_pressing_approve_twice_lets_in_once(stage: Stage) -> None:
    to_the_phone(stage)
    data = stage.press("lan", "Bỏ qua").to("minh")[0]
    stage.press("minh", "Duyệt", reply_to=data.id)
    assert "đã được xử lý" in happen(stage, "minh", Event.PRESSED, pressed="in:1")[0].text
    assert focals(stage, KHDT) == ["Trần Thị Lan"]


def test_who_is_declined_hears_what_to_do_and_may_ask_again(stage: Stage) -> None:
    to_the_phone(stage)
    stage.press("lan", "Bỏ qua")
    declined = stage.press("minh", "Từ chối")
    assert "/dangky" in declined.text("lan")
    assert "1/4" in stage.say("lan", "/dangky").text("lan")
    assert focals(stage, KHDT) == []


@pytest.mark.parametrize("who", ["lan", "tai", "an"])
def test_nobody_but_the_coordinator_decides(office: Stage, who: str) -> None:
    to_the_phone(office, "mai", "Sở Y tế")
    office.press("mai", "Bỏ qua")
    for data in ("in:1", "out:1"):
        (refused,) = happen(office, who, Event.PRESSED, pressed=data)
        assert "Chỉ điều phối" in refused.text
    (in_group,) = happen(office, "minh", Event.PRESSED, chat="group", pressed="in:1")
    assert "trò chuyện riêng" in in_group.text
    assert len(office.look(registrations.waiting)) == 1


def test_registering_is_for_private_chats(office: Stage) -> None:
    assert "nhắn riêng" in office.say_in_group("mai", "/dangky Sở Y tế").text("group")
    for data in ("again", "a:1"):
        assert "nhắn riêng" in happen(office, "mai", Event.PRESSED, chat="group", pressed=data)[0].text


def test_a_focal_point_may_answer_for_a_second_agency_without_saying_everything_again(office: Stage) -> None:
    heard = office.say("lan", "/dangky Sở Y tế")
    assert "Trần Thị Lan" in heard.text("minh")
    office.press("minh", "Duyệt")
    assert "đã là đầu mối của Sở Y tế" in office.say("lan", "/dangky Sở Y tế").text("lan")
    assert focals(office, KHDT) == focals(office, "Sở Y tế") == ["Trần Thị Lan"]


def test_every_focal_point_of_an_agency_reports_and_hears_of_it(office: Stage) -> None:
    joined(office, "nam", KHDT)
    assert "Đã ghi nhận" in office.say("nam", "PL1-4 đã ban hành").text("nam")
    confirmed = office.press("minh", "Xác nhận")
    assert confirmed.to("lan")
    assert confirmed.to("nam")


def test_without_a_coordinator_a_request_is_kept(sqlite_url: str) -> None:
    from tests.conftest import START

    stage = Stage(sqlite_url, START)
    to_the_phone(stage)
    assert "chưa có điều phối" in stage.press("lan", "Bỏ qua").text("lan")
    assert len(stage.look(registrations.waiting)) == 1
    stage.close()


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("vo thi b", "Vo Thi B"),
        ("VÕ THỊ  B", "Võ Thị B"),
        ("võ thị b", "Võ Thị B"),
        ("Võ Thị bé", "Võ Thị bé"),
        ("H’Hen", "H’Hen"),
    ],
)
def test_a_name_typed_in_haste_is_written_with_capitals(office: Stage, typed: str, written: str) -> None:
    for said in ("/dangky Sở Y tế", "đồng ý", typed, "chuyên viên", "không"):
        heard = office.say("nga", said)
    assert f"{written} (Chuyên viên)" in heard.text("minh")
