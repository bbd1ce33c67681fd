"""Updates that Telegram brings itself: kept before the 200, once, and only with the secret."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dieuphoi.bot.channels.telegram import webhook
from dieuphoi.storage.inbox import Arrival

SECRET = webhook.secret_of("700700:TEST-only-token")
UPDATE: dict[str, Any] = {
    "update_id": 5,
    "message": {
        "message_id": 1,
        "chat": {"id": 7, "type": "private"},
        "from": {"id": 7},
        "text": "PL1-4 70%",
    },
}


class Keeper:
    """Where updates are kept; it may fail."""

    def __init__(self) -> None:
        self.kept: list[Arrival] = []
        self.broken = False

    async def accept(self, arrivals: list[Arrival]) -> object:
        if self.broken:
            raise OSError("no space left")
        self.kept += arrivals
        return None


@pytest.fixture
def keeper() -> Keeper:
    return Keeper()


@pytest.fixture
def telegram(keeper: Keeper) -> Iterator[TestClient]:
    with TestClient(Starlette(routes=[webhook.route(keeper.accept, SECRET)])) as client:
        client.headers[webhook.HEADER] = SECRET
        yield client


def test_an_update_is_kept_and_acknowledged(telegram: TestClient, keeper: Keeper) -> None:
    answer = telegram.post(webhook.PATH, json=UPDATE)
    assert (answer.status_code, answer.text) == (200, "")
    (arrival,) = keeper.kept
    assert (arrival.event_id, arrival.chat_key, arrival.raw) == ("5", "telegram:7", UPDATE)


def test_what_could_not_be_kept_is_not_acknowledged(telegram: TestClient, keeper: Keeper) -> None:
    keeper.broken = True
    assert telegram.post(webhook.PATH, json=UPDATE).status_code == 503
    keeper.broken = False
    assert telegram.post(webhook.PATH, json=UPDATE).status_code == 200
    assert len(keeper.kept) == 1


def test_a_press_is_answered_by_the_acknowledgement(telegram: TestClient) -> None:
    press = {"update_id": 6, "callback_query": {"id": "77", "from": {"id": 7}, "data": "c:1"}}
    answer = telegram.post(webhook.PATH, json=press).json()
    assert answer == {"method": "answerCallbackQuery", "callback_query_id": "77"}


@pytest.mark.parametrize("secret", ["", "wrong", SECRET[:-1], SECRET + "0", "Ađ"])
def test_without_the_secret_nothing_is_kept(telegram: TestClient, keeper: Keeper, secret: str) -> None:
    answer = telegram.post(webhook.PATH, json=UPDATE, headers={webhook.HEADER: secret.encode()})
    assert (answer.status_code, keeper.kept) == (403, [])


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"[]", 400),
        (b'{"message": {}}', 400),
        (b'{"update_id": true}', 400),
        (b'{"update_id": "5"}', 400),
        (b"\xff\xfe", 400),
        (b"[" * 200_000, 400),
        (b" " * (webhook.BYTES + 1), 413),
    ],
)
def test_what_is_no_update_is_refused(telegram: TestClient, keeper: Keeper, body: bytes, status: int) -> None:
    assert telegram.post(webhook.PATH, content=body).status_code == status
    assert keeper.kept == []


@pytest.mark.parametrize(("method", "path", "status"), [("GET", webhook.PATH, 405), ("POST", "/", 404)])
def test_there_is_nothing_else_there(telegram: TestClient, method: str, path: str, status: int) -> None:
    assert telegram.request(method, path, content=json.dumps(UPDATE)).status_code == status


def test_the_secret_is_of_the_form_that_telegram_takes_and_tells_nothing_of_the_token() -> None:
    assert len(SECRET) <= 256
    assert SECRET.isalnum()
    assert webhook.secret_of("700700:another-token") != SECRET
    assert "TEST" not in SECRET
