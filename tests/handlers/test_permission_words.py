"""The table in words: the document for people says what the table says."""

from __future__ import annotations

from pathlib import Path

from dieuphoi.handlers.permission_words import action_name, document
from dieuphoi.handlers.permissions import Action

PAGE = Path(__file__).parents[2] / "docs" / "quyen.md"


def test_the_page_says_what_the_table_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == document(), "write it anew: make quyen"


def test_every_action_has_a_name_of_its_own() -> None:
    assert len({action_name(action) for action in Action}) == len(Action)
