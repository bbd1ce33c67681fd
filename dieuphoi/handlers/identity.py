"""What people say of themselves: full name, position, phone number; taken as they are, or refused with the reason."""

from __future__ import annotations

import re

from dieuphoi.wording import _

LENGTH = 80
_LETTERS = re.compile(r"[^\W\d_][^\W\d_ .'’-]*(?:[ .'’-]+[^\W\d_]+)*\.?")
_MARKUP = re.compile(r"[<>\[\]{}*_`~|\\^=#@?]|://|www\.")
_PHONE = re.compile(r"\+?[\d .()-]+")
# A mobile number has ten digits, a fixed line with its area code ten or eleven; +84 stands for the first 0.
_VIETNAMESE = re.compile(r"(?:0|84)(?:[35789]\d{8}|2\d{8,9})")


def written_name(typed: str) -> str:
    """A name as it is written in papers: single spaces; capitals where it was typed all small or all in capitals."""
    name = " ".join(typed.split())
    return " ".join(word.capitalize() for word in name.split()) if name.islower() or name.isupper() else name


def written_position(typed: str) -> str:
    """A position with single spaces and its first letter a capital; abbreviations (PGĐ) stay as they are."""
    position = " ".join(typed.split())
    return position[:1].upper() + position[1:]


def wrong_name(name: str) -> str | None:
    """Why a text is no full name; None where it is one. White space is single by now."""
    if 2 <= len(name) <= LENGTH and _LETTERS.fullmatch(name):
        return None
    return _(
        "A full name has 2 to {n} characters, letters only: no digits, no signs such as < > * @. Please type it again."
    ).format(n=LENGTH)


def wrong_position(position: str) -> str | None:
    """Why a text is no position; None where it is one."""
    if 2 <= len(position) <= LENGTH and not _MARKUP.search(position) and any(c.isalpha() for c in position):
        return None
    return _(
        "A position has 2 to {n} characters, without signs such as < > * @ ?. Please type it again."
    ).format(n=LENGTH)


def wrong_phone(phone: str) -> str | None:
    """Why a text is no Vietnamese phone number; None where it is one, in whatever groups it is written."""
    digits = "".join(c for c in phone if c.isdigit())
    if _PHONE.fullmatch(phone) and _VIETNAMESE.fullmatch(digits):
        return None
    return _(
        "A Vietnamese phone number has 10 digits (mobile, e.g. 0900 000 000) or 10 to 11 with the area code (fixed line). Type it again, or press “Skip”."
    )
