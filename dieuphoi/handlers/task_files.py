"""Opening the files of a task: sent as they are, or as links that expire where a channel sends no files."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from dieuphoi.handlers import card, phrases, refusals
from dieuphoi.handlers.messages import Button, Chat, Message, bold
from dieuphoi.handlers.permissions import Action, Place, Role, may
from dieuphoi.handlers.turn import Turn
from dieuphoi.handlers.understanding.codes import find as find_codes
from dieuphoi.handlers.understanding.letters import plain_letters
from dieuphoi.storage import evidence, file_links, files, people, shown, tasks
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.files import Kept
from dieuphoi.storage.signing import LinkError
from dieuphoi.wording import _, ngettext

PAGE = 10
PATH = "/tep/"  # of a link; what follows is its token
_FILES = r"(?:file|files|tep|tap tin|dinh kem|minh chung|ban scan|anh chup|hinh anh|attachments?)"
_WANTED = re.compile(
    rf"(?<!\w)(?:cho (?:\w+ )?(?:xem|xin|coi)|xem|mo|tai(?: ve)?|lay|gui (?:lai|cho|toi|minh|em|anh|chi)|xin|co|dau|show|open|see"
    rf"|send)(?!\w)[^.?!]*(?<!\w){_FILES}(?!\w)"
)
_SENDING = re.compile(r"(?<!\w)(?:da|vua|em|minh|toi) (?:gui|nop|tai len|dinh kem)(?!\w)")


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that a link opens."""

    name: str
    mime: str | None
    content: bytes


def press(turn: Turn, args: list[str]) -> list[Message]:
    """The button of a card or a log was pressed; the number after the task is how many newer files are left out."""
    item = tasks.get(turn.tx, int(args[0]))
    if item is None or not turn.sees(item.plan_id) or not turn.may(Action.SEE_FOCALS, item):
        return [turn.reply(refusals.task_not_here())]
    return _open(turn, item, int(args[1]) if len(args) > 1 else 0)


def asked(turn: Turn) -> list[Message] | None:
    """ "Cho xem file PL1-2" in words; None for anything else."""
    plain = plain_letters(turn.incoming.text)
    named = list(dict.fromkeys(str(mark.value) for mark in find_codes(turn.incoming.text)))
    if len(named) != 1 or not _WANTED.search(plain) or _SENDING.search(plain):
        return None
    if not turn.may(Action.SEE_FOCALS):
        return [turn.reply(refusals.register_first())]
    items = tasks.by_code(turn.tx, named[0], turn.plan_ids)
    if not items:
        return [turn.reply(card.not_found(turn, named[0]))]
    with_files = [item for item in items if evidence.file_count(turn.tx, item.id)] or items[:1]
    return [message for item in with_files for message in _open(turn, item, 0)]


def _open(turn: Turn, item: tasks.Item, skip: int) -> list[Message]:
    ids = evidence.file_ids(turn.tx, item.id)
    if not ids:
        return [turn.reply(_("No file is attached to {code}.").format(code=item.code), about=[item.id])]
    end = max(len(ids) - skip, 1)
    shown = files.described(turn.tx, ids[max(end - PAGE, 0) : end])
    older = end - len(shown)
    more = [[Button(_("Older files ({n})").format(n=older), f"f:{item.id}:{skip + PAGE}")]] if older else []
    channel = turn.incoming.chat.channel
    if channel in turn.office.pages:
        return _as_links(turn, item, shown, more)
    ready = [kept for kept in shown if kept.here or kept.channel == channel]
    messages = [
        Message(
            turn.incoming.chat, _caption(turn, item, kept), file_id=kept.id, kind="file", about=(item.id,)
        )
        for kept in ready
    ]
    late = [turn.reply(_on_its_way(kept)) for kept in shown if kept not in ready]
    return [*_with_more(messages, more), *late]


def _with_more(messages: list[Message], more: list[list[Button]]) -> list[Message]:
    if not messages or not more:
        return messages
    return [*messages[:-1], replace(messages[-1], buttons=tuple(tuple(row) for row in more))]


def _caption(turn: Turn, item: tasks.Item, kept: Kept) -> str:
    return f"{phrases.code(item, several=turn.several)} · {kept.name} · {phrases.day(kept.at.date())}"


def _on_its_way(kept: Kept) -> str:
    text = _(
        "{name} is still being fetched from the channel that it came by; please try again in a few minutes."
    )
    return text.format(name=kept.name)


def _as_links(turn: Turn, item: tasks.Item, shown: list[Kept], more: list[list[Button]]) -> list[Message]:
    """One message with a link for each file; from a group it goes to whoever asked, for a link is theirs."""
    if turn.who.person_id is None:
        return [turn.reply(refusals.register_first())]
    chat = turn.incoming.chat
    number = ngettext("{n} file", "{n} files", len(shown)).format(n=len(shown))
    lines = [f"{phrases.code(item, several=turn.several)} · {item.short_title}: {number}"]
    until = None
    for kept in shown:
        if kept.here:
            token, until = file_links.make(turn.tx, kept.id, turn.who.person_id)
            lines.append(f"• {kept.name}\n  {turn.office.pages[chat.channel]}{PATH}{token}")
        else:
            lines.append(f"• {_on_its_way(kept)}")
    if until:
        text = _("The links are yours and open until {moment}. After that, ask again: /lichsu {code}")
        lines.append(text.format(moment=phrases.moment(until), code=item.code))
    if turn.private:
        return [turn.reply("\n".join(lines), more, about=[item.id], kind="file")]
    own = Chat(chat.channel, turn.incoming.sender.id, private=True)
    links = Message(own, "\n".join(lines), kind="file", about=(item.id,))
    return [
        turn.reply(_("I have sent you the files of {code} in private.").format(code=bold(item.code))),
        links,
    ]


def opened(tx: Transaction, token: str) -> Opened:
    """The file that a link opens, while its person may still see it and its report stands. Raises LinkError."""
    link = file_links.read(tx, token)
    open_to_them = _stands(tx, link.file_id) or shown.sent_file(tx, link.file_id, link.person_id)
    if not _may_see(tx, link.person_id) or not open_to_them:
        raise LinkError
    found = files.get(tx, link.file_id)
    if found is None or found["content"] is None:
        raise LinkError
    return Opened(found["name"], found["mime"], found["content"])


def _may_see(tx: Transaction, person_id: int) -> bool:
    role = people.role_of(tx, person_id)
    roles = ([Role(role)] if role else []) + ([Role.FOCAL_OTHER] if people.agencies_of(tx, person_id) else [])
    return any(may(one, Action.SEE_FOCALS, Place.PRIVATE) for one in roles)


def _stands(tx: Transaction, file_id: int) -> bool:
    """Whether a report that the file came with was not undone."""
    return any(
        file_id in evidence.file_ids(tx, assignment_id) for assignment_id, _person in files.uses(tx, file_id)
    )
