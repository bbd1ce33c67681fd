"""`dieuphoi understand --jsonl`: what each message means, by the shipped plan and the known agencies."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Literal, TextIO

from dieuphoi.bot.clock import Clock
from dieuphoi.bot.office_setup import prepare
from dieuphoi.handlers.directory import Names
from dieuphoi.handlers.understanding import understand
from dieuphoi.storage.database import Database


def answer_lines(lines: Iterable[str], out: TextIO, today: date, *, why: bool) -> None:
    """For each line {"text","chat"} one line {"intent","slots","confidence"}, in the same order."""
    database = Database("sqlite://")
    prepare(database, Clock())
    with database.begin(Clock().now()) as tx:
        known = Names().known(tx)
    for line in lines:
        if not line.strip():
            continue
        message = json.loads(line)
        chat: Literal["private", "group"] = "group" if message.get("chat") == "group" else "private"
        found = understand(str(message.get("text", "")), chat=chat, today=today, known=known)
        answer = {"intent": found.intent, "slots": found.slots, "confidence": round(found.confidence, 2)}
        if why:
            answer["why"] = list(found.why)
        out.write(json.dumps(answer, ensure_ascii=False) + "\n")
