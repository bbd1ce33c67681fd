"""What a test does on the phones, and what it reads there."""

from __future__ import annotations

from itertools import count
from typing import Any

from tests.telegram_api.chats import Chat
from tests.telegram_api.server import Server
from tests.telegram_api.world import UNKNOWN, Group, Person, Posted


class TelegramApi(Server):
    """The server with people who write, press, block and read. `privacy` is the bot's mode in groups."""

    privacy = True
    _queries = count(4_000_000_001)

    @property
    def people(self) -> dict[int, Person]:
        """Everybody by id."""
        return self.chats.people

    def person(self, first_name: str, last_name: str | None = None, *, started: bool = True) -> Person:
        """A new person, by default one who has already started the bot."""
        number = 100_000_001 + len(self.people)
        person = Person(number, first_name, last_name, username=f"user{number}", started=started)
        self.people[number] = person
        return person

    def group(self, title: str, *, topics: dict[int, str] | None = None) -> Group:
        """A new group with the bot in it; with topics it is a supergroup."""
        number = -(400_001 + len(self.chats.groups))
        group = Group(number, title, topics=topics or {})
        if topics:
            group.id, group.kind = number - 1_000_000_000_000, "supergroup"
        self.chats.groups[group.id] = group
        return group

    def sent(self, chat: Chat) -> list[Posted]:
        """The bot's messages in a chat, as they stand now."""
        return [m for m in self.chats.messages if m.chat is chat and m.by is None]

    def texts(self, chat: Chat) -> list[str]:
        """The texts of the bot's messages in a chat."""
        return [posted.text for posted in self.sent(chat)]

    def say(
        self,
        chat: Chat,
        user: Person,
        text: str,
        *,
        reply_to: Posted | None = None,
        thread: int | None = None,
    ) -> Posted:
        """Someone writes; in private, the chat is the person."""
        return self._told(self.chats.post(chat, user, text=text, reply_to=reply_to, thread=thread))

    def edit(self, posted: Posted, text: str) -> None:
        """Someone changes what they wrote."""
        posted.text = text
        posted.edits += 1
        if self._heard(posted):
            self.updates.add("edited_message", self.chats.message(posted))

    def send_file(
        self,
        chat: Chat,
        user: Person,
        name: str,
        content: bytes,
        *,
        kind: str = "document",
        caption: str = "",
    ) -> Posted:
        """Someone sends a document, photo, voice message or video."""
        file = {"kind": kind, "name": name, "file_id": self.chats.keep_file(kind, name, content)}
        return self._told(self.chats.post(chat, user, text=caption, file=file))

    def share_contact(self, user: Person, phone: str, *, owner: Person | None = None) -> Posted:
        """Someone shares a contact in private: their own, or another's."""
        posted = self.chats.post(user, user)
        shared = {"phone_number": phone, "first_name": "Liên hệ", "user_id": (owner or user).id}
        message = self.chats.message(posted)
        del message["text"]
        self.updates.add("message", message | {"contact": shared})
        return posted

    def press(self, chat: Chat, user: Person, label: str, *, on: Posted | None = None) -> str:
        """Someone presses an inline button, by default of the newest message with it; gives the query id."""
        shown = [on] if on else [m for m in self.sent(chat) if label in m.labels]
        assert shown, f"no message shows {label!r}; there are {[m.labels for m in self.sent(chat)]}"
        return self.press_data(shown[-1], user, shown[-1].data(label))

    def press_data(self, posted: Posted, user: Person, data: str) -> str:
        """Someone's client sends a press with this data, whether or not there is such a button."""
        query = str(next(self._queries))
        self.methods.presses.add(query)
        content = {"id": query, "from": user.user(), "chat_instance": "1", "data": data}
        self.updates.add("callback_query", content | {"message": self.chats.message(posted)})
        return query

    def block(self, person: Person) -> None:
        """Someone stops the bot."""
        person.blocked = True
        self._standing(person, person, "member", "kicked")

    def unblock(self, person: Person) -> None:
        """Someone takes the bot back."""
        person.blocked = False
        self._standing(person, person, "kicked", "member")

    def remove_bot(self, group: Group, by: Person, *, kicked: bool = True) -> None:
        """Someone throws the bot out of a group."""
        before, group.status = group.status, "kicked" if kicked else "left"
        self._standing(group, by, before, group.status)

    def add_bot(self, group: Group, by: Person) -> None:
        """Someone adds the bot to a group."""
        before, group.status = group.status, "member"
        self._standing(group, by, before, "member")

    def migrate(self, group: Group) -> Group:
        """The group becomes a supergroup: a new id, told in both."""
        new = Group(group.id - 1_000_000_000_000, group.title, kind="supergroup")
        self.chats.groups[new.id] = new
        group.moved_to = new.id
        self._service(group, migrate_to_chat_id=new.id)
        self._service(new, migrate_from_chat_id=group.id)
        return new

    def _service(self, group: Group, **fields: Any) -> None:
        message = self.chats.message(self.chats.post(group, next(iter(self.people.values()), None)))
        del message["text"]
        self.updates.add("message", message | fields)

    def _told(self, posted: Posted) -> Posted:
        if posted.chat is posted.by:
            posted.by.started = True
        if self._heard(posted):
            self.updates.add("message", self.chats.message(posted) | self._command(posted))
        return posted

    def _command(self, posted: Posted) -> dict[str, Any]:
        if not posted.text.startswith("/"):
            return {}
        entity = {"type": "bot_command", "offset": 0, "length": len(posted.text.split()[0])}
        return {"entities": [entity]}

    def _heard(self, posted: Posted) -> bool:
        """Privacy mode: in a group, the bot is told of commands, mentions and replies to it."""
        if isinstance(posted.chat, Person):
            return not posted.chat.blocked
        if posted.chat.status != "member":
            return False
        to_bot = posted.reply_to is not None and posted.reply_to.by is None
        named = f"@{self.me['username']}" in posted.text
        return not self.privacy or to_bot or named or posted.text.startswith("/")

    def _standing(self, chat: Chat, by: Person, before: str, now: str) -> None:
        change = {
            "chat": chat.chat(),
            "from": by.user(),
            "date": int(self.clock.now().timestamp()),
            "old_chat_member": {"user": self.me, "status": before, "until_date": 0},
            "new_chat_member": {"user": self.me, "status": now, "until_date": 0},
        }
        self.updates.add("my_chat_member", change | UNKNOWN)
