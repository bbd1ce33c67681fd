"""Zalo's Bot API as a double over real HTTP on loopback. It enforces what docs/zalo.md tells of the real one."""

from tests.zalo_api.server import Group, Person, Sent, ZaloApi

__all__ = ["Group", "Person", "Sent", "ZaloApi"]
