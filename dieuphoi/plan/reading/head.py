"""The head of a document: its number, date, issuer and title."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from dieuphoi.plan.agencies import vocabulary
from dieuphoi.plan.reading.elements import Element, Prose, Row
from dieuphoi.plan.text import fold, one_line

_MOST_LINES = 80
_FIRST_LINES = 12
_MOST_LETTERS = 600
_KIND = r"(?:kế hoạch|nghị quyết|quyết định|chương trình|chỉ thị|thông báo|đề án|công văn)"
_NUMBER = (
    r"(?:\d{1,6}\s?(?:/\s?\d{4}\s?)?/\s?[A-ZĐ][\wĐ&.]*(?:-\s?[\wĐ&.]+)*"
    r"|\d{1,6}\s?[-–]\s?[A-ZĐ]{2,10}/\s?[A-ZĐ][\wĐ&.]*(?:-\s?[\wĐ&.]+)*)"
)
_DATE = r"ngày\s+(?P<day>\d{1,2})\s*(?:tháng|[/-])\s*(?P<month>\d{1,2})\s*(?:năm|[/-])\s*(?P<year>\d{4})"
_LABELLED = re.compile(rf"(?:\b(?i:số)\s*:|^(?i:số))\s*(?P<number>{_NUMBER})")
_ENCLOSED = re.compile(
    rf"(?i:kèm theo|ban hành kèm theo)\s+(?i:{_KIND})\s+(?i:số)\s*:?\s*(?P<number>{_NUMBER})"
    rf"(?:\s*,?\s*{_DATE})?(?:\s+của\s+(?P<issuer>[^)]+?))?\s*[).]*$"
)
_NAMED = re.compile(rf"(?i:{_KIND})\s+(?i:số)\s*:?\s*(?P<number>{_NUMBER})(?=\s)")
_YEAR = re.compile(r"(?:\bnăm\s+|\d/)(20\d\d)\b(?!/)", re.IGNORECASE)
# A line of a cell; a star stands between a party body and its number. What goes on in lower case is no new line.
_LINE_OF_HEAD = re.compile(r"\n(?![a-zà-ỹđ\d])|\s\*\s")
_PLACED = re.compile(rf"[^\W\d][\w ]*,\s*{_DATE}", re.IGNORECASE)
_PASSED = re.compile(rf"thông qua\s+{_DATE}", re.IGNORECASE)
_ALONE = re.compile(_KIND, re.IGNORECASE)
_TITLED = re.compile(rf"{_KIND.upper()}\s+(?P<title>\S.*)")
_BODY = re.compile(r"(?:Căn cứ|Thực hiện|Xét|Theo|Trên cơ sở|Để|Nhằm|[IVX]+\.|\d+\.|Điều \d|Số\s*:|\(|-+$)")
_ISSUER = re.compile(
    r"(?:ủy ban|uỷ ban|ubnd|hội đồng|hđnd|bộ|sở|ban|chính phủ|thủ tướng|(?:tỉnh|thành|huyện|thị"
    r"|đảng|quận) [uủ][ỷy]"
    r"|phòng(?!,? chống)|văn phòng|công an|trường|trung tâm|chi cục|cục|tổng cục|viện|bệnh viện|thanh tra|liên đoàn"
    r"|ban chấp hành|mặt trận|hội|chi bộ|đảng bộ|quốc hội)\b",
    re.IGNORECASE,
)
_UNIT = re.compile(r"(?:TỈNH|THÀNH PHỐ|HUYỆN|THỊ XÃ|QUẬN|XÃ|PHƯỜNG|THỊ TRẤN|ĐẶC KHU)\b(?! [UỦ][ỶY])")
_UNIT_NAME = re.compile(
    r"(?:^| )(?:tỉnh(?: [uủ][ỷy])?|(?:huyện|thành) [uủ][ỷy]|thành phố|huyện|thị xã|quận|xã|phường|thị trấn|đặc khu) ",
    re.I,
)
_KIND_OF_BODY = re.compile(r"^((?:văn phòng|phòng|sở|bộ|ban|chi cục|cục|trung tâm|viện|trường) )(\w)", re.I)
_SUBJECT = re.compile(r"(?:V/v:?|Về việc)\s+(?P<title>\S.*)")
_MOTTO = re.compile(r"\s*(?:cộng hòa|cộng hoà|độc lập|đảng cộng sản)\b.*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Head:
    """What the head says; None for what it does not say."""

    number: str | None
    date: date | None
    issuer: str | None
    title: str | None
    named_year: int | None = (
        None  # where it has neither date nor title: the only year that its first lines name
    )

    @property
    def year(self) -> int | None:
        """The year of the plan: the one its title names, if that is not far from its date; else of its date."""
        years = {int(year) for year in re.findall(r"\bnăm\s+(\d{4})(?!\s*[-–])", self.title or "")}
        if self.date:
            near = years & {self.date.year, self.date.year + 1}
            return near.pop() if len(near) == 1 else self.date.year
        return years.pop() if len(years) == 1 else self.named_year


def read_head(elements: Sequence[Element]) -> Head:
    """The head; what is missing there is taken from the lines under the headings of appendices."""
    texts = list(_texts(elements))
    zone = _zone(texts)
    enclosed = _first(_ENCLOSED, _with_brackets_closed(texts))
    number = _first(_LABELLED, zone) or enclosed or _first(_NAMED, zone, at_start=True)
    dated = (
        _first(_PLACED, zone)
        or (enclosed if enclosed and enclosed["day"] else None)
        or _first(_PASSED, texts)
    )
    issuer = _issuer(zone) or (enclosed["issuer"] if enclosed else None)
    return Head(
        number=re.sub(r"\s", "", number["number"]) if number else None,
        date=_to_date(dated),
        issuer=one_line(issuer) if issuer else None,
        title=_title(zone),
        named_year=_only_year(texts[:_FIRST_LINES]),
    )


def _only_year(texts: Sequence[str]) -> int | None:
    years = {int(year) for text in texts for year in _YEAR.findall(text)}
    return years.pop() if len(years) == 1 else None


def _texts(elements: Sequence[Element]) -> Iterator[str]:
    for element in elements:
        if isinstance(element, Prose):
            yield one_line(element.text[:_MOST_LETTERS])
        elif isinstance(element, Row) and (
            sum(map(bool, element.cells)) < 3 or any(map(_MOTTO.match, element.cells))
        ):
            lines = (line for cell in element.cells for line in _LINE_OF_HEAD.split(cell[:_MOST_LETTERS]))
            yield from (one_line(line) for line in lines if line.strip())


def _zone(texts: Sequence[str]) -> list[str]:
    """The lines before the body begins."""
    zone: list[str] = []
    for text in texts[:_MOST_LINES]:
        if re.match(r"(?:Căn cứ|[IVX]+\.\s|Điều 1\b|Phụ lục|PHỤ LỤC)", text):
            break
        zone.append(text)
    return zone


def _first(pattern: re.Pattern[str], texts: Iterable[str], at_start: bool = False) -> re.Match[str] | None:
    look = pattern.match if at_start else pattern.search
    return next((found for text in texts if (found := look(text))), None)


def _to_date(found: re.Match[str] | None) -> date | None:
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"])) if found else None
    except ValueError:
        return None


def _issuer(zone: Sequence[str]) -> str | None:
    """The last body in capitals before the number; "TỈNH …" on its own line belongs to the line before."""
    names: list[str] = []
    for text in zone:
        if _LABELLED.search(text) or _ALONE.fullmatch(text) or _TITLED.fullmatch(text):
            break
        name = _MOTTO.sub("", text).strip(" -_")
        if name.isupper() and _UNIT.match(name) and names:
            names[-1] = f"{names[-1]} {name}"
        elif name.isupper() and _ISSUER.match(name):
            names.append(name)
    return _in_case(names[-1]) if names else None


def _in_case(name: str) -> str:
    """A name in capitals as it is written in running text."""
    known = next((way for a in vocabulary() for way in (a.name, *a.aliases) if fold(way) == fold(name)), None)
    if known:
        return known
    words = name.casefold().capitalize().replace("Ubnd", "UBND").replace("Hđnd", "HĐND")
    words = _KIND_OF_BODY.sub(lambda found: f"{found[1]}{found[2].upper()}", words)
    named = _UNIT_NAME.search(words)
    return words if named is None else f"{words[: named.end()]}{words[named.end() :].title()}"


def _title(zone: Sequence[str]) -> str | None:
    """The lines under "KẾ HOẠCH" up to the body; of a letter, what it says it is about."""
    start = next((at for at, text in enumerate(zone) if _ALONE.fullmatch(text) and text.isupper()), None)
    if start is None and (titled := next(filter(None, map(_TITLED.fullmatch, zone)), None)):
        return titled["title"]
    if start is None:
        about = next(filter(None, map(_SUBJECT.match, zone)), None)
        return about and about["title"][:1].upper() + about["title"][1:]
    title: list[str] = []
    for text in zone[start + 1 :]:
        carries_out = not title and text.startswith("Thực hiện") and text[-1] not in ":;.…"
        body = _BODY.match(text) and not carries_out
        if body or (_ISSUER.match(text) and text.isupper()) or len(text) >= _MOST_LETTERS:
            break
        title.append(text)
    return " ".join(title) or None


def _with_brackets_closed(texts: Sequence[str]) -> Iterator[str]:
    """The lines, each that leaves a bracket open joined with the next."""
    for text, following in zip_longest(texts, texts[1:], fillvalue=""):
        yield f"{text} {following}" if text.count("(") > text.count(")") else text
