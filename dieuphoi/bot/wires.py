"""The channels that an office has set up, each with how its vendor brings what happens on it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.routing import Route

from dieuphoi.bot.settings import Settings
from dieuphoi.handlers.command_words import command_list
from dieuphoi.storage.inbox import Arrival

if TYPE_CHECKING:
    from dieuphoi.bot.channels.telegram import TelegramChannel
    from dieuphoi.bot.channels.zalo import ZaloChannel

Accept = Callable[[list[Arrival]], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Wire:
    """A channel and how its vendor brings what happens on it: to which path, with which secret."""

    channel: TelegramChannel | ZaloChannel
    path: str
    secret: str
    route: Callable[[Accept, str], Route]


def wires_of(settings: Settings) -> Iterator[Wire]:
    """The configured channels. A further one is a further block here."""
    if settings.telegram_token is not None:
        from dieuphoi.bot.channels.telegram import Command, TelegramChannel, webhook  # noqa: PLC0415 - only where it is used

        token = settings.telegram_token.get_secret_value()
        private, group = dict(command_list(group=False)), dict(command_list(group=True))
        menu = [
            Command(name, text, private=name in private, group=name in group)
            for name, text in (private | group).items()
        ]
        telegram = TelegramChannel(
            token, settings.telegram_base_url, commands=menu, proxy=settings.telegram_proxy
        )
        yield Wire(telegram, webhook.PATH, webhook.secret_of(token), webhook.route)
    if settings.zalo_token is not None:
        from dieuphoi.bot.channels.zalo import ZaloChannel  # noqa: PLC0415 - only where it is used
        from dieuphoi.bot.channels.zalo import webhook as zalo_webhook  # noqa: PLC0415

        token = settings.zalo_token.get_secret_value()
        zalo = ZaloChannel(token, settings.zalo_base_url, per_month=settings.zalo_per_month)
        yield Wire(zalo, zalo_webhook.PATH, zalo_webhook.secret_of(token), zalo_webhook.route)
