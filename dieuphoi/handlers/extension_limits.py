"""What an extension may be: of which tasks, how often by the plan's rules, up to which day."""

from __future__ import annotations

import re
from datetime import date

from dieuphoi.handlers import phrases
from dieuphoi.handlers.messages import bold
from dieuphoi.handlers.turn import Turn
from dieuphoi.storage import extensions, plans, rules
from dieuphoi.storage.tasks import Item
from dieuphoi.wording import _, ngettext

_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)", re.ASCII)


def why_not(turn: Turn, item: Item) -> str:
    """Why no extension of a task can be asked for; empty where it can."""
    if not item.open:
        text = _("{code} needs no extension: it is {state}.")
        return text.format(code=bold(item.code), state=phrases.standing(item))
    if item.due is None:
        text = _("{code} needs no extension: the document sets no day for it ({deadline}).")
        return text.format(code=bold(item.code), deadline=phrases.deadline(item, turn.today))
    return ""


def why_not_until(turn: Turn, item: Item, until: date) -> str:
    """Why a task can't be extended to a day; empty where it can."""
    day = phrases.day(until)
    if item.due is not None and until <= item.due:
        text = _("{day} is no later than the deadline of {code}: {deadline}. Please name a later day.")
        return text.format(day=day, code=bold(item.code), deadline=phrases.deadline(item, turn.today))
    if until < turn.today:
        return _("{day} is past. Please name a day that is still to come.").format(day=day)
    return ""


def beyond(turn: Turn, item: Item, until: date) -> str:
    """That a day lies after the plan's last year; empty where it does not."""
    year = latest_day(turn, item).year
    if until.year <= year:
        return ""
    text = _("{day} is after the last year of plan {number} ({year}).")
    return text.format(day=phrases.day(until), number=item.plan_number, year=year)


def latest_day(turn: Turn, item: Item) -> date:
    """The last day of the plan's last year, by its deadlines, its title and its date."""
    plan = plans.get(turn.tx, item.plan_id)
    years = [int(found) for found in _YEAR.findall((plan.title or "") if plan else "")]
    years += [plan.date.year] if plan and plan.date else []
    return date(max([*years, extensions.last_year(turn.tx, item.plan_id)]), 12, 31)


def times(turn: Turn, item: Item) -> int:
    """How often a task's deadline was extended, as far as that was not taken back."""
    return extensions.of_items(turn.tx, [item.id]).get(item.id, extensions.Extended()).times


def reached(turn: Turn, item: Item) -> str:
    """That a task was extended as often as the plan's rules allow; empty where it was not."""
    done, most = times(turn, item), rules.of_plan(turn.tx, item.plan_id).extensions
    if done < most:
        return ""
    if not most:
        return _("The rules of plan {number} allow no extension.").format(number=item.plan_number)
    text = ngettext(
        "The limit is reached: {code} was extended {done}, the rules of plan {number} allow {n} extension a task.",
        "The limit is reached: {code} was extended {done}, the rules of plan {number} allow {n} extensions a task.",
        most,
    )
    times_done = ngettext("{n} time", "{n} times", done).format(n=done)
    return text.format(code=bold(item.code), done=times_done, number=item.plan_number, n=most)
