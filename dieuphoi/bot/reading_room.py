"""Reading a file that anybody may have sent: in a process of its own, which may die without harm to the bot.

The process gets the file and nothing else: no setting, no token, no database. It has so much memory and so much
time, may write nothing, and is killed with all that it started.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Timer
from typing import IO, Any

from pydantic import TypeAdapter

from dieuphoi.plan.model import PlanDocument
from dieuphoi.plan.reading import MOST_BYTES, ReadingError, is_plain_text, read_bytes
from dieuphoi.wording import _, language

SECONDS = 20
_AT_ONCE = 50_000  # bytes of plain text that are read right here: done in a blink
_LONGEST_LINE = 100_000_000  # characters of an answer; what is longer is no plan
_COMMAND = (sys.executable, "-I", "-m", "dieuphoi.bot.reading_child")
_ENVIRONMENT = {"PATH": os.defpath, "PYTHONUTF8": "1", "MALLOC_ARENA_MAX": "1"}

# Everything that a document holds goes over, not only what `plan read --json` shows; never a pickle.
DOCUMENTS = TypeAdapter(PlanDocument)
Progress = Callable[[float], None]


def read_safely(
    data: bytes, name: str, *, progress: Progress | None = None, seconds: float = SECONDS
) -> PlanDocument:
    """Read a plan from a file's content, whatever it is; its kind is seen from the content.

    `name` is for messages only; `progress` is told the part done, from 0 to 1. Takes at most `seconds`.
    Raises ReadingError, with a message for people, for what is no plan document, too large, damaged or hostile.
    """
    if len(data) <= _AT_ONCE and is_plain_text(data):
        return read_bytes(data, name)
    if len(data) > MOST_BYTES:
        raise ReadingError(
            _("{name} is too large: at most {n} MB").format(name=name, n=MOST_BYTES // 1_000_000)
        )
    question = json.dumps({"name": name, "language": language()}).encode() + b"\n" + data
    with _child() as child:
        timer = Timer(seconds, _kill, [child])
        timer.start()
        try:
            answer = _ask(child, question, progress)
        finally:
            late = not timer.is_alive()
            timer.cancel()
    return _document(answer, name, late=late)


@contextmanager
def _child() -> Iterator[subprocess.Popen[bytes]]:
    child = subprocess.Popen(  # noqa: S603 - a fixed command, nothing of the file in it
        _COMMAND,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_ENVIRONMENT,
        cwd="/",
        start_new_session=True,
    )
    try:
        yield child
    finally:
        _kill(child)
        child.wait()
        assert child.stdout  # noqa: S101 - asked for above
        child.stdout.close()


def _kill(child: subprocess.Popen[bytes]) -> None:
    """Kill the process and all that it started; its number is still its own until it is waited for."""
    if child.returncode is None:
        try:
            os.killpg(child.pid, signal.SIGKILL)
        except ProcessLookupError:
            return


def _ask(child: subprocess.Popen[bytes], question: bytes, progress: Progress | None) -> dict[str, Any]:
    """Hand the file over and wait for the answer; an empty one where the process died."""
    assert child.stdin and child.stdout  # noqa: S101 - asked for above
    try:
        child.stdin.write(question)
        child.stdin.close()
    except BrokenPipeError:
        return {}
    for said in _lines(child.stdout):
        if "done" not in said:
            return said
        if progress:
            progress(said["done"])
    return {}


def _lines(pipe: IO[bytes]) -> Iterator[dict[str, Any]]:
    while line := pipe.readline(_LONGEST_LINE):
        try:
            yield json.loads(line)
        except ValueError:  # killed in the middle of a line, or too long
            return


def _document(answer: dict[str, Any], name: str, *, late: bool) -> PlanDocument:
    if "document" in answer:
        return DOCUMENTS.validate_python(answer["document"], strict=False)
    if "refused" in answer:
        raise ReadingError(answer["refused"])
    if late:
        raise ReadingError(
            _("{name} takes too long to read; it is too large or damaged. Send only the plan’s part").format(
                name=name
            )
        )
    raise ReadingError(
        _("{name} is too large or damaged and was not read; save it anew and send it again").format(name=name)
    )
