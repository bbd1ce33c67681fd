"""/trogiup: how to use the bot, by example, fitted to who asks and where."""

from __future__ import annotations

from dieuphoi.handlers.messages import Message, bold
from dieuphoi.handlers.turn import Turn
from dieuphoi.wording import _


def command_list(*, group: bool) -> list[tuple[str, str]]:
    """The commands that a chat's menu offers, with what they do; of use in every chat of that kind."""
    everywhere = [
        ("quynay", _("tasks due this quarter")),
        ("quytoi", _("tasks due next quarter")),
        ("quy", _("tasks due in a quarter, e.g. /quy 4 2022")),
        ("viec", _("your tasks; one task: /viec PL1-2")),
        ("quahan", _("overdue tasks")),
        ("tongketqua", _("totals (coordinator, leaders)")),
        ("baocao", _("report to sign (coordinator, leaders), e.g. /baocao 1/2022")),
        ("trogiup", _("how to use the bot")),
    ]
    if group:
        return [*everywhere, ("gannhom", _("bind this group to the plan (coordinator)"))]
    return [
        *everywhere,
        ("dangky", _("register as focal point")),
        ("hoantac", _("undo your last report")),
        ("lichsu", _("log of a task, e.g. /lichsu PL1-2")),
        ("bangiao", _("hand over your work as focal point")),
        ("roi", _("stop being a focal point")),
    ]


def show(turn: Turn, _argument: str = "") -> list[Message]:
    """What the sender can do here."""
    if turn.private and not turn.who.known:
        return [
            turn.reply(
                _("Register as focal point with /dangky, or send the invitation code that you were given.")
            )
        ]
    parts = [bold(_("What you can ask")), _asking()]
    if turn.who.agencies:
        parts += [bold(_("How to report")), _reporting(), _together()]
    if turn.who.role == "coordinator" and turn.private:
        parts += [
            bold(_("For the coordinator")),
            _coordinating(),
            _plans(),
            _recording_events(),
            _setting_reminders(),
        ]
        parts.append(_("• /cosquan – agencies that merge, are divided, renamed or dissolved"))
    if turn.who.role == "leader" and turn.private:
        parts.append(_("• /nhatky – what the bot posted, and why; /dondoc PL1-2 – ask for an update"))
    if turn.private and turn.who.role != "coordinator":
        parts.append(_("• /nhac – when the bot reminds; /tamdung đến 15/3 – no reminders while you are away"))
    if not turn.private:
        parts.append(_("Register, invite and confirm with the bot in private."))
    return [turn.reply("\n".join(parts))]


def _asking() -> str:
    return _(
        "• /quynay – due this quarter; /quytoi – next quarter; /quy 4 2022\n"
        "• /viec – your tasks; /viec PL1-2 – one task\n"
        "• /quahan – overdue; /lichsu PL1-2 – log\n"
        "Or in words: “what is due this quarter?”"
    )


def _reporting() -> str:
    return _(
        "• Press a task, then its new state\n"
        "• Or write: “PL1-2 submitted”, “PL1-2 70%”, “PL1-3 blocked: no decree yet”\n"
        "• Issued: “PL1-4 issued, No. 12/QĐ-UBND of 28/3”; send the file with the code as its caption\n"
        "• /hoantac – undo your last report"
    )


def _together() -> str:
    return _(
        "• Coordinating: “PL1-2 góp ý: …”; as the lead: “đề nghị Sở Tài chính góp ý PL1-2 trước 10/3”; /phoihop – who has answered"
    )


def _coordinating() -> str:
    return _(
        "• /tongketqua [quarter, year or agency] – totals; /baocao 1/2022 – report to sign\n"
        "• /choduyet – requests to register; /moi Sở Tài chính – invite\n"
        "• /gannhom – in the group: bind it to the plan\n"
        "• A reported “done” comes to you to confirm or return"
    )


def _plans() -> str:
    return _(
        "• /kehoach – plans, their history, closing one; to import or amend one: send its file here, or /nhapkehoach"
    )


def _recording_events() -> str:
    return _("• /sukien PL1-5 15/3/2022 – what a task waits for has happened; /sukien – what is waited for")


def _setting_reminders() -> str:
    return _(
        "• /nhac – rules of reminding; /lichlamviec – days off; /nhatky – what was posted, and why\n"
        "• /tamdung Sở Tài chính đến 15/3 – pause; /duphong Sở Tài chính – deputies; /dondoc PL1-2 – ask for an update"
    )
