"""When posts are prepared: at 07:30 on working days; a day missed while the bot was down is made up for once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import structlog

from dieuphoi.bot.clock import TurnableClock
from dieuphoi.bot.service import Service
from dieuphoi.handlers import posts
from dieuphoi.plan.calendar import ZONE, is_working_day, working_days
from dieuphoi.storage import marks

log = structlog.get_logger()
POST_TIME = time(7, 30)
_MARK = "posts prepared until"
LOOK_AHEAD = 130  # working mornings, about half a year
MAKE_UP_FOR = timedelta(days=31)  # whatever is older has lost its use


def next_morning(after: datetime) -> datetime:
    """The next moment at which posts are prepared."""
    day = after.date() if after.time() < POST_TIME else after.date() + timedelta(days=1)
    while not is_working_day(day):
        day += timedelta(days=1)
    return datetime.combine(day, POST_TIME, ZONE)


def begin(service: Service) -> None:
    """On the very first start: from now on. What would have been posted before is nobody's miss."""
    now = service.clock.now()
    with service.database.begin(now) as tx:
        if marks.get(tx, _MARK) is None:
            marks.put(tx, _MARK, _last_passed(now).isoformat())


def prepare_posts(service: Service) -> int:
    """Put the posts of every working morning that has come since the last time into the outbox, together.

    The mark moves on in the same transaction, and every post has a key: twice or late, it posts once.
    Gives how many messages were new.
    """
    now = service.clock.now()
    with service.database.begin(now) as tx:
        mark = marks.get(tx, _MARK)
        last, until = date.fromisoformat(mark) if mark else _last_passed(now), _last_passed(now)
        days = working_days(max(last, until - MAKE_UP_FOR), until)
        if not days:
            return 0
        ids = service.post(tx, posts.prepare(tx, days))
        marks.put(tx, _MARK, until.isoformat())
    if ids:
        log.info("posts prepared", days=len(days), messages=len(ids))
    return len(ids)


def _last_passed(now: datetime) -> date:
    """The last day whose posting time has passed."""
    return now.date() if now.time() >= POST_TIME else now.date() - timedelta(days=1)


def turn_clock(service: Service, clock: TurnableClock, moment: datetime, deliver: Callable[[], None]) -> None:
    """Turn a clock forward, preparing and delivering the posts of every morning on the way, each at its time.

    Raises ValueError for a moment in the clock's past.
    """
    while (morning := next_morning(clock.now())) <= moment:
        clock.turn_to(morning)
        prepare_posts(service)
        deliver()
    clock.turn_to(moment)


def next_post(service: Service) -> datetime | None:
    """The next morning on which something would be posted as things stand; None within the next months."""
    morning = service.clock.now()
    for _attempt in range(LOOK_AHEAD):
        morning = next_morning(morning)
        with service.database.look(morning) as tx:
            if posts.prepare(tx, [morning.date()]):
                return morning
    return None
