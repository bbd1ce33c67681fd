"""Where a task stands, by the words about it: a stretch of plain text in, a State out."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from dieuphoi.handlers.understanding.words import cue, follows
from dieuphoi.plan.results import State

# What is looked for first takes its words away from the later lists: "chưa trình" is no "trình".
_ORDER = (
    "relieved",
    "again",
    "returned",
    "partly",
    "inside",
    "pending",
    "taken_in",
    "unasked",
    "missing",
    "blocked",
    "consulting",
    "awaiting",
    "untouched",
    "unfinished",
    "obliged",
    "planned",
    "submitted",
    "done",
    "working",
    "hinted",
)
_DENIABLE = ("again", "partly", "taken_in", "submitted", "done", "working", "hinted")
_NEGATED = re.compile(r"(?<!\w)(?:chua|khong|chang)(?: duoc| the| kip| co| he)? $")
_SALUTATION = re.compile(r"(?<!\w)kinh gui[^,;:.]*")
# What a message begins by citing reports nothing: "căn cứ Nghị định 27/2022/NĐ-CP, …".
_CITED = re.compile(
    r"^\W*(?:can cu|theo|thuc hien|trien khai|thi hanh|tiep theo|dua tren|dua theo|tiep thu)(?!\w)[^,;.T]* N+[^,;.T]*,"
)
# "Sửa lại giúp mình: …" asks the bot to put right what was reported.
_PUT_RIGHT = re.compile(
    r"^\W*(?:(?:@?\w*bot|da|oi|cho|xin|nho|em|minh) )*(?:(?:sua|chinh|dieu chinh|ghi|bao|cap nhat) lai|dinh chinh(?: lai)?|noi lai)(?: \w+)?"
    r"(?: (?:giup|gium|dum|ho|cho|la|thanh|nhu sau)(?!\w)|:|,)"
)
# "Không phải PL1-3 chưa làm đâu, đang làm mà": what is denied is no state.
_DENIED = re.compile(r"(?<!\w)(?:khong|dau|dau co) phai (?!la T|T+ ?[,.;])[^,;.]*(?<!\w)dau(?= ?[,;.])")
_NOUNS = re.compile(r"(?<!\w)(?:(?:to|chuong|quy|qua|lap|giao|cong|tien) trinh|đăng ky)(?!\w)")
# What was found decides in this order: the strongest word about the task first.
_RANK = (
    ("again", State.SUBMITTED),
    ("returned", State.IN_PROGRESS),
    ("blocked", State.BLOCKED),
    ("issued", State.DONE),
    ("submitted", State.SUBMITTED),
    ("awaiting", State.SUBMITTED),
    ("done", State.DONE),
    ("missing", State.BLOCKED),
    ("pending", State.CONSULTING),
    ("consulting", State.CONSULTING),
    ("untouched", State.NOT_STARTED),
    ("taken_in", State.IN_PROGRESS),
    ("partly", State.IN_PROGRESS),
    ("inside", State.IN_PROGRESS),
    ("unasked", State.IN_PROGRESS),
    ("unfinished", State.IN_PROGRESS),
    ("working", State.IN_PROGRESS),
    ("relieved", State.IN_PROGRESS),
    ("planned", State.IN_PROGRESS),
    ("hinted", State.IN_PROGRESS),
)


class Standing(NamedTuple):
    """A state, the list that decided it, and where its words stand in the text."""

    state: State
    by: str
    end: int
    start: int = 0

    @property
    def promised(self) -> bool:
        """Nothing was done yet: it was only announced."""
        return self.by == "planned"


@lru_cache(maxsize=512)
def standing(plain: str) -> Standing | None:
    """The state that a stretch of plain text reports, or None if it reports none."""
    rest = plain
    for aside in (_SALUTATION, _CITED, _PUT_RIGHT, _DENIED):
        rest = aside.sub(lambda found: "#" * len(found[0]), rest)
    rest = _NOUNS.sub(lambda found: found[0].replace(" ", "_"), rest)
    found: dict[str, tuple[int, int]] = {}
    for name in _ORDER:
        pattern = cue(f"states.{name}")
        while match := pattern.search(rest):
            found.setdefault(_list(name, match[0], rest[: match.start()]), match.span())
            rest = rest[: match.start()] + "#" * (match.end() - match.start()) + rest[match.end() :]
    if "unfinished" in found:
        found.pop("done", None)  # "xong rồi nhưng chưa trình": only a part is finished
    for name, state in _RANK:
        if name in found:
            start, end = found[name]
            return Standing(state, name, end, start)
    return None


follows(standing.cache_clear)


def _list(name: str, words: str, before: str) -> str:
    """ "Issued" and "approved" outrank "handed in"; a mere "finished" does not ("hoàn thành và trình")."""
    if name in _DENIABLE and _NEGATED.search(before):
        return "unfinished"
    if name == "done" and re.search(r"ban hanh|ky|duyet|thong qua|phat hanh|quyet dinh|nghi quyet", words):
        return "issued"
    return name
