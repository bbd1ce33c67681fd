"""`dieuphoi plan import|close|reopen`: what a document would change is shown, and done on "yes"."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import typer

from dieuphoi.bot import documents
from dieuphoi.bot.documents import DocumentError
from dieuphoi.plan.amending_words import counts, details
from dieuphoi.plan.model import PlanDocument
from dieuphoi.storage import imports, plan_rows, plans
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.imports import Decisions, Found
from dieuphoi.storage.versions import Source
from dieuphoi.wording import _

In = Callable[[Callable[[Transaction], Any]], Any]  # does something in a transaction of its own


def bring_in(office: In, document: PlanDocument, digest: str, *, yes: bool) -> None:
    """Show what a document is to the plans that there are; import or apply it on "yes". Nobody waits for the answer."""
    if not document.number or not document.tasks:
        raise DocumentError(_("A plan needs a number and at least one task; this document lacks them."))
    decided = Decisions()
    found: Found = office(lambda tx: imports.find(tx, document, decided, digest))
    if found.nothing_new and found.plan:
        _say(_("Plan {number} is there already; nothing was changed.").format(number=found.plan.number))
        return
    if found.difference is None:
        documents.show(document, as_json=False)
    else:
        _show(found)
        decided = _doubts(found, yes=yes)
    sys.stdout.writelines(f"{line}\n" for line in office(lambda tx: plan_rows.of_the_past(tx, document)))
    if not yes and not typer.confirm(_("Import this plan?") if found.plan is None else _("Apply this?")):
        raise DocumentError(_("Nothing was imported."))
    office(lambda tx: _store(tx, document, decided, digest))


def _show(found: Found) -> None:
    assert found.plan and found.difference  # noqa: S101 - the caller has looked
    lines = [_("This document amends plan {number}:").format(number=found.plan.number)]
    lines += [*counts(found.difference), *details(found.difference)]
    if found.difference.partial:
        lines.append(_("The plan’s other tasks stay as they are."))
    sys.stdout.writelines(f"{line}\n" for line in lines)


def _doubts(found: Found, *, yes: bool) -> Decisions:
    assert found.difference  # noqa: S101 - the caller has looked
    decided = Decisions(partial=found.difference.partial)
    if found.difference.doubts and yes:
        raise DocumentError(
            _(
                "Whether these are the same tasks a person must say: run it again without --yes. Nothing was changed."
            )
        )
    for change in found.difference.doubts:
        pair = (change.before.code, change.after.code)
        question = _("Is {old} “{before}” the same task as {new} “{after}”?").format(
            old=pair[0], new=pair[1], before=change.before.title, after=change.after.title
        )
        if typer.confirm(question):
            decided = replace(decided, same=(*decided.same, pair))
        else:
            decided = replace(decided, other=(*decided.other, pair))
    return decided


def _store(tx: Transaction, document: PlanDocument, decided: Decisions, digest: str) -> None:
    found = imports.find(tx, document, decided, digest)
    try:
        imports.store(tx, document, found, Source(digest=digest))
    except ValueError:
        raise DocumentError(_("The plan has changed meanwhile; run it again. Nothing was changed.")) from None
    if found.plan is None:
        _say(_("Imported: {number}, {n} tasks.").format(number=document.number, n=len(document.tasks)))
    else:
        _say(_("Plan {number} was amended.").format(number=found.plan.number))


def close(tx: Transaction, number: str) -> None:
    """Close a plan; what is closed already stays so."""
    plan = documents.named(tx, number)
    if not plan.closed:
        plans.close(tx, plan.id, Source())
    _say(_("Plan {number} is closed.").format(number=plan.number))


def reopen(tx: Transaction, number: str) -> None:
    """Take a closed plan up again."""
    plan = documents.named(tx, number)
    if plan.closed:
        plans.reopen(tx, plan.id, Source())
    _say(_("Plan {number} is open.").format(number=plan.number))


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")
