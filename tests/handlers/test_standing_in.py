"""/lamthay: somebody stands in from day to day, acts and is reminded in that place, and stops by the calendar."""

from __future__ import annotations

import pytest

from dieuphoi.handlers.messages import Event
from tests.handlers.office import CODE, happen, part, standing
from tests.handlers.reorganising import MERGE, change
from tests.handlers.test_focal_points import arrives, code_in
from tests.handlers.test_invitations import agencies_of
from tests.stage import KHDT, TAICHINH, Stage

LAN, HOA = "Trần Thị Lan", "Lê Thị Hoa"


def code_from_lan(stage: Stage, days: str = "từ 16/2 đến 18/2") -> str:
    stage.say("lan", f"/lamthay {days}")
    return code_in(stage.press("lan", "Tạo mã mời").text("lan"))


@pytest.fixture
def stood_in(each_office: Stage) -> Stage:
    """mai stands in for lan from Wednesday 16 to Friday 18 February."""
    arrives(each_office, "mai", code_from_lan(each_office))
    return each_office


class TestByCode:
    """Somebody whom the bot does not know yet."""

    def test_all_are_told_and_nothing_may_be_done_before_the_first_day(self, office: Stage) -> None:
        code = code_from_lan(office)
        for text in (code, "đồng ý", "Vũ Thị Mai", "Chuyên viên"):
            office.say("mai", text)
        told = office.press("mai", "Bỏ qua")
        assert "từ 16/02/2022 đến hết 18/02/2022" in told.text("mai")
        assert "Vũ Thị Mai làm thay anh/chị" in told.text("lan")
        assert f"Vũ Thị Mai làm thay {LAN}" in told.text("minh")
        assert agencies_of(office, "mai") == []
        assert "Đến ngày đầu bot sẽ nhắn" in office.say("mai", "PL1-4 70%").text("mai")
        assert standing(office, "PL1-4") == "not_started"

    def test_the_coordinator_reads_in_whose_place_something_is_done(self, stood_in: Stage) -> None:
        stood_in.at("2022-02-16T08:30")
        told = stood_in.say("mai", "PL1-4 đã ban hành").text("minh")
        assert f"Vũ Thị Mai (Chuyên viên) (làm thay {LAN})" in told

    def test_from_the_first_day_they_act_and_the_log_names_both(self, stood_in: Stage) -> None:
        morning = stood_in.at("2022-02-16T08:30")
        assert f"anh/chị làm thay {LAN}" in morning.text("mai")
        assert "Đã ghi nhận" in stood_in.say("mai", "PL1-4 70%").text("mai")
        assert f"Vũ Thị Mai (làm thay {LAN}): đang thực hiện; 70%" in stood_in.say(
            "minh", "/lichsu PL1-4"
        ).text("minh")
        asked = stood_in.say("lan", "PL1-4 75%").text("lan")
        assert f"Ngay trước đó: 08:30 ngày 16/02/2022, Vũ Thị Mai (làm thay {LAN})" in asked

    def test_it_ends_by_itself_and_both_are_told(self, stood_in: Stage) -> None:
        stood_in.at("2022-02-18T17:00")
        assert agencies_of(stood_in, "mai") == [KHDT]
        stood_in.at("2022-02-19T00:01")
        assert agencies_of(stood_in, "mai") == []
        assert "Đã ghi nhận" not in stood_in.say("mai", "PL1-4 70%").text("mai")
        monday = stood_in.at("2022-02-21T08:30")
        assert "thôi làm thay" in monday.text("mai")
        assert "tin nhắc lại đến anh/chị" in monday.text("lan")
        assert stood_in.at("2022-02-22T08:30").to("mai") == []

    def test_it_is_no_seat_to_hand_over_or_to_lend_on(self, stood_in: Stage) -> None:
        stood_in.at("2022-02-16T08:30")
        assert not CODE.search(stood_in.say("mai", "/bangiao").text("mai"))
        agency = part(stood_in, "PL1-4").agency_id
        (told,) = happen(stood_in, "mai", Event.PRESSED, pressed=f"hand:{agency}")
        assert not CODE.search(told.text)
        assert "không có đầu mối nào" in stood_in.say("mai", f"/lamthay {KHDT} 1 tuần").text("mai")

    def test_a_code_is_void_once_the_seat_is_gone(self, office: Stage) -> None:
        code = code_from_lan(office)
        office.say("minh", f"/daumoi {KHDT}")
        office.press("minh", f"Cho {LAN} thôi")
        office.press("minh", "Chuyển công tác")
        assert "hết hiệu lực" in office.say("mai", code).text("mai")
        assert agencies_of(office, "mai") == []

    def test_a_code_can_be_used_as_long_as_the_days_last(self, office: Stage) -> None:
        code = code_from_lan(office)
        office.at("2022-02-19T08:00")
        assert "hết hiệu lực" in office.say("mai", code).text("mai")


class TestReminders:
    """They go to who is there."""

    def test_they_come_to_who_stands_in_and_not_to_who_is_away(self, office: Stage) -> None:
        arrives(office, "mai", code_from_lan(office, "từ 1/3 đến 4/3"))
        morning = office.at("2022-03-01T08:00")
        assert "PL1-4" in morning.text("mai")
        assert "Nhắc việc" not in morning.text("lan")

    def test_afterwards_they_come_back(self, office: Stage) -> None:
        arrives(office, "mai", code_from_lan(office, "từ 22/2 đến 25/2"))
        morning = office.at("2022-03-01T08:00")
        assert "PL1-4" in morning.text("lan")
        assert "PL1-4" not in morning.text("mai")


class TestByName:
    """Somebody who is registered already, for another agency."""

    def test_they_are_named_and_told(self, office: Stage) -> None:
        office.say("lan", "/lamthay đến 18/2")
        asked = office.say("lan", "le thi hoa")
        assert f"{HOA} làm thay {LAN}" in asked.text("lan")
        told = office.press("lan", "Có")
        assert f"anh/chị làm thay {LAN}" in told.text("hoa")
        assert f"{HOA} làm thay {LAN}" in told.text("minh")
        assert "Đã ghi nhận" in office.say("hoa", "PL1-4 70%").text("hoa")
        assert "làm thay" in office.say("minh", f"ai là đầu mối {KHDT}?").text("minh")
        assert f"Thay {HOA}" not in office.say("minh", f"/daumoi {KHDT}").labels("minh")

    def test_a_name_that_nobody_has_changes_nothing(self, office: Stage) -> None:
        office.say("lan", "/lamthay đến 18/2")
        assert "Chưa có ai" in office.say("lan", "Hoàng Văn Không").text("lan")
        assert "Tạo mã mời" in office.say("lan", "/lamthay đến 18/2").labels("lan")

    def test_the_coordinator_has_somebody_stand_in_for_any(self, office: Stage) -> None:
        office.say("minh", f"/lamthay {TAICHINH}")
        office.say("minh", "16/2 đến 18/2")
        office.say("minh", HOA)
        told = office.press("minh", "Có")
        assert "làm thay anh/chị" in told.text("tai")
        assert f"{HOA} làm thay Phạm Văn Tài" in office.say("minh", "/lamthay").text("minh")


class TestEnding:
    """Before the last day."""

    @pytest.mark.parametrize("who", ["lan", "mai", "minh"])
    def test_either_or_the_coordinator_ends_it(self, office: Stage, who: str) -> None:
        arrives(office, "mai", code_from_lan(office, "đến 18/2"))
        assert agencies_of(office, "mai") == [KHDT]
        office.say(who, "/lamthay")
        told = office.press(who, "Kết thúc: Vũ Thị Mai")
        assert "thôi làm thay" in told.text(who)
        assert agencies_of(office, "mai") == []
        for other in {"lan", "mai", "minh"} - {who}:
            assert "thôi làm thay" in told.text(other)

    def test_nobody_else_does(self, office: Stage) -> None:
        arrives(office, "mai", code_from_lan(office, "đến 18/2"))
        for number in range(1, 9):
            happen(office, "hoa", Event.PRESSED, pressed=f"ie:{number}")
        assert agencies_of(office, "mai") == [KHDT]

    def test_it_ends_with_the_seat(self, office: Stage) -> None:
        arrives(office, "mai", code_from_lan(office, "đến 18/2"))
        office.say("lan", "/roi")
        told = office.press("lan", KHDT)
        assert "thôi làm thay" in told.text("mai")
        assert agencies_of(office, "mai") == []

    def test_it_ends_where_either_deletes_their_data(self, office: Stage) -> None:
        arrives(office, "mai", code_from_lan(office, "đến 18/2"))
        office.say("mai", "/xoadulieu")
        office.press("mai", "Xóa dữ liệu của tôi")
        told = office.press("mai", "Xóa hẳn")
        assert "Người làm thay anh/chị" in told.text("lan")
        assert "Vũ Thị Mai" not in told.text("lan")
        assert agencies_of(office, "mai") == []

    def test_it_goes_along_where_the_seat_moves(self, office: Stage) -> None:
        arrives(office, "mai", code_from_lan(office, "từ 28/2 đến 11/3"))
        change(office, MERGE)
        asked = office.at("2022-03-01T08:30")
        assert asked.labels("lan"), asked.text("lan")
        assert agencies_of(office, "mai") == [KHDT]
        office.press("lan", asked.labels("lan")[0])
        assert TAICHINH in agencies_of(office, "mai")
        assert "Đã ghi nhận" in office.say("mai", "PL1-4 70%").text("mai")
        office.at("2022-03-12T00:01")
        assert agencies_of(office, "mai") == []

    def test_another_named_for_the_same_days_takes_the_place(self, office: Stage) -> None:
        arrives(office, "mai", code_from_lan(office, "đến 18/2"))
        office.say("lan", "/lamthay đến 17/2")
        office.say("lan", HOA)
        told = office.press("lan", "Có")
        assert agencies_of(office, "mai") == []
        assert "thôi làm thay" in told.text("mai")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("từ 16/2 đến 18/2", "16/02/2022 đến hết 18/02/2022"),
        ("từ ngày 16/2 đến hết ngày 18/2", "16/02/2022 đến hết 18/02/2022"),
        ("16/2 - 18/2", "16/02/2022 đến hết 18/02/2022"),
        ("đến 18/2", "15/02/2022 đến hết 18/02/2022"),
        ("2 tuần", "15/02/2022 đến hết 01/3/2022"),
        ("từ 1/10 đến 5/10", "không quá"),
        ("linh tinh", "Nhắn ví dụ"),
    ],
)
def test_days_as_people_type_them(office: Stage, typed: str, said: str) -> None:
    assert said in office.say("lan", f"/lamthay {typed}").text("lan")


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("hoàn tác", "hoàn tác"),
        ("PL1-4 70%", "Đã ghi nhận"),
        ("cảm ơn bot", "không có gì"),
        ("quý này có việc gì", "Quý I"),
    ],
)
def test_what_is_no_name_leaves_the_question_who(office: Stage, said: str, answer: str) -> None:
    asked = office.say("lan", "/lamthay từ 1/3 đến 15/3")
    assert "Ai làm thay" in asked.text("lan")
    heard = office.say("lan", said)
    assert answer in heard.text("lan")
    assert "Chưa có ai đăng ký với họ tên này" not in heard.text("lan")
