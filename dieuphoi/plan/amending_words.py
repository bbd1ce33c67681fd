"""A change of a task by an amended document, in words: for its log, for who decides, for who answers for it."""

from __future__ import annotations

from datetime import date

from dieuphoi.plan.amending import Aspect, Change, Difference
from dieuphoi.plan.calendar import written_day
from dieuphoi.plan.model import Task
from dieuphoi.plan.titles import short_title
from dieuphoi.wording import _

NOTE = 500
_TITLE = 160


def note(change: Change) -> str | None:
    """What changes besides the deadline, in one line; None where nothing does that people go by."""
    said = "; ".join(said_of(change, besides_deadline=True))
    return said[:NOTE] or None


def said_of(change: Change, *, besides_deadline: bool = False) -> list[str]:
    """Each change in a few words: "deadline from 30/6/2022 to 30/9/2022"."""
    before, after = change.before, change.after
    told = {
        Aspect.CODE: _("code {old} becomes {new}").format(old=before.code, new=after.code),
        Aspect.TITLE: _("title: “{new}”").format(new=after.title[:_TITLE]),
        Aspect.LEADS: _("lead agency {old} becomes {new}").format(
            old=_names(before.leads), new=_names(after.leads)
        ),
        Aspect.DEADLINE: _("deadline from {old} to {new}").format(
            old=shown(before.due, before.deadline_text), new=shown(after.due, after.deadline_text)
        ),
        Aspect.COORDINATORS: _("coordinating: {new}").format(new=_names(after.coordinators)),
        Aspect.LEVEL: _("submission level from {old} to {new}").format(
            old=before.level or "–", new=after.level or "–"
        ),
    }
    left_out = {Aspect.DEADLINE} if besides_deadline and before.due != after.due else set()
    return [words for aspect, words in told.items() if aspect in change.aspects - left_out]


def shown(due: date | None, written: str | None) -> str:
    """A deadline by its day, as written where it has none."""
    if due is None:
        return written or _("none")
    return written_day(due)


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(names) or "–"


def counts(difference: Difference) -> list[str]:
    """How many tasks change in each way, a line each."""
    numbers = (
        (_("New tasks: {n}"), len(difference.added)),
        (_("Removed: {n}"), len(difference.removed)),
        (_("Deadline changed: {n}"), len(difference.of(Aspect.DEADLINE))),
        (_("Lead agency changed: {n}"), len(difference.of(Aspect.LEADS))),
        (_("Reworded: {n}"), len(difference.of(Aspect.TITLE))),
        (_("Renumbered: {n}"), len(difference.of(Aspect.CODE))),
        (_("Not clear whether the same task: {n}"), len(difference.doubts)),
    )
    said = [text.format(n=number) for text, number in numbers if number]
    if difference.duties:
        said.append(_("The duties of the body text change."))
    return said or ([_("Only details change.")] if not difference.empty else [])


def details(difference: Difference) -> list[str]:
    """Each task that is added, taken out, perhaps another or changed, a line each, in words.

    No mark stands for a word: a screen reader leaves most marks out.
    """
    return [
        *(_line(_("New"), task, _terms(task)) for task in difference.added),
        *(_line(_("Taken out"), task, _terms(task)) for task in difference.removed),
        *(
            _line(
                _("Not clear"),
                change.before,
                _("perhaps {code} · {title}").format(code=change.after.code, title=change.after.title),
            )
            for change in difference.doubts
        ),
        *(
            _line(_("Changed"), change.after, "; ".join(said_of(change)))
            for change in difference.changed
            if said_of(change)
        ),
    ]


def _line(how: str, task: Task, said: str) -> str:
    return f"{how}: {task.code} · {short_title(task.title)}: {said}"


def _terms(task: Task) -> str:
    return f"{_names(task.leads)}; {shown(task.due, task.deadline_text)}"
