"""What stands in the chats, and whether the bot may write there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from tests.telegram_api.answers import bad_request, forbidden
from tests.telegram_api.world import UNKNOWN, Group, Person, Posted

Chat = Person | Group


class Chats:
    """Every chat and its messages."""

    def __init__(self, me: dict[str, Any], now: Callable[[], datetime]) -> None:
        self.me = me
        self.now = now
        self.people: dict[int, Person] = {}
        self.groups: dict[int, Group] = {}
        self.messages: list[Posted] = []
        self.files: dict[str, tuple[str, str, bytes]] = {}  # file_id: kind, name, content
        self._next = 0

    def open_to_bot(self, chat_id: str) -> Chat:
        """The chat that the bot writes to. Raises ApiError as Telegram does where it can't."""
        number = int(chat_id) if chat_id.lstrip("-").isdigit() else 0
        chat = self.people.get(number) or self.groups.get(number)
        if chat is None:
            raise bad_request("chat not found")
        if isinstance(chat, Person):
            _check_person(chat)
        else:
            _check_group(chat)
        return chat

    def post(self, chat: Chat, by: Person | None, **fields: Any) -> Posted:
        """Put a message into a chat."""
        self._next += 1
        posted = Posted(chat, self._next, int(self.now().timestamp()), by, **fields)
        self.messages.append(posted)
        return posted

    def find(self, chat: Chat, message_id: object) -> Posted | None:
        """The message of a chat by its number."""
        wanted = str(message_id)
        return next((m for m in self.messages if m.chat is chat and str(m.message_id) == wanted), None)

    def keep_file(self, kind: str, name: str, content: bytes) -> str:
        """Keep a file's content; gives its file_id."""
        file_id = f"{kind}-{len(self.files) + 1}-BQACAgUAAxkBAAI"
        self.files[file_id] = (kind, name, content)
        return file_id

    def message(self, posted: Posted, *, with_reply: bool = True) -> dict[str, Any]:
        """As Telegram's Message."""
        known: dict[str, Any] = {
            "message_id": posted.message_id,
            "from": posted.by.user() if posted.by else self.me,
            "chat": posted.chat.chat(),
            "date": posted.date,
        }
        if posted.edits:
            known["edit_date"] = int(self.now().timestamp())
        if posted.thread is not None:
            known |= {"message_thread_id": posted.thread, "is_topic_message": True}
        if posted.reply_to is not None and with_reply:
            known["reply_to_message"] = self.message(posted.reply_to, with_reply=False)
        if posted.markup and "inline_keyboard" in posted.markup:
            known["reply_markup"] = posted.markup
        return known | self._content(posted) | UNKNOWN

    def _content(self, posted: Posted) -> dict[str, Any]:
        if posted.file is None:
            return {"text": posted.text} | ({"entities": posted.entities} if posted.entities else {})
        caption = {"caption": posted.text} if posted.text else {}
        return caption | self._file(**posted.file)

    def _file(self, kind: str, name: str, file_id: str) -> dict[str, Any]:
        size = len(self.files[file_id][2])
        file = {"file_id": file_id, "file_unique_id": file_id[:12], "file_size": size}
        if kind == "photo":
            sizes = [
                file | {"file_id": f"{file_id}-s", "width": 90, "height": 67},
                file | {"width": 1280, "height": 960},
            ]
            return {"photo": sizes}
        return {kind: file | {"file_name": name, "mime_type": "application/pdf", "duration": 3}}


def _check_person(person: Person) -> None:
    if person.deactivated:
        raise forbidden("user is deactivated")
    if person.blocked:
        raise forbidden("bot was blocked by the user")
    if not person.started:
        raise forbidden("bot can't initiate conversation with a user")


def _check_group(group: Group) -> None:
    if group.moved_to is not None:
        raise bad_request("group chat was upgraded to a supergroup chat", migrate_to_chat_id=group.moved_to)
    if group.status == "kicked":
        raise forbidden(f"bot was kicked from the {group.kind} chat")
    if group.status == "left":
        raise forbidden(f"bot is not a member of the {group.kind} chat")
