"""The menu of commands that Telegram shows, for private chats and for groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import structlog
from telegram import Bot, BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats
from telegram.error import TelegramError

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Command:
    """A command of the menu: its name without the slash, what it does in the users' language, and where."""

    name: str
    description: str
    private: bool = True
    group: bool = True


async def publish(bot: Bot, commands: Sequence[Command]) -> None:
    """Put the menu in place. Where Telegram refuses it, the bot works on without one."""
    scopes = (
        (BotCommandScopeAllPrivateChats(), [c for c in commands if c.private]),
        (BotCommandScopeAllGroupChats(), [c for c in commands if c.group]),
    )
    for scope, shown in scopes:
        menu = [BotCommand(command.name, command.description) for command in shown]
        try:
            await bot.set_my_commands(menu, scope=scope)
        except TelegramError as error:
            log.warning("telegram: the menu of commands was not taken", error=type(error).__name__)
