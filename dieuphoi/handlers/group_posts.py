"""Posts in the coordination groups: what a quarter brings and brought, deadlines near, the weekly totals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from itertools import count

from dieuphoi.handlers import answering, milestone_words, phrases, pictures, task_lines
from dieuphoi.handlers.messages import Lines, Message, Rank, Reason, bold
from dieuphoi.handlers.mornings import buttons, late_mark, state_line
from dieuphoi.handlers.occasions import Matter, late_since, spoken
from dieuphoi.handlers.scopes import Scope
from dieuphoi.handlers.summary import to_rooms
from dieuphoi.handlers.turn import in_room
from dieuphoi.plan.calendar import ZONE
from dieuphoi.plan.periods import Period, quarter_of
from dieuphoi.plan.reminding import Morning, Why
from dieuphoi.storage import plans, reminders, rooms, rules, tasks
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.reminders import Unsent
from dieuphoi.storage.rooms import Room
from dieuphoi.storage.tasks import Item
from dieuphoi.wording import _

LISTED = 15  # tasks in all, as in private: one message
TOTALS = ("rollup", "results")  # the posts of the week's totals, and of a quarter's that has ended
DIGEST = frozenset((Why.BEFORE, Why.MILESTONE, Why.PASSED, Why.QUARTER, Why.OVERDUE, Why.SILENCE, Why.UNSENT))
AGAIN = frozenset((Why.OVERDUE, Why.QUARTER))  # what is said as well of a task that nothing else falls on


@dataclass(frozen=True, slots=True)
class Missed:
    """What a group was to read and did not: tasks, which totals, and since when."""

    since: date
    about: frozenset[int] = frozenset()
    totals: frozenset[Why] = frozenset()


def group_posts(
    tx: Transaction,
    plan: plans.Plan,
    matters: list[Matter],
    morning: Morning,
    use_until: datetime,
    missed: dict[str, Missed],
) -> list[Message]:
    """The posts of a plan in each of its groups: one digest and one with totals, or either, or none."""
    messages: list[Message] = []
    due, wanted = _totals_due(tx, plan, morning), _totals_wanted(tx, plan)
    for room in rooms.of_plan(tx, plan.id):
        lost = missed.get(f"{room.channel}:{room.external_id}")
        digest = _Digest(tx, plan, room, morning, use_until, _since(lost, morning))
        messages += digest.of(matters, lost.about if lost else frozenset())
        messages += _totals(tx, plan, room, due | (lost.totals & wanted) if lost else due, use_until)
    return messages


def _since(lost: Missed | None, morning: Morning) -> date | None:
    """Since when a group waits for what it missed; None for what only waited since this morning."""
    return lost.since if lost and lost.since < morning.today else None


def _totals_wanted(tx: Transaction, plan: plans.Plan) -> frozenset[Why]:
    """Which totals a plan's rules have at all."""
    here = rules.of_plan(tx, plan.id)
    return frozenset(why for why, on in ((Why.WEEK, here.week), (Why.ENDED, here.ended)) if on)


def _totals_due(tx: Transaction, plan: plans.Plan, morning: Morning) -> frozenset[Why]:
    """Which totals a morning brings."""
    week = morning.week_begins() and _worth_summing_up(tx, plan)
    ended = quarter_ended(tx, plan, morning) is not None
    due = frozenset(why for why, today in ((Why.WEEK, week), (Why.ENDED, ended)) if today)
    return due & _totals_wanted(tx, plan)


def quarter_ended(tx: Transaction, plan: plans.Plan, morning: Morning) -> Period | None:
    """The quarter that has ended before this morning, where tasks of the plan were due in it."""
    begun = morning.quarter()
    ended = begun.previous() if begun else None
    return ended if ended and tasks.count(tx, Scope(ended).of_plan(plan.id))[0] else None


def _totals(
    tx: Transaction, plan: plans.Plan, room: Room, whys: frozenset[Why], use_until: datetime
) -> list[Message]:
    """The totals as /tongketqua has them, in one post: of the quarter that has ended, of the whole plan, or both."""
    today = tx.now.date()
    ended = quarter_of(today).previous()
    every = (
        (Why.ENDED, Scope(ended), f"ended:{ended.code}"),
        (Why.WEEK, Scope(), f"week:{today.isoformat()}"),
    )
    found: list[Message] = []
    for why, scope, key in every:
        if why in whys:
            first = 1 + sum(len(one.lines.parts) for one in found if one.lines)
            found += to_rooms(tx, plan, scope, key=key, only=room, why=why, use_until=use_until, first=first)
    shown = Scope() if Why.WEEK in whys else Scope(ended)
    return pictures.before_posts(tx, plan, shown, [_joined(*found)] if len(found) > 1 else found)


def _joined(ended: Message, week: Message) -> Message:
    """A quarter's totals and the week's on one morning; the buttons are the week's, which knows all that is overdue."""
    return replace(
        ended,
        text=f"{ended.text}\n\n{week.text}",
        buttons=week.buttons,
        about=tuple(dict.fromkeys((*week.about, *ended.about))),
        lines=Lines(1, tuple(part for one in (ended, week) if one.lines for part in one.lines.parts)),
        reasons=(*ended.reasons, *week.reasons),
    )


def near_posts(
    tx: Transaction, plan: plans.Plan, matters: list[Matter], morning: Morning, use_until: datetime
) -> list[Message]:
    """The digest of deadlines in each of a plan's groups."""
    digests = [_Digest(tx, plan, room, morning, use_until, None) for room in rooms.of_plan(tx, plan.id)]
    return [message for digest in digests for message in digest.of(matters)]


def posted_again(
    tx: Transaction, post: Unsent, matters: list[Matter], morning: Morning, use_until: datetime
) -> list[Message]:
    """A digest that waits in a group's outbox, written anew for what is left of it."""
    plan = plans.get(tx, matters[0].item.plan_id)
    if plan is None:
        return []
    here = [
        r for r in rooms.of_plan(tx, plan.id) if (r.channel, r.external_id) == (post.channel, post.chat_id)
    ]
    digests = [_Digest(tx, plan, room, morning, use_until, None) for room in here]
    return [message for digest in digests for message in digest.of(matters)]


def _worth_summing_up(tx: Transaction, plan: plans.Plan) -> bool:
    """A plan with everything done and confirmed has no more news for a Monday."""
    open_ones, _own = tasks.count(tx, tasks.Filter((plan.id,), open_only=True))
    return bool(open_ones)


@dataclass(frozen=True, slots=True)
class _Digest:
    """What one group reads on a morning of the tasks of a plan."""

    tx: Transaction
    plan: plans.Plan
    room: Room
    morning: Morning
    use_until: datetime
    late_since: date | None

    def of(self, matters: list[Matter], unsent: frozenset[int] = frozenset()) -> list[Message]:
        """Nothing, or one post: deadlines that come near, what a quarter brings, and what the rules add to it."""
        key = f"digest:{self.plan.id}:{self.room.id}:{self.morning.occasion}"
        if reminders.is_posted(self.tx, key):
            return []
        said = self._whys(matters, unsent)
        found = [m for m in matters if said[m.item.id]]
        if not found:
            return []
        listed, items = _listed(found, said), [m.item for m in found]
        late = self.late_since or late_since(found, said, self.morning)
        begins = any(Why.QUARTER in whys for whys in said.values())
        message = Message(
            in_room(self.room),
            "\n".join(
                [
                    self._head(begins) + late_mark(late),
                    *self._entries(found, listed, said),
                    *self._rest(found),
                ]
            ),
            buttons([item for item in items if item.task_id in listed]),
            rank=Rank.POST,
            kind="quarter" if begins else "reminder",
            key=key,
            about=tuple(item.id for item in items),
            lines=Lines(1, task_lines.parts(_in_order(found, listed))),
            reasons=tuple(Reason(why, self.plan.id, i.id) for i in items for why in sorted(said[i.id])),
            use_until=self.use_until,
        )
        return [message]

    def _whys(self, matters: list[Matter], unsent: frozenset[int]) -> dict[int, frozenset[Why]]:
        """Why the group reads of each task; that a quarter begins is said once in it."""
        said = {m.item.id: spoken(m, private=False) & DIGEST for m in matters}
        if any(Why.QUARTER in whys for whys in said.values()) and self._begun():
            said = {number: whys - {Why.QUARTER} for number, whys in said.items()}
        made_up = frozenset({Why.UNSENT})
        return {number: whys or (made_up if number in unsent else whys) for number, whys in said.items()}

    def _begun(self) -> bool:
        """Whether an earlier morning has told the group what the quarter brings: the office may change its days."""
        today = self.morning.today
        first, last = (datetime.combine(day, time(), ZONE) for day in (quarter_of(today).first, today))
        chat = f"{self.room.channel}:{self.room.external_id}"
        return reminders.was_told(self.tx, self.plan.id, chat, Why.QUARTER, first, last)

    def _head(self, begins: bool) -> str:
        if begins:
            label = quarter_of(self.morning.today).label
            return bold(
                _("{period}: tasks due of plan {number}").format(period=label, number=self.plan.number)
            )
        return bold(_("Deadlines ahead, plan {number}").format(number=self.plan.number))

    def _entries(
        self, matters: list[Matter], listed: set[int], said: dict[int, frozenset[Why]]
    ) -> Iterator[str]:
        """A list by deadline, what is overdue first, each task once with who answers for it."""
        steps = {m.item.id: m.steps for m in matters}
        items = [m.item for m in matters]
        names, numbers = answering.names(self.tx, items), count(1)
        for due, group in _by_deadline(i for i in items if i.task_id in listed):
            yield from ("", bold(_due(due, self.morning.today)))
            for units in task_lines.by_task(group):
                first = units[0]
                yield f"{next(numbers)}. {bold(first.code)} · {first.short_title}"
                if len(units) > 1:
                    yield f"   {task_lines.progress(self.tx, units)}"
                else:
                    yield f"   {first.agency}: {names[first.id]}"
                    yield f"   {state_line(first)}"
                whys = set[Why]().union(*(said[item.id] for item in units))
                for line in milestone_words.in_digest(steps[first.id], whys, self.morning.today):
                    yield f"   {line}"
        if more := len({item.task_id for item in items} - listed):
            yield _("… and {n} more: /quynay").format(n=more)

    def _rest(self, found: list[Matter]) -> Iterator[str]:
        """What else is open, as numbers; and how to report."""
        said = {m.item.task_id for m in found}
        late, ahead = tasks.open_besides(self.tx, said, self.morning.today, plan_id=self.plan.id)
        yield ""
        if late:
            yield _("Also overdue: {n}, see /quahan").format(n=late)
        if ahead:
            yield phrases.later_on(ahead)
        yield _("To report: press a task, or write e.g. “{code} 70%”.").format(code=found[0].item.code)


def _listed(matters: list[Matter], said: dict[int, frozenset[Why]]) -> set[int]:
    """The tasks that there is room for: first those that something besides the usual falls on, by deadline."""
    ordered = sorted(matters, key=lambda m: (not said[m.item.id] - AGAIN, m.item.due or date.max))
    return {units[0].task_id for units in task_lines.by_task(m.item for m in ordered)[:LISTED]}


def _in_order(matters: list[Matter], listed: set[int]) -> list[list[Item]]:
    """The tasks that are listed, as their lines come."""
    groups = _by_deadline(m.item for m in matters if m.item.task_id in listed)
    return [units for _due, group in groups for units in task_lines.by_task(group)]


def _due(due: date | None, today: date) -> str:
    if due is None:
        return _("No deadline in the document")
    return _("Due {day} ({left})").format(day=phrases.day(due), left=phrases.days_left(due, today))


def _by_deadline(items: Iterable[Item]) -> list[tuple[date | None, list[Item]]]:
    groups: dict[date | None, list[Item]] = {}
    for item in items:
        groups.setdefault(item.due, []).append(item)
    return sorted(groups.items(), key=lambda pair: pair[0] or date.max)
