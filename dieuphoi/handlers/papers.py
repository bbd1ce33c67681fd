"""/baocao: the official report of a period as a file, from the same totals as everything else."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from dieuphoi import reports
from dieuphoi.handlers import phrases, structure_words
from dieuphoi.handlers.arguments import read_quarter, read_year
from dieuphoi.handlers.messages import Message
from dieuphoi.handlers.permissions import Action
from dieuphoi.handlers.turn import Turn
from dieuphoi.plan.periods import Period, quarter_of
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
    period = read_quarter(rest, turn.today) or read_year(rest) if rest else quarter_of(turn.today)
    if period is None:
        text = _(
            "I don't know “{argument}”. Write e.g. “/baocao quý 1/2022 docx” (docx, xlsx, pdf, png, ics)."
        )
        return [turn.reply(text.format(argument=argument[:60]))]
    return send(turn, period, format_, structure)


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
    return [_file(turn, plan, period, format_, structure, form) for plan in turn.plans]


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
