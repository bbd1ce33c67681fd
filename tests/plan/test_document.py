"""A plan document goes to JSON and YAML and back, and the shipped plan is what the reader makes of its text."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dieuphoi.plan.document import from_json, from_yaml, to_json, to_yaml
from dieuphoi.plan.model import Duty, Milestone, PlanDocument, Problem, Recurrence, Severity, Task
from dieuphoi.plan.reading import read_plan

TEXT = (Path(__file__).parent / "documents" / "4506-kh-ubnd.txt").read_text(encoding="utf-8")
SHIPPED = (files("dieuphoi") / "plans" / "4506-kh-ubnd.yaml").read_text(encoding="utf-8")

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=30)
NAMES = st.lists(WORDS, max_size=3).map(tuple)
LINES = st.none() | st.integers(1, 9999)
TASKS = st.builds(
    Task,
    code=WORDS,
    number=st.none() | WORDS,
    appendix=st.none() | WORDS,
    title=WORDS,
    leads=NAMES,
    coordinators=NAMES,
    group=st.none() | WORDS,
    deadline_text=st.none() | WORDS,
    due=st.none() | st.dates(),
    recurrence=st.none() | st.sampled_from(Recurrence),
    level=st.none() | WORDS,
    product=st.none() | WORDS,
    line=LINES,
    milestones=st.lists(st.builds(Milestone, WORDS, st.dates()), max_size=2).map(tuple),
    condition=st.none() | WORDS.filter(bool),
)
DOCUMENTS = st.builds(
    PlanDocument,
    number=st.none() | WORDS,
    date=st.none() | st.dates(),
    issuer=st.none() | WORDS,
    title=st.none() | WORDS,
    tasks=st.lists(TASKS, max_size=3).map(tuple),
    duties=st.lists(st.builds(Duty, WORDS, NAMES, WORDS, LINES), max_size=2).map(tuple),
    problems=st.lists(st.builds(Problem, LINES, st.sampled_from(Severity), WORDS), max_size=2).map(tuple),
)


@given(DOCUMENTS)
def test_yaml_gives_the_same_document_again(document: PlanDocument) -> None:
    assert from_yaml(to_yaml(document)) == document


@given(DOCUMENTS)
def test_json_gives_the_same_document_again_but_for_milestones_and_what_is_waited_for(
    document: PlanDocument,
) -> None:
    tasks = tuple(replace(task, milestones=(), condition=None) for task in document.tasks)
    assert from_json(json.loads(json.dumps(to_json(document)))) == replace(document, tasks=tasks)


@pytest.mark.parametrize("text", ["", "a: [", "[1, 2]", "number: 1", "tasks: 5"])
def test_a_yaml_that_is_no_plan_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not"):
        from_yaml(text)


def test_the_shipped_plan_is_what_the_reader_makes_of_its_text() -> None:
    assert to_yaml(read_plan(TEXT)) == SHIPPED


def test_the_shipped_plan_has_its_ten_tasks_and_nineteen_duties() -> None:
    plan = from_yaml(SHIPPED)
    assert (plan.number, plan.date, plan.issuer) == ("4506/KH-UBND", date(2021, 11, 24), "UBND tỉnh")
    assert [task.code for task in plan.tasks] == [
        *(f"PL1-{n}" for n in range(1, 8)),
        "PL2-1",
        "PL2-2",
        "PL2-3",
    ]
    assert [task.due and task.due.isoformat() for task in plan.tasks] == [
        *("2022-12-31", "2022-12-31", "2022-06-30", "2022-03-31", "2022-03-31", "2022-12-31", "2022-03-31"),
        *("2022-09-30", "2022-09-30", None),
    ]
    assert [duty.code for duty in plan.duties] == [
        *("III.1", *(f"III.2.{letter}" for letter in "abcdđeg"), "III.3.a", "III.3.b"),
        *("III.4", "III.5", "III.6", "III.7", *(f"III.8.{letter}" for letter in "abcdđ")),
    ]


def test_the_damaged_row_of_the_shipped_plan_keeps_what_is_certain_and_is_named() -> None:
    plan = from_yaml(SHIPPED)
    damaged = plan.tasks[-1]
    assert (damaged.leads, damaged.deadline_text, damaged.level, damaged.line) == (
        ("Sở Lao động - Thương binh và Xã hội",),
        None,
        None,
        154,
    )
    assert [(problem.line, problem.message.split(":")[0]) for problem in plan.problems] == [(154, "PL2-3")]


def test_the_shipped_plan_is_written_for_review() -> None:
    assert SHIPPED.startswith("# Made by the reader")
    assert "Sở Kế hoạch và Đầu tư" in SHIPPED
    assert list(yaml.safe_load(SHIPPED)) == [
        "number",
        "date",
        "issuer",
        "title",
        "tasks",
        "duties",
        "problems",
    ]
