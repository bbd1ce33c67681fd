"""An office's own letterhead, from what a settings file says: each entry looked at, what is wrong named.

docs/mau-bao-cao.md explains the entries. What a head needs: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from dieuphoi.reports.report import Office
from dieuphoi.reports.terms import plain
from dieuphoi.wording import _

_LONGEST = 120  # characters of a line: two lines of the head in capitals
_MOST = 30  # lines of a list
_SYMBOL = re.compile(r"BC-[^\W_]+(?:[-&.][^\W_]+)*")  # the kind of document, then the agency: BC-SLĐTBXH

_TEXTS = ("province", "parent", "issuer", "symbol", "place")
_LISTS = ("addressed_to", "recipients", "authority")
_OPTIONAL = ("signer",)
ENTRIES = (*_TEXTS, *_LISTS, *_OPTIONAL)


@dataclass(frozen=True, slots=True)
class Checked:
    """The letterhead, or each thing that is wrong with it."""

    office: Office | None = None
    wrong: list[str] = field(default_factory=list)


def check(content: Any) -> Checked:
    """The letterhead that a file's content (as YAML gives it) stands for; nothing of it is used where one is wrong."""
    if not isinstance(content, dict):
        entries = ", ".join(ENTRIES)
        return Checked(wrong=[_("here stand entries, each with its name: {entries}").format(entries=entries)])
    if wrong := list(_wrong(content)):
        return Checked(wrong=wrong)
    return Checked(_office(content))


def _office(content: dict[str, Any]) -> Office:
    def lines(name: str) -> tuple[str, ...]:
        return tuple(map(plain, content[name]))

    return Office(
        province=plain(content["province"]),
        parent=plain(content["parent"]),
        issuer=plain(content["issuer"]),
        symbol=plain(content["symbol"]),
        place=plain(content["place"]),
        recipients=lines("recipients"),
        addressed_to=lines("addressed_to"),
        signer_title="\n".join(lines("authority")),
        signer_name=plain(content.get("signer")),
    )


def _wrong(content: dict[Any, Any]) -> Iterator[str]:
    for name in content:
        if name not in ENTRIES:
            text = _("there is no entry “{name}”; there are: {entries}")
            yield text.format(name=str(name)[:60], entries=", ".join(ENTRIES))
    if missing := [name for name in (*_TEXTS, *_LISTS) if content.get(name) in (None, "", [])]:
        yield _("missing: {entries}").format(entries=", ".join(missing))
    for name in (*_TEXTS, *_OPTIONAL):
        if content.get(name) not in (None, "", []) and not _is_line(content[name]):
            yield _("{name}: one line of text of at most {most} characters").format(name=name, most=_LONGEST)
    for name in _LISTS:
        if content.get(name) not in (None, "", []) and not _is_list(content[name]):
            text = _("{name}: a list of 1 to {most} lines, each of them begins with “- ”")
            yield text.format(name=name, most=_MOST)
    if _is_line(content.get("symbol")) and not _SYMBOL.fullmatch(plain(content["symbol"])):
        yield _("symbol: the kind of document and the agency without number and “/”, e.g. BC-SLĐTBXH")


def _is_line(value: object) -> bool:
    return isinstance(value, str) and 0 < len(plain(value)) <= _LONGEST and "\n" not in value.strip()


def _is_list(value: object) -> bool:
    return isinstance(value, list) and len(value) <= _MOST and all(map(_is_line, value))
