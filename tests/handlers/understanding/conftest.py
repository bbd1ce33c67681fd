from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dieuphoi.handlers.understanding import Known, KnownTask, Understood, understand

TODAY = date(2022, 2, 15)
Reader = Callable[..., Understood]


@pytest.fixture(scope="session")
def known() -> Known:
    data: dict[str, Any] = json.loads((Path(__file__).parent / "known.json").read_text(encoding="utf-8"))
    return Known(
        tasks=tuple(KnownTask(code, title) for code, title in data["tasks"]),
        agencies=tuple((name, tuple(aliases)) for name, aliases in data["agencies"]),
    )


@pytest.fixture(scope="session")
def read(known: Known, messages: list[dict[str, Any]]) -> Reader:
    def reader(text: str, chat: Any = "private", today: date = TODAY) -> Understood:
        return understand(text, chat=chat, today=today, known=known)

    for message in messages:  # the vocabulary is compiled when it is first needed, which takes a moment
        reader(message["text"], message["chat"])
    return reader


@pytest.fixture(scope="session")
def messages() -> list[dict[str, Any]]:
    files = sorted(Path(__file__).parent.glob("messages*.jsonl"))
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]
