"""Reminders of days that are taken off after this morning's posts were made: they come today, before the day off."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from dieuphoi.handlers import part_posts
from dieuphoi.handlers.group_posts import TOTALS, near_posts
from dieuphoi.handlers.messages import Chat, Message
from dieuphoi.handlers.occasions import Matter, Portfolio, of_plan, portfolios
from dieuphoi.handlers.private_posts import Post, messages
from dieuphoi.handlers.turn import Turn
from dieuphoi.plan.calendar import Hours
from dieuphoi.plan.reminding import Morning, Why
from dieuphoi.storage import marks, pauses, people, plans, rules
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.plans import Plan
from dieuphoi.storage.reminders import Unsent

AHEAD = frozenset((Why.BEFORE, Why.COORDINATING))  # what a day off moves to the day before it


def brought_forward(turn: Turn, renewed: Iterable[Message]) -> list[Message]:
    """The posts for the days that today stands for now and did not in the morning.

    None out of hours, nor for the chats whose digests of today have just been `renewed`.
    """
    tx, hours = turn.tx, turn.office.hours
    morning = _extended(turn)
    if morning is None:
        return []
    marks.put(tx, marks.COVERED, max(morning.ahead()).isoformat())
    return [one for one in _posts(tx, morning, hours) if one.to.key not in _digested(renewed)]


def _digested(messages: Iterable[Message]) -> set[str]:
    """The chats that read of tasks in messages, and not only totals."""
    return {message.to.key for message in messages if message.kind not in TOTALS}


def again(
    tx: Transaction, hours: Hours, withdrawn: Iterable[Unsent], renewed: Iterable[Message]
) -> list[Message]:
    """Such posts that still waited and were taken back, written anew by what holds now; not for chats with a digest `renewed`."""
    chats: dict[date, set[str]] = {}
    for post in withdrawn:
        if covered := Morning.covered_by(post.key):
            chats.setdefault(covered, set()).add(f"{post.channel}:{post.chat_id}")
    calendar, done = rules.working_days(tx), _digested(renewed)
    return [
        one
        for covered, waiting in chats.items()
        for one in _posts(tx, Morning((tx.now.date(),), calendar, covered), hours)
        if one.to.key in waiting - done
    ]


def _posts(tx: Transaction, morning: Morning, hours: Hours) -> list[Message]:
    post = Post(morning, hours.closing(morning.today))
    left_alone = pauses.running(tx, morning.today).plans
    found = {plan: _moved(tx, plan, morning) for plan in plans.every(tx) if plan.id not in left_alone}
    posts = _in_private(tx, found, post)
    for plan, matters in found.items():
        posts += near_posts(tx, plan, [m for m in matters if m.whys], morning, post.use_until)
    return posts


def _extended(turn: Turn) -> Morning | None:
    """This morning as it stands now for the days that it did not cover; None where there is none of them."""
    today, calendar = turn.today, rules.working_days(turn.tx)
    if marks.get(turn.tx, marks.PREPARED) != today.isoformat():
        return None  # the morning is still to come, and will stand for them
    if not turn.office.hours.open_at(turn.tx.now, calendar):
        return None
    covered = date.fromisoformat(marks.get(turn.tx, marks.COVERED) or today.isoformat())
    morning = Morning((today,), calendar, max(covered, today))
    return morning if morning.ahead() else None


def _moved(tx: Transaction, plan: Plan, morning: Morning) -> list[Matter]:
    return [replace(matter, whys=matter.whys & AHEAD) for matter in of_plan(tx, plan, morning)]


def _in_private(tx: Transaction, found: dict[Plan, list[Matter]], post: Post) -> list[Message]:
    """To whom the moved days bring something: their whole digest of today, which takes the morning's place."""
    moved = portfolios(tx, [m for matters in found.values() for m in matters], post.morning)
    whole = Morning(post.morning.days, post.morning.calendar)
    today = portfolios(tx, [m for plan in found for m in of_plan(tx, plan, whole)], whole)
    for person, asked in part_posts.spoken(tx, [plan.id for plan in found], whole).items():
        today.setdefault(person, Portfolio()).parts = asked
    accounts = people.accounts(tx, [person for person, share in moved.items() if share.whys])
    return [
        message
        for person, places in accounts.items()
        for message in messages(
            tx, Chat(*places[0], private=True), person, _joined(today[person], moved[person]), post
        )
    ]


def _joined(today: Portfolio, moved: Portfolio) -> Portfolio:
    for number, whys in moved.whys.items():
        today.add(moved.matters[number], whys)
    return today


def count(posts: Iterable[Message]) -> int:
    """How many posts people read, without what takes an old one back."""
    return sum(post.edits is None for post in posts)
