"""People talking with the bot in tests: through the same door as `dieuphoi chat --jsonl`, line in and lines out."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from dieuphoi.bot import schedule
from dieuphoi.bot.clock import TurnableClock, read_moment
from dieuphoi.bot.office_setup import make_coordinator, prepare
from dieuphoi.bot.scripted import Script
from dieuphoi.storage.database import Database

KHDT = "Sở Kế hoạch và Đầu tư"
LDTBXH = "Sở Lao động - Thương binh và Xã hội"
TAICHINH = "Sở Tài chính"


@dataclass(frozen=True)
class Said:
    """A message of the bot's."""

    to: str
    id: int
    text: str
    labels: list[str]
    file: str | None = None
    edits: int | None = None


@dataclass
class Heard:
    """All that the bot said because of one line, with the error of the line where there was one."""

    messages: list[Said] = field(default_factory=list)
    error: str | None = None

    def to(self, name: str) -> list[Said]:
        """What one person, or the group, was told."""
        return [m for m in self.messages if m.to == name]

    def told(self, name: str) -> list[Said]:
        """The same without files and pictures."""
        return [m for m in self.to(name) if m.file is None]

    def text(self, name: str) -> str:
        """All texts to one person together."""
        return "\n".join(m.text for m in self.to(name))

    def labels(self, name: str) -> list[str]:
        """All buttons shown to one person."""
        return [label for m in self.to(name) for label in m.labels]


class _Lines:
    """Takes the script's lines."""

    def __init__(self) -> None:
        self.lines: list[dict[str, Any]] = []

    def write(self, line: str) -> int:
        self.lines.append(json.loads(line))
        return len(line)

    def flush(self) -> None:
        """Nothing is held back."""


def _said(line: dict[str, Any]) -> Said:
    labels = [label for row in line["buttons"] for label in row]
    return Said(line["to"], line["id"], line["text"], labels, line["file"], line["edits"])


class Stage:
    """A conversation of several people with the bot, at a clock that the test turns."""

    def __init__(self, url: str | Database, start: datetime, *, coordinator: str | None = None) -> None:
        clock = TurnableClock(start)
        self.database = url if isinstance(url, Database) else Database(url)
        if isinstance(url, str):  # a database that is handed over is prepared
            prepare(self.database, clock)
        if coordinator:
            with self.database.begin(start) as tx:
                make_coordinator(tx, "console", coordinator)
        self._out = _Lines()
        self.script = Script(self.database, clock, started=True, out=self._out)

    @property
    def now(self) -> datetime:
        """What the clock says."""
        return self.script.clock.now()

    def line(self, **line: Any) -> Heard:
        """Play one line."""
        self._out.lines.clear()
        self.script.play([json.dumps(line)])
        *said, end = self._out.lines
        return Heard([_said(s) for s in said], end.get("error"))

    def switched_on(self, moment: str) -> Heard:
        """The bot was off until a moment: it starts, makes its posts, and delivers what waits."""
        self.script.clock.turn_to(read_moment(moment))
        schedule.prepare_posts(self.script.service)
        self._out.lines.clear()
        self.script.deliver()
        return Heard([_said(s) for s in self._out.lines])

    def unsent(self, moment: str) -> int:
        """The bot makes its posts of a moment, and none of them goes out; gives how many wait."""
        schedule.begin(self.script.service)
        self.script.clock.turn_to(read_moment(moment))
        return schedule.prepare_posts(self.script.service)

    def say(self, who: str, text: str, **more: Any) -> Heard:
        """Somebody writes to the bot in private."""
        return self.line(**({"as": who, "chat": "private", "text": text} | more))

    def say_in_group(self, who: str, text: str, **more: Any) -> Heard:
        """Somebody writes in the group."""
        return self.say(who, text, chat="group", **more)

    def press(self, who: str, label: str, **more: Any) -> Heard:
        """Somebody presses the newest button with a label."""
        return self.line(**({"as": who, "chat": "private", "press": label} | more))

    def at(self, moment: str) -> Heard:
        """Turn the clock."""
        return self.line(at=moment)

    def register(self, who: str, agency: str, name: str | None = None) -> Heard:
        """Somebody becomes a focal point, approved by minh."""
        for text in ("/dangky", "đồng ý", agency, name or f"Nguyễn Thị {who.capitalize()}", "Chuyên viên"):
            self.say(who, text)
        self.press(who, "Bỏ qua")
        return self.press("minh", "Duyệt")

    def look(self, reading: Any) -> Any:
        """Read something from the database."""
        with self.database.look(self.now) as tx:
            return reading(tx)

    def transaction(self) -> Any:
        """A transaction that is kept, for what no conversation can bring about."""
        return self.database.begin(self.now)

    def close(self) -> None:
        """End the conversation."""
        self.database.close()
