"""/tamdung: no reminders for a while. For oneself; for an agency or a plan where the coordinator says so."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from dieuphoi.handlers import pause_effects, phrases
from dieuphoi.handlers.messages import Button, Message, bold
from dieuphoi.handlers.pause_targets import Whom, from_button, may_pause, meant, running, the_sender
from dieuphoi.handlers.permissions import Action
from dieuphoi.handlers.renewing import renewed
from dieuphoi.handlers.turn import Rows, Turn
from dieuphoi.handlers.typed_days import split_until
from dieuphoi.plan.text import fold, one_line
from dieuphoi.storage import pauses
from dieuphoi.wording import _, ngettext

LONGEST = timedelta(days=60)
WEEK = timedelta(days=7)
BUTTONS = 10


def command(turn: Turn, argument: str = "") -> list[Message]:
    """/tamdung; đến 15/3; Sở Tài chính đến 15/3; kế hoạch 2 tuần; bỏ …"""
    if not turn.may(Action.PAUSE_SELF) and not turn.may(Action.SET_REMINDERS):
        return [
            turn.reply(
                _("Write /tamdung to me in private. In the group only the coordinator pauses reminders.")
            )
        ]
    said = one_line(argument)
    if not said:
        return [_overview(turn)]
    first, _blank, rest = said.partition(" ")
    if fold(first) in ("bo", "het"):
        return _end_typed(turn, rest)
    named, until = split_until(said, turn.today)
    found = meant(turn, named)
    if isinstance(found, Whom):
        return _pause(turn, found, until) if until else [_ask_until(turn, found)]
    if not found:
        return [_unclear(turn, said)]
    return [_ask_which(turn, found, until)]


def _unclear(turn: Turn, said: str) -> Message:
    return turn.reply(_("I don't know “{typed}”.").format(typed=said[:60]) + " " + _how(turn))


def _how(turn: Turn) -> str:
    if turn.may(Action.SET_REMINDERS):
        return _(
            "Write e.g. “/tamdung đến 15/3” (for yourself, in private), “/tamdung Sở Tài chính đến 15/3”, “/tamdung kế hoạch 2 tuần”; to end it “/tamdung bỏ”, “/tamdung bỏ Sở Tài chính”."
        )
    return _("Write e.g. “/tamdung đến 15/3” or “/tamdung 2 tuần”; to end it “/tamdung bỏ”.")


def _overview(turn: Turn) -> Message:
    """What is paused, as far as the sender may see it, with what they can do about it."""
    found = running(turn)
    lines = [f"• {whom.shown}: {_until(until)}" for whom, until in found]
    head = bold(_("Reminders paused")) if found else _("Nothing is paused.")
    ends = [[_end_button(whom, until)] for whom, until in found if may_pause(turn, whom)]
    own = the_sender(turn)
    begin = _choices(turn, own) if own and own not in [whom for whom, _day in found] else []
    ask = [_("Pause your own reminders? Choose until when.")] if begin else []
    return turn.reply("\n".join([head, *lines, *ask, _how(turn)]), [*ends[:BUTTONS], *begin])


def _until(day: date) -> str:
    return _("until the end of {day}").format(day=phrases.day(day))


def _end_button(whom: Whom, until: date) -> Button:
    label = _("End it: {whom}").format(whom=whom.shown[:50])
    return Button(label, f"pe:{whom.kind}:{whom.number}:{until.toordinal()}")


def _choices(turn: Turn, whom: Whom) -> Rows:
    weeks = [
        Button(
            ngettext("{n} week", "{n} weeks", n).format(n=n),
            f"pu:{whom.kind}:{whom.number}:{(turn.today + n * WEEK).toordinal()}",
        )
        for n in (1, 2)
    ]
    return [[*weeks, Button(_("Choose another day…"), f"pd:{whom.kind}:{whom.number}")]]


def _ask_until(turn: Turn, whom: Whom) -> Message:
    if not may_pause(turn, whom):
        return _not_allowed(turn)
    text = _("Pause reminders for {whom} until when?").format(whom=bold(whom.shown))
    return turn.reply(text, _choices(turn, whom), kind="question")


def _ask_which(turn: Turn, found: list[Whom], until: date | None) -> Message:
    """Several agencies or plans may be meant; the buttons carry the day, where it was said."""
    buttons = [
        [
            Button(
                whom.shown[:60],
                f"pu:{whom.kind}:{whom.number}:{until.toordinal()}"
                if until
                else f"pq:{whom.kind}:{whom.number}",
            )
        ]
        for whom in found[:BUTTONS]
    ]
    return turn.reply(_("Which of these is it?"), buttons, kind="question")


def press_which(turn: Turn, args: list[str]) -> list[Message]:
    """What is to be paused was chosen: until when?"""
    whom = from_button(turn, args)
    return [_ask_until(turn, whom) if whom else _not_allowed(turn)]


def press_until(turn: Turn, args: list[str]) -> list[Message]:
    """The last day was chosen. Raises ValueError for a day that no calendar has."""
    whom = from_button(turn, args)
    return _pause(turn, whom, date.fromordinal(int(args[2]))) if whom else [_not_allowed(turn)]


def press_day(turn: Turn, args: list[str]) -> list[Message]:
    """Another day: it is typed."""
    whom = from_button(turn, args)
    if whom is None or not may_pause(turn, whom):
        return [_not_allowed(turn)]
    turn.ask("pause", kind=whom.kind, number=whom.number)
    return [turn.reply(turn.in_words(_("Until which day? Write e.g. “15/3” or “3 tuần”.")), kind="question")]


def take_day(turn: Turn, data: dict[str, Any]) -> list[Message] | None:
    """The last day was typed; None where the text is no day: it is heard as something else."""
    named, until = split_until(turn.incoming.text, turn.today)
    whom = from_button(turn, [data["kind"], data["number"]])
    return _pause(turn, whom, until) if whom and until and not named else None


def _pause(turn: Turn, whom: Whom, until: date) -> list[Message]:
    if not may_pause(turn, whom):
        return [_not_allowed(turn)]
    if not turn.today <= until <= turn.today + LONGEST:
        text = _("{day} can't be: a pause ends between today and {last} ({n} days ahead). {how}")
        last = phrases.day(turn.today + LONGEST)
        return [turn.reply(text.format(day=phrases.day(until), last=last, n=LONGEST.days, how=_how(turn)))]
    turn.done_asking()
    pauses.begin(turn.tx, whom.kind, whom.number, until, turn.who.person_id)
    line, messages = renewed(turn)
    lines = [_("No reminders for {whom} {until}.").format(whom=bold(whom.shown), until=bold(_until(until)))]
    lines += [*pause_effects.lines(turn, whom), line]
    notices = pause_effects.notices(turn, whom, until)
    return [turn.reply("\n".join(lines), [[_end_button(whom, until)]]), *notices, *messages]


def press_end(turn: Turn, args: list[str]) -> list[Message]:
    """A pause is to end now; one begun after the button was shown goes on."""
    whom = from_button(turn, args)
    if whom is None or not may_pause(turn, whom):
        return [_not_allowed(turn)]
    until = date.fromordinal(int(args[2]))
    if (whom, until) not in running(turn):
        return [turn.reply(_("This pause is over, or another one holds by now. See: /tamdung"), edit=True)]
    return _end(turn, whom)


def _end_typed(turn: Turn, named: str) -> list[Message]:
    found = meant(turn, named)
    if isinstance(found, Whom):
        return _end(turn, found) if may_pause(turn, found) else [_not_allowed(turn)]
    if not found:
        return [_unclear(turn, named)]
    held = [pair for pair in running(turn) if pair[0] in found]
    if not held:
        return [turn.reply(_("Nothing of that is paused. See: /tamdung"))]
    return [turn.reply(_("Which of these is it?"), [[_end_button(*pair)] for pair in held[:BUTTONS]])]


def _end(turn: Turn, whom: Whom) -> list[Message]:
    if not pauses.end(turn.tx, whom.kind, whom.number):
        return [
            turn.reply(_("Reminders for {whom} are not paused. See: /tamdung").format(whom=bold(whom.shown)))
        ]
    line, messages = renewed(turn)
    text = _("Reminders for {whom} come again.").format(whom=bold(whom.shown))
    return [turn.reply(f"{text} {line}"), *pause_effects.notices(turn, whom, None), *messages]


def _not_allowed(turn: Turn) -> Message:
    return turn.reply(
        _(
            "Only the coordinator pauses an agency or a plan. For yourself write to me in private, e.g. “/tamdung đến 15/3”."
        )
    )
