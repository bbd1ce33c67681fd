"""How well a reading agrees with the answers written by hand: counts for one document, figures for many."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bench.corpus_names import agency_set, aliases, alike, begins

# What the reader owes, over all documents together.
THRESHOLDS = {"recall": 0.98, "precision": 0.98, "lead": 0.97, "coord": 0.97, "due": 0.97}
COUNTED = ("recall", "precision", "lead", "coord", "due", "codes", "problems")

Answers = Mapping[str, Any]


@dataclass
class Score:
    """For each figure [right, of how many], and what differs, a line each."""

    counts: dict[str, list[int]] = field(default_factory=lambda: {name: [0, 0] for name in COUNTED})
    differences: list[str] = field(default_factory=list)

    def count(self, name: str, right: bool, difference: str = "") -> None:
        """One more case of this figure."""
        self.counts[name][0] += right
        self.counts[name][1] += 1
        if not right and difference:
            self.differences.append(difference)

    def add(self, other: Score) -> None:
        """Take another document's cases in."""
        for name, (right, cases) in other.counts.items():
            self.counts[name][0] += right
            self.counts[name][1] += cases

    def figures(self) -> dict[str, float]:
        """Each figure from 0 to 1; without a case it is 1, but 0 for agencies and dates of tasks all missed."""
        found = self.counts["recall"][0] > 0 or self.counts["recall"][1] == 0
        empty = {name: 1.0 if found or name in ("precision", "problems") else 0.0 for name in COUNTED}
        return {name: of[0] / of[1] if of[1] else empty[name] for name, of in self.counts.items()}

    def good(self) -> bool:
        """Whether the reader owes nothing."""
        figures = self.figures()
        return (
            all(figures[name] >= least for name, least in THRESHOLDS.items()) and figures["problems"] == 1.0
        )


def score(gold: Answers, read: Answers) -> Score:
    """Compare what was read (the JSON of `plan read`) with the answers."""
    result = Score()
    if "tasks_max" in gold:
        _score_without_tasks(gold, read, result)
        return result
    pairs = match(gold["tasks"], read["tasks"])
    known = aliases(gold.get("aliases") or {})
    for place, task in enumerate(gold["tasks"]):
        if place in pairs:
            _score_task(task, read["tasks"][pairs[place]], known, result)
        elif not task.get("optional"):
            result.count("recall", False, f"{task['code']}: missing: {task['title']}")
    _score_extra(gold, read, pairs, result)
    for wanted in gold.get("expect_problems") or []:
        met = any(_meets(problem, wanted) for problem in read["problems"])
        result.count("problems", met, f"{wanted['code']}: no warning")
    return result


def match(gold: Sequence[Answers], read: Sequence[Answers]) -> dict[int, int]:
    """Which read task is which expected one: by title (the same code first), then by code and like titles."""
    pairs: dict[int, int] = {}
    code_at: dict[str, int] = {}
    for place, task in enumerate(read):
        code_at.setdefault(task["code"], place)
    same_code = {place: code_at[task["code"]] for place, task in enumerate(gold) if task["code"] in code_at}
    for place, other in same_code.items():
        if other not in pairs.values() and begins(read[other]["title"], gold[place]["title"]):
            pairs[place] = other
    for place, task in enumerate(gold):
        free = [
            at
            for at in range(len(read))
            if at not in pairs.values() and begins(read[at]["title"], task["title"])
        ]
        if place not in pairs and free:
            pairs[place] = min(free, key=lambda at: abs(at - place))
    for place, other in same_code.items():
        if (
            place not in pairs
            and other not in pairs.values()
            and alike(gold[place]["title"], read[other]["title"])
        ):
            pairs[place] = other
    return pairs


def _score_without_tasks(gold: Answers, read: Answers, result: Score) -> None:
    found, other = len(read["tasks"]), gold.get("or")
    warned = any(_is_warning(problem) for problem in read["problems"])
    if other and found == other["tasks"] and (warned or not other.get("needs_warning")):
        return
    for task in read["tasks"][gold["tasks_max"] :]:
        result.count("precision", False, f"not a task: {task['title'][:60]}")


def _score_task(task: Answers, read: Answers, known: Mapping[str, str], result: Score) -> None:
    if not task.get("optional"):
        result.count("recall", True)
    result.count("precision", True)
    result.count("codes", task["code"] == read["code"], f"{task['code']}: code {read['code']}")
    leads = task.get("leads")
    if leads is not None and task.get("lenient"):
        right = agency_set(leads, known) <= agency_set(read["leads"], known)
        result.count("lead", right, _differs(task, "leads", read["leads"], leads))
    elif leads is not None:
        right = _same_agencies([leads, *task.get("accept_leads", [])], read["leads"], known)
        result.count("lead", right, _differs(task, "leads", read["leads"], leads))
    helpers = task.get("coordinators")
    if helpers is not None and not task.get("lenient"):
        right = _same_agencies([helpers, *task.get("accept_coordinators", [])], read["coordinators"], known)
        result.count("coord", right, _differs(task, "coordinators", read["coordinators"], helpers))
    _score_due(task, read, result)


def _score_due(task: Answers, read: Answers, result: Score) -> None:
    asked = [key for key in ("due", "recurrence") if key in task]
    if asked:
        right = all(read[key] in [task[key], *task.get(f"accept_{key}", [])] for key in asked)
        wanted = "/".join(str(task[key]) for key in asked)
        result.count("due", right, _differs(task, "due", f"{read['due']}/{read['recurrence']}", wanted))


def _score_extra(gold: Answers, read: Answers, pairs: Mapping[int, int], result: Score) -> None:
    extra = [task for place, task in enumerate(read["tasks"]) if place not in pairs.values()]
    for task in extra[gold.get("extra_allowed", 0) :]:
        result.count("precision", False, f"extra: {task['code']} {task['title'][:60]}")


def _same_agencies(rights: Sequence[Sequence[str]], names: Sequence[str], known: Mapping[str, str]) -> bool:
    return any(agency_set(names, known) == agency_set(right, known) for right in rights)


def _differs(task: Answers, what: str, read: object, wanted: object) -> str:
    return f"{task['code']}: {what} {read} instead of {wanted}"


def _is_warning(problem: Answers) -> bool:
    return problem["severity"] in ("warning", "error")


def _meets(problem: Answers, wanted: Answers) -> bool:
    """A warning meets what is expected if it names the row or stands at its lines."""
    if not _is_warning(problem):
        return False
    if wanted["code"] in problem["message"]:
        return True
    line, number = problem["line"], wanted["code"].rpartition("-")[2]
    if line is None:
        return re.search(rf"(?<!\d){number}(?!\d)", problem["message"]) is not None
    first, last = wanted.get("lines", (line + 2, line + 2))
    return bool(first - 1 <= line <= last + 1)
