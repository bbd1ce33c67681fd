"""What is said to whoever may not do something: who may, and what they can do themselves. One place for all."""

from __future__ import annotations

from dieuphoi.handlers import examples, phrases
from dieuphoi.handlers.permissions import Action
from dieuphoi.handlers.turn import Turn
from dieuphoi.storage.tasks import Item
from dieuphoi.wording import _


def register_first() -> str:
    """To whoever is not known yet."""
    return _("Please register first: write /dangky to me in private.")


def unknown_agency(named: str) -> str:
    """To the coordinator, about an agency that is not in the directory under any name."""
    text = _(
        "I don't know the agency “{text}”. Write its full name or a usual abbreviation, e.g. “Sở KHĐT”; to see or add agencies: /coquan"
    )
    return text.format(text=named[:60])


def task_not_here() -> str:
    """About a task that there is not, or that is none of this chat's; which of the two is not told."""
    return _(
        "This task can't be opened here: it does not exist, or belongs to another plan. Your tasks: /viec"
    )


def of(turn: Turn, action: Action, item: Item | None = None) -> str:
    """Why an action was refused, with what the sender can do; on a task that can't be changed any more, because of that."""
    if item is not None and item.ended:
        return phrases.ended(item)
    text = {
        Action.CONFIRM: _(
            "Only the coordinator confirms or returns. You will hear of it here once it is decided."
        ),
        Action.GRANT_EXTENSION: _(
            "Only the coordinator decides on extensions. To ask for one, write e.g. “{code} extension until 31/7/2022 because …”."
        ),
        Action.SEE_BLOCKERS: register_first(),
        Action.ANSWER_BLOCKER: _(
            "Only the coordinator and leaders answer a blocker. To say more of your own, write e.g. “PL1-3 blocked: …”."
        ),
        Action.PASS_BLOCKER: _("Only the coordinator passes a blocker to the leaders. Please ask them."),
        Action.LIFT_BLOCKER: _(
            "Only the focal points of the lead agency and the coordinator say whom a blocker waits for, or that it is lifted."
        ),
        Action.RECORD_EVENT: _(
            "Only the coordinator records events. Please tell them; to report on your own task, write e.g. “{code} 70%”."
        ),
        Action.GIVE_LEAD: _(
            "Only the coordinator says who leads a task, in private. If yours is wrong, please tell them."
        ),
        Action.BIND_GROUP: _(
            "Only the coordinator binds a group to a plan, with /gannhom in that group. Please ask them."
        ),
        Action.INVITE: _(
            "Only the coordinator invites, in private, e.g. “/moi Sở Tài chính”. To hand over your own work: /bangiao"
        ),
        Action.CHANGE_FOCALS: _(
            "Only the coordinator lets focal points go or replaces them, in private: /daumoi. Your own seat: /roi, /bangiao"
        ),
        Action.NAME_STAND_IN: _(
            "Who stands in is said by the focal point, or by the coordinator, in private: /lamthay"
        ),
        Action.DECIDE_REGISTRATION: _("Only the coordinator decides on requests, in private: /choduyet"),
        Action.EDIT_REPORT: _(
            "Only the coordinator edits the paragraphs of a report, in private: /baocao soạn"
        ),
        Action.IMPORT_PLAN: _("Only the coordinator imports plans, in private: /nhapkehoach"),
        Action.CLOSE_PLAN: _("Only the coordinator closes plans, in private: /kehoach"),
        Action.URGE: _(
            "Only the coordinator and leaders ask for an update this way. To see a task: /viec {code}"
        ),
        Action.UNDO_OTHERS: _(
            "Only the person who made the report, or the coordinator, can undo it. Your own last report: /hoantac"
        ),
        Action.SEE_TOTALS: _(
            "Totals of everything are for the coordinator and leaders. Write to me in private: /tongketqua for your own agency, /viec for your tasks."
        ),
        Action.SUBSCRIBE_CALENDAR: _(
            "A link to a calendar is its owner's alone. Write to me in private: /lich"
        ),
        Action.CHANGE_AGENCIES: _("Only the coordinator changes agencies, in private: /cosquan"),
        Action.SEE_JOURNAL: _(
            "The journal is for the coordinator and leaders. The log of a task: /lichsu {code}"
        ),
    }[action]
    return text.format(code=item.code if item else examples.code(turn))
