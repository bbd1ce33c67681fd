"""The table of who may do what, in words: what each action is called, and docs/quyen.md, which `make quyen` writes."""

from __future__ import annotations

from dieuphoi.handlers.permissions import TABLE, Action, Place, Role, may
from dieuphoi.wording import _, speaking


def action_name(action: Action) -> str:
    """What is done, as people call it: a verb in small letters."""
    return {
        Action.SEE_TASKS: _("see tasks and deadlines"),
        Action.SEE_FOCALS: _("see focal points, logs and files"),
        Action.REPORT: _("report progress, ask for an extension"),
        Action.UNDO_OTHERS: _("undo a report of somebody else's"),
        Action.CONFIRM: _("confirm or return what was reported as done"),
        Action.GRANT_EXTENSION: _("decide on extensions"),
        Action.SEE_BLOCKERS: _("see open blockers"),
        Action.ANSWER_BLOCKER: _("answer a blocker"),
        Action.PASS_BLOCKER: _("pass a blocker to the leaders"),
        Action.LIFT_BLOCKER: _("record that a blocker is lifted"),
        Action.RECORD_EVENT: _("record an event that a task waits for"),
        Action.GIVE_LEAD: _("give a task its lead, or another one"),
        Action.SEE_TOTALS: _("see the totals of all agencies, and reports"),
        Action.SEE_OWN_TOTALS: _("see the totals of one's own agency"),
        Action.POST_TOTALS: _("post totals in the group"),
        Action.DECIDE_REGISTRATION: _("decide on requests to register"),
        Action.INVITE: _("invite people"),
        Action.CHANGE_FOCALS: _("let focal points go, replace them"),
        Action.NAME_STAND_IN: _("have somebody stand in for some days (a focal point: for themselves)"),
        Action.BIND_GROUP: _("bind a group to a plan"),
        Action.URGE: _("ask for an update now"),
        Action.SET_REMINDERS: _("change rules of reminding, days off, deputies; pause an agency or a plan"),
        Action.SEE_JOURNAL: _("see what the bot posted, and why"),
        Action.PAUSE_SELF: _("pause one's own reminders"),
        Action.IMPORT_PLAN: _("import and amend plans"),
        Action.CLOSE_PLAN: _("close and reopen plans"),
        Action.CHANGE_AGENCIES: _("merge, divide, rename and dissolve agencies"),
        Action.COMMENT: _("comment on a task, attach a file to it"),
        Action.ASK_PART: _("ask coordinating agencies for their part"),
        Action.ANSWER_PART: _("answer for one's own agency's part"),
        Action.EDIT_REPORT: _("edit the paragraphs of a report, set the days of reports"),
        Action.SUBSCRIBE_CALENDAR: _("subscribe to a calendar of deadlines, by a link of one's own"),
    }[action]


def role_names() -> dict[Role, str]:
    """The roles, as heads of columns."""
    return {
        Role.STRANGER: _("stranger"),
        Role.FOCAL_LEAD: _("focal point of the lead"),
        Role.FOCAL_COORDINATING: _("focal point of a coordinating agency"),
        Role.FOCAL_OTHER: _("focal point of another agency"),
        Role.COORDINATOR: _("coordinator"),
        Role.LEADER: _("leader"),
        Role.OPERATOR: _("operator"),
    }


def place_names() -> dict[Place, str]:
    """Where something is done, each with the word that stands in a cell."""
    return {Place.PRIVATE: _("private"), Place.BOUND_GROUP: _("group"), Place.FOREIGN_GROUP: _("any group")}


def document() -> str:
    """docs/quyen.md: the whole table in Vietnamese."""
    with speaking("vi"):
        roles, places = role_names(), place_names()
        rows = [[_("Action"), *roles.values()], ["---"] * (len(roles) + 1)]
        for action in TABLE:
            name = action_name(action)
            allowed = [[word for place, word in places.items() if may(role, action, place)] for role in roles]
            rows.append([name[:1].upper() + name[1:], *(", ".join(words) or _("no") for words in allowed)])
        table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
        return "\n\n".join(["# " + _("Who may do what, and where"), _explained(), table]) + "\n"


def _explained() -> str:
    return _(
        "Private: only the person and the bot. Group: a group that the coordinator has bound to the plan. Any group: also one that is bound to nothing yet. Whatever the table does not allow is refused, and nothing is changed.\n\nA role is taken in regard to the task: the same person leads one and helps with the next. Whoever has several roles may do what any of them may. A closed plan can be read; nothing in it is changed any more.\n\nAn operator runs the bot: the bot tells them what went wrong, everything else is done at the command line. They have no say in tasks.\n\nThis page is made from the bot's own table by `make quyen`."
    )
