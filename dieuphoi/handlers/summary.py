"""/tongketqua: the four counters, by agency and by state, what is overdue and stuck, what changed since."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from dieuphoi.handlers import lists, pictures, refusals, structure_words
from dieuphoi.handlers.arguments import read_quarter, read_year
from dieuphoi.handlers.directory import surely
from dieuphoi.handlers.lists import Wanted
from dieuphoi.handlers.messages import Button, Message, Rank, Reason
from dieuphoi.handlers.mornings import BUTTONS, buttons
from dieuphoi.handlers.permissions import Action, Role
from dieuphoi.handlers.totals import Scope, report
from dieuphoi.handlers.turn import Turn, in_room
from dieuphoi.plan.periods import parse_code
from dieuphoi.plan.reminding import Why
from dieuphoi.storage import agencies, plans, rooms, tasks
from dieuphoi.storage.database import Transaction
from dieuphoi.wording import _


def command(turn: Turn, argument: str = "") -> list[Message]:
    """/tongketqua, with a quarter, a year or an agency."""
    argument, structure, wrong = structure_words.split(argument)
    if wrong:
        return [turn.reply(wrong)]
    scope = Scope(structure=structure)
    if argument:
        period = read_quarter(argument, turn.today) or read_year(argument)
        agency, near = turn.office.names.meant(turn.tx, argument, structure)
        if (
            period is None
            and agency is None
            and near
            and surely(turn.office.names.written(turn.tx, argument))
        ):
            return lists.of_which(turn, near)
        if period is None and agency is None:
            text = _(
                "I don't know “{argument}”. Write /tongketqua, or with a quarter (“quý 1/2022”), a year (“2022”) or an agency (“Sở Tài chính”)."
            )
            return [turn.reply(text.format(argument=argument[:60]))]
        scope = replace(scope, period=period) if period else replace(scope, agency=agency)
    return show(turn, scope)


def show(turn: Turn, scope: Scope) -> list[Message]:
    """The totals, for who may see them; a focal point sees their own agency's, in private."""
    if not turn.plans:
        return [turn.reply(_("There is no open plan. The coordinator imports one: /nhapkehoach"))]
    seen = _seen(turn, scope)
    if isinstance(seen, str):
        return [turn.reply(seen)]
    return [message for plan in turn.plans for message in _for_plan(turn, plan, seen)]


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
    """The totals with buttons; to the coordinator, who puts them before others, the picture comes along."""
    text, lines = report(turn.tx, plan, scope, turn.incoming.chat.key)
    with_picture = turn.private and Role.COORDINATOR in turn.roles()
    drawn = [pictures.message(turn.tx, plan, scope, turn.incoming.chat)] if with_picture else []
    row = [] if with_picture else [pictures.button(plan, scope)]
    if turn.may(Action.POST_TOTALS) and turn.private and rooms.of_plan(turn.tx, plan.id):
        row.append(Button(_("Post in the group"), f"post:{plan.id}:{scope.code}"))
    agency_ids = (scope.agency.id,) if scope.agency else ()
    late = tasks.Filter((plan.id,), overdue_on=turn.today, agency_ids=agency_ids)
    if scope.structure is None and tasks.count(turn.tx, late)[0]:
        wanted = Wanted("overdue", agency_id=scope.agency.id if scope.agency else None)
        row.append(Button(_("See what is overdue"), wanted.code(0)))
    return [*drawn, turn.reply(text, [row] if row else (), lines=lines, kind="summary")]


def chart_pressed(turn: Turn, args: list[str]) -> list[Message]:
    """The picture of the totals that a button stands under, drawn of what is true now."""
    plan = plans.get(turn.tx, int(args[0]))
    seen = _seen(turn, _scope(turn.tx, args))
    if plan is None or isinstance(seen, str) or not turn.sees(plan.id):
        return [turn.reply(seen if isinstance(seen, str) else refusals.of(turn, Action.SEE_TOTALS))]
    return [pictures.message(turn.tx, plan, seen, turn.incoming.chat)]


def _scope(tx: Transaction, args: list[str]) -> Scope:
    """What a button's data says after the plan. Raises ValueError for what is none."""
    period, agency_id = args[1], args[2]
    return Scope(
        parse_code(period) if period else None,
        agencies.get(tx, int(agency_id)) if agency_id else None,
        datetime.strptime(args[3], "%Y%m%d").date() if len(args) > 3 else None,  # noqa: DTZ007 - a day, no moment
    )


def post_pressed(turn: Turn, args: list[str]) -> list[Message]:
    """Post the totals in the plan's group: counted anew, so that the group never gets old numbers."""
    plan = plans.get(turn.tx, int(args[0]))
    if plan is None or not turn.may(Action.POST_TOTALS):
        return [turn.reply(refusals.of(turn, Action.SEE_TOTALS))]
    scope = _scope(turn.tx, args)
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
