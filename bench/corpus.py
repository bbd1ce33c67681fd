"""The reader on the corpus of plan documents with answers written by hand: how much of them it reads rightly."""

from __future__ import annotations

import argparse
from typing import Any

from bench.corpus_score import THRESHOLDS, Score, score
from dieuphoi.plan.document import to_json
from dieuphoi.plan.reading import ReadingError, read_bytes
from tests.plan.corpus.making import HALVES, Sample, samples

NOTHING: dict[str, Any] = {"tasks": [], "problems": []}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which half, and whether to tell what differs."""
    parser.add_argument("--half", choices=("dev", "held-out", "both", "fresh"), default="both")
    parser.add_argument("--differences", action="store_true", help="tell each task that differs")


def run(given: argparse.Namespace) -> tuple[dict[str, Any], bool]:
    """Read every document of the half; good when the totals reach the thresholds and every warning is there."""
    halves = HALVES if given.half == "both" else (given.half.replace("-", "_"),)
    total, figures = Score(), {}
    for sample in samples(*halves):
        result = read_and_score(sample)
        total.add(result)
        figures[f"{sample.half}/{sample.file_name}"] = _row(result)
        if given.differences:
            figures |= {f"  {sample.name}: {line}": "" for line in result.differences}
    figures["total"] = _row(total)
    figures["needed"] = " ".join(f"{name}={least}" for name, least in THRESHOLDS.items())
    return figures, total.good()


def total_of(half: str) -> Score:
    """The half's documents together."""
    total = Score()
    for sample in samples(half):
        total.add(read_and_score(sample))
    return total


def read_and_score(sample: Sample) -> Score:
    """One document; a file that cannot be read is one in which everything is missed."""
    try:
        return score(sample.gold(), to_json(read_bytes(sample.data(), sample.file_name)))
    except ReadingError as error:
        unread = score(sample.gold(), NOTHING)
        unread.differences.append(f"not read: {error}")
        return unread


def _row(result: Score) -> str:
    # Cut, not rounded: 0.979 is not 0.98.
    parts = [f"{name}={int(value * 1000 + 1e-9) / 1000:.3f}" for name, value in result.figures().items()]
    return " ".join(parts) + " problems met {}/{}".format(*result.counts["problems"])
