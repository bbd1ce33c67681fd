"""`dieuphoi run` as a process of its own, with Telegram and Zalo at once: by polling, and by webhooks."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx

from dieuphoi.bot.channels.zalo import webhook
from tests.telegram_api import TelegramApi
from tests.zalo_api import ZaloApi

SECONDS = 60.0  # a machine under load takes its time to begin


@asynccontextmanager
async def running(
    url: str, telegram: TelegramApi, zalo: ZaloApi, work: Path, **more: str
) -> AsyncIterator[asyncio.subprocess.Process]:
    kept = work / "zalo-token"
    kept.write_text(zalo.token + "\n", encoding="utf-8")
    environment = os.environ | {
        "DIEUPHOI_DATABASE_URL": url,
        "DIEUPHOI_TELEGRAM_TOKEN": telegram.token,
        "DIEUPHOI_TELEGRAM_BASE_URL": telegram.base_url,
        "DIEUPHOI_ZALO_TOKEN_FILE": str(kept),
        "DIEUPHOI_ZALO_BASE_URL": zalo.base_url,
        **more,
    }
    process = await asyncio.create_subprocess_exec(
        str(Path(sys.executable).with_name("dieuphoi")),
        "run",
        env=environment,
        cwd=work,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield process
        process.send_signal(signal.SIGTERM)
        _out, log = await asyncio.wait_for(process.communicate(), SECONDS)
        assert process.returncode == 0, log.decode()
        for secret in (telegram.token, zalo.token, webhook.secret_of(zalo.token)):
            assert secret not in log.decode()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


def test_one_process_answers_on_both_channels(sqlite_url: str, tmp_path: Path) -> None:
    async def main() -> None:
        async with TelegramApi() as telegram, ZaloApi() as zalo:
            lan, hoa = telegram.person("Lan"), zalo.person("Hoa")
            telegram.say(lan, lan, "/trogiup")
            zalo.say(hoa, hoa, "/trogiup")
            async with running(sqlite_url, telegram, zalo, tmp_path):
                await telegram.until(lambda: telegram.texts(lan), SECONDS)
                await zalo.until(lambda: zalo.texts(hoa), SECONDS)
                assert telegram.texts(lan)[0].splitlines()[0] == zalo.texts(hoa)[0].splitlines()[0]

    asyncio.run(main())


def test_one_port_takes_what_both_bring(sqlite_url: str, tmp_path: Path) -> None:
    async def main() -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        async with TelegramApi() as telegram, ZaloApi() as zalo:
            settings = {
                "DIEUPHOI_WEBHOOK_URL": "https://bot.example.gov.vn",
                "DIEUPHOI_WEBHOOK_PORT": str(port),
            }
            hoa = zalo.person("Hoa")
            async with running(sqlite_url, telegram, zalo, tmp_path, **settings):
                await zalo.until(lambda: zalo.count("setWebhook"), SECONDS)
                await telegram.until(lambda: telegram.count("setWebhook"), SECONDS)
                zalo.say(hoa, hoa, "/trogiup")
                proxy = f"http://127.0.0.1:{port}"
                async with httpx.AsyncClient(base_url=proxy) as stranger:
                    for path in ("/zalo", "/telegram"):
                        assert (await stranger.post(path, json={})).status_code == 403
                assert await zalo.bring(proxy) == [200]
                await zalo.until(lambda: zalo.texts(hoa), SECONDS)
            assert len(zalo.texts(hoa)) == 1

    asyncio.run(main())
