"""Taking a table cell apart into the agencies that it names, never tearing a name that holds a comma.

A cell is cut at every mark that may stand between two names; what was cut is joined again unless the next
piece opens a name of its own. Groups ("các sở, ban, ngành có liên quan") stay one entry.
"""

from __future__ import annotations

from functools import lru_cache

from dieuphoi.plan.agencies import Directory, vocabulary
from dieuphoi.plan.agency_pieces import pieces_of
from dieuphoi.plan.agency_words import (
    ACRONYM,
    AND_SO_ON,
    BULLET,
    DEPARTMENT,
    EDGES,
    ENDS,
    GROUP,
    GROUP_GOES_ON,
    HEAD_WITH_INITIALS,
    HELPERS_FIRST,
    INITIALS,
    LIST_FOLLOWS,
    LISTED_HEAD,
    NEXT_HEAD,
    NUMBERED,
    OPENING,
    ROLE,
    SHARED_HEAD,
    TO_COORDINATORS,
    UNIT_ALONE,
    UNITS,
    WITH_ROLE,
    WRAPPED_COMMITTEE,
)
from dieuphoi.plan.text import clean, fold, one_line

_PIECES_IN_A_NAME = 6
_LONGEST_NAME = 100


def split_agencies(cell: str) -> tuple[str, ...]:
    """The agencies that a cell names, in order, each once, as written there."""
    names = _Cell(_prepared(cell)).names()
    return tuple(dict.fromkeys(name for name in names if len(fold(name)) > 1 and fold(name) != "nhu tren"))


def split_roles(cell: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Leads and coordinators of a cell that may name both ("Sở A chủ trì, phối hợp với Sở B và Sở C")."""
    text = clean(cell)
    if helped := HELPERS_FIRST.fullmatch(text):
        return split_agencies(helped["leads"]), split_agencies(helped["helpers"])
    before, *after = TO_COORDINATORS.split(text, maxsplit=1)
    leads: list[str] = []
    coordinators = list(split_agencies(after[0])) if after else []
    for name in split_agencies(before):
        bare = WITH_ROLE.sub("", name)
        helps = bare != name and fold(name).endswith(("phoi hop", " ph"))
        (coordinators if helps else leads).append(bare)
    return tuple(leads), tuple(coordinators)


def is_named_agency(text: str) -> bool:
    """Whether a text begins with the name of one agency (a group such as "các sở, ngành" is none)."""
    opened = OPENING.match(text)
    return (opened is not None and opened[0][-1].isupper()) or leading_agency(text) is not None


def leading_agency(text: str) -> str | None:
    """The longest name known from the vocabulary that a text begins with, as written there."""
    words = text[:200].split()
    ends = [n for n in range(1, len(words) + 1) if fold(" ".join(words[:n])) in _known()]
    return " ".join(words[: ends[-1]]).strip(EDGES) if ends else None


def is_group(text: str) -> bool:
    """Whether a text begins as a group of agencies does ("các sở, ban, ngành")."""
    return bool(GROUP.match(text))


def _prepared(cell: str) -> str:
    text = LISTED_HEAD.sub(r"Các \1: ", WRAPPED_COMMITTEE.sub(r"\1 ", clean(cell)))
    if BULLET.search(text):
        text = BULLET.sub("", NUMBERED.sub("; ", text).replace("\n", "\n; \n"))
    text = ROLE.sub("", AND_SO_ON.sub("", _parted(text)).strip(EDGES))
    return LIST_FOLLOWS.sub("", text)


def _parted(text: str) -> str:
    """The text with a mark between names that stand side by side ("Sở Nội vụ Sở Tài chính")."""
    parts: list[str] = []
    begin = 0
    for found in NEXT_HEAD.finditer(text):
        nearby = text[max(begin, found.start() - _LONGEST_NAME) : found.start()]
        name = fold(ENDS.split(nearby)[-1])
        if name in _known() and name.split()[0] == fold(text[found.end() :][:4]).split()[0]:
            parts.append(text[begin : found.start()])
            begin = found.end()
    return "; ".join([*parts, text[begin:]])


class _Cell:
    """A cell cut into pieces; `names` joins them again."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._pieces = pieces_of(text)

    def names(self) -> list[str]:
        names: list[str] = []
        at = 0
        while at < len(self._pieces):
            at = self._read_name(at, names)
        return names

    def _read_name(self, at: int, names: list[str]) -> int:
        """Read one name, or the names that share one head, from piece `at`; the piece after it."""
        piece = self._pieces[at]
        if units := UNITS.match(self._text, piece.start, piece.end):
            return self._read_units(units["committee"], units["unit"], units.end(), at, names)
        if shared := SHARED_HEAD.match(self._text, piece.start, piece.end):
            return self._read_shared(shared["head"].capitalize(), shared.end(), at, names)
        if initials := HEAD_WITH_INITIALS.match(self._text, piece.start, piece.end):
            return self._read_initials(initials["head"], at, names)
        known = self._known_to("", piece.start, at)
        last = at if known is None else known
        while last + 1 < len(self._pieces) and self._goes_on(piece.start, last + 1, known is not None):
            last += 1
        names.append(self._name(piece.start, last))
        head = names[-1].split()[0] if names[-1] else ""
        if known is not None and head in {"Sở", "Bộ"}:
            return self._read_known_shared(head, last + 1, names)
        return last + 1

    def _read_units(self, committee: str, unit: str, start: int, at: int, names: list[str]) -> int:
        """ "UBND huyện Tuy Phong, Bắc Bình, thị xã La Gi": each is a committee of its own."""
        while True:
            names.append(f"{committee} {unit} {self._name(start, at)}")
            at += 1
            if at == len(self._pieces) or self._pieces[at].mark == ";":
                return at
            piece = self._pieces[at]
            beside = UNIT_ALONE.match(self._text, piece.start, piece.end)
            if not beside and (self._opens(at) or not self._text[piece.start].isupper()):
                return at
            unit, start = (beside["unit"], beside.end()) if beside else (unit, piece.start)

    def _read_shared(self, head: str, start: int, at: int, names: list[str]) -> int:
        """ "Các Sở: Tài chính, Kế hoạch và Đầu tư": the head goes to each topic."""
        while True:
            known = self._known_to(f"{head} ", start, at)
            last = at if known is None else known
            while known is None and self._topic_goes_on(last + 1):
                last += 1
            names.append(f"{head} {self._name(start, last)}")
            at = last + 1
            if at == len(self._pieces) or not self._shares(head, at):
                return at
            start = self._pieces[at].start

    def _read_initials(self, head: str, at: int, names: list[str]) -> int:
        """ "Sở TC, TN&MT, XD": the head goes to all initials that make a name with it."""
        start, begun = self._pieces[at].start, ""
        while True:
            ends = reversed(self._to_semicolon(at))
            last = next((end for end in ends if _is_certain(f"{begun}{self._name(start, end)}")), at)
            names.append(f"{begun}{self._name(start, last)}")
            at = last + 1
            if at == len(self._pieces) or not self._are_initials(at):
                return at
            start, begun = self._pieces[at].start, f"{head} "
            if not _is_certain(f"{begun}{self._name(start, at)}"):
                return at

    def _are_initials(self, at: int) -> bool:
        piece = self._pieces[at]
        return piece.mark != ";" and INITIALS.match(self._text, piece.start, piece.end) is not None

    def _shares(self, head: str, at: int) -> bool:
        """Whether piece `at` is one more topic; after a semicolon only what makes a known name is."""
        piece = self._pieces[at]
        if self._are_initials(at):
            return _is_certain(f"{head} {self._name(piece.start, at)}")
        if piece.mark == ";":
            return self._known_to(f"{head} ", piece.start, at) is not None
        return self._text[piece.start].isupper() and not self._opens(at)

    def _topic_goes_on(self, at: int) -> bool:
        return at < len(self._pieces) and "và" in self._pieces[at].mark and not self._opens(at)

    def _read_known_shared(self, head: str, at: int, names: list[str]) -> int:
        """ "Sở Y tế, Tài chính": the head goes on only where that makes a name that is known."""
        while at < len(self._pieces) and self._pieces[at].mark != ";" and not self._opens(at):
            begin = self._pieces[at].start
            known = self._known_to(f"{head} ", begin, at)
            if known is None:
                break
            names.append(f"{head} {self._name(begin, known)}")
            at = known + 1
        return at

    def _goes_on(self, start: int, at: int, complete: bool) -> bool:
        """Whether piece `at` still belongs to the name that begins at `start`."""
        piece = self._pieces[at]
        if piece.mark == ";":
            return False
        if GROUP.match(self._text, start) and self._is_group_part(start, at):
            return True
        if self._opens(at):
            return False
        if piece.mark != "," or not self._text[piece.start].isupper():
            return not (complete and self._is_shared_topic(start, at))
        holds_commas = not complete and OPENING.match(self._text, start)
        return bool(holds_commas) and not ACRONYM.match(self._text, piece.start, piece.end)

    def _is_shared_topic(self, start: int, at: int) -> bool:
        head = self._text[start:].split(maxsplit=1)[0]
        return head in {"Sở", "Bộ"} and self._known_to(f"{head} ", self._pieces[at].start, at) is not None

    def _is_group_part(self, start: int, at: int) -> bool:
        piece = self._pieces[at]
        if GROUP_GOES_ON.match(self._text, piece.start, piece.end):
            return self._known_to("", piece.start, at) is None
        beside = UNIT_ALONE.match(self._text, piece.start, piece.end)
        return bool(beside) and "huyện" in self._text[start : start + 60]

    def _opens(self, at: int) -> bool:
        """Whether piece `at` begins a name of its own."""
        piece = self._pieces[at]
        if GROUP.match(self._text, piece.start) or self._known_to("", piece.start, at) is not None:
            return True
        found = OPENING.match(self._text, piece.start, piece.end)
        wrapped = piece.mark == "\n"  # a line that goes on in lower case ends no name: "Phòng Nghiệp / vụ Y"
        return found is not None and (found[0][0].isupper() or (found[0][-1].isupper() and not wrapped))

    def _known_to(self, head: str, start: int, at: int) -> int | None:
        """The last piece of the longest known name that begins at `start`, `head` put before it."""
        found = None
        words_before = 0
        for last in range(at, min(at + _PIECES_IN_A_NAME, len(self._pieces))):
            if last > at and self._pieces[last].mark == ";":
                break
            words = fold(head + self._text[start : self._pieces[last].end]).split()
            if len(words) > 24:
                break
            # "Bảo hiểm xã hội, Tỉnh ủy": no name goes on over a comma with "tỉnh" alone.
            alone = last > at and words[words_before : words_before + 1] == ["tinh"]
            first = words_before + (2 if alone else 1)
            if any(" ".join(words[:n]) in _known() for n in range(first, len(words) + 1)):
                found = last
            words_before = len(words)
        abbreviated = self._abbreviated_to(head, start, at)
        return found if abbreviated is None else max(abbreviated, found or at)

    def _abbreviated_to(self, head: str, start: int, at: int) -> int | None:
        """`_known_to` for a department partly in initials: "Sở Nông nghiệp và PTNT, Tài nguyên và MT"."""
        if not DEPARTMENT.match(head + self._text[start : start + 9]):
            return None
        for end in reversed(self._to_semicolon(at)):
            name = head + self._name(start, end)
            # After "tỉnh" the province's name may follow, and be anything.
            if _is_certain(name) and (end == at or "tinh" not in fold(name).split()):
                return end
        return None

    def _to_semicolon(self, at: int) -> range:
        """Piece `at` and at most two more that may belong to one name with it."""
        ends = range(at, min(at + 3, len(self._pieces)))
        return range(at, next((end for end in ends if end > at and self._pieces[end].mark == ";"), ends.stop))

    def _name(self, start: int, last: int) -> str:
        return one_line(self._text[start : self._pieces[last].end]).strip(EDGES)


@lru_cache(maxsize=1)
def _directory() -> Directory:
    return Directory(vocabulary())


@lru_cache(maxsize=4096)
def _is_certain(name: str) -> bool:
    """Whether a name, written out or in initials, is one of the vocabulary's."""
    return len(name) < _LONGEST_NAME and _directory().knows(name)


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    names = [fold(name) for agency in vocabulary() for name in (agency.name, *agency.aliases)]
    return frozenset(names) | {name.removesuffix(" tinh") for name in names if len(name.split()) > 2}
