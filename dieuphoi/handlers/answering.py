"""Who answers for tasks: the focal points of the agencies that lead them."""

from __future__ import annotations

from collections.abc import Sequence

from dieuphoi.storage import involved, people
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.tasks import Item
from dieuphoi.wording import _


def names(tx: Transaction, items: Sequence[Item]) -> dict[int, str]:
    """For each assignment the names of its focal points, or that there is none yet."""
    leads = involved.lead_ids(tx, [item.id for item in items])
    by_agency: dict[int, list[str]] = {}
    for focal in people.focals(tx, {agency for ids in leads.values() for agency in ids}):
        by_agency.setdefault(focal.agency_id, []).append(focal.full_name)
    return {item.id: _joined(by_agency, leads.get(item.id, [])) for item in items}


def _joined(by_agency: dict[int, list[str]], agency_ids: Sequence[int]) -> str:
    found = dict.fromkeys(name for agency in agency_ids for name in by_agency.get(agency, ()))
    return ", ".join(found) or _("no focal point yet")
