"""Several tasks with one state or several: which words belong to which task."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from dieuphoi.handlers.understanding.reading import Mark
from dieuphoi.handlers.understanding.states import Standing, standing

_DENIED = re.compile(
    r"(?:khong phai|chu khong phai|dau phai|khong phai la)(?: la| viec| nhiem vu| cai| nv)? ?$"
)
_AFTER = re.compile(r"(?:sau khi|truoc khi|phu thuoc vao|phu thuoc|giong|nhu)(?: xong| có| trinh| viec)? ?$")
# "PL1-4 xong chưa, PL1-5 xong rồi": the first is asked about.
_ASKED = re.compile(
    r"^(?: (?!T)\w+){0,3} (?:xong|trinh|nop|gui|duyet|ky|ban hanh|hoan thanh|hoan tat|thong qua)(?: (?!T)\w+)? chua"
    r"(?: (?:vay|the|nhi|a|ha))*(?= ?[,;.?]| (?:chu|con)(?!\w)| *$)"
)
# "PL1-4 chưa, PL1-5 xong rồi": it is not said what the first has not come to.
_NOT_YET = re.compile(
    r"^(?:(?: ?,| va| voi|(?<=,)) T+)*,? (?:(?:thi|van|vẫn|con|cung|deu) )*chua(?: (?:a|nha|nhe|dau|em|chi|anh))*(?= ?[,;.!]| *$)"
)
# "PL1-4 rồi, PL1-5 đang trình": nothing was told before that the first could have come to as well.
_ALREADY = re.compile(r"^(?:(?: ?,| va| voi|(?<=,)) T+)*,? (?:thi )?roi(?: (?:a|nha|nhe))*(?= ?[,;.!])")
_MIXED_UP = re.compile(r"(?<!\w)(?:nham|lon|sai)(?: \w+)? T+ (?:thanh|voi|sang|qua|ra) T+")
_JOINT = re.compile(r"(?:,|;|\.|(?<!\w)(?:con|nhung|rieng|va|thi con|voi))[ ]*$")


@dataclass(frozen=True, slots=True)
class Report:
    """Tasks that are spoken of together, and where they stand."""

    tasks: tuple[str, ...]
    standing: Standing | None


def reports(plain: str, tasks: list[Mark]) -> list[Report]:
    """Group the tasks of a message by the state told of them; without a task, one group of none.

    A state follows its tasks ("PL1-4 xong, PL1-5 đang soạn") unless the last ones have none after them
    ("xong PL1-4, đang soạn PL1-5"). A task that is denied ("không phải PL1-2") is left out.
    """
    told = _not_mixed_up(plain, [mark for mark in tasks if not _DENIED.search(plain[: mark.start])])
    plain, told = _without_open_ones(plain, told)
    meant = [mark for mark in told if not _AFTER.search(plain[: mark.start])] or told
    if not meant:
        return [Report((), standing(plain))]
    groups = _together(plain, meant)
    if len(groups) == 1 and (parted := _parted(plain, meant)):
        return parted
    if len(groups) == 1:
        return [Report(_codes(groups[0]), standing(_without(plain, tasks, told)))]
    following = [standing(text) for text in _following(plain, groups)]
    if following[-1] is None and standing(plain[: meant[0].start]):
        following = [standing(text) for text in _preceding(plain, groups)]
    return [Report(_codes(group), state) for group, state in zip(groups, following, strict=True)]


def left_open(plain: str, tasks: list[Mark]) -> bool:
    """Whether any task is only asked about, or said not to have come to something that is not said."""
    return any(_open_end(plain, mark) for mark in tasks)


def _open_end(plain: str, mark: Mark) -> int | None:
    """Where the words end that leave a task open; None where something is told of it."""
    rest = plain[mark.end :]
    found = _ASKED.match(rest) or _NOT_YET.match(rest)
    if not found and standing(plain[: mark.start]) is None:
        found = _ALREADY.match(rest)
    return mark.end + found.end() if found else None


def _without_open_ones(plain: str, tasks: list[Mark]) -> tuple[str, list[Mark]]:
    """The tasks of which a state is told, else all; and the text with blanks for what only asks or leaves it open."""
    kept = []
    blanked = plain
    for mark in tasks:
        end = _open_end(plain, mark)
        if end is not None:
            blanked = blanked[: mark.start] + " " * (end - mark.start) + blanked[end:]
        else:
            kept.append(mark)
    return blanked, kept or tasks


def _not_mixed_up(plain: str, tasks: list[Mark]) -> list[Mark]:
    """ "Nhầm A thành B, B mới xong": the tasks after it, if any, are those spoken of."""
    found = _MIXED_UP.search(plain)
    later = [mark for mark in tasks if found and mark.start >= found.end()]
    return later or tasks


def _parted(plain: str, tasks: list[Mark]) -> list[Report] | None:
    """ "Đã trình A, B đang soạn": one state before the first task, another after the last."""
    before, after = standing(plain[: tasks[0].start]), standing(plain[tasks[-1].end :])
    between = plain[tasks[-2].end : tasks[-1].start] if len(tasks) > 1 else ""
    if before is None or after is None or before.state == after.state or before.promised:
        return None
    if not re.search(r"[,;.]|(?<!\w)con(?!\w)", between):
        return None
    return [Report(_codes(tasks[:-1]), before), Report(_codes(tasks[-1:]), after)]


def denied(plain: str, tasks: list[Mark]) -> list[str]:
    """The tasks that the message says it is not about."""
    return [code for mark in tasks if _DENIED.search(plain[: mark.start]) for code in mark.codes]


def _without(plain: str, tasks: list[Mark], told: list[Mark]) -> str:
    """The text without the tasks that are denied, and the words that deny them."""
    for mark in reversed([mark for mark in tasks if mark not in told]):
        plain = _DENIED.sub("", plain[: mark.start]) + plain[mark.end :]
    return plain


def _codes(group: list[Mark]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for mark in group for code in mark.codes))


def _together(plain: str, tasks: list[Mark]) -> list[list[Mark]]:
    groups = [[tasks[0]]]
    for before, mark in pairwise(tasks):
        between = plain[before.end : mark.start]
        if set(mark.codes) <= set(_codes(groups[-1])) or standing(_DENIED.sub("", between)) is None:
            groups[-1].append(mark)
        else:
            groups.append([mark])
    return groups


def _following(plain: str, groups: list[list[Mark]]) -> list[str]:
    ends = [group[0].start for group in groups[1:]] + [len(plain)]
    return [_JOINT.sub("", plain[group[-1].end : end]) for group, end in zip(groups, ends, strict=True)]


def _preceding(plain: str, groups: list[list[Mark]]) -> list[str]:
    starts = [0] + [group[-1].end for group in groups[:-1]]
    return [plain[start : group[0].start] for start, group in zip(starts, groups, strict=True)]
