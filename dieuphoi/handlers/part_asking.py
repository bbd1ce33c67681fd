"""The lead, or the coordinator in its stead, asks coordinating agencies for their part: which, what, and until when."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from dieuphoi.handlers import part_choices, part_words, phrases
from dieuphoi.handlers.messages import Button, Message, bold
from dieuphoi.handlers.part_people import (
    asking,
    lead_people,
    of_agency,
    open_row,
    seen_part,
    settle_waiting,
    source,
    title,
    to_agency,
)
from dieuphoi.handlers.part_sentences import read_until
from dieuphoi.handlers.permissions import Action
from dieuphoi.handlers.turn import Turn, leave_button, to_coordinators, to_people
from dieuphoi.plan.parts import working_days_on
from dieuphoi.storage import agencies, parts, rules
from dieuphoi.storage.tasks import Item
from dieuphoi.wording import _

OFFERED = (3, 5, 10)  # working days
WHAT = 300  # characters


@dataclass(frozen=True, slots=True)
class Ask:
    """What is known of a request so far: kept in the dialogue until nothing is missing."""

    assignment: int
    agencies: tuple[int, ...] = ()
    what: str = ""
    until: str = ""  # ISO
    beyond: bool = False  # whether a day after the task's deadline is meant


def _read(data: dict[str, Any]) -> Ask:
    return Ask(**{**data["ask"], "agencies": tuple(data["ask"]["agencies"])})


def _question(turn: Turn, step: str, mark: str | None = None) -> Ask | None:
    found = turn.question(step, mark)
    return _read(found.data) if found else None


def _closed(turn: Turn) -> list[Message]:
    return [turn.reply(_("This question is closed, or somebody else's. Please send it again."))]


def go_on(turn: Turn, ask: Ask) -> list[Message]:
    """Ask for what is missing, or send the request."""
    item, refusal = seen_part(turn, ask.assignment, Action.ASK_PART)
    if item is not None and not item.open:
        refusal = _("{code} is done: {state}. There is nothing to ask for.").format(
            code=bold(item.code), state=phrases.standing(item)
        )
    if item is None or refusal:
        turn.done_asking()
        return [turn.reply(refusal)]
    if not ask.agencies:
        return [ask_agency(turn, item, ask)]
    if not ask.what:
        return [_ask_what(turn, item, ask)]
    if not ask.until:
        return [_ask_until(turn, item, ask)]
    return _with_day(turn, item, ask)


def press(turn: Turn, args: list[str]) -> list[Message]:
    """The card's button, or another page of the agencies."""
    item, refusal = seen_part(turn, int(args[0]), Action.ASK_PART)
    if item is None:
        return [turn.reply(refusal)]
    page = int(args[1])
    open_ask = _question(turn, "part_agency") if page else None
    known = open_ask is not None and open_ask.assignment == item.id
    ask = open_ask if known and open_ask else Ask(item.id)
    return [ask_agency(turn, item, ask, page)] if item.open else go_on(turn, ask)


def ask_agency(turn: Turn, item: Item, ask: Ask, page: int = 0, above: str = "") -> Message:
    """Which agency is asked? `above` is said before it."""
    mark = turn.ask("part_agency", ask=asdict(ask))
    return part_choices.which_agency(turn, item, mark, page, above)


def press_agency(turn: Turn, args: list[str]) -> list[Message]:
    """An agency was chosen, or all of them."""
    ask = _question(turn, "part_agency", args[1])
    item, refusal = seen_part(turn, ask.assignment, Action.ASK_PART) if ask else (None, "")
    if ask is None or item is None:
        return [turn.reply(refusal)] if refusal else _closed(turn)
    helping = part_choices.named(turn.tx, item)
    chosen = tuple(helping) if args[0] == "0" else (int(args[0]),)
    wrong = [a for a in chosen if not part_choices.helps(turn.tx, item, a)]
    if wrong or not chosen:
        return [ask_agency(turn, item, ask)]
    return go_on(turn, replace(ask, agencies=chosen))


def take_agency(turn: Turn, data: dict[str, Any]) -> list[Message] | None:
    """The agency was typed; None for a text that names none."""
    ask = _read(data)
    item, refusal = seen_part(turn, ask.assignment, Action.ASK_PART)
    if item is None:
        turn.done_asking()
        return [turn.reply(refusal)]
    sure, near = turn.office.names.meant(turn.tx, turn.incoming.text)
    if sure is None:
        return [ask_agency(turn, item, ask, above=part_choices.unclear(near))] if near else None
    if not part_choices.helps(turn.tx, item, sure.id):
        return [ask_agency(turn, item, ask, above=part_choices.not_helping(item, sure.name))]
    return go_on(turn, replace(ask, agencies=(sure.id,)))


def _ask_what(turn: Turn, item: Item, ask: Ask) -> Message:
    mark = turn.ask("part_what", ask=asdict(ask))
    rows = [[Button(text, f"xqw:{n}:{mark}") for n, text in enumerate(_usual())], [leave_button(mark)]]
    text = _("{code}: what do you ask {agencies} for? Choose, or write it in a line.")
    said = text.format(code=bold(item.code), agencies=_names(turn, ask.agencies))
    return turn.reply(turn.in_words(said), rows, about=[item.id], kind="question")


def _usual() -> tuple[str, ...]:
    return (_("Comment on the draft"), _("Provide figures"), _("Take part in doing it"))


def press_what(turn: Turn, args: list[str]) -> list[Message]:
    """What is asked for was chosen. Raises IndexError for a choice that is none."""
    ask = _question(turn, "part_what", args[1])
    return _closed(turn) if ask is None else go_on(turn, replace(ask, what=_usual()[int(args[0])]))


def take_what(turn: Turn, data: dict[str, Any]) -> list[Message]:
    """What is asked for was typed."""
    what = turn.incoming.text.strip()
    if not 0 < len(what) <= WHAT:
        return [turn.reply(_("Please write it in words, at most {n} characters.").format(n=WHAT))]
    return go_on(turn, replace(_read(data), what=what))


def _ask_until(turn: Turn, item: Item, ask: Ask, above: str = "") -> Message:
    mark = turn.ask("part_until", ask=asdict(replace(ask, until="", beyond=False)))
    calendar = rules.working_days(turn.tx)
    days = [(n, working_days_on(turn.today, n, calendar)) for n in OFFERED]
    row = [
        Button(
            _("{n} working days ({day})").format(n=n, day=phrases.day(day)), f"xqd:{day.toordinal()}:{mark}"
        )
        for n, day in days
    ]
    text = _("{code}: by when should {agencies} answer? Choose, or write e.g. “đến 15/3”.")
    said = text.format(code=bold(item.code), agencies=_names(turn, ask.agencies))
    said = f"{above}\n{said}" if above else said
    rows = [*([button] for button in row), [leave_button(mark)]]
    return turn.reply(turn.in_words(said), rows, about=[item.id], kind="question")


def press_until(turn: Turn, args: list[str]) -> list[Message]:
    """The day was chosen. Raises ValueError for a day that no calendar has."""
    ask = _question(turn, "part_until", args[1]) or _question(turn, "part_beyond", args[1])
    if ask is None:
        return _closed(turn)
    return go_on(turn, replace(ask, until=date.fromordinal(int(args[0])).isoformat(), beyond=False))


def take_until(turn: Turn, data: dict[str, Any]) -> list[Message] | None:
    """The day was typed; None for a text without one."""
    day = read_until(turn.incoming.text, turn.today, lambda: rules.working_days(turn.tx))
    return None if day is None else go_on(turn, replace(_read(data), until=day.isoformat(), beyond=False))


def press_beyond(turn: Turn, args: list[str]) -> list[Message]:
    """A day after the task's deadline is meant indeed."""
    ask = _question(turn, "part_beyond", args[0])
    return _closed(turn) if ask is None else go_on(turn, replace(ask, beyond=True))


def _with_day(turn: Turn, item: Item, ask: Ask) -> list[Message]:
    """The day is known: a past one, or one after the deadline, is asked about; else the request goes out."""
    day = date.fromisoformat(ask.until)
    if day < turn.today:
        above = _("{day} has passed. Nothing was sent.").format(day=phrases.day(day))
        return [_ask_until(turn, item, ask, above)]
    if item.due is not None and turn.today <= item.due < day and not ask.beyond:
        mark = turn.ask("part_beyond", ask=asdict(ask))
        text = _("{day} is after the deadline of {code} itself ({due}). Is that meant? Nothing was sent yet.")
        rows = [
            [Button(_("Yes, {day}").format(day=phrases.day(day)), f"xqy:{mark}")],
            [Button(_("No, {day}").format(day=phrases.day(item.due)), f"xqd:{item.due.toordinal()}:{mark}")],
            [leave_button(mark)],
        ]
        said = text.format(day=phrases.day(day), code=bold(item.code), due=phrases.day(item.due))
        return [turn.reply(said, rows, about=[item.id], kind="question")]
    turn.done_asking()
    return _send(turn, item, ask, day)


def _names(turn: Turn, agency_ids: tuple[int, ...]) -> str:
    return part_words.named(agencies.named(turn.tx, agency_ids).values())


def _send(turn: Turn, item: Item, ask: Ask, day: date) -> list[Message]:
    """Keep the requests, tell the agencies, and say to the lead what was sent and who can't be reached."""
    told: list[Message] = []
    alone: list[str] = []
    ids: list[int] = []
    for agency_id in ask.agencies:
        request_id = parts.ask(turn.tx, item.id, agency_id, ask.what, day, source(turn))
        request = parts.get(turn.tx, request_id)
        assert request is not None  # noqa: S101 - it was just kept
        ids.append(request_id)
        told += settle_waiting(turn, request)
        if of_agency(turn, agency_id):
            told += to_agency(turn, request, item, _request(turn, item, request), _answers(request))
        else:
            alone.append(request.agency)
    lines = [
        _("{sent}: {task}\n{agencies}: “{what}”, {until}.{when}").format(
            sent=bold(_("Request sent")),
            task=title(turn, item),
            agencies=_names(turn, ask.agencies),
            what=ask.what,
            until=part_words.until(day, turn.today),
            when=_when(turn),
        )
    ]
    if alone:
        lines.append(_nobody(alone))
    if len(ids) > 1 and (left := part_choices.groups(item)):
        lines.append(
            _("Others of “{groups}” are not among them: press “{button}” and write the name.").format(
                groups="; ".join(left), button=_("Ask another agency")
            )
        )
    requests = parts.of_assignment(turn.tx, item.id)
    row = [part_words.overview_button(item, requests)]
    if len(ids) == 1:
        row.append(Button(_("Withdraw"), f"xw:{ids[0]}"))
    return [
        turn.reply("\n".join(lines), [row, open_row(item)], about=[item.id]),
        *told,
        *_to_others(turn, item, lines[0], alone),
    ]


def _request(turn: Turn, item: Item, request: parts.Request) -> str:
    return "\n".join(
        (
            _("{who} asks {agency} for its part:").format(
                who=bold(asking(turn, item)), agency=bold(request.agency)
            ),
            title(turn, item),
            f"“{request.what}”, {part_words.until(request.until, turn.today)}",
            _("Press an answer, or reply to this message with words or a file."),
        )
    )


def _answers(request: parts.Request) -> list[list[Button]]:
    return [part_words.answer_buttons(request)]


def _when(turn: Turn) -> str:
    moment = turn.later
    if moment is None:
        return ""
    return " " + _("It is outside working hours, so it goes out at {at}.").format(at=phrases.moment(moment))


def _nobody(names: list[str]) -> str:
    text = _("No focal point whom the bot can reach: {agencies}. Invite one: /moi {agency}")
    return text.format(agencies=part_words.named(names), agency=names[0])


def _to_others(turn: Turn, item: Item, sent: str, alone: list[str]) -> list[Message]:
    """The coordinator hears at once of agencies that nobody answers for; the lead of what was asked in its stead."""
    told: list[Message] = []
    if alone:
        text = _("{who} asks for a part in {task}.").format(who=asking(turn, item), task=title(turn, item))
        told += to_coordinators(turn.tx, f"{text}\n{_nobody(alone)}", besides=turn.who.person_id)
    if turn.who.role == "coordinator":
        lines = [
            _("{who} has asked:").format(who=asking(turn, item)),
            sent,
            *([_nobody(alone)] if alone else []),
        ]
        ids = [person for person in lead_people(turn, item) if person != turn.who.person_id]
        told += to_people(turn.tx, ids, "\n".join(lines), [open_row(item)], about=[item.id])
    return told
