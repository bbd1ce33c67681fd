"""Putting a reminder off: to the next working day, to Monday, or to a day that is typed; never past the deadline."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from dieuphoi.handlers import phrases
from dieuphoi.handlers.messages import Button, Message, bold
from dieuphoi.handlers.permissions import Action
from dieuphoi.handlers.turn import Turn
from dieuphoi.handlers.understanding.dates import a_day
from dieuphoi.plan.calendar import ONE_DAY, WorkingDays
from dieuphoi.plan.reminding import Morning
from dieuphoi.storage import pauses, rules, tasks
from dieuphoi.storage.tasks import Item
from dieuphoi.wording import _

WEEKDAYS = 7


def buttons(items: Sequence[Item], morning: Morning) -> tuple[tuple[Button, ...], ...]:
    """The choices under a reminder; none where nothing in it can wait any longer."""
    today, calendar = morning.today, morning.calendar
    if not any(_may_wait(item, today, calendar) for item in items):
        return ()
    tomorrow, monday = calendar.on_or_after(today + ONE_DAY), _monday(today, calendar)
    choices = [
        Button(_("Remind me again {day}").format(day=_day_name(tomorrow, today)), f"z:{tomorrow.toordinal()}")
    ]
    if monday != tomorrow:
        choices.append(
            Button(_("Remind me again {day}").format(day=_day_name(monday, today)), f"z:{monday.toordinal()}")
        )
    return ((*choices, Button(_("Choose another day…"), "zd")),)


def _may_wait(item: Item, today: date, calendar: WorkingDays) -> bool:
    """Whether a working day is left up to the deadline."""
    return item.due is None or calendar.on_or_before(item.due) > today


def _monday(today: date, calendar: WorkingDays) -> date:
    """The first working day of next week."""
    return calendar.on_or_after(today + timedelta(days=WEEKDAYS - today.weekday()))


def _day_name(day: date, today: date) -> str:
    if day == today + ONE_DAY:
        return _("tomorrow")
    names = (
        _("on Monday"),
        _("on Tuesday"),
        _("on Wednesday"),
        _("on Thursday"),
        _("on Friday"),
        _("on Saturday"),
        _("on Sunday"),
    )
    return names[day.weekday()]


def press(turn: Turn, args: list[str]) -> list[Message]:
    """A day under a reminder was pressed. Raises ValueError for a day that no calendar has."""
    return _put_off(turn, _reminded(turn), date.fromordinal(int(args[0])))


def ask_day(turn: Turn, _args: list[str]) -> list[Message]:
    """Another day: it is typed."""
    items = _reminded(turn)
    if not items:
        return [_nothing(turn)]
    turn.ask("put_off", assignments=[item.id for item in items])
    return [turn.reply(_("Remind you again on which day? Write e.g. “25/3” or “thứ sáu”."), kind="question")]


def take_day(turn: Turn, data: dict[str, Any]) -> list[Message] | None:
    """The typed day; None where the text is no day: it is heard as something else."""
    day = a_day(turn.incoming.text, turn.today)
    if day is None:
        return None
    turn.done_asking()
    return _put_off(turn, tasks.many(turn.tx, data["assignments"]), day)


def _reminded(turn: Turn) -> list[Item]:
    """The tasks of the reminder whose button was pressed."""
    vendor_id = turn.incoming.pressed_on
    return tasks.many(turn.tx, turn.about_of(vendor_id)) if vendor_id else []


def _put_off(turn: Turn, items: Sequence[Item], day: date) -> list[Message]:
    person_id = turn.who.person_id
    own = [
        i for i in items if i.open and turn.may(Action.SEE_TASKS, i) and turn.sees(i.plan_id) and not i.ended
    ]
    if not turn.private or person_id is None or not own:
        return [_nothing(turn)]
    if day <= turn.today:
        text = _("{day} has passed or is today. Choose a day after today.")
        return [turn.reply(text.format(day=phrases.day(day)))]
    calendar = rules.working_days(turn.tx)
    waiting = [item for item in own if _may_wait(item, turn.today, calendar)]
    if not waiting:
        return [turn.reply(_("These tasks are due: a reminder can't be put off past the deadline."))]
    lines = []
    for until, group in _by_day(waiting, day, calendar).items():
        pauses.put_off(turn.tx, person_id, [item.id for item in group], until)
        codes = ", ".join(bold(item.code) for item in group)
        lines.append(_("{codes}: again on {day}").format(codes=codes, day=phrases.day(until)))
    if any(item.due is not None and item.due < day for item in waiting):
        lines.append(_("Not later than the deadline."))
    if len(waiting) < len(own):
        lines.append(_("What is overdue, or due today, can't be put off: please report."))
    return [turn.reply("\n".join([_("Reminder put off."), *lines]), about=[item.id for item in waiting])]


def _by_day(items: Sequence[Item], day: date, calendar: WorkingDays) -> dict[date, list[Item]]:
    """The working day on which each comes again: the next one from the wished day on, not past the deadline."""
    wished, found = calendar.on_or_after(day), dict[date, list[Item]]()
    for item in items:
        until = wished if item.due is None else min(wished, calendar.on_or_before(item.due))
        found.setdefault(until, []).append(item)
    return found


def _nothing(turn: Turn) -> Message:
    return turn.reply(_("There is no reminder of yours to put off. Your tasks: /viec"))
