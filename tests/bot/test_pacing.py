"""How fast a channel is sent to."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dieuphoi.bot.channels import Limits
from dieuphoi.bot.channels.telegram.channel import LIMITS
from dieuphoi.bot.clock import read_moment
from dieuphoi.bot.pacing import REST, Pacing
from dieuphoi.storage.outbox import Gone, Parcel

NOW = read_moment("2022-02-15T09:00")
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


def parcel(chat: int, rank: int = 0) -> Parcel:
    return Parcel(1, "telegram", str(chat), None, chat > 0, rank, "reply", "x", [], 0)


def send(pacing: Pacing, one: Parcel, begun: datetime, ended: datetime) -> None:
    pacing.begun([one], begun)
    pacing.ended(one, begun, ended)


def after(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def test_a_person_waits_a_second_and_a_groups_posts_three() -> None:
    pacing = Pacing(LIMITS)
    for chat in (1, -1):
        send(pacing, parcel(chat), NOW, NOW)
    assert pacing.room(NOW).held == ["telegram:1", "telegram:-1"]
    assert (pacing.room(after(1)).held, pacing.room(after(1)).replies_only) == ([], ["telegram:-1"])
    assert pacing.room(after(3)).replies_only == []


def test_a_group_gets_twenty_messages_a_minute_and_then_none() -> None:
    pacing = Pacing(LIMITS)
    for number in range(20):
        assert "telegram:-1" not in pacing.room(after(2 * number)).held
        send(pacing, parcel(-1), after(2 * number), after(2 * number))
    assert "telegram:-1" in pacing.room(after(59.9)).held
    assert "telegram:-1" not in pacing.room(after(60)).held
    send(pacing, parcel(-1), after(60), after(60))
    assert "telegram:-1" in pacing.room(after(61.9)).held


def test_a_channel_without_limits_never_waits() -> None:
    pacing = Pacing(Limits())
    for number in range(500):
        send(pacing, parcel(number, rank=2), NOW, NOW)
    room = pacing.room(NOW)
    assert (room.held, room.replies_only) == ([], [])
    assert room.messages == room.posts >= 500


def test_what_is_on_its_way_takes_a_place_however_long_it_takes() -> None:
    pacing = Pacing(LIMITS)
    pacing.begun([parcel(n) for n in range(1, 31)], NOW)
    assert pacing.room(after(20)).messages == 0
    pacing.ended(parcel(1), NOW, after(20))
    assert pacing.room(after(20.9)).messages == 0
    assert pacing.room(after(21.1)).messages == 1


def test_posts_leave_a_reply_its_place_within_the_second() -> None:
    pacing, sent, waits = Pacing(LIMITS), 0, []
    for tenth in range(30):
        now = after(tenth / 10)
        waits.append(pacing.room(now).messages > 0)
        posts = [parcel(1000 * tenth + n, rank=2) for n in range(1, pacing.room(now).posts + 1)]
        assert len(posts) <= 4
        pacing.begun(posts, now)
        for one in posts:
            pacing.ended(one, now, now)
        sent += len(posts)
    assert sent >= 80
    assert max(map(len, "".join("x" if free else " " for free in waits).split("x"))) <= 3  # tenths


def test_after_a_restart_the_pace_is_what_the_database_says() -> None:
    pacing = Pacing(LIMITS)
    group = [Gone("telegram:-1", False, after(-59 + 2 * n)) for n in range(20)]
    lately = [Gone(f"telegram:{n}", True, after(-0.5)) for n in range(25)]
    pacing.remember([*group, *lately])
    room = pacing.room(NOW)
    assert room.messages == 5
    assert sorted(room.held) == sorted(["telegram:-1", *(f"telegram:{n}" for n in range(25))])
    assert pacing.room(after(0.6)).held == ["telegram:-1"]
    assert (pacing.room(after(1)).held, pacing.room(after(1)).messages) == ([], 30)


def test_a_clock_that_is_set_back_does_not_stop_the_bot() -> None:
    pacing = Pacing(LIMITS)
    for number in range(-30, 0):
        send(pacing, parcel(number, rank=2), after(7200), after(7200))
    room = pacing.room(NOW)
    assert (room.messages, room.held, room.replies_only) == (30, [], [])
    assert room.posts > 0


@dataclass
class Vendor:
    """Counts what arrives in the last second, in all."""

    arrivals: list[datetime] = field(default_factory=list)

    def most_in_a_second(self) -> int:
        found, first, most = sorted(self.arrivals), 0, 0
        for number, moment in enumerate(found):
            while found[first] <= moment - SECOND:
                first += 1
            most = max(most, number - first + 1)
        return most


def play(ways: list[tuple[float, float]], seconds: float, replies: set[int]) -> tuple[Vendor, int]:
    """Send as fast as may be, over a way that takes so long there and back; gives how many were sent."""
    pacing, vendor, number, tick = Pacing(LIMITS), Vendor(), 0, 0
    on_way: list[tuple[datetime, datetime, Parcel]] = []
    while (now := after(tick / 200)) < after(seconds):
        for begun, ends, one in [each for each in on_way if each[1] <= now]:
            on_way.remove((begun, ends, one))
            pacing.ended(one, begun, ends)
        room = pacing.room(now)
        rank = 0 if tick in replies else 2
        for _ in range(room.messages if rank == 0 else room.posts):
            there, back = ways[number % len(ways)]
            one = parcel(number := number + 1, rank)
            pacing.begun([one], now)
            vendor.arrivals.append(now + timedelta(seconds=there))
            on_way.append((now, now + timedelta(seconds=there + back), one))
        tick += 1
    return vendor, number


WAYS = st.floats(0.001, 0.4)


@given(
    st.lists(st.tuples(WAYS, WAYS), min_size=1, max_size=29),
    st.sets(st.integers(0, 800), max_size=20),
)
def test_no_second_carries_more_than_the_channel_may_while_the_distance_is_not_known(
    ways: list[tuple[float, float]], replies: set[int]
) -> None:
    vendor, _number = play(ways, 1.5, replies)
    assert vendor.most_in_a_second() <= 30


@given(
    WAYS, st.lists(st.floats(0, 0.004), min_size=1, max_size=50), st.sets(st.integers(0, 800), max_size=20)
)
def test_far_from_the_vendor_the_pace_is_nearly_the_same_and_no_second_carries_too_much(
    way: float, jitter: list[float], replies: set[int]
) -> None:
    vendor, number = play([(way + more, way + more / 2) for more in jitter], 6, replies)
    assert vendor.most_in_a_second() <= 30
    assert number >= 0.9 * 30 * (6 - 2 * way)


@given(st.integers(0, 40), st.integers(0, 3000))
def test_the_wait_ends_when_something_may_go_or_sooner(number: int, later: int) -> None:
    pacing = Pacing(LIMITS)
    for chat in range(number):
        send(pacing, parcel(chat + 1), NOW, NOW)
    wait = pacing.wait(NOW + timedelta(milliseconds=later))
    assert 0 < wait <= REST
    if number >= 30 and later < 500:
        assert NOW + timedelta(milliseconds=later, seconds=wait) <= after(1.02)
