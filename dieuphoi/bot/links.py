"""Files on channels that send none: a link that expires, for the person whose chat it is."""

from __future__ import annotations

from dataclasses import replace

from dieuphoi.handlers import phrases, task_files
from dieuphoi.handlers.messages import Message
from dieuphoi.storage import file_links, files, people
from dieuphoi.storage.database import Transaction
from dieuphoi.wording import _


def as_link(tx: Transaction, message: Message, address: str | None) -> Message:
    """The message with a link in its file's place, where its reader is known and the bot has an address for pages."""
    if message.file_id is None:
        return message
    kept = next(iter(files.described(tx, [message.file_id])), None)
    person = people.person_at(tx, message.to.channel, message.to.id) if message.to.private else None
    if kept is None or person is None or address is None:
        text = _("The file can't be sent here; write to the bot in private, or on another channel.")
        return replace(message, text=f"{message.text}\n{text}".strip())
    token, until = file_links.make(tx, kept.id, person)
    link = _("File {name}, to be opened until {moment}:\n{link}").format(
        name=kept.name, moment=phrases.moment(until), link=f"{address}{task_files.PATH}{token}"
    )
    return replace(message, text=f"{message.text}\n{link}".strip())
