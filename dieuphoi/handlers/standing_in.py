"""/lamthay: a focal point who is away has somebody stand in from one day to another; so may the coordinator for any."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from dieuphoi.handlers import invitations, phrases, refusals, standing_in_news
from dieuphoi.handlers.messages import Button, Message, bold
from dieuphoi.handlers.permissions import Action, Role
from dieuphoi.handlers.renewing import renewed
from dieuphoi.handlers.turn import Turn, leave_button, to_coordinators
from dieuphoi.handlers.typed_days import Span, read_span, split_until
from dieuphoi.handlers.understanding.letters import plain_letters
from dieuphoi.plan.text import fold, one_line
from dieuphoi.storage import agencies, people, registrations, stand_ins
from dieuphoi.storage.agencies import Agency
from dieuphoi.storage.people import Focal
from dieuphoi.wording import _

LONGEST = timedelta(days=180)  # ahead and in length: who is away longer is replaced (/daumoi, /bangiao)
SHOWN = 10
_FROM = re.compile(r"(?:^|\s)tu\s+(?:ngay\s+)?")
_UNTIL = re.compile(r"(?:den|toi)\s")


def command(turn: Turn, argument: str = "") -> list[Message]:
    """/lamthay từ 1/3 đến 15/3 for one's own seat; the coordinator: /lamthay Sở Tài chính từ 1/3 đến 15/3."""
    if not turn.may(Action.NAME_STAND_IN):
        return [turn.reply(refusals.of(turn, Action.NAME_STAND_IN))]
    said = one_line(argument)
    if not said:
        return [_overview(turn)]
    named, span = _split(said, turn.today)
    if not named and turn.who.own_agencies:
        return _of_agencies(turn, list(turn.who.own_agencies), span)
    sure, near = turn.office.names.meant(turn.tx, named) if named else (None, [])
    if sure is not None:
        return _of_agencies(turn, [sure], span)
    if near:
        return [
            turn.reply(_("Which of these agencies is it? If none, type its full name."), _choices(near, span))
        ]
    text = _("Of which agency, and from when to when? {how}")
    return [turn.reply(text.format(how=_how(turn)))]


def _split(text: str, today: date) -> tuple[str, Span | None]:
    """What stands before the days, and these: “Sở Tài chính từ 1/3 đến 15/3”, “đến 15/3” (from today), “2 tuần”."""
    typed = plain_letters(text)
    for mark in _FROM.finditer(typed):
        if span := read_span(typed[mark.end() :], today):
            return text[: mark.start()].strip(), span
    if not _UNTIL.match(typed) and (span := read_span(text, today)):
        return "", span
    named, until = split_until(text, today)
    return named, (today, until) if until else None


def _how(turn: Turn) -> str:
    if turn.who.role == Role.COORDINATOR:
        return _("Write e.g. “/lamthay Sở Tài chính từ {first} đến {last}”.").format(**_example(turn))
    return _("Write e.g. “/lamthay từ {first} đến {last}”.").format(**_example(turn))


def _example(turn: Turn) -> dict[str, str]:
    first = turn.today + timedelta(days=7)
    last = first + timedelta(days=11)
    return {"first": f"{first.day}/{first.month}", "last": f"{last.day}/{last.month}"}


def _overview(turn: Turn) -> Message:
    """Who stands in now and later, as far as it concerns the sender."""
    whose = None if turn.who.role == Role.COORDINATOR else turn.who.person_id
    found = stand_ins.every(turn.tx, whose)
    text = _("• {name} for {other} ({agency}): {days}")
    lines = [
        text.format(name=bold(f.person), other=f.for_name, agency=f.agency, days=standing_in_news.days(f))
        for f in found
    ]
    head = bold(_("Who stands in")) if found else _("Nobody stands in for anybody.")
    rows = [[standing_in_news.end_button(one)] for one in found[:SHOWN]]
    return turn.reply("\n".join([head, *lines, _how(turn)]), rows)


def _choices(near: list[Agency], span: Span | None) -> list[list[Button]]:
    return [[Button(agency.name[:60], f"ia:{agency.id}:{_carried(span)}")] for agency in near[:SHOWN]]


def _carried(span: Span | None) -> str:
    return f"{span[0].toordinal()}:{span[1].toordinal()}" if span else "0:0"


def _span(args: list[str]) -> Span | None:
    first, last = int(args[0]), int(args[1])
    return (date.fromordinal(first), date.fromordinal(last)) if first and last else None


def _of_agencies(turn: Turn, held: list[Agency], span: Span | None) -> list[Message]:
    if len(held) > 1:
        return [turn.reply(_("Of which agency?"), _choices(held, span))]
    return _whose(turn, held[0], span)


def press_agency(turn: Turn, args: list[str]) -> list[Message]:
    """The agency was chosen."""
    agency = agencies.get(turn.tx, int(args[0]))
    return _whose(turn, agency, _span(args[1:])) if agency else [_refused(turn)]


def _refused(turn: Turn) -> Message:
    return turn.reply(refusals.of(turn, Action.NAME_STAND_IN))


def _may_name(turn: Turn, focal: Focal) -> bool:
    """Whether the sender may say who stands in for a focal point: for themselves, or as the coordinator."""
    if focal.stands_in_for is not None or not turn.may(Action.NAME_STAND_IN):
        return False
    return turn.who.role == Role.COORDINATOR or focal.person_id == turn.who.person_id


def _whose(turn: Turn, agency: Agency, span: Span | None) -> list[Message]:
    """In whose place: one's own, or a choice where several answer for the agency."""
    found = [focal for focal in people.focals(turn.tx, [agency.id]) if _may_name(turn, focal)]
    own = [focal for focal in found if focal.person_id == turn.who.person_id]
    if len(own or found) == 1:
        return _next(turn, _begun((own or found)[0], span))
    if not found:
        none = _("{agency} has no focal point for whom you could have somebody stand in.")
        return [turn.reply(none.format(agency=bold(agency.name)))]
    rows = [
        [Button(focal.full_name[:60], f"if:{agency.id}:{focal.person_id}:{_carried(span)}")]
        for focal in found[:SHOWN]
    ]
    return [turn.reply(_("In whose place?"), rows)]


def press_focal(turn: Turn, args: list[str]) -> list[Message]:
    """In whose place was chosen."""
    focal = _seat(turn, int(args[0]), int(args[1]))
    return _next(turn, _begun(focal, _span(args[2:]))) if focal else [_refused(turn)]


def _seat(turn: Turn, agency_id: int, person_id: int) -> Focal | None:
    """The seat as it is now, where the sender may say who stands in."""
    found = (focal for focal in people.focals(turn.tx, [agency_id]) if focal.person_id == person_id)
    return next((focal for focal in found if _may_name(turn, focal)), None)


def _begun(focal: Focal, span: Span | None) -> dict[str, Any]:
    days = {"first": span[0].isoformat(), "last": span[1].isoformat()} if span else {}
    return {"agency": focal.agency_id, "person": focal.person_id, "name": focal.full_name} | days


def _days(data: dict[str, Any]) -> Span:
    return date.fromisoformat(data["first"]), date.fromisoformat(data["last"])


def _next(turn: Turn, data: dict[str, Any]) -> list[Message]:
    """The question that is open: the days, then who it is."""
    if "first" not in data:
        mark = turn.ask("stand_in_days", **data)
        text = _("From which day to which does somebody stand in for {name}? E.g. “{first} đến {last}”.")
        asked = text.format(name=bold(data["name"]), **_example(turn))
        return [turn.reply(asked, [[leave_button(mark)]], kind="question")]
    first, last = _days(data)
    if first < turn.today or last < first or last > turn.today + LONGEST:
        text = _("That can't be: the days begin today or later and end by {last} ({n} days ahead). {how}")
        said = text.format(last=phrases.day(turn.today + LONGEST), n=LONGEST.days, how=_how(turn))
        return [turn.reply(said)]
    mark = turn.ask("stand_in_who", **data)
    lines = [
        _("Who stands in for {name}, {first} to {last}?").format(
            name=bold(data["name"]), first=phrases.day(first), last=phrases.day(last)
        ),
        _("Somebody registered already: write their full name. Else make a code and pass it on."),
        _("They report and are reminded in that place, and it ends by itself; the log names both."),
    ]
    rows = [[Button(_("Make the code"), f"ic:{mark}"), leave_button(mark)]]
    return [turn.reply("\n".join(lines), rows, kind="question")]


def take_days(turn: Turn, data: dict[str, Any]) -> list[Message] | None:
    """The days were typed; None where the text is none."""
    named, span = _split(one_line(turn.incoming.text), turn.today)
    return (
        _next(turn, data | {"first": span[0].isoformat(), "last": span[1].isoformat()})
        if span and not named
        else None
    )


def take_name(turn: Turn, data: dict[str, Any]) -> list[Message] | None:
    """A name was typed: of one registered person it is asked whether they are meant; None where it is no name here."""
    typed = fold(one_line(turn.incoming.text))
    there = [name for name in people.focals(turn.tx, [data["agency"]]) if fold(name.full_name) == typed]
    if there:
        text = _("{name} is a focal point of that agency already, and can report there. Name another.")
        return [turn.reply(text.format(name=bold(there[0].full_name)))]
    found = [one for one in stand_ins.registered(turn.tx, data["agency"]) if fold(one[1]) == typed]
    if len(found) != 1:
        text = _("Nobody registered has that name, or several have. Type the full name, or press “{button}”.")
        return [turn.reply(text.format(button=_("Make the code")))]
    first, last = _days(data)
    mark = turn.ask("stand_in_sure", **data | {"whom": found[0][0], "whom_name": found[0][1]})
    text = _("{whom} stands in for {name}, {first} to {last}?").format(
        whom=bold(found[0][1]), name=bold(data["name"]), first=phrases.day(first), last=phrases.day(last)
    )
    return [turn.reply(text, [[Button(_("Yes"), f"iy:{mark}"), leave_button(mark)]], kind="question")]


def press_yes(turn: Turn, args: list[str]) -> list[Message]:
    """The registered person is meant."""
    question = turn.question("stand_in_sure", args[0])
    if question is None:
        return [_closed(turn)]
    turn.done_asking()
    data = question.data
    if _seat(turn, data["agency"], data["person"]) is None or _days(data)[1] < turn.today:
        return [_closed(turn)]
    news = standing_in_news.named(turn, data["whom"], data["person"], data["agency"], _days(data))
    text = _("Done: {name} stands in and has been told. To see or end it: /lamthay")
    return [turn.reply(text.format(name=bold(data["whom_name"]))), *news]


def make_code(turn: Turn, args: list[str]) -> list[Message]:
    """An invitation to stand in, to pass on."""
    question = turn.question("stand_in_who", args[0])
    if question is None:
        return [_closed(turn)]
    turn.done_asking()
    data, focal = question.data, _seat(turn, question.data["agency"], question.data["person"])
    agency = agencies.get(turn.tx, data["agency"])
    if focal is None or agency is None or _days(data)[1] < turn.today:
        return [_closed(turn)]
    code = registrations.invite(
        turn.tx,
        "focal",
        agency_id=agency.id,
        by=turn.who.person_id,
        replaces=focal.person_id,
        days=_days(data),
    )
    whom = _("standing in for {name}, {agency}").format(name=focal.full_name, agency=agency.name)
    return [turn.reply(invitations.how_to_use(turn, whom, code))]


def press_end(turn: Turn, args: list[str]) -> list[Message]:
    """It ends now: by either of the two, or by the coordinator."""
    found = stand_ins.get(turn.tx, int(args[0]))
    if found is None:
        return [turn.reply(_("This is over already. See: /lamthay"))]
    concerned = turn.who.person_id in (found.person_id, found.for_id) or turn.who.role == Role.COORDINATOR
    if not turn.private or not concerned:
        return [_refused(turn)]
    stand_ins.end(turn.tx, found.id, turn.who.person_id)
    _line, posts = renewed(turn)
    text = _("{name} no longer stands in for {other} ({agency}).").format(
        name=bold(found.person), other=bold(found.for_name), agency=found.agency
    )
    told = standing_in_news.ended(turn.tx, found, besides=turn.who.person_id)
    return [turn.reply(text), *told, *to_coordinators(turn.tx, text, besides=turn.who.person_id), *posts]


def _closed(turn: Turn) -> Message:
    return turn.reply(_("This question is closed; nothing was changed. To ask again: /lamthay"))
