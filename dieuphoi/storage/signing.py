"""Signatures of links: HMAC-SHA256 with this office's own key, which goes with the database and not with a token."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64encode

from dieuphoi.storage import marks
from dieuphoi.storage.database import Transaction

LENGTH = 43  # characters of a signature
_KEY = "key of file links"


class LinkError(Exception):
    """A link that opens nothing."""


class ExpiredError(LinkError):
    """It was good once, and is no more."""


def sign(tx: Transaction, said: str) -> str:
    """The signature of what a link says; the office's key is made when it is first needed."""
    kept = marks.get(tx, _KEY)
    if kept is None:
        kept = secrets.token_hex(32)
        marks.put(tx, _KEY, kept)
    return _signature(kept, said)


def check(tx: Transaction, said: str, signature: str) -> None:
    """Raises LinkError where this office has not signed it."""
    kept = marks.get(tx, _KEY)
    if kept is None or not hmac.compare_digest(_signature(kept, said).encode(), signature.encode()):
        raise LinkError


def _signature(key: str, said: str) -> str:
    digest = hmac.new(bytes.fromhex(key), said.encode(), hashlib.sha256).digest()
    return urlsafe_b64encode(digest).decode().rstrip("=")
