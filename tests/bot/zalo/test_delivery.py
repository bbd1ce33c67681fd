"""What becomes of messages where Zalo is in trouble, refuses, or can't reach somebody; and events that are brought."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import select
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dieuphoi.bot.channels import Closed, Refused, TryLater, Undelivered, Unknown
from dieuphoi.bot.channels.zalo import ZaloChannel, webhook
from dieuphoi.bot.channels.zalo.client import CutError, NotSentError, SaidNoError, ZaloError
from dieuphoi.bot.channels.zalo.errors import QUOTA, QUOTA_PAUSE, undelivered
from dieuphoi.bot.clock import TurnableClock
from dieuphoi.handlers.messages import Chat, Message, bold
from dieuphoi.storage.inbox import Arrival
from dieuphoi.storage.tables import outbox
from tests.bot.line import START
from tests.bot.zalo.line import Line, on_zalo
from tests.zalo_api import Person, ZaloApi


@pytest.mark.parametrize(
    ("error", "kind", "word"),
    [
        (NotSentError("unreachable"), TryLater, "unreachable"),
        (CutError("no answer"), Unknown, "no answer"),
        (SaidNoError(429, "Quota exceeded"), TryLater, QUOTA),
        (SaidNoError(401, "Unauthorized"), TryLater, "unauthorised"),
        (SaidNoError(404), TryLater, "unauthorised"),
        (SaidNoError(408), TryLater, "server error"),
        (SaidNoError(502), TryLater, "server error"),
        (SaidNoError(403, "Internal server error"), TryLater, "server error"),
        (SaidNoError(400, "Bad request: chat not found"), Closed, "not found"),
        (SaidNoError(400, "bot was blocked by the user"), Closed, "blocked"),
        (SaidNoError(403, "bot is not a member of the group"), Closed, "removed"),
        (SaidNoError(400, "Bad request: text"), Refused, "refused"),
        (SaidNoError(7_777, "what nobody has told of"), TryLater, "server error"),
    ],
)
def test_each_failure_is_of_one_kind(error: ZaloError, kind: type[Undelivered], word: str) -> None:
    found = undelivered(error)
    assert type(found) is kind
    assert found.kind == word


def with_lan(url: str, play: Callable[[Line, Person], Awaitable[None]]) -> None:
    async def main() -> None:
        clock = TurnableClock(START)
        async with ZaloApi(clock) as api:
            lan = api.person("Lan")
            async with on_zalo(url, clock, api) as line:
                await line.say(lan, lan, "chào bot")
                await play(line, lan)

    asyncio.run(main())


def tell(line: Line, lan: Person, text: str) -> int:
    with line.service.database.begin(line.clock.now()) as tx:
        (number,) = line.service.post(tx, [Message(Chat("zalo", lan.id, private=True), text)])
    line.running.wake()
    return number


def status(line: Line, number: int) -> str:
    with line.service.database.look(line.clock.now()) as tx:
        return str(tx.connection.execute(select(outbox.c.status).where(outbox.c.id == number)).scalar_one())


@pytest.mark.parametrize("fault", ["bad gateway", "server error"])
def test_what_zalo_did_not_take_is_sent_again_once(sqlite_url: str, fault: str) -> None:
    async def play(line: Line, lan: Person) -> None:
        line.api.fail("sendMessage", fault, fault)
        number = tell(line, lan, "một tin")
        await line.until(lambda: status(line, number) == "sent")
        assert line.api.texts(lan).count("một tin") == 1

    with_lan(sqlite_url, play)


def test_of_what_was_cut_nobody_knows_and_the_copy_is_at_most_one(sqlite_url: str) -> None:
    async def play(line: Line, lan: Person) -> None:
        line.api.fail("sendMessage", "lost answer")
        number = tell(line, lan, "một tin")
        await line.until(lambda: status(line, number) in ("sent", "failed"))
        assert 1 <= line.api.texts(lan).count("một tin") <= 2

    with_lan(sqlite_url, play)


def test_who_has_blocked_the_bot_is_written_to_no_more_until_they_write(sqlite_url: str) -> None:
    async def play(line: Line, lan: Person) -> None:
        lan.blocked = True
        number = tell(line, lan, "một tin")
        await line.until(lambda: status(line, number) == "withdrawn")
        said = await line.say(lan, lan, "tôi đây")
        assert said

    with_lan(sqlite_url, play)


def test_a_quota_that_is_used_up_lets_messages_wait(sqlite_url: str) -> None:
    async def play(line: Line, lan: Person) -> None:
        line.api.messages_left = 0
        number = tell(line, lan, "một tin")
        await line.until(lambda: line.api.count("sendMessage") >= 2 and status(line, number) == "waiting")
        line.api.messages_left = 10
        line.clock.turn_to(line.clock.now() + QUOTA_PAUSE)
        await line.until(lambda: status(line, number) == "sent")

    with_lan(sqlite_url, play)


def test_neither_the_token_nor_what_people_say_gets_into_the_log(
    sqlite_url: str, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)

    async def play(line: Line, lan: Person) -> None:
        line.api.fail("sendMessage", "server error", "reset", "bad gateway")
        number = tell(line, lan, "điều không ai nên đọc trong nhật ký")
        await line.until(lambda: status(line, number) == "sent")
        line.api.fail("getUpdates", "server error", "reset", "bad gateway")
        await line.say(lan, lan, "câu hỏi riêng tư")

    with_lan(sqlite_url, play)
    logged = caplog.text + "".join(capsys.readouterr())
    for secret in ("test-only-token", "điều không ai", "riêng tư"):
        assert secret not in logged


def test_a_server_that_knows_less_still_brings_and_takes_messages(sqlite_url: str) -> None:
    async def main() -> None:
        clock = TurnableClock(START)
        async with ZaloApi(clock) as api:
            api.strict = True
            lan = api.person("Lan")
            async with on_zalo(sqlite_url, clock, api) as line:
                said = await line.say(lan, lan, "/trogiup")
                assert said.strip()
                tell(line, lan, bold("Hạn 31/3") + " còn 3 ngày")
                await line.until(lambda: "Hạn 31/3 còn 3 ngày" in api.texts(lan))
                assert api.texts(lan).count("Hạn 31/3 còn 3 ngày") == 1

    asyncio.run(main())


def test_a_webhook_that_was_set_meanwhile_is_taken_away_again(sqlite_url: str) -> None:
    async def play(line: Line, lan: Person) -> None:
        other = ZaloChannel(line.api.token, line.api.base_url)
        await other.be_called("https://bot.example.gov.vn/zalo", webhook.secret_of(line.api.token))
        await other.close()
        assert (await line.say(lan, lan, "/trogiup")).strip()

    with_lan(sqlite_url, play)


def test_events_that_zalo_brings_are_kept_before_it_hears_that_they_are() -> None:
    kept: list[Arrival] = []
    secret = webhook.secret_of("700700:test-only-token")
    fails = [True]

    async def accept(arrivals: list[Arrival]) -> None:
        if fails.pop() if fails else False:
            raise OSError("the database is gone")
        kept.extend(arrivals)

    event = {
        "event_name": "message.text.received",
        "message": {
            "from": {"id": "a"},
            "chat": {"id": "a", "chat_type": "PRIVATE"},
            "text": "x",
            "message_id": "m1",
        },
    }
    with TestClient(Starlette(routes=[webhook.route(accept, secret)])) as client:
        right = {webhook.HEADER: secret}
        assert client.post(webhook.PATH, json=event).status_code == 403
        assert client.post(webhook.PATH, json=event, headers={webhook.HEADER: "wrong"}).status_code == 403
        assert client.post(webhook.PATH, content=b"{", headers=right).status_code == 400
        assert client.post(webhook.PATH, content=b"x" * 1_000_001, headers=right).status_code == 413
        assert client.post(webhook.PATH, json=event, headers=right).status_code == 503
        assert kept == []
        for body in (event, {"ok": True, "result": event}, {"event_name": "something.new"}, {}):
            assert client.post(webhook.PATH, json=body, headers=right).status_code == 200
    assert [one.event_id for one in kept[:2]] == ["a:m1", "a:m1"]  # which the inbox keeps once
    assert 8 <= len(secret) <= 256


def test_zalo_is_told_where_to_bring_events_and_brings_what_waited() -> None:
    async def main() -> None:
        async with ZaloApi() as api:
            channel = ZaloChannel(api.token, api.base_url)
            await channel.be_called("https://bot.example.gov.vn/zalo", webhook.secret_of(api.token))
            assert channel.user_name == api.name
            lan = api.person("Lan")
            api.say(lan, lan, "chào")
            with pytest.raises(Undelivered):
                await channel.be_called("ftp://nowhere", "x")
            await channel.close()

    asyncio.run(main())
