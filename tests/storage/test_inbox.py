"""The inbox keeps every update once and hands it out in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dieuphoi.bot.clock import read_moment
from dieuphoi.storage import inbox
from dieuphoi.storage.database import Database, Transaction
from dieuphoi.storage.inbox import Arrival
from tests.storage.undone import undone

NOW = read_moment("2022-02-15T09:00")
CHANNELS = ["telegram"]


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path}/inbox.db")
    database.upgrade()
    yield database
    database.close()


def arrival(event: int, chat: str = "lan", **raw: Any) -> Arrival:
    return Arrival(str(event), f"telegram:{chat}", raw or {"n": event})


def order(tx: Transaction) -> list[int]:
    """Handle everything; gives the order."""
    numbers = []
    while waiting := inbox.next_waiting(tx, CHANNELS):
        numbers.append(waiting.raw["n"])
        inbox.handled(tx, waiting.id)
    return numbers


def test_what_was_kept_before_is_passed_over(database: Database) -> None:
    with database.begin(NOW) as tx:
        assert inbox.accept(tx, "telegram", [arrival(1), arrival(2), arrival(1)]) == 2
        assert inbox.accept(tx, "telegram", [arrival(2), arrival(3)]) == 1
        assert inbox.accept(tx, "zalo", [arrival(1)]) == 1
        assert inbox.accept(tx, "telegram", []) == 0
        assert order(tx) == [1, 2, 3]


def test_a_batch_is_kept_whole_or_not_at_all(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.begin(NOW) as tx:
        inbox.accept(tx, "telegram", [arrival(1), arrival(2)])
        raise ZeroDivisionError
    with database.begin(NOW) as tx:
        assert order(tx) == []


def test_what_was_kept_outlives_the_process(database: Database, tmp_path: Path) -> None:
    with database.begin(NOW) as tx:
        inbox.accept(tx, "telegram", [arrival(1)])
    again = Database(f"sqlite:///{tmp_path}/inbox.db")
    with again.begin(NOW) as tx:
        waiting = inbox.next_waiting(tx, CHANNELS)
    again.close()
    assert waiting is not None
    assert (waiting.raw, waiting.received_at) == ({"n": 1}, NOW)


def test_a_failure_holds_up_its_own_chat_alone(database: Database) -> None:
    with database.begin(NOW) as tx:
        inbox.accept(tx, "telegram", [arrival(1), arrival(2, "minh"), arrival(3), arrival(4, "minh")])
        first = inbox.next_waiting(tx, CHANNELS)
        assert first is not None
        assert not inbox.failed(tx, first, "OSError")
        assert order(tx) == [2, 4]
    with database.begin(NOW + timedelta(seconds=1)) as tx:
        assert order(tx) == []
    with database.begin(NOW + timedelta(seconds=2)) as tx:
        assert order(tx) == [1, 3]


def test_after_three_failures_a_row_is_set_aside_and_its_chat_goes_on(database: Database) -> None:
    moments = (NOW, NOW + timedelta(seconds=2), NOW + timedelta(seconds=22))
    outcomes = []
    with database.begin(NOW) as tx:
        inbox.accept(tx, "telegram", [arrival(1), arrival(2)])
    for moment in moments:
        with database.begin(moment) as tx:
            waiting = inbox.next_waiting(tx, CHANNELS)
            assert waiting is not None
            assert waiting.raw == {"n": 1}
            outcomes.append(inbox.failed(tx, waiting, "OSError"))
    with database.begin(moments[-1]) as tx:
        assert outcomes == [False, False, True]
        assert inbox.counts(tx) == {"set_aside": 1, "waiting": 1}
        assert order(tx) == [2]


def test_a_channel_that_is_not_served_keeps_its_updates(database: Database) -> None:
    with database.begin(NOW) as tx:
        inbox.accept(tx, "zalo", [arrival(1)])
        assert inbox.next_waiting(tx, CHANNELS) is None
        assert inbox.next_waiting(tx, ["zalo", "telegram"]) is not None


def test_two_processes_on_one_postgresql_have_different_chats_in_hand(postgres: Callable[[], str]) -> None:
    one, two = Database(url := postgres()), Database(url)
    with one.begin(NOW) as tx:
        inbox.accept(tx, "telegram", [arrival(1), arrival(2), arrival(3, "minh")])
    with one.begin(NOW) as first, two.begin(NOW) as second:
        in_hand = inbox.next_waiting(first, CHANNELS), inbox.next_waiting(second, CHANNELS)
        assert [waiting and waiting.raw["n"] for waiting in in_hand] == [1, 3]
    one.close()
    two.close()


@settings(max_examples=50, deadline=None)
@given(st.text(st.characters()))
def test_any_text_can_be_kept(text: str) -> None:
    with undone(NOW) as tx:
        inbox.accept(tx, "telegram", [arrival(1, n=text)])
        waiting = inbox.next_waiting(tx, CHANNELS)
    assert waiting is not None
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    assert waiting.raw == {"n": whole}


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(["lan", "minh", "tổ"]), max_size=12), st.data())
def test_each_chat_is_handled_in_its_order_whatever_fails(chats: list[str], data: st.DataObject) -> None:
    done: dict[str, list[int]] = {chat: [] for chat in chats}
    with undone(NOW) as tx:
        inbox.accept(tx, "telegram", [arrival(n, chat, n=n, of=chat) for n, chat in enumerate(chats)])
        for turn in range(4 * len(chats)):
            now = Transaction(tx.connection, NOW + turn * timedelta(seconds=7))
            waiting = inbox.next_waiting(now, CHANNELS)
            if waiting and data.draw(st.booleans()):
                inbox.failed(now, waiting, "OSError")
            elif waiting:
                done[waiting.raw["of"]].append(waiting.raw["n"])
                inbox.handled(now, waiting.id)
    assert all(numbers == sorted(numbers) for numbers in done.values())
