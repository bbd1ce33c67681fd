"""Zalo: a bot of the Zalo Bot Platform. What is known of its API, with sources and dates: docs/zalo.md."""

from dieuphoi.bot.channels.zalo.channel import ZaloChannel

__all__ = ["ZaloChannel"]
