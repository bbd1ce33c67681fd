"""A plan document as JSON for programs and as YAML for people to review."""

from __future__ import annotations

from datetime import date
from typing import Any

import yaml

from dieuphoi.plan.model import Duty, Milestone, PlanDocument, Problem, Recurrence, Severity, Task

_COMMENT = (
    "# Made by the reader (`dieuphoi plan read`) from the text of the document: names and deadlines as\n"
    "# written there, `due` and `recurrence` worked out from `deadline_text`, `line` counted in the text.\n"
)


class _Dumper(yaml.SafeDumper):
    """Quotes texts that hold rare line ends, which YAML would otherwise read back as blanks."""


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar(
        "tag:yaml.org,2002:str", text, '"' if set(text) & set("\r\x85\u2028\u2029") else None
    )


_Dumper.add_representer(str, _represent_text)


def to_json(document: PlanDocument) -> dict[str, Any]:
    """The document in plain lists and dictionaries, dates in ISO."""
    return {
        "number": document.number,
        "date": document.date.isoformat() if document.date else None,
        "issuer": document.issuer,
        "title": document.title,
        "tasks": [_task(task) for task in document.tasks],
        "duties": [_duty(duty) for duty in document.duties],
        "problems": [_problem(problem) for problem in document.problems],
    }


def _task(task: Task) -> dict[str, Any]:
    return {
        "code": task.code,
        "number": task.number,
        "appendix": task.appendix,
        "group": task.group,
        "title": task.title,
        "leads": list(task.leads),
        "coordinators": list(task.coordinators),
        "deadline_text": task.deadline_text,
        "due": task.due.isoformat() if task.due else None,
        "recurrence": task.recurrence.value if task.recurrence else None,
        "level": task.level,
        "product": task.product,
        "line": task.line,
    }


def _terms(task: Task) -> dict[str, Any]:
    """What of a task's terms the JSON of `plan read` leaves out: that surface is fixed."""
    steps = [{"text": step.text, "due": step.due.isoformat()} for step in task.milestones]
    terms = {"milestones": steps, "condition": task.condition}
    return {key: value for key, value in terms.items() if value}


def _duty(duty: Duty) -> dict[str, Any]:
    return {"code": duty.code, "agencies": list(duty.agencies), "text": duty.text, "line": duty.line}


def _problem(problem: Problem) -> dict[str, Any]:
    return {"line": problem.line, "severity": problem.severity.value, "message": problem.message}


def whole_json(document: PlanDocument) -> dict[str, Any]:
    """The document with all that is known of it, to be kept and read again by `from_json`."""
    data = to_json(document)
    for entry, task in zip(data["tasks"], document.tasks, strict=True):
        entry.update(_terms(task))
    return data


def to_yaml(document: PlanDocument) -> str:
    """The document for review: keys in the order of `to_json`, a list item a line.

    A task has its milestones and what it waits for as well, where it has any.
    """
    body = yaml.dump(whole_json(document), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)
    return _COMMENT + body


def from_yaml(text: str) -> PlanDocument:
    """The document that `to_yaml` wrote. Raises ValueError, saying what is wrong, for anything else."""
    try:
        return from_json(yaml.safe_load(text))
    except yaml.YAMLError as error:
        raise ValueError(f"not YAML: {error}") from error
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError(f"not a plan document: {error!r}") from error


def from_json(data: dict[str, Any]) -> PlanDocument:
    """The document that `to_json` made, with the terms that `whole_json` adds.

    Raises KeyError, TypeError or ValueError for anything else.
    """
    return PlanDocument(
        number=data["number"],
        date=_date(data["date"]),
        issuer=data["issuer"],
        title=data["title"],
        tasks=tuple(_to_task(entry) for entry in data["tasks"]),
        duties=tuple(Duty(**{**entry, "agencies": tuple(entry["agencies"])}) for entry in data["duties"]),
        problems=tuple(
            Problem(**{**entry, "severity": Severity(entry["severity"])}) for entry in data["problems"]
        ),
    )


def _to_task(entry: dict[str, Any]) -> Task:
    recurrence = entry["recurrence"]
    return Task(
        **{
            **entry,
            "leads": tuple(entry["leads"]),
            "coordinators": tuple(entry["coordinators"]),
            "due": _date(entry["due"]),
            "recurrence": Recurrence(recurrence) if recurrence else None,
            "milestones": tuple(
                Milestone(step["text"], date.fromisoformat(step["due"]))
                for step in entry.get("milestones", ())
            ),
        }
    )


def _date(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
