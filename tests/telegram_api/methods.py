"""The methods of the Bot API that the bot uses, with the limits that Telegram documents for them."""

from __future__ import annotations

import json
from typing import Any

from tests.telegram_api import markup
from tests.telegram_api.answers import ApiError, bad_request
from tests.telegram_api.chats import Chat, Chats
from tests.telegram_api.rates import Rates
from tests.telegram_api.updates import Updates
from tests.telegram_api.world import Group, Person, Posted

Parameters = dict[str, Any]
TEXT, CAPTION = 4096, 1024
DOWN, UP_DOCUMENT, UP_PHOTO = 20_000_000, 50_000_000, 10_000_000
SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)


class Methods:
    """Each method takes its parameters and gives its result, or raises ApiError."""

    def __init__(self, chats: Chats, updates: Updates, rates: Rates) -> None:
        self.chats = chats
        self.updates = updates
        self.rates = rates
        self.presses: set[str] = set()  # callback queries that wait for their answer
        self.menus: dict[str, list[dict[str, str]]] = {}
        self._all = {
            "getme": self.get_me,
            "getupdates": self.get_updates,
            "deletewebhook": self.delete_webhook,
            "setmycommands": self.set_my_commands,
            "sendmessage": self.send_message,
            "senddocument": self.send_document,
            "sendphoto": self.send_photo,
            "editmessagetext": self.edit_message_text,
            "answercallbackquery": self.answer_callback_query,
            "getfile": self.get_file,
        }

    async def call(self, method: str, given: Parameters) -> Any:
        """The result of a call; parameters that a method does not know are passed over."""
        if method.lower() not in self._all:
            raise ApiError(404, "Not Found: method not found")
        return await self._all[method.lower()](given)

    async def get_me(self, _given: Parameters) -> Any:
        return self.chats.me

    async def get_updates(self, given: Parameters) -> Any:
        allowed = _json(given, "allowed_updates")
        offset, limit = int(given.get("offset") or 0), int(given.get("limit") or 100)
        return await self.updates.get(offset, limit, float(given.get("timeout") or 0), allowed)

    async def delete_webhook(self, _given: Parameters) -> Any:
        self.updates.webhook = ""
        return True

    async def set_my_commands(self, given: Parameters) -> Any:
        commands = _json(given, "commands") or []
        for command in commands:
            if not 1 <= len(command["command"]) <= 32 or not 1 <= len(command["description"]) <= 256:
                raise bad_request("BOT_COMMAND_INVALID")
        self.menus[(_json(given, "scope") or {"type": "default"})["type"]] = commands
        return True

    async def send_message(self, given: Parameters) -> Any:
        chat, thread = self._to(given)
        text, entities = _text(given, "text", TEXT, "message is too long")
        if not text:
            raise bad_request("message text is empty")
        keys = _keyboard(given, chat)
        self.rates.count(chat.id, isinstance(chat, Group))
        posted = self.chats.post(chat, None, text=text, entities=entities, markup=keys, thread=thread)
        return self.chats.message(posted)

    async def send_document(self, given: Parameters) -> Any:
        return self._send_file(given, "document", UP_DOCUMENT)

    async def send_photo(self, given: Parameters) -> Any:
        return self._send_file(given, "photo", UP_PHOTO)

    def _send_file(self, given: Parameters, kind: str, limit: int) -> Any:
        chat, thread = self._to(given)
        text, entities = _text(given, "caption", CAPTION, "message caption is too long")
        keys = _keyboard(given, chat)
        file = self._file(given.get(kind), kind, limit)
        self.rates.count(chat.id, isinstance(chat, Group))
        posted = self.chats.post(
            chat, None, text=text, entities=entities, markup=keys, thread=thread, file=file
        )
        return self.chats.message(posted)

    async def edit_message_text(self, given: Parameters) -> Any:
        chat = self.chats.open_to_bot(str(given.get("chat_id", "")))
        posted = self.chats.find(chat, given.get("message_id"))
        if posted is None:
            raise bad_request("message to edit not found")
        if posted.by is not None or (posted.markup and "keyboard" in posted.markup):
            raise bad_request("message can't be edited")
        if posted.file is not None:
            raise bad_request("there is no text in the message to edit")
        self._edit(posted, given, chat)
        return self.chats.message(posted)

    def _edit(self, posted: Posted, given: Parameters, chat: Chat) -> None:
        text, entities = _text(given, "text", TEXT, "message is too long")
        keys = _keyboard(given, chat)
        if not text:
            raise bad_request("message text is empty")
        if keys and "inline_keyboard" not in keys:
            raise bad_request("inline keyboard expected")
        if (text, entities, keys) == (posted.text, posted.entities, posted.markup):
            raise bad_request(SAME)
        self.rates.count(chat.id, isinstance(chat, Group))
        posted.text, posted.entities, posted.markup = text, entities, keys
        posted.edits += 1

    async def answer_callback_query(self, given: Parameters) -> Any:
        query = given.get("callback_query_id")
        if query not in self.presses:
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
        self.presses.discard(str(query))
        return True

    async def get_file(self, given: Parameters) -> Any:
        file_id = str(given.get("file_id"))
        if file_id not in self.chats.files:
            raise bad_request("invalid file_id")
        size = len(self.chats.files[file_id][2])
        if size > DOWN:
            raise bad_request("file is too big")
        return {
            "file_id": file_id,
            "file_unique_id": file_id[:12],
            "file_size": size,
            "file_path": f"files/{file_id}",
        }

    def _to(self, given: Parameters) -> tuple[Chat, int | None]:
        chat = self.chats.open_to_bot(str(given.get("chat_id", "")))
        thread = None if given.get("message_thread_id") is None else int(given["message_thread_id"])
        if thread is not None and (isinstance(chat, Person) or thread not in chat.topics):
            raise bad_request("message thread not found")
        if isinstance(chat, Group) and thread in chat.closed:
            raise bad_request("TOPIC_CLOSED")
        if isinstance(chat, Group) and chat.muted:
            raise bad_request("not enough rights to send text messages to the chat")
        return chat, thread

    def _file(self, given: object, kind: str, limit: int) -> dict[str, Any]:
        if isinstance(given, tuple):
            name, content = given
            if len(content) > limit:
                raise ApiError(413, "Request Entity Too Large")
            if not content:
                raise bad_request("file must be non-empty")
            return {"kind": kind, "name": name, "file_id": self.chats.keep_file(kind, name, content)}
        if str(given) not in self.chats.files:
            raise bad_request("wrong file identifier/HTTP URL specified")
        known, name, _content = self.chats.files[str(given)]
        if known != kind:
            raise bad_request(f"can't use file of type {known.title()} as {kind.title()}")
        return {"kind": kind, "name": name, "file_id": str(given)}


def _json(given: Parameters, name: str) -> Any:
    value = given.get(name)
    try:
        return json.loads(value) if isinstance(value, str) else value
    except ValueError:
        raise bad_request(f"can't parse {name} JSON object") from None


def _text(given: Parameters, name: str, limit: int, too_long: str) -> tuple[str, list[dict[str, Any]]]:
    raw = str(given.get(name) or "")
    mode = str(given.get("parse_mode") or "").lower()
    if mode not in ("", "html"):
        raise bad_request("unsupported parse_mode")
    text, entities = markup.parse(raw) if mode else (raw, [])
    text = text.rstrip()
    if markup.units(text) > limit:
        raise bad_request(too_long)
    return text, entities


def _keyboard(given: Parameters, chat: Chat) -> dict[str, Any] | None:
    keys = _json(given, "reply_markup")
    if not keys:
        return None
    for button in (b for row in keys.get("inline_keyboard", []) for b in row):
        if not 1 <= len(button.get("callback_data", "").encode()) <= 64:
            raise bad_request("BUTTON_DATA_INVALID")
        if not button.get("text"):
            raise bad_request("text buttons are unallowed in the inline keyboard")
    for button in (b for row in keys.get("keyboard", []) for b in row):
        if button.get("request_contact") and isinstance(chat, Group):
            raise bad_request("phone number can be requested in private chats only")
    return dict(keys)
