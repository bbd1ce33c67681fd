"""Requests for an agency's part in the morning's digest: to the agency before and after their day, to the lead after it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from dieuphoi.handlers import part_words, phrases
from dieuphoi.handlers.messages import Button, Reason, bold, in_rows
from dieuphoi.handlers.occasions import Audience, PartMatter, Portfolio, audience
from dieuphoi.plan.parts import why_spoken
from dieuphoi.plan.reminding import Morning, Why
from dieuphoi.storage import involved, parts, people, tasks
from dieuphoi.storage.database import Transaction
from dieuphoi.wording import _

SHOWN = 6  # requests in one digest; all of them: /phoihop


def spoken(tx: Transaction, plan_ids: Sequence[int], morning: Morning) -> dict[int, list[PartMatter]]:
    """For each person the requests that they hear of this morning, each once before its day and once after it."""
    due = dict(_due(tx, plan_ids, morning))
    if not due:
        return {}
    leads = involved.lead_ids(tx, [matter.item.id for matter in due])
    agency_ids = {matter.request.agency_id for matter in due} | {a for ids in leads.values() for a in ids}
    there = audience(tx, agency_ids, morning)
    heard = [
        (person, matter)
        for asked in due
        for person, matter in _heard(asked, leads.get(asked.item.id, []), there)
    ]
    days = parts.told_in(tx, {m.item.id for m in due}, (Why.PART_NEAR, Why.PART_PASSED))
    accounts = people.accounts(tx, {person for person, _matter in heard})
    found: dict[int, list[PartMatter]] = {}
    for person, matter in heard:
        chats = [f"{channel}:{chat}" for channel, chat in accounts.get(person, [])]
        told = [day for chat in chats if (day := days.get((chat, matter.item.id, matter.why)))]
        since = due[matter if matter.to_answer else PartMatter(matter.item, matter.request, matter.why)]
        if not any(since <= day < morning.today for day in told):
            found.setdefault(person, []).append(matter)
    return found


def _due(tx: Transaction, plan_ids: Sequence[int], morning: Morning) -> Iterator[tuple[PartMatter, date]]:
    """What the agencies have to hear of, each with the day since when they should."""
    requests = parts.waiting(tx, plan_ids=plan_ids)
    items = {item.id: item for item in tasks.many(tx, [request.assignment_id for request in requests])}
    for request in requests:
        asked_on = request.asked_at.date()
        why = why_spoken(request.until, asked_on, morning.today, morning.calendar)
        if why is not None:
            yield PartMatter(items[request.assignment_id], request, why[0]), why[1]


def _heard(asked: PartMatter, leading: Sequence[int], there: Audience) -> Iterator[tuple[int, PartMatter]]:
    """The agency's people; once the day has passed, the lead's, too, or the coordinators in their stead."""
    if asked.request.agency_id not in there.pauses.agencies:
        for person in there.first([asked.request.agency_id]):
            yield person, asked
    awake = [agency_id for agency_id in leading if agency_id not in there.pauses.agencies]
    if asked.why is Why.PART_PASSED and awake:
        for person in there.first(awake) or there.coordinators:
            yield person, PartMatter(asked.item, asked.request, asked.why, to_answer=False)


def lines(tx: Transaction, portfolio: Portfolio, today: date) -> list[str]:
    """The sections of a digest about parts: what is to be answered, and whose answers are missing."""
    own = [matter for matter in portfolio.parts if matter.to_answer]
    missing = _by_task(portfolio)
    found: list[str] = []
    if own:
        found += ["", bold(_("Your part is asked for")) + f": {len(own)}"]
        for matter in own[:SHOWN]:
            found.append(f"• {_task(matter, portfolio)}")
            found.append(f"   {part_words.asked(matter.request, today)}")
    if missing:
        found += ["", bold(_("Answers that have not come")) + f": {len(missing)}"]
        for matters in missing[:SHOWN]:
            text = _("asked for by {day}. {answered}").format(
                day=phrases.day(matters[-1].request.until),
                answered=part_words.coordination(parts.of_assignment(tx, matters[0].item.id)),
            )
            found += [f"• {_task(matters[0], portfolio)}", f"   {text}"]
    if max(len(own), len(missing)) > SHOWN:
        found.append(_("… all requests: /phoihop"))
    return found


def _task(matter: PartMatter, portfolio: Portfolio) -> str:
    return f"{phrases.code(matter.item, several=portfolio.several)} · {matter.item.short_title}"


def _by_task(portfolio: Portfolio) -> list[list[PartMatter]]:
    """What the lead misses, by task."""
    found: dict[int, list[PartMatter]] = {}
    for matter in portfolio.parts:
        if not matter.to_answer:
            found.setdefault(matter.item.id, []).append(matter)
    return list(found.values())


def buttons(portfolio: Portfolio) -> tuple[tuple[Button, ...], ...]:
    """To answer, and to see who has."""
    own = {matter.item.id: matter.item for matter in portfolio.parts if matter.to_answer}
    answers = [Button(_("Answer {code}").format(code=item.code), f"c:{item.id}") for item in own.values()]
    missing = [matters[0].item for matters in _by_task(portfolio)]
    overviews = [Button(_("Coordination {code}").format(code=item.code), f"xo:{item.id}") for item in missing]
    return in_rows([*answers[:SHOWN], *overviews[:SHOWN]], 2)


def reasons(portfolio: Portfolio) -> tuple[Reason, ...]:
    """Why the digest came, as far as it is about parts."""
    found = {(matter.why, matter.item.plan_id, matter.item.id) for matter in portfolio.parts}
    return tuple(Reason(*why) for why in sorted(found))


def what_next(portfolio: Portfolio) -> str:
    """What to do about a digest that speaks of parts alone."""
    if any(matter.to_answer for matter in portfolio.parts):
        return _("Press a task to answer, or write e.g. “{code} góp ý: …”.").format(
            code=portfolio.parts[0].item.code
        )
    return _("Press a task to remind the agencies, or to set another date.")
