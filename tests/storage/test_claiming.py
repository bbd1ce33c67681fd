"""Whatever waits, fails or is over: what is handed out keeps its order, and costs the same however much waits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, insert, select, text

from dieuphoi.bot.clock import read_moment
from dieuphoi.storage import outbox
from dieuphoi.storage.database import Database, Transaction
from dieuphoi.storage.tables import outbox as table
from dieuphoi.storage.tables import reminder

NOW = read_moment("2022-02-15T09:00")
HELD = [f"telegram:{n}" for n in range(20)]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """A database that every test leaves as it found it, on each engine in turn."""
    url = "sqlite://" if request.param == "sqlite" else request.getfixturevalue("postgres")()
    found = Database(url)
    found.upgrade()
    yield found
    found.close()


def row(chat: str, rank: int = 2, **fields: Any) -> dict[str, Any]:
    base = {"channel": "telegram", "chat_id": chat, "chat_key": f"telegram:{chat}", "private": True}
    return base | {"rank": rank, "kind": "post", "text": "x", "buttons": [], "about": []} | fields


def later(tx: Transaction, seconds: float) -> Transaction:
    return Transaction(tx.connection, NOW + timedelta(seconds=seconds))


def statuses(tx: Transaction) -> dict[int, tuple[str, str | None]]:
    rows = tx.connection.execute(select(table.c.id, table.c.status, table.c.error))
    return {r.id: (r.status, r.error) for r in rows}


def test_what_is_out_of_date_is_withdrawn_and_what_comes_after_it_goes(database: Database) -> None:
    with database.look(NOW) as tx:
        over = outbox.post(tx, [row(chat, use_until=NOW) for chat in ("lan", "minh", "minh")])
        still = outbox.post(tx, [row("lan"), row("hoa", use_until=NOW + timedelta(seconds=1))])
        assert [p.id for p in outbox.claim(tx, "telegram", limit=9)] == still
        assert {statuses(tx)[number] for number in over} == {("withdrawn", "out of date")}


def test_one_row_out_of_date_takes_no_place_from_what_is_of_use(database: Database) -> None:
    with database.look(NOW) as tx:
        outbox.post(tx, [row("lan", use_until=NOW - timedelta(hours=1))])
        (good,) = outbox.post(tx, [row("minh")])
        assert [p.id for p in outbox.claim(tx, "telegram", limit=1)] == [good]


def test_a_429_is_kept_in_mind_even_where_its_post_is_out_of_date(database: Database) -> None:
    with database.look(NOW) as tx:
        (one,) = outbox.post(tx, [row("lan", use_until=NOW + timedelta(seconds=5))])
        outbox.claim(tx, "telegram", limit=9)
        outbox.postponed(tx, one, NOW + timedelta(seconds=30), outbox.THROTTLED)
        (reply,) = outbox.post(tx, [row("lan", rank=0)])
        outbox.post(tx, [row("minh", use_until=NOW)])
        assert outbox.claim(later(tx, 29), "telegram", limit=9) == []
        assert [p.id for p in outbox.claim(later(tx, 30), "telegram", limit=9)] == [reply]


def test_replies_can_be_asked_for_alone(database: Database) -> None:
    with database.look(NOW) as tx:
        _post, notice, reply = outbox.post(tx, [row("lan"), row("hoa", rank=1), row("minh", rank=0)])
        assert [p.id for p in outbox.claim(tx, "telegram", limit=9, replies_only=True)] == [reply]
        assert [p.id for p in outbox.claim(tx, "telegram", limit=1)] == [notice]


@pytest.mark.parametrize("crowd", ["many chats", "one chat in trouble", "most of them sent"])
def test_the_cost_of_a_claim_does_not_grow_with_what_waits(database: Database, crowd: str) -> None:
    assert _cost(database, crowd, 6_000) < 1.5 * _cost(database, crowd, 300)


def _cost(database: Database, crowd: str, number: int) -> float:
    """The work of one claim: steps of SQLite's machine, or pages that PostgreSQL looked at."""
    _sweep(database)
    with database.look(NOW) as tx:
        tx.connection.execute(insert(table), _crowd(crowd, number))
        with _counted(tx) as work:
            assert len(outbox.claim(tx, "telegram", limit=3, held=HELD)) == 3
    return sum(work)


def _sweep(database: Database) -> None:
    """What was rolled back before still lies in PostgreSQL's pages, and would be counted."""
    if database.engine.dialect.name == "postgresql":
        with database.engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("VACUUM outbox"))


def _crowd(kind: str, number: int) -> list[dict[str, Any]]:
    new: dict[str, Any] = {
        "created_at": NOW,
        "status": "waiting",
        "attempts": 0,
        "doubts": 0,
        "text": "x" * 400,
    }
    rows = [row(str(n), **new) for n in range(number)]
    if kind == "one chat in trouble":
        rows += [row("lan", rank=0, **new, not_before=NOW + timedelta(hours=1))]
        rows += [row("lan", **new) for _ in range(50)]
    if kind == "most of them sent":
        for one in rows[100:]:
            one["status"] = "sent"
    return rows


@contextmanager
def _counted(tx: Transaction) -> Iterator[list[float]]:
    work: list[float] = []
    connection: Any = tx.connection.connection.driver_connection
    if tx.connection.dialect.name == "sqlite":
        connection.set_progress_handler(lambda: work.append(1), 100)
        yield work
        connection.set_progress_handler(None, 0)
        return

    def explain(_connection: Any, _cursor: Any, statement: str, given: Any, *_more: Any) -> None:
        if statement.startswith("SELECT"):
            with connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {statement}", given)
                plan = cursor.fetchone()[0][0]["Plan"]
                work.append(plan["Shared Hit Blocks"] + plan["Shared Read Blocks"])

    event.listen(tx.connection, "before_cursor_execute", explain)
    yield work
    event.remove(tx.connection, "before_cursor_execute", explain)


@dataclass
class Play:
    """A queue to which things happen, and what was seen of it."""

    tx: Transaction
    seconds: int = 0
    on_way: dict[int, outbox.Parcel] = field(default_factory=dict)
    ended: set[int] = field(default_factory=set)
    order: dict[tuple[str, int], list[int]] = field(default_factory=lambda: defaultdict(list))
    throttled: dict[str, int] = field(default_factory=dict)

    @property
    def now(self) -> Transaction:
        return later(self.tx, self.seconds)

    def post(self, chat: str, rank: int, use: int | None) -> None:
        until = None if use is None else self.now.now + timedelta(seconds=use)
        outbox.post(self.now, [row(chat, rank, use_until=until)])

    def claim(self, limit: int, held: str) -> None:
        waiting = statuses(self.tx)
        for parcel in outbox.claim(self.now, "telegram", limit=limit, held=[f"telegram:{held}"]):
            assert waiting[parcel.id][0] == "waiting"
            assert parcel.chat_id != held
            assert parcel.chat_id not in {other.chat_id for other in self.on_way.values()}
            assert self.throttled.get(parcel.chat_id, 0) <= self.seconds
            gone = self.order[parcel.chat_id, parcel.rank]
            assert not gone or gone[-1] <= parcel.id  # equal where it is tried again
            gone.append(parcel.id)
            self.on_way[parcel.id] = parcel

    def end(self, how: str) -> None:
        if not self.on_way:
            return
        number = min(self.on_way)
        parcel = self.on_way.pop(number)
        if how == "sent":
            outbox.sent(self.now, number, str(number))
        elif how == "failed":
            outbox.failed(self.now, number, "refused")
        elif how == "doubtful":
            outbox.doubtful(self.now, number)
        else:
            wait = timedelta(seconds=5)
            error = outbox.THROTTLED if how == "throttled" else "server error"
            outbox.postponed(self.now, number, self.now.now + wait, error)
            if how == "throttled":
                self.throttled[parcel.chat_id] = self.seconds + 5

    def drain(self) -> None:
        """Let all end, as long as the server takes everything."""
        for _ in range(200):
            self.seconds += 5
            self.claim(9, "nobody")
            while self.on_way:
                self.end("sent")

    def sendable(self) -> set[str]:
        return {status for status, _error in statuses(self.tx).values()} - {"sent", "failed", "withdrawn"}


CHATS = st.sampled_from(["lan", "minh", "tổ"])
STEPS = st.one_of(
    st.tuples(st.just("post"), CHATS, st.integers(0, 2), st.sampled_from([None, None, 0, 3, 20])),
    st.tuples(st.just("claim"), st.integers(1, 4), CHATS | st.just("nobody")),
    st.tuples(st.just("end"), st.sampled_from(["sent", "failed", "doubtful", "throttled", "postponed"])),
    st.tuples(st.just("wait"), st.integers(1, 6)),
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps=st.lists(STEPS, min_size=5, max_size=30))
def test_never_two_of_a_chat_never_a_later_one_first_and_every_row_ends(
    database: Database, steps: list[tuple[Any, ...]]
) -> None:
    with database.look(NOW) as tx:
        play = Play(tx)
        for what, *how in steps:
            if what == "wait":
                play.seconds += how[0]
            else:
                getattr(play, what)(*how)
        play.drain()
        assert play.sendable() == set()
        over = {error for status, error in statuses(tx).values() if status == "withdrawn"}
        assert over <= {"out of date"}
        if all(use is None for what, *_chat, use in steps if what == "post"):
            assert not over


def test_many_posts_at_once_keep_their_order_their_reasons_and_one_row_for_each_key(
    database: Database,
) -> None:
    why = {"plan_id": None, "assignment_id": None, "why": "week"}
    with database.look(NOW) as tx:
        outbox.post(tx, [row("n7", key="k7")])
        rows = [row(f"n{n % 900}", key=f"k{n % 900}", reasons=[why]) for n in range(1_000)]
        ids = outbox.post(tx, [*rows, row("lan"), row("lan")])
        assert ids == sorted(ids)
        assert len(ids) == 899 + 2
        found = tx.connection.execute(
            select(table.c.chat_id).where(table.c.id.in_(ids)).order_by(table.c.id)
        ).scalars()
        assert list(found) == [f"n{n}" for n in range(900) if n != 7] + ["lan", "lan"]
        assert set(tx.connection.execute(select(reminder.c.outbox_id)).scalars()) == set(ids[:-2])


def test_what_went_before_is_known_by_chat_and_moment(database: Database) -> None:
    with database.look(NOW) as tx:
        old, one, two, _waits = outbox.post(tx, [row("cũ"), row("lan"), row("minh"), row("hoa")])
        outbox.claim(tx, "telegram", limit=3)
        outbox.sent(later(tx, -61), old, "1")
        outbox.sent(later(tx, -59), one, "2")
        outbox.settle_doubts(tx)
        assert outbox.gone_since(tx, "telegram", NOW - timedelta(minutes=1)) == [
            outbox.Gone("telegram:lan", True, NOW - timedelta(seconds=59)),
            outbox.Gone("telegram:minh", True, NOW),
        ]
        assert statuses(tx)[two] == ("waiting", outbox.IN_DOUBT)
