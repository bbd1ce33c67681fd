"""Telegram: the one room of the house that knows it."""

from dieuphoi.bot.channels.telegram.channel import TelegramChannel
from dieuphoi.bot.channels.telegram.commands import Command

__all__ = ["Command", "TelegramChannel"]
