"""How fast a channel is sent to."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from dieuphoi.bot.channels import Limits
from dieuphoi.bot.channels.telegram.channel import LIMITS
from dieuphoi.bot.clock import read_moment
from dieuphoi.bot.pacing import REST, Pacing
from dieuphoi.storage.outbox import Parcel

NOW = read_moment("2022-02-15T09:00")


def parcel(chat: int, private: bool = True) -> Parcel:
    return Parcel(1, "telegram", str(chat), None, private, 0, "reply", "x", [], 0)


def test_a_person_waits_a_second_and_a_group_three() -> None:
    pacing = Pacing(LIMITS)
    pacing.sent(parcel(1), NOW)
    pacing.sent(parcel(-1, private=False), NOW)
    assert pacing.held(NOW) == ["telegram:1", "telegram:-1"]
    assert pacing.held(NOW + timedelta(seconds=1)) == ["telegram:-1"]
    assert pacing.held(NOW + timedelta(seconds=3)) == []


def test_a_channel_without_limits_never_waits() -> None:
    pacing = Pacing(Limits())
    for number in range(500):
        pacing.sent(parcel(number), NOW)
    assert pacing.held(NOW) == []
    assert pacing.allowance(NOW) >= 500


@settings(deadline=None)
@given(st.lists(st.integers(0, 400), max_size=200))
def test_no_second_carries_more_than_the_channel_may(gaps: list[int]) -> None:
    pacing, now, sent = Pacing(LIMITS), NOW, []
    for number, gap in enumerate(gaps):
        now += timedelta(milliseconds=gap)
        if pacing.allowance(now) > 0:
            pacing.sent(parcel(number), now)
            sent.append(now)
    for moment in sent:
        assert sum(moment <= other < moment + timedelta(seconds=1) for other in sent) <= 30


@settings(deadline=None)
@given(st.integers(0, 40), st.integers(0, 3000))
def test_the_wait_ends_when_something_may_go_or_sooner(number: int, later: int) -> None:
    pacing = Pacing(LIMITS)
    for chat in range(number):
        pacing.sent(parcel(chat), NOW)
    wait = pacing.wait(NOW + timedelta(milliseconds=later))
    assert 0 < wait <= REST
