"""Titles short enough for a phone: without the words that all titles of plans share."""

from __future__ import annotations

import re

from dieuphoi.plan.text import one_line

# From the front: who is advised and what kind of paper it is.
_FRONT = re.compile(
    r"(?:tham mưu(?: trình)?|trình|đề xuất|phối hợp|giúp)?\s*"
    r"(?:(?:cho\s+)?(?:ubnd|[uủ][ỷy] ban nhân dân|hđnd|hội đồng nhân dân|(?:ban thường vụ )?tỉnh ủy)"
    r"(?:\s+tỉnh)?\s+)?(?:xem xét,?\s+)?",
    re.IGNORECASE,
)
_ABOUT = r"\s+(?:ban hành|quy định(?: về)?|về(?: việc)?)"
_BODY = r"\s+của\s+(?:(?:hđnd|ubnd|hội đồng nhân dân|ủy ban nhân dân)\s+tỉnh|(?:thủ tướng )?chính phủ)"
_PAPER = re.compile(rf"(?P<kind>nghị quyết|quyết định|nghị định)(?:{_BODY})?(?:{_ABOUT})?\s+", re.IGNORECASE)
_INITIALS = {"nghị quyết": "NQ", "quyết định": "QĐ", "nghị định": "NĐ"}
_AMENDING = re.compile(
    r"(?P<paper>luật|nghị quyết|quyết định) sửa đổi, bổ sung một số điều của\s+", re.IGNORECASE
)
_VERB = re.compile(
    r"(?:văn bản\s+)?(?:ban hành|(?:chỉ đạo, hướng dẫn|hướng dẫn|triển khai|tổ chức)(?: thực hiện)?)\s+"
    r"(?:các nội dung\s+)?(?=\S+\s+\S+\s+\S+)",
    re.IGNORECASE,
)
# Carrying out a higher body's paper is not the same as issuing one: here the verb stays.
_CARRYING_OUT = re.compile(
    r"triển khai(?: thực hiện)?\s+(?=(?:nghị quyết|quyết định|nghị định|thông tư|luật|quy định|kế hoạch)\s)",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\s*,?\s*trên (?:địa bàn|phạm vi)(?: toàn)? tỉnh(?: [A-ZĐÀ-Ỹ]\w*){0,3}|\s+của tỉnh(?=$|[,.;])",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"\s*,?\s*\b(?:sau khi|khi) (?:có|được|chính phủ|trung ương)\b.*$", re.IGNORECASE)
_ASIDE = re.compile(r"\s*\([^()]{20,}\)")
_YEARS = re.compile(
    r"(?:giai đoạn|thời kỳ)\s+(?P<a>(?:19|20)\d\d)\s*[-–]?\s*(?P<b>(?:19|20)\d\d)", re.IGNORECASE
)
_SHORT = (
    ("chương trình mục tiêu quốc gia", "CTMTQG"),
    ("mục tiêu quốc gia", "MTQG"),
    ("giảm nghèo bền vững", "giảm nghèo"),
    ("ban chỉ đạo", "BCĐ"),
    ("ủy ban nhân dân", "UBND"),
    ("uỷ ban nhân dân", "UBND"),
    ("hội đồng nhân dân", "HĐND"),
    ("thủ tướng chính phủ", "TTg"),
    ("văn bản quy phạm pháp luật", "VBQPPL"),
    ("khoa học và công nghệ", "KH&CN"),
    ("kinh tế - xã hội", "KT-XH"),
    ("ngân sách nhà nước", "NSNN"),
    ("ngân sách trung ương", "NSTW"),
    ("ngân sách địa phương", "NSĐP"),
    ("thủ tục hành chính", "TTHC"),
)
_LEAST = 12


def short_title(title: str, limit: int = 60) -> str:
    """The title within `limit` letters: shared words dropped, terms in initials, cut at a word."""
    text = one_line(title).strip(" .;,")
    for shorten in (_without_front, _without_tail, _abbreviated):
        shorter = shorten(text)
        text = shorter if len(shorter) >= _LEAST else text
    return _cut(text[:1].upper() + text[1:], limit)


def _without_front(text: str) -> str:
    text = _AMENDING.sub("Sửa ", text[_matched(_FRONT, text) :])
    carrying_out = _matched(_CARRYING_OUT, text)
    if carrying_out:
        return f"Triển khai {_paper(text[carrying_out:])}"
    return _paper(text[_matched(_VERB, text) :])


def _paper(text: str) -> str:
    """The text with a paper at its beginning in initials, and without the body that issues it."""
    paper = _PAPER.match(text)
    if not paper:
        return text
    # A decision and a resolution on the same matter differ in nothing but this word.
    rest = text[paper.end() :]
    return f"{_INITIALS[paper['kind'].casefold()]} {rest[_matched(_VERB, rest) :]}"


def _matched(pattern: re.Pattern[str], text: str) -> int:
    found = pattern.match(text)
    return found.end() if found else 0


def _without_tail(text: str) -> str:
    for pattern in (_ASIDE, _CONDITION, _PLACE):
        text = pattern.sub("", text)
    return text.strip(" .;,")


def _abbreviated(text: str) -> str:
    text = _YEARS.sub(lambda found: f"{found['a']}–{found['b']}", text)
    for long, short in _SHORT:
        text = re.sub(re.escape(long), short, text, flags=re.IGNORECASE)
    return text


def _cut(text: str, limit: int) -> str:
    if len(text) <= limit:
        return text
    at = text.rfind(" ", 0, limit)
    return text[: at if at > limit // 2 else limit - 1].rstrip(" ,;:-–(") + "…"
