"""What /trogiup has to say by subject, each for those whom it concerns, with examples that can be sent as they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from dieuphoi.handlers import examples, phrases
from dieuphoi.handlers.permissions import Action, Place
from dieuphoi.handlers.turn import Turn
from dieuphoi.plan.periods import quarter_of
from dieuphoi.wording import _


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject: its name as a button and as it is typed, what it says, the commands that belong to it, and for whom."""

    name: Callable[[], str]
    text: Callable[[], str]
    commands: tuple[str, ...]
    words: tuple[str, ...]  # folded, in either language
    concerns: Callable[[Turn], bool]


def filled(turn: Turn, text: str) -> str:
    """A text with the reader's own task, a day of late and a quarter put into its examples."""
    example = examples.of(turn)
    quarter = quarter_of(turn.today)
    return text.format(
        code=example.code,
        helped=examples.helped(turn),
        day=phrases.day(turn.today - timedelta(days=1)),
        later=phrases.day(turn.today + timedelta(days=60)),
        soon=phrases.day(turn.today + timedelta(days=14)),
        quarter=f"{quarter.quarter}/{quarter.year}",
    )


def _reporting() -> str:
    return _(
        "Open the task (/viec) and press its new state; or write its code and the state:\n"
        "• “{code} in progress”, “{code} 70%”, “{code} submitted”\n"
        "• “{code} blocked: waiting for funds”\n"
        "• “{code} issued No. 12/QĐ-UBND of {day}”; you may send the document itself, with the code as its caption\n"
        "• “{code} extension until {later} because the decree is late”: the coordinator decides\n"
        "A mistake: /hoantac takes back your last report within a day."
    )


def _asking() -> str:
    return _(
        "• /viec – your tasks; /viec {code} – one task; /viec Sở Tài chính – an agency's\n"
        "• /quynay – due this quarter; /quytoi – next quarter; /quy {quarter} – any quarter\n"
        "• /quahan – overdue; /vuongmac – open blockers; /lichsu {code} – log of a task\n"
        "• /lich – your deadlines for your phone's calendar; /lich Sở Tài chính – an agency's\n"
        "Or in words: “what is due this quarter?”, “overdue tasks”, “who is the focal point of Sở Tài chính?”"
    )


def _parts() -> str:
    return _(
        "• You work with the lead: “{helped} góp ý: thống nhất” (these words in Vietnamese), or the buttons of the request\n"
        "• You lead: “đề nghị Sở Tài chính góp ý {code} trước {soon}”, or the button under the task\n"
        "• /phoihop – requests, and who has answered"
    )


def _requests() -> str:
    return _(
        "• “đề nghị Sở Tài chính góp ý {code} trước {soon}” (these words in Vietnamese), or the button under the task\n"
        "• /phoihop – requests, and who has answered"
    )


def _totals() -> str:
    return _(
        "• /tongketqua – totals of this quarter; /tongketqua 2022 – of a year; /tongketqua Sở Tài chính – of an agency\n"
        "• /baocao {quarter} – report to sign, as a Word file; “report of this quarter as PDF”\n"
        "• /baocao còn thiếu – what it still lacks, sent back to the focal points; /baocao phiên bản – earlier ones\n"
        "• /dondoc {code} – ask for an update now; /dondoc Sở Tài chính – choose among its tasks\n"
        "• /chuabaocao – who has not reported yet\n"
        "• /nhatky – what the bot posted, and why"
    )


def _own_totals() -> str:
    return _("• /tongketqua – totals of your agency; /tongketqua 2022 – of a year")


def _deciding() -> str:
    return _(
        "• /choduyet – who asks to be registered, and what was reported as done: approve, confirm or return\n"
        "• A request for an extension comes to you with its buttons\n"
        "• /vuongmac – open blockers: answer one, pass it to the leaders, or lift it\n"
        "• /sukien {code} {day} – what the task waits for has happened; /sukien – what is waited for\n"
        "• /baocao soạn – go through the paragraphs of a report; /baocao lịch – the days on which it is drafted\n"
        "• /lichsu {code} – log of a task, with a button to take back your decision"
    )


def _reminders() -> str:
    return _(
        "• /nhac – when the bot reminds\n"
        "• /tamdung đến {soon} – no reminders while you are away; /tamdung – what is paused\n"
        "• The buttons under a reminder put it off to a day of your choice\n"
        "• /lichlamviec – days off and days made up for"
    )


def _setting_reminders() -> str:
    return _(
        "• /nhac – the rules of reminding, and changing them\n"
        "• /tamdung Sở Tài chính đến {soon} – pause an agency; /tamdung – what is paused\n"
        "• /duphong Sở Tài chính – who is its deputy\n"
        "• /lichlamviec – days off and days made up for"
    )


def _plans() -> str:
    return _(
        "• To import or amend a plan: send its file here, or /nhapkehoach; you see all of it before it counts\n"
        "• /kehoach – the plans, their changes, closing one\n"
        "• /cosquan – agencies that merge, are divided, renamed or dissolved"
    )


def _people() -> str:
    return _(
        "• /dangky Sở Tài chính – register for another agency\n"
        "• /lamthay – have somebody stand in from day to day while you are away\n"
        "• /bangiao – hand over to a colleague, with a link for them\n"
        "• /lienket – join your accounts on Telegram and Zalo, and say where reminders come\n"
        "• /roi – stop being a focal point"
    )


def _inviting() -> str:
    return _(
        "• /moi Sở Tài chính – an invitation to pass on to its focal point; it is good for seven days\n"
        "• /daumoi Sở Tài chính – its focal points: let one go, or have another take the seat\n"
        "• “who is the focal point of Sở Tài chính?”, “which agencies have no focal point?”\n"
        "• /lamthay Sở Tài chính – have somebody stand in for its focal point from day to day\n"
        "• /bangiao – hand over your own work; /roi – leave it"
    )


def _groups() -> str:
    return _(
        "• Add the bot to the group, then send /gannhom there; /gonhom ends the posts\n"
        "• In the group it answers commands, replies and messages that name it; whatever else is said it leaves alone"
    )


def _languages() -> str:
    return _(
        "• /english – write to me in English\n"
        "• /tiengviet – write to me in Vietnamese\n"
        "A group reads the language of the office."
    )


def _data() -> str:
    return _(
        "• /dulieu – what the bot keeps about you, and having it corrected\n"
        "• /xoadulieu – take your consent back and have it deleted; you are asked once more before anything goes"
    )


def _focal(turn: Turn) -> bool:
    return bool(turn.who.agencies)


def _may(action: Action) -> Callable[[Turn], bool]:
    return lambda turn: turn.may(action)


def _only_own(turn: Turn) -> bool:
    return turn.may(Action.SEE_OWN_TOTALS) and not turn.may(Action.SEE_TOTALS)


def _only_self(turn: Turn) -> bool:
    return turn.may(Action.PAUSE_SELF) and not turn.may(Action.SET_REMINDERS)


def _seated(turn: Turn) -> bool:
    return _focal(turn) and turn.private and not turn.may(Action.INVITE)


def _in_private(turn: Turn) -> bool:
    return turn.place is Place.PRIVATE


SUBJECTS: dict[str, Subject] = {
    "report": Subject(
        lambda: _("Reporting"), _reporting, ("hoantac",), ("bao cao tien do", "report", "gia han"), _focal
    ),
    "decide": Subject(
        lambda: _("Confirming and deciding"),
        _deciding,
        ("choduyet", "vuongmac", "sukien", "lichsu"),
        ("xac nhan", "duyet", "su kien", "confirm"),
        _may(Action.DECIDE_REGISTRATION),
    ),
    "ask": Subject(
        lambda: _("Looking up"),
        _asking,
        ("viec", "quynay", "quytoi", "quy", "quahan", "vuongmac", "lichsu", "lich"),
        ("tim", "hoi", "look up", "search"),
        _may(Action.SEE_TASKS),
    ),
    "totals": Subject(
        lambda: _("Totals and reports"),
        _totals,
        ("tongketqua", "baocao", "dondoc", "chuabaocao", "nhatky"),
        ("tong hop", "bao cao", "totals", "don doc"),
        _may(Action.SEE_TOTALS),
    ),
    "own": Subject(
        lambda: _("Totals of your agency"), _own_totals, ("tongketqua",), ("tong hop", "totals"), _only_own
    ),
    "parts": Subject(
        lambda: _("Working together"),
        _parts,
        ("phoihop",),
        ("gop y", "coordinating", "comments"),
        _focal,
    ),
    "requests": Subject(
        lambda: _("Asking agencies for their part"),
        _requests,
        ("phoihop",),
        ("phoi hop", "gop y", "comments"),
        lambda turn: turn.may(Action.RECORD_EVENT) and not _focal(turn),
    ),
    "rules": Subject(
        lambda: _("Rules of reminding"),
        _setting_reminders,
        ("nhac", "tamdung", "duphong", "lichlamviec"),
        ("nhac viec", "tam dung", "reminders"),
        _may(Action.SET_REMINDERS),
    ),
    "remind": Subject(
        lambda: _("Reminders"),
        _reminders,
        ("nhac", "tamdung", "lichlamviec"),
        ("tam dung", "reminders"),
        _only_self,
    ),
    "plans": Subject(
        lambda: _("Plans and agencies"),
        _plans,
        ("kehoach", "nhapkehoach", "cosquan"),
        ("ke hoach", "co quan", "plans", "agencies"),
        _may(Action.IMPORT_PLAN),
    ),
    "invite": Subject(
        lambda: _("Focal points"),
        _inviting,
        ("moi", "daumoi", "lamthay", "bangiao", "roi"),
        ("moi", "dau moi", "invite"),
        _may(Action.INVITE),
    ),
    "people": Subject(
        lambda: _("Handing over, leaving"),
        _people,
        ("dangky", "lamthay", "bangiao", "lienket", "roi"),
        ("ban giao", "dau moi", "register"),
        _seated,
    ),
    "groups": Subject(
        lambda: _("In a group"), _groups, ("gannhom", "gonhom"), ("nhom", "group"), _may(Action.INVITE)
    ),
    "data": Subject(
        lambda: _("Your data"),
        _data,
        ("dulieu", "xoadulieu"),
        ("du lieu", "du lieu ca nhan", "data"),
        _in_private,
    ),
    "language": Subject(
        lambda: _("Language"),
        _languages,
        ("english", "tiengviet"),
        ("ngon ngu", "tieng anh", "language"),
        _in_private,
    ),
}
