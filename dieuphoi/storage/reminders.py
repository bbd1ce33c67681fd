"""What was posted of the bot's own accord, why, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, String, and_, cast, func, or_, select, update

from dieuphoi.plan.reminding import Why
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.tables import Moment, address, assignment, outbox, person, reminder, room, task
from dieuphoi.storage.tasks import GONE

OUT_OF_DATE = "out of date"  # withdrawn because its use was over before it could go
REPLACED = "replaced"  # withdrawn because a newer post says it
KINDS = ("reminder", "quarter", "rollup", "results")
REMEMBERED = timedelta(days=31)  # how long a post that did not go out is made up for


@dataclass(frozen=True, slots=True)
class Unsent:
    """A post that has not gone out."""

    id: int
    kind: str
    channel: str
    chat_id: str
    private: bool
    about: tuple[int, ...]
    made_at: datetime
    key: str = ""


@dataclass(frozen=True, slots=True)
class Posted:
    """A post as the journal tells of it; `to` is a person's or a group's name, None where nobody knows it."""

    id: int
    at: datetime
    kind: str
    status: str
    error: str | None
    private: bool
    to: str | None
    whys: tuple[str, ...]
    codes: tuple[str, ...]


def waiting(tx: Transaction) -> list[Unsent]:
    """The posts that a morning made and that wait to be sent; totals that somebody asked for are no such post."""
    return _posts(tx, outbox.c.status == "waiting", outbox.c.use_until.is_not(None))


def missed(tx: Transaction) -> list[Unsent]:
    """The posts whose use was over before they could go out, and that nothing has replaced yet."""
    over = and_(outbox.c.status == "waiting", outbox.c.use_until <= tx.now)
    tx.connection.execute(update(outbox).where(over).values(status="withdrawn", error=OUT_OF_DATE))
    recent = outbox.c.created_at > tx.now - REMEMBERED
    return _posts(tx, outbox.c.status == "withdrawn", outbox.c.error == OUT_OF_DATE, recent)


def put_over(tx: Transaction) -> int:
    """Let what waits be of no use today, which became a day off; the next morning makes up for it. Gives how many."""
    posts = waiting(tx)
    ids = [post.id for post in posts]
    tx.connection.execute(
        update(outbox).where(outbox.c.id.in_(ids)).values(status="withdrawn", error=OUT_OF_DATE)
    )
    return len(ids)


def waiting_about(tx: Transaction, assignment_id: int) -> list[Unsent]:
    """The digests that wait and speak of a task."""
    speaking = select(reminder.c.outbox_id).where(reminder.c.assignment_id == assignment_id)
    return _posts(tx, outbox.c.id.in_(speaking), outbox.c.status == "waiting")


def _posts(tx: Transaction, *conditions: ColumnElement[bool]) -> list[Unsent]:
    query = select(*UNSENT).where(*conditions, outbox.c.kind.in_(KINDS)).order_by(outbox.c.id)
    return [unsent(row) for row in tx.connection.execute(query)]


# What `unsent` reads.
UNSENT = (
    outbox.c.id,
    outbox.c.kind,
    outbox.c.channel,
    outbox.c.chat_id,
    outbox.c.private,
    outbox.c.about,
    outbox.c.created_at,
    func.coalesce(outbox.c.key, "").label("key"),
)


def unsent(row: Row[*tuple[Any, ...]]) -> Unsent:
    """A post from a row that has the columns of UNSENT."""
    return Unsent(
        row.id, row.kind, row.channel, row.chat_id, row.private, tuple(row.about), row.created_at, row.key
    )


def reasons_of(tx: Transaction, outbox_id: int) -> dict[int, set[str]]:
    """Why a post speaks of each of its tasks."""
    rows = tx.connection.execute(
        select(reminder.c.assignment_id, reminder.c.why).where(
            reminder.c.outbox_id == outbox_id, reminder.c.assignment_id.is_not(None)
        )
    )
    found: dict[int, set[str]] = {}
    for assignment_id, why in rows:
        found.setdefault(assignment_id, set()).add(why)
    return found


def leave_out(tx: Transaction, posts: Iterable[Unsent], assignment_id: int) -> None:
    """Posts that are no longer of use need not be made up for in regard to a task."""
    for post in posts:
        about = [number for number in post.about if number != assignment_id]
        tx.connection.execute(update(outbox).where(outbox.c.id == post.id).values(about=about))


def withdraw(tx: Transaction, posts: Iterable[Unsent]) -> None:
    """Take posts back that have not gone out, with all that belongs to them: a newer one may take their key.

    That is every piece of a long text, and what would have taken the reader's last reminder back.
    """
    for post in posts:
        own = select(outbox.c.key).where(outbox.c.id == post.id).scalar_subquery()
        belongs = or_(
            outbox.c.id == post.id, outbox.c.key.startswith(own + "#"), outbox.c.key.endswith(":" + own)
        )
        freed = outbox.c.key + ":" + REPLACED + ":" + cast(outbox.c.id, String)
        tx.connection.execute(
            update(outbox)
            .where(
                outbox.c.status.in_(("waiting", "withdrawn")),
                outbox.c.channel == post.channel,
                outbox.c.chat_key == f"{post.channel}:{post.chat_id}",
                belongs,
            )
            .values(status="withdrawn", error=REPLACED, key=freed)
        )


def live(tx: Transaction, chat_key: str) -> tuple[int, str | None] | None:
    """The newest reminder that a chat was sent: its number and key."""
    row = tx.connection.execute(
        select(outbox.c.id, outbox.c.key)
        .where(outbox.c.chat_key == chat_key, outbox.c.kind == "reminder", outbox.c.status == "sent")
        .where(outbox.c.key.is_not(None))
        .order_by(outbox.c.id.desc())
        .limit(1)
    ).first()
    return (row[0], row[1]) if row else None


def tried(tx: Transaction, assignment_ids: Sequence[int]) -> dict[int, list[tuple[datetime, str]]]:
    """Whom the bot has reminded of tasks in private, and when: (moment, name), oldest first."""
    rows = tx.connection.execute(
        select(reminder.c.assignment_id, outbox.c.sent_at, person.c.full_name)
        .select_from(
            reminder.join(outbox, outbox.c.id == reminder.c.outbox_id)
            .join(
                address,
                and_(address.c.channel == outbox.c.channel, address.c.external_id == outbox.c.chat_id),
            )
            .join(person, person.c.id == address.c.person_id)
        )
        .where(reminder.c.assignment_id.in_(assignment_ids), outbox.c.status == "sent", outbox.c.private)
        .where(
            reminder.c.why.not_in((Why.PART, Why.PART_NEAR, Why.PART_PASSED))
        )  # the part of another agency
        .group_by(reminder.c.assignment_id, outbox.c.id, outbox.c.sent_at, person.c.full_name)
        .order_by(outbox.c.id)
    )
    found: dict[int, list[tuple[datetime, str]]] = {}
    for assignment_id, at, name in rows:
        found.setdefault(assignment_id, []).append((at, name))
    return found


def last_told(tx: Transaction, plan_id: int, whys: Iterable[str]) -> dict[int, dict[str, date]]:
    """For each task of a plan, the day on which it was last spoken of for each of some reasons, and that went out."""
    rows = tx.connection.execute(
        select(reminder.c.assignment_id, reminder.c.why, func.max(outbox.c.created_at, type_=Moment()))
        .select_from(reminder.join(outbox, outbox.c.id == reminder.c.outbox_id))
        .where(reminder.c.plan_id == plan_id, reminder.c.assignment_id.is_not(None))
        .where(reminder.c.why.in_(list(whys)), outbox.c.status.in_(("waiting", "sending", "sent")))
        .group_by(reminder.c.assignment_id, reminder.c.why)
    )
    found: dict[int, dict[str, date]] = {}
    for assignment_id, why, at in rows:
        found.setdefault(assignment_id, {})[why] = at.date()
    return found


def was_told(
    tx: Transaction, plan_id: int, chat_key: str, why: str, since: datetime, before: datetime
) -> bool:
    """Whether a chat was told something of a plan from one moment on and before another."""
    query = (
        select(reminder.c.id)
        .join(outbox, outbox.c.id == reminder.c.outbox_id)
        .where(reminder.c.plan_id == plan_id, reminder.c.why == why, outbox.c.chat_key == chat_key)
        .where(outbox.c.created_at >= since, outbox.c.created_at < before)
        .where(outbox.c.status.in_(("waiting", "sending", "sent")))
    )
    return tx.connection.execute(query.limit(1)).first() is not None


def is_posted(tx: Transaction, key: str) -> bool:
    """Whether a post with a key has been made and not been taken back since."""
    return tx.connection.execute(select(outbox.c.id).where(outbox.c.key == key)).first() is not None


def totals_of(tx: Transaction, outbox_id: int) -> set[str]:
    """Why a post of totals was made."""
    rows = tx.connection.execute(select(reminder.c.why).where(reminder.c.outbox_id == outbox_id))
    return set(rows.scalars())


def journal(
    tx: Transaction,
    *,
    plan_ids: Sequence[int],
    assignment_ids: Sequence[int] | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    chat_key: str | None = None,
    skip: int = 0,
    size: int = 10,
) -> tuple[list[Posted], int]:
    """The posts about plans (or tasks), to one chat or to all, newest first, a page of them; and how many in all."""
    wanted = [or_(reminder.c.plan_id.in_(plan_ids), reminder.c.plan_id.is_(None))]
    if assignment_ids is not None:
        wanted.append(reminder.c.assignment_id.in_(assignment_ids))
    about = select(reminder.c.outbox_id).where(*wanted)
    condition = [outbox.c.id.in_(about), outbox.c.error.is_distinct_from(REPLACED)]
    if chat_key is not None:
        condition.append(outbox.c.chat_key == chat_key)
    if since is not None:
        condition.append(outbox.c.created_at >= since)
    if until is not None:
        condition.append(outbox.c.created_at < until)
    number = tx.connection.execute(select(func.count()).select_from(outbox).where(*condition)).scalar_one()
    rows = tx.connection.execute(
        select(
            outbox.c.id,
            func.coalesce(outbox.c.sent_at, outbox.c.created_at),
            outbox.c.kind,
            outbox.c.status,
            outbox.c.error,
            outbox.c.private,
            func.coalesce(person.c.full_name, room.c.title),
        )
        .select_from(
            outbox.outerjoin(
                address,
                and_(address.c.channel == outbox.c.channel, address.c.external_id == outbox.c.chat_id),
            )
            .outerjoin(person, person.c.id == address.c.person_id)
            .outerjoin(
                room,
                and_(
                    room.c.channel == outbox.c.channel,
                    room.c.external_id == outbox.c.chat_id,
                    room.c.closed_at.is_(None),
                ),
            )
        )
        .where(*condition)
        .order_by(outbox.c.id.desc())
        .offset(skip)
        .limit(size)
    ).all()
    told = _told(tx, [row[0] for row in rows])
    return [Posted(*row, *told.get(row[0], ((), ()))) for row in rows], int(number)


def _told(tx: Transaction, outbox_ids: Sequence[int]) -> dict[int, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Why each was posted, and of which tasks it speaks."""
    rows = tx.connection.execute(
        select(reminder.c.outbox_id, reminder.c.why, task.c.code)
        .select_from(
            reminder.outerjoin(assignment, assignment.c.id == reminder.c.assignment_id).outerjoin(
                task, task.c.id == assignment.c.task_id
            )
        )
        .where(reminder.c.outbox_id.in_(outbox_ids))
        .order_by(reminder.c.id)
    )
    found: dict[int, tuple[dict[str, None], dict[str, None]]] = {}
    for outbox_id, why, code in rows:
        whys, codes = found.setdefault(outbox_id, ({}, {}))
        whys[why] = None
        if code is not None:
            codes[code.partition(GONE)[0]] = None
    return {number: (tuple(whys), tuple(codes)) for number, (whys, codes) in found.items()}
