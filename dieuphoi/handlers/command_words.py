"""What each command does, in a few words: for a chat's menu, for help, and where an unknown one is typed."""

from __future__ import annotations

from dieuphoi.wording import _

# What a chat's menu offers; of use in every chat of that kind.
_EVERYWHERE = ("quynay", "quytoi", "quy", "viec", "quahan", "tongketqua", "baocao", "lich", "trogiup")
_IN_GROUPS = ("gannhom",)
_IN_PRIVATE = ("dangky", "hoantac", "lichsu", "bangiao", "roi")


def command_list(*, group: bool) -> list[tuple[str, str]]:
    """The commands that a chat's menu offers, with what they do."""
    words = what_they_do()
    return [(name, words[name]) for name in (*_EVERYWHERE, *(_IN_GROUPS if group else _IN_PRIVATE))]


def what_they_do() -> dict[str, str]:
    """Every command by name."""
    return {
        "quynay": _("tasks due this quarter"),
        "quytoi": _("tasks due next quarter"),
        "quy": _("tasks due in a quarter, e.g. /quy 4 2022"),
        "viec": _("your tasks; one task: /viec PL1-2"),
        "quahan": _("overdue tasks"),
        "tongketqua": _("totals (coordinator, leaders)"),
        "baocao": _("report to sign (coordinator, leaders), e.g. /baocao 1/2022"),
        "dondoc": _("ask for an update, e.g. /dondoc PL1-2 (coordinator, leaders)"),
        "chuabaocao": _("who has not reported yet (coordinator, leaders)"),
        "nhac": _("when the bot reminds"),
        "lichlamviec": _("days off and days made up for"),
        "lich": _("deadlines in your phone's calendar, e.g. /lich Sở Tài chính"),
        "tamdung": _("no reminders for a while, e.g. /tamdung đến 15/3"),
        "duphong": _("who is a deputy of an agency (coordinator)"),
        "nhatky": _("what the bot posted, and why (coordinator, leaders)"),
        "phoihop": _("requests for a part, and who has answered"),
        "vuongmac": _("open blockers, and whom they wait for"),
        "sukien": _("what tasks wait for, and what has happened"),
        "kehoach": _("the plans and their changes"),
        "nhapkehoach": _("import or amend a plan (coordinator)"),
        "cosquan": _("agencies that merge, are divided, renamed or dissolved (coordinator)"),
        "gannhom": _("bind this group to the plan (coordinator)"),
        "gonhom": _("no more posts in this group (coordinator)"),
        "dangky": _("register as focal point"),
        "choduyet": _("what waits for the coordinator's word"),
        "moi": _("invite somebody, e.g. /moi Sở Tài chính (coordinator)"),
        "daumoi": _("let a focal point go, or replace one, e.g. /daumoi Sở Tài chính (coordinator)"),
        "lamthay": _("have somebody stand in while you are away, e.g. /lamthay từ 1/3 đến 15/3"),
        "roi": _("stop being a focal point"),
        "bangiao": _("hand over your work as focal point"),
        "hoantac": _("undo your last report"),
        "lichsu": _("log of a task, e.g. /lichsu PL1-2"),
        "trogiup": _("how to use the bot"),
        "lienket": _("join your accounts on several channels; where reminders come"),
        "dulieu": _("what the bot keeps about you"),
        "xoadulieu": _("have what is kept about you deleted"),
        "english": _("write to me in English"),
        "tiengviet": _("write to me in Vietnamese"),
    }
