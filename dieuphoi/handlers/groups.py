"""The coordination group: bound to a plan by the coordinator, and what happens when the bot comes or goes."""

from __future__ import annotations

from dataclasses import replace

from dieuphoi.handlers import lists, reachability, refusals
from dieuphoi.handlers.messages import Button, Event, Message, bold
from dieuphoi.handlers.permissions import Action, Place
from dieuphoi.handlers.turn import Turn
from dieuphoi.plan.periods import quarter_of
from dieuphoi.storage import plans, rooms
from dieuphoi.wording import _


def bind(turn: Turn, argument: str = "") -> list[Message]:
    """/gannhom: bind this group (or this topic of it) to the plan; with several plans, to the one named."""
    if turn.private:
        return [turn.reply(_("Send /gannhom in the coordination group, not here."))]
    if not turn.may(Action.BIND_GROUP):
        return [turn.reply(refusals.of(turn, Action.BIND_GROUP))]
    every = plans.running(turn.tx)
    if argument:
        chosen = plans.by_number(turn.tx, argument.strip())
        if chosen is None:
            numbers = ", ".join(plan.number for plan in every)
            return [
                turn.reply(
                    _("There is no plan {number}. Plans: {numbers}.").format(
                        number=argument[:40], numbers=numbers
                    )
                )
            ]
        return _bind_to(turn, chosen)
    if not every:
        return [turn.reply(_("There is no open plan. The coordinator imports one: /nhapkehoach"))]
    if len(every) == 1:
        return _bind_to(turn, every[0])
    buttons = [[Button(plan.number, f"bind:{plan.id}")] for plan in every[-10:]]
    return [turn.reply(_("Bind this group to which plan?"), buttons)]


def bind_pressed(turn: Turn, args: list[str]) -> list[Message]:
    """The plan was chosen."""
    chosen = plans.get(turn.tx, int(args[0]))
    if chosen is None or not turn.may(Action.BIND_GROUP):
        return [turn.reply(refusals.of(turn, Action.BIND_GROUP))]
    return _bind_to(turn, chosen)


def _bind_to(turn: Turn, plan: plans.Plan) -> list[Message]:
    chat = turn.incoming.chat
    rooms.bind(turn.tx, chat.channel, chat.id, chat.thread, chat.title, plan.id, turn.who.person_id)
    bound = replace(turn, place=Place.BOUND_GROUP, plans=(plan,))
    text = _(
        "This group is bound to plan {number}. Posts here: at the start of each quarter what is due in it and the totals of the last one; reminders "
        "before deadlines; every week what is overdue and the totals. To see when, or change it: /nhac"
    ).format(number=bold(plan.number))
    return [turn.reply(text), *lists.show(bound, lists.Wanted("due", quarter_of(turn.today)))]


def unbind(turn: Turn, _argument: str = "") -> list[Message]:
    """/gonhom: no more posts in this group."""
    chat = turn.incoming.chat
    bound = [r for r in rooms.in_chat(turn.tx, chat.channel, chat.id) if r.plan_id is not None]
    if turn.private or not bound:
        return [turn.reply(_("This chat is not bound to a plan."))]
    if not turn.may(Action.BIND_GROUP):
        return [turn.reply(refusals.of(turn, Action.BIND_GROUP))]
    for room in bound:
        rooms.unbind(turn.tx, room.id)
    return [
        turn.reply(
            _("This group is no longer bound to a plan; there will be no posts. Bind it again: /gannhom")
        )
    ]


def not_bound(turn: Turn) -> list[Message]:
    """The answer to any question in a group that is bound to no plan."""
    return [turn.reply(_("This group is not bound to a plan yet. The coordinator sends /gannhom here."))]


def membership_changed(turn: Turn) -> list[Message]:
    """The bot was added to a group, or removed from it."""
    chat = turn.incoming.chat
    if turn.incoming.event is Event.ADDED:
        text = _(
            "Hello. I follow the tasks of the provincial plan. The coordinator sends /gannhom to bind this group to the plan."
        )
        return [turn.reply(text)]
    return reachability.closed(turn.tx, chat.channel, chat.id, private=False, reason="removed")
