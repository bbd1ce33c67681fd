"""/trogiup: how to use the bot, by example, fitted to who asks and where; a screen, and more by subject."""

from __future__ import annotations

from rapidfuzz import fuzz, process

from dieuphoi.handlers import examples
from dieuphoi.handlers.help_subjects import SUBJECTS, filled
from dieuphoi.handlers.messages import Button, Message, bold, in_rows
from dieuphoi.handlers.permissions import Place
from dieuphoi.handlers.turn import Rows, Turn
from dieuphoi.plan.text import fold
from dieuphoi.wording import _

_ALIKE = 75  # of 100: "/trogiup bao cao" finds "Báo cáo tiến độ"


def show(turn: Turn, argument: str = "") -> list[Message]:
    """What the sender can do here; with an argument, what there is to say of that subject."""
    key = _named(turn, argument)
    if key is not None:
        return [_subject(turn, key)]
    above = ""
    if argument:
        text = _("There is no subject “{argument}”. Choose one below.")
        above = text.format(argument=argument[:40]) + "\n\n"
    return [turn.reply(above + _overview(turn), _buttons(turn))]


def press(turn: Turn, args: list[str]) -> list[Message]:
    """A subject was pressed; one that is no longer the sender's leads back to what they can do."""
    key = args[0] if args else ""
    if key in SUBJECTS and SUBJECTS[key].concerns(turn):
        return [_subject(turn, key, edit=True)]
    return [turn.reply(_overview(turn), _buttons(turn), edit=True)]


def _subject(turn: Turn, key: str, *, edit: bool = False) -> Message:
    subject = SUBJECTS[key]
    text = f"{bold(subject.name())}\n{filled(turn, subject.text())}"
    return turn.reply(text, _buttons(turn, besides=key), edit=edit)


def _named(turn: Turn, argument: str) -> str | None:
    """The subject that an argument names, by its name, a usual word for it, or a command of it."""
    wanted = fold(argument)
    ways = {
        fold(way): key
        for key, subject in reversed(SUBJECTS.items())
        if subject.concerns(turn)
        for way in (*subject.words, *subject.commands, subject.name())
    }
    found = process.extractOne(wanted, list(ways), scorer=fuzz.ratio, score_cutoff=_ALIKE) if wanted else None
    return ways[found[0]] if found else None


def _buttons(turn: Turn, besides: str | None = None) -> Rows:
    subjects = [
        Button(_("Help: {subject}").format(subject=subject.name()), f"hp:{key}")
        for key, subject in SUBJECTS.items()
        if key != besides and subject.concerns(turn) and (turn.who.known or not turn.private)
    ]
    return in_rows(subjects, 2)


def _overview(turn: Turn) -> str:
    if turn.place is Place.FOREIGN_GROUP:
        return _in_foreign_group()
    if turn.private and not turn.who.known:
        return _to_stranger()
    parts = [_to_focal(turn)] if turn.who.agencies else []
    if not turn.private:
        return "\n\n".join([*parts, filled(turn, _in_group())])
    office = {"coordinator": _to_coordinator, "leader": _to_leader, "operator": _to_operator}
    if turn.who.role in office:
        head, _end, rest = office[turn.who.role]().partition("\n")
        parts.append(f"{bold(head)}\n{filled(turn, rest)}" if rest else head)
    return "\n\n".join(parts)


def _to_stranger() -> str:
    return _(
        "I follow the tasks of the provincial plan for the agencies that carry it out.\n"
        "• To begin, send /dangky and answer with your agency (e.g. “Sở KHĐT”), your name and your position\n"
        "• You have an invitation code (DP-…): just send it\n"
        "• Tiếng Việt: /tiengviet; English: /english"
    )


def _to_focal(turn: Turn) -> str:
    example = examples.of(turn)
    head = _("To report, e.g. on {code} · {title}").format(code=example.code, title=example.title)
    if not example.own:
        head = _("To report on a task of your agency, e.g. {code}").format(code=example.code)
    text = _(
        "• “{code} 70%”, “{code} submitted”\n"
        "• “{code} blocked: waiting for funds”\n"
        "• “{code} issued No. 12/QĐ-UBND of {day}”\n"
        "• A mistake: /hoantac\n"
        "To look up: /viec (your tasks), /quynay (due this quarter), /quahan (overdue)"
    )
    return f"{bold(head)}\n{filled(turn, text)}"


def _to_coordinator() -> str:
    return _(
        "As the coordinator\n"
        "• /choduyet – what waits for your word\n"
        "• /tongketqua – totals; /baocao {quarter} – report to sign\n"
        "• /dondoc {code} – ask for an update\n"
        "• /moi Sở Tài chính – invite a focal point\n"
        "• A new or amended plan: send its file here\n"
        "• /quynay – due this quarter; /quahan – overdue"
    )


def _to_leader() -> str:
    return _(
        "For leaders\n"
        "• /tongketqua – totals; /tongketqua Sở Tài chính – of an agency\n"
        "• /baocao {quarter} – report to sign\n"
        "• /quahan – overdue; /viec {code} – one task\n"
        "• /dondoc {code} – ask for an update"
    )


def _to_operator() -> str:
    return _(
        "As the operator you hear here of what could not be handled or sent. What to do about it: “dieuphoi doctor”, on "
        "the bot's machine. Tasks are the agencies' matter; they are not shown to you here."
    )


def _in_group() -> str:
    return _(
        "In this group you can ask\n"
        "• /quynay – due this quarter; /quahan – overdue\n"
        "• /viec {code} – one task\n"
        "Speak to me by a command, a reply or my name. Registering, inviting and confirming requests: in private."
    )


def _in_foreign_group() -> str:
    return _(
        "This group is not bound to a plan, so I show no task here. The coordinator binds it with /gannhom.\n"
        "To register as a focal point, write /dangky to me in private."
    )
