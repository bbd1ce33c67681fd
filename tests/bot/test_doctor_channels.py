"""`dieuphoi doctor` asks each vendor whether the bot is there, and says what to do where it is not."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from typer.testing import CliRunner

from dieuphoi.bot.cli import app
from tests.telegram_api import TelegramApi
from tests.zalo_api import ZaloApi


def _said(url: str, monkeypatch: pytest.MonkeyPatch, **settings: str) -> dict[str, bool]:
    """What the doctor says of the channels, by its text."""

    async def main() -> Any:
        async with TelegramApi() as telegram, ZaloApi() as zalo:
            given = {
                "telegram_token": telegram.token,
                "telegram_base_url": telegram.base_url,
                "zalo_token": zalo.token,
                "zalo_base_url": zalo.base_url,
                "pages_url": "https://bot.example.gov.vn",
            } | settings
            for name, value in given.items():
                monkeypatch.setenv(f"DIEUPHOI_{name.upper()}", value)
            done = await asyncio.to_thread(CliRunner().invoke, app, ["doctor", "--json", "--db", url])
            assert telegram.count("deleteWebhook") == telegram.count("setMyCommands") == 0
            return json.loads(done.stdout)

    return {one["what"]: one["ok"] for one in asyncio.run(main())}


def test_each_channel_that_answers_is_named_and_zalos_month_counted(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = _said(sqlite_url, monkeypatch)
    assert said["Telegram: bot dieuphoi_bot đang hoạt động"]
    assert said["Zalo: bot Bot Điều phối đang hoạt động"]
    assert said["Zalo: tháng này 0/3000 tin, 0/50 người, 0/3 nhóm"]


def test_a_refused_token_and_a_vendor_out_of_reach_are_told_apart(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = _said(sqlite_url, monkeypatch, telegram_token="1:wrong", zalo_base_url="http://127.0.0.1:9")
    assert said["Telegram: mã bot bị từ chối; xin đặt DIEUPHOI_TELEGRAM_TOKEN đúng mã đã được cấp"] is False
    assert any(what.startswith("Zalo: không kết nối được") and not ok for what, ok in said.items())
    assert not any("wrong" in what for what in said)


def test_zalo_without_an_address_for_pages_is_told(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    said = _said(sqlite_url, monkeypatch, pages_url="")
    assert any("DIEUPHOI_PAGES_URL" in what and not ok for what, ok in said.items())
