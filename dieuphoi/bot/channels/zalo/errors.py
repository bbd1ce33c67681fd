"""Zalo's failures as one of the channel's few kinds. What its codes mean is told in few words: docs/zalo.md."""

from __future__ import annotations

from datetime import timedelta

from dieuphoi.bot.channels import Closed, Refused, TryLater, Undelivered, Unknown
from dieuphoi.bot.channels.zalo.client import NotSentError, SaidNoError, ZaloError

TOKEN_PAUSE = timedelta(minutes=5)  # nothing goes until the operator has put the right token in place
QUOTA_PAUSE = timedelta(hours=1)  # a quota is of a month or of a day: asking every second would be of no use
QUOTA = "quota"
# In lower case, in the words of its descriptions.
_CLOSED = {
    "block": "blocked",
    "not a member": "removed",
    "kicked": "removed",
    "chat not found": "not found",
    "user not found": "not found",
    "invalid chat": "not found",
    "chat_id": "not found",
    "not interact": "not started",
}


def undelivered(error: ZaloError) -> Undelivered:
    """What a failed call means for the message that it carried."""
    match error:
        case NotSentError():
            return TryLater("unreachable")
        case SaidNoError(code=429):
            return TryLater(QUOTA, QUOTA_PAUSE)
        case SaidNoError(code=401 | 404):  # a token that is none is an address that there is not
            return TryLater("unauthorised", TOKEN_PAUSE)
        case SaidNoError(code=code) if code == 408 or code >= 500:
            return TryLater("server error")
        case SaidNoError(words=words) if kind := _closed(words):
            return Closed(kind)
        case SaidNoError(code=400):
            return Refused("refused")
        case SaidNoError():  # 403 and what is not told of: it was not taken, and may be at another time
            return TryLater("server error")
    return Unknown(str(error))


def _closed(words: str) -> str | None:
    return next((kind for said, kind in _CLOSED.items() if said in words), None)
