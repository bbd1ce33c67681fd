"""Telegram's own words for what went wrong, as one of the channel's few kinds of failure."""

from __future__ import annotations

import os
from datetime import timedelta

from telegram.error import (
    BadRequest,
    ChatMigrated,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TimedOut,
)

from dieuphoi.bot.channels import Closed, Moved, Refused, Silenced, TopicGone, TryLater, Undelivered, Unknown
from dieuphoi.bot.channels.telegram.transport import CutError, NotSentError
from dieuphoi.storage.outbox import THROTTLED

# The library's own switch, without which each reading of a 429 writes a deprecation warning.
os.environ.setdefault("PTB_TIMEDELTA", "true")

TOKEN_PAUSE = timedelta(minutes=5)  # nothing goes until the operator has put the right token in place
SILENCE_PAUSE = timedelta(minutes=5)  # nothing goes until an administrator of the group lets the bot write

# https://github.com/tdlib/telegram-bot-api answers in these words; they are matched in lower case.
CLOSED = {
    "blocked by the user": "blocked",
    "user is deactivated": "deactivated",
    "kicked": "kicked",
    "not a member": "removed",
    "group chat was deleted": "deleted",
    "can't initiate conversation": "not started",
}
NOT_FOUND = ("chat not found", "peer_id_invalid", "group chat was deactivated")
EDIT_ANEW = (
    "message can't be edited",
    "message to edit not found",
    "message_id_invalid",
    "there is no text in the message to edit",
    "topic_closed",
)
NOT_MODIFIED = ("message is not modified",)
# "Not found" is also what Telegram says of some living topics: https://github.com/tdlib/telegram-bot-api/issues/693
TOPIC_DELETED = ("message thread not found", "topic_deleted")
TOPIC_CLOSED = ("topic_closed",)
# The last is said of a general topic that is closed. Files alone may be forbidden too: texts go on then.
SILENCED = (
    "not enough rights to send text",
    "no rights to send a message",
    "no write access",
    "chat_write_forbidden",
    "chat_send_plain_forbidden",
    "chat_restricted",
    *TOPIC_CLOSED,
)
# A web server on the way, or a provider's page: Telegram itself always answers in JSON.
NOT_TELEGRAM = ("parsing the server response",)
OTHER_KIND_OF_FILE = ("can't use file of type",)
# A file's id is of the bot that it came by: with another token it opens nothing.
FOREIGN_FILE = (
    "wrong file identifier",
    "wrong file_id",
    "wrong remote file",
    "invalid file_id",
    "file reference",
)


def says(error: Exception, words: tuple[str, ...]) -> bool:
    """Whether Telegram's description holds one of these words."""
    description = str(error).lower()
    return any(word in description for word in words)


def undelivered(error: Exception) -> Undelivered:
    """What an error of a call means for the message that it carried."""
    match error:
        case Forbidden() | BadRequest() if says(error, NOT_TELEGRAM):
            return TryLater("server error")
        case RetryAfter():
            return TryLater(THROTTLED, wish(error))
        case ChatMigrated():
            return Moved(str(error.new_chat_id))
        case Forbidden() | BadRequest() if says(error, SILENCED):
            return Silenced("no right to write", SILENCE_PAUSE)
        case Forbidden():
            return Closed(_closed(error))
        case BadRequest():
            return Closed("not found") if says(error, NOT_FOUND) else Refused("refused")
        case InvalidToken() | EndPointNotFound():
            return TryLater("unauthorised", TOKEN_PAUSE)
        case NotSentError():
            return TryLater("unreachable")
        case TimedOut() | CutError():
            return Unknown("no answer")
        case NetworkError() if says(error, ("entity too large", "too large")):
            return Refused("too large")
        case NetworkError():
            return TryLater("server error")
    return Unknown("unreadable answer")


def topic_gone(error: BadRequest) -> TopicGone | None:
    """What a refusal says of the topic that the message was for; None where it says nothing of it."""
    closed = says(error, TOPIC_CLOSED)
    return TopicGone(closed=closed) if closed or says(error, TOPIC_DELETED) else None


def wish(error: RetryAfter) -> timedelta:
    """How long Telegram asks to be left alone."""
    after = error.retry_after
    return after if isinstance(after, timedelta) else timedelta(seconds=after)


def _closed(error: Forbidden) -> str:
    return next((kind for words, kind in CLOSED.items() if says(error, (words,))), "forbidden")
