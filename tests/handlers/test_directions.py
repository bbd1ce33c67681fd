"""What the coordinator directs about one task in words, and who else says the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dieuphoi.handlers.understanding.directions import Direction, What, direction
from tests.handlers.office import entries
from tests.stage import Stage


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("xác nhận PL1-4", Direction(What.CONFIRM, ("PL1-4",))),
        ("ok duyet PL1-4 nhe", Direction(What.CONFIRM, ("PL1-4",))),
        ("đồng ý gia hạn PL1-5", Direction(What.CONFIRM, ("PL1-5",))),
        ("PL1-4 đạt rồi", Direction(What.CONFIRM, ("PL1-4",))),
        ("xác nhận PL1-4 và PL1-5", Direction(What.CONFIRM, ("PL1-4", "PL1-5"))),
        ("trả lại PL1-4 vì thiếu số văn bản", Direction(What.RETURN, ("PL1-4",), "thiếu số văn bản")),
        ("PL1-4 tra lai: thieu phu luc.", Direction(What.RETURN, ("PL1-4",), "thieu phu luc")),
        ("PL1-4 chưa đạt, làm lại phần II", Direction(What.RETURN, ("PL1-4",), "làm lại phần II")),
        ("trả lại PL1-4", Direction(What.RETURN, ("PL1-4",))),
        (
            "PL1-5 trả lời: đã có văn bản hướng dẫn",
            Direction(What.ANSWER, ("PL1-5",), "đã có văn bản hướng dẫn"),
        ),
        ("tra loi vuong mac PL1-5: cu lam di", Direction(What.ANSWER, ("PL1-5",), "cu lam di")),
        ("giao PL2-1 cho Sở Nội vụ", Direction(What.LEAD, ("PL2-1",), "cho Sở Nội vụ")),
    ],
)
def test_a_direction_is_read_with_what_follows(said: str, meant: Direction) -> None:
    found = direction(said)
    assert found is not None
    assert (found.what, found.codes) == (meant.what, meant.codes)
    assert found.rest.removeprefix("cho ") == meant.rest.removeprefix("cho ")


@pytest.mark.parametrize(
    "said",
    [
        "PL1-4",
        "xác nhận PL1-4 chưa?",
        "chưa xác nhận PL1-4 được vì đang chờ",
        "đừng trả lại PL1-4 vì họ đã bổ sung",
        "PL1-4 xong",
        "PL1-4 đã trình",
        "PL1-4 được phê duyệt",
        "hôm qua trả lại PL1-4 vì thiếu số",
        "xác nhận giúp tôi",
    ],
)
def test_what_says_less_or_more_is_none(said: str) -> None:
    found = direction(said)
    assert found is None or found.what is not What.RETURN or not found.rest


@given(st.text(max_size=80))
def test_any_reason_is_kept_as_it_was_written(reason: str) -> None:
    found = direction(f"trả lại PL1-4 vì {reason}")
    if found is not None and found.rest:
        assert found.what is What.RETURN
        assert found.rest in reason


def done(office: Stage) -> None:
    office.say("lan", "PL1-4 xong")
    office.say("lan", "chưa có số")


def test_a_return_with_its_reason_reaches_the_focal_point(office: Stage) -> None:
    done(office)
    heard = office.say("minh", "trả lại PL1-4 vì thiếu số văn bản")
    assert "Đã trả lại" in heard.text("minh")
    assert "Lý do: thiếu số văn bản" in heard.text("lan")


def test_a_confirmation_in_words_opens_the_card_with_its_buttons(office: Stage) -> None:
    done(office)
    before = entries(office)
    heard = office.say("minh", "xác nhận PL1-4")
    assert {"Xác nhận", "Trả lại"} <= set(heard.labels("minh"))
    assert entries(office) == before
    assert "Đã xác nhận" in office.press("minh", "Xác nhận").text("minh")


def test_what_waits_for_no_word_is_not_returned(office: Stage) -> None:
    office.say("lan", "PL1-4 đang làm")
    before = entries(office)
    heard = office.say("minh", "trả lại PL1-4 vì chưa ổn")
    assert "không chờ xác nhận" in heard.text("minh")
    assert heard.text("lan") == ""
    assert entries(office) == before


def test_another_lead_in_words_is_asked_why(office: Stage) -> None:
    heard = office.say("minh", "giao PL2-1 cho sở nội vụ nhé")
    assert "Sở Nội vụ" in heard.text("minh")
    assert "Vì sao" in heard.text("minh") or "lý do" in heard.text("minh").lower()


def test_to_a_focal_point_they_are_no_directions(office: Stage) -> None:
    done(office)
    before = entries(office)
    office.say("hoa", "trả lại PL1-4 vì thiếu số văn bản")
    assert entries(office) == before


def test_a_coordinator_takes_back_from_the_log(office: Stage) -> None:
    done(office)
    heard = office.say("minh", "hoàn tác PL1-4")
    assert "Hoàn tác 1" in heard.labels("minh")


@pytest.mark.parametrize("who", ["minh", "an"])
def test_an_answer_in_words_reaches_who_is_stuck(office: Stage, who: str) -> None:
    office.say("lan", "PL1-5 vướng: chưa có hướng dẫn")
    heard = office.say(who, "PL1-5 trả lời: đã có văn bản, chiều nay gửi")
    assert "đã có văn bản, chiều nay gửi" in heard.text("lan")
    assert "Hoàn tác" in heard.labels(who)


def test_an_answer_to_no_blocker_is_not_kept(office: Stage) -> None:
    before = entries(office)
    heard = office.say("minh", "PL1-5 trả lời: đã có văn bản")
    assert "không có vướng mắc nào đang mở" in heard.text("minh")
    assert entries(office) == before


def test_a_direction_about_another_task_is_no_reason(office: Stage) -> None:
    done(office)
    office.say("lan", "xin gia hạn PL1-5 đến 30/6/2022 vì chờ hướng dẫn")
    office.press("minh", "Không đồng ý")
    heard = office.say("minh", "trả lại PL1-4 vì thiếu phụ lục")
    assert "Đã trả lại" in heard.text("minh")
    assert "PL1-5: thời hạn vẫn là" not in heard.text("minh")


def test_a_reason_that_is_too_long_is_not_cut_but_sent_back(office: Stage) -> None:
    done(office)
    before = entries(office)
    heard = office.say("minh", "trả lại PL1-4 vì " + "thiếu phụ lục " * 60)
    assert "không quá 500 ký tự" in heard.text("minh")
    assert entries(office) == before
