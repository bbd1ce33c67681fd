"""/dulieu and /xoadulieu: what is kept about oneself, mending it, and deleting it.

The rights to see, mend, have handed out and delete one's data, and to take consent back: Luật Bảo vệ dữ liệu cá nhân
(91/2025/QH15), Articles 4, 13 and 14; Nghị định 13/2023/NĐ-CP, Article 9.
"""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from typing import Any

from dieuphoi.handlers import admission, identity, phrases, standing_in_news
from dieuphoi.handlers.messages import Button, Message, bold
from dieuphoi.handlers.turn import Turn, leave_button, to_coordinators
from dieuphoi.plan.text import one_line
from dieuphoi.storage import consents, erasing, files, people, personal, seats
from dieuphoi.storage.agencies import Agency
from dieuphoi.wording import _

FAREWELL = erasing.FAREWELL
IN_TIME = timedelta(minutes=10)  # within which the deletion is confirmed
_Data = dict[str, list[dict[str, Any]]]


def show(turn: Turn, _argument: str = "") -> list[Message]:
    """/dulieu: in short, with a file that has everything; about oneself alone."""
    if not turn.private:
        return [turn.reply(_in_private())]
    data = personal.everything(turn.tx, turn.who)
    summary = turn.reply("\n".join(_summary(turn, data)), _choices(turn))
    if turn.who.person_id is None and not data["requests"]:
        return [summary]  # of a mere account the summary says all
    content = json.dumps(data, ensure_ascii=False, indent=1).encode()
    name = f"du-lieu-cua-toi-{turn.today.isoformat()}.json"
    file_id = files.keep(turn.tx, turn.incoming.chat.channel, name, mime="application/json", content=content)
    copy = Message(turn.incoming.chat, _("Everything, as a file."), kind=erasing.OWN_DATA, file_id=file_id)
    return [summary, copy]


def _in_private() -> str:
    return _("Please write to me in private: what is kept about you is for you alone.")


def _choices(turn: Turn) -> list[list[Button]]:
    delete = Button(_("Delete my data"), "er")
    if turn.who.person_id is None:
        return [[delete]]
    mend = [(_("Mend name"), "name"), (_("Mend position"), "position"), (_("Mend phone"), "phone")]
    return [[Button(label, f"me:{which}") for label, which in mend], [delete]]


def _summary(turn: Turn, data: _Data) -> list[str]:
    lines = [bold(_("What is kept about you"))]
    if data.get("identity"):
        lines += _identity(turn, data["identity"][0])
        lines += _agencies(data["agencies"])
    lines += [
        _("• Account: {name} ({channel})").format(name=a["name"], channel=a["channel"].capitalize())
        for a in data["accounts"]
    ]
    lines += [_consent(turn), *_counts(data), _kept_until(turn, data)]
    return lines


def _identity(turn: Turn, known: dict[str, Any]) -> list[str]:
    lines = [_("• Name, position: {who}").format(who=phrases.person(known["full_name"], known["position"]))]
    lines.append(_("• Phone: {phone}").format(phone=known["phone"] or _("none")))
    if turn.who.role:
        lines.append(_("• Role: {role}").format(role=admission.role_name(turn.who.role)))
    return lines


def _agencies(served: list[dict[str, Any]]) -> list[str]:
    lines = []
    for seat in served:
        first = _day(seat["since"])
        if seat["stands_in_from"]:
            text = _("• In a colleague's place at {agency}: {first} to {last}").format(
                agency=seat["agency"],
                first=phrases.day(date.fromisoformat(seat["stands_in_from"])),
                last=phrases.day(date.fromisoformat(seat["stands_in_until"])),
            )
        elif seat["until"]:
            text = _("• Focal point of {agency}: {first} to {last}").format(
                agency=seat["agency"], first=first, last=_day(seat["until"])
            )
        else:
            text = _("• Focal point of {agency} since {first}").format(agency=seat["agency"], first=first)
        lines.append(text)
    return lines


def _day(moment: str) -> str:
    return phrases.day(datetime.fromisoformat(moment).date())


def _consent(turn: Turn) -> str:
    given = consents.of(turn.tx, turn.who)
    if given is None:
        return _("• Consent: not given yet")
    return _("• Consent: given {moment}, text {version}").format(
        moment=phrases.moment(given.at), version=given.version
    )


def _counts(data: _Data) -> list[str]:
    counted = {
        _("reports"): len(data.get("reports", ())),
        _("files"): len(data.get("files", ())),
        _("requests for extensions"): len(data.get("extensions", ())),
        _("requests to register"): len(data["requests"]),
    }
    named = "; ".join(f"{what} {number}" for what, number in counted.items() if number)
    return [f"• {named[:1].upper()}{named[1:]}"] if named else []


def _kept_until(turn: Turn, data: _Data) -> str:
    text = _("• Messages in this chat: {received} from you, {sent} to you; each is kept for {n} days.")
    return text.format(
        received=len(data["received"]), sent=len(data["sent_to_you"]), n=turn.office.retention_days
    )


def ask_mended(turn: Turn, args: list[str]) -> list[Message]:
    """A button under /dulieu: something about oneself is wrong."""
    if not turn.private or turn.who.person_id is None:
        return [turn.reply(_in_private())]
    asked = {
        "name": _("Your full name?"),
        "position": _("Your position?"),
        "phone": _("Your phone number? To have it removed, write “none”."),
    }[args[0]]
    turn.ask("mend", which=args[0])
    return [turn.reply(asked)]


def take_mended(turn: Turn, data: dict[str, Any]) -> list[Message]:
    """What is right was typed; the coordinators hear of another name."""
    which = data["which"]
    written = {"name": identity.written_name, "position": identity.written_position}.get(which, one_line)
    value = written(turn.incoming.text)
    removed = which == "phone" and value.lower() in ("không", "khong", "none", _("none"))
    check = {"name": identity.wrong_name, "position": identity.wrong_position, "phone": identity.wrong_phone}
    wrong = None if removed else check[which](value)
    if wrong or turn.who.person_id is None:
        return [turn.reply(wrong or _in_private())]
    turn.done_asking()
    column = {"name": "full_name"}.get(which, which)
    personal.mend(turn.tx, turn.who.person_id, **{column: None if removed else value})
    messages = [turn.reply(_("Mended. To see what is kept: /dulieu"))]
    if which != "name" or value == turn.who.full_name:
        return messages
    told = _("{old} has changed their name to {new}.").format(old=turn.who.full_name, new=bold(value))
    return [*messages, *to_coordinators(turn.tx, told, besides=turn.who.person_id)]


def ask_erasing(turn: Turn, _argument: object = "") -> list[Message]:
    """/xoadulieu: what would happen, and whether it is meant."""
    if not turn.private:
        return [turn.reply(_in_private())]
    if _indispensable(turn):
        return [turn.reply(_hand_over_first())]
    mark = turn.ask("erase", stage=1, until=(turn.tx.now + IN_TIME).isoformat())
    buttons = [[Button(_("Delete my data"), f"ey:{mark}"), leave_button(mark)]]
    return [turn.reply("\n".join(_consequences(turn)), buttons)]


def _indispensable(turn: Turn) -> bool:
    return people.with_role(turn.tx, "coordinator") == [turn.who.person_id]


def _hand_over_first() -> str:
    return _(
        "You are the only coordinator; without one nobody is let in and nothing is confirmed. First invite another (/moi điều phối); when they have joined, send /xoadulieu again."
    )


def _consequences(turn: Turn) -> list[str]:
    lines = [bold(_("Delete everything that names you? It can't be undone."))]
    if turn.who.agencies:
        names = ", ".join(agency.name for agency in turn.who.agencies)
        lines.append(
            _("• You stop being a focal point of {agencies}; the coordinator is told, reminders end.").format(
                agencies=names
            )
        )
    if turn.who.role:
        lines.append(_("• You stop being {role}.").format(role=admission.role_name(turn.who.role)))
    lines += [
        _("• Deleted: name, position, phone number, accounts, requests, all messages between you and the bot, open questions; your name in messages that others were sent, as far as the bot keeps them."),
        _("• What stays: your agency's reports and their files in the log, by “{unnamed}”; the plan's own documents.").format(unnamed=_unnamed()),
        _("• What the bot can't delete: messages on your and others' phones, and backups made before, until the operator removes them."),
        _("• Afterwards you are a stranger to the bot and may register anew."),
    ]  # fmt: skip
    return lines


def _unnamed() -> str:
    return _("identity deleted")


def confirm_erasing(turn: Turn, args: list[str]) -> list[Message]:
    """Pressed once: it is asked a second time. Pressed again within minutes: it is done."""
    question = turn.question("erase", args[0])
    late = question is None or turn.tx.now > datetime.fromisoformat(question.data["until"])
    if not turn.private or question is None or late:
        return [turn.reply(_("This question is closed; nothing was deleted. To ask again: /xoadulieu"))]
    if _indispensable(turn):  # another coordinator has left meanwhile
        return [turn.reply(_hand_over_first())]
    if question.data["stage"] == 1:
        mark = turn.ask("erase", stage=2, until=(turn.tx.now + IN_TIME).isoformat())
        text = _("Once more, because it can't be undone: delete it all? Please press within 10 minutes.")
        buttons = [[Button(_("Delete for good"), f"ey:{mark}"), leave_button(mark)]]
        return [turn.reply(text, buttons)]
    return _erased(turn)


def _erased(turn: Turn) -> list[Message]:
    agencies, role = turn.who.agencies, turn.who.role
    lent = standing_in_news.unnamed(turn, agencies)
    erasing.erase(turn.tx, turn.who, _unnamed())
    notices = [m for agency in agencies for m in _notice(turn, agency)]
    if role:
        text = _("A {role} has deleted their data and has this role no more.")
        notices += to_coordinators(turn.tx, text.format(role=admission.role_name(role)))
    done = _("Deleted. The bot no longer knows who you are. To register anew: /dangky")
    return [turn.reply(done, kind=FAREWELL), *notices, *lent]


def _notice(turn: Turn, agency: Agency) -> list[Message]:
    seats.settle(turn.tx, agency.id)
    text = _("A focal point of {agency} has deleted their personal data and answers for it no more.").format(
        agency=bold(agency.name)
    )
    return to_coordinators(turn.tx, f"{text} {admission.left_over(turn, agency)}")


def erase_stranger(turn: Turn) -> None:
    """Delete what there is about an account that nobody is known behind."""
    erasing.erase(turn.tx, turn.who, _unnamed())
