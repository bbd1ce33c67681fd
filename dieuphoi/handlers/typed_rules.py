"""Rules of reminding as people type them: "trước hạn 30, 15, 5", "quá hạn hằng ngày", "im lặng tắt", "10 ngày".

Nothing is guessed: what is not wholly understood is no rule.
"""

from __future__ import annotations

import re

from dieuphoi.plan.reminding import LONGEST, MOST_TIMES, Places, Rhythm
from dieuphoi.plan.report_days import ReportDay
from dieuphoi.plan.text import plain

Rule = tuple[str, str]  # a kind and its value, in the form that is kept

PLACED = ("before", "quarter", "overdue", "silence")  # the kinds that go where a coordinator says
_NAMES = {
    "before": ("truoc thoi han", "truoc han"),
    "quarter": ("dau quy", "quy"),
    "overdue": ("qua han",),
    "silence": ("im lang", "khong bao cao", "chua bao cao"),
    "coordinating": ("co quan phoi hop", "phoi hop"),
    "week": ("tong hop hang tuan", "tong hop tuan", "tong hop"),
    "ended": ("tong hop quy", "tong ket quy", "ket qua quy", "cuoi quy"),
    "deputy": ("dau moi du phong", "du phong"),
    "coordinator": ("dieu phoi",),
    "leader": ("lanh dao",),
    "blocker": ("vuong mac", "vuong"),
    "extensions": ("gia han", "so lan gia han"),
    "report_quarter": ("bao cao quy", "ngay bao cao quy"),
    "report_half": ("bao cao 6 thang", "bao cao sau thang", "ngay bao cao 6 thang"),
    "report_year": ("bao cao nam", "ngay bao cao nam"),
}
_BY_NAME = sorted(((n, kind) for kind, names in _NAMES.items() for n in names), key=lambda p: -len(p[0]))

_OFF = frozenset(("tat", "khong", "thoi", "bo", "off", "khong nhac", "khong gui", "tat di"))
_ON = frozenset(("bat", "co", "on", "mo", "bat len"))
_RHYTHMS = {
    f"{every}{unit}": rhythm
    for unit, rhythm in (("ngay", Rhythm.DAY), ("tuan", Rhythm.WEEK))
    for every in ("", "hang ", "moi ")
}
_PLACES = {
    "rieng": Places.PRIVATE,
    "nhan rieng": Places.PRIVATE,
    "nhom": Places.GROUP,
    "trong nhom": Places.GROUP,
    "vao nhom": Places.GROUP,
    "ca hai": Places.BOTH,
    "rieng va nhom": Places.BOTH,
    "nhom va rieng": Places.BOTH,
}
_SEVERAL = re.compile(
    r"(?:truoc )?\d{1,4}(?: ngay)?(?:(?: ?[,;/+-] ?| va | )\d{1,4}(?: ngay)?)*(?: truoc han)?", re.ASCII
)
_ONE = re.compile(
    r"(?:sau|qua|truoc|som hon|som|hon|moi|la)? ?(\d{1,4})(?: ?(ngay|tuan))?(?: som hon| truoc)?", re.ASCII
)
_REPORT_DAY = re.compile(
    r"(?:(?:vao|la)? ?ngay )?0?(\d{1,2})(?: (?:cua )?thang (cuoi|sau|ke tiep|tiep theo)(?: (?:cua )?(?:ky|quy|nam|6 thang))?)?",
    re.ASCII,
)
_HOW_OFTEN = re.compile(r"(?:toi da )?(\d)(?: lan)?", re.ASCII)
_NUMBER = re.compile(r"\d+", re.ASCII)


def named(text: str) -> tuple[str, str] | None:
    """The rule that a text begins with, and what is said of it; None where it names none."""
    typed = _words(text)
    for name, kind in _BY_NAME:
        if typed == name or typed.startswith(name + " ") or typed.startswith(name + ":"):
            return kind, typed[len(name) :].lstrip(": ")
    return None


def read(kind: str, text: str) -> Rule | None:
    """What a rule is to be: which kind (its place, where the text is one) and the value; None where it is neither."""
    typed = _words(text).removesuffix(".").strip()
    if kind in PLACED and typed in _PLACES:
        return f"{kind}_to", _PLACES[typed].value
    value = _READERS.get(kind, _days)(typed)
    return None if value is None else (kind, value)


def _words(text: str) -> str:
    return " ".join(plain(text).split())


def _several_days(typed: str) -> str | None:
    if typed in _OFF:
        return ""
    if not _SEVERAL.fullmatch(typed):
        return None
    days = sorted(set(map(int, _NUMBER.findall(typed))), reverse=True)
    return " ".join(map(str, days)) if days[0] <= LONGEST and len(days) <= MOST_TIMES else None


def _days(typed: str) -> str | None:
    if typed in _OFF:
        return "0"
    found = _ONE.fullmatch(typed)
    number = int(found[1]) * (7 if found[2] == "tuan" else 1) if found else LONGEST + 1
    return str(number) if number <= LONGEST else None


def _earlier(typed: str) -> str | None:
    """How much earlier the coordinating agencies hear of it; switched on, a week."""
    return "7" if typed in _ON else _days(typed)


def _times(typed: str) -> str | None:
    """How often; "tắt": never."""
    if typed in _OFF:
        return "0"
    found = _HOW_OFTEN.fullmatch(typed)
    return found[1] if found else None


def _report_day(typed: str) -> str | None:
    """A day of the period's last month, or of the one after it; "tắt": none."""
    if typed in _OFF:
        return ""
    found = _REPORT_DAY.fullmatch(typed)
    if found is None or not 1 <= int(found[1]) <= 31:
        return None
    return str(ReportDay(int(found[1]), int(found[2] not in (None, "cuoi"))))


def _rhythm(typed: str) -> str | None:
    if typed in _OFF:
        return Rhythm.OFF.value
    rhythm = _RHYTHMS.get(typed)
    return rhythm.value if rhythm else None


def _switch(typed: str) -> str | None:
    return "1" if typed in _ON else "0" if typed in _OFF else None


_READERS = {
    "before": _several_days,
    "quarter": _switch,
    "overdue": _rhythm,
    "coordinating": _earlier,
    "week": _switch,
    "ended": _switch,
    "extensions": _times,
    "report_quarter": _report_day,
    "report_half": _report_day,
    "report_year": _report_day,
}
