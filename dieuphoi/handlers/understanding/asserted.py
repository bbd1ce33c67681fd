"""What of a message its sender asserts: not what is quoted, nor what is only supposed after it."""

from __future__ import annotations

import re

from dieuphoi.handlers.understanding.states import standing
from dieuphoi.handlers.understanding.words import cue

_QUOTED = re.compile('["“”«][^"“”«»]{0,300}["”»]')
_ENDS = re.compile(r"[,;.!?](?!\d)")
# "PL1-6 xong, nếu tỉnh chịu ký": the condition holds for what stands before it, too.
_CONDITION = re.compile(
    r"\W*(?:neu|gia|mien|tru|voi dieu kien|phai chi)(?!\w)(?! (?:can|co gi|thieu|sai|ai|anh|chi|bot))"
)
# "Khi nào trình em báo, giờ đang viết": what is so now is told after what is only supposed.
_NOW = re.compile(r"[,;.] (?:con |ma |chu )?(?:gio|bay gio|hien|hien tai|hien nay|hien gio|luc nay)(?!\w)")
# "Đã trình, chưa nghe nói gì": what nobody has answered yet says nothing of the task.
_SILENCE = re.compile(
    r"[,;.] (?:ma )?(?:(?:den|toi|toi gio|den gio|den nay|toi nay|gio|nay|ma|van|vẫn|con) )*(?:chua|khong|chang|im) (?:nghe|thay|thấy|biet|co ai|ai|re)(?!\w)[^,;.]*$"
)


def quoted(plain: str) -> bool:
    """Whether a state stands in a quotation and none beside it: "“PL1-6 xong rồi”, câu đó nghe hoài"."""
    for found in _QUOTED.finditer(plain):
        beside = plain.replace(found[0], _blank(found[0]))
        if standing(found[0]) is None or not re.search(r"\w", beside):
            continue
        if "T" in found[0] or ("T" in beside and standing(beside) is None):
            return True
    return False


def asserted(plain: str) -> str:
    """The text without quoted reports, up to the clause that supposes something or tells of others' silence.

    The rest is as long in blanks, so that places stay the same.
    """
    if quoted(plain):
        plain = _QUOTED.sub(lambda found: _blank(found[0]) if "T" in found[0] else found[0], plain)
    if silent := _SILENCE.search(plain):
        plain = plain[: silent.start()] + _blank(plain[silent.start() :])
    if supposed := cue("traps.conditional").search(plain):
        start = max((end.end() for end in _ENDS.finditer(plain, 0, supposed.start())), default=0)
        if (now := _NOW.search(plain, supposed.end())) and standing(plain[now.start() :]):
            return re.sub("[^T]", " ", plain[: now.start()]) + plain[now.start() :]
        if start and not _CONDITION.match(plain, start):
            return plain[:start] + _blank(plain[start:])
    return plain


def _blank(text: str) -> str:
    return " " * len(text)
