"""Plans coming in: a file sent in private, or text pasted piece by piece; read beside the bot's other work."""

from __future__ import annotations

from typing import Any

from dieuphoi.handlers import files
from dieuphoi.handlers.drafting import overview
from dieuphoi.handlers.messages import READING, Button, Message
from dieuphoi.handlers.permissions import Action, Role
from dieuphoi.handlers.turn import Turn
from dieuphoi.plan.text import fold
from dieuphoi.storage import drafts, people
from dieuphoi.storage import files as kept
from dieuphoi.storage.drafts import State
from dieuphoi.wording import _

PASTED = 400_000  # characters: far more than any plan has, and little to keep
_CUT = 4_000  # characters of a piece that was cut from a longer text
_OVER = frozenset(("xong", "het", "het roi", "xong roi", "da het"))


def command(turn: Turn, _argument: str = "") -> list[Message]:
    """/nhapkehoach: the file comes next, or the text."""
    if not turn.private:
        return [turn.reply(_("Plans are imported in private: send me /nhapkehoach there."))]
    if not turn.may(Action.IMPORT_PLAN):
        return [turn.reply(who_may(turn))]
    draft_id = drafts.begin(turn.tx, turn.who, turn.incoming.chat.id, state=State.COLLECTING)
    text = _(
        "Send the plan as a file (Word, Excel, PDF, text), at most {n} MB; or paste its text, in as many messages as it takes, and press “Done”."
    ).format(n=turn.office.file_bytes // 1_000_000)
    return [turn.reply(text, [_pasting(turn, draft_id)], kind="question")]


def _pasting(turn: Turn, draft_id: int) -> list[Button]:
    mark = turn.ask("plan_text", draft=draft_id)
    return [Button(_("Done"), f"dt:{draft_id}"), Button(_("Cancel"), f"n:{mark}")]


def who_may(turn: Turn) -> str:
    """Who imports plans, for who may not."""
    names = people.names(turn.tx, people.with_role(turn.tx, Role.COORDINATOR)).values()
    return _("Only the coordinator imports plans: {names}. Please send it to them.").format(
        names=", ".join(names) or "–"
    )


def pasting(turn: Turn) -> int | None:
    """The draft that the sender is pasting text into; None where they are not."""
    question = turn.question("plan_text") if turn.private else None
    return question.data["draft"] if question else None


def take_text(turn: Turn, data: dict[str, Any]) -> list[Message] | None:
    """A piece of the text, or the word that it is complete."""
    draft, said = drafts.get(turn.tx, data["draft"]), turn.incoming.text
    if draft is None or draft.state is not State.COLLECTING or turn.incoming.contact is not None:
        return None
    if fold(said) in _OVER:
        return done_pasting(turn, [str(draft.id)])
    # A phone cuts long text where it must, perhaps in the middle of a word.
    glue = "" if data.get("last", 0) >= _CUT or not draft.text else "\n"
    text = f"{draft.text}{glue}{said}"
    if len(text) > PASTED:
        return [turn.reply(_("That is too long to be pasted: please send it as a file."))]
    drafts.paste(turn.tx, draft.id, text)
    pieces = int(data.get("pieces", 0)) + 1
    mark = turn.ask("plan_text", draft=draft.id, pieces=pieces, last=len(said))
    told = _("Piece {n} is here, {length} characters in all. Send the next one, or press “Done”.")
    row = [Button(_("Done"), f"dt:{draft.id}"), Button(_("Cancel"), f"n:{mark}")]
    return [turn.reply(told.format(n=pieces, length=len(text)), [row], kind="question")]


def done_pasting(turn: Turn, args: list[str]) -> list[Message]:
    """The text is complete: it is read like a file."""
    draft = drafts.get(turn.tx, int(args[0]))
    if draft is None or draft.person_id != turn.who.person_id or draft.state is not State.COLLECTING:
        return [turn.reply(_("This is done, or given up. To begin again: /nhapkehoach"))]
    if not turn.may(Action.IMPORT_PLAN):
        return [turn.reply(who_may(turn))]
    text = draft.text.strip()
    if not text:
        return [turn.reply(_("Nothing has been pasted yet. Send the plan’s text or a file."))]
    turn.done_asking()
    channel = turn.incoming.chat.channel
    file_id = kept.keep(turn.tx, channel, _("pasted text") + ".txt", content=text.encode())
    drafts.hand_in(turn.tx, draft.id, file_id)
    return [_reading(turn, _("the text that you pasted"))]


def receive(turn: Turn) -> list[Message]:
    """A file that is a plan: kept, and read beside the bot's other work. The preview comes by itself."""
    attachment = turn.incoming.attachment
    assert attachment is not None  # noqa: S101 - the caller has looked
    if not turn.may(Action.IMPORT_PLAN):
        return [turn.reply(who_may(turn))]
    refusal = files.refusal(turn, attachment)
    if refusal:
        return [turn.reply(refusal)]
    turn.done_asking()
    return take_file(turn, files.keep(turn, attachment), attachment.name)


def take_file(turn: Turn, file_id: int, name: str) -> list[Message]:
    """A kept file is to be read as a plan."""
    drafts.begin(turn.tx, turn.who, turn.incoming.chat.id, state=State.READING, file_id=file_id)
    return [_reading(turn, f"“{name[:60]}”")]


def ask_what(turn: Turn) -> list[Message]:
    """A file without a word: a plan, or a document of a task?"""
    attachment = turn.incoming.attachment
    assert attachment is not None  # noqa: S101 - the caller has looked
    refusal = files.refusal(turn, attachment)
    if refusal:
        return [turn.reply(refusal)]
    mark = turn.ask("what_file", file=files.keep(turn, attachment), name=attachment.name[:60])
    row = [
        Button(_("A plan to import"), f"wf:plan:{mark}"),
        Button(_("A task’s document"), f"wf:task:{mark}"),
    ]
    return [turn.reply(_("What is this file?"), [row, [Button(_("Cancel"), f"n:{mark}")]], kind="question")]


def _reading(turn: Turn, what: str) -> Message:
    return turn.reply(_("Reading {what} … the preview comes in a moment.").format(what=what), kind=READING)


def was_read(turn: Turn) -> list[Message]:
    """A document has been read: its owner sees what is in it, or why there is nothing."""
    draft = drafts.get(turn.tx, turn.incoming.draft or 0)
    if draft is None or draft.state is not State.READ or draft.person_id != turn.who.person_id:
        return []
    document = draft.document
    if document is None or not (document.tasks or document.duties):
        drafts.end(turn.tx, draft.id, State.REFUSED)
        why = draft.error or _("There is no task table in it.")
        more = _("Nothing was stored. Send another file, or paste the text: /nhapkehoach")
        return [turn.reply(f"{why}\n{more}")]
    drafts.end(turn.tx, draft.id, State.READY)
    ready = drafts.get(turn.tx, draft.id)
    return [overview(turn, ready)] if ready and turn.may(Action.IMPORT_PLAN) else []
