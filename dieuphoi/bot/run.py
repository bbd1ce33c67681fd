"""`dieuphoi run`: every configured channel, or with none the local web chat."""

from __future__ import annotations

import asyncio
import signal
import socket
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import structlog
from starlette.applications import Starlette
from starlette.routing import Route

from dieuphoi.bot import calendar_page, own_papers, own_words
from dieuphoi.bot.channels import Undelivered
from dieuphoi.bot.lock import only_one
from dieuphoi.bot.office_setup import prepare
from dieuphoi.bot.running import Running
from dieuphoi.bot.service import Service
from dieuphoi.bot.serving import server
from dieuphoi.bot.settings import Settings, SettingsError
from dieuphoi.handlers.command_words import command_list
from dieuphoi.handlers.office import Office
from dieuphoi.storage.database import Database, file_of
from dieuphoi.storage.inbox import Arrival
from dieuphoi.wording import _

if TYPE_CHECKING:
    from dieuphoi.bot.channels.telegram import TelegramChannel
    from dieuphoi.bot.channels.telegram.polling import Accept

log = structlog.get_logger()
WEBHOOK_PAUSE = 10.0  # seconds between two tries to set it
TRIAL_DATABASE = "sqlite:///var/thu.db"  # the web chat's fictional people never get into an office's database


def serve(settings: Settings, *, database_named: bool) -> None:
    """Run until the process is told to stop (SIGINT, SIGTERM). Raises SettingsError where it can't begin."""
    if settings.zalo_token is not None:
        raise SettingsError(_("DIEUPHOI_ZALO_TOKEN: the Zalo channel is not part of this version; unset it."))
    if settings.telegram_token is None and not database_named:
        settings = settings.model_copy(update={"database_url": TRIAL_DATABASE})
    own_words.take_up(settings)
    with only_one(file_of(settings.database_url)):
        asyncio.run(_serve_web(settings) if settings.telegram_token is None else _serve_telegram(settings))


def stop_signal() -> asyncio.Event:
    """An event that is set when the process is told to stop."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


async def _serve_telegram(settings: Settings) -> None:
    from dieuphoi.bot.channels.telegram import Command, TelegramChannel  # noqa: PLC0415 - only where it is used

    stop = stop_signal()
    assert settings.telegram_token is not None  # noqa: S101 - serve has looked
    private, group = dict(command_list(group=False)), dict(command_list(group=True))
    menu = [
        Command(name, text, private=name in private, group=name in group)
        for name, text in (private | group).items()
    ]
    channel = TelegramChannel(
        settings.telegram_token.get_secret_value(), settings.telegram_base_url, commands=menu
    )
    clock, database = settings.clock(), Database(settings.database_url)
    office = Office(
        hours=settings.work_hours,
        retention_days=settings.retention_days,
        calendars=settings.pages_url or settings.webhook_url,
        letterhead=own_papers.read(settings),
    )
    prepare(database, clock)
    running = Running(Service(database, clock, [channel], office))
    await running.start(ticking=True)

    async def accept(arrivals: Sequence[Arrival]) -> None:
        office.bot_names[channel.name] = channel.user_name  # known once the channel has started
        await running.accept(channel.name, arrivals)

    log.info("serving", channel="telegram", webhook=settings.webhook_url is not None)
    try:
        pages = [calendar_page.route(running.look)]
        if settings.webhook_url is not None:
            await _be_called(settings, channel, accept, stop, pages)
        elif settings.pages_url is not None:
            async with _served(Starlette(routes=pages), settings.web_port, "DIEUPHOI_WEB_PORT"):
                await channel.listen(accept, stop)
        else:
            await channel.listen(accept, stop)
    finally:
        await running.stop()
        await channel.close()
        database.close()


@asynccontextmanager
async def _served(app: Starlette, port: int, setting: str) -> AsyncIterator[None]:
    """Serve an app on the loopback address meanwhile."""
    serving = server(app)
    task = asyncio.create_task(serving.serve(sockets=[_address(port, setting)]))
    try:
        yield
    finally:
        serving.should_exit = True
        await task


async def _be_called(
    settings: Settings,
    channel: TelegramChannel,
    accept: Accept,
    stop: asyncio.Event,
    pages: Sequence[Route],
) -> None:
    """Take the updates that Telegram brings, until `stop` is set. The webhook stays: updates wait there meanwhile."""
    from dieuphoi.bot.channels.telegram import webhook  # noqa: PLC0415 - only where it is used

    assert settings.telegram_token is not None  # noqa: S101 - serve has looked
    secret = webhook.secret_of(settings.telegram_token.get_secret_value())
    app = webhook.create_app(accept, secret, pages)
    async with _served(app, settings.webhook_port, "DIEUPHOI_WEBHOOK_PORT"):
        while not stop.is_set():
            try:
                await channel.be_called(f"{settings.webhook_url}{webhook.PATH}", secret)
                break
            except Undelivered as error:
                log.warning("telegram: the webhook was not set, trying again", error=error.kind)
                await _pause(stop, WEBHOOK_PAUSE)
        await stop.wait()


async def _pause(stop: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return


async def _serve_web(settings: Settings) -> None:
    from dieuphoi.bot.channels.web.app import create_app  # noqa: PLC0415 - only where it is used
    from dieuphoi.bot.trial import Trial  # noqa: PLC0415

    stop = stop_signal()
    address = _address(settings.web_port, "DIEUPHOI_WEB_PORT")
    trial = Trial(settings.database_url, f"http://127.0.0.1:{settings.web_port}", own_papers.read(settings))
    await trial.start()
    serving = server(create_app(trial, trial.news))
    sys.stderr.write(
        _("The trial chat is open: http://127.0.0.1:{port} (Ctrl-C ends it)").format(port=settings.web_port)
        + "\n"
    )
    task = asyncio.create_task(serving.serve(sockets=[address]))
    await asyncio.wait([task, asyncio.create_task(stop.wait())], return_when=asyncio.FIRST_COMPLETED)
    trial.news.close()
    serving.should_exit = True
    await task
    await trial.stop()


def _address(port: int, setting: str) -> socket.socket:
    """A socket on the loopback address. Raises SettingsError where another program has the port."""
    found = socket.socket()
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind(("127.0.0.1", port))
    except OSError:
        text = _("Port {port} is in use by another program. Stop it, or set {setting}, e.g. to {other}.")
        raise SettingsError(text.format(port=port, setting=setting, other=port + 1)) from None
    return found
