"""Reminders in private: one message a person, to the focal points who answer for the tasks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from dieuphoi.handlers import (
    agency_seats,
    desk,
    milestone_words,
    part_posts,
    phrases,
    snoozing,
    task_lines,
    word_reminder,
)
from dieuphoi.handlers.messages import RETIRED, Chat, Lines, Message, Rank, Reason, bold
from dieuphoi.handlers.mornings import buttons, late_mark, state_line
from dieuphoi.handlers.occasions import STEPS, Portfolio
from dieuphoi.handlers.task_lines import by_task
from dieuphoi.plan.reminding import Morning, Why
from dieuphoi.storage import people, reminders, tasks
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.tasks import Item
from dieuphoi.wording import _, ngettext

LISTED = 10  # tasks in all: one message, on every channel
WEEK = timedelta(days=7)
Tried = Mapping[int, list[tuple[datetime, str]]]


@dataclass(frozen=True, slots=True)
class Post:
    """A person's reminder to be written: on which morning, until when it is of use, since when it is late."""

    morning: Morning
    use_until: datetime
    late_since: date | None = None


def messages(tx: Transaction, to: Chat, person_id: int, portfolio: Portfolio, post: Post) -> list[Message]:
    """One person's reminder, and the last one taken back; nothing where this morning's has gone out already."""
    key = f"private:{person_id}:{post.morning.occasion}"
    last = reminders.live(tx, to.key)
    if last is not None and last[1] == key:
        return []
    written = _write(tx, to, person_id, portfolio, post, key)
    on_desk = desk.of(tx, person_id, post.morning)
    if on_desk:
        written = replace(
            written,
            text="\n".join([written.text, "", *on_desk.lines()]),
            buttons=(*written.buttons, *on_desk.buttons()),
            reasons=(*written.reasons, *on_desk.reasons()),
        )
    for lines, rows in (agency_seats.reminder(tx, person_id), word_reminder.reminder(tx, person_id)):
        if lines:
            more = tuple(tuple(row) for row in rows)
            written = replace(
                written, text="\n".join([written.text, "", *lines]), buttons=(*written.buttons, *more)
            )
    return [written, _retired(written, last[0])] if last else [written]


def _retired(new: Message, number: int) -> Message:
    """What takes the place of the last reminder, after the new one has gone out: only one is alive."""
    text = _("This reminder is out of date; the newest one is below.")
    key = f"retired:{number}:{new.key}"
    return Message(new.to, text, rank=Rank.POST, kind=RETIRED, edits=number, key=key, use_until=new.use_until)


def _write(tx: Transaction, to: Chat, person_id: int, portfolio: Portfolio, post: Post, key: str) -> Message:
    tried = reminders.tried(tx, [i for i, whys in portfolio.whys.items() if whys & set(STEPS)])
    today = post.morning.today
    parts = sections(portfolio, today)
    lines: list[str] = []
    numbered: list[list[Item]] = []
    shown = [item for _title, items in parts for item in items]
    listed = _listed(shown, portfolio)
    for title, items in parts:
        whole = by_task(items)
        here = [units for units in whole if units[0].task_id in listed]
        lines += ["", f"{bold(title)}: {task_lines.number(items)}"]
        entries = [_line(tx, units, portfolio, today, tried) for units in here]
        lines += task_lines.numbered(entries, len(numbered) + 1)
        numbered += here
        if len(whole) > len(here):
            lines.append(_("… and {n} more: /viec").format(n=len(whole) - len(here)))
    lines += part_posts.lines(tx, portfolio, today)
    lines += _rest(tx, person_id, shown, today) if portfolio.reports else []
    head = bold(_("Reminder of {day}").format(day=phrases.day(today))) + late_mark(post.late_since)
    return Message(
        to,
        "\n".join([head, *lines, "", _what_next(portfolio, shown)]).rstrip(),
        (
            *buttons([item for item in shown if item.task_id in listed]),
            *part_posts.buttons(portfolio),
            *snoozing.buttons(shown, post.morning),
        ),
        rank=Rank.POST,
        kind="reminder",
        key=key,
        about=tuple(dict.fromkeys([*(item.id for item in shown), *(p.item.id for p in portfolio.parts)])),
        lines=Lines(1, task_lines.parts(numbered)),
        reasons=(*_reasons(portfolio, shown), *part_posts.reasons(portfolio)),
        use_until=post.use_until,
    )


def _rest(tx: Transaction, person_id: int, shown: Sequence[Item], today: date) -> list[str]:
    """What else their agencies lead, as a number: what is overdue or due this week is shown above."""
    own = [agency.id for agency in people.agencies_of(tx, person_id)]
    said = {item.task_id for item in shown}
    _late, ahead = tasks.open_besides(tx, said, today, led_by=own) if own else (0, 0)
    return ["", phrases.later_on(ahead)] if ahead else []


def _listed(shown: Sequence[Item], portfolio: Portfolio) -> set[int]:
    """The tasks that there is room for: first those that are spoken of today and not again each week."""

    def place(item: Item) -> int:
        whys = portfolio.whys.get(item.id, set())
        return 0 if whys - {Why.OVERDUE} else 1 if whys else 2

    return {units[0].task_id for units in by_task(sorted(shown, key=place))[:LISTED]}


def _what_next(portfolio: Portfolio, shown: Sequence[Item]) -> str:
    if not shown:  # else all that there is to say stands on the coordinator's desk
        return part_posts.what_next(portfolio) if portfolio.parts else ""
    if portfolio.helping and not portfolio.reports:
        return _(
            "Please give your part to the lead agency, which reports on the task. Press a task to see it."
        )
    if portfolio.reports:
        return _("Press a task to report, or reply to this message.")
    return _("Press a task to see it. To ask for an update: /dondoc {code}").format(code=shown[0].code)


def _reasons(portfolio: Portfolio, shown: Sequence[Item]) -> tuple[Reason, ...]:
    return tuple(
        Reason(why, item.plan_id, item.id)
        for item in shown
        for why in sorted(portfolio.whys.get(item.id, ()))
    )


def sections(portfolio: Portfolio, today: date) -> list[tuple[str, list[Item]]]:
    """Overdue first, then this week, then what else there is reason to speak of; each task once."""
    every = sorted((m.item for m in portfolio.matters.values()), key=_by_deadline)
    own = [item for item in every if item.id not in portfolio.helping]
    late = [i for i in own if i.due is not None and i.due < today]
    week = [i for i in own if i.due is not None and today <= i.due <= today + WEEK]
    ahead = [i for i in own if i not in late and i not in week and i.id in portfolio.whys]
    stepping = [i for i in ahead if portfolio.whys[i.id] & {Why.MILESTONE, Why.PASSED}]
    parts = (
        (_("Overdue"), late),
        (_("Due within a week"), week),
        (_("Milestones"), stepping),
        (_("Ahead"), [i for i in ahead if i not in stepping]),
        (_("To support the lead agency on"), [i for i in every if i.id in portfolio.helping]),
    )
    return [(title, items) for title, items in parts if items]


def _by_deadline(item: Item) -> tuple[date, int]:
    return item.due or date.max, item.id


def _line(tx: Transaction, units: list[Item], portfolio: Portfolio, today: date, tried: Tried) -> str:
    if len(units) == 1:
        return _of_one(units[0], portfolio, today, tried)
    return "\n".join(_of_several(tx, units, portfolio, today, tried))


def _of_several(
    tx: Transaction, units: list[Item], portfolio: Portfolio, today: date, tried: Tried
) -> Iterator[str]:
    """A task in which several units have a part; what is told of single units is left to their own focal points."""
    first = units[0]
    yield f"{phrases.code(first, several=portfolio.several)} · {first.short_title}"
    yield f"   {task_lines.progress(tx, units)}"
    yield f"   {task_lines.deadline(units, today)}"
    whys = set[Why]().union(*(portfolio.whys.get(item.id, ()) for item in units))
    steps = portfolio.matters[first.id].steps
    yield from (f"   {line}" for line in milestone_words.in_digest(steps, whys, today))
    if whys & set(STEPS):
        yield "   " + _steps(units, sorted(once for item in units for once in tried.get(item.id, [])))
    if alone := [item for item in units if item.id in portfolio.orphans]:
        text = _("Without a focal point: {n}, so this comes to you. Invite one: /moi {agency}")
        yield "   " + text.format(n=len(alone), agency=alone[0].agency)


def _of_one(item: Item, portfolio: Portfolio, today: date, tried: Tried) -> str:
    """A task; one whose agency has no focal point tells the coordinator what to do about that."""
    said = [
        f"{phrases.code(item, several=portfolio.several)} · {item.short_title}",
        f"   {item.agency}; {phrases.deadline(item, today)}",
        f"   {state_line(item, helping=item.id in portfolio.helping)}",
    ]
    whys = portfolio.whys.get(item.id, set())
    steps = portfolio.matters[item.id].steps
    said += [f"   {line}" for line in milestone_words.in_digest(steps, whys, today)]
    if Why.SILENCE in whys and (item.reported_at or item.id not in portfolio.orphans):
        said.append("   " + _silence(item, today))
    if whys & set(STEPS):
        said.append("   " + _steps([item], tried.get(item.id, [])))
    if item.id in portfolio.orphans:
        text = (
            _("{agency} has ended; say who takes this over: /cosquan")
            if item.agency_id in portfolio.ended
            else _("No focal point to remind, so this comes to you. Invite one: /moi {agency}")
        )
        said.append("   " + text.format(agency=item.agency))
    return "\n".join(said)


def _silence(item: Item, today: date) -> str:
    if item.reported_at is None:
        return _("Nothing has been reported yet: please write a line, e.g. “{code} 10%”.").format(
            code=item.code
        )
    days = (today - item.reported_at.date()).days
    return ngettext("No report for {n} day.", "No report for {n} days.", days).format(n=days)


def _steps(units: Sequence[Item], tried: list[tuple[datetime, str]]) -> str:
    """Why this comes to somebody higher up, and what was tried before."""
    last = max((item.reported_at for item in units if item.reported_at), default=None)
    heard = _("last report {day}").format(day=phrases.day(last.date())) if last else _("nothing reported yet")
    if not tried:
        return _("Passed on to you: {heard}; nobody could be reminded before.").format(heard=heard)
    names = ", ".join(dict.fromkeys(name for _at, name in tried))
    count = ngettext("{n} reminder", "{n} reminders", len(tried)).format(n=len(tried))
    text = _("Passed on to you: {heard}; tried before: {count} to {names}, the last on {day}.")
    return text.format(heard=heard, count=count, names=names, day=phrases.day(tried[-1][0].date()))
