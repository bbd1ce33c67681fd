"""What handlers know of the office that they work in: settings of the bot itself, the same for every message."""

from __future__ import annotations

from dataclasses import dataclass, field

from dieuphoi.handlers.directory import Names
from dieuphoi.plan.calendar import Hours
from dieuphoi.reports import Office as Letterhead

RETENTION_DAYS = 180  # two quarters: people answer and look up what was said in the last one

# The head of reports where an office sets none: that of the shipped plan (its section III: this Sở reports).
LETTERHEAD = Letterhead(
    province="tỉnh Bình Thuận",
    parent="ỦY BAN NHÂN DÂN TỈNH BÌNH THUẬN",
    issuer="SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI",
    symbol="BC-SLĐTBXH",
    place="Bình Thuận",
    recipients=("Như trên", "Các sở, ban, ngành có liên quan"),
    addressed_to=("Ủy ban nhân dân tỉnh Bình Thuận",),
    signer_title="GIÁM ĐỐC",
)


@dataclass(frozen=True, slots=True)
class Office:
    """The bot's own names by channel (for invitation links) and what an office sets for itself."""

    bot_names: dict[str, str] = field(default_factory=dict)  # channel → user name of the bot there
    pages: dict[str, str] = field(
        default_factory=dict
    )  # channel that sends no files → address of the bot's pages
    calendars: str | None = None  # where calendars that phones subscribe to are reached; None: nowhere
    file_bytes: int = 20_000_000  # the largest file that is taken
    hours: Hours = field(default_factory=Hours)  # in which the bot speaks of its own accord
    retention_days: int = RETENTION_DAYS  # after which what was said is forgotten
    letterhead: Letterhead = LETTERHEAD  # who issues reports, to whom, who signs; and the Word template
    names: Names = field(default_factory=Names)
