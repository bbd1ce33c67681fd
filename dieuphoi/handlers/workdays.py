"""/lichlamviec: public holidays, and the days that the office itself takes off or works on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from dieuphoi.handlers import phrases, refusals
from dieuphoi.handlers.brought_forward import brought_forward, count
from dieuphoi.handlers.day_words import span, weekday
from dieuphoi.handlers.messages import Message, bold
from dieuphoi.handlers.permissions import Action
from dieuphoi.handlers.renewing import renewed
from dieuphoi.handlers.turn import Turn
from dieuphoi.handlers.typed_days import read_span
from dieuphoi.plan.calendar import ONE_DAY, WorkingDays, public_holidays
from dieuphoi.plan.text import one_line, plain
from dieuphoi.storage import reminders, rules
from dieuphoi.wording import _, ngettext

HOLIDAYS = 8
SATURDAY = 5
OWN = 20
LONGEST = 31  # days at once
AHEAD = timedelta(days=2 * 366)
GAP = 20  # days without a working day: a reminder that much early would be none
_SAID = re.compile(r"(nghi|lam bu|lam viec|lam|bo)(?:\s+(?:ngay\s+)?(.*))?", re.DOTALL)
_WORKING = {"nghi": False, "bo": None}  # else: worked on


def command(turn: Turn, argument: str = "") -> list[Message]:
    """/lichlamviec; with nghỉ, làm or bỏ and a day, or several."""
    if not turn.may(Action.SEE_TASKS):
        return [turn.reply(refusals.register_first())]
    if not argument:
        return [turn.reply(_calendar(turn))]
    if not turn.may(Action.SET_REMINDERS):
        return [turn.reply(_("Only the coordinator changes the calendar. To see it: /lichlamviec"))]
    said = _SAID.fullmatch(plain(one_line(argument)))
    days = read_span(said[2] or "", turn.today) if said else None
    if said is None or days is None:
        return [turn.reply(_("“{typed}” is not a day.").format(typed=argument[:60]) + " " + _how())]
    return _set(turn, _WORKING.get(said[1], True), *days)


def _how() -> str:
    return _(
        "Write e.g. “/lichlamviec nghỉ 31/12/2026”, “/lichlamviec nghỉ 28/12 đến 31/12”, “/lichlamviec làm 02/01/2027” (to make up for a day) or “/lichlamviec bỏ 31/12/2026” (as the calendar has it)."
    )


def _set(turn: Turn, working: bool | None, first: date, last: date) -> list[Message]:
    refusal = _refused(turn, first, last)
    if refusal:
        return [turn.reply(refusal)]
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    before = rules.working_days(turn.tx)
    after = _with(before, working, days)
    gap = _gap(after, turn.today, first, last)
    if gap is not None:
        text = _(
            "Nothing was changed: from {last} to {next} there would be no working day. At most {n} days may lie between."
        )
        return [turn.reply(text.format(last=weekday(gap[0]), next=weekday(gap[1]), n=GAP))]
    if after == before:
        return [turn.reply(_("The calendar has it so already: {days}.").format(days=_as_set(after, days)))]
    for day in days:
        rules.set_day(turn.tx, day, _own(after, day), turn.who.person_id)
    line, messages = _put_over(turn) or renewed(turn)
    today = brought_forward(turn, messages)
    lines = [
        _("Noted: {days}.").format(days=bold(_as_set(after, days))),
        _effect(turn, after.works(first), first, count(today)),
        line,
    ]
    if working is not None:
        lines.append(_("To take it back: “/lichlamviec bỏ {days}”.").format(days=_typed(first, last)))
    return [turn.reply("\n".join(lines)), *messages, *today]


def _typed(first: date, last: date) -> str:
    """Days as they can be typed behind the command."""
    if first == last:
        return phrases.day(first)
    return _("{first} to {last}").format(first=phrases.day(first), last=phrases.day(last))


def _refused(turn: Turn, first: date, last: date) -> str | None:
    if first < turn.today:
        return _("{day} is past; only days from today on can be changed.").format(day=weekday(first))
    if last < first:
        return _("The last day lies before the first.") + " " + _how()
    if (last - first).days >= LONGEST:
        return _("At most {n} days at once.").format(n=LONGEST) + " " + _how()
    if last > turn.today + AHEAD:
        return _("At most two years ahead.") + " " + _how()
    return None


def _with(calendar: WorkingDays, working: bool | None, days: Iterable[date]) -> WorkingDays:
    """The calendar with days set; what the public calendar says anyway needs no day of the office's own."""
    free = frozenset(days)
    off, on = calendar.off - free, calendar.working - free
    if working is None:
        return replace(calendar, off=off, working=on)
    differ = frozenset(day for day in free if WorkingDays().works(day) is not working)
    return WorkingDays(off=off if working else off | differ, working=on | differ if working else on)


def _own(calendar: WorkingDays, day: date) -> bool | None:
    """What the office says of a day by itself."""
    return True if day in calendar.working else False if day in calendar.off else None


def _gap(calendar: WorkingDays, today: date, first: date, last: date) -> tuple[date, date] | None:
    """The days around a time, near the changed days, that is too long without a working day."""
    day = max(today, calendar.on_or_before(first))
    while day <= last:
        following = calendar.on_or_after(day + ONE_DAY)
        if (following - day).days > GAP:
            return day, following
        day = following
    return None


def _as_set(calendar: WorkingDays, days: list[date]) -> str:
    working = calendar.works(days[0])
    if any(calendar.works(day) is not working for day in days):
        number = sum(map(calendar.works, days))
        text = ngettext("{span}, with {n} working day", "{span}, with {n} working days", number)
        return text.format(span=span(days[0], days[-1]), n=number)
    return f"{span(days[0], days[-1])}: {_kind(working)}"


def _put_over(turn: Turn) -> tuple[str, list[Message]] | None:
    """Where today is off now, what waits goes out on the next working day; None where nothing does."""
    off = not rules.working_days(turn.tx).works(turn.today)
    number = reminders.put_over(turn.tx) if off else 0
    if not number:
        return None
    text = ngettext(
        "{n} post that waited comes on the next working day.",
        "{n} posts that waited come on the next working day.",
        number,
    )
    return text.format(n=number), []


def _effect(turn: Turn, working: bool, first: date, sent_today: int) -> str:
    """What a day means for reminders. Those of a day off come before it, as long as there are hours left."""
    if working:
        return _("Posts go out on such a day too.")
    before = rules.working_days(turn.tx).on_or_before(first - ONE_DAY)
    if before > turn.today or (before == turn.today and turn.tx.now.time() < turn.office.hours.opens):
        return _("Reminders that would fall on a day off come on the working day before it.")
    if turn.office.hours.open_at(turn.tx.now, rules.working_days(turn.tx)):
        text = ngettext(
            "Reminders that would fall on this day off go out now: {n} post.",
            "Reminders that would fall on this day off go out now: {n} posts.",
            sent_today,
        )
        return text.format(n=sent_today)
    return _(
        "The hours of the working day before are over: these reminders come on the next working day; what is due before then, please remind of yourself."
    )


def _calendar(turn: Turn) -> str:
    parts = [bold(_("Working calendar")), *_today(turn), "", bold(_("Public holidays ahead"))]
    parts += _holidays(turn.today)
    parts += ["", bold(_("Days of the office's own"))]
    own = rules.office_days(turn.tx, turn.today)
    parts += [f"• {weekday(day)}: {_kind(works)}" for day, works in own[:OWN]] or [_("none")]
    if len(own) > OWN:
        parts.append(_("… and {n} more").format(n=len(own) - OWN))
    if turn.may(Action.SET_REMINDERS):
        parts += ["", _how()]
    return "\n".join(parts)


def _today(turn: Turn) -> Iterator[str]:
    hours, calendar = turn.office.hours, rules.working_days(turn.tx)
    yield _("Today {day}: {kind}; the bot posts from {opens} to {closes}.").format(
        day=weekday(turn.today),
        kind=_kind(calendar.works(turn.today)),
        opens=hours.opens.strftime("%H:%M"),
        closes=hours.closes.strftime("%H:%M"),
    )
    following = calendar.on_or_after(turn.today + ONE_DAY)
    yield _("Next working day: {day}.").format(day=weekday(following))


def _kind(working: bool) -> str:
    return _("working day") if working else _("day off")


def _holidays(today: date) -> list[str]:
    """The next public holidays, those without a working day between them on one line, and the weekends worked on for them."""
    shown = _spans(today)[:HOLIDAYS]
    last = shown[-1][-1][0] if shown else today
    lines = [(days[0][0], f"• {span(days[0][0], days[-1][0])}: {_names(days)}") for days in shown]
    made_up = _("working day, to make up for another")
    lines += [(day, f"• {weekday(day)}: {made_up}") for day in _made_up(today, last)]
    return [line for _day, line in sorted(lines)]


def _spans(today: date) -> list[list[tuple[date, str]]]:
    spans: list[list[tuple[date, str]]] = []
    for day, name in [pair for year in (today.year, today.year + 1) for pair in public_holidays(year)]:
        if spans and not WorkingDays().between(spans[-1][-1][0], day - ONE_DAY):
            spans[-1].append((day, name))
        elif day >= today:
            spans.append([(day, name)])
    return spans


def _names(days: list[tuple[date, str]]) -> str:
    names = list(dict.fromkeys(name.partition(" (")[0] for _day, name in days))
    return names[0] if len(names) == 1 else f"{names[0]} – {names[-1]}"


def _made_up(today: date, last: date) -> Iterator[date]:
    """The days of weekends that the public calendar has people work on."""
    for n in range((last - today).days + 1):
        day = today + timedelta(days=n)
        if day.weekday() >= SATURDAY and WorkingDays().works(day):
            yield day
