"""Links to files for channels that can't send any: signed, bound to the file and the person, good for a few hours."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from dieuphoi.storage import marks
from dieuphoi.storage.database import Transaction

VALID = timedelta(hours=8)
_KEY = "key of file links"
_TOKEN = re.compile(r"(\d{1,9})-(\d{1,9})-(\d{1,11})-([\w-]{43})", re.ASCII)


class LinkError(Exception):
    """A link that opens nothing."""


class ExpiredError(LinkError):
    """Its hours are over."""


@dataclass(frozen=True, slots=True)
class Link:
    """What a link was made for."""

    file_id: int
    person_id: int


def make(tx: Transaction, file_id: int, person_id: int) -> tuple[str, datetime]:
    """A token that opens a file for a person, and until when it does."""
    until = (tx.now + VALID).replace(microsecond=0)
    said = f"{file_id}-{person_id}-{int(until.timestamp())}"
    return f"{said}-{_signature(_key(tx), said)}", until


def read(tx: Transaction, token: str) -> Link:
    """What a token was made for. Raises ExpiredError for an old one, LinkError for one that was altered."""
    found = _TOKEN.fullmatch(token)
    key = marks.get(tx, _KEY)
    if found is None or key is None:
        raise LinkError
    said = token[: found.start(4) - 1]
    if not hmac.compare_digest(_signature(bytes.fromhex(key), said), found[4]):
        raise LinkError
    if datetime.fromtimestamp(int(found[3]), UTC) <= tx.now:
        raise ExpiredError
    return Link(int(found[1]), int(found[2]))


def _signature(key: bytes, said: str) -> str:
    digest = hmac.new(key, said.encode(), hashlib.sha256).digest()
    return urlsafe_b64encode(digest).decode().rstrip("=")


def _key(tx: Transaction) -> bytes:
    """This office's own key, made when it is first needed; it goes with the database, not with a bot's token."""
    kept = marks.get(tx, _KEY)
    if kept is None:
        kept = secrets.token_hex(32)
        marks.put(tx, _KEY, kept)
    return bytes.fromhex(kept)
