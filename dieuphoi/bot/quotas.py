"""What a channel's plan allows in a month, what was used of it, and what the month will need as things stand.

The coordinators hear of it in time: at four fifths, at nine tenths, and where the forecast goes beyond the plan.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from dieuphoi.bot.channels import Limits
from dieuphoi.bot.service import Service
from dieuphoi.handlers import posts
from dieuphoi.handlers.linking import channel_name
from dieuphoi.handlers.messages import Message, bold
from dieuphoi.handlers.turn import to_coordinators
from dieuphoi.plan.calendar import ZONE
from dieuphoi.plan.periods import month
from dieuphoi.plan.reminding import Morning
from dieuphoi.storage import outbox, rules
from dieuphoi.storage.database import Transaction
from dieuphoi.wording import _

NEAR = (90, 80)  # percent of the plan, the last first
LATELY = timedelta(days=14)  # what people ask and are answered is reckoned by


@dataclass(frozen=True, slots=True)
class Quota:
    """A channel's month: messages used, expected until its end, and what its plan has."""

    channel: str
    used: int
    expected: int
    allowed: int

    @property
    def percent(self) -> int:
        """How much of the plan is used."""
        return 100 * self.used // self.allowed

    @property
    def forecast(self) -> int:
        """What the month will have needed at its end."""
        return self.used + self.expected


def of_channel(service: Service, tx: Transaction, name: str, limits: Limits) -> Quota | None:
    """How a channel's month stands; None where its messages are not counted. Tries the mornings to come out in `tx`."""
    if not limits.per_month:
        return None
    today = tx.now.date()
    here = month(today.year, today.month)
    used = outbox.sent_between(tx, name, _begins(here.first), tx.now)
    since = max(_begins(here.first), tx.now - LATELY)
    replies = outbox.sent_between(tx, name, since, tx.now, replies=True)
    days = max(1, (tx.now - since).days)
    left = (here.last - today).days
    expected = _posts(service, tx, name, today, here.last) + -(-replies * left // days)
    return Quota(name, used, expected, limits.per_month)


def _posts(service: Service, tx: Transaction, name: str, today: date, last: date) -> int:
    """What the mornings until the month's end bring to a channel, as things stand."""
    calendar, number = rules.working_days(tx), 0
    for day in calendar.between(today, last):
        with tx.attempt() as take_back:
            then = Transaction(tx.connection, datetime.combine(day, service.office.hours.opens, ZONE))
            said = posts.prepare(then, Morning((day,), calendar), service.office.hours)
            number += sum(message.to.channel == name for message in said)
            take_back()
    return number


def warnings(service: Service, tx: Transaction) -> list[Message]:
    """What the coordinators hear of months that run out, once for each mark and month."""
    found: list[Message] = []
    for name, limits in service.limits.items():
        quota = of_channel(service, tx, name, limits)
        mark = _mark(quota) if quota else None
        if quota is None or mark is None:
            continue
        text = _(
            "{channel}: {used} of this month's {allowed} messages are used, about {forecast} will be needed. Fewer reminders: /nhac; a larger plan: the operator."
        )
        said = text.format(
            channel=bold(channel_name(name)), used=quota.used, allowed=quota.allowed, forecast=quota.forecast
        )
        key = f"quota:{name}:{tx.now:%Y-%m}:{mark}"
        found += [_keyed(message, key) for message in to_coordinators(tx, said)]
    return found


def _mark(quota: Quota) -> str | None:
    passed = next((str(percent) for percent in NEAR if quota.percent >= percent), None)
    return passed or ("forecast" if quota.forecast > quota.allowed else None)


def _keyed(message: Message, key: str) -> Message:
    return replace(message, key=f"{key}:{message.to.key}")


def _begins(day: date) -> datetime:
    return datetime.combine(day, time(), ZONE)
