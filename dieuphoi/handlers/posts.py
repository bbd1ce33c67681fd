"""What the bot says of its own accord on a morning: one digest for each group and each person, or nothing.

Each post has a key, so that preparing the same day twice posts once. What did not go out in its hours is made
up for in the next digest, which says that it is late.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from dieuphoi.handlers import brought_forward, desk, part_posts, plan_ends, private_posts
from dieuphoi.handlers.group_posts import TOTALS, Missed, group_posts, posted_again
from dieuphoi.handlers.messages import Chat, Message
from dieuphoi.handlers.occasions import Matter, PartMatter, Portfolio, late_since, of_plan, portfolios
from dieuphoi.handlers.private_posts import Post
from dieuphoi.plan.calendar import Hours, WorkingDays
from dieuphoi.plan.reminding import MAKE_UP_FOR, Morning, Why
from dieuphoi.storage import marks, milestones, pauses, people, plans, reminders, rules, tasks
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.reminders import Unsent


def prepare(tx: Transaction, morning: Morning, hours: Hours) -> list[Message]:
    """All posts for a morning, of every plan; what waits from an earlier one is taken back and made up for."""
    unsent = reminders.missed(tx)
    reminders.withdraw(tx, unsent)
    return [*_write(tx, morning, hours, unsent), *plan_ends.proposals(tx)]


def rewrite(tx: Transaction, hours: Hours) -> list[Message]:
    """The posts of today that still wait, written anew: a rule, a pause or a day has changed.

    Whoever has had today's keeps it. Out of hours nothing is written: what waits is made up for in the morning.
    What a post made up for, or brought forward from a day taken off, is written anew as well.
    """
    unsent, calendar = reminders.waiting(tx), rules.working_days(tx)
    if not unsent or not hours.open_at(tx.now, calendar):
        return []
    still = _made_up(tx, unsent)
    reminders.withdraw(tx, unsent)
    messages = _write(tx, _as_begun(tx, calendar), hours, still)
    return messages + brought_forward.again(tx, hours, unsent, messages)


def _made_up(tx: Transaction, posts: Iterable[Unsent]) -> list[Unsent]:
    """What posts made up for an earlier one, and totals, whichever day they fell on."""
    found = []
    for post in posts:
        whys = reminders.reasons_of(tx, post.id)
        about = tuple(number for number, why in whys.items() if Why.UNSENT in why)
        if about or post.kind in TOTALS:
            found.append(replace(post, about=about))
    return found


def _as_begun(tx: Transaction, calendar: WorkingDays) -> Morning:
    """Today's morning with the missed ones that it stood for."""
    today = tx.now.date()
    begun = marks.get(tx, marks.BEGUN)
    if begun is None or marks.get(tx, marks.PREPARED) != today.isoformat():
        return Morning((today,), calendar)
    before, _blank, covered = begun.partition(" ")
    days = calendar.between(max(date.fromisoformat(before), today - MAKE_UP_FOR), today)
    return Morning(tuple(days) or (today,), calendar, date.fromisoformat(covered) if covered else None)


def without(tx: Transaction, assignment_id: int, hours: Hours) -> list[Message]:
    """Something was reported on a task: nobody puts it off any more, and posts that wait are written anew without it.

    Out of hours nothing is written: what waits then is made up for in the morning, without the task.
    """
    pauses.put_off_over(tx, assignment_id)
    waiting = reminders.waiting_about(tx, assignment_id)
    if not waiting:
        return []
    if not hours.open_at(tx.now, rules.working_days(tx)):
        reminders.leave_out(tx, waiting, assignment_id)
        return []
    return _written_again(tx, [(post, _kept(tx, post, assignment_id)) for post in waiting], hours)


def again(tx: Transaction, assignment_id: int, hours: Hours) -> list[Message]:
    """What an agency is asked for on a task has changed: the digests that wait and speak of it are written anew."""
    waiting = [post for post in reminders.waiting_about(tx, assignment_id) if post.private]
    if not waiting or not hours.open_at(tx.now, rules.working_days(tx)):
        return []
    return _written_again(tx, [(post, _kept(tx, post, None)) for post in waiting], hours)


def _written_again(
    tx: Transaction, kept: Sequence[tuple[Unsent, list[Matter]]], hours: Hours
) -> list[Message]:
    reminders.withdraw(tx, [post for post, _matters in kept])
    today, calendar = (tx.now.date(),), rules.working_days(tx)
    return [
        message
        for post, matters in kept
        if matters or post.private
        for message in _again(
            tx, post, matters, Morning(today, calendar, Morning.covered_by(post.key)), hours.closing(today[0])
        )
    ]


def _kept(tx: Transaction, post: Unsent, cleared: int | None) -> list[Matter]:
    """What a post speaks of besides a task, with the reasons that it had."""
    whys = reminders.reasons_of(tx, post.id)
    items = [i for i in tasks.many(tx, [n for n in post.about if n != cleared]) if i.open]
    steps = milestones.on_the_way(tx, items)
    return [
        Matter(
            item,
            rules.of_plan(tx, item.plan_id),
            frozenset(map(Why, whys.get(item.id, ()))),
            steps[item.id],
        )
        for item in items
    ]


def _again(
    tx: Transaction, post: Unsent, matters: list[Matter], morning: Morning, use_until: datetime
) -> list[Message]:
    if post.private:
        who = people.person_at(tx, post.channel, post.chat_id)
        if who is None:
            return []
        portfolio = portfolios(tx, matters, morning).get(who, Portfolio())
        portfolio.parts = _parts(tx, morning).get(who, [])
        if not portfolio.whys and not portfolio.parts and desk.of(tx, who, morning) is None:
            return []
        to = Chat(post.channel, post.chat_id, private=True)
        return private_posts.messages(tx, to, who, portfolio, Post(morning, use_until))
    return posted_again(tx, post, matters, morning, use_until)


def _write(tx: Transaction, morning: Morning, hours: Hours, unsent: Sequence[Unsent]) -> list[Message]:
    use_until = hours.closing(morning.today)
    missed = _missed(tx, unsent)
    messages: list[Message] = []
    matters: list[Matter] = []
    for plan in _plans_spoken_of(tx, morning):
        found = of_plan(tx, plan, morning)
        messages += group_posts(tx, plan, found, morning, use_until, missed)
        matters += found
    return messages + _in_private(tx, matters, morning, use_until, missed)


def _plans_spoken_of(tx: Transaction, morning: Morning) -> list[plans.Plan]:
    left_alone = pauses.running(tx, morning.today).plans
    return [plan for plan in plans.running(tx) if plan.id not in left_alone]


def _missed(tx: Transaction, unsent: Iterable[Unsent]) -> dict[str, Missed]:
    """By chat, what did not go out."""
    found: dict[str, Missed] = {}
    for post in unsent:
        chat = f"{post.channel}:{post.chat_id}"
        before = found.get(chat, Missed(post.made_at.date()))
        totals = post.kind in TOTALS
        whys = frozenset(map(Why, reminders.totals_of(tx, post.id))) if totals else frozenset[Why]()
        found[chat] = Missed(
            min(before.since, post.made_at.date()),
            before.about if totals else before.about.union(post.about),
            before.totals | whys,
        )
    return found


def _in_private(
    tx: Transaction,
    matters: Sequence[Matter],
    morning: Morning,
    use_until: datetime,
    missed: dict[str, Missed],
) -> list[Message]:
    shares = portfolios(tx, matters, morning)
    for person_id, asked in _parts(tx, morning).items():
        shares.setdefault(person_id, Portfolio()).parts = asked
    busy = desk.whose(tx, morning)
    for person_id in busy:
        shares.setdefault(person_id, Portfolio())
    accounts = people.accounts(tx, shares)
    messages: list[Message] = []
    for person_id, portfolio in shares.items():
        if not accounts.get(person_id):
            continue
        to = Chat(*accounts[person_id][0], private=True)
        lost = missed.get(to.key)
        if lost:
            _make_up(portfolio, lost)
        if portfolio.whys or portfolio.parts or person_id in busy:
            since = (
                lost.since
                if lost and lost.since < morning.today
                else late_since(portfolio.matters.values(), portfolio.whys, morning, portfolio.put_off)
            )
            messages += private_posts.messages(tx, to, person_id, portfolio, Post(morning, use_until, since))
    return messages


def _parts(tx: Transaction, morning: Morning) -> dict[int, list[PartMatter]]:
    return part_posts.spoken(tx, [plan.id for plan in _plans_spoken_of(tx, morning)], morning)


def _make_up(portfolio: Portfolio, lost: Missed) -> None:
    """What a person was to hear of and still answers for."""
    for assignment_id in lost.about & portfolio.matters.keys():
        portfolio.whys.setdefault(assignment_id, set()).add(Why.UNSENT)
