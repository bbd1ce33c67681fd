"""Two people answer for one task at once: each sees what the other has written, and nothing is overwritten unseen."""

from __future__ import annotations

from datetime import timedelta

from dieuphoi.handlers import entry_words, phrases
from dieuphoi.handlers.messages import Button, Message
from dieuphoi.handlers.plan_names import code_with_plan
from dieuphoi.handlers.proposals import Proposal, shortened
from dieuphoi.handlers.turn import Turn, to_people
from dieuphoi.storage import involved, log, moves, people, tasks
from dieuphoi.storage.log import Line
from dieuphoi.storage.tasks import Item
from dieuphoi.wording import _, ngettext

RECENT = timedelta(
    minutes=15
)  # within which somebody who writes has hardly read what another has just written
SHOWN = 3  # entries that are told; the rest is in the log


def written(found: Line) -> str:
    """An entry: when, who, what."""
    what = shortened(entry_words.what(found, {}), phrases.NOTE_IN_LIST)
    who = found.person or found.agency or _("the bot")
    who += " " + _("(in place of {name})").format(name=found.for_name) if found.for_name else ""
    return f"{phrases.moment(found.at)}, {who}: {what}"


def since(turn: Turn, item: Item, revision: int) -> str:
    """What has happened to a task since a revision, line by line; empty where nothing has."""
    found = moves.since(turn.tx, item.id, revision)
    lines = [f"• {written(line)}" for line in found[-SHOWN:]]
    if more := len(found) - len(lines):
        text = ngettext("{n} more: /lichsu {code}", "{n} more: /lichsu {code}", more)
        lines.insert(0, "• " + text.format(n=more, code=item.code))
    return "\n".join(lines)


def since_list(turn: Turn, entry_id: int) -> str:
    """What has come to a list of "done" tasks, or gone from it, after an entry; line by line."""
    found = moves.words_after(turn.tx, turn.plan_ids, entry_id)[-SHOWN:]
    codes = {item.id: item.code for item in tasks.many(turn.tx, [line.assignment_id for line in found])}
    return "\n".join(f"• {codes.get(line.assignment_id, '')} · {written(line)}" for line in found)


def newest(turn: Turn, item: Item) -> Line | None:
    """What another person has said of a task within minutes: a report, or the coordinator's word."""
    found = moves.newest_word(turn.tx, item.id, turn.tx.now - RECENT)
    return found if found and found.person_id not in (None, turn.who.person_id) else None


def overwritten(turn: Turn, item: Item, report: Proposal) -> Line | None:
    """Another's report of minutes ago in whose place this one would come; None where it says the same, or only adds."""
    found = newest(turn, item)
    if found is None or found.entry.kind not in log.REPORTED:
        return None
    changes = (
        report.state not in (None, item.state)
        or report.percent not in (None, item.percent)
        or report.note not in (None, item.note)
        or (item.document_number is not None and report.document_number not in (None, item.document_number))
    )
    return found if changes else None


def line_about(found: Line) -> str:
    """For whoever writes after another."""
    return _("Just before: {entry}").format(entry=written(found))


def tell_first(turn: Turn, item: Item, before: Line | None) -> list[Message]:
    """Whoever reported minutes ago hears that another has reported after them; `item` is as it stands now."""
    if before is None or before.person_id is None or before.entry.kind not in log.REPORTED:
        return []
    leads = involved.lead_ids(turn.tx, [item.id]).get(item.id, [])
    if before.person_id not in {focal.person_id for focal in people.focals(turn.tx, leads)}:
        return []
    who = phrases.person(turn.who.full_name or turn.who.shown_name, turn.who.position)
    text = _(
        "{who} has reported on {code} after you ({at}): {state}. Your report stays in the log: /lichsu {bare}"
    ).format(
        who=who,
        code=code_with_plan(turn, item),
        at=phrases.moment(before.at),
        state=phrases.standing(item),
        bare=item.code,
    )
    row = [Button(_("Open {code}").format(code=item.code), f"c:{item.id}")]
    return to_people(turn.tx, [before.person_id], text, [row], about=[item.id])
