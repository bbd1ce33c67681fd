"""Links to files for channels that can't send any: signed, bound to the file and the person, good for a few hours."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from dieuphoi.storage import signing
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.signing import ExpiredError, LinkError

VALID = timedelta(hours=8)
_TOKEN = re.compile(rf"(\d{{1,9}})-(\d{{1,9}})-(\d{{1,11}})-([\w-]{{{signing.LENGTH}}})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Link:
    """What a link was made for."""

    file_id: int
    person_id: int


def make(tx: Transaction, file_id: int, person_id: int) -> tuple[str, datetime]:
    """A token that opens a file for a person, and until when it does."""
    until = (tx.now + VALID).replace(microsecond=0)
    said = f"{file_id}-{person_id}-{int(until.timestamp())}"
    return f"{said}-{signing.sign(tx, said)}", until


def read(tx: Transaction, token: str) -> Link:
    """What a token was made for. Raises ExpiredError for an old one, LinkError for one that was altered."""
    found = _TOKEN.fullmatch(token)
    if found is None:
        raise LinkError
    signing.check(tx, token[: found.start(4) - 1], found[4])
    if datetime.fromtimestamp(int(found[3]), UTC) <= tx.now:
        raise ExpiredError
    return Link(int(found[1]), int(found[2]))
