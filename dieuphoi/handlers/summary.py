"""/tongketqua: the totals for who may see them, what more there is to see of them, and posting them in the group."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from dieuphoi.handlers import brief, lists, pictures, plan_choice, refusals, scope_words, totals_views
from dieuphoi.handlers.lists import Wanted
from dieuphoi.handlers.messages import Button, Message, Rank, Reason, in_rows, plain
from dieuphoi.handlers.mornings import BUTTONS, buttons
from dieuphoi.handlers.permissions import Action, Role
from dieuphoi.handlers.scopes import Scope, of_button
from dieuphoi.handlers.totals import report
from dieuphoi.handlers.turn import Turn, in_room
from dieuphoi.plan.periods import quarter_of
from dieuphoi.plan.reminding import Why
from dieuphoi.plan.results import Results
from dieuphoi.storage import blockers, plans, rooms, tasks
from dieuphoi.storage.database import Transaction
from dieuphoi.wording import _

TEXT = "text"  # in a button: the totals as a text to copy


def command(turn: Turn, argument: str = "") -> list[Message]:
    """/tongketqua, with a period, an agency, an appendix, a day gone by."""
    scope = scope_words.read(turn, argument)
    return [scope] if isinstance(scope, Message) else show(turn, scope)


def show(turn: Turn, scope: Scope) -> list[Message]:
    """The totals, for who may see them; a focal point sees their own agency's, in private."""
    if not turn.plans:
        return [turn.reply(_("There is no open plan. The coordinator imports one: /nhapkehoach"))]
    seen = _seen(turn, scope)
    if isinstance(seen, str):
        return [turn.reply(seen)]
    if plan_choice.needed(turn):
        return [_choice(turn, seen, 0)]
    return [message for plan in turn.plans for message in _for_plan(turn, plan, seen)]


def _choice(turn: Turn, scope: Scope, skip: int, *, edit: bool = False) -> Message:
    turning = f"sum:more:{{skip}}:{scope.code}"
    return plan_choice.page(turn, scope, skip, lambda p: f"sum:plan:{p.id}:{scope.code}", turning, edit=edit)


def _seen(turn: Turn, scope: Scope) -> Scope | str:
    """What of the totals the sender may see: as asked, or the own agency's; else the refusal."""
    if turn.may(Action.SEE_TOTALS):
        return scope
    if not turn.may(Action.SEE_OWN_TOTALS):
        return refusals.of(turn, Action.SEE_TOTALS)
    own = turn.who.agencies[0] if scope.agency is None else scope.agency
    if own.id not in turn.who.agency_ids:
        text = _("You see the totals of your own agency: {agency}.")
        return text.format(agency=turn.who.agencies[0].name)
    return replace(scope, agency=own)


def _for_plan(turn: Turn, plan: plans.Plan, scope: Scope) -> list[Message]:
    """The totals with buttons; to the coordinator, who puts them before others, the picture comes along.

    A group, where everybody reads the same, gets them at length, as its posts are.
    """
    if not turn.private:
        text, lines = report(turn.tx, plan, scope, turn.incoming.chat.key)
        row = [pictures.button(plan, scope), *_late_button(turn, plan, scope)]
        return [turn.reply(text, [row], lines=lines, kind="summary")]
    text, counted = brief.answer(turn.tx, plan, scope, turn.incoming.chat.key)
    if not counted.total:
        return [turn.reply(text, kind="summary")]
    with_picture = Role.COORDINATOR in turn.roles()
    drawn = [pictures.message(turn.tx, plan, scope, turn.incoming.chat)] if with_picture else []
    rows = in_rows(_buttons(turn, plan, scope, counted, drawn=with_picture), 2)
    return [*drawn, turn.reply(text, rows, kind="summary")]


def _buttons(turn: Turn, plan: plans.Plan, scope: Scope, counted: Results, *, drawn: bool) -> list[Button]:
    """What more there is to see and to do in private, as far as there is something."""
    found = []
    if scope.agency is None and len(counted.agencies()) > 1:
        found.append(Button(_("By agency"), f"sum:{totals_views.AGENCIES}:{plan.id}:{scope.code}"))
    if scope.appendix is None and len(counted.appendices()) > 1:
        found.append(Button(_("By appendix"), f"sum:{totals_views.APPENDICES}:{plan.id}:{scope.code}"))
    found += _late_button(turn, plan, scope)
    if scope.is_of_today and blockers.open_in(turn.tx, [plan.id]):
        found.append(Button(_("Blockers"), "do:vuongmac"))
    if not drawn:
        found.append(pictures.button(plan, scope))
    if turn.may(Action.SEE_TOTALS) and scope.agency is None and scope.is_of_today:
        period = scope.period or quarter_of(turn.today)
        found.append(
            Button(_("Report {period}").format(period=period.label), f"paper:{plan.id}:{period.code}")
        )
    if turn.may(Action.POST_TOTALS) and rooms.of_plan(turn.tx, plan.id):
        found.append(Button(_("Post in the group"), f"post:{plan.id}:{scope.code}"))
    elif turn.may(Action.POST_TOTALS):  # where the bot can't be in the group
        found.append(Button(_("Text for the group"), f"sum:{TEXT}:{plan.id}:{scope.code}"))
    return found


def _late_button(turn: Turn, plan: plans.Plan, scope: Scope) -> list[Button]:
    agency_ids = (scope.agency.id,) if scope.agency else ()
    late = tasks.Filter((plan.id,), overdue_on=turn.today, agency_ids=agency_ids)
    number = tasks.count(turn.tx, late)[0] if scope.is_of_today else 0
    return [Button(_("Overdue ({n})").format(n=number), f"sum:late:{plan.id}:{scope.code}")] if number else []


def view_pressed(turn: Turn, args: list[str]) -> list[Message]:
    """The totals by agency or by appendix; those of a plan that was chosen, or more plans to choose from."""
    view, which = args[0], int(args[1])
    seen = _seen(turn, of_button(turn.tx, args[2:]))
    if isinstance(seen, str):
        return [turn.reply(seen)]
    if view == "more" and turn.plans:
        return [_choice(turn, seen, which, edit=True)]
    plan = plans.get(turn.tx, which)
    if plan is None or not turn.sees(plan.id):
        return [turn.reply(refusals.of(turn, Action.SEE_TOTALS))]
    if view == "plan":
        return _for_plan(turn, plan, seen)
    if view == TEXT and turn.may(Action.POST_TOTALS):
        text, _lines = report(turn.tx, plan, seen, f"copied:{plan.id}")
        return [turn.reply(plain(text), kind="summary")]
    if view == "late":
        wanted = Wanted("overdue", agency_id=seen.agency.id if seen.agency else None)
        return lists.show(replace(turn, plans=(plan,)), wanted)
    return [turn.reply(totals_views.text(turn.tx, plan, seen, view), kind="summary")]


def chart_pressed(turn: Turn, args: list[str]) -> list[Message]:
    """The picture of the totals that a button stands under, drawn of what is true now."""
    plan = plans.get(turn.tx, int(args[0]))
    seen = _seen(turn, of_button(turn.tx, args[1:]))
    if plan is None or isinstance(seen, str) or not turn.sees(plan.id):
        return [turn.reply(seen if isinstance(seen, str) else refusals.of(turn, Action.SEE_TOTALS))]
    return [pictures.message(turn.tx, plan, seen, turn.incoming.chat)]


def post_pressed(turn: Turn, args: list[str]) -> list[Message]:
    """Post the totals in the plan's group: counted anew, so that the group never gets old numbers."""
    plan = plans.get(turn.tx, int(args[0]))
    if plan is None or not turn.may(Action.POST_TOTALS):
        return [turn.reply(refusals.of(turn, Action.SEE_TOTALS))]
    scope = of_button(turn.tx, args[1:])
    posts = to_rooms(
        turn.tx,
        plan,
        scope,
        key=f"asked:{turn.tx.now.isoformat(timespec='minutes')}:{scope.code}",
        why=Why.ASKED,
    )
    if not posts:
        return [turn.reply(_("The plan has no group yet. Send /gannhom in the coordination group."))]
    return [turn.reply(_("Posted in the group.")), *pictures.before_posts(turn.tx, plan, scope, posts)]


def to_rooms(
    tx: Transaction,
    plan: plans.Plan,
    scope: Scope,
    *,
    key: str,
    why: Why,
    only: rooms.Room | None = None,
    use_until: datetime | None = None,
    first: int = 1,
) -> list[Message]:
    """The totals as posts in the plan's groups (or in one), each under its own key, with buttons for what is overdue."""
    overdue = replace(scope.of_plan(plan.id), overdue_on=tx.now.date())
    late = tasks.page(tx, overdue, skip=0, size=BUTTONS)
    told = {
        room: report(tx, plan, scope, f"{room.channel}:{room.external_id}", first)
        for room in ([only] if only else rooms.of_plan(tx, plan.id))
    }
    return [
        Message(
            in_room(room),
            text,
            buttons(late),
            rank=Rank.POST,
            kind="results" if why is Why.ENDED else "rollup",
            key=f"rollup:{plan.id}:{room.id}:{key}",
            about=tuple(item.id for item in late),
            lines=lines,
            reasons=(Reason(why, plan.id),),
            use_until=use_until,
        )
        for room, (text, lines) in told.items()
    ]
