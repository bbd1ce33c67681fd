"""What is said of coordinating agencies' comments and parts: on the card, in the overview, in the log."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from dieuphoi.handlers import phrases
from dieuphoi.handlers.messages import Button, bold
from dieuphoi.handlers.permissions import Action
from dieuphoi.handlers.proposals import shortened
from dieuphoi.handlers.turn import Turn
from dieuphoi.plan.history import Kind
from dieuphoi.plan.parts import PartState
from dieuphoi.storage import log, parts
from dieuphoi.storage.log import Line
from dieuphoi.storage.parts import Request
from dieuphoi.storage.tasks import Item
from dieuphoi.wording import _, ngettext

NAMED = 6  # agencies that a line names
QUOTED = 300  # characters of somebody's words in a notice


def answered(requests: Sequence[Request]) -> str:
    """How many have answered, and who has not: "3/5 answered; not yet: …"."""
    waiting = [request for request in requests if request.waits]
    text = _("{k}/{n} answered").format(k=len(requests) - len(waiting), n=len(requests))
    if not waiting:
        return text
    return text + _("; not yet: {agencies}").format(agencies=named([request.agency for request in waiting]))


def named(names: Iterable[str]) -> str:
    """The first of some agencies by name, each once, and how many more they are."""
    every = list(dict.fromkeys(names))
    more = [_("{n} other agencies").format(n=len(every) - NAMED)] if len(every) > NAMED else []
    return ", ".join([*every[:NAMED], *more])


def coordination(requests: Sequence[Request]) -> str:
    """The same as a line of its own."""
    return _("Coordination: {answered}").format(answered=answered(requests))


def contributed(lines: Sequence[Line]) -> str:
    """What coordinating agencies have added to a task, as numbers; empty where that is nothing."""
    words = sum(line.entry.note is not None for line in lines)
    files = sum(line.file_id is not None for line in lines)
    said = [ngettext("{n} comment", "{n} comments", words).format(n=words)] if words else []
    said += [ngettext("{n} file", "{n} files", files).format(n=files)] if files else []
    return _("{what} of coordinating agencies").format(what=", ".join(said)) if said else ""


def on_card(turn: Turn, item: Item) -> list[str]:
    """The lines of a card: what was added, who has answered, what the reader's own agency is asked for."""
    if not turn.may(Action.SEE_FOCALS, item):
        return []
    lines = [contributed(log.contributions(turn.tx, [item.id]))]
    requests = parts.of_assignment(turn.tx, item.id)
    if requests:
        lines.append(coordination(requests))
    lines += [asked(request, turn.today) for request in _own(turn, item, requests)]
    return [line for line in lines if line]


def buttons(turn: Turn, item: Item) -> list[list[Button]]:
    """The card's buttons: to comment and answer, for who works with the lead; to ask and see answers, for the lead."""
    if item.ended:
        return []
    requests = parts.of_assignment(turn.tx, item.id)
    rows: list[list[Button]] = []
    if turn.may(Action.ANSWER_PART, item) and item.open:
        rows += [answer_buttons(request) for request in _own(turn, item, requests)[:1]]
    if turn.may(Action.COMMENT, item):
        rows.append([Button(_("Comment"), f"cm:{item.id}")])
    if turn.may(Action.ASK_PART, item):
        ask = (
            [Button(_("Ask for coordination"), f"xq:{item.id}:0")] if item.open and item.coordinators else []
        )
        rows.append([*ask, *([overview_button(item, requests)] if requests else [])])
    return [row for row in rows if row]


def overview_button(item: Item, requests: Sequence[Request]) -> Button:
    """The way to who has answered."""
    done = sum(not request.waits for request in requests)
    return Button(_("Coordination {k}/{n}").format(k=done, n=len(requests)), f"xo:{item.id}")


def answer_buttons(request: Request) -> list[Button]:
    """The three answers of an agency that is asked."""
    return [
        Button(_("Sent / done"), f"xa:{request.id}:done"),
        Button(_("No comment"), f"xa:{request.id}:none"),
        Button(_("Ask for a later date"), f"xl:{request.id}"),
    ]


def _own(turn: Turn, item: Item, requests: Sequence[Request]) -> list[Request]:
    """What the reader's own agencies are asked for and have not answered."""
    own = turn.who.agency_ids if item.open and not item.ended else ()
    return [request for request in requests if request.waits and request.agency_id in own]


def asked(request: Request, today: date) -> str:
    """What an agency is asked for, and until when."""
    return _("{agency} is asked: {what}, {until}").format(
        agency=request.agency, what=f"“{request.what}”", until=bold(until(request.until, today))
    )


def until(day: date, today: date) -> str:
    """The day of a request with the days left."""
    return _("by {day} ({left})").format(day=phrases.day(day), left=phrases.days_left(day, today))


def standing(request: Request, today: date) -> str:
    """A request in the overview: who, what, until when, and whether it is answered."""
    if request.state is PartState.ANSWERED:
        return _("• {agency}: {what} – answered").format(agency=bold(request.agency), what=request.what)
    return _("• {agency}: {what}, {until} – no answer yet").format(
        agency=bold(request.agency), what=request.what, until=until(request.until, today)
    )


def in_log(found: Line, agency: str | None) -> str | None:
    """What an entry of the log says, where it is about a coordinating agency's part; `agency`: who was asked."""
    entry = found.entry
    note = shortened(entry.note, QUOTED) if entry.note else ""
    day = phrases.day(entry.due) if entry.due else ""
    said = {
        Kind.COMMENT: _("{agency} comments").format(agency=found.agency),
        Kind.ASK_PART: _("asked {agency}: {what}, by {day}").format(agency=agency, what=note, day=day),
        Kind.PART_DATE: _("set {agency} another date: {day}").format(agency=agency, day=day),
        Kind.PART_OFF: _("does not ask {agency} any more").format(agency=agency),
        Kind.PART_DONE: _("{agency} has given its part").format(agency=found.agency),
        Kind.PART_NONE: _("{agency} has no comment").format(agency=found.agency),
        Kind.PART_LATER: _("{agency} asks for a later date: {day}").format(agency=found.agency, day=day),
    }.get(entry.kind)
    if said is None or entry.kind in (Kind.ASK_PART, Kind.PART_DATE):
        return said
    said += f": {note}" if note else ""
    return with_file(said, found.file_id)


def with_file(said: str, file_id: int | None) -> str:
    """A line, with the word that a file came with it where one did."""
    return said if file_id is None else _("{what} (with a file)").format(what=said)
