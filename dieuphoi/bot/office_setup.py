"""What a database needs before the first message: the directory of agencies and the shipped plan."""

from __future__ import annotations

from importlib.resources import files

from dieuphoi.bot.clock import Clock
from dieuphoi.handlers import consent
from dieuphoi.plan.document import from_yaml
from dieuphoi.storage import consents, marks, people, plans
from dieuphoi.storage.database import Database, Transaction

_MARK = "shipped plan loaded"


def prepare(database: Database, clock: Clock) -> None:
    """Bring the tables up to date; the first time, put the agencies and the shipped plan in."""
    database.upgrade()
    with database.begin(clock.now()) as tx:
        plans.seed_agencies(tx)
        if marks.get(tx, _MARK) is None:
            load_shipped_plan(tx)
            marks.put(tx, _MARK, tx.now.isoformat())


def load_shipped_plan(tx: Transaction) -> None:
    """Import the plan that comes with the package, as its reviewable YAML has it."""
    for entry in sorted((files("dieuphoi") / "plans").iterdir(), key=lambda e: e.name):
        if entry.name.endswith(".yaml"):
            plans.add(tx, from_yaml(entry.read_text(encoding="utf-8")))


def make_coordinator(tx: Transaction, channel: str, external_id: str) -> None:
    """Let the person behind an account be the coordinator."""
    who = people.identify(tx, channel, external_id, external_id)
    people.add(tx, who.address_id, who.full_name or external_id, role="coordinator")
    consents.note_asked(
        tx, who.address_id, consent.VERSION
    )  # a script's person: the text comes at registering
