"""/lich: the deadlines of an agency or a plan as a calendar, in a file or by a link that a phone subscribes to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dieuphoi import reports
from dieuphoi.handlers import phrases, refusals
from dieuphoi.handlers.messages import Button, Message, bold
from dieuphoi.handlers.permissions import Action, Place, Role, may
from dieuphoi.handlers.plan_names import in_argument, of_any
from dieuphoi.handlers.turn import Turn
from dieuphoi.plan.agenda import Occasion
from dieuphoi.storage import agencies, agenda, calendar_links, files, people, plans
from dieuphoi.storage.calendar_links import CalendarLink
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.signing import LinkError
from dieuphoi.wording import _, ngettext

PATH = "/lich/"  # of a link; what follows is its token and .ics


@dataclass(frozen=True, slots=True)
class _Whose:
    """The calendar of a plan, or of an agency."""

    name: str
    file_name: str
    occasions: tuple[Occasion, ...]
    plan_id: int | None = None
    agency_id: int | None = None

    @property
    def code(self) -> str:
        """As a button carries it."""
        return f"{self.plan_id or ''}:{self.agency_id or ''}"


@dataclass(frozen=True, slots=True)
class Opened:
    """What a link opens: the calendar's name and its days."""

    name: str
    occasions: tuple[Occasion, ...]


def _of_plan(tx: Transaction, plan: plans.Plan) -> _Whose:
    name = _("Deadlines of plan {number}").format(number=plan.number)
    days = tuple(agenda.of_plan(tx, plan.id))
    return _Whose(name, reports.calendar_name(plan.number), days, plan_id=plan.id)


def _of_agency(tx: Transaction, agency: agencies.Agency) -> _Whose:
    name = _("Deadlines of {agency}").format(agency=agency.name)
    days = tuple(agenda.of_agency(tx, agency.id))
    return _Whose(name, reports.calendar_name(agency.name), days, agency_id=agency.id)


def _known(tx: Transaction, plan_id: int | None, agency_id: int | None) -> _Whose | None:
    """The calendar of a plan, or of an agency, by its number; None where there is no such."""
    plan = plans.get(tx, plan_id) if plan_id else None
    agency = agencies.get(tx, agency_id) if agency_id and plan_id is None else None
    if plan is not None:
        return _of_plan(tx, plan)
    return _of_agency(tx, agency) if agency is not None else None


def command(turn: Turn, argument: str = "") -> list[Message]:
    """/lich: one's agency's, else the plans in view; /lich Sở Tài chính; /lich KH 4506."""
    if not turn.may(Action.SEE_TASKS):
        return [turn.reply(refusals.register_first())]
    found = _meant(turn, argument)
    if isinstance(found, str):
        return [turn.reply(found)]
    return [_file(turn, whose) for whose in found]


def _meant(turn: Turn, argument: str) -> Sequence[_Whose] | str:
    """Whose calendars are asked for, or why there are none."""
    if not argument:
        if turn.private and turn.who.agencies:
            return [_of_agency(turn.tx, agency) for agency in turn.who.agencies]
        if not turn.plans:
            return _("There is no open plan. The coordinator imports one: /nhapkehoach")
        return [_of_plan(turn.tx, plan) for plan in turn.plans]
    plan = of_any(turn, argument) or in_argument(plans.every(turn.tx), argument)[0]
    if plan is not None:
        return [_of_plan(turn.tx, plan)] if turn.sees(plan.id) else refusals.task_not_here()
    agency, _near = turn.office.names.meant(turn.tx, argument)
    if agency is not None:
        return [_of_agency(turn.tx, agency)]
    text = _(
        "I don't know “{argument}”. Write /lich for your own calendar, /lich Sở Tài chính for an agency's, /lich KH 4506 for a plan's."
    )
    return text.format(argument=argument[:60])


def _file(turn: Turn, whose: _Whose) -> Message:
    """The calendar as a file, with what is next in it; in private with the way to have it kept up to date."""
    content = reports.calendar_file(whose.name, whose.occasions)
    channel = turn.incoming.chat.channel
    file_id = files.keep(turn.tx, channel, whose.file_name, mime="text/calendar", content=content)
    lines = [bold(whose.name), *_next(turn, whose)]
    lines.append(_("Open the file to put these days into your phone's calendar; a later file moves them."))
    link = _own(turn, whose)
    row = []
    if link is not None:
        lines.append(_where(turn, link))
        row = [_revoke(link)]
    elif turn.office.calendars and turn.may(Action.SUBSCRIBE_CALENDAR):
        row = [Button(_("Keep it up to date"), f"cal:on:{whose.code}")]
    return Message(
        turn.incoming.chat, "\n".join(lines), (tuple(row),) if row else (), kind="calendar", file_id=file_id
    )


def _next(turn: Turn, whose: _Whose) -> list[str]:
    """How many days there are, and the first that is ahead."""
    open_ones = [one for one in whose.occasions if not one.off]
    text = ngettext("{n} day in it", "{n} days in it", len(open_ones)).format(n=len(open_ones))
    ahead = [one for one in open_ones if one.rings and one.day >= turn.today]
    if not ahead:
        return [text]
    first = _("next: {code}, {day}").format(code=ahead[0].code, day=phrases.day(ahead[0].day))
    return [f"{text}; {first}"]


def _own(turn: Turn, whose: _Whose) -> CalendarLink | None:
    """The sender's link to a calendar, where they have one and this is no group."""
    if not turn.private or not turn.office.calendars or turn.who.person_id is None:
        return None
    known = calendar_links.of_person(turn.tx, turn.who.person_id)
    return next(
        (one for one in known if (one.plan_id, one.agency_id) == (whose.plan_id, whose.agency_id)), None
    )


def _where(turn: Turn, link: CalendarLink) -> str:
    address = f"{turn.office.calendars}{PATH}{calendar_links.token(turn.tx, link)}.ics"
    return _("Your link, kept up to date: {address}").format(address=address)


def _revoke(link: CalendarLink) -> Button:
    return Button(_("Revoke the link"), f"cal:off:{link.id}")


def press(turn: Turn, args: list[str]) -> list[Message]:
    """A link is wanted, or wanted no more."""
    if not turn.may(Action.SUBSCRIBE_CALENDAR) or turn.who.person_id is None:
        return [turn.reply(refusals.of(turn, Action.SUBSCRIBE_CALENDAR))]
    if args[0] == "off":
        return [_revoked(turn, turn.who.person_id, int(args[1]))]
    if not turn.office.calendars:
        return [turn.reply(_("Calendars can't be subscribed to here; the file of /lich says the same."))]
    whose = _known(turn.tx, int(args[1] or 0) or None, int(args[2] or 0) or None)
    if whose is None:
        return [turn.reply(_("There is no such calendar. Yours: /lich"))]
    link = calendar_links.make(turn.tx, turn.who.person_id, plan_id=whose.plan_id, agency_id=whose.agency_id)
    how = _(
        "iPhone: Settings, Calendar, Accounts, Add subscribed calendar. Google Calendar on a computer: Other calendars, From URL. Whoever has the link can read the calendar: don't pass it on. It is yours until you revoke it: /lich"
    )
    return [turn.reply(f"{_where(turn, link)}\n{how}", [[_revoke(link)]])]


def _revoked(turn: Turn, person_id: int, link_id: int) -> Message:
    link = calendar_links.get(turn.tx, link_id)
    if link is None or link.person_id != person_id:
        return turn.reply(_("This link is not yours, or is not there. Your calendar: /lich"))
    if link.revoked_at is None:
        calendar_links.revoke(turn.tx, link)
    return turn.reply(_("The link is revoked: it opens nothing any more. A new one: /lich"))


def opened(tx: Transaction, token: str) -> Opened:
    """The calendar that a link opens, while its owner may still subscribe to it. Raises LinkError."""
    link = calendar_links.read(tx, token)
    if not _may_still(tx, link.person_id):
        raise LinkError
    whose = _known(tx, link.plan_id, link.agency_id)
    if whose is None:
        raise LinkError
    return Opened(whose.name, whose.occasions)


def _may_still(tx: Transaction, person_id: int) -> bool:
    role = people.role_of(tx, person_id)
    roles = ([Role(role)] if role else []) + ([Role.FOCAL_OTHER] if people.agencies_of(tx, person_id) else [])
    return any(may(one, Action.SUBSCRIBE_CALENDAR, Place.PRIVATE) for one in roles)
