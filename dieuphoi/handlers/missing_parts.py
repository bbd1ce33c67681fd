"""/baocao còn thiếu: what a period's report still lacks, by agency; sent back to the focal points with a press."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from dieuphoi.handlers import paper_making, phrases, plan_choice, refusals, task_lines, urging
from dieuphoi.handlers.messages import Button, Chat, Lines, Message, Rank, Reason, bold, in_rows
from dieuphoi.handlers.permissions import Action
from dieuphoi.handlers.proposals import shortened
from dieuphoi.handlers.scopes import Scope
from dieuphoi.handlers.turn import Rows, Turn
from dieuphoi.plan.periods import Period, parse_code
from dieuphoi.plan.reminding import Why
from dieuphoi.storage import involved, nudges, people, plans, tasks
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.tasks import Item
from dieuphoi.wording import _, ngettext

AGENCIES = 8  # shown one by one
TASKS = 5  # of an agency, in the list for the coordinator
ASKED = 15  # tasks in one message to a focal point
SO_FAR = 600  # characters of what the report says already
EVERY = "0"  # in a button, in the place of an agency's key


def show(turn: Turn, period: Period, skip: int = 0, *, edit: bool = False) -> list[Message]:
    """What is missing in the report of the plan in view; of several plans one is chosen."""
    if not turn.may(Action.URGE):
        return [turn.reply(refusals.of(turn, Action.URGE))]
    if len(turn.plans) == 1:
        text, rows = view(turn.tx, turn.plans[0], period, turn.today)
        return [turn.reply(text, rows)]
    opened = "pm:{plan}:" + period.code
    page = plan_choice.page(
        turn,
        Scope(period),
        skip,
        lambda plan: opened.format(plan=plan.id),
        f"pm:more:{period.code}:{{skip}}",
        edit=edit,
    )
    return [page]


def press(turn: Turn, args: list[str]) -> list[Message]:
    """What is missing of a plan that a button names; or more plans to choose from."""
    if args[0] == "more":
        return show(turn, parse_code(args[1]), int(args[2]), edit=True)
    plan = plans.get(turn.tx, int(args[0]))
    if plan is None or not turn.sees(plan.id) or not turn.may(Action.URGE):
        return [turn.reply(refusals.of(turn, Action.URGE))]
    text, rows = view(turn.tx, plan, parse_code(args[1]), turn.today)
    return [turn.reply(text, rows)]


def lacking(tx: Transaction, plan_id: int, period: Period, today: date) -> dict[int, list[tuple[Item, str]]]:
    """What each agency still owes to the report of a period: its tasks, each with what is missing."""
    found: dict[int, list[tuple[Item, str]]] = {}
    for item in tasks.every(tx, Scope(period).of_plan(plan_id)):
        if what := _lack(item, period, today):
            found.setdefault(item.agency_id, []).append((item, what))
    return found


def _lack(item: Item, period: Period, today: date) -> str | None:
    """What is missing of a task; the first thing where several are."""
    heard = item.reported_at.date() if item.reported_at else None
    if item.without_number:
        return _("number and date of the document")
    if not item.open:
        return None
    if heard is None or heard < period.first:
        return _("no report in the period")
    if item.due is not None and item.due < today and heard <= item.due:
        return _("overdue; reason and new date")
    return None


def view(tx: Transaction, plan: plans.Plan, period: Period, today: date) -> tuple[str, Rows]:
    """What is missing, by agency, with a button to send it back to each and to all."""
    lacks = lacking(tx, plan.id, period, today)
    waiting, _own = tasks.count(tx, replace(Scope(period).of_plan(plan.id), awaiting_word=True))
    confirm = [Button(_("Confirm ({n})").format(n=waiting), "okl:0:new")] if waiting else []
    paper = Button(_("Report {period}").format(period=period.label), f"paper:{plan.id}:{period.code}")
    if not lacks:
        text = _("The report of {period}, plan {number}, lacks nothing from the agencies.")
        said = text.format(period=period.label, number=plan.number)
        return "\n".join([said, *_unconfirmed(waiting)]), [[paper, *confirm]]
    number = sum(map(len, lacks.values()))
    text = _("Report of {period}, plan {number}: {n} tasks of {agencies} agencies lack something")
    head = text.format(period=period.label, number=plan.number, n=number, agencies=len(lacks))
    known = {focal.agency_id for focal in people.focals(tx, lacks)}
    lines = [bold(head)]
    lines += [_line(lacks[a], known=a in known) for a in list(lacks)[:AGENCIES]]
    if len(lacks) > AGENCIES:
        lines.append(_("and {n} more agencies").format(n=len(lacks) - AGENCIES))
    named = f"pms:{plan.id}:{period.code}"
    each = [
        Button(shortened(_("Send to {agency}").format(agency=lacks[a][0][0].agency), 60), f"{named}:{a}")
        for a in list(lacks)[:AGENCIES]
        if a in known
    ]
    every = Button(_("Send back to all focal points"), f"{named}:{EVERY}")
    rows = [*([[every]] if len(known) > 1 else []), *([one] for one in each), [paper, *confirm]]
    return "\n".join([*lines, *_unconfirmed(waiting)]), rows


def _unconfirmed(number: int) -> Iterator[str]:
    if number:
        text = ngettext(
            "{n} task waits for your confirmation.", "{n} tasks wait for your confirmation.", number
        )
        yield text.format(n=number)


def _line(lacks: Sequence[tuple[Item, str]], *, known: bool) -> str:
    whats: dict[str, list[str]] = {}
    for item, what in lacks:
        whats.setdefault(what, []).append(item.code)
    said = []
    for what, codes in whats.items():
        more = _(" and {n} more").format(n=len(codes) - TASKS) if len(codes) > TASKS else ""
        said.append(f"{', '.join(codes[:TASKS])}{more} ({what})")
    line = f"• {lacks[0][0].agency}: {'; '.join(said)}"
    return line if known else line + " – " + _("no focal point; invite one: /moi")


def send(turn: Turn, args: list[str]) -> list[Message]:
    """Send it back: to the focal points of an agency, or of all."""
    plan, period = plans.get(turn.tx, int(args[0])), parse_code(args[1])
    if plan is None or not turn.sees(plan.id) or not turn.may(Action.URGE):
        return [turn.reply(refusals.of(turn, Action.URGE))]
    lacks = lacking(turn.tx, plan.id, period, turn.today)
    meant = list(lacks) if args[2] == EVERY else [a for a in lacks if a == int(args[2])]
    owed = [pair for agency_id in meant for pair in lacks[agency_id]]
    if not owed:
        return [turn.reply(_("Nothing is missing there any more."))]
    fresh = [
        (item, what) for item, what in owed if nudges.last_asked(turn.tx, item.id, since=turn.today) is None
    ]
    by_person = _by_person(turn, fresh)
    accounts = people.accounts(turn.tx, by_person)
    so_far = _so_far(turn, plan, period)
    asked: list[Message] = []
    told: dict[int, None] = {}
    for person_id, places in accounts.items():
        asked += _requests(turn, plan, period, Chat(*places[0], private=True), by_person[person_id], so_far)
        told |= dict.fromkeys(item.id for item, _what in by_person[person_id])
    for assignment_id in told:
        nudges.ask(turn.tx, assignment_id, turn.who.person_id or 0)
    return [turn.reply(_outcome(turn, owed, fresh, told, list(accounts))), *asked]


def _by_person(turn: Turn, owed: Iterable[tuple[Item, str]]) -> dict[int, list[tuple[Item, str]]]:
    pairs = list(owed)
    leads = involved.lead_ids(turn.tx, [item.id for item, _what in pairs])
    focals = people.focals(turn.tx, {a for ids in leads.values() for a in ids})
    found: dict[int, list[tuple[Item, str]]] = {}
    for item, what in pairs:
        for focal in focals:
            mine = focal.agency_id in leads.get(item.id, ()) and focal.person_id != turn.who.person_id
            if mine and (item, what) not in found.get(focal.person_id, ()):
                found.setdefault(focal.person_id, []).append((item, what))
    return found


def _so_far(turn: Turn, plan: plans.Plan, period: Period) -> dict[str, str]:
    """What the report says of each agency already."""
    report = paper_making.of(turn.tx, plan, period, turn.office.letterhead)
    return {one.agency: one.text for one in paper_making.drawn(report)}


def _requests(
    turn: Turn,
    plan: plans.Plan,
    period: Period,
    to: Chat,
    owed: Sequence[tuple[Item, str]],
    so_far: Mapping[str, str],
) -> Iterator[Message]:
    """What a focal point is asked for, numbered, so that a line may answer each."""
    who = phrases.person(turn.who.full_name or turn.who.shown_name, turn.who.position)
    head = _("{who} is preparing the report of {period}, plan {number}. Your part still lacks:")
    items = [item for item, _what in owed[:ASKED]]
    lines = [
        head.format(who=bold(who), period=period.label, number=plan.number),
        *task_lines.numbered(f"{bold(i.code)} · {i.short_title}: {what}" for i, what in owed[:ASKED]),
        _('Answer line by line, e.g. "1 70%, waiting for appraisal; 2 done, No. 12/QĐ-UBND of 10/2/2022".'),
    ]
    if len(owed) > ASKED:
        lines.insert(-1, _("… and {n} more: /viec").format(n=len(owed) - ASKED))
    agencies = dict.fromkeys(item.agency for item, _what in owed)
    for agency in agencies:
        if text := so_far.get(agency):
            lines.append(
                _("So far the report says of {agency}: “{text}”").format(
                    agency=agency, text=shortened(text, SO_FAR)
                )
            )
    yield Message(
        to,
        "\n".join(lines),
        in_rows([Button(_("Open {code}").format(code=item.code), f"c:{item.id}") for item in items[:6]]),
        rank=Rank.NOTICE,
        kind=nudges.ASKED,
        about=tuple(item.id for item in items),
        lines=Lines(1, tuple((item.id,) for item in items)),
        reasons=tuple(Reason(Why.ASKED, item.plan_id, item.id) for item in items),
        not_before=turn.later,
    )


def _outcome(
    turn: Turn,
    owed: Sequence[tuple[Item, str]],
    fresh: Sequence[tuple[Item, str]],
    told: Mapping[int, None],
    person_ids: Sequence[int],
) -> str:
    """Who was asked for how much; what was asked for before today, and what nobody can be asked for."""
    lines = []
    if told:
        names = people.names(turn.tx, set(person_ids))
        text = _("Sent back to {names}: {n} tasks{when}. You are told as soon as they report.")
        said = text.format(names=", ".join(names[p] for p in person_ids), n=len(told), when=urging.when(turn))
        lines.append(said)
    if len(fresh) < len(owed):
        text = _("{n} tasks were asked for today already; the next time is tomorrow.")
        lines.append(text.format(n=len(owed) - len(fresh)))
    alone = dict.fromkeys(item.agency for item, _what in fresh if item.id not in told)
    if alone:
        text = _("No focal point whom the bot can reach: {agencies}. Invite one: /moi {agency}")
        lines.append(text.format(agencies=task_lines.units(list(alone)), agency=next(iter(alone))))
    return "\n".join(lines)
