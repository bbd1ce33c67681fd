"""One message understood: what was recognised, the intent, its slots, how sure, and why."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from dieuphoi.handlers.understanding import intents, slots
from dieuphoi.handlers.understanding.known import Known, Understood
from dieuphoi.handlers.understanding.note import note
from dieuphoi.handlers.understanding.recognise import recognise
from dieuphoi.handlers.understanding.second import Second
from dieuphoi.handlers.understanding.situation import Situation

_SLOTS = {
    "update": slots.of_update,
    "extend": slots.of_extension,
    "undo": slots.of_undo,
    "history": slots.of_task,
    "task": slots.of_task,
    "search": slots.of_search,
    "report": slots.of_report,
    "register": slots.of_agency,
    "contact": slots.of_contact,
    "tasks": slots.of_list,
    "due": slots.of_period,
    "overdue": slots.of_period,
    "summary": slots.of_period,
}


def understand(text: str, *, chat: Literal["private", "group"], today: date, known: Known) -> Understood:
    """What a message wants: any text in, never an error; relative dates are counted from `today`."""
    situation = Situation(recognise(text, today, known), chat == "group", today, known)
    second = Second(situation)
    decision = second.settled(intents.decide(situation))
    intent = decision.intent
    if intent == "update" and second.state:
        situation.restate(second.state)
    filled: dict[str, Any] = _SLOTS[intent](situation) if intent in _SLOTS else {}
    why = (f"rule: {decision.rule}", *decision.evidence(situation), *situation.why())
    added = note(situation) if intent == "update" else None
    lacking = intent == "contact" and "agency" not in filled and situation.reading.has("intents.lacking")
    sure, near = (
        _confidence(intent, filled, decision.sure, situation),
        second.near if intent == "none" else (),
    )
    return Understood(intent, filled, sure, why, added, lacking, near)


def _confidence(intent: str, filled: dict[str, Any], sure: float, situation: Situation) -> float:
    """A described task, or none at all, makes a write less sure than a code does."""
    if intent in ("update", "extend") and not situation.codes:
        sure -= 0.1 if situation.described else 0.2
    if intent in ("update", "extend", "undo") and situation.guessed:
        sure -= 0.4
    if intent == "update" and not {"status", "updates"} & filled.keys():
        sure -= 0.4
    return round(max(0.0, min(sure, 1.0)), 2)
