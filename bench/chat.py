"""Messages a second through `dieuphoi chat --jsonl`, on a file database with 10,000 tasks."""

from __future__ import annotations

import argparse
import json
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.plans import fill

TASKS = 10_000
MESSAGES = 1_000
COMMITS = 4  # a message: accepted, handled, being sent, sent
KINDS = {
    "/quynay": "/quynay",
    "/viec": "/viec",
    "one task": "/viec PL3-1",
    "words": "quý này có việc gì đến hạn?",
    "update": "PL3-1 {percent}%",
}


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """Nothing to choose."""


def run(_given: argparse.Namespace) -> tuple[dict[str, Any], bool]:
    """See `measure`; there is nothing that could be wrong."""
    return measure(), True


def measure() -> dict[str, Any]:
    """Each kind of message by itself, then all in turn; beside them the floor: the same commits by raw sqlite3."""
    with tempfile.TemporaryDirectory() as folder:
        figures: dict[str, Any] = {"tasks": TASKS, "messages of each kind": MESSAGES}
        fill(Path(folder) / "office.db", TASKS, "lan")
        for name, text in KINDS.items():
            figures[f"{name} (a second)"] = _rate(Path(folder), [text])
        figures["all in turn (a second)"] = _rate(Path(folder), list(KINDS.values()))
        figures["floor: raw commits (a second)"] = _floor(Path(folder))
    best = figures["floor: raw commits (a second)"]
    figures["all in turn / floor"] = round(figures["all in turn (a second)"] / best, 3)
    return figures


def _rate(folder: Path, texts: list[str]) -> int:
    """Messages a second, start-up left out: the time between the first and the last answer."""
    for leftover in folder.glob("bench.db*"):
        leftover.unlink()
    shutil.copy(folder / "office.db", folder / "bench.db")
    url = f"sqlite:///{folder / 'bench.db'}"
    lines = [
        json.dumps(
            {"as": "lan", "chat": "private", "text": texts[n % len(texts)].format(percent=n * 99 // MESSAGES)}
        )
        for n in range(MESSAGES + 1)
    ]
    command = [
        str(Path(sys.executable).with_name("dieuphoi")),
        "chat",
        "--jsonl",
        "--db",
        url,
        "--now",
        "2022-02-15T09:00",
    ]
    script = folder / "script.jsonl"
    script.write_text("\n".join(lines), encoding="utf-8")
    with (
        script.open() as source,
        subprocess.Popen(command, stdin=source, stdout=subprocess.PIPE, text=True) as run,
    ):
        assert run.stdout is not None
        ends = [time.perf_counter() for line in run.stdout if '"end"' in line]
    assert len(ends) == MESSAGES + 1
    return round(MESSAGES / (ends[-1] - ends[0]))


def _floor(folder: Path) -> int:
    """As many durable commits as the messages need, each with one small row."""
    connection = sqlite3.connect(folder / "floor.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE row (id INTEGER PRIMARY KEY, text TEXT)")
    began = time.perf_counter()
    for _number in range(MESSAGES * COMMITS):
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO row (text) VALUES (?)", ("x" * 400,))
        connection.execute("COMMIT")
    seconds = time.perf_counter() - began
    connection.close()
    return round(MESSAGES / seconds)
