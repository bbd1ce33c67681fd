"""Which agencies a group takes in that a plan names without naming them: "các sở, ban, ngành có liên quan"."""

from __future__ import annotations

import re

from dieuphoi.plan.agencies import Kind, is_district_group
from dieuphoi.plan.agency_words import GROUP
from dieuphoi.plan.text import fold, one_line

# The words of a group, folded, with the kinds of agencies that they take in. Whom it concerns is for people to say.
_TAKES_IN: tuple[tuple[re.Pattern[str], frozenset[Kind]], ...] = (
    (re.compile(r"\b(?:so|ban|nganh)\b"), frozenset((Kind.DEPARTMENT, Kind.OTHER))),
    (re.compile(r"\b(?:hoi|doan the|mat tran|to chuc)\b"), frozenset((Kind.UNION,))),
    (re.compile(r"\b(?:dia phuong|huyen|thi xa)\b"), frozenset((Kind.DISTRICT,))),
    (re.compile(r"\b(?:co quan|don vi)\b"), frozenset((Kind.DEPARTMENT, Kind.OTHER, Kind.UNION))),
)
_COMMUNES = re.compile(r"\b(?:xa|phuong|dac khu)\b")
_COMMUNE = re.compile(r"(?:ubnd |uy ban nhan dan )?(?:xa|phuong|thi tran|dac khu) ")


def takes_in(written: str, name: str, kind: Kind) -> bool:
    """Whether a written group takes an agency in; a single agency's name, or one of no agency, takes in nobody."""
    if is_district_group(written):
        return kind is Kind.DISTRICT
    if not GROUP.match(one_line(written)):
        return False
    words = fold(written)
    if _COMMUNE.match(fold(name)):
        return bool(_COMMUNES.search(words)) and "thi xa" not in words
    return any(kind in kinds and pattern.search(words) for pattern, kinds in _TAKES_IN)
