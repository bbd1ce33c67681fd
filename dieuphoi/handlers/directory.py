"""What the office knows by name: agencies and tasks, held ready for as long as they do not change."""

from __future__ import annotations

from dataclasses import dataclass, field

from dieuphoi.handlers.understanding import Known, KnownTask
from dieuphoi.plan.agencies import Agency as Named
from dieuphoi.plan.agencies import Directory, Kind
from dieuphoi.storage import agencies, plans
from dieuphoi.storage.agencies import Agency
from dieuphoi.storage.database import Transaction

LENGTH = 200  # of a written name; a longer text is none
SURE = 90  # of 100
MARGIN = 5  # "huyện Hàm Thuận" is near to Hàm Tân, and as near to Hàm Thuận Bắc and Hàm Thuận Nam


@dataclass(slots=True)
class Names:
    """Finds agencies and tasks by what people call them; reads them anew when plans or agencies were added."""

    _version: tuple[int, ...] = ()
    _directory: Directory = field(default_factory=lambda: Directory(()))
    _by_name: dict[str, Agency] = field(default_factory=dict)
    _known: Known | None = None

    def agencies(self, tx: Transaction, text: str) -> list[tuple[Agency, int]]:
        """The agencies that a written name may mean, the best first, with a score up to 100."""
        self._refresh(tx)
        return [(self._by_name[m.name], m.score) for m in self._directory.match(text)]

    def meant(self, tx: Transaction, text: str) -> tuple[Agency | None, list[Agency]]:
        """The agency that a written name surely means, None where it may be another; and all that it may mean."""
        found = self.agencies(tx, text[:LENGTH])
        near = [agency for agency, _score in found]
        best, second = [score for _agency, score in [*found, (None, 0), (None, 0)]][:2]
        sure = best >= SURE and second < (best if best == 100 else best - MARGIN)
        return (near[0] if sure else None), near

    def agency(self, tx: Transaction, name: str) -> Agency | None:
        """The agency with a full name."""
        self._refresh(tx)
        return self._by_name.get(name)

    def known(self, tx: Transaction) -> Known:
        """What the understanding of messages needs to know."""
        self._refresh(tx)
        assert self._known is not None  # noqa: S101 - _refresh has just set it
        return self._known

    def _refresh(self, tx: Transaction) -> None:
        version = agencies.version(tx)
        if version == self._version and self._known is not None:
            return
        listed = agencies.every(tx)
        self._by_name = {found.name: found for found, _aliases in listed}
        self._directory = Directory(Named(f.name, names, Kind(f.kind)) for f, names in listed)
        named = agencies.named_in_plans(tx)
        self._known = Known(
            tasks=tuple(KnownTask(code, title) for code, title in plans.known_tasks(tx)),
            # Where a short form fits two agencies, the one that stands first has it: the plan's own.
            agencies=tuple(sorted(((f.name, names) for f, names in listed), key=lambda a: a[0] not in named)),
        )
        self._version = version
