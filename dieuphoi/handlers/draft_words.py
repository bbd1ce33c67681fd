"""A draft in words that fit a phone: what the document is, how much is in it, what should be looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import shorten

from dieuphoi.handlers import phrases
from dieuphoi.handlers.messages import bold
from dieuphoi.plan.agencies import is_district_group
from dieuphoi.plan.amending_words import counts, shown
from dieuphoi.plan.model import PlanDocument, Problem, Task
from dieuphoi.plan.titles import short_title
from dieuphoi.storage.agencies import Agency
from dieuphoi.storage.imports import Found
from dieuphoi.wording import _

TITLE = 140
NAMED = 3


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A lead that the directory does not have, with the agency of the directory that it may be."""

    name: str
    near: Agency | None


def overview(document: PlanDocument, found: Found, newcomers: Sequence[Newcomer]) -> str:
    """What is in a document, and what agreeing would do."""
    lines = [
        bold(_("Draft: {number}").format(number=head(document))),
        shorten(document.title or _("no title"), TITLE, placeholder="…"),
        _becomes(found),
        *_tasks(document),
    ]
    if found.difference is not None and not found.nothing_new:
        lines += [f"• {line}" for line in counts(found.difference)]
        if found.difference.partial:
            lines.append(_("• What the document does not name stays as it is."))
    lines += _newcomers(newcomers)
    if document.problems:
        lines.append(_("To be looked at: {n}").format(n=len(document.problems)))
    lines += missing(document)
    return "\n".join([line for line in lines if line])


def head(document: PlanDocument) -> str:
    """A document by number, date and issuer, as far as it has them."""
    number = document.number or _("without a number")
    day = _(" of {day}").format(day=phrases.day(document.date)) if document.date else ""
    return f"{number}{day}" + (f", {document.issuer}" if document.issuer else "")


def _becomes(found: Found) -> str:
    if found.plan is None:
        lines = [_("A new plan.")]
        if found.missing:
            lines = [_("It amends plan {number}, which is not here.").format(number=found.missing)]
        if found.alike:
            lines.append(_("Most of its tasks are in plan {number} too.").format(number=found.alike.number))
        return " ".join(lines)
    if found.nothing_new:
        if found.before is None:
            return _("Plan {number} says the same already: nothing would change.").format(
                number=found.plan.number
            )
        return _("This very file was imported at {at}: nothing would change.").format(
            at=phrases.moment(found.before.at)
        )
    if found.replaces:
        return _("It takes the place of plan {number}:").format(number=found.plan.number)
    return _("It amends plan {number}:").format(number=found.plan.number)


def _tasks(document: PlanDocument) -> list[str]:
    by_appendix = Counter(task.appendix or "1" for task in document.tasks)
    each = ", ".join(_("App. {name}: {n}").format(name=name, n=n) for name, n in sorted(by_appendix.items()))
    several = f" ({each})" if len(by_appendix) > 1 else ""
    dated = sum(task.due is not None for task in document.tasks)
    leads = len({name for task in document.tasks for name in task.leads})
    lines = [
        _("Tasks: {n}{several}").format(n=bold(len(document.tasks)), several=several),
        _("With a deadline: {n}, without: {rest}").format(n=dated, rest=len(document.tasks) - dated),
        _("Lead agencies: {n}").format(n=leads),
    ]
    return [*lines, *([_("Duties: {n}").format(n=len(document.duties))] if document.duties else [])]


def _newcomers(newcomers: Sequence[Newcomer]) -> list[str]:
    if not newcomers:
        return []
    named = "; ".join(f"“{shorten(one.name, 50, placeholder='…')}”" for one in newcomers[:NAMED])
    more = "…" if len(newcomers) > NAMED else ""
    return [_("New to the directory: {names}").format(names=named + more)]


def missing(document: PlanDocument) -> list[str]:
    """What a document must have before it can be a plan."""
    said = []
    if not document.number:
        said.append(_("It has no number: press “Number, date”."))
    if not document.tasks:
        said.append(_("It has no task."))
    return said


def row(task: Task, problems: Sequence[Problem] = ()) -> str:
    """A row of a draft, in a few lines."""
    terms = _("Lead: {lead}. Deadline: {deadline}").format(
        lead=", ".join(task.leads) or "–", deadline=deadline(task)
    )
    return "\n".join([f"{bold(task.code)} · {short_title(task.title)}", terms, *_about(task, problems)])


def whole_row(task: Task, problems: Sequence[Problem] = ()) -> str:
    """A row of a draft with all that it says."""
    lines = [
        f"{bold(task.code)} · {task.title or _('no title')}",
        _("Lead: {agency}").format(agency=", ".join(task.leads) or "–"),
        _("Coordinating: {agencies}").format(agencies="; ".join(task.coordinators) or "–"),
        _("Deadline: {deadline}").format(deadline=deadline(task)),
        _("Submitted to: {level}").format(level=task.level or "–"),
    ]
    return "\n".join([*lines, *_about(task, problems)])


def deadline(task: Task) -> str:
    """The deadline as written, with the day that it was read as."""
    if task.due is None or not task.deadline_text:
        return shown(task.due, task.deadline_text)
    return f"{task.deadline_text} ({shown(task.due, None)})"


def _about(task: Task, problems: Sequence[Problem]) -> list[str]:
    return [
        _("To be looked at: {problem}").format(problem=problem.message)
        for problem in problems
        if is_about(problem, task)
    ]


def is_about(problem: Problem, task: Task) -> bool:
    """Whether a problem of reading is one of this row's."""
    return problem.message.startswith(f"{task.code}:")


def is_group(name: str) -> bool:
    """Whether a name stands for many agencies, which are in the directory."""
    return is_district_group(name)
