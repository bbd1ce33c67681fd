"""What a message would record, before it is recorded: kept in the dialogue while the bot still has to ask."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from dieuphoi.handlers.understanding import Understood
from dieuphoi.plan.results import State

NOTE = 500  # characters: what does not fit in a few lines belongs in a document


@dataclass(frozen=True, slots=True)
class Proposal:
    """One report as it was understood. Without an assignment the bot still has to ask which task is meant."""

    assignment_id: int | None = None
    state: State | None = None
    percent: int | None = None
    note: str | None = None
    document_number: str | None = None
    document_date: date | None = None
    file_id: int | None = None

    def for_task(self, assignment_id: int) -> Proposal:
        """The same report, about a task that is known now."""
        return replace(self, assignment_id=assignment_id)

    def to_json(self) -> dict[str, Any]:
        """As a dialogue keeps it."""
        day = self.document_date.isoformat() if self.document_date else None
        return asdict(self) | {"document_date": day}


def from_json(data: dict[str, Any]) -> Proposal:
    """A report that a dialogue kept."""
    day = data["document_date"]
    state = State(data["state"]) if data["state"] else None
    return Proposal(**data | {"document_date": date.fromisoformat(day) if day else None, "state": state})


def _only_tasks(slots: dict[str, Any]) -> dict[str, Any]:
    """Under a file the words may be no report ("PL1-4 khi nào đến hạn?"): they only say where it belongs."""
    return {key: value for key, value in slots.items() if key in ("task", "tasks")}


def shortened(text: str, length: int) -> str:
    """The text, cut to a length with a mark that it was cut."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def from_message(understood: Understood, file_id: int | None) -> list[tuple[str | None, Proposal]]:
    """The reports in a message, each with the task's code where one was named."""
    slots = understood.slots if understood.intent == "update" else _only_tasks(understood.slots)
    if slots.get("updates"):
        return [(u["task"], Proposal(state=State(u["status"]))) for u in slots["updates"]]
    status, dated = slots.get("status"), slots.get("document_date")
    report = Proposal(
        state=State(status) if status else None,
        percent=slots.get("percent"),
        note=shortened(understood.note, NOTE) if understood.note else None,
        document_number=slots.get("document_number"),
        document_date=date.fromisoformat(dated) if dated else None,
        file_id=file_id,
    )
    codes = slots.get("tasks") or ([slots["task"]] if slots.get("task") else [None])
    return [(code, report) for code in codes]
