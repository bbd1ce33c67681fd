"""/baocao: the official report of a period as a file, from the same totals as everything else; and what it takes."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from dieuphoi import reports
from dieuphoi.handlers import (
    composing,
    editions,
    missing_parts,
    plan_choice,
    refusals,
    report_days,
    scope_words,
    structure_words,
)
from dieuphoi.handlers.messages import Message
from dieuphoi.handlers.paper_making import Wanted, answer
from dieuphoi.handlers.permissions import Action
from dieuphoi.handlers.scopes import Scope
from dieuphoi.handlers.turn import Turn
from dieuphoi.handlers.understanding.letters import plain_letters
from dieuphoi.plan.periods import Period, parse_code, quarter_of
from dieuphoi.plan.text import one_line
from dieuphoi.storage import plans
from dieuphoi.wording import _

# “biểu theo dõi”, “mẫu theo dõi”, “theo dõi”: the monitoring form, with or without diacritics.
_FORM = re.compile(r"(?:(?:bi[eể]u|m[aẫ]u|b[aả]ng)\s+)?theo\s+d[oõ]i\b", re.IGNORECASE)
# What else is done about a report, by the words that /baocao begins with; a period may follow.
_OF_A_PERIOD: tuple[tuple[re.Pattern[str], Callable[[Turn, Period], list[Message]]], ...] = (
    (re.compile(r"(?:soan(?: thao| lai)?|sua|bien tap)\b"), composing.show),
    (re.compile(r"(?:con |phan )?(?:con )?thieu(?: gi)?\b"), missing_parts.show),
)
_DAYS = re.compile(r"(?:lich(?: bao cao)?|ngay bao cao)\b")
_EDITIONS = re.compile(r"(?:cac )?(?:phien ban|ban (?:cu|truoc|da lam))\b")


def command(turn: Turn, argument: str = "") -> list[Message]:
    """/baocao, /baocao quý 1/2022 xlsx: for the coordinator and leaders, of this quarter where none is named.

    /baocao soạn, còn thiếu, phiên bản, lịch: its paragraphs, what is missing, earlier editions, its days.
    """
    argument = one_line(argument)
    letters = plain_letters(argument)
    if _EDITIONS.match(letters):
        return editions.show(turn)
    if days := _DAYS.match(letters):
        return report_days.command(turn, argument[days.end() :])
    for words, opened in _OF_A_PERIOD:
        if found := words.match(letters):
            period = _period(turn, argument[found.end() :])
            return [period] if isinstance(period, Message) else opened(turn, period)
    return _file(turn, argument)


def _file(turn: Turn, argument: str) -> list[Message]:
    argument, structure, wrong = structure_words.split(argument)
    if wrong:
        return [turn.reply(wrong)]
    words = _FORM.sub(" ", argument).split()
    format_ = next((w.lower().lstrip(".") for w in words if w.lower().lstrip(".") in reports.FORMATS), "docx")
    period = _period(turn, " ".join(w for w in words if w.lower().lstrip(".") != format_))
    return [period] if isinstance(period, Message) else send(turn, period, format_, structure)


def _period(turn: Turn, said: str) -> Period | Message:
    """The period that is named, this quarter where none is; or why there is no report of it."""
    said = said.strip(" ,:;")
    period, beside = scope_words.period(said, turn.today) if said else (quarter_of(turn.today), "")
    if period is None or beside:
        text = _(
            "I don't know “{argument}”. Write e.g. “/baocao quý 1/2022 docx” (any quarter, month, half year or year; docx, xlsx, pdf, png, ics)."
        )
        return turn.reply(text.format(argument=said[:60]))
    if period.first > turn.today:
        text = _(
            "{period} has not begun: there is nothing to report yet. Periods until {now} can be reported on; what falls due: /quynay"
        )
        return turn.reply(text.format(period=period.label, now=quarter_of(turn.today).label))
    return period


def press(turn: Turn, args: list[str]) -> list[Message]:
    """The report of a plan and a period, as a button names them; or more plans to choose from."""
    if not turn.may(Action.SEE_TOTALS):
        return [turn.reply(refusals.of(turn, Action.SEE_TOTALS))]
    if args[0] == "more":
        return [_choice(turn, parse_code(args[1]), int(args[2]), edit=True)]
    plan = plans.get(turn.tx, int(args[0]))
    if plan is None or not turn.sees(plan.id):
        return [turn.reply(refusals.of(turn, Action.SEE_TOTALS))]
    return [answer(turn, Wanted(plan, parse_code(args[1])))]


def send(turn: Turn, period: Period, format_: str, structure: date | None = None) -> list[Message]:
    """The report as a file in the chat, one for each plan in view; by the structure of a day where given.

    Where the message names the monitoring form, that one: as docx or xlsx.
    """
    if not turn.may(Action.SEE_TOTALS):
        return [
            turn.reply(
                _(
                    "Reports are for the coordinator and leaders. Your agency's totals: /tongketqua, in private"
                )
            )
        ]
    if not turn.plans:
        return [turn.reply(_("There is no open plan. The coordinator imports one: /nhapkehoach"))]
    form = reports.Form.MONITORING if _FORM.search(one_line(turn.incoming.text)) else reports.Form.REPORT
    if format_ not in reports.formats(form):
        text = _("The monitoring form is made as {allowed}, not as {format}: /baocao theo dõi {period} xlsx")
        return [
            turn.reply(
                text.format(allowed=", ".join(reports.formats(form)), format=format_, period=period.label)
            )
        ]
    if plan_choice.needed(turn):
        return [_choice(turn, period, 0)]
    return [answer(turn, Wanted(plan, period, format_, form, structure)) for plan in turn.plans]


def _choice(turn: Turn, period: Period, skip: int, *, edit: bool = False) -> Message:
    """Of which plan, as a Word report; other formats are had by naming the plan."""
    turning = f"paper:more:{period.code}:{{skip}}"
    opened = "paper:{plan}:" + period.code
    return plan_choice.page(
        turn, Scope(period), skip, lambda plan: opened.format(plan=plan.id), turning, edit=edit
    )
