"""Numbers and texts in the ways that people write them, for the tests of days, quarters and percentages."""

from __future__ import annotations

import unicodedata
from datetime import date

from hypothesis import strategies as st

from dieuphoi.handlers.understanding.known import Known

NOBODY = Known((), ())
DAYS = st.dates(date(2000, 1, 1), date(2079, 12, 31))  # any today
ONES = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]


def spoken(number: int) -> str:
    """A number below 100 as it is said, in its first way."""
    tens, ones = divmod(number, 10)
    if tens == 0:
        return ONES[ones]
    last = {1: "mốt" if tens > 1 else "một", 5: "lăm", 4: "bốn"}.get(ones, ONES[ones])
    return ("mười" if tens == 1 else f"{ONES[tens]} mươi") + ("" if ones == 0 else f" {last}")


def shortened(number: int) -> str:
    """ "Hai tám" for 28, as it is said in haste."""
    tens, ones = divmod(number, 10)
    return f"{ONES[tens]} {ONES[ones]}" if tens > 1 and ones not in (0, 5) else spoken(number)


def variants(text: str) -> list[str]:
    """As typed; without diacritics, where that leaves a month a month; in capitals; decomposed."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    bare = bare.replace("đ", "d").replace("Đ", "D")
    whole = [text, text.upper(), text.capitalize(), unicodedata.normalize("NFD", text)]
    return whole if "tháng sáu" in text else [*whole, bare]
