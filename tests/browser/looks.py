"""What a person would see of a page, measured inside it."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

MEASURES = Path(__file__).with_name("looks.js").read_text(encoding="utf-8")


def _measured(page: Page, name: str) -> Any:
    return page.evaluate(f"{MEASURES}.{name}()")


def pale_text(page: Page) -> Any:
    """Text that is too pale for what lies behind it."""
    return _measured(page, "paleText")


def small_targets(page: Page) -> Any:
    """What is too small to be pressed."""
    return _measured(page, "smallTargets")


def nameless(page: Page) -> Any:
    """What a screen reader could not name."""
    return _measured(page, "nameless")


def sideways(page: Page) -> Any:
    """By how many pixels the page scrolls sideways."""
    return _measured(page, "sideways")


def focused_part(page: Page) -> Any:
    """The part of the page that has the keyboard's focus, by its class."""
    return _measured(page, "focusedPart")
