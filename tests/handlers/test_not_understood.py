"""Words that the bot does not understand: what may have been meant is offered; nothing is recorded."""

from __future__ import annotations

import pytest

from tests.handlers.office import entries
from tests.stage import Stage


@pytest.mark.parametrize(
    ("said", "label", "answer"),
    [
        ("ke hoach nay la gi", "Việc của đơn vị", "PL1-4"),
        ("bao giờ xong hết", "Tổng hợp kết quả", "Kết quả thực hiện"),
    ],
)
def test_what_may_have_been_meant_is_a_button_that_answers(
    office: Stage, said: str, label: str, answer: str
) -> None:
    asked = office.say("lan", said)
    assert "chưa ghi nhận gì" in asked.text("lan")
    assert label in asked.labels("lan")
    assert answer in office.press("lan", label).text("lan")


@pytest.mark.parametrize("said", ["PL1-4 mà xong thì mừng quá", "nghe nói PL1-4 xong rồi"])
def test_a_promise_a_wish_or_hearsay_is_said_not_to_be_recorded(office: Stage, said: str) -> None:
    before = entries(office, "PL1-4")
    assert "chưa ghi nhận gì" in office.say("lan", said).text("lan").lower()
    assert entries(office, "PL1-4") == before


def test_in_the_group_nothing_is_offered_to_who_does_not_speak_to_the_bot(office: Stage) -> None:
    assert office.say_in_group("lan", "còn mấy cái nữa nhỉ").messages == []


def test_what_the_sender_may_not_do_is_not_offered(office: Stage) -> None:
    assert "Báo cáo để ký" not in office.say("lan", "bao cao dau").labels("lan")
    assert "Báo cáo để ký" in office.say("minh", "bao cao dau").labels("minh")
