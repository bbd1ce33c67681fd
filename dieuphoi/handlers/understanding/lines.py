"""What an answer to a numbered list says of its lines: "3 xong, 5 xin gia hạn sang quý I/2023", "xong hết trừ 2".

Only what plainly speaks of lines is taken for it. A number that counts something ("3 huyện xong", "xong 3 việc"), a
fraction, a document's number and a task's code are none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from dieuphoi.handlers.understanding import codes
from dieuphoi.handlers.understanding.clauses import clauses, numbered
from dieuphoi.handlers.understanding.letters import plain_letters
from dieuphoi.handlers.understanding.reading import plain_text
from dieuphoi.handlers.understanding.states import standing

_THINGS = r"(?:dong|viec|so|muc|nhiem vu|dau viec|stt)"
_NUMBERS = r"\d{1,3}(?:\s?(?:,|va|&|\+|\s)\s?\d{1,3})*"
_HOW = r"(?: (?:the nao|ra sao|sao roi|den dau|toi dau|gio sao|nhu the nao)(?: roi| vay| a| nhi)*)?"
_ONE = re.compile(rf"(?:xem |mo )?(?:{_THINGS} )*(?:so )?(\d{{1,3}}){_HOW}\W*")
_BUT = re.compile(rf"[ ,(]*\b(?:ngoai tru|tru|rieng|ngoai)(?: ra)?(?: {_THINGS})* ({_NUMBERS})(?: ra)?[ ,)]*")
_POLITE = r"(?:da|vang|dạ|bao cao|bc|em|anh|chi|thua|nhe|nha|a|roi|ca|luon|het)"
_BEFORE = re.compile(
    rf"(?:{_POLITE}[ ,:]+)*(?:tat ca|toan bo|het thay)(?: cac)?(?: {_THINGS})*(?: (?:tren|nay|trong danh sach))*"
    r"(?: (?:deu|thi|la))*[ :,]+(?P<said>\S.*)"
)
_AFTER = re.compile(
    rf"(?P<said>(?:\S+ ){{0,6}}\S+) (?:het|tat ca|toan bo)(?: cac)?(?: {_THINGS})*(?: (?:tren|nay))*(?: {_POLITE})*\W*"
)
_REST = re.compile(rf"(?:^|[,;.]\s*|\s)(?:(?:cac|nhung) )?(?:{_THINGS} )*con lai(?: (?:thi|deu|la))*[ :]+")
_NOT_ALL = re.compile(r"\b(?:chua|khong|gan|sap|chang|dau)\b")
# "3 văn bản đã ban hành" are three documents; "3 văn bản số 12/QĐ-UBND" is the document of line 3.
_COUNTED = re.compile(
    r"(?:van ban|quyet dinh|cong van|to trinh|bao cao|nghi quyet|ke hoach|du thao|de an|chi tieu|gop y|y kien)\b(?! so \d)"
)
_RANGE = re.compile(r"\d\s?[-–]\s?\d")


@dataclass(frozen=True, slots=True)
class Said:
    """One statement: the lines that it speaks of, and what it says of them in the sender's own words.

    Without numbers and `every` it names its tasks by code. `every` means all lines but those in `but`. `vague` is a
    span such as "1-3", which may as well be the code of a task.
    """

    words: str
    numbers: tuple[int, ...] = ()
    every: bool = False
    but: tuple[int, ...] = ()
    vague: bool = False


def opened(text: str) -> int | None:
    """The line that is to be shown, where a text asks for nothing but it: "5", "dòng 5", "xem 5", "5 thế nào rồi"."""
    found = _ONE.fullmatch(plain_letters(text).strip())
    return int(found[1]) if found else None


def spoken(text: str) -> list[Said] | None:
    """The statements of a text that plainly speaks of the lines of a list; None for any other text."""
    found: list[Said] = []
    for clause in clauses(text):
        said = _said(clause)
        if said:
            found += said
        elif found:
            found[-1] = replace(found[-1], words=f"{found[-1].words}, {clause}")
        elif not _greets(clause):
            return None
    return _with_the_rest(found) if any(one.numbers or one.every for one in found) else None


def _said(clause: str) -> list[Said]:
    rest = _REST.search(plain_letters(clause))
    if rest and "?" not in clause:
        before, after = clause[: rest.start()].strip(" ,;."), clause[rest.end() :].strip()
        but = _BUT.fullmatch(plain_letters(before))
        left = _numbers(but[1]) if but else ()
        head = [] if but else _said(before)
        if _states(after) and (head or but or not before):
            return [*head, Said(after, every=True, but=left)]
    found = numbered(clause)
    head_of = clause[: len(clause) - len(found[1])] if found else ""
    if found and (head_of.rstrip()[-1:] in ".:)=/" or not _COUNTED.match(plain_letters(found[1]))):
        vague = bool(_RANGE.search(head_of))
        return [Said(clause if vague else found[1], tuple(dict.fromkeys(found[0])), vague=vague)]
    if next(iter(codes.find(clause)), None):
        return [Said(clause)]
    return _of_all(clause)


def _of_all(clause: str) -> list[Said]:
    """ "Tất cả xong", "xong hết trừ 2 và 4"; nothing where not all is said, or something is asked."""
    plain = plain_letters(clause)
    but = _BUT.search(plain)
    left = _numbers(but[1]) if but else ()
    if but:
        clause = f"{clause[: but.start()]} {clause[but.end() :]}".strip()
        plain = plain_letters(clause)
    if "?" in clause or re.search(r"\bchua\W*$", plain):
        return []
    if found := _BEFORE.fullmatch(plain):
        words = clause[found.start("said") :]
        return [Said(words, every=True, but=left)] if _states(words) else []
    found = _AFTER.fullmatch(plain)
    if found and not _NOT_ALL.search(found["said"]) and _states(clause[: found.end("said")]):
        return [Said(clause[: found.end("said")], every=True, but=left)]
    return []


def _with_the_rest(found: list[Said]) -> list[Said]:
    """All lines are those of which nothing else is said."""
    named = tuple(number for one in found for number in one.numbers)
    return [replace(one, but=(*one.but, *named)) if one.every else one for one in found]


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", text))


def _states(words: str) -> bool:
    plain = plain_text(words)
    return standing(plain) is not None or bool(re.search(r"\d\s?%|gia han|lui|doi", plain))


def _greets(clause: str) -> bool:
    """Whether a clause before the first statement says nothing of its own."""
    return not re.search(r"\d", clause) and not _states(clause) and len(clause) <= 60
