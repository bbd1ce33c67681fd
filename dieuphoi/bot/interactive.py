"""`dieuphoi chat`: talking to the bot in the terminal; choices are numbered, "1" presses the first."""

from __future__ import annotations

import json
from typing import Any

from rich.console import Console

from dieuphoi.bot.scripted import Script
from dieuphoi.wording import _


class _Screen:
    """What the script would write as JSON, shown to a person; remembers the last choices."""

    def __init__(self) -> None:
        self.choices: list[str] = []
        self._console = Console(highlight=False)

    def write(self, line: str) -> int:
        shown: dict[str, Any] = json.loads(line)
        if "error" in shown:
            self.say(shown["error"])
        elif "text" in shown:
            self._message(shown)
        return len(line)

    def flush(self) -> None:
        """Nothing is held back."""

    def say(self, text: str) -> None:
        self._console.print(text, markup=False)

    def _message(self, shown: dict[str, Any]) -> None:
        self._console.print(f"┌ {shown['to']}", style="dim", markup=False)
        self.say(shown["text"])
        labels = [label for row in shown["buttons"] for label in row]
        if labels:
            self.choices = labels
            self.say("   ".join(f"[{n}] {label}" for n, label in enumerate(labels, start=1)))
        if shown["file"]:
            self.say(f"→ {shown['file']}")


def talk(script: Script, name: str) -> bool:
    """Talk as one person until end of input. Lines beginning with ":" steer the conversation itself."""
    screen = _Screen()
    script.write_to(screen)
    screen.say(
        _(
            "You are {name}. “:as lan” speaks as another, “:group” in the group, “:private” back, “:at 2022-03-01T08:00” turns the clock, Ctrl-D ends."
        ).format(name=name)
    )
    speaking: dict[str, Any] = {"as": name, "chat": "private"}
    while True:
        try:
            typed = input(f"{speaking['as']}@{speaking['chat']}> ").strip()
        except (EOFError, KeyboardInterrupt):
            return True
        if typed:
            _one(script, screen, speaking, typed)


def _one(script: Script, screen: _Screen, speaking: dict[str, Any], typed: str) -> None:
    word, _space, rest = typed.partition(" ")
    if word == ":as" and rest:
        speaking["as"] = rest.strip()
    elif word in (":group", ":private"):
        speaking["chat"] = word[1:]
    elif word == ":at":
        script.play([json.dumps({"at": rest})])
    elif typed.isdigit() and 1 <= int(typed) <= len(screen.choices):
        script.play([json.dumps(speaking | {"press": screen.choices[int(typed) - 1]})])
    else:
        script.play([json.dumps(speaking | {"text": typed})])
