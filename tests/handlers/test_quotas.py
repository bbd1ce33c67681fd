"""What was used of a channel's month, what it will need, and who hears in time."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import update

from dieuphoi.bot import quotas
from dieuphoi.bot.channels import Limits
from dieuphoi.storage import outbox
from dieuphoi.storage.tables import outbox as table
from tests.stage import Stage


def _sent(office: Stage, number: int) -> None:
    """So many messages went to lan on the console this month."""
    rows = [
        {"channel": "console", "chat_id": "lan", "chat_key": "console:lan", "private": True, "rank": 0}
        | {"kind": "reply", "text": "x", "buttons": [], "about": []}
        for _each in range(number)
    ]
    with office.transaction() as tx:
        ids = outbox.post(tx, rows)
        values = {"status": "sent", "sent_at": tx.now - timedelta(hours=1)}
        tx.connection.execute(update(table).where(table.c.id.in_(ids)).values(values))


def test_a_month_is_counted_and_what_it_will_need_is_reckoned(office: Stage) -> None:
    _sent(office, 28)
    service = office.script.service
    limits = replace(service.limits["console"], per_month=100)
    with office.database.look(office.now) as tx:
        quota = quotas.of_channel(service, tx, "console", limits)
        assert quota is not None
        assert (quota.used, quota.allowed) == (28, 100)
        assert quota.expected > 26  # two answers a day for thirteen days, and the posts of the mornings
        assert quotas.of_channel(service, tx, "console", Limits()) is None


def test_the_coordinator_hears_once_for_each_mark(office: Stage) -> None:
    service = office.script.service
    service.channels["console"].limits = replace(service.limits["console"], per_month=100)
    _sent(office, 85)
    told = office.at("2022-02-16T12:00").text("minh")
    assert "tháng này đã dùng 8" in told
    assert "/100 tin, dự báo cần khoảng" in told
    assert "tháng này đã dùng" not in office.at("2022-02-17T12:00").text("minh")
    _sent(office, 10)
    assert "tháng này đã dùng 9" in office.at("2022-02-18T12:00").text("minh")
