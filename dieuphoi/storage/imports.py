"""What a document is to the plans that there are: a new plan, an amendment of one, or nothing new; and storing it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dieuphoi.plan.amending import Answers, Difference, compare
from dieuphoi.plan.amending_title import amends
from dieuphoi.plan.model import PlanDocument
from dieuphoi.plan.text import fold
from dieuphoi.storage import amendments, plans, versions
from dieuphoi.storage.amendments import Touched
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.plans import Plan
from dieuphoi.storage.versions import Source, Version

ALIKE = 0.6  # the part of a document's titles that another plan has too, from which on it is pointed out
_FEW = 3  # titles: fewer say nothing


@dataclass(frozen=True, slots=True)
class Decisions:
    """What a person has decided about a document."""

    target: int | None = None  # the plan that it amends
    alone: bool = False  # it is a plan of its own, whatever its title says
    same: tuple[tuple[str, str], ...] = ()
    other: tuple[tuple[str, str], ...] = ()
    partial: bool | None = None  # whether the plan's other tasks stay; None: as it seems

    def to_json(self) -> dict[str, Any]:
        """As a draft keeps it."""
        pairs = {"same": [list(pair) for pair in self.same], "other": [list(pair) for pair in self.other]}
        return {"target": self.target, "alone": self.alone, "partial": self.partial} | pairs


def decisions(data: dict[str, Any]) -> Decisions:
    """The decisions that a draft kept."""
    same, other = (tuple((was, now) for was, now in data.get(name, ())) for name in ("same", "other"))
    return Decisions(data.get("target"), data.get("alone", False), same, other, data.get("partial"))


@dataclass(frozen=True, slots=True)
class Found:
    """What a document is: without `plan` a new one; without a difference in anything, nothing new."""

    plan: Plan | None = None
    difference: Difference | None = None
    replaces: bool = False
    before: Version | None = None  # the very same file came in then
    alike: Plan | None = None  # a plan that has most of its tasks: perhaps it is an amendment of that
    missing: str | None = None  # the number of the plan that it amends, which is not here

    @property
    def nothing_new(self) -> bool:
        """Whether storing it would change nothing."""
        empty = self.difference is not None and self.difference.empty and not self.replaces
        return empty or self.before is not None


def find(tx: Transaction, document: PlanDocument, decided: Decisions, digest: str | None = None) -> Found:
    """Compare a document with the plans that there are."""
    said = None if decided.alone else amends(document)
    target, replaces, missing = _target(tx, document, decided), False, None
    if target is None and said is not None:
        target = _numbered(tx, said.number)
        missing = said.number if target is None else None
    if target is None:
        return Found(alike=None if decided.alone else _alike(tx, document), missing=missing)
    if said is not None and said.replaces:
        replaces = bool(document.number) and document.number != target.number
    before = versions.with_digest(tx, digest) if digest else None
    difference = _difference(tx, target, document, decided, own=replaces or document.number == target.number)
    return Found(target, difference, replaces, before if before and before.plan_id == target.id else None)


def store(tx: Transaction, document: PlanDocument, found: Found, source: Source) -> tuple[int, Touched]:
    """Import a new plan, or apply an amendment; gives the plan's key and what was touched in it.

    Raises ValueError for a document without number or tasks, or with anything in doubt.
    """
    if found.plan is None or found.difference is None:
        return plans.add(tx, document, source)[0], Touched()
    touched = amendments.apply(tx, found.plan.id, document, found.difference, source, replaces=found.replaces)
    return found.plan.id, touched


def _target(tx: Transaction, document: PlanDocument, decided: Decisions) -> Plan | None:
    if decided.target is not None:
        return plans.get(tx, decided.target)
    return _numbered(tx, document.number) if document.number else None


def _numbered(tx: Transaction, number: str) -> Plan | None:
    keys = versions.plans_numbered(tx, number)
    return plans.get(tx, keys[-1]) if keys else None


def _difference(
    tx: Transaction, target: Plan, document: PlanDocument, decided: Decisions, *, own: bool
) -> Difference:
    """Another document about the plan may speak of a few tasks only; the plan's own document speaks of all."""
    now = plans.document_of(tx, target.id)
    answers = Answers(frozenset(decided.same), frozenset(decided.other))
    whole = compare(now, document, answers)
    partial = decided.partial
    if partial is None:
        partial = not own and 2 * len(whole.removed) > len(now.tasks)
    if not partial:
        return whole
    return compare(now, document, Answers(answers.same, answers.other, partial=True))


def _alike(tx: Transaction, document: PlanDocument) -> Plan | None:
    titles = {fold(task.title) for task in document.tasks} - {""}
    if len(titles) < _FEW:
        return None
    for plan in reversed(plans.running(tx)):
        known = {fold(task.title) for task in plans.document_of(tx, plan.id).tasks}
        if len(titles & known) >= ALIKE * len(titles):
            return plan
    return None
