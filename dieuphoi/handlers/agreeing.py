"""The owner's last word on a draft: the plan is imported or amended, and whoever is concerned is told; or it is dropped."""

from __future__ import annotations

from dieuphoi.handlers import agencies_told
from dieuphoi.handlers.drafting import View, blocked, overview
from dieuphoi.handlers.messages import Message, bold
from dieuphoi.handlers.renewing import renewed
from dieuphoi.handlers.turn import Turn
from dieuphoi.storage import drafts, imports, plans
from dieuphoi.storage.drafts import State
from dieuphoi.storage.versions import Source
from dieuphoi.wording import _


def agree(turn: Turn, seen: View, _rest: list[int]) -> list[Message]:
    """The draft becomes a plan, or changes one."""
    if blocked(seen) or seen.found.nothing_new:
        return [overview(turn, seen.draft)]
    source = Source(turn.who.person_id, turn.incoming.chat.channel, seen.draft.digest, seen.draft.file_id)
    plan_id, touched = imports.store(turn.tx, seen.document, seen.found, source)
    drafts.end(turn.tx, seen.draft.id, State.DONE)
    plan = plans.get(turn.tx, plan_id)
    assert plan is not None  # noqa: S101 - it has just been stored
    if seen.found.plan is None:
        text = _(
            "Imported: plan {number}, {n} tasks. Next: bind its group (send /gannhom there), invite focal points (/moi)."
        ).format(number=bold(plan.number), n=len(seen.document.tasks))
        return [turn.reply(text, edit=True)]
    said, posts = renewed(turn)
    told = agencies_told.of_amendment(turn, plan, touched)
    text = _("Plan {number} is amended. Told in private: {n} people. {posts} History: /kehoach").format(
        number=bold(plan.number), n=len(told), posts=said
    )
    return [turn.reply(text, edit=True), *told, *posts]


def drop(turn: Turn, seen: View, _rest: list[int]) -> list[Message]:
    """The draft is given up."""
    drafts.end(turn.tx, seen.draft.id, State.DROPPED)
    return [turn.reply(_("Discarded; nothing was stored."), edit=True)]
