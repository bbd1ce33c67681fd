"""What a report is made from: the totals, the assignments behind them, the period and the issuing office."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from dieuphoi.plan.agenda import Occasion
from dieuphoi.plan.blockers import Held
from dieuphoi.plan.monitoring import Followed
from dieuphoi.plan.periods import Period
from dieuphoi.plan.results import Results, Row
from dieuphoi.wording import _


@dataclass(frozen=True, slots=True)
class Office:
    """The agency that issues the report, as the head and the foot of a document name it."""

    province: str
    parent: str
    issuer: str
    symbol: str
    place: str
    recipients: tuple[str, ...]
    addressed_to: tuple[str, ...]
    signer_title: str  # the authority that the signer signs by, line by line: KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC
    signer_name: str = ""
    template: bytes | None = None  # its own Word template, which `own_template` has looked through


@dataclass(frozen=True, slots=True)
class Report:
    """`rows` are the very assignments that `results` counts; `upcoming` adds others that fall due next.

    Raises ValueError when rows and totals disagree: such a report must not reach anybody.
    """

    results: Results
    rows: tuple[Row, ...]
    period: Period
    office: Office
    upcoming: tuple[Row, ...] = ()
    blockers: tuple[Held, ...] = ()  # every open one of the plan, whichever period it is due in
    structure: date | None = None  # the day by whose agencies it is drawn, where that is not today
    course: tuple[tuple[Period, Results], ...] = ()  # the quarters of the plan's deadlines, oldest first
    whole: Results | None = None  # the plan, whatever falls due when
    occasions: tuple[Occasion, ...] = ()  # the days of the period and of the next one, for a calendar
    followed: tuple[Followed, ...] = ()  # the lines of the monitoring form
    wording: Mapping[str, str | None] = field(
        default_factory=dict
    )  # paragraphs that were decided on: `paragraphs`

    def __post_init__(self) -> None:
        counted = {counter: count for counter, count in self.results.counters().items() if count}
        if Tally(row.counter for row in self.rows) != counted:
            raise ValueError(_("The list of tasks and the totals disagree; make the report again."))
