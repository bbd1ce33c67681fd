"""Small documents in the layouts that offices use, each read into exactly the tasks written under it.

A file holds cases: a line with its name after hashes, the document, "==== tasks", then a line a task:
code ("!" if a problem must name it) | title | leads | coordinators | due or recurrence | group.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

import pytest

from dieuphoi.plan.model import Task
from dieuphoi.plan.reading import read_plan

CASES = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class Case:
    """A document and the lines that say what its tasks are."""

    name: str
    text: str
    wanted: list[str]


def cases() -> list[Case]:
    """All cases of all files."""
    found = []
    for path in sorted(CASES.glob("*.txt")):
        for part in path.read_text(encoding="utf-8").split("######## ")[1:]:
            name, body = part.split("\n", 1)
            text, wanted = body.split("==== tasks\n")
            found.append(Case(f"{path.stem}: {name}", text, wanted.splitlines()))
    return found


def written(task: Task | None, like: str | None) -> str | None:
    """The task as the case writes it, with its group if the case names one."""
    if task is None:
        return None
    due = task.due.isoformat() if task.due else task.recurrence.value if task.recurrence else "-"
    fields = [task.code, task.title, "; ".join(task.leads) or "-", "; ".join(task.coordinators) or "-", due]
    if (like or "").count(" | ") == len(fields):
        fields.append(task.group or "-")
    return " | ".join(fields)


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_a_layout_is_read_into_exactly_its_tasks(case: Case) -> None:
    """Nothing is missed, nothing added, nothing put into the wrong column."""
    tasks = read_plan(case.text).tasks
    wanted = [line.replace("!", "") for line in case.wanted]
    assert [written(task, like) for task, like in zip_longest(tasks, wanted)] == wanted


@pytest.mark.parametrize("case", [c for c in cases() if "!" in "".join(c.wanted)], ids=lambda case: case.name)
def test_what_was_guessed_is_a_problem(case: Case) -> None:
    """A task read with doubt is named, with its line."""
    document = read_plan(case.text)
    named = {problem.message.split(":")[0] for problem in document.problems}
    assert {line.split("!")[0] for line in case.wanted if "!" in line} <= named
