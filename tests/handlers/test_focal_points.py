"""/daumoi: a focal point is let go or replaced; who comes takes over, who goes has no say from that moment."""

from __future__ import annotations

import pytest

from dieuphoi.handlers.messages import Event
from tests.handlers.office import CODE, happen, joined, standing
from tests.handlers.test_invitations import agencies_of
from tests.stage import KHDT, TAICHINH, Stage

LAN = "Trần Thị Lan"


def arrives(stage: Stage, who: str, code: str) -> str:
    for text in (code, "đồng ý", "Vũ Thị Mai", "Chuyên viên"):
        stage.say(who, text)
    return stage.press(who, "Bỏ qua").text(who)


def code_in(text: str) -> str:
    found = CODE.search(text)
    assert found, text
    return found[0]


class TestLettingGo:
    """On leave, transferred: at once."""

    def test_it_is_asked_first_and_done_with_the_reason(self, each_office: Stage) -> None:
        office = each_office
        assert f"Cho {LAN} thôi" in office.say("minh", "/daumoi so khdt").labels("minh")
        asked = office.press("minh", f"Cho {LAN} thôi")
        assert f"Cho {LAN} thôi làm đầu mối của {KHDT}?" in asked.text("minh")
        assert agencies_of(office, "lan") == [KHDT]
        told = office.press("minh", "Chuyển công tác")
        assert agencies_of(office, "lan") == []
        assert "hiện chưa có đầu mối" in told.text("minh")
        assert "nhiệm vụ chưa xong" in told.text("minh")
        assert "Chuyển công tác" in told.text("lan")

    def test_rights_end_at_once_and_the_log_stays(self, office: Stage) -> None:
        office.say("lan", "PL1-4 40%")
        office.say("minh", f"/daumoi {KHDT}")
        office.press("minh", f"Cho {LAN} thôi")
        office.say("minh", "nghỉ thai sản đến tháng 9")
        refused = office.say("lan", "PL1-4 90%").text("lan")
        assert "Đã ghi nhận" not in refused
        assert standing(office, "PL1-4") == "in_progress"
        assert LAN in office.say("minh", "/lichsu PL1-4").text("minh")
        before = office.say("minh", f"/daumoi {KHDT}").text("minh")
        assert f"{LAN}, đến 15/02/2022" in before
        assert "nghỉ thai sản đến tháng 9" in before

    def test_a_question_that_waited_is_answered_no_more(self, office: Stage) -> None:
        asked = office.say("lan", "PL1-4 100%")
        assert asked.labels("lan")
        office.say("minh", f"/daumoi {KHDT}")
        office.press("minh", f"Cho {LAN} thôi")
        office.press("minh", "Nghỉ dài ngày")
        office.press("lan", asked.labels("lan")[0])
        office.say("lan", "đúng")
        assert standing(office, "PL1-4") == "not_started"

    def test_the_code_for_their_seat_is_good_no_more(self, office: Stage) -> None:
        office.say("lan", "/bangiao")
        code = code_in(office.press("lan", KHDT).text("lan"))
        office.say("minh", f"/daumoi {KHDT}")
        office.press("minh", f"Cho {LAN} thôi")
        office.press("minh", "Lý do khác")
        assert "hết hiệu lực" in office.say("mai", code).text("mai")

    def test_cancelling_changes_nothing_and_a_second_press_finds_it_done(self, office: Stage) -> None:
        office.say("minh", f"/daumoi {KHDT}")
        office.press("minh", f"Cho {LAN} thôi")
        office.press("minh", "Thôi")
        assert agencies_of(office, "lan") == [KHDT]
        assert "chưa thay đổi gì" in office.press("minh", "Nghỉ dài ngày").text("minh")
        office.say("lan", "/roi")
        office.press("lan", KHDT)
        assert "thay đổi" in office.press("minh", f"Cho {LAN} thôi").text("minh")

    def test_the_waiting_reminder_goes_to_whoever_is_left(self, office: Stage) -> None:
        joined(office, "nam", KHDT)
        office.say("minh", f"/daumoi {KHDT}")
        office.press("minh", f"Cho {LAN} thôi")
        office.press("minh", "Nghỉ dài ngày")
        morning = office.at("2022-03-01T08:00")
        assert morning.to("lan") == []
        assert "PL1-4" in morning.text("nam")

    def test_another_can_be_invited_from_there(self, office: Stage) -> None:
        office.say("minh", f"/daumoi {KHDT}")
        office.press("minh", f"Cho {LAN} thôi")
        office.press("minh", "Nghỉ dài ngày")
        code = code_in(office.press("minh", "Mời người mới").text("minh"))
        assert "đã là đầu mối" in arrives(office, "mai", code)


class TestReplacing:
    """The new one comes by a code."""

    def test_the_new_one_takes_over_and_the_old_one_is_told(self, office: Stage) -> None:
        office.say("hoa", "PL1-7 đề nghị Sở Tài chính góp ý trước 30/3/2022")
        office.say("minh", "/daumoi so tai chinh")
        asked = office.press("minh", "Thay Phạm Văn Tài")
        assert "Tạo mã mời" in asked.labels("minh")
        code = code_in(office.press("minh", "Tạo mã mời").text("minh"))
        assert agencies_of(office, "tai") == [TAICHINH]
        office.say("mai", code)
        for text in ("đồng ý", "Vũ Thị Mai", "Chuyên viên"):
            office.say("mai", text)
        told = office.press("mai", "Bỏ qua")
        assert "Vũ Thị Mai đã nhận" in told.text("tai")
        assert agencies_of(office, "tai") == []
        assert agencies_of(office, "mai") == [TAICHINH]
        assert "đề nghị phối hợp đang chờ" in told.text("mai")
        assert "minh thực hiện" in office.say("minh", f"/daumoi {TAICHINH}").text("minh")

    def test_a_deputys_successor_is_a_deputy(self, office: Stage) -> None:
        joined(office, "nam", KHDT)
        office.say("minh", f"/duphong {KHDT}")
        office.press("minh", "Chuyển Nam thành dự phòng")
        office.say("minh", f"/daumoi {KHDT}")
        office.press("minh", "Thay Nam")
        arrives(office, "mai", code_in(office.press("minh", "Tạo mã mời").text("minh")))
        assert "• Vũ Thị Mai: dự phòng" in office.say("minh", f"/duphong {KHDT}").text("minh")


@pytest.mark.parametrize("pressed", ["fa:1", "fr:1:1", "fp:1:1", "fi:1"])
def test_nobody_else_changes_focal_points(office: Stage, pressed: str) -> None:
    (told,) = happen(office, "lan", Event.PRESSED, pressed=pressed)
    assert "Chỉ điều phối" in told.text
    assert "Chỉ điều phối" in office.say("lan", "/daumoi").text("lan")


def test_an_agency_that_nobody_knows_or_answers_for(office: Stage) -> None:
    assert "Chưa rõ cơ quan" in office.say("minh", "/daumoi hội làm vườn trên mây").text("minh")
    assert KHDT in office.say("minh", "/daumoi").labels("minh")
    office.press("minh", KHDT)
    assert "chưa có đầu mối" in office.say("minh", "/daumoi Sở Y tế").text("minh")
