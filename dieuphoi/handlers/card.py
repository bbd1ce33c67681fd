"""A task's card: all that matters about one task, with buttons to report on it for who may."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dieuphoi.handlers import (
    blocker_words,
    event_words,
    extension_limits,
    extension_words,
    milestone_words,
    part_words,
    phrases,
    refusals,
)
from dieuphoi.handlers.messages import Button, Message, bold
from dieuphoi.handlers.permissions import Action
from dieuphoi.handlers.turn import Rows, Turn
from dieuphoi.plan.results import State
from dieuphoi.storage import blockers, evidence, extensions, involved, log, milestones, plans, tasks
from dieuphoi.wording import _, ngettext

UNITS = 30  # buttons under one message
_CHOICES = (
    (State.IN_PROGRESS, State.CONSULTING),
    (State.SUBMITTED, State.DONE),
    (State.BLOCKED, State.NOT_STARTED),
)


def open_card(turn: Turn, args: list[str]) -> list[Message]:
    """A button of a list was pressed: the card comes as a message of its own, the list stays."""
    item = tasks.get(turn.tx, int(args[0]))
    if item is None or not turn.sees(item.plan_id) or not turn.may(Action.SEE_TASKS, item):
        return [turn.reply(refusals.task_not_here())]
    return [show(turn, item)]


def show(turn: Turn, item: tasks.Item, *, edit: bool = False, above: str = "") -> Message:
    """The card; `above` is said before it."""
    attached = evidence.file_count(turn.tx, item.id)
    text = _text(turn, item, attached)
    text = f"{above}\n\n{text}" if above else text
    return turn.reply(text, _buttons(turn, item, attached), edit=edit, about=[item.id], kind="card")


def find(turn: Turn, code: str) -> list[Message]:
    """The card of the task with a code; a choice where several units, or several plans, have a part in it."""
    if not turn.may(Action.SEE_TASKS):
        return [turn.reply(refusals.register_first())]
    items = tasks.by_code(turn.tx, code, turn.plan_ids)
    if not items:
        return [turn.reply(not_found(turn, code))]
    return [_one_of(turn, items)]


def open_task(turn: Turn, args: list[str]) -> list[Message]:
    """A button of a task in which several units have a part: one's own card, or the choice among the units."""
    items = tasks.of_task(turn.tx, int(args[0]))
    if not items or not turn.sees(items[0].plan_id) or not turn.may(Action.SEE_TASKS, items[0]):
        return [turn.reply(refusals.task_not_here())]
    return [_one_of(turn, items)]


def _one_of(turn: Turn, items: list[tasks.Item]) -> Message:
    own = [i for i in items if involved.is_lead(turn.tx, i.id, turn.who.agency_ids) is not None]
    one = items if len(items) == 1 else own
    return show(turn, one[0]) if len(one) == 1 else _units(turn, items)


def not_found(turn: Turn, code: str) -> str:
    """Why a code names nothing here: perhaps it is a task of another plan."""
    code = code.partition(tasks.OF_PLAN)[0]
    every = plans.every(turn.tx)
    elsewhere = tasks.by_code(turn.tx, code, [plan.id for plan in every if plan.id not in turn.plan_ids])
    if elsewhere and turn.private:
        figure = elsewhere[0].plan_number.partition("/")[0]
        return _("{code} is a task of plan {other}. To see it: /viec {figure} {code}").format(
            code=code.upper(), other=elsewhere[0].plan_number, figure=figure
        )
    if elsewhere:
        return _("{code} is a task of plan {other}; this group works on plan {number}.").format(
            code=code.upper(), other=elsewhere[0].plan_number, number=turn.plans[0].number
        )
    return _("There is no task {code}. See the codes with /viec or /quynay.").format(code=code.upper())


def _units(turn: Turn, items: list[tasks.Item]) -> Message:
    """Tasks of several plans under one code, or one in which several units have a part: a button for each."""
    by_task: dict[int, list[tasks.Item]] = {}
    for item in items:
        by_task.setdefault(item.task_id, []).append(item)
    parts = [line for units in by_task.values() for line in _task_in_short(units)]
    several = len({item.plan_id for item in items}) > 1
    buttons = [[Button(_unit_label(item, several), f"c:{item.id}")] for item in items[:UNITS]]
    return turn.reply("\n".join([*parts, _("Choose one:")]), buttons, about=[item.id for item in items])


def _task_in_short(units: list[tasks.Item]) -> Iterator[str]:
    """A task and where it stands in which plan; how many units are done where several have a part."""
    first = units[0]
    yield f"{bold(first.code)} · {first.title}"
    yield _("Plan {number}, Appendix {appendix}").format(number=first.plan_number, appendix=first.appendix)
    if len(units) > 1:
        done = sum(not item.open for item in units)
        yield _("Done: {done}/{all} units.").format(done=done, all=len(units))


def _unit_label(item: tasks.Item, several_plans: bool) -> str:
    plan = f"{item.plan_number.split('/')[0]} · " if several_plans else ""
    return f"{plan}{phrases.lead(item)} · {phrases.state_name(item.state)}"


def _text(turn: Turn, item: tasks.Item, attached: int) -> str:
    lines = [
        f"{bold(item.code)} · {item.title}",
        _("Plan {number}, Appendix {appendix}").format(number=item.plan_number, appendix=item.appendix),
        _("Lead: {agency}").format(agency=phrases.lead(item)),
    ]
    if item.coordinators:
        lines.append(_("Coordinating: {agencies}").format(agencies="; ".join(item.coordinators)))
    lines.append(_deadline(turn, item))
    if item.condition:
        lines.append(event_words.on_card(item.condition, _happened(turn, item)))
    steps = milestones.of_tasks(turn.tx, [item.task_id]).get(item.task_id, ())
    lines += milestone_words.on_card(steps, turn.today, open_task=item.open)
    if item.level:
        lines.append(_("Submitted to: {level}").format(level=item.level))
    lines.append(_("State: {state}").format(state=bold(phrases.standing(item))))
    lines += blocker_words.on_card(blockers.open_of(turn.tx, [item]), turn.today)
    asked = extensions.waiting_for(turn.tx, item.id) if item.open else None
    lines += [extension_words.waiting(asked)] if asked and turn.may(Action.SEE_FOCALS) else []
    lines += _last_report(turn, item)
    if attached:
        lines.append(ngettext("Attached: {n} file", "Attached: {n} files", attached).format(n=attached))
    lines += part_words.on_card(turn, item)
    ended = phrases.ended(item) if item.ended else ""
    lines.append(ended or _("Next: {next}").format(next=phrases.next_step(item)))
    return "\n".join(lines)


def _happened(turn: Turn, item: tasks.Item) -> date | None:
    """The day of the event that the task waits for, where it is on record."""
    return log.standing_of(turn.tx, item.id).event_on


def _deadline(turn: Turn, item: tasks.Item) -> str:
    written = f"{item.deadline_text} – " if item.deadline_text and item.due else ""
    line = _("Deadline: {deadline}").format(deadline=written + phrases.deadline(item, turn.today))
    line += extension_words.originally(turn, item)
    trouble = plans.problem_about(turn.tx, item.plan_id, item.code) if item.due is None else None
    return f"{line}\n{trouble}" if trouble else line


def _last_report(turn: Turn, item: tasks.Item) -> list[str]:
    last = log.latest_report(turn.tx, item.id)
    if last is None or not turn.may(Action.SEE_FOCALS):
        return []
    who = last.person or last.agency or ""
    return [_("Last report: {who}, {at}").format(who=who, at=phrases.moment(last.at))]


def _buttons(turn: Turn, item: tasks.Item, attached: int) -> Rows:
    """Buttons to report, to confirm or return, to comment, ask and answer: for who may."""
    rows: list[list[Button]] = []
    if turn.may(Action.REPORT, item):
        rows += [
            [_state_button(item, state) for state in pair if state is not item.state] for pair in _CHOICES
        ]
    if item.awaits_word and turn.may(Action.CONFIRM, item):
        rows.append(confirm_buttons(item.id, item.revision))
    if item.open and item.condition and turn.may(Action.RECORD_EVENT, item) and not _happened(turn, item):
        rows.append([Button(_("Record the event"), f"ev:{item.id}")])
    rows += _blocker_buttons(turn, item)
    rows += _extension_buttons(turn, item)
    if attached and turn.may(Action.SEE_FOCALS, item):
        rows.append([Button(_("Open the files"), f"f:{item.id}")])
    if turn.may(Action.GIVE_LEAD, item):
        label = _("Change the lead") if item.leads else _("Give it a lead")
        rows.append([Button(label, f"gl:{item.id}:{item.agency_id}")])
    return [row for row in [*rows, *part_words.buttons(turn, item)] if row]


def _blocker_buttons(turn: Turn, item: tasks.Item) -> list[list[Button]]:
    found = blockers.open_of(turn.tx, [item])
    several = len(found) > 1
    return [row for held in found for row in blocker_words.buttons(turn, item, held, several=several)]


def _extension_buttons(turn: Turn, item: tasks.Item) -> list[list[Button]]:
    """To ask for an extension, to decide on the one that waits, to take a granted one back."""
    if not item.open or item.due is None:
        return []
    rows: list[list[Button]] = []
    if turn.may(Action.REPORT, item):
        rows.append([Button(_("Ask for an extension"), f"ext:{item.id}")])
    if turn.may(Action.GRANT_EXTENSION, item):
        asked = extensions.waiting_for(turn.tx, item.id)
        over = bool(asked and extension_limits.reached(turn, item))
        rows += extension_words.decision_buttons(asked, over=over) if asked else []
        last = extensions.last_granted(turn.tx, item.id)
        rows += [[Button(_("Undo the extension"), f"u:{last}")]] if last else []
    return rows


def _state_button(item: tasks.Item, state: State) -> Button:
    label = phrases.state_name(state)
    return Button(label[:1].upper() + label[1:], f"s:{item.id}:{state}:{item.revision}")


def confirm_buttons(assignment_id: int, revision: int) -> list[Button]:
    """The coordinator's two answers to a "done"."""
    return [
        Button(_("Confirm"), f"ok:{assignment_id}:{revision}"),
        Button(_("Return"), f"back:{assignment_id}:{revision}"),
    ]
