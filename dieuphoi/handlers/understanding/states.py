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
# "PL1-3 đang làm, chứ không phải đang vướng": neither is what it is said not to be.
_NOT_SO = re.compile(
    r"(?<!\w)(?:khong|chang|dau) phai (?:la )?(?:dang|đang|da|đã|vua|moi|mới|bi|bị|chua|con|vuong|ket|cho|chờ|lay|xong|trinh|hoan thanh|ban hanh)(?!\w)[^,;.]*"
)
_NOUNS = re.compile(r"(?<!\w)(?:(?:to|chuong|quy|qua|lap|giao|cong|tien) trinh|trinh dien|đăng ky)(?!\w)")
_BROUGHT = re.compile(r"(?<!\w)(?:dem|dua|gui|chuyen|mang|cam|om)(?: \w+){0,6} $")
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


_HAPPENED = re.compile(r"(?<!\w)(?:da|đã|vua|mới|moi|roi|xong|het|H+)(?!\w)")


def _around(span: tuple[int, int]) -> tuple[int, int]:
    return max(0, span[0] - 15), span[1] + 25


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
    for aside in (_SALUTATION, _CITED, _PUT_RIGHT, _DENIED, _NOT_SO):
        rest = aside.sub(lambda found: "#" * len(found[0]), rest)
    rest = _NOUNS.sub(_one_word, rest)
    found: dict[str, tuple[int, int]] = {}
    for name in _ORDER:
        pattern = cue(f"states.{name}")
        while match := pattern.search(rest):
            found.setdefault(_list(name, match[0], rest[: match.start()]), match.span())
            rest = rest[: match.start()] + "#" * (match.end() - match.start()) + rest[match.end() :]
    if "unfinished" in found:
        found.pop("done", None)  # "xong rồi nhưng chưa trình": only a part is finished
    if (
        "consulting" in found
        and "submitted" in found
        and not _HAPPENED.search(plain, *_around(found["submitted"]))
    ):
        found.pop(
            "submitted"
        )  # "việc trình TTg danh sách đang chờ các bộ cho ý kiến": what is to be done, not what was
    for name, state in _RANK:
        if name in found:
            start, end = found[name]
            return Standing(state, name, end, start)
    return None


follows(standing.cache_clear)


def _one_word(noun: re.Match[str]) -> str:
    """ "Quá trình" is no "trình"; in "đem quy chế qua trình tỉnh" it is."""
    brought = noun[0] == "qua trinh" and _BROUGHT.search(noun.string[: noun.start()])
    return noun[0] if brought else noun[0].replace(" ", "_")


def _list(name: str, words: str, before: str) -> str:
    """ "Issued" and "approved" outrank "handed in"; a mere "finished" does not ("hoàn thành và trình")."""
    if name in _DENIABLE and _NEGATED.search(before):
        return "unfinished"
    if name == "done" and re.search(r"ban hanh|ky|duyet|thong qua|phat hanh|quyet dinh|nghi quyet", words):
        return "issued"
    return name
