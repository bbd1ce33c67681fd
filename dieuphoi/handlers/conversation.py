"""Words, neither command nor button: understood, and answered or recorded; in the group mostly silence."""

from __future__ import annotations

from dieuphoi.handlers import (
    card,
    contacts,
    files,
    help,  # noqa: A004 - the room's name
    history,
    lists,
    registration,
    searching,
    summary,
    updates,
)
from dieuphoi.handlers.messages import Event, Message
from dieuphoi.handlers.permissions import Action
from dieuphoi.handlers.totals import Scope
from dieuphoi.handlers.turn import Turn
from dieuphoi.handlers.understanding import Understood, understand
from dieuphoi.plan.periods import Period, parse_code, quarter_of
from dieuphoi.plan.results import State
from dieuphoi.storage import tasks
from dieuphoi.wording import _

PLAIN = 0.8  # in the group an unaddressed report must be this plain


def hear(turn: Turn, text: str) -> list[Message]:
    """Answer a message in words, or keep silent in the group where it is not for the bot."""
    if turn.incoming.attachment is not None:
        return _with_file(turn, text)
    understood = understand(
        text,
        chat="private" if turn.private else "group",
        today=turn.today,
        known=turn.office.names.known(turn.tx),
    )
    if turn.incoming.event is Event.EDITED:
        return _edited(turn, understood)
    if not turn.private and not turn.incoming.addressed and not _for_the_bot(turn, understood):
        return []
    return _act(turn, understood)


def _for_the_bot(turn: Turn, understood: Understood) -> bool:
    """In the group: a question that the bot surely understands, or a plain report on a task of the sender's."""
    if understood.intent in ("due", "overdue", "task", "tasks", "summary"):
        return understood.confidence >= PLAIN
    if understood.intent != "update" or understood.confidence < PLAIN:
        return False
    slots = understood.slots
    codes = slots.get("tasks") or [u["task"] for u in slots.get("updates", ())] or [slots.get("task")]
    items = [i for code in codes if code for i in tasks.by_code(turn.tx, code, turn.plan_ids)]
    return any(turn.may(Action.REPORT, item) for item in items) or _reply_to_bot(turn)


def _reply_to_bot(turn: Turn) -> bool:
    return turn.incoming.reply_to is not None and bool(turn.about_of(turn.incoming.reply_to))


def _act(turn: Turn, understood: Understood) -> list[Message]:
    slots = understood.slots
    agency = turn.office.names.agency(turn.tx, slots["agency"]) if slots.get("agency") else None
    agency_id = agency.id if agency else None
    match understood.intent:
        case "due":
            return lists.show(turn, lists.Wanted("due", _period(turn, understood), agency_id))
        case "overdue":
            return lists.show(turn, lists.Wanted("overdue", agency_id=agency_id))
        case "tasks":
            state = State(slots["status"]) if slots.get("status") else None
            return lists.show(turn, lists.Wanted("tasks", agency_id=agency_id, state=state))
        case "task" if slots.get("task"):
            return card.find(turn, slots["task"])
        case "summary":
            return summary.show(turn, Scope(_stated_period(understood), agency))
        case "update":
            return updates.report(turn, understood)
        case "undo":
            return updates.undo_last(turn, slots.get("task"))
        case "history" if slots.get("task"):
            return history.show(turn, slots["task"])
        case "search" if slots.get("query"):
            return searching.search(turn, slots["query"])
        case "contact":
            return contacts.show(turn, slots.get("agency"))
        case "register":
            return registration.begin(turn, slots.get("agency", ""))
        case "help":
            return help.show(turn)
    return _not_understood(turn, understood)


def _period(turn: Turn, understood: Understood) -> Period:
    return _stated_period(understood) or quarter_of(turn.today)


def _stated_period(understood: Understood) -> Period | None:
    stated = understood.slots.get("quarter") or understood.slots.get("year")
    return parse_code(str(stated)) if stated else None


def _not_understood(turn: Turn, understood: Understood) -> list[Message]:
    """Small talk gets a short word in private; a question in no known form gets an example."""
    if not turn.private and not turn.incoming.addressed:
        return []
    if understood.intent in ("task", "history"):
        return [turn.reply(_("Of which task? Write its code, e.g. “PL1-2”; all codes: /viec"))]
    return [
        turn.reply(
            _(
                "Nothing was recorded. To report, write e.g. “PL1-2 submitted” or “PL1-2 70%”; to ask: /quynay, /viec, /trogiup"
            )
        )
    ]


def _edited(turn: Turn, understood: Understood) -> list[Message]:
    """An edited message changes nothing by itself: what was recorded stays until it is undone."""
    if understood.intent != "update" or not turn.who.agencies:
        return []
    return [
        turn.reply(
            _("An edited message is not read again. To mend a report, undo it (/hoantac) or send a new one.")
        )
    ]


def _with_file(turn: Turn, text: str) -> list[Message]:
    """A file or photo: its caption says what it is; without one, the task is asked for."""
    attachment = turn.incoming.attachment
    assert attachment is not None  # noqa: S101 - the caller has looked
    spoken_to = turn.private or turn.incoming.addressed
    if not turn.who.agencies:
        return (
            [turn.reply(_("Only focal points attach files to tasks. To register: /dangky"))]
            if spoken_to
            else []
        )
    refusal = files.refusal(turn, attachment)
    if refusal:
        return [turn.reply(refusal)] if spoken_to else []
    understood = understand(
        text,
        chat="private" if turn.private else "group",
        today=turn.today,
        known=turn.office.names.known(turn.tx),
    )
    if not spoken_to and not _for_the_bot(turn, understood):
        return []
    return updates.report(turn, understood, files.keep(turn, attachment))
