"""Once a day what was said long ago is forgotten, as the office's setting says."""

from __future__ import annotations

from datetime import timedelta

import structlog

from dieuphoi.bot.logs import where
from dieuphoi.bot.service import Service
from dieuphoi.storage import marks, retention
from dieuphoi.storage.failures import is_passing

log = structlog.get_logger()


def forget_old(service: Service) -> bool:
    """Forget a portion of what is older than the office keeps it; False once the day's work is done.

    Its failing holds up nothing else: it is tried again on the next day.
    """
    now = service.clock.now()
    today = now.date().isoformat()
    try:
        with service.database.begin(now) as tx:
            if marks.get(tx, marks.FORGOTTEN) == today:  # most of the time
                return False
            more = retention.forget(tx, now - timedelta(days=service.office.retention_days))
            if not more:
                marks.put(tx, marks.FORGOTTEN, today)
            return more
    except Exception as error:
        if is_passing(error):
            raise
        log.error("old messages not forgotten", error=type(error).__name__, at=where(error))
    with service.database.begin(now) as tx:
        marks.put(tx, marks.FORGOTTEN, today)
    return False
