"""A message that reports on several tasks: what it says of each is read from its own part of the sentence."""

from __future__ import annotations

from dataclasses import replace

from dieuphoi.handlers.proposals import Proposal, from_message
from dieuphoi.handlers.turn import Turn
from dieuphoi.handlers.understanding import Understood, understand
from dieuphoi.handlers.understanding.codes import find

Report = tuple[str | None, Proposal]


def reports(turn: Turn, understood: Understood, file_id: int | None) -> tuple[list[Report], bool]:
    """The reports in a message, and whether they are certain: a part that reads otherwise than the whole is not."""
    whole = from_message(understood, file_id)
    parts = _parts(turn.incoming.text)
    if len(whole) < 2 or not {code for code, _report in whole} <= set(parts):
        return whole, True
    read = [(code, report, _read(turn, parts[code], code)) for code, report in whole if code is not None]
    certain = all(part is None or part.state is report.state for _code, report, part in read)
    if all(part is not None for _code, _report, part in read):
        return [(c, _with_details(report, part)) for c, report, part in read if part], certain
    return whole, certain


def _parts(text: str) -> dict[str, str]:
    """The text from each task's code up to the next one's."""
    marks = list(find(text))
    ends = [*(mark.start for mark in marks), len(text)][1:]
    return {str(mark.value): text[mark.start : end] for mark, end in zip(marks, ends, strict=True)}


def _read(turn: Turn, part: str, code: str) -> Proposal | None:
    """What a part says by itself; None where it says nothing ("PL1-1," of "PL1-1, PL1-2 xong")."""
    said = understand(part, chat="private", today=turn.today, known=turn.office.names.known(turn.tx))
    if said.intent != "update" or said.slots.get("task") != code or not said.slots.get("status"):
        return None
    return from_message(said, None)[0][1]


def _with_details(report: Proposal, part: Proposal) -> Proposal:
    """The state as the whole message has it, all else as its own part says."""
    return replace(
        report,
        percent=part.percent,
        note=part.note,
        document_number=part.document_number,
        document_date=part.document_date,
    )
