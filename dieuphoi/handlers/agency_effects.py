"""What is said because a change of agencies has taken effect: to focal points, coordinators, whoever asked to join."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dieuphoi.handlers import agency_seats, agency_words, part_ends, posts
from dieuphoi.handlers.messages import Button, Chat, Message, Rank, bold
from dieuphoi.handlers.mornings import buttons
from dieuphoi.handlers.permissions import Role
from dieuphoi.handlers.turn import to_coordinators, to_people
from dieuphoi.plan.calendar import Hours
from dieuphoi.storage import agencies, changes, handing_over, people, rules, seats, tasks, waiting_tasks
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.handing_over import Effect
from dieuphoi.wording import _, ngettext


def come_due(tx: Transaction, hours: Hours) -> list[Message]:
    """Let every change whose day has come take effect, once; what is said waits for the next working hours."""
    effects = [effect for number in changes.due(tx) if (effect := handing_over.take_effect(tx, number))]
    if not effects:
        return []
    said = [message for effect in effects for message in messages(tx, effect)]
    calendar = rules.working_days(tx)
    if not hours.open_at(tx.now, calendar):
        return [replace(m, not_before=hours.next_opening(tx.now, calendar)) for m in said]
    return [*said, *posts.rewrite(tx, hours)]


def messages(tx: Transaction, effect: Effect, *, besides: int | None = None) -> list[Message]:
    """The questions to focal points, the news to coordinators, and a word to whoever must register anew."""
    notice = "\n".join(news(tx, effect))
    return [
        *_questions(tx, effect),
        *(m for heir, taken in _by_heir(tx, effect).items() for m in taken_over(tx, taken, heir)),
        *part_ends.passed_on(tx, effect.parts.passed),
        *part_ends.nobody_left(tx, effect.parts.ended),
        *to_coordinators(tx, notice, choose_buttons(tx, effect.entry), besides=besides),
        *_to_stranded(tx, effect),
        *_to_released(tx, effect),
    ]


def _by_heir(tx: Transaction, effect: Effect) -> dict[int, list[int]]:
    """What has passed on, by the agency that it is counted under now."""
    found: dict[int, list[int]] = {}
    for item in tasks.many(tx, effect.passed):
        found.setdefault(item.agency_id, []).append(item.id)
    return found


def news(tx: Transaction, effect: Effect) -> list[str]:
    """What has happened, a line each."""
    change = effect.entry.change
    names = agencies.named(tx, (*change.before, *change.after))
    lines = [
        _("In effect: {what}, {since}.").format(
            what=bold(agency_words.title(change, names)), since=agency_words.since(change)
        )
    ]
    codes = agency_words.listed([item.code for item in tasks.many(tx, effect.passed)])
    if effect.passed:
        text = ngettext("{n} task passed on: {codes}.", "{n} tasks passed on: {codes}.", len(effect.passed))
        lines.append(text.format(n=len(effect.passed), codes=codes))
    if waiting := len(waiting_tasks.of(tx, effect.entry)):
        lines.append(waits(waiting))
    if effect.asked:
        asked = ", ".join(dict.fromkeys(seat.person for seat in effect.asked))
        lines.append(_("Asked for the new seat: {names}.").format(names=asked))
    return lines + agency_seats.without_focals(tx, change.after)


def waits(number: int) -> str:
    """How many tasks wait for a decision."""
    return ngettext(
        "{n} task waits until you say who takes it: /cosquan",
        "{n} tasks wait until you say who takes them: /cosquan",
        number,
    ).format(n=number)


def choose_buttons(tx: Transaction, entry: changes.Entry) -> list[list[Button]]:
    """The way to the tasks that wait because of a change."""
    if not waiting_tasks.of(tx, entry):
        return []
    return [[Button(_("Say who takes which task"), f"cl:{entry.change.id}:0")]]


def _questions(tx: Transaction, effect: Effect) -> list[Message]:
    accounts = people.accounts(tx, [seat.person_id for seat in effect.asked])
    found = [
        agency_seats.question(tx, seat, Chat(*accounts[seat.person_id][0], private=True))
        for seat in effect.asked
        if accounts.get(seat.person_id)
    ]
    return [message for message in found if message]


def _to_released(tx: Transaction, effect: Effect) -> list[Message]:
    """Whoever answered for an agency that ended with nothing left to do."""
    names = agencies.named(tx, effect.entry.change.before)
    text = _(
        "{agency} has ended ({since}); you no longer answer for it. Thank you. For another agency: /dangky"
    )
    since = agency_words.since(effect.entry.change)
    return [
        message
        for person, agency_id in effect.released
        for message in to_people(tx, [person], text.format(agency=bold(names[agency_id]), since=since))
    ]


def _to_stranded(tx: Transaction, effect: Effect) -> list[Message]:
    """Whoever asked to join what has ended says for which agency now; nothing that they typed is lost to them."""
    said = []
    for one in effect.stranded:
        heirs = agencies.named(tx, changes.succession(tx).heirs(one.agency_id, tx.now.date()))
        old = agencies.named(tx, (one.agency_id,))[one.agency_id]
        text = _(
            "{agency}, for which you asked to register, no longer exists. For which agency do you register? /dangky"
        )
        rows = tuple((Button(name[:60], f"a:{number}"),) for number, name in heirs.items())
        to = Chat(one.channel, one.external_id, private=True)
        said.append(Message(to, text.format(agency=old), rows, rank=Rank.NOTICE, kind="notice"))
    return said


def taken_over(tx: Transaction, assignment_ids: Sequence[int], to: int) -> list[Message]:
    """What the focal points of the agency hear that has taken tasks over."""
    items = [item for item in tasks.many(tx, assignment_ids) if item.open and not item.withdrawn]
    focals = [focal.person_id for focal in people.focals(tx, [to])]
    if not items or not focals:
        return []
    text = ngettext(
        "{agency} has taken {n} open task over, with deadline, state and log: {codes}. All tasks: /viec",
        "{agency} has taken {n} open tasks over, with deadlines, states and log: {codes}. All tasks: /viec",
        len(items),
    ).format(
        agency=bold(agencies.named(tx, (to,))[to]),
        n=len(items),
        codes=agency_words.listed([item.code for item in items]),
    )
    return to_people(tx, focals, text, buttons(items), about=[item.id for item in items])


def weekly(tx: Transaction) -> list[Message]:
    """On the first working day of a week: what waits for the coordinators, to each of them."""
    lines = []
    for entry, number in waiting_tasks.every(tx):
        if entry.in_effect:
            names = agencies.named(tx, (*entry.change.before, *entry.change.after))
            lines.append(f"• {agency_words.title(entry.change, names)}: {waits(number)}")
    if unanswered := ", ".join(dict.fromkeys(seat.person for seat in seats.waiting(tx))):
        lines.append(_("• Not answered yet about the new seat: {names}").format(names=unanswered))
    if not lines:
        return []
    accounts = people.accounts(tx, people.with_role(tx, Role.COORDINATOR))
    text = "\n".join([bold(_("Tasks of agencies that have ended")), *lines])
    return [
        Message(
            Chat(*accounts[person_id][0], private=True),
            text,
            rank=Rank.POST,
            kind="notice",
            key=f"agencies:{person_id}:{tx.now.date().isoformat()}",
        )
        for person_id in accounts
    ]
