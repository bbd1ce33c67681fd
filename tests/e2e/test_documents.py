"""The documents for people: what they quote is what the bot says, what they name is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.main import get_command

from dieuphoi.bot.cli import app
from dieuphoi.bot.settings import SECRETS, Settings
from dieuphoi.handlers.commands import COMMANDS
from dieuphoi.storage import registrations
from tests.e2e.example import IMPORT, QUARTER, TOGETHER, played
from tests.stage import Stage

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "huong-dan-su-dung.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
QUOTES = re.findall(r"^```\n(.+?)\n```$", GUIDE, re.MULTILINE | re.DOTALL)


def _said(text: str) -> str:
    """One line without buttons, and with one code for every invitation."""
    words = " ".join(line for line in text.splitlines() if not line.startswith("["))
    return re.sub(r"DP(-[A-Z0-9]{4}){3}", "DP-…", " ".join(words.split()))


def _greeting(stage: Stage) -> list[str]:
    """What a coordinator hears who joins by the operator's invitation, and a stranger at first."""
    with stage.transaction() as tx:
        code = registrations.invite(tx, "coordinator")
    for text in (code, "đồng ý", "Phạm Thu Hà", "Chuyên viên"):
        stage.say("ha", text)
    return [stage.press("ha", "Bỏ qua").text("ha"), stage.say("mai", "xin chào").text("mai")]


def test_every_answer_quoted_in_the_guide_is_one_of_the_bots(stage: Stage) -> None:
    texts = [
        _said(m.text) for script in (QUARTER, IMPORT, TOGETHER) for answers in played(script) for m in answers
    ] + [_said(t) for t in _greeting(stage)]
    assert len(QUOTES) > 10
    for quote in QUOTES:
        pieces = [piece.strip() for piece in _said(quote).split(" … ")]  # what is left out in the middle
        assert any(all(piece in text for piece in pieces) for text in texts), quote


@pytest.mark.parametrize("document", [GUIDE, README])
def test_every_chat_command_of_the_documents_exists(document: str) -> None:
    named = set(re.findall(r"[`“ (]/([a-z]+)\b(?![/.])", document)) - {"newbot", "setprivacy"}
    assert named
    assert named <= set(COMMANDS)


def test_the_readme_names_the_settings_and_commands_that_there_are() -> None:
    settings = {f"DIEUPHOI_{name.upper()}" for name in Settings.model_fields}
    settings |= {f"DIEUPHOI_{name.upper()}_FILE" for name in SECRETS}
    assert set(re.findall(r"DIEUPHOI_[A-Z_]+", README)) == settings
    commands = set(getattr(get_command(app), "commands", {}))
    table = README.partition("## Các lệnh khác")[2].partition("## Thiết đặt")[0]
    assert set(re.findall(r"`([a-z]+)[ `]", table)) & commands == commands - {"run", "chat"}


@pytest.mark.parametrize(
    "name", ["README.md", "CHANGELOG.md", *(f"docs/{p.name}" for p in ROOT.glob("docs/*.md"))]
)
def test_every_link_of_a_document_leads_somewhere(name: str) -> None:
    document = ROOT / name
    for target in re.findall(r"\]\(([^)#]+)\)", document.read_text(encoding="utf-8")):
        assert (document.parent / target).exists(), target
