"""What a search looks for, in the sender's own words."""

from __future__ import annotations

import re

from dieuphoi.handlers.understanding.reading import Reading

TAIL = re.compile(
    r"(?:[\s?!.,…\"”']|(?<!\w)(?:khong|vay|bot|ạ|a|voi|nhe|nha|nhi|di|giup|em|minh|toi|the|khong nhi|ko|khong a|ta|ha|hả|gium|xem|nao|(?:(?:nam|nằm|o) )?(?:trong |o )?(?:viec|nhiem vu|muc|cho|chỗ) nao|o dau))+$"
)


def query(reading: Reading) -> str | None:
    """What a search looks for, or None where nothing is searched for."""
    plain = reading.plain
    found = reading.find("intents.search")
    if not found:
        return None
    end = len(plain)
    if tail := TAIL.search(plain, found.end()):
        end = tail.start()
    words = plain[found.end() : end]
    if (
        not re.search(r"[^\W\d_]{2}", words)
        or re.match(r"\W*(?:cua )?A+\W*$", words)
        or re.match(r"\s*(?:den|toi|cua) ", words)
    ):
        return None
    return reading.typed(found.end(), end).strip(" \"'“”:.,?!")
