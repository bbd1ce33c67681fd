"""/baocao: the official report of a period as a file, from the same totals as everything else."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from dieuphoi import reports
from dieuphoi.handlers import phrases, plan_choice, refusals, scope_words, structure_words
from dieuphoi.handlers.messages import Message
from dieuphoi.handlers.permissions import Action
from dieuphoi.handlers.scopes import Scope
from dieuphoi.handlers.turn import Turn
from dieuphoi.plan.periods import Period, parse_code, quarter_of
from dieuphoi.plan.text import one_line
from dieuphoi.storage import agenda, blockers, course, files, monitoring, plans, totals
from dieuphoi.storage.database import Transaction
from dieuphoi.wording import _

# “biểu theo dõi”, “mẫu theo dõi”, “theo dõi”: the monitoring form, with or without diacritics.
_FORM = re.compile(r"(?:(?:bi[eể]u|m[aẫ]u|b[aả]ng)\s+)?theo\s+d[oõ]i\b", re.IGNORECASE)


def command(turn: Turn, argument: str = "") -> list[Message]:
    """/baocao, /baocao quý 1/2022 xlsx: for the coordinator and leaders, of this quarter where none is named."""
    argument, structure, wrong = structure_words.split(argument)
    if wrong:
        return [turn.reply(wrong)]
    words = _FORM.sub(" ", one_line(argument)).split()
    format_ = next((w.lower().lstrip(".") for w in words if w.lower().lstrip(".") in reports.FORMATS), "docx")
    rest = " ".join(w for w in words if w.lower().lstrip(".") != format_)
    period, beside = scope_words.period(rest, turn.today) if rest else (quarter_of(turn.today), "")
    if period is None or beside:
        text = _(
            "I don't know “{argument}”. Write e.g. “/baocao quý 1/2022 docx” (any quarter, month, half year or year; docx, xlsx, pdf, png, ics)."
        )
        return [turn.reply(text.format(argument=argument[:60]))]
    if period.first > turn.today:
        text = _(
            "{period} has not begun: there is nothing to report yet. Periods until {now} can be reported on; what falls due: /quynay"
        )
        return [turn.reply(text.format(period=period.label, now=quarter_of(turn.today).label))]
    return send(turn, period, format_, structure)


def press(turn: Turn, args: list[str]) -> list[Message]:
    """The report of a plan and a period, as a button names them; or more plans to choose from."""
    if args[0] == "more":
        if not turn.may(Action.SEE_TOTALS) or not turn.plans:
            return [turn.reply(refusals.of(turn, Action.SEE_TOTALS))]
        return [_choice(turn, parse_code(args[1]), int(args[2]), edit=True)]
    plan = plans.get(turn.tx, int(args[0]))
    if plan is None or not turn.sees(plan.id):
        return [turn.reply(refusals.of(turn, Action.SEE_TOTALS))]
    return send(replace(turn, plans=(plan,)), parse_code(args[1]), "docx")


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
    return [_file(turn, plan, period, format_, structure, form) for plan in turn.plans]


def _choice(turn: Turn, period: Period, skip: int, *, edit: bool = False) -> Message:
    """Of which plan, as a Word report; other formats are had by naming the plan."""
    turning = f"paper:more:{period.code}:{{skip}}"
    opened = "paper:{plan}:" + period.code
    return plan_choice.page(
        turn, Scope(period), skip, lambda plan: opened.format(plan=plan.id), turning, edit=edit
    )


def _file(
    turn: Turn, plan: plans.Plan, period: Period, format_: str, structure: date | None, form: reports.Form
) -> Message:
    report = of(turn.tx, plan, period, turn.office.letterhead, structure)
    name = reports.file_name(report, format_, form)
    content = reports.make(report, format_, form)
    file_id = files.keep(turn.tx, turn.incoming.chat.channel, name, content=content)
    if form is reports.Form.MONITORING:
        text, count = _("Monitoring form of plan {number}, {period}: {n} lines."), len(report.followed)
    else:
        text = _("Report on plan {number}, {period}: {n} tasks. A draft to check and sign.")
        count = report.results.total
    text = text.format(number=plan.number, period=report.results.scope, n=count)
    return Message(turn.incoming.chat, text, kind="report", file_id=file_id)


def of(
    tx: Transaction,
    plan: plans.Plan,
    period: Period,
    letterhead: reports.Office,
    structure: date | None = None,
) -> reports.Report:
    """What is reported of a plan for a period: the totals of what is due in it, and the tasks behind them."""
    scope = f"{period.label}, {phrases.by_structure(structure)}" if structure else period.label
    key, extent = (plan.number, plan.title or ""), totals.Extent(plan.id, period, structure=structure)
    known = course.of_plan(tx, key, extent)
    return reports.Report(
        totals.results(tx, key, extent, scope=scope),
        totals.rows(tx, extent),
        period,
        letterhead,
        upcoming=totals.rows(tx, replace(extent, period=period.next())),
        followed=monitoring.of_plan(tx, extent, period),
        blockers=tuple(blockers.open_in(tx, [plan.id])),
        structure=structure,
        course=known.quarters,
        whole=known.whole,
        occasions=tuple(
            one for one in agenda.of_plan(tx, plan.id) if one.day in period or one.day in period.next()
        ),
    )
