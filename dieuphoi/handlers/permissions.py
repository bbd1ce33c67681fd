"""Who may do what, and where: one table. Whatever is not in it is refused.

A role is taken in regard to the task in question: the same person is a focal point of the lead for one task
and of another agency for the next.
"""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """Who acts."""

    STRANGER = "stranger"
    FOCAL_LEAD = "focal_lead"
    FOCAL_COORDINATING = "focal_coordinating"
    FOCAL_OTHER = "focal_other"
    COORDINATOR = "coordinator"
    LEADER = "leader"
    OPERATOR = "operator"


class Place(StrEnum):
    """Where it is done."""

    PRIVATE = "private"
    BOUND_GROUP = "bound_group"
    FOREIGN_GROUP = "foreign_group"


class Action(StrEnum):
    """What is done."""

    SEE_TASKS = "see_tasks"
    SEE_FOCALS = "see_focals"
    REPORT = "report"
    UNDO_OTHERS = "undo_others"
    CONFIRM = "confirm"
    GRANT_EXTENSION = "grant_extension"
    RECORD_EVENT = "record_event"
    GIVE_LEAD = "give_lead"
    SEE_BLOCKERS = "see_blockers"
    ANSWER_BLOCKER = "answer_blocker"
    PASS_BLOCKER = "pass_blocker"  # noqa: S105 - to the leaders
    LIFT_BLOCKER = "lift_blocker"
    SEE_TOTALS = "see_totals"
    SEE_OWN_TOTALS = "see_own_totals"
    POST_TOTALS = "post_totals"
    DECIDE_REGISTRATION = "decide_registration"
    INVITE = "invite"
    CHANGE_FOCALS = "change_focals"
    NAME_STAND_IN = "name_stand_in"
    BIND_GROUP = "bind_group"
    URGE = "urge"
    SET_REMINDERS = "set_reminders"
    SEE_JOURNAL = "see_journal"
    PAUSE_SELF = "pause_self"
    IMPORT_PLAN = "import_plan"
    CLOSE_PLAN = "close_plan"
    CHANGE_AGENCIES = "change_agencies"
    COMMENT = "comment"
    ASK_PART = "ask_part"
    ANSWER_PART = "answer_part"
    SUBSCRIBE_CALENDAR = "subscribe_calendar"
    EDIT_REPORT = "edit_report"


# What changes a task: refused for one that its plan has no more, and in a plan that is closed.
CHANGES = frozenset(
    (
        Action.REPORT,
        Action.UNDO_OTHERS,
        Action.CONFIRM,
        Action.GRANT_EXTENSION,
        Action.RECORD_EVENT,
        Action.GIVE_LEAD,
        Action.ANSWER_BLOCKER,
        Action.PASS_BLOCKER,
        Action.LIFT_BLOCKER,
        Action.URGE,
        Action.COMMENT,
        Action.ASK_PART,
        Action.ANSWER_PART,
    )
)


_P, _G, _F = Place.PRIVATE, Place.BOUND_GROUP, Place.FOREIGN_GROUP
_FOCAL = (Role.FOCAL_LEAD, Role.FOCAL_COORDINATING, Role.FOCAL_OTHER)
_OFFICE = (Role.COORDINATOR, Role.LEADER)

TABLE: dict[Action, dict[Role, frozenset[Place]]] = {
    # Whoever is in the bound group reads its posts anyway; a stranger in private learns nothing. An operator runs the
    # bot, hears of what went wrong, and has the command line: of the plan they may know no more than a stranger.
    Action.SEE_TASKS: dict.fromkeys((*_FOCAL, *_OFFICE), frozenset({_P, _G}))
    | dict.fromkeys((Role.STRANGER, Role.OPERATOR), frozenset({_G})),
    Action.SEE_FOCALS: dict.fromkeys((*_FOCAL, *_OFFICE), frozenset({_P, _G})),
    Action.REPORT: {Role.FOCAL_LEAD: frozenset({_P, _G})},
    Action.UNDO_OTHERS: {Role.COORDINATOR: frozenset({_P, _G})},
    Action.CONFIRM: {Role.COORDINATOR: frozenset({_P, _G})},
    Action.GRANT_EXTENSION: {Role.COORDINATOR: frozenset({_P, _G})},
    Action.RECORD_EVENT: {Role.COORDINATOR: frozenset({_P, _G})},
    # Which agency answers for a task is settled away from the group; both agencies hear of it.
    Action.GIVE_LEAD: {Role.COORDINATOR: frozenset({_P})},
    # A focal point sees those of their agency's tasks, and those that wait for it.
    Action.SEE_BLOCKERS: dict.fromkeys((*_FOCAL, *_OFFICE), frozenset({_P, _G})),
    Action.ANSWER_BLOCKER: dict.fromkeys(_OFFICE, frozenset({_P, _G})),
    Action.PASS_BLOCKER: {Role.COORDINATOR: frozenset({_P, _G})},
    Action.LIFT_BLOCKER: dict.fromkeys((Role.FOCAL_LEAD, Role.COORDINATOR), frozenset({_P, _G})),
    Action.SEE_TOTALS: dict.fromkeys(_OFFICE, frozenset({_P, _G})),
    Action.SEE_OWN_TOTALS: dict.fromkeys(_FOCAL, frozenset({_P})),
    Action.POST_TOTALS: dict.fromkeys(_OFFICE, frozenset({_P, _G})),
    # Requests hold names and phone numbers: they are never shown in a group.
    Action.DECIDE_REGISTRATION: {Role.COORDINATOR: frozenset({_P})},
    Action.INVITE: {Role.COORDINATOR: frozenset({_P})},
    Action.CHANGE_FOCALS: {Role.COORDINATOR: frozenset({_P})},
    # For one's own seat, or for any where the coordinator says so: it gives somebody a code, which no group should read.
    Action.NAME_STAND_IN: dict.fromkeys((*_FOCAL, Role.COORDINATOR), frozenset({_P})),
    Action.BIND_GROUP: {Role.COORDINATOR: frozenset({_G, _F})},
    Action.URGE: dict.fromkeys(_OFFICE, frozenset({_P, _G})),
    Action.SET_REMINDERS: {Role.COORDINATOR: frozenset({_P, _G})},
    # In a group only what went to the group itself: what people were told in private is never shown there.
    Action.SEE_JOURNAL: dict.fromkeys(_OFFICE, frozenset({_P, _G})),
    Action.PAUSE_SELF: dict.fromkeys((*_FOCAL, *_OFFICE), frozenset({_P})),
    # What is imported is looked through row by row, which is no matter for a group.
    Action.IMPORT_PLAN: {Role.COORDINATOR: frozenset({_P})},
    Action.CLOSE_PLAN: {Role.COORDINATOR: frozenset({_P})},
    # It moves everybody's tasks and asks people about their seats: done with care, away from the group.
    Action.CHANGE_AGENCIES: {Role.COORDINATOR: frozenset({_P})},
    # The state stays the lead's: who works with it adds words and files, and answers for its own part.
    Action.COMMENT: {Role.FOCAL_COORDINATING: frozenset({_P, _G})},
    Action.ASK_PART: dict.fromkeys((Role.FOCAL_LEAD, Role.COORDINATOR), frozenset({_P, _G})),
    Action.ANSWER_PART: {Role.FOCAL_COORDINATING: frozenset({_P, _G})},
    # What the office reports is written by the coordinator, away from the group.
    Action.EDIT_REPORT: {Role.COORDINATOR: frozenset({_P})},
    # A link is its owner's: whoever has it reads the calendar, so it is never shown in a group.
    Action.SUBSCRIBE_CALENDAR: dict.fromkeys((*_FOCAL, *_OFFICE), frozenset({_P})),
}


def may(role: Role, action: Action, place: Place) -> bool:
    """Whether the table allows it."""
    return place in TABLE[action].get(role, frozenset())
