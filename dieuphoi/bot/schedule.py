"""When posts are prepared: as the working hours begin; what was missed while the bot was down comes once, marked late."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import structlog

from dieuphoi.bot import quotas
from dieuphoi.bot.clock import TurnableClock
from dieuphoi.bot.forgetting import forget_old
from dieuphoi.bot.logs import where
from dieuphoi.bot.service import Service
from dieuphoi.handlers import (
    agency_effects,
    languages,
    paper_making,
    posts,
    report_days,
    standing_in_news,
)
from dieuphoi.handlers.messages import Message
from dieuphoi.plan.calendar import ZONE
from dieuphoi.plan.reminding import MAKE_UP_FOR, Morning
from dieuphoi.storage import changes, marks, rules
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.failures import is_passing

log = structlog.get_logger()
LOOK_AHEAD = 130  # working mornings, about half a year


def begin(service: Service) -> None:
    """On the very first start: from now on. What would have been posted before is nobody's miss."""
    now = service.clock.now()
    with service.database.begin(now) as tx:
        if marks.get(tx, marks.PREPARED) is None:
            opened = now.time() >= service.office.hours.opens
            marks.put(
                tx, marks.PREPARED, (now.date() if opened else now.date() - timedelta(days=1)).isoformat()
            )


def prepare_posts(service: Service) -> int:
    """Within working hours, put the posts of all working mornings since the last time into the outbox, together.

    The mark moves on in the same transaction, and every post has a key: twice or late, it posts once. Changes of
    agencies whose day has come take effect before, at whatever hour. Gives how many messages were new.
    """
    now = service.clock.now()
    changed = _change_agencies(service) + _stand_in(service)
    with service.database.begin(now) as tx:
        morning = _due(service, tx)
        if morning is None:
            return changed
        ids = service.post(tx, languages.spoken(tx, lambda: _said(service, tx, morning)))
        for plan, period in report_days.reported_on(tx, morning):
            paper_making.order_by_its_day(tx, plan, period)
            service.to_draw = True
        marks.put(tx, marks.BEGUN, f"{marks.get(tx, marks.PREPARED)} {morning.covered or ''}")
        marks.put(tx, marks.PREPARED, morning.today.isoformat())
        marks.put(tx, marks.COVERED, max(morning.ahead(), default=morning.today).isoformat())
    if ids:
        log.info("posts prepared", days=len(morning.days), messages=len(ids))
    return changed + len(ids)


def _said(service: Service, tx: Transaction, morning: Morning) -> list[Message]:
    said = posts.prepare(tx, morning, service.office.hours)
    if any(map(morning.calendar.begins_week, morning.days)):
        said += agency_effects.weekly(tx)
    return said + report_days.missing(tx, morning) + quotas.warnings(service, tx)


def _change_agencies(service: Service) -> int:
    """Let changes of agencies take effect whose day has begun; one that fails holds up no reminder."""
    try:
        with service.database.begin(service.clock.now()) as tx:
            said = languages.spoken(tx, lambda: agency_effects.come_due(tx, service.office.hours))
            return len(service.post(tx, said))
    except Exception as error:
        if is_passing(error):
            raise
        log.error("agencies not changed", error=type(error).__name__, at=where(error))
        return 0


def _stand_in(service: Service) -> int:
    """Tell those whose days of standing in begin or are over, within working hours."""
    with service.database.begin(service.clock.now()) as tx:
        if not service.office.hours.open_at(tx.now, rules.working_days(tx)):
            return 0
        return len(service.post(tx, languages.spoken(tx, lambda: standing_in_news.come_due(tx))))


def _due(service: Service, tx: Transaction) -> Morning | None:
    """The mornings that posts are due for now; None out of hours, and where today's are prepared."""
    mark = marks.get(tx, marks.PREPARED)
    today = tx.now.date()
    if mark == today.isoformat():  # most of the time
        return None
    calendar = rules.working_days(tx)
    if mark is None or not service.office.hours.open_at(tx.now, calendar):
        return None
    days = calendar.between(max(date.fromisoformat(mark), today - MAKE_UP_FOR), today)
    covered = marks.get(tx, marks.COVERED)
    if not days:
        return None
    return Morning(tuple(days), calendar, date.fromisoformat(covered) if covered else None)


def turn_clock(service: Service, clock: TurnableClock, moment: datetime, deliver: Callable[[], None]) -> None:
    """Turn a clock forward, preparing and delivering the posts of every morning on the way, each at its time.

    What was put off to a moment is delivered then; what is too old by then is forgotten. Raises ValueError for a moment in the clock's past.
    """
    while (morning := _next_occasion(service, clock.now())) <= moment:
        clock.turn_to(morning)
        prepare_posts(service)
        deliver()
    clock.turn_to(moment)
    deliver()
    while forget_old(service):
        pass


def _next_occasion(service: Service, after: datetime) -> datetime:
    """The next morning, or the beginning of the day of a change of agencies before it."""
    morning = _next_morning(service, after)
    with service.database.look(after) as tx:
        day = changes.next_day(tx)
    midnight = datetime.combine(day, time(), ZONE) if day else None
    return min(morning, midnight) if midnight and midnight > after else morning


def _next_morning(service: Service, after: datetime) -> datetime:
    with service.database.look(after) as tx:
        return service.office.hours.next_opening(after, rules.working_days(tx))


def next_post(service: Service) -> datetime | None:
    """The next morning on which something would be posted as things stand; None within the next months."""
    morning = service.clock.now()
    for _attempt in range(LOOK_AHEAD):
        morning = _next_morning(service, morning)
        with service.database.look(morning) as tx:
            expected = Morning((morning.date(),), rules.working_days(tx))
            if posts.prepare(tx, expected, service.office.hours) or report_days.falls_on(tx, expected):
                return morning
    return None
