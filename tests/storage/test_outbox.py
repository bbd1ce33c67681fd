"""The outbox: what goes next, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select

from dieuphoi.bot.clock import read_moment
from dieuphoi.storage import outbox, shown
from dieuphoi.storage.database import Database, Transaction
from dieuphoi.storage.tables import file
from dieuphoi.storage.tables import outbox as table
from tests.storage.undone import undone

NOW = read_moment("2022-02-15T09:00")


@pytest.fixture
def tx() -> Iterator[Transaction]:
    with undone(NOW) as tx:
        yield tx


def later(tx: Transaction, seconds: float) -> Transaction:
    """The same transaction at a later moment."""
    return Transaction(tx.connection, tx.now + timedelta(seconds=seconds))


def row(text: str, chat: str = "lan", rank: int = 0, **fields: Any) -> dict[str, Any]:
    base = {"channel": "telegram", "chat_id": chat, "chat_key": f"telegram:{chat}", "private": True}
    return base | {"rank": rank, "kind": "reply", "text": text, "buttons": [], "about": []} | fields


def claimed(tx: Transaction, **how: Any) -> list[str]:
    return [parcel.text for parcel in outbox.claim(tx, "telegram", **({"limit": 9} | how))]


def state(tx: Transaction, number: int) -> tuple[str, str | None, int]:
    found = tx.connection.execute(
        select(table.c.status, table.c.error, table.c.doubts).where(table.c.id == number)
    )
    status, error, doubts = found.one()
    return status, error, doubts


def test_a_key_is_posted_once(tx: Transaction) -> None:
    assert len(outbox.post(tx, [row("a", key="k"), row("b", key="k"), row("c"), row("d")])) == 3
    assert outbox.post(tx, [row("e", key="k")]) == []


def test_one_message_of_each_chat_is_on_its_way(tx: Transaction) -> None:
    one, *_ = outbox.post(tx, [row("1"), row("2"), row("3", "minh")])
    assert claimed(tx) == ["1", "3"]
    assert claimed(tx) == []
    outbox.sent(tx, one, "77")
    assert claimed(tx) == ["2"]


def test_replies_go_before_posts_and_older_before_newer(tx: Transaction) -> None:
    outbox.post(tx, [row("tin", rank=2), row("báo", "minh", rank=1), row("đáp"), row("đáp", "hoa")])
    assert claimed(tx, limit=3) == ["đáp", "đáp", "báo"]


def test_a_held_chat_waits_and_the_others_go(tx: Transaction) -> None:
    outbox.post(tx, [row("1"), row("2", "minh")])
    assert claimed(tx, held=["telegram:lan"]) == ["2"]


def test_another_channels_messages_are_left_alone(tx: Transaction) -> None:
    outbox.post(tx, [row("1", channel="zalo", chat_key="zalo:lan")])
    assert claimed(tx) == []


def test_a_throttled_chat_sends_nothing_until_it_may(tx: Transaction) -> None:
    (one,) = outbox.post(tx, [row("tin", rank=2)])
    assert claimed(tx) == ["tin"]
    outbox.postponed(tx, one, tx.now + timedelta(seconds=30), outbox.THROTTLED)
    outbox.post(tx, [row("đáp"), row("khác", "minh")])
    assert claimed(tx) == ["khác"]
    assert claimed(later(tx, 29)) == []
    assert claimed(later(tx, 30)) == ["đáp"]


def test_a_postponed_message_is_overtaken_by_a_reply_but_not_by_its_like(tx: Transaction) -> None:
    (one,) = outbox.post(tx, [row("tin 1", rank=2)])
    assert claimed(tx) == ["tin 1"]
    outbox.postponed(tx, one, tx.now + timedelta(seconds=30), "server error")
    reply, _post = outbox.post(tx, [row("đáp"), row("tin 2", rank=2)])
    assert claimed(tx) == ["đáp"]
    outbox.sent(tx, reply, "1")
    assert claimed(tx) == []
    assert claimed(later(tx, 30)) == ["tin 1"]


def test_a_doubt_is_settled_by_one_repetition(tx: Transaction) -> None:
    (one,) = outbox.post(tx, [row("1")])
    assert claimed(tx) == ["1"]
    outbox.doubtful(tx, one)
    assert state(tx, one) == ("waiting", outbox.IN_DOUBT, 1)
    assert claimed(tx) == []
    assert claimed(later(tx, 1)) == ["1"]
    outbox.doubtful(tx, one)
    assert state(tx, one) == ("failed", outbox.IN_DOUBT, 2)
    assert outbox.counts(tx) == {"failed": 1}


def test_after_a_crash_only_what_was_on_its_way_is_in_doubt(tx: Transaction) -> None:
    numbers = outbox.post(tx, [row("1"), row("2"), row("3", "minh"), row("4", "hoa")])
    outbox.claim(tx, "telegram", limit=2)
    assert outbox.settle_doubts(tx) == 2
    assert [state(tx, n)[2] for n in numbers] == [1, 0, 1, 0]
    assert outbox.settle_doubts(tx) == 0


def test_crash_after_crash_a_message_goes_again_until_it_may_be_their_cause(tx: Transaction) -> None:
    (one,) = outbox.post(tx, [row("1")])
    for crash in range(1, outbox.AFTER_CRASHES + 1):
        assert claimed(tx) == ["1"]
        outbox.settle_doubts(tx, pause=False)
        assert state(tx, one) == ("waiting", outbox.IN_DOUBT, crash)
        tx = later(tx, 1)
    assert claimed(tx) == ["1"]
    assert outbox.settle_doubts(tx) == 1
    assert state(tx, one)[0] == "failed"


def test_what_waits_for_a_closed_chat_is_withdrawn(tx: Transaction) -> None:
    numbers = outbox.post(tx, [row("1"), row("2", "minh")])
    outbox.withdraw_for_chat(tx, "telegram:lan", "blocked")
    assert [state(tx, n)[0] for n in numbers] == ["withdrawn", "waiting"]


def test_an_edit_knows_the_vendors_number_of_what_it_replaces(tx: Transaction) -> None:
    (one,) = outbox.post(tx, [row("1", about=[3, 4])])
    outbox.sent(tx, one, "77")
    outbox.post(tx, [row("2", edits=one)])
    (parcel,) = outbox.claim(tx, "telegram", limit=1)
    assert (parcel.edits, parcel.edits_vendor_id) == (one, "77")
    assert shown.find_by_vendor_id(tx, "telegram:lan", "77") == {
        "id": one, "kind": "reply", "about": [3, 4], "buttons": [], "lines": None,
    }  # fmt: skip
    assert shown.find_by_vendor_id(tx, "telegram:minh", "77") is None


@pytest.mark.parametrize(("channel", "vendor_id"), [("telegram", "F1"), ("zalo", None)])
def test_a_files_vendor_id_holds_on_its_own_channel_alone(
    tx: Transaction, channel: str, vendor_id: str | None
) -> None:
    values = {"name": "a.pdf", "channel": channel, "vendor_id": "F1", "content": b"x", "at": NOW}
    number = tx.connection.execute(insert(file).values(values)).inserted_primary_key
    assert number is not None
    outbox.post(tx, [row("1", file_id=number[0])])
    (parcel,) = outbox.claim(tx, "telegram", limit=1)
    assert (parcel.file_name, parcel.file_content, parcel.file_vendor_id) == ("a.pdf", b"x", vendor_id)


@settings(max_examples=20, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(["lan", "minh"]), st.integers(0, 2)), max_size=10),
    st.lists(st.sampled_from(["sent", "throttled", "doubt", "later"]), max_size=12),
)
def test_whatever_happens_nothing_is_lost_and_a_rank_keeps_its_order(
    messages: list[tuple[str, int]], outcomes: list[str]
) -> None:
    gone: list[outbox.Parcel] = []
    script = iter(outcomes)
    with undone(NOW) as tx:
        numbers = outbox.post(tx, [row("x", chat, rank) for chat, rank in messages])
        for second in range(0, 5 * (len(messages) + len(outcomes) + 1), 5):
            parcels = outbox.claim(later(tx, second), "telegram", limit=9)
            assert len({parcel.chat_key for parcel in parcels}) == len(parcels)
            for parcel in parcels:
                _happen(later(tx, second), parcel, next(script, "sent"), gone)
        left = {n for n in numbers if state(tx, n)[0] == "failed"}
    assert {parcel.id for parcel in gone} | left == set(numbers)
    for chat in ("lan", "minh"):
        for rank in range(3):
            order = [p.id for p in gone if (p.chat_id, p.rank) == (chat, rank)]
            assert order == sorted(order)


def test_two_processes_on_one_postgresql_never_send_the_same(postgres: Callable[[], str]) -> None:
    one, two = Database(url := postgres()), Database(url)
    with one.begin(NOW) as tx:
        outbox.post(tx, [row(str(n), f"chat{n}") for n in range(20)])
    with ThreadPoolExecutor(2) as threads:
        both = [threads.submit(_all_claimed, database) for database in (one, two)]
        taken = [text for each in both for text in each.result()]
    one.close()
    two.close()
    assert sorted(taken, key=int) == [str(n) for n in range(20)]


def _all_claimed(database: Database) -> list[str]:
    texts = []
    for _ in range(20):
        with database.begin(NOW) as tx:
            texts += claimed(tx, limit=3)
    return texts


def _happen(tx: Transaction, parcel: outbox.Parcel, outcome: str, gone: list[outbox.Parcel]) -> None:
    if outcome == "sent":
        outbox.sent(tx, parcel.id, str(parcel.id))
        gone.append(parcel)
    elif outcome == "doubt":
        outbox.doubtful(tx, parcel.id)
    else:
        error = outbox.THROTTLED if outcome == "throttled" else "server error"
        outbox.postponed(tx, parcel.id, tx.now + timedelta(seconds=5), error)
