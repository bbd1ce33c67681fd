"""What the office knows by name: agencies and tasks, held ready for as long as they do not change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from dieuphoi.handlers.understanding import Known, KnownTask, words
from dieuphoi.handlers.understanding.reading import tokens
from dieuphoi.plan.agencies import EXACT, Directory, Kind
from dieuphoi.plan.agencies import Agency as Named
from dieuphoi.plan.succession import Change, Succession
from dieuphoi.storage import agencies, changes, plans, waiting_tasks
from dieuphoi.storage.agencies import Agency
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.tasks import OF_PLAN

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
    _over_time: Succession = field(default_factory=lambda: Succession(()))
    _by_id: dict[int, Agency] = field(default_factory=dict)

    def written(self, tx: Transaction, text: str) -> list[tuple[Agency, int]]:
        """The agencies, of today or ended, that a written name may mean, the best first, with a score up to 100."""
        self._refresh(tx)
        return [(self._by_name[m.name], m.score) for m in self._directory.match(text[:LENGTH])]

    def meant(self, tx: Transaction, text: str, on: date | None = None) -> tuple[Agency | None, list[Agency]]:
        """The agency that a written name surely means, None where it may be another; and all that it may mean.

        Whoever names an agency that has ended means its successor; `on`: the agencies of that day are meant.
        """
        found = self.written(tx, text)
        near = list(dict.fromkeys(heir for a, _score in found for heir in self.today_for(tx, a, on)))
        sure = surely(found)
        heirs = self.today_for(tx, sure, on) if sure else []
        if sure is not None and len(heirs) != 1:
            return None, heirs
        return (heirs[0] if heirs else None), near

    def today_for(self, tx: Transaction, agency: Agency, on: date | None = None) -> list[Agency]:
        """Who stands for an agency: itself, or its successors; itself besides where its tasks still wait."""
        self._refresh(tx)
        heirs = [self._by_id[a] for a in self._over_time.heirs(agency.id, on or tx.now.date())]
        if heirs == [agency]:
            return heirs
        left = not heirs or (len(heirs) > 1 and waiting_tasks.left_with(tx, agency.id) > 0)
        return [*heirs, agency] if left else heirs

    def agency(self, tx: Transaction, name: str) -> Agency | None:
        """The agency with a full name, or the one successor of that; the agency itself where there are several."""
        self._refresh(tx)
        found = self._by_name.get(name)
        heirs = self.today_for(tx, found) if found else []
        return heirs[0] if len(heirs) == 1 else found

    def one_of(self, tx: Transaction, name: str, own: Iterable[Agency]) -> bool:
        """Whether a full name, of today or not, is one of these agencies, or has become what one of them has become."""
        self._refresh(tx)
        named = self._by_name.get(name)
        heirs = set(self.today_for(tx, named)) if named else set()
        return any(agency.name == name or heirs & set(self.today_for(tx, agency)) for agency in own)

    def ended(self, tx: Transaction, agency: Agency) -> tuple[Change, list[Agency]] | None:
        """How an agency ended and who stands for it now; None for one of today."""
        self._refresh(tx)
        today = tx.now.date()
        change = self._over_time.ended_by(agency.id, today)
        heirs = [self._by_id[a] for a in self._over_time.heirs(agency.id, today)]
        return (change, heirs) if change else None

    def ended_in(self, tx: Transaction, text: str) -> Iterator[Agency]:
        """The agencies of the past that a sentence names, each once."""
        self._refresh(tx)
        if not self._over_time.changes:  # most of the time
            return
        for name in dict.fromkeys(str(mark.value) for mark in self.known(tx).names.find(tokens(text))):
            if self._over_time.ended_by(self._by_name[name].id, tx.now.date()):
                yield self._by_name[name]

    def known(self, tx: Transaction) -> Known:
        """What the understanding of messages needs to know."""
        self._refresh(tx)
        assert self._known is not None  # noqa: S101 - _refresh has just set it
        return self._known

    def _refresh(self, tx: Transaction) -> None:
        version = (words.edition(), *agencies.version(tx))
        if version == self._version and self._known is not None:
            return
        self._over_time = changes.succession(tx)
        own: dict[str, list[str]] = words.book("agencies")["names"]
        listed = [
            (found, (*names, *own.get(found.name, ())))
            for found, names in agencies.every(tx)
            if self._has_been(tx, found)
        ]
        self._by_name = {found.name: found for found, _aliases in listed}
        self._by_id = {found.id: found for found, _aliases in listed}
        self._directory = Directory(Named(f.name, names, Kind(f.kind)) for f, names in listed)
        led = agencies.named_in_plans(tx)
        self._known = Known(
            tasks=tuple(_task(*found) for found in plans.known_tasks(tx)),
            # Where a short form fits two agencies, the first has it: one of today, and of those the plan's own.
            agencies=tuple(
                (f.name, names)
                for f, names in sorted(listed, key=lambda a: (self._is_over(tx, a[0]), a[0].name not in led))
            ),
        )
        self._version = version

    def _has_been(self, tx: Transaction, agency: Agency) -> bool:
        """Whether it is or was an agency; one that a change brings into being later is none yet."""
        return self._over_time.alive(agency.id, tx.now.date()) or self._is_over(tx, agency)

    def _is_over(self, tx: Transaction, agency: Agency) -> bool:
        return self._over_time.ended_by(agency.id, tx.now.date()) is not None


def _task(code: str, title: str, plan: str) -> KnownTask:
    """A task with what the office calls it besides its title."""
    called = words.book("titles")["keywords"].get(plan, {}).get(code.partition(OF_PLAN)[0], ())
    return KnownTask(code, title, tuple(called))


def surely(found: list[tuple[Agency, int]]) -> Agency | None:
    """The agency that a written name surely means; None where it may be another."""
    best, second = [score for _agency, score in [*found, (None, 0), (None, 0)]][:2]
    sure = best >= SURE and second < (best if best == EXACT else best - MARGIN)
    return found[0][0] if sure else None
