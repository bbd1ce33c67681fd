"""Posts in the coordination groups: what a quarter brings and brought, deadlines near, the weekly totals."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from dieuphoi.handlers import answering, milestone_words, phrases
from dieuphoi.handlers.messages import Message, Rank, Reason, bold
from dieuphoi.handlers.mornings import buttons, late_mark, state_line
from dieuphoi.handlers.occasions import Matter, late_since, spoken
from dieuphoi.handlers.summary import to_rooms
from dieuphoi.handlers.totals import Scope
from dieuphoi.handlers.turn import in_room
from dieuphoi.plan.periods import Period, quarter_of
from dieuphoi.plan.reminding import Morning, Why
from dieuphoi.storage import plans, rooms, rules, tasks
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.reminders import Unsent
from dieuphoi.storage.rooms import Room
from dieuphoi.storage.tasks import Item
from dieuphoi.wording import _

LISTED = 15
TOTALS = ("rollup", "results")  # the posts of the week's totals, and of a quarter's that has ended


@dataclass(frozen=True, slots=True)
class Missed:
    """What a group was to read and did not: tasks, which totals, and since when."""

    since: date
    about: frozenset[int] = frozenset()
    totals: frozenset[str] = frozenset()


def group_posts(
    tx: Transaction,
    plan: plans.Plan,
    matters: list[Matter],
    morning: Morning,
    use_until: datetime,
    missed: dict[str, Missed],
) -> list[Message]:
    """The posts of a plan in each of its groups."""
    messages: list[Message] = []
    due = _totals_due(tx, plan, morning)
    for room in rooms.of_plan(tx, plan.id):
        lost = missed.get(f"{room.channel}:{room.external_id}")
        digests = _Digests(tx, plan, room, morning, use_until, lost.since if lost else None)
        messages += digests.quarter(matters)
        messages += digests.near(matters, lost.about if lost else frozenset())
        wanted = due | lost.totals if lost else due
        messages += [m for kind in TOTALS if kind in wanted for m in _totals(tx, plan, room, kind, use_until)]
    return messages


def _totals_due(tx: Transaction, plan: plans.Plan, morning: Morning) -> frozenset[str]:
    """Which totals a morning brings."""
    here = rules.of_plan(tx, plan.id)
    week = here.week and morning.week_begins() and _worth_summing_up(tx, plan)
    ended = here.ended and quarter_ended(tx, plan, morning) is not None
    return frozenset(kind for kind, due in zip(TOTALS, (week, ended), strict=True) if due)


def quarter_ended(tx: Transaction, plan: plans.Plan, morning: Morning) -> Period | None:
    """The quarter that has ended before this morning, where tasks of the plan were due in it."""
    begun = morning.quarter()
    ended = begun.previous() if begun else None
    return ended if ended and tasks.count(tx, Scope(ended).of_plan(plan.id))[0] else None


def _totals(tx: Transaction, plan: plans.Plan, room: Room, kind: str, use_until: datetime) -> list[Message]:
    """The totals as /tongketqua has them: of the whole plan, or of the quarter that has ended."""
    today = tx.now.date()
    scope, why, occasion = Scope(), Why.WEEK, f"week:{today.isoformat()}"
    if kind == "results":
        ended = quarter_of(today).previous()
        scope, why, occasion = Scope(ended), Why.ENDED, f"ended:{ended.code}"
    return to_rooms(tx, plan, scope, key=occasion, only=room, why=why, use_until=use_until)


def near_posts(
    tx: Transaction, plan: plans.Plan, matters: list[Matter], morning: Morning, use_until: datetime
) -> list[Message]:
    """The digest of deadlines in each of a plan's groups."""
    digests = [_Digests(tx, plan, room, morning, use_until, None) for room in rooms.of_plan(tx, plan.id)]
    return [message for digest in digests for message in digest.near(matters, frozenset())]


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
    digests = [_Digests(tx, plan, room, morning, use_until, None) for room in here]
    if post.kind == "quarter":
        return [message for digest in digests for message in digest.quarter(matters)]
    return [message for digest in digests for message in digest.near(matters, frozenset())]


def _worth_summing_up(tx: Transaction, plan: plans.Plan) -> bool:
    """A plan with everything done and confirmed has no more news for a Monday."""
    open_ones, _own = tasks.count(tx, tasks.Filter((plan.id,), open_only=True))
    return bool(open_ones)


@dataclass(frozen=True, slots=True)
class _Digests:
    """The lists for one group on a morning."""

    tx: Transaction
    plan: plans.Plan
    room: Room
    morning: Morning
    use_until: datetime
    late_since: date | None

    def quarter(self, matters: list[Matter]) -> list[Message]:
        """What a quarter brings, as it begins."""
        period = self.morning.quarter()
        begins = [m for m in matters if Why.QUARTER in spoken(m, private=False)]
        if period is None or not begins:
            return []
        head = _("{period}: tasks due of plan {number}").format(period=period.label, number=self.plan.number)
        return [self._post(head, begins, "quarter", period.code, {Why.QUARTER})]

    def near(self, matters: list[Matter], unsent: frozenset[int]) -> list[Message]:
        """Deadlines that come near; and what is overdue, or was not heard of, where the rules say so."""
        wanted = {Why.BEFORE, Why.MILESTONE, Why.PASSED, Why.OVERDUE, Why.SILENCE, Why.UNSENT}
        found = [m for m in matters if m.item.id in unsent or wanted & spoken(m, private=False)]
        if not found:
            return []
        head = _("Deadlines ahead, plan {number}").format(number=self.plan.number)
        return [self._post(head, found, "reminder", self.morning.occasion, wanted)]

    def _post(
        self,
        head: str,
        matters: list[Matter],
        kind: str,
        occasion: str,
        wanted: set[Why],
    ) -> Message:
        items = [matter.item for matter in matters]
        reasons = [
            Reason(why, self.plan.id, m.item.id)
            for m in matters
            for why in sorted(wanted & spoken(m, private=False)) or [Why.UNSENT]
        ]
        return Message(
            in_room(self.room),
            self._text(head, matters, self.late_since or self._missed_on(matters, wanted)),
            buttons(items),
            rank=Rank.POST,
            kind=kind,
            key=f"{kind}:{self.plan.id}:{self.room.id}:{occasion}",
            about=tuple(item.id for item in items),
            reasons=tuple(reasons),
            use_until=self.use_until,
        )

    def _missed_on(self, matters: list[Matter], wanted: set[Why]) -> date | None:
        said = {m.item.id: wanted & spoken(m, private=False) for m in matters}
        return late_since(matters, said, self.morning)

    def _text(self, head: str, matters: list[Matter], late: date | None) -> str:
        """A list by deadline, each task with its agency and the focal points who answer for it."""
        items = [matter.item for matter in matters]
        steps = {m.item.id: (m.steps, spoken(m, private=False)) for m in matters}
        names = answering.names(self.tx, items)
        lines = [bold(head) + late_mark(late)]
        for due, group in _by_deadline(items):
            lines += ["", bold(_due(due, self.morning.today))]
            for item in group[:LISTED]:
                lines += [
                    f"• {bold(item.code)} · {item.short_title}",
                    f"   {item.agency}: {names[item.id]}",
                    f"   {state_line(item)}",
                    *(
                        f"   {said}"
                        for said in milestone_words.in_digest(*steps[item.id], self.morning.today)
                    ),
                ]
            if len(group) > LISTED:
                lines.append(_("… and {n} more: /quynay").format(n=len(group) - LISTED))
        lines += ["", _("To report: press a task, or write e.g. “{code} 70%”.").format(code=items[0].code)]
        return "\n".join(lines)


def _due(due: date | None, today: date) -> str:
    if due is None:
        return _("No deadline in the document")
    return _("Due {day} ({left})").format(day=phrases.day(due), left=phrases.days_left(due, today))


def _by_deadline(items: Iterable[Item]) -> list[tuple[date | None, list[Item]]]:
    groups: dict[date | None, list[Item]] = {}
    for item in items:
        groups.setdefault(item.due, []).append(item)
    return sorted(groups.items(), key=lambda pair: pair[0] or date.max)
