"""Commands as people type them: with accents, blanks and capitals, from memory, or in English; and what they meant."""

from __future__ import annotations

import re
from collections.abc import Collection

from rapidfuzz import fuzz, process

from dieuphoi.handlers.understanding.words import book
from dieuphoi.plan.text import fold

LONGEST = 4  # words that a command's name has, typed as it is spoken: /lịch làm việc
SHOWN = 3  # what is offered in the place of an unknown command
_ALIKE = 70  # of 100: "quahn" is offered "quahan"
_BEGINNING = 3  # letters that tell a command by its beginning: "tong" is offered "tongketqua"
# /quy 4, and as phones mend it: /Quý 4, /quy4.
_COMMAND = re.compile(r"/\s?([^\W\d]+)(?:@\S+)?(?:\s+(.*)|(\d.*))?", re.DOTALL)
# What comes to mind for a command besides its name, folded; each names one of them.
_MEANT = {
    "tasks": "viec",
    "task": "viec",
    "nhiemvu": "viec",
    "vieccuatoi": "viec",
    "overdue": "quahan",
    "trehan": "quahan",
    "quarter": "quynay",
    "due": "quynay",
    "denhan": "quynay",
    "quysau": "quytoi",
    "summary": "tongketqua",
    "totals": "tongketqua",
    "tonghop": "tongketqua",
    "solieu": "tongketqua",
    "report": "baocao",
    "xuatbaocao": "baocao",
    "register": "dangky",
    "undo": "hoantac",
    "history": "lichsu",
    "log": "nhatky",
    "huongdan": "trogiup",
    "invite": "moi",
    "leave": "roi",
    "pause": "tamdung",
    "remind": "nhac",
    "reminders": "nhac",
    "plans": "kehoach",
    "import": "nhapkehoach",
    "language": "english",
    "vietnamese": "tiengviet",
    "ngonngu": "tiengviet",
    "bc": "baocao",
    "tkq": "tongketqua",
    "kq": "tongketqua",
    "qn": "quynay",
    "qt": "quytoi",
    "qh": "quahan",
    "dd": "dondoc",
    "cd": "choduyet",
    "vm": "vuongmac",
    "dm": "daumoi",
    "kh": "kehoach",
    "dk": "dangky",
    "ht": "hoantac",
    "ls": "lichsu",
    "tg": "trogiup",
}


def split(text: str, known: Collection[str]) -> tuple[str, str] | None:
    """The command that a text is, and what follows it; None where it is none.

    "/tổng kết quả 2022" is "tongketqua" with "2022": the longest run of words that spells a name or a usual word for it, else the first.
    """
    found = _COMMAND.fullmatch(text)
    if not found:
        return None
    first, rest = fold(found[1]), (found[2] or found[3] or "").strip()
    for number in range(LONGEST - 1, 0, -1):
        words = rest.split(maxsplit=number)
        name = first + "".join(fold(word) for word in words[:number])
        if len(words) >= number and (name in known or name in _MEANT):
            return name, words[number] if len(words) > number else ""
    return first, rest


def is_sentence(name: str, known: Collection[str]) -> bool:
    """Whether a command that there is not is understood as words: "/giahan PL1-3 30/6" asks for an extension."""
    return name not in known and name in book("commands")["commands"]


def nearest(name: str, known: Collection[str]) -> list[str]:
    """The commands that an unknown one may have been meant for, the likeliest first."""
    meant = [_MEANT[name]] if _MEANT.get(name) in known else []
    begun = [
        one for one in known if len(name) >= _BEGINNING and (one.startswith(name) or name.startswith(one))
    ]
    alike = [
        one for one, _score, _at in process.extract(name, list(known), scorer=fuzz.ratio, score_cutoff=_ALIKE)
    ]
    return list(dict.fromkeys((*meant, *sorted(begun, key=lambda one: abs(len(one) - len(name))), *alike)))[
        :SHOWN
    ]
