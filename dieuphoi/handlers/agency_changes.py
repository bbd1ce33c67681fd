"""/cosquan: agencies merge, are divided, renamed or dissolved; what waits because of it; one agency's own history."""

from __future__ import annotations

from datetime import date

from dieuphoi.handlers import agency_drafts, agency_effects, agency_words, phrases, typed_changes
from dieuphoi.handlers.agency_choices import not_allowed
from dieuphoi.handlers.agency_drafts import Draft, DraftError
from dieuphoi.handlers.directory import surely
from dieuphoi.handlers.messages import Button, Message, bold
from dieuphoi.handlers.permissions import Action
from dieuphoi.handlers.renewing import renewed
from dieuphoi.handlers.turn import Turn
from dieuphoi.storage import agencies, changes, handing_over, people, seats, waiting_tasks
from dieuphoi.storage.agencies import Agency
from dieuphoi.storage.changes import Entry, Source
from dieuphoi.storage.database import Transaction
from dieuphoi.wording import _

LISTED = 8


def command(turn: Turn, argument: str = "") -> list[Message]:
    """/cosquan; with what changes, or with an agency."""
    if not turn.may(Action.CHANGE_AGENCIES):
        return [not_allowed(turn)]
    if not argument:
        return [_overview(turn)]
    typed = typed_changes.read(argument)
    if typed is None:
        return _one(turn, argument)
    try:
        draft = agency_drafts.resolve(turn.tx, turn.office.names, typed)
    except DraftError as error:
        return [turn.reply(_("Nothing was changed. {why}").format(why=error))]
    mark = turn.ask("agency_change", **agency_drafts.to_json(typed))
    lines = [*agency_drafts.preview(turn.tx, draft), _("Nothing has been stored yet. Is that right?")]
    buttons = [[Button(_("I agree"), f"oy:{mark}"), Button(_("Cancel"), f"n:{mark}")]]
    return [turn.reply("\n".join(lines), buttons, kind="question")]


def agree(turn: Turn, args: list[str]) -> list[Message]:
    """What was shown is right: it is stored, and takes effect where its day has come."""
    if not turn.may(Action.CHANGE_AGENCIES):
        return [not_allowed(turn)]
    question = turn.question("agency_change", args[0])
    if question is None:
        return [turn.reply(_("This question is closed. Please send it again."), edit=True)]
    turn.done_asking()
    try:
        typed = agency_drafts.from_json(question.data)
        draft = agency_drafts.resolve(turn.tx, turn.office.names, typed)
    except DraftError as error:
        return [turn.reply(_("Nothing was changed. {why}").format(why=error), edit=True)]
    return _stored(turn, draft)


def _stored(turn: Turn, draft: Draft) -> list[Message]:
    number = agency_drafts.store(turn.tx, draft, Source(turn.who.person_id, turn.incoming.chat.channel))
    entry = changes.get(turn.tx, number)
    assert entry is not None  # noqa: S101 - it was just entered
    if entry.change.on > turn.today:
        text = _(
            "Noted as change No. {n}: {what}, {since}. It takes effect by itself as that day begins."
        ).format(
            n=number,
            what=bold(agency_words.title(draft.change, draft.names)),
            since=agency_words.since(entry.change),
        )
        rows = [*agency_effects.choose_buttons(turn.tx, entry), [_take_back_button(entry)]]
        return [turn.reply(text, rows, edit=True)]
    effect = handing_over.take_effect(turn.tx, number)
    assert effect is not None  # noqa: S101 - nobody can have done it before
    lines = agency_effects.news(turn.tx, effect)
    rows = agency_effects.choose_buttons(turn.tx, entry)
    others = agency_effects.messages(turn.tx, effect, besides=turn.who.person_id)
    return [turn.reply("\n".join(lines), rows, edit=True), *others, *renewed(turn)[1]]


def _take_back_button(entry: Entry) -> Button:
    return Button(_("Withdraw No. {n}").format(n=entry.change.id), f"ob:{entry.change.id}")


def take_back(turn: Turn, args: list[str]) -> list[Message]:
    """A change is taken back before its day; what has taken effect is turned round by a new change."""
    if not turn.may(Action.CHANGE_AGENCIES):
        return [not_allowed(turn)]
    number = int(args[0])
    if not changes.take_back(turn.tx, number, Source(turn.who.person_id, turn.incoming.chat.channel)):
        text = _("Change No. {n} is in effect, or was withdrawn. To reverse it, enter a new change: /cosquan")
        return [turn.reply(text.format(n=number), edit=True)]
    text = _("Change No. {n} was withdrawn. To correct it, enter it again: /cosquan")
    return [turn.reply(text.format(n=number), edit=True)]


def _overview(turn: Turn) -> Message:
    lines = [bold(_("Agencies over time"))]
    rows: list[list[Button]] = []
    for entry in changes.every(turn.tx):
        if entry.waiting:
            lines.append(f"• {_line(turn.tx, entry)}")
            rows.append([_take_back_button(entry)])
    for entry, number in waiting_tasks.every(turn.tx):
        names = _names(turn.tx, entry)
        lines.append(f"• {agency_words.title(entry.change, names)}: {agency_effects.waits(number)}")
        label = _("Say who takes which task (No. {n})").format(n=entry.change.id)
        rows.append([Button(label, f"cl:{entry.change.id}:0")])
    if unanswered := ", ".join(dict.fromkeys(seat.person for seat in seats.waiting(turn.tx))):
        lines.append(_("• Not answered yet about the new seat: {names}").format(names=unanswered))
    if len(lines) == 1:
        lines.append(_("No change of agencies waits."))
    return turn.reply("\n".join([*lines, "", _how()]), rows[:LISTED])


def _how() -> str:
    return _(
        "Write e.g.:\n"
        "• /cosquan gộp Sở A vào Sở B từ 01/3/2025 theo 15/NQ-HĐND ngày 20/02/2025\n"
        "• /cosquan tách Sở A thành Sở B; Sở C từ … theo …\n"
        "• /cosquan đổi tên Sở A thành Sở B từ … theo …\n"
        "• /cosquan giải thể Ban A từ … theo …\n"
        "• /cosquan Sở A – what has become of it\n"
        "What will happen is shown first; nothing is stored before you agree."
    )


def _names(tx: Transaction, entry: Entry) -> dict[int, str]:
    return agencies.named(tx, (*entry.change.before, *entry.change.after))


def _line(tx: Transaction, entry: Entry) -> str:
    names = _names(tx, entry)
    number = _("No. {n}").format(n=entry.change.id)
    return f"{number}: {agency_words.title(entry.change, names)}, {agency_words.since(entry.change)}"


def _one(turn: Turn, text: str) -> list[Message]:
    found = turn.office.names.written(turn.tx, text)
    sure = surely(found)
    if sure is not None:
        return [turn.reply("\n".join(about(turn.tx, sure)))]
    if not found:
        return [turn.reply(_("I don't know “{text}”.").format(text=text[:60]) + "\n" + _how())]
    buttons = [[Button(agency.name[:60], f"oa:{agency.id}")] for agency, _score in found]
    return [turn.reply(_("Which of these agencies is it? If none, type its full name."), buttons)]


def press_agency(turn: Turn, args: list[str]) -> list[Message]:
    """The agency was chosen whose history is asked for."""
    agency = agencies.get(turn.tx, int(args[0]))
    if agency is None or not turn.may(Action.CHANGE_AGENCIES):
        return [not_allowed(turn)]
    return [turn.reply("\n".join(about(turn.tx, agency)))]


def about(tx: Transaction, agency: Agency) -> list[str]:
    """An agency's lifetime, its changes, its tasks and focal points, a line each."""
    over_time = changes.succession(tx, planned=True)
    lines = [bold(agency.name)]
    lines += [_span(since, until) for since, until in over_time.lifetime(agency.id)]
    entries = {entry.change.id: entry for entry in changes.every(tx)}
    for change in over_time.of(agency.id):
        state = "" if entries[change.id].in_effect else " " + _("(still to come)")
        lines.append(f"• {_line(tx, entries[change.id])}{state}")
    lines.append(_("Leading now: {n} tasks.").format(n=waiting_tasks.left_with(tx, agency.id)))
    names = ", ".join(focal.full_name for focal in people.focals(tx, [agency.id]))
    lines.append(_("Focal points: {names}").format(names=names or _("none")))
    return lines


def _span(since: date | None, until: date | None) -> str:
    """A time in which it is an agency; `until` is its last day's morrow."""
    begins = phrases.day(since) if since else ""
    last = phrases.day(date.fromordinal(until.toordinal() - 1)) if until else ""
    if since and until:
        return _("An agency from {begins} up to and with {last}.").format(begins=begins, last=last)
    if until:
        return _("An agency up to and with {last}.").format(last=last)
    return _("An agency since {begins}.").format(begins=begins) if since else _("An agency of today.")
