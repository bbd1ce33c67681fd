"""Where a channel's messages are counted by the month, what is said to one chat at one time goes as one message."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from dieuphoi.bot.channels import Limits
from dieuphoi.handlers.messages import Message
from dieuphoi.handlers.pictures import KIND as PICTURE


def folded(messages: Iterable[Message], limits: Mapping[str, Limits]) -> list[Message]:
    """The messages, in their order, with those to a counting channel's chat joined where nothing is lost by it.

    A picture that goes to a group without files is left out: the text that follows has all its numbers.
    """
    found: list[Message] = []
    last: dict[str, int] = {}  # where the newest message to a chat stands
    for message in messages:
        carried_by = limits.get(message.to.channel, Limits())
        if not carried_by.per_month:
            found.append(message)
        elif _is_picture(message) and not carried_by.files and not message.to.private:
            continue
        elif message.to.key in last and _fit(found[last[message.to.key]], message, carried_by):
            at = last[message.to.key]
            found[at] = _joined(found[at], message)
        else:
            last[message.to.key] = len(found)
            found.append(message)
    return found


def _is_picture(message: Message) -> bool:
    return message.kind == PICTURE or (message.key or "").endswith(f"#{PICTURE}")


def _fit(one: Message, other: Message, limits: Limits) -> bool:
    alike = (one.rank, one.not_before, one.use_until, one.to.thread) == (
        other.rank,
        other.not_before,
        other.use_until,
        other.to.thread,
    )
    files = [each for each in (one.file_id, other.file_id) if each is not None]
    whole = one.key is None and other.key is None and len(files) <= (0 if limits.files else 1)
    short = not limits.text or len(one.text) + len(other.text) < limits.text * 3 // 4  # menus take their part
    return alike and whole and short and not (one.lines and other.lines)


def _caption(picture: Message) -> str:
    """What a picture shows, without its numbers for those who can't see it: the text that follows has them."""
    return picture.text.partition("\n")[0]


def _joined(one: Message, other: Message) -> Message:
    return replace(
        one,
        text=f"{_caption(one) if _is_picture(one) else one.text}\n\n{other.text}",
        buttons=(*one.buttons, *other.buttons),
        about=tuple(dict.fromkeys((*one.about, *other.about))),
        lines=one.lines or other.lines,
        file_id=other.file_id if one.file_id is None else one.file_id,
        reasons=(*one.reasons, *other.reasons),
    )
