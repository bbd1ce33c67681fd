"""/nhatky: what the bot posted of its own accord, to whom, why, about which tasks, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dieuphoi.handlers import examples, journal_words, phrases, refusals
from dieuphoi.handlers.arguments import read_quarter, read_year
from dieuphoi.handlers.messages import Button, Message, bold
from dieuphoi.handlers.permissions import Action
from dieuphoi.handlers.rule_changes import changed
from dieuphoi.handlers.turn import Turn
from dieuphoi.handlers.typed_days import read_day
from dieuphoi.handlers.understanding.codes import find as find_codes
from dieuphoi.plan.calendar import ZONE
from dieuphoi.plan.periods import Period, parse_code
from dieuphoi.storage import agencies, pauses, people, reminders, rules, tasks
from dieuphoi.storage.reminders import Posted
from dieuphoi.wording import _, ngettext

PAGE = 8
LAST_DAY = date(2100, 1, 1).toordinal()
SHOWN = 10  # lines of putting off, and of changed rules


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which posts: all, those about a task (one of its assignments) or an agency's, of a day or a period."""

    kind: str = "all"
    value: str = ""

    def code(self, skip: int) -> str:
        """As a button carries it."""
        return f"j:{self.kind}:{self.value}:{skip}"


def command(turn: Turn, argument: str = "") -> list[Message]:
    """/nhatky; with a task, an agency, a day or a quarter."""
    if not turn.may(Action.SEE_JOURNAL):
        return [_not_allowed(turn)]
    wanted = _wanted(turn, argument) if argument else Wanted()
    if wanted is None:
        text = _(
            "I don't know “{argument}”. Write /nhatky, or with a task (“{code}”), an agency (“Sở Tài chính”), a day (“15/3/2022”) or a quarter (“quý 1/2022”)."
        )
        return [turn.reply(text.format(argument=argument[:60], code=examples.code(turn)))]
    return [_page(turn, wanted, 0)]


def turn_page(turn: Turn, args: list[str]) -> list[Message]:
    """A page button was pressed. Raises ValueError for what no button of ours carries."""
    if not turn.may(Action.SEE_JOURNAL):
        return [_not_allowed(turn)]
    kind, value, skip = args
    if kind not in ("all", "task", "agency", "day", "period") or (kind == "day" and int(value) > LAST_DAY):
        raise ValueError("no such journal")
    return [_page(turn, Wanted(kind, value), int(skip), edit=True)]


def _wanted(turn: Turn, argument: str) -> Wanted | None:
    code = next(iter(find_codes(argument)), None)
    if code is not None:
        items = tasks.by_code(turn.tx, str(code.value), turn.plan_ids)
        return Wanted("task", str(items[0].id)) if items else None
    period = read_quarter(argument, turn.today) or read_year(argument)
    if period is not None:
        return Wanted("period", period.code)
    day = _last_such_day(argument, turn.today)
    if day is not None:
        return Wanted("day", str(day.toordinal()))
    agency, _near = turn.office.names.meant(turn.tx, argument)
    return Wanted("agency", str(agency.id)) if agency else None


def _last_such_day(typed: str, today: date) -> date | None:
    """A day without a year is the last one: what was posted lies behind."""
    day = read_day(typed, today)
    if day is None or day <= today:
        return day
    return read_day(typed, today - timedelta(days=365))


def _page(turn: Turn, wanted: Wanted, skip: int, *, edit: bool = False) -> Message:
    before = 1 if skip else 0  # the last post of the page before: changes of rules up to it stand there
    posts, number = _posts(turn, wanted, skip - before, PAGE + before)
    head = bold(_("What the bot posted")) + _title(turn, wanted)
    shown = posts[before:]
    last = skip + PAGE >= number
    lines = [(post.at, journal_words.line(post)) for post in shown]
    lines += _changes(turn, wanted, None if last else shown[-1].at, posts[0].at if before and posts else None)
    if not lines:
        return turn.reply(f"{head}\n" + _("Nothing was posted here yet. When posts come: /nhac"), edit=edit)
    text = "\n".join(
        [
            f"{head}: " + ngettext("{n} post", "{n} posts", number).format(n=number),
            *(line for _at, line in sorted(lines, key=lambda pair: pair[0], reverse=True)),
            *_put_off(turn, wanted),
        ]
    )
    return turn.reply(text, _paging(wanted, skip, number), edit=edit)


def _posts(turn: Turn, wanted: Wanted, skip: int, size: int) -> tuple[list[Posted], int]:
    since, until = _span(wanted)
    return reminders.journal(
        turn.tx,
        plan_ids=turn.plan_ids,
        assignment_ids=_assignments(turn, wanted),
        since=since,
        until=until,
        chat_key=None if turn.private else turn.incoming.chat.key,
        skip=skip,
        size=size,
    )


def _assignments(turn: Turn, wanted: Wanted) -> Sequence[int] | None:
    if wanted.kind == "task":
        item = tasks.get(turn.tx, int(wanted.value))
        items = tasks.by_code(turn.tx, item.code, turn.plan_ids) if item else []
    elif wanted.kind == "agency":
        items = tasks.every(turn.tx, tasks.Filter(turn.plan_ids, agency_ids=(int(wanted.value),)))
    else:
        return None
    return [item.id for item in items]


def _span(wanted: Wanted) -> tuple[datetime | None, datetime | None]:
    period: Period | None = None
    if wanted.kind == "period":
        period = parse_code(wanted.value)
    elif wanted.kind == "day":
        day = date.fromordinal(int(wanted.value))
        period = Period(day, day)
    if period is None:
        return None, None
    return _midnight(period.first), _midnight(period.last + timedelta(days=1))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), ZONE)


def _title(turn: Turn, wanted: Wanted) -> str:
    if wanted.kind == "all":
        return ""
    if wanted.kind == "period":
        return f" · {parse_code(wanted.value).label}"
    if wanted.kind == "day":
        return f" · {phrases.day(date.fromordinal(int(wanted.value)))}"
    found = (
        tasks.get(turn.tx, int(wanted.value))
        if wanted.kind == "task"
        else agencies.get(turn.tx, int(wanted.value))
    )
    if found is None:
        return ""
    return f" · {found.code}" if isinstance(found, tasks.Item) else f" · {found.name}"


def _changes(
    turn: Turn, wanted: Wanted, after: datetime | None, until: datetime | None
) -> list[tuple[datetime, str]]:
    """The changes of rules between the posts of a page, and after the newest on the first page."""
    if wanted.kind in ("task", "agency"):
        return []
    since, before = _span(wanted)
    found = [
        (change.at, "◦ " + _("Plan {number}").format(number=plan.number) + ". " + changed(change))
        for plan in turn.plans
        for change in rules.history(turn.tx, plan.id)
        if (after is None or change.at > after) and (until is None or change.at <= until)
    ]
    return [
        pair for pair in found if (since is None or pair[0] >= since) and (before is None or pair[0] < before)
    ]


def _put_off(turn: Turn, wanted: Wanted) -> list[str]:
    """Who put a task off until when; people's own affair, and so never in a group."""
    if wanted.kind != "task" or not turn.private:
        return []
    found = pauses.lines_of(turn.tx, _assignments(turn, wanted) or [])
    names = people.names(turn.tx, {person for person, _assignment, _day in found})
    lines = [
        _("• {name}: to {day}").format(name=names[person], day=phrases.day(day))
        for person, _assignment, day in found[-SHOWN:]
    ]
    return [bold(_("Put off")), *lines] if lines else []


def _paging(wanted: Wanted, skip: int, number: int) -> list[list[Button]]:
    row = []
    if skip > 0:
        row.append(Button(_("« Newer"), wanted.code(max(0, skip - PAGE))))
    if skip + PAGE < number:
        row.append(Button(_("Older ({n}) »").format(n=number - skip - PAGE), wanted.code(skip + PAGE)))
    return [row] if row else []


def _not_allowed(turn: Turn) -> Message:
    return turn.reply(refusals.of(turn, Action.SEE_JOURNAL))
