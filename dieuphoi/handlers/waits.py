"""On whom a blocker waits, read from the sentence that tells of it: an agency by any name, a ministry, money, free words."""

from __future__ import annotations

import re

from dieuphoi.handlers.turn import Turn
from dieuphoi.handlers.understanding.letters import plain_letters
from dieuphoi.handlers.understanding.reading import Mark, Reading
from dieuphoi.handlers.understanding.recognise import recognise
from dieuphoi.plan.blockers import Waits, WaitsFor
from dieuphoi.plan.text import one_line
from dieuphoi.storage.tasks import Item

LENGTH = 120  # characters of free words; more is no name
# What stands before the one who is waited for, with up to four words between.
_WAITING = re.compile(
    r"(?<!\w)(?:cho|doi|phu thuoc|xin y kien|can|nho|trinh|thieu)(?: (?!va |roi )[a-z]+){0,4}[ :]*$"
)
_ABOVE = re.compile(
    r"(?<!\w)(?:chinh phu|thu tuong(?: chinh phu)?|trung uong|tw|quoc hoi|van phong chinh phu"
    r"|(?:thuong truc )?(?:hdnd|hoi dong nhan dan) tinh|(?:thuong truc )?tinh uy"
    r"|(?:lanh dao |chu tich |van phong )?(?:ubnd|uy ban nhan dan) tinh|lanh dao(?: tinh)?|cap tren"
    r"|cap co tham quyen)(?!\w)"
)
_AND = r" ?(?:-|–|,|va|&)? ?(?:va )?"
# The ministries by their names, or one word of initials; "Bộ" alone where another word follows.
_MINISTRY = re.compile(
    rf"(?<!\w)(?<!can )(?<!noi )(?<!toan )(?<!dong )(?<!tien )(?<!so )(?<!cuc )bo(?: (?:lao dong{_AND}thuong binh{_AND}xa hoi|tai chinh|ke hoach{_AND}dau tu|noi vu|tu phap|y te"
    rf"|giao duc(?:{_AND}dao tao)?|xay dung|giao thong(?: van tai)?|cong thuong|nong nghiep(?:{_AND}(?:phat trien nong thon|ptnt|moi truong))?"
    rf"|tai nguyen(?:{_AND}moi truong)?|van hoa(?:{_AND}the thao)?(?:{_AND}du lich)?|thong tin(?:{_AND}truyen thong)?"
    rf"|khoa hoc(?:{_AND}cong nghe)?|quoc phong|cong an|ngoai giao|dan toc(?:{_AND}ton giao)?|[b-df-hj-np-tv-x&]{{2,8}}))?(?!\w)"
)
_NO_MINISTRY = re.compile(r"bo (?:phan|may|mon|sung|qua|so lieu|ho so)\b")
_COORDINATOR = re.compile(r"(?<!\w)dieu phoi(?!\w)")
_MONEY = re.compile(
    r"(?<!\w)(?:kinh phi|ngan sach|du toan|nguon von|von(?= dau tu| doi ung)|nguon tien)(?!\w)"
)
_FREELY = re.compile(r"(?<!\w)(?:chờ|đợi|(?:dang|con|phai|vuong|vi|do),? (?:cho|doi)) ([^,;.:?!()]+)")
# What is waited for, and not who gives it: the one who gives it is still to be said.
_A_THING = re.compile(
    r"(?:co |duoc |cac |ban |su |viec |ket qua |them )*(?:huong dan|y kien|gop y|van ban|cong van|nghi dinh|thong tu"
    r"|nghi quyet|quyet dinh|quy dinh|tieu chi|luat|tham dinh|tham tra|phe duyet|duyet|ky|ket qua|tra loi|phan hoi|bo tri"
    r"|cap|giao|thong nhat|chi dao|ban hanh|thong qua|hop|dau thau|so lieu|bao cao|ho so)(?!\w)"
)


def in_sentence(turn: Turn, text: str, item: Item) -> Waits | None:
    """Whom a sentence says a blocker waits for; None where it names nobody."""
    reading = recognise(text, turn.today, turn.office.names.known(turn.tx))
    return _agency(turn, reading, item) or _in_words(reading)


def from_answer(turn: Turn, item: Item) -> Waits | None:
    """What was answered to "whom does it wait for?"; None for what can be no name."""
    text = one_line(turn.incoming.text)
    said = in_sentence(turn, text, item)
    if said is not None:
        return said
    sure, _near = turn.office.names.meant(turn.tx, text)
    if sure is not None:
        return Waits(WaitsFor.AGENCY, sure.name, sure.id)
    return Waits(WaitsFor.OTHER, text) if 1 < len(text) <= LENGTH else None


def _agency(turn: Turn, reading: Reading, item: Item) -> Waits | None:
    """The agency that is waited for: the one after such a word, else the first that is not the lead itself."""
    marks = [mark for mark in reading.of("agency") if mark.value not in (*item.leads, item.agency)]
    chosen = next((mark for mark in marks if _after_waiting(reading, mark)), next(iter(marks), None))
    found = turn.office.names.agency(turn.tx, str(chosen.value)) if chosen else None
    return Waits(WaitsFor.AGENCY, found.name, found.id) if found else None


def _after_waiting(reading: Reading, mark: Mark) -> bool:
    return bool(_WAITING.search(plain_letters(reading.plain[: mark.start])))


def _in_words(reading: Reading) -> Waits | None:
    plain = reading.plain
    if ministry := _ministry(reading):
        return Waits(WaitsFor.ABOVE, ministry)
    if found := _ABOVE.search(plain):
        return Waits(WaitsFor.ABOVE, _capital(reading.typed(found.start(), found.end())))
    if _COORDINATOR.search(plain):
        return Waits(WaitsFor.COORDINATOR, "")
    if found := _MONEY.search(plain):
        return Waits(WaitsFor.OTHER, reading.typed(found.start(), found.end()).lower())
    for found in _FREELY.finditer(plain):
        words = reading.typed(found.start(1), found.end(1))
        if not _A_THING.match(plain_letters(found[1])) and len(words) <= LENGTH:
            return Waits(WaitsFor.OTHER, words)
    return None


def _ministry(reading: Reading) -> str | None:
    plain = plain_letters(reading.plain)
    for found in _MINISTRY.finditer(plain):
        typed = reading.typed(found.start(), found.end())
        if typed[:2].lower() in ("bộ", "bo") and not _NO_MINISTRY.match(plain, found.start()):
            return _capital(typed)
    return None


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
