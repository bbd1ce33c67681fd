"""What a message would record, before it is recorded: kept in the dialogue while the bot still has to ask."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from dieuphoi.handlers.understanding import Understood
from dieuphoi.plan.results import State


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


def from_message(understood: Understood, file_id: int | None) -> list[tuple[str | None, Proposal]]:
    """The reports in a message, each with the task's code where one was named."""
    slots = understood.slots
    if slots.get("updates"):
        return [(u["task"], Proposal(state=State(u["status"]))) for u in slots["updates"]]
    status, dated = slots.get("status"), slots.get("document_date")
    report = Proposal(
        state=State(status) if status else None,
        percent=slots.get("percent"),
        note=understood.note,
        document_number=slots.get("document_number"),
        document_date=date.fromisoformat(dated) if dated else None,
        file_id=file_id,
    )
    codes = slots.get("tasks") or ([slots["task"]] if slots.get("task") else [None])
    return [(code, report) for code in codes]
