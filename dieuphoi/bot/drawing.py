"""Reports that wait to be made: what goes into one is looked up by the writer, the file is made beside it.

A report waits in the database until its file and the message with it are committed together: a bot that is killed
makes it again, and it is sent once.
"""

from __future__ import annotations

from dataclasses import dataclass

import structlog

from dieuphoi.bot.logs import where
from dieuphoi.handlers import paper_making
from dieuphoi.handlers.messages import Message
from dieuphoi.reports import Office, Report
from dieuphoi.storage import papers
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.papers import Paper

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Job:
    """A report to be made."""

    paper: Paper
    report: Report


def next_job(tx: Transaction, letterhead: Office) -> Job | None:
    """The next report, counted as tried; None where none waits."""
    paper = papers.take(tx)
    return Job(paper, paper_making.contents(tx, paper, letterhead)) if paper else None


def draw(job: Job) -> bytes | None:
    """The file; None where it can't be made, which the log tells of."""
    try:
        return paper_making.content(job.paper, job.report)
    except Exception as error:  # noqa: BLE001 - whatever it is, who waits for it is told, and others get theirs
        log.error("report not made", paper=job.paper.id, error=type(error).__name__, at=where(error))
        return None


def settle(tx: Transaction, job: Job, made: bytes | None) -> list[Message]:
    """What is said once a report is there; nothing yet where it failed and is tried again."""
    if made is not None:
        return paper_making.settle(tx, job.paper, job.report, made)
    return paper_making.failed(tx, job.paper) if papers.tried_enough(tx, job.paper.id) else []
