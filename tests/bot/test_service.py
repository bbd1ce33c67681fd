"""One update's way through the service: kept, handled once in one transaction, retried, set aside."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from structlog.testing import capture_logs

from dieuphoi.bot.channels import Limits
from dieuphoi.bot.clock import TurnableClock, read_moment
from dieuphoi.bot.service import Service
from dieuphoi.handlers.messages import Chat, Event, Incoming, Sender
from dieuphoi.handlers.office import Office
from dieuphoi.storage import inbox, outbox
from dieuphoi.storage.database import Database
from dieuphoi.storage.inbox import Arrival
from dieuphoi.storage.outbox import Parcel

NOW = read_moment("2022-02-15T09:00")


class Paper:
    """A channel whose updates are what they say, or can't be read."""

    name = "paper"
    limits = Limits()
    seen: list[Incoming]

    def __init__(self) -> None:
        self.seen = []

    def read(self, raw: dict[str, Any]) -> Incoming | None:
        if raw.get("torn"):
            raise ValueError("bí mật")
        if not raw.get("text"):
            return None
        chat = Chat("paper", raw["by"], private=True)
        event = Event.PRESSED if raw.get("pressed") else Event.MESSAGE
        pressed = {"pressed": raw["pressed"]} if raw.get("pressed") else {}
        incoming = Incoming(
            chat, Sender(raw["by"], raw["by"]), NOW - timedelta(days=2), event, raw["text"], **pressed
        )
        self.seen.append(incoming)
        return incoming

    async def send(self, parcel: Parcel) -> str | None:
        raise NotImplementedError


@pytest.fixture
def service(sqlite_url: str) -> Iterator[Service]:
    database = Database(sqlite_url)
    yield Service(database, TurnableClock(NOW), [Paper()], Office())
    database.close()


def arrival(number: int, by: str = "lan", **raw: Any) -> Arrival:
    return Arrival(str(number), f"paper:{by}", {"by": by} | raw)


def counts(service: Service) -> tuple[dict[str, int], dict[str, int]]:
    with service.database.begin(service.clock.now()) as tx:
        return inbox.counts(tx), outbox.counts(tx)


def turn(service: Service, seconds: float) -> None:
    assert isinstance(service.clock, TurnableClock)
    service.clock.turn_to(service.clock.now() + timedelta(seconds=seconds))


def test_an_update_is_handled_once_however_often_it_comes(service: Service) -> None:
    for _ in range(2):
        service.accept("paper", [arrival(1, text="chào")])
        service.handle_all()
    waiting, posted = counts(service)
    assert waiting == {}
    assert posted["waiting"] >= 1
    assert len(service.channels["paper"].seen) == 1  # type: ignore[attr-defined]


def test_what_the_bot_has_no_use_for_is_done_with(service: Service) -> None:
    service.accept("paper", [arrival(1)])
    assert service.handle_all() == 1
    assert counts(service) == ({}, {})


def test_an_update_that_fails_is_tried_three_times_and_set_aside(service: Service) -> None:
    service.accept("paper", [arrival(1, torn=True), arrival(2, text="sau"), arrival(3, "minh", text="khác")])
    with capture_logs() as logs:
        for pause in (0, 2, 20):
            turn(service, pause)
            service.handle_all()
    assert counts(service)[0] == {"set_aside": 1}
    assert [incoming.text for incoming in service.channels["paper"].seen] == ["khác", "sau"]  # type: ignore[attr-defined]
    assert [entry["attempt"] for entry in logs if entry["event"] == "handling failed"] == [1, 2, 3]
    assert "bí mật" not in str(logs)


def test_a_press_happened_when_it_came(service: Service) -> None:
    service.accept("paper", [arrival(1, text="x", pressed="y")])
    with service.database.begin(service.clock.now()) as tx:
        waiting = inbox.next_waiting(tx, ["paper"])
    assert waiting is not None
    turn(service, 60)
    assert service._read(waiting).at == NOW  # type: ignore[union-attr]
