"""A Bot API server on loopback that keeps Telegram's documented limits, for whole conversations in tests."""

from tests.telegram_api.conversation import TelegramApi
from tests.telegram_api.world import Group, Person, Posted

__all__ = ["Group", "Person", "Posted", "TelegramApi"]
