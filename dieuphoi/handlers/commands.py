"""The commands by name, and the buttons by what they carry: where each is answered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dieuphoi.handlers import (
    agency_changes,
    agency_choices,
    agency_seats,
    arriving_files,
    blocker_answers,
    blocker_list,
    calendars,
    card,
    comments,
    composing,
    confirm_list,
    confirming,
    consent,
    consent_answers,
    conversation,
    deputies,
    draft_presses,
    edited,
    editions,
    events,
    extension_decisions,
    extension_questions,
    extensions,
    focal_points,
    giving_lead,
    groups,
    help,  # noqa: A004 - the room's name
    history,
    importing,
    invitations,
    journal,
    languages,
    linking,
    lists,
    mending,
    missing_parts,
    numbers,
    own_data,
    papers,
    part_answers,
    part_asking,
    part_overview,
    pausing,
    plan_list,
    questions,
    registration,
    report_days,
    rule_changes,
    rules,
    searching,
    snoozing,
    standing_in,
    summary,
    task_files,
    unreported,
    updates,
    urging,
    whole,
    whom,
    workdays,
    working_together,
)
from dieuphoi.handlers.arguments import read_quarter
from dieuphoi.handlers.messages import Message
from dieuphoi.handlers.turn import Turn
from dieuphoi.handlers.understanding.codes import find as find_codes
from dieuphoi.wording import _


def quarter(turn: Turn, argument: str) -> list[Message]:
    """/quy 4 2022."""
    if not argument:
        return lists.this_quarter(turn)
    period = read_quarter(argument, turn.today)
    if period is None:
        text = _(
            "There is no quarter “{argument}”. Write e.g. “/quy 4 2022” or “/quy IV/2022” (quarters 1 to 4)."
        )
        return [turn.reply(text.format(argument=argument[:40]))]
    return lists.show(turn, lists.Wanted("due", period))


def task(turn: Turn, argument: str) -> list[Message]:
    """/viec: one's tasks; /viec PL1-2: one task; /viec Sở Tài chính: an agency's; /viec nghị quyết: by words."""
    if not argument:
        return lists.mine(turn)
    if any(find_codes(argument)):
        return card.find(turn, code_of(argument))
    sure, near = turn.office.names.meant(turn.tx, argument)
    if sure is not None:
        return lists.show(turn, lists.Wanted("tasks", agency_id=sure.id))
    if near:
        return lists.of_which(turn, near)
    in_words = not any(char.isdigit() for char in argument)
    return searching.search(turn, argument) if in_words else card.find(turn, code_of(argument))


def code_of(typed: str) -> str:
    """A task's code as typed (pl1-2, PL1.2, pl12), in its own form where it can be told."""
    found = next(iter(find_codes(typed)), None)
    return str(found.value) if found else typed.strip()[:20]


Taker = Callable[[Turn, dict[str, Any]], list[Message] | None]

COMMANDS: dict[str, Callable[[Turn, str], list[Message]]] = {
    "quynay": lists.this_quarter,
    "quytoi": lists.next_quarter,
    "quy": quarter,
    "viec": task,
    "quahan": lists.overdue,
    "tongketqua": summary.command,
    "baocao": papers.command,
    "dondoc": urging.command,
    "chuabaocao": unreported.command,
    "nhac": rules.command,
    "lichlamviec": workdays.command,
    "lich": calendars.command,
    "tamdung": pausing.command,
    "duphong": deputies.command,
    "daumoi": focal_points.command,
    "lamthay": standing_in.command,
    "nhatky": journal.command,
    "phoihop": part_overview.command,
    "sukien": events.command,
    "vuongmac": blocker_list.command,
    "kehoach": plan_list.command,
    "nhapkehoach": importing.command,
    "cosquan": agency_changes.command,
    "coquan": agency_changes.command,  # the same, as many will type it
    "gannhom": groups.bind,
    "gonhom": groups.unbind,
    "dangky": registration.begin,
    "choduyet": registration.list_waiting,
    "moi": invitations.invite,
    "lienket": linking.command,
    "dulieu": own_data.show,
    "xoadulieu": own_data.ask_erasing,
    "roi": invitations.leave,
    "bangiao": invitations.hand_over,
    "hoantac": lambda turn, argument: updates.undo_last(turn, code_of(argument) if argument else None),
    "lichsu": lambda turn, argument: history.show(turn, code_of(argument) if argument else ""),
    "trogiup": help.show,
    "help": help.show,
    "english": lambda turn, _argument: languages.choose(turn, "en"),
    "tiengviet": lambda turn, _argument: languages.choose(turn, "vi"),
}

PRESSES: dict[str, Callable[[Turn, list[str]], list[Message]]] = {
    "l": lists.turn_page,
    "c": card.open_card,
    "w": card.open_task,
    "s": updates.press_state,
    "p": questions.pick,
    "y": questions.yes,
    "n": questions.no,
    "wy": whole.press_done,
    "wn": whole.press_not_done,
    "u": updates.undo_pressed,
    "e": edited.drop,
    "f": task_files.press,
    "gl": giving_lead.press,
    "gla": giving_lead.press_agency,
    "h": history.turn_page,
    "hp": help.press,
    "nn": numbers.press_none,
    "ok": confirming.confirm,
    "back": confirming.ask_reason,
    "okl": confirm_list.turn_page,
    "oko": confirm_list.confirm_one,
    "okp": confirm_list.confirm_page,
    "a": registration.press_agency,
    "agree": consent_answers.press,
    "keep": consent.press_known,
    "me": own_data.ask_mended,
    "er": own_data.ask_erasing,
    "ey": own_data.confirm_erasing,
    "again": registration.again,
    "share": registration.share_pressed,
    "more": extension_decisions.grant,
    "nomore": extension_decisions.decline,
    "exn": extension_decisions.press_no_reason,
    "exd": extension_decisions.ask_other,
    "ext": extensions.press_task,
    "exu": extension_questions.press_until,
    "ba": blocker_answers.ask_answer,
    "bp": blocker_answers.pass_on,
    "bl": blocker_answers.lift,
    "bs": blocker_answers.send_second,
    "bw": whom.press,
    "bn": whom.press_ask,
    "bq": blocker_list.turn_page,
    "ev": events.press,
    "evt": events.press_today,
    "evd": events.press_proposed,
    "evu": events.undo,
    "in": registration.approve,
    "out": registration.decline,
    "go": invitations.leave_pressed,
    "hand": invitations.hand_over_pressed,
    "bind": groups.bind_pressed,
    "ua": urging.press_agency,
    "ut": urging.press_task,
    "post": summary.post_pressed,
    "pic": summary.chart_pressed,
    "sum": summary.view_pressed,
    "paper": papers.press,
    "pz": composing.press,
    "pzd": composing.decide,
    "pze": composing.ask_text,
    "pm": missing_parts.press,
    "pms": missing_parts.send,
    "pv": editions.press,
    "pva": editions.get_again,
    "prd": report_days.press,
    "cal": calendars.press,
    "lk": linking.press,
    "z": snoozing.press,
    "zd": snoozing.ask_day,
    "ns": rules.press_show,
    "np": rules.press_plan,
    "nh": rules.press_history,
    "nr": rule_changes.press_rule,
    "nv": rule_changes.press_value,
    "pq": pausing.press_which,
    "pu": pausing.press_until,
    "pd": pausing.press_day,
    "pe": pausing.press_end,
    "da": deputies.press_agency,
    "ds": deputies.press_switch,
    "ia": standing_in.press_agency,
    "if": standing_in.press_focal,
    "ic": standing_in.make_code,
    "iy": standing_in.press_yes,
    "ie": standing_in.press_end,
    "fa": focal_points.press_agency,
    "fr": focal_points.ask_removing,
    "fy": focal_points.confirm_removing,
    "fi": focal_points.invite,
    "fp": focal_points.ask_replacing,
    "fc": focal_points.confirm_replacing,
    "j": journal.turn_page,
    "d": draft_presses.press,
    "dt": importing.done_pasting,
    "kh": plan_list.press,
    "fw": conversation.press_forwarded,
    "wf": arriving_files.press_what_file,
    "oy": agency_changes.agree,
    "ob": agency_changes.take_back,
    "oa": agency_changes.press_agency,
    "cl": agency_choices.show_list,
    "ct": agency_choices.open_task,
    "cg": agency_choices.give,
    "cy": agency_choices.agree,
    "co": agency_choices.ask_other,
    "cm": comments.press,
    "ci": comments.press_instead,
    "cf": working_together.press_file,
    "xq": part_asking.press,
    "xqa": part_asking.press_agency,
    "xqw": part_asking.press_what,
    "xqd": part_asking.press_until,
    "xqy": part_asking.press_beyond,
    "xa": part_answers.press,
    "xl": part_answers.ask_later,
    "xld": part_answers.press_later,
    "xk": part_answers.keep_date,
    "xg": part_overview.grant,
    "xo": part_overview.press,
    "xn": part_overview.remind,
    "xd": part_overview.ask_date,
    "xw": part_overview.withdraw,
    "sy": agency_seats.take,
    "sn": agency_seats.decline,
    "sx": agency_seats.not_me,
}

# What a typed text answers, by the question that waits; None where it plainly answers something else.
ANSWERS: dict[str, Taker] = {
    "agency": registration.take_agency,
    "consent": consent_answers.take,
    "mend": own_data.take_mended,
    "name": registration.take_name,
    "position": registration.take_position,
    "phone": registration.take_phone,
    "blocked": updates.take_blocker,
    "lead_agency": giving_lead.take_agency,
    "lead_reason": giving_lead.take_reason,
    "reason": confirming.take_reason,
    "extend_until": extension_questions.take_until,
    "extend_reason": extension_questions.take_reason,
    "decline_reason": extension_decisions.take_decline_reason,
    "other_day": extension_decisions.take_other,
    "waits_for": whom.take,
    "blocker_answer": blocker_answers.take_answer,
    "put_off": snoozing.take_day,
    "let_go": focal_points.take_reason,
    "stand_in_days": standing_in.take_days,
    "stand_in_who": standing_in.take_name,
    "rules_of": rules.take_plan,
    "rule": rule_changes.take_value,
    "pause": pausing.take_day,
    "event_day": events.take_day,
    "event_due": events.take_due,
    "take_over": agency_choices.take_other,
    "number": numbers.take_number,
    "sure": questions.take_sure,
    "whole": whole.take_whole,
    "which": questions.take_which,
    "plan_text": importing.take_text,
    "draft_row": mending.take_row,
    "draft_value": mending.take_value,
    "draft_head": mending.take_head,
    "comment": comments.take,
    "paragraph": composing.take_text,
    "part_agency": part_asking.take_agency,
    "part_what": part_asking.take_what,
    "part_until": part_asking.take_until,
    "part_beyond": part_asking.take_until,
    "part_date": part_overview.take_date,
    "part_later": part_answers.take_later,
}

# Whether a question that was left for another still needs an answer, where that can be over meanwhile.
STILL_WAITS: dict[str, Callable[[Turn, dict[str, Any]], bool]] = {"number": numbers.still_waits}
