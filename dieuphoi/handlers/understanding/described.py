"""Tasks that are described instead of named by their codes: "quy chế BCĐ thì đang viết"."""

from __future__ import annotations

import re

from dieuphoi.handlers.understanding.reported import Report
from dieuphoi.handlers.understanding.states import standing
from dieuphoi.handlers.understanding.titles import TitleIndex
from dieuphoi.handlers.understanding.words import cue

_CAUSE = re.compile(r"(?<!\w)(?:vi|do|boi|tai|vuong|ket|chua co|thieu|cho|chờ|nho|theo|can cu)(?!\w)")
_CLAUSE = re.compile(r"[,;.](?!\d)\s*|\s(?=(?:con|rieng) )")
_JOINED = re.compile(r"(?<!\w)(?:voi|va|cung)(?!\w)|[,&+]")
WEAK = 0.9  # a description that shares hardly more than one pair of words with the title


def described(plain: str, titles: TitleIndex) -> tuple[str, float] | None:
    """The one task that words describe, and how clearly; those of a cause ("vì chưa có hướng dẫn …") do not count."""
    for cause in (_CAUSE, cue("states.missing")):
        found = cause.search(plain)
        if task := titles.best(plain[: found.start()] if found else plain):
            return task
    return None


def portrayed(plain: str, titles: TitleIndex) -> list[Report]:
    """Several described tasks, each with what its own clause and those behind it say; none where fewer than two are."""
    told: list[tuple[list[str], str]] = []
    start = 0
    for end in [*(found.end() for found in _CLAUSE.finditer(plain)), len(plain)]:
        clause, start = plain[start:end], end
        tasks = _tasks(clause, titles)
        if tasks and (not told or tasks != told[-1][0]):
            told.append((tasks, clause))
        elif told:
            told[-1] = (told[-1][0], told[-1][1] + clause)
    reports = [Report(tuple(tasks), standing(clause)) for tasks, clause in told]
    several = len({code for report in reports for code in report.tasks}) > 1
    return reports if several and all(report.standing for report in reports) else []


def _tasks(clause: str, titles: TitleIndex) -> list[str]:
    """The tasks of a clause: each that a part of it describes, else the one that it describes as a whole."""
    found = (described(part, titles) for part in _JOINED.split(clause))
    parts = list(dict.fromkeys(task[0] for task in found if task))
    whole = described(clause, titles)
    return parts if len(parts) > 1 else [whole[0]] if whole else []
