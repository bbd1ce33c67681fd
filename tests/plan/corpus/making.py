"""The corpus: plan documents with answers written by hand, made into the files that offices send.

A document is one file, `dev/NAME.plan` or `held_out/NAME.plan`: first the answers (YAML), then a line of `=`, then
what is in the document. The halves were fixed before anybody ran the reader on them. `fresh/` is a third set, of
longer and messier documents, written later by somebody who did not know the reader.

The answers: `kind` (txt, md, html, docx, xlsx, pdf), `number`, `date`, `issuer`; `tasks`, one a line:
`appendix-position | start of the title | leads | coordinators | due [recurrence]`, agencies apart by `;`, `-` for
none, `?` for what is not asked; then `lead=…`, `coord=…`, `due=…`, `recurrence=…` (other right answers), `optional`.
`tasks_max` is for documents without tasks; `problems` lists rows that need a warning.

The content of txt and md files is the file; the other kinds have the little markup that `grid` tells.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.plan.corpus import excel, legacy, pdf, web, word

PLACE = Path(__file__).parent
HALVES = ("dev", "held_out")
SETS = (*HALVES, "fresh")
BINARY = {"docx": word.make, "xlsx": excel.make, "pdf": pdf.make, "html": web.make}
OTHER_ANSWERS = {
    "lead": "accept_leads",
    "coord": "accept_coordinators",
    "due": "accept_due",
    "recurrence": "accept_recurrence",
}


@dataclass(frozen=True)
class Sample:
    """One document of the corpus: `file_name`, the `answers` as written, and its `content`."""

    half: str
    name: str
    answers: dict[str, Any]
    content: str

    @property
    def file_name(self) -> str:
        return f"{self.name}.{self.answers['kind']}"

    def data(self) -> bytes:
        """The file's bytes, the same every time."""
        kind = self.answers["kind"]
        if kind in BINARY:
            return BINARY[kind](self.content)
        text = unicodedata.normalize(self.answers.get("form", "NFC"), self.content)
        if self.answers.get("newline") == "crlf":
            text = text.replace("\n", "\r\n")
        return legacy.encode(text, self.answers.get("encoding", "utf-8"))

    def gold(self) -> dict[str, Any]:
        """The answers in the shape of `plan read --json`, with the allowances that the scorer knows."""
        kept = ("number", "date", "issuer", "tasks_max", "or", "aliases", "extra_allowed", "accept")
        gold = {key: self.answers[key] for key in kept if key in self.answers}
        if "date" in gold:
            gold["date"] = gold["date"].isoformat()
        lines = [line for line in (self.answers.get("tasks") or "").splitlines() if line.strip()]
        gold["tasks"] = [_task(line) for line in lines]
        gold["expect_problems"] = [self._problem(one) for one in self.answers.get("problems", [])]
        return gold

    def _problem(self, one: dict[str, str]) -> dict[str, Any]:
        wanted: dict[str, Any] = {"code": one["code"]}
        if self.answers["kind"] in ("txt", "md"):
            first = self._line(one["near"])
            wanted["lines"] = [first, self._line(one["to"]) if "to" in one else first]
        return wanted

    def _line(self, text: str) -> int:
        return next(n for n, line in enumerate(self.content.split("\n"), 1) if text in line)


def samples(*halves: str) -> list[Sample]:
    """Every document of these sets (of all, if none is named), by name."""
    return [_load(path, half) for half in halves or SETS for path in sorted((PLACE / half).glob("*.plan"))]


def _load(path: Path, half: str) -> Sample:
    head, content = path.read_text("utf-8").split("\n=====\n", 1)
    return Sample(half, path.stem, yaml.safe_load(head), content)


def _task(line: str) -> dict[str, Any]:
    place, title, leads, coordinators, due, *others = [part.strip() for part in line.split("|")]
    task: dict[str, Any] = {
        "code": f"PL{place}",
        "title": title,
        "leads": _agencies(leads),
        "coordinators": _agencies(coordinators),
    }
    if due != "?":
        day, _, recurrence = due.partition(" ")
        task["recurrence"] = recurrence.strip() or None
        if day != "?":
            task["due"] = None if day == "-" else day
    for other in others:
        _allow(task, other)
    return task


def _allow(task: dict[str, Any], other: str) -> None:
    key, _, value = other.partition("=")
    if key in ("optional", "lenient"):
        task[key] = True
    elif key in ("lead", "coord"):
        task.setdefault(OTHER_ANSWERS[key], []).append(_agencies(value))
    else:
        task.setdefault(OTHER_ANSWERS[key], []).append(None if value == "-" else value)


def _agencies(text: str) -> list[str] | None:
    if text.strip() == "?":
        return None
    return [name.strip() for name in text.split(";") if name.strip() not in ("", "-")]
