"""Each of Telegram's own wordings, and what it means for the message and its chat."""

from __future__ import annotations

from datetime import timedelta

import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TimedOut,
)

from dieuphoi.bot.channels import Closed, Moved, Refused, Silenced, TryLater, Undelivered, Unknown
from dieuphoi.bot.channels.telegram.errors import topic_gone, undelivered
from dieuphoi.bot.channels.telegram.transport import CutError, NotSentError


@pytest.mark.parametrize(
    ("error", "outcome", "kind"),
    [
        (Forbidden("Forbidden: bot was blocked by the user"), Closed, "blocked"),
        (Forbidden("Forbidden: user is deactivated"), Closed, "deactivated"),
        (Forbidden("Forbidden: bot can't initiate conversation with a user"), Closed, "not started"),
        (Forbidden("Forbidden: bot was kicked from the group chat"), Closed, "kicked"),
        (Forbidden("Forbidden: bot was kicked from the supergroup chat"), Closed, "kicked"),
        (Forbidden("Forbidden: bot is not a member of the group chat"), Closed, "removed"),
        (Forbidden("Forbidden: bot is not a member of the supergroup chat"), Closed, "removed"),
        (Forbidden("Forbidden: the group chat was deleted"), Closed, "deleted"),
        (Forbidden("Forbidden: bots can't send messages to bots"), Closed, "forbidden"),
        (BadRequest("Bad Request: chat not found"), Closed, "not found"),
        (BadRequest("Bad Request: PEER_ID_INVALID"), Closed, "not found"),
        (BadRequest("Bad Request: group chat was deactivated"), Closed, "not found"),
        (ChatMigrated(-1005), Moved, "moved"),
        (BadRequest("Bad Request: not enough rights to send text messages to the chat"), Silenced, "no right to write"),
        (BadRequest("Bad Request: have no rights to send a message"), Silenced, "no right to write"),
        (BadRequest("Bad Request: have no write access to the chat"), Silenced, "no right to write"),
        (BadRequest("Bad Request: CHAT_WRITE_FORBIDDEN"), Silenced, "no right to write"),
        (Forbidden("Forbidden: CHAT_WRITE_FORBIDDEN"), Silenced, "no right to write"),
        (BadRequest("Bad Request: CHAT_RESTRICTED"), Silenced, "no right to write"),
        (BadRequest("Bad Request: TOPIC_CLOSED"), Silenced, "no right to write"),
        (BadRequest("Bad Request: not enough rights to send documents to the chat"), Refused, "refused"),
        (BadRequest("Bad Request: message is too long"), Refused, "refused"),
        (BadRequest("Bad Request: can't parse entities"), Refused, "refused"),
        (BadRequest("Bad Request: BUTTON_DATA_INVALID"), Refused, "refused"),
        (NetworkError("Request Entity Too Large"), Refused, "too large"),
        (RetryAfter(7), TryLater, "throttled"),
        (InvalidToken("Unauthorized"), TryLater, "unauthorised"),
        (NetworkError("Bad Gateway"), TryLater, "server error"),
        (NetworkError("Internal Server Error"), TryLater, "server error"),
        (Forbidden("Forbidden (403). Parsing the server response b'<html>' failed"), TryLater, "server error"),
        (BadRequest("Bad Request (400). Parsing the server response b'<html>' failed"), TryLater, "server error"),
        (NotSentError("ClientConnectorError"), TryLater, "unreachable"),
        (CutError("ServerDisconnectedError"), Unknown, "no answer"),
        (TimedOut(), Unknown, "no answer"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_telegrams_words_mean_one_of_a_few_things(
    error: Exception, outcome: type[Undelivered], kind: str
) -> None:
    found = undelivered(error)
    assert (type(found), found.kind) == (outcome, kind)


def test_telegrams_wish_is_kept_to_the_second() -> None:
    found = undelivered(RetryAfter(7))
    assert isinstance(found, TryLater)
    assert found.after == timedelta(seconds=7)


@pytest.mark.parametrize(
    ("words", "closed"),
    [
        ("Bad Request: message thread not found", False),
        ("Bad Request: TOPIC_DELETED", False),
        ("Bad Request: TOPIC_CLOSED", True),
        ("Bad Request: chat not found", None),
    ],
)
def test_a_topic_is_deleted_or_closed(words: str, closed: bool | None) -> None:
    found = topic_gone(BadRequest(words))
    assert (found and found.closed) == closed
