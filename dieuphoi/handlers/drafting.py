"""A draft in front of its owner: the overview, and a button for each next step.

Every button carries the draft's revision: one of an older preview changes nothing, and says what has changed.
"""

from __future__ import annotations

from dataclasses import dataclass

from dieuphoi.handlers import draft_words, phrases, refusals
from dieuphoi.handlers.draft_words import Newcomer
from dieuphoi.handlers.messages import Button, Message, in_rows
from dieuphoi.handlers.permissions import Action
from dieuphoi.handlers.turn import Rows, Turn
from dieuphoi.plan.model import PlanDocument
from dieuphoi.storage import drafts, imports, plan_rows, plans, versions
from dieuphoi.storage.drafts import Draft, State
from dieuphoi.storage.imports import Decisions, Found
from dieuphoi.wording import _

PAGE = 6  # rows that a phone shows at once
NEAR = 70  # of 100: from here on a name may be a misspelt one of the directory


@dataclass(frozen=True, slots=True)
class View:
    """A draft that its owner may see now, compared with the plans that there are."""

    draft: Draft
    document: PlanDocument
    found: Found

    @property
    def decided(self) -> Decisions:
        """What the owner has decided so far."""
        return imports.decisions(self.draft.work.get("decisions", {}))

    def button(self, label: str, what: str, *rest: int | str) -> Button:
        """A button about this draft as it is now."""
        return Button(
            label, ":".join(("d", what, str(self.draft.id), str(self.draft.revision), *map(str, rest)))
        )

    @property
    def back(self) -> Button:
        """The way back to the overview."""
        return self.button(_("« The draft"), "see")


def view(turn: Turn, draft: Draft) -> View:
    """A draft compared with the plans as they are now."""
    assert draft.document is not None  # noqa: S101 - a draft that is ready has been read
    decided = imports.decisions(draft.work.get("decisions", {}))
    return View(draft, draft.document, imports.find(turn.tx, draft.document, decided, draft.digest))


def open_draft(turn: Turn, draft_id: int, revision: int | None = None) -> View | Message:
    """The draft for its owner, as a button or a typed answer means it; else why it can't be gone on with."""
    draft = drafts.get(turn.tx, draft_id)
    if draft is None or draft.person_id != turn.who.person_id or not turn.private:
        return turn.reply(_("There is no such draft of yours. To import a plan: /nhapkehoach"))
    if not turn.may(Action.IMPORT_PLAN):
        return turn.reply(refusals.of(turn, Action.IMPORT_PLAN))
    if draft.state is not State.READY:
        return turn.reply(_over(draft))
    seen = view(turn, draft)
    if revision is not None and revision != draft.revision:
        return overview(turn, draft, above=_since(draft, revision))
    base = draft.work.get("base")
    if base is not None and seen.found.plan and base != versions.newest(turn.tx, seen.found.plan.id):
        above = _("The plan has changed since this preview was made. Nothing was stored; see it now:")
        return overview(turn, draft, above=above)
    return seen


def _over(draft: Draft) -> str:
    if draft.state is State.DONE:
        return _("This draft was imported at {at}. Plans: /kehoach").format(at=phrases.moment(draft.at))
    return _("This draft was dropped, or has waited too long. Send the file again: /nhapkehoach")


def _since(draft: Draft, revision: int) -> str:
    told = [text for at, text in draft.work.get("mends", []) if at > revision]
    return "\n".join([_("This button is of an older preview; nothing was done. Since then:"), *told[-PAGE:]])


def change(
    turn: Turn, seen: View, document: PlanDocument, told: str, decided: Decisions | None = None
) -> Draft:
    """Keep what the owner has changed, with a line that tells of it; gives the draft as it is now."""
    mends = [*seen.draft.work.get("mends", []), [seen.draft.revision + 1, told]]
    work = {"mends": mends[-50:], "decisions": (decided or seen.decided).to_json()}
    drafts.mend(turn.tx, seen.draft, document, work)
    now = drafts.get(turn.tx, seen.draft.id)
    assert now is not None  # noqa: S101 - it has just been changed
    return now


def overview(turn: Turn, draft: Draft, *, above: str = "", edit: bool = False) -> Message:
    """What is in the draft, with a button for each next step. Remembers which state of the plan it speaks of."""
    seen = view(turn, draft)
    if seen.found.plan:
        drafts.note(turn.tx, draft, {"base": versions.newest(turn.tx, seen.found.plan.id)})
    text = draft_words.overview(seen.document, seen.found, newcomers(turn, seen))
    parts = [above, text, "\n".join(plan_rows.of_the_past(turn.tx, seen.document)[:PAGE])]
    if not seen.found.nothing_new:
        parts.append(_("Nothing is stored yet."))
    return turn.reply(
        "\n\n".join(part for part in parts if part), _buttons(turn, seen), edit=edit, kind="draft"
    )


def _buttons(turn: Turn, seen: View) -> Rows:
    if seen.found.nothing_new:
        return [[seen.button(_("Discard"), "drop")]]
    looks = [seen.button(_("See the tasks"), "rows", 0)]
    if seen.document.problems:
        looks.append(seen.button(_("To be looked at ({n})").format(n=len(seen.document.problems)), "odd", 0))
    if seen.found.difference is not None:
        looks.append(seen.button(_("What changes"), "diff", 0))
    if newcomers(turn, seen):
        looks.append(seen.button(_("New agencies"), "new"))
    mends = [seen.button(_("Correct a row"), "mend"), seen.button(_("Number, date"), "head")]
    rows = [*in_rows(looks, 2), mends, *_decisions(turn, seen)]
    last = [] if blocked(seen) else [seen.button(_("Agree"), "yes")]
    return [*rows, [*last, seen.button(_("Discard"), "drop")]]


def _decisions(turn: Turn, seen: View) -> list[list[Button]]:
    found, rows = seen.found, []
    if found.difference is not None:
        if found.difference.doubts:
            rows.append([seen.button(_("Not clear ({n})").format(n=len(found.difference.doubts)), "doubt")])
        if found.difference.partial:
            rows.append([seen.button(_("Take out what it does not name"), "whole")])
        elif found.difference.removed:
            rows.append([seen.button(_("Keep what it does not name"), "part")])
    elif plans.running(turn.tx):
        rows.append([seen.button(_("This amends a plan that is here"), "which")])
    if found.plan and found.plan.number != seen.document.number and not seen.decided.alone:
        rows.append([seen.button(_("It is a plan of its own"), "alone")])
    return rows


def blocked(seen: View) -> bool:
    """Whether something must be decided or mended before the draft can be agreed to."""
    doubts = seen.found.difference is not None and bool(seen.found.difference.doubts)
    return doubts or bool(draft_words.missing(seen.document))


def newcomers(turn: Turn, seen: View) -> list[Newcomer]:
    """The leads that the directory does not have; a name near to one of its own may be that one."""
    found = []
    for name in dict.fromkeys(name for task in seen.document.tasks for name in task.leads):
        near = turn.office.names.written(turn.tx, name)
        if not draft_words.is_group(name) and not (near and near[0][1] == 100):
            found.append(Newcomer(name, near[0][0] if near and near[0][1] >= NEAR else None))
    return found
