"""Short answers are taken as people say them: with words of courtesy around them, with and without diacritics."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dieuphoi.handlers.short_words import bare
from tests.handlers.office import standing
from tests.stage import KHDT, Stage


@pytest.mark.parametrize("said", ["đồng ý nhé", "Dạ em đồng ý ạ", "vang e dong y", "ok đồng ý", "Đồng ý!"])
def test_a_stranger_agrees_in_words(office: Stage, said: str) -> None:
    office.say("mai", "/dangky")
    assert "1/4" in office.say("mai", said).text("mai")


@pytest.mark.parametrize(
    "said", ["em không đồng ý ạ", "dạ không", "chưa đồng ý", "để xem", "đồng ý một phần"]
)
def test_whatever_else_a_stranger_says_is_no_consent(office: Stage, said: str) -> None:
    office.say("mai", "/dangky")
    assert "1/4" not in office.say("mai", said).text("mai")


@pytest.mark.parametrize("said", ["không cần đâu", "không có", "bỏ qua ạ", "dạ không", "Skip"])
def test_the_phone_number_is_left_out_in_words(office: Stage, said: str) -> None:
    for text in ("/dangky", "đồng ý", KHDT, "Nguyễn Thị Mai", "Chuyên viên"):
        office.say("mai", text)
    assert "Đã gửi yêu cầu" in office.say("mai", said).text("mai")


@pytest.mark.parametrize(("said", "state"), [("dạ đúng rồi ạ", "in_progress"), ("dạ không ạ", "in_progress")])
def test_a_check_is_answered_politely(office: Stage, said: str, state: str) -> None:
    office.say("lan", "PL1-4 70%")
    office.say("lan", "PL1-4 30%")
    heard = office.say("lan", said).text("lan")
    assert ("30%" in heard) == ("đúng" in said)
    assert standing(office, "PL1-4") == state


@given(st.lists(st.sampled_from(["dạ", "em", "ạ", "nhé", "vâng", "ok", "không", "đồng", "ý"]), min_size=1))
def test_something_is_left_of_every_answer_and_a_no_stays_one(words: list[str]) -> None:
    left = bare(" ".join(words)).split()
    assert left
    assert ("khong" in left) == ("không" in words)
