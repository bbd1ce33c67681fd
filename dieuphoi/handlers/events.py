"""Recording the event that a task waits for: on which day it happened, and which deadline follows from it."""

from __future__ import annotations

from datetime import date
from typing import Any

from dieuphoi.handlers import card, event_words, posts, refusals
from dieuphoi.handlers.event_words import Typed, read_due
from dieuphoi.handlers.messages import Button, Message
from dieuphoi.handlers.permissions import Action
from dieuphoi.handlers.questions import is_yes
from dieuphoi.handlers.recording import focals_of
from dieuphoi.handlers.turn import Turn, leave_button, to_people
from dieuphoi.plan.deadlines import read_deadline
from dieuphoi.plan.events import due_after
from dieuphoi.plan.history import Kind
from dieuphoi.storage import log, rules, tasks
from dieuphoi.storage.tasks import Item
from dieuphoi.wording import _


def command(turn: Turn, argument: str) -> list[Message]:
    """/sukien PL1-5 15/3/2022 [hạn 30/6/2022]; without a day it is asked for, without a task they are listed."""
    if not turn.may(Action.RECORD_EVENT):
        return [turn.reply(refusals.of(turn, Action.RECORD_EVENT))]
    typed = event_words.read(argument, turn.today)
    if typed.code is None:
        return [_list_waiting(turn)]
    found = tasks.by_code(turn.tx, typed.code, turn.plan_ids)
    if not found:
        return [turn.reply(card.not_found(turn, typed.code))]
    waiting = [item for item in found if not _why_not(turn, item)]
    if not waiting:
        return [turn.reply(_why_not(turn, found[0]))]
    if typed.unclear is not None:
        return [turn.reply(event_words.how_to(waiting[0], typed.unclear))]
    return _ask_day(turn, waiting[0]) if typed.day is None else _with_day(turn, waiting[0], typed)


def _waits(item: Item) -> bool:
    """Whether an event can give a task its deadline: the plan says so, or the task has none."""
    if not item.open:
        return False
    recurring = read_deadline(item.deadline_text or "").recurrence is not None
    return item.condition is not None or (item.due is None and not recurring)


def _list_waiting(turn: Turn) -> Message:
    """The tasks that wait for an event which is not on record, each once."""
    open_ones = tasks.every(turn.tx, tasks.Filter(turn.plan_ids, open_only=True))
    waiting = {item.task_id: item for item in open_ones if item.condition}
    still = [item for item in waiting.values() if log.standing_of(turn.tx, item.id).event_on is None]
    return turn.reply(event_words.waiting(still))


def press(turn: Turn, args: list[str]) -> list[Message]:
    """The card's button: on which day did it happen?"""
    item, refusal = _asked_about(turn, int(args[0]))
    return [turn.reply(refusal)] if item is None else _ask_day(turn, item)


def press_today(turn: Turn, args: list[str]) -> list[Message]:
    """It happened today."""
    question = turn.question("event_day", args[0])
    if question is None:
        return [turn.reply(_("This question is closed. Please send it again."))]
    return _take(turn, question.data, Typed(day=turn.today))


def press_proposed(turn: Turn, args: list[str]) -> list[Message]:
    """The deadline that the bot worked out is right."""
    question = turn.question("event_due", args[0])
    if question is None or not question.data["proposed"]:
        return [turn.reply(_("This question is closed. Please send it again."))]
    return _accept(turn, question.data)


def take_day(turn: Turn, data: dict[str, Any]) -> list[Message] | None:
    """The day of the event was typed, perhaps with the deadline; None for a text without a day."""
    typed = event_words.read_terms(turn.incoming.text, turn.today)
    return None if typed.day is None and typed.unclear is None else _take(turn, data, typed)


def take_due(turn: Turn, data: dict[str, Any]) -> list[Message] | None:
    """The deadline was typed, or the proposed one agreed to; None for anything else."""
    if data["proposed"] and is_yes(turn.incoming.text):
        return _accept(turn, data)
    day = date.fromisoformat(data["day"])
    due = read_due(turn.incoming.text, day)
    return None if due is None else _take(turn, data, Typed(day=day, due=due))


def _accept(turn: Turn, data: dict[str, Any]) -> list[Message]:
    days = Typed(day=date.fromisoformat(data["day"]), due=date.fromisoformat(data["proposed"]))
    return _take(turn, data, days)


def _take(turn: Turn, data: dict[str, Any], typed: Typed) -> list[Message]:
    item, refusal = _asked_about(turn, data["assignment"])
    if item is not None and typed.unclear is not None:
        return [turn.reply(event_words.how_to(item, typed.unclear))]
    turn.done_asking()
    return [turn.reply(refusal)] if item is None else _with_day(turn, item, typed)


def _asked_about(turn: Turn, assignment_id: int) -> tuple[Item | None, str]:
    """The task that a question or button is about, or why nothing can be recorded on it now."""
    item = tasks.get(turn.tx, assignment_id)
    if item is None or not turn.sees(item.plan_id):
        return None, refusals.task_not_here()
    refusal = _why_not(turn, item)
    return (None, refusal) if refusal else (item, "")


def _why_not(turn: Turn, item: Item) -> str:
    """Why no event can be recorded on a task by this person now; empty where it can."""
    if not turn.may(Action.RECORD_EVENT, item):
        return refusals.of(turn, Action.RECORD_EVENT, item)
    return "" if _waits(item) else event_words.waits_for_nothing(item, turn.today)


def _ask_day(turn: Turn, item: Item) -> list[Message]:
    mark = turn.ask("event_day", assignment=item.id)
    buttons = [[Button(_("It happened today"), f"evt:{mark}"), leave_button(mark)]]
    return [turn.reply(turn.in_words(event_words.which_day(item)), buttons, kind="question")]


def _with_day(turn: Turn, item: Item, typed: Typed) -> list[Message]:
    """The day is known: record it, or ask which deadline follows where the task has none yet."""
    assert typed.day is not None  # noqa: S101 - the caller has looked
    if typed.day > turn.today:
        return [turn.reply(event_words.not_yet(typed.day))]
    if typed.due is not None and typed.due < typed.day:
        return [turn.reply(event_words.before_event(typed.day, typed.due))]
    if typed.due is None and item.due is None:
        return [_ask_due(turn, item, typed.day)]
    return _record(turn, item, typed.day, typed.due)


def _ask_due(turn: Turn, item: Item, day: date) -> Message:
    written = item.condition or item.deadline_text or ""
    proposed = due_after(written, day, rules.working_days(turn.tx))
    mark = turn.ask(
        "event_due",
        assignment=item.id,
        day=day.isoformat(),
        proposed=proposed.isoformat() if proposed else None,
    )
    accept = [Button(event_words.accept(proposed), f"evd:{mark}")] if proposed else []
    text = event_words.which_due(item, day, proposed)
    return turn.reply(turn.in_words(text), [[*accept, leave_button(mark)]], kind="question")


def _parts(turn: Turn, item: Item) -> list[Item]:
    """The parts of the task: an event is everybody's who leads one."""
    of_plan = tasks.by_code(turn.tx, item.code, (item.plan_id,))
    return [part for part in of_plan if part.task_id == item.task_id]


def _record(turn: Turn, item: Item, day: date, due: date | None) -> list[Message]:
    parts = [part for part in _parts(turn, item) if part.open]
    known = [log.standing_of(turn.tx, part.id) for part in parts]
    if all(now.event_on == day and due in (None, part.due) for now, part in zip(known, parts, strict=True)):
        return [turn.reply(event_words.known_already(item, day, turn.today))]
    entries = [_enter(turn, part, Kind.EVENT, due=due, happened_on=day) for part in parts]
    now = tasks.get(turn.tx, item.id) or item
    undo = [
        Button(_("Undo"), f"evu:{entries[0]}"),
        Button(_("Open {code}").format(code=item.code), f"c:{item.id}"),
    ]
    said = turn.reply(event_words.recorded(now, day, turn.today), [undo], about=[part.id for part in parts])
    return [said, *_tell(turn, parts, event_words.notice(now, day, turn.today))]


def _enter(turn: Turn, part: Item, kind: Kind, **what: Any) -> int:
    channel, person_id = turn.incoming.chat.channel, turn.who.person_id
    return log.append(turn.tx, part.id, kind, channel=channel, person_id=person_id, **what)


def _tell(turn: Turn, parts: list[Item], text: str) -> list[Message]:
    """The focal points hear of it once each; posts that wait speak of the old deadline and are written anew."""
    people = list(dict.fromkeys(person for part in parts for person in focals_of(turn, part)))
    button = [[Button(_("Open {code}").format(code=parts[0].code), f"c:{parts[0].id}")]]
    notices = to_people(turn.tx, people, text, button, about=[part.id for part in parts])
    return [*notices, *(m for part in parts for m in posts.without(turn.tx, part.id, turn.office.hours))]


def undo(turn: Turn, args: list[str]) -> list[Message]:
    """Take the record of an event back, in every part of the task: each has the deadline again that it had."""
    found = log.line(turn.tx, int(args[0]))
    item = tasks.get(turn.tx, found.assignment_id) if found and found.entry.kind is Kind.EVENT else None
    if found is None or item is None or not turn.sees(item.plan_id):
        return [turn.reply(_("There is no such record of an event."))]
    if not turn.may(Action.RECORD_EVENT, item):
        return [turn.reply(_why_not(turn, item))]
    if found.undone:
        return [turn.reply(_("This record of the event was taken back already."))]
    parts = [part for part in _parts(turn, item) if _undo_part(turn, part, found)]
    now = tasks.get(turn.tx, item.id) or item
    text = event_words.undone(now, turn.today)
    return [turn.reply(text, about=[part.id for part in parts]), *_tell(turn, parts, text)]


def _undo_part(turn: Turn, part: Item, found: log.Line) -> bool:
    """Take the same record back in one part; False where it has none."""
    entry = found.entry
    same = [
        line.entry.id
        for line in log.lines(turn.tx, part.id)
        if line.entry.kind is Kind.EVENT
        and not line.undone
        and (line.at, line.entry.happened_on, line.entry.due) == (found.at, entry.happened_on, entry.due)
    ]
    for entry_id in same:
        _enter(turn, part, Kind.UNDO, undoes=entry_id)
    return bool(same)
