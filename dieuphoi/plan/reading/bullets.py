"""Tasks in running text: items with labels under or after them, and sentences that tell an agency to act."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dieuphoi.plan.agency_lists import is_group, is_named_agency, split_roles
from dieuphoi.plan.reading.columns import Columns, Meaning
from dieuphoi.plan.reading.elements import Prose
from dieuphoi.plan.reading.entries import Entry
from dieuphoi.plan.reading.labels import take_apart
from dieuphoi.plan.reading.sections import period_of
from dieuphoi.plan.reading.sentences import deadline_in, directive_of
from dieuphoi.plan.text import fold
from dieuphoi.wording import _

_ORDER = (
    Meaning.NUMBER,
    Meaning.TITLE,
    Meaning.LEAD,
    Meaning.COORDINATORS,
    Meaning.DEADLINE,
    Meaning.PRODUCT,
    Meaning.LEVEL,
)
_COLUMNS = Columns({meaning: at for at, meaning in enumerate(_ORDER)}, len(_ORDER), ("",) * len(_ORDER))
_MARKS: tuple[tuple[str, str], ...] = (
    ("I", r"(?:PHẦN\s+)?[IVX]{1,5}[.)]\s*|[A-H][.)]\s+|Điều\s+\d{1,3}\.?\s*"),
    ("1.1", r"\d{1,2}(?:\.\d{1,2})+[.)]?\s+"),
    ("1", r"\(?\d{1,3}\s?[.)/]\s*"),
    ("a", r"[a-zđ][.)]\s*"),
    ("-", r"[-–]\s*"),
    ("+", r"[+•*·]\s*"),
)
_MARK = re.compile("|".join(f"(?P<m{at}>{pattern})" for at, (_kind, pattern) in enumerate(_MARKS)))
_SECTION = re.compile(r"(?:to chuc|trach nhiem) thuc hien")
_OF_CONTENTS = re.compile(r"(?:\.{4}|…{2})[.…\s]*\d+$")
_LEADERS = 100  # letters at the end of a line of contents: dots, and the page
_LEAST_TITLE = 6
_MOST_TITLE = 4000


@dataclass(slots=True)
class _Item:
    line: int
    kind: str
    number: str
    text: str
    group: str | None
    fields: dict[Meaning, str] = field(default_factory=dict)
    last: Meaning | None = None  # the label that the next line may go on with
    duties: bool = False  # stands where the text says who carries the plan out

    def put(self, meaning: Meaning, text: str) -> None:
        """Add what a label says; a second one of the same kind lengthens the first."""
        self.fields[meaning] = f"{self.fields.get(meaning, '')}\n{text}".strip()
        self.last = meaning


def labelled_items(lines: Sequence[Prose]) -> list[Entry]:
    """The items of a passage that name their lead by a label, as entries."""
    items = _Reader().read(lines)
    return [entry for item in items if (entry := _entry(item))]


def directives(lines: Sequence[Prose]) -> Iterator[Entry]:
    """Sentences that tell an agency to do something by a certain time; those of "Tổ chức thực hiện" are duties."""
    for item in _Reader().read(lines):
        found = None if item.duties else directive_of(item.text)
        if found and found.title:
            cells = [item.number, found.title, found.leads, found.coordinators, found.deadline, "", ""]
            doubt = _("the task was read from a sentence of the text, not from a table; check it")
            yield Entry(item.line, cells, _COLUMNS, item.group, [doubt])


class _Reader:
    def __init__(self) -> None:
        self._items: list[_Item] = []
        self._above: list[_Item] = []  # the items that the next one may stand under, outermost first

    def read(self, lines: Sequence[Prose]) -> list[_Item]:
        """The items of a passage; each has the fields of its own labels and of the label lines after it."""
        for prose in lines:
            if not _OF_CONTENTS.search(prose.text[-_LEADERS:]):
                self._see(prose)
        return self._items

    def _see(self, prose: Prose) -> None:
        if prose.text[:1].isupper() and period_of(prose.text):
            self._open(prose.line, "I", "", prose.text)
            return
        mark = _MARK.match(prose.text)
        kind = next((kind for at, (kind, _p) in enumerate(_MARKS) if mark and mark[f"m{at}"]), "")
        text = prose.text[mark.end() :] if mark else prose.text
        parts = take_apart(text)
        titled = parts.before
        fields = list(parts.fields)
        owner = self._owner(kind)
        if fields and not titled and fields[0][0] is Meaning.TITLE and not _is_numbered(owner):
            titled, fields = fields[0][1], fields[1:]
        if fields and len(fold(titled)) < _LEAST_TITLE:
            for meaning, said in fields if owner else ():
                owner.put(meaning, said)  # type: ignore[union-attr]
        elif not fields and owner and self._goes_on(owner, kind, text):
            owner.put(owner.last or Meaning.OTHER, text)
        else:
            item = self._open(prose.line, kind, mark[0].strip(" .)/(-–+•*·") if mark else "", titled)
            for meaning, said in fields:
                item.put(meaning, said)

    def _owner(self, kind: str) -> _Item | None:
        """The item that a label line belongs to: the nearest with another mark than the line's own."""
        marked = [item for item in self._above if item.kind and item.kind != kind]
        if marked and not (kind == "" and not self._above[-1].kind and not marked[-1].fields):
            return marked[-1]
        return self._above[-1] if self._above else None

    @staticmethod
    def _goes_on(owner: _Item, kind: str, text: str) -> bool:
        """Whether a line without a label lengthens what the last label says."""
        if owner.last is None:
            return False
        if not owner.fields[owner.last]:
            return kind in {"", "-", "+"}
        if kind == "":
            return text[:1].islower()
        agencies = owner.last in {Meaning.LEAD, Meaning.COORDINATORS} and kind in {"+", "-"}
        return agencies and (is_named_agency(text) or is_group(text)) and len(text) < 100

    def _open(self, line: int, kind: str, number: str, text: str) -> _Item:
        kinds = [item.kind for item in self._above]
        if kind in kinds:
            del self._above[kinds.index(kind) :]
        elif kind in {"I", "1"}:
            rank = [mark for mark, _pattern in _MARKS].index
            self._above = [item for item in self._above if item.kind and rank(item.kind) < rank(kind)]
        over = next((item for item in reversed(self._above) if item.kind), None)
        item = _Item(line, kind, number, text, _group(over))
        item.duties = bool(over and over.duties) or (kind == "I" and bool(_SECTION.search(fold(text))))
        self._above.append(item)
        self._items.append(item)
        return item


def _is_numbered(item: _Item | None) -> bool:
    return item is not None and item.kind in {"1", "1.1", "a"}


def _group(over: _Item | None) -> str | None:
    if over is None or len(over.text) > 300:
        return None
    return f"{over.number}. {over.text}" if over.number else over.text


def _entry(item: _Item) -> Entry | None:
    """The entry of an item that names its lead and is more than a label; None for any other."""
    lead = item.fields.get(Meaning.LEAD, "")
    leads, _helpers = split_roles(lead)
    if not leads or not any(map(_is_body, leads)) or len(fold(item.text)) < _LEAST_TITLE:
        return None
    if item.duties and Meaning.DEADLINE not in item.fields:
        return None
    number = item.number if item.kind not in {"-", "+"} else ""
    deadline = item.fields.get(Meaning.DEADLINE, "") or deadline_in(item.text)
    values = {
        **item.fields,
        Meaning.NUMBER: number,
        Meaning.TITLE: item.text[:_MOST_TITLE].strip(" .;:,"),
        Meaning.DEADLINE: deadline,
    }
    return Entry(item.line, [values.get(meaning, "") for meaning in _ORDER], _COLUMNS, item.group)


def _is_body(name: str) -> bool:
    return is_named_agency(name) or is_group(name) or (name[:1].isupper() and len(name) < 60)
