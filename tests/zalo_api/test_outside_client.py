"""The double is what a client of other people's takes for Zalo: python-zalo-bot talks with it."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import httpx
import pytest
from zalo_bot import Bot
from zalo_bot.error import ZaloError

from tests.zalo_api import ZaloApi


def test_somebody_elses_client_learns_who_it_is_hears_and_answers() -> None:
    async def main() -> None:
        async with ZaloApi() as api:
            lan = api.person("Lan")
            async with Bot(api.token, api.base_url) as bot:
                assert (await bot.get_me()).account_name == api.account
                api.say(lan, lan, "xin chào")
                update = await bot.get_update(timeout=2)
                assert update is not None
                assert (update.message.text, update.message.from_user.display_name) == ("xin chào", "Lan")
                await bot.send_message(update.message.chat.id, "Chào Lan")
                assert api.texts(lan) == ["Chào Lan"]

    asyncio.run(main())


def test_it_does_not_write_first_either() -> None:
    async def main() -> None:
        async with ZaloApi() as api:
            lan = api.person("Lan")
            async with Bot(api.token, api.base_url) as bot:
                with suppress(ZaloError, KeyError, TypeError):  # it takes every 200 for a success
                    await bot.send_message(lan.id, "chưa ai viết cho bot")
            assert api.sent == []
            assert api.count("sendMessage") == 1

    asyncio.run(main())


def test_polling_and_a_webhook_exclude_each_other() -> None:
    async def main() -> None:
        async with ZaloApi() as api, httpx.AsyncClient() as client:
            address = f"{api.base_url}/bot{api.token}"

            async def code(method: str, **given: str) -> int | None:
                answer = await client.post(f"{address}/{method}", json=given)
                found: int | None = answer.json().get("error_code")
                return found

            assert await code("getUpdates") == 408
            assert (
                await code("setWebhook", url="https://bot.example.gov.vn/zalo", secret_token="short") == 400
            )
            assert (
                await code("setWebhook", url="https://bot.example.gov.vn/zalo", secret_token="a secret")
                is None
            )
            assert await code("getUpdates") == 400
            assert await code("deleteWebhook") is None
            assert await code("getUpdates") == 408

    asyncio.run(main())


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"chat_id": "nobody", "text": "a"}, 400),
        ({"text": "a"}, 400),
        ({"text": ""}, 400),
        ({"text": "a" * 2_001}, 400),
        ({"text": "a", "reply_markup": {}}, 400),
        ({"text": "a", "text_styles": [{"start": 0, "len": 2, "st": ["b"]}]}, 400),
    ],
)
def test_what_zalo_would_not_take_is_not_taken(given: dict[str, object], code: int) -> None:
    async def main() -> None:
        async with ZaloApi() as api, httpx.AsyncClient() as client:
            lan = api.person("Lan")
            api.say(lan, lan, "chào")
            whole = {"chat_id": lan.id} | given if given != {"text": "a"} else given
            answer = await client.post(f"{api.base_url}/bot{api.token}/sendMessage", json=whole)
            assert (answer.status_code, answer.json()["error_code"]) == (200, code)
            assert api.sent == []

    asyncio.run(main())


def test_the_quota_ends() -> None:
    async def main() -> None:
        async with ZaloApi() as api, httpx.AsyncClient() as client:
            lan = api.person("Lan")
            api.say(lan, lan, "chào")
            api.messages_left = 1
            url, body = f"{api.base_url}/bot{api.token}/sendMessage", {"chat_id": lan.id, "text": "a"}
            assert [(await client.post(url, json=body)).json().get("error_code") for _n in range(2)] == [
                None,
                429,
            ]

    asyncio.run(main())
