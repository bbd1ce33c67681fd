"""`dieuphoi run`: every configured channel, or with none the local web chat."""

from __future__ import annotations

import asyncio
import signal
import socket
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import structlog
from starlette.applications import Starlette

from dieuphoi.bot import calendar_page, file_page, own_papers, own_words
from dieuphoi.bot.channels import Undelivered
from dieuphoi.bot.lock import only_one
from dieuphoi.bot.office_setup import prepare
from dieuphoi.bot.running import Running
from dieuphoi.bot.service import Service
from dieuphoi.bot.serving import server
from dieuphoi.bot.settings import Settings, SettingsError
from dieuphoi.bot.wires import Accept, Wire, wires_of
from dieuphoi.handlers.office import Office
from dieuphoi.storage.database import Database, file_of
from dieuphoi.storage.inbox import Arrival
from dieuphoi.wording import _

log = structlog.get_logger()
WEBHOOK_PAUSE = 10.0  # seconds between two tries to set it
TRIAL_DATABASE = "sqlite:///var/thu.db"  # the web chat's fictional people never get into an office's database


def serve(settings: Settings, *, database_named: bool) -> None:
    """Run until the process is told to stop (SIGINT, SIGTERM). Raises SettingsError where it can't begin."""
    by_token = settings.telegram_token is not None or settings.zalo_token is not None
    if not by_token and not database_named:
        settings = settings.model_copy(update={"database_url": TRIAL_DATABASE})
    own_words.take_up(settings)
    with only_one(file_of(settings.database_url)):
        asyncio.run(_serve_office(settings) if by_token else _serve_web(settings))


def stop_signal() -> asyncio.Event:
    """An event that is set when the process is told to stop."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


async def _serve_office(settings: Settings) -> None:
    stop = stop_signal()
    wires = list(wires_of(settings))
    clock, database = settings.clock(), Database(settings.database_url)
    address = settings.pages_url or settings.webhook_url
    no_files = [wire.channel.name for wire in wires if not wire.channel.limits.files]
    office = Office(
        pages=dict.fromkeys(no_files, address) if address else {},
        hours=settings.work_hours,
        retention_days=settings.retention_days,
        calendars=address,
        letterhead=own_papers.read(settings),
    )
    prepare(database, clock)
    running = Running(Service(database, clock, [wire.channel for wire in wires], office))
    await running.start(ticking=True)
    names = [wire.channel.name for wire in wires]
    log.info("serving", channels=names, webhook=settings.webhook_url is not None)
    try:
        pages = [calendar_page.route(running.look), file_page.route(running.look)]
        if settings.webhook_url is not None:
            brought = [wire.route(_accept(running, office, wire), wire.secret) for wire in wires]
            async with _served(
                Starlette(routes=[*brought, *pages]), settings.webhook_port, "DIEUPHOI_WEBHOOK_PORT"
            ):
                await asyncio.gather(*(_be_called(settings.webhook_url, wire, stop) for wire in wires))
                await stop.wait()
        elif settings.pages_url is not None:
            async with _served(Starlette(routes=pages), settings.web_port, "DIEUPHOI_WEB_PORT"):
                await _listen(running, office, wires, stop)
        else:
            await _listen(running, office, wires, stop)
    finally:
        await running.stop()
        for wire in wires:
            await wire.channel.close()
        database.close()


def _accept(running: Running, office: Office, wire: Wire) -> Accept:
    async def accept(arrivals: Sequence[Arrival]) -> None:
        office.bot_names[wire.channel.name] = wire.channel.user_name  # known once the channel has started
        await running.accept(wire.channel.name, arrivals)

    return accept


async def _listen(running: Running, office: Office, wires: Sequence[Wire], stop: asyncio.Event) -> None:
    await asyncio.gather(*(wire.channel.listen(_accept(running, office, wire), stop) for wire in wires))


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


async def _be_called(address: str, wire: Wire, stop: asyncio.Event) -> None:
    """Let a vendor bring what happens, trying until it agrees. The webhook stays: updates wait there meanwhile."""
    while not stop.is_set():
        try:
            return await wire.channel.be_called(f"{address}{wire.path}", wire.secret)
        except Undelivered as error:
            log.warning("the webhook was not set, trying again", channel=wire.channel.name, error=error.kind)
            await _pause(stop, WEBHOOK_PAUSE)


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
