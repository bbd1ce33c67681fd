"""Which coordinating agency is asked: those that the plan names as buttons, others of a group by name."""

from __future__ import annotations

from collections.abc import Sequence

from dieuphoi.handlers.messages import Button, Message, bold
from dieuphoi.handlers.turn import Turn, leave_button
from dieuphoi.plan.agencies import is_district_group
from dieuphoi.plan.agency_words import GROUP
from dieuphoi.storage import agencies, involved
from dieuphoi.storage.agencies import Agency
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.tasks import Item
from dieuphoi.wording import _

PAGE = 10


def named(tx: Transaction, item: Item) -> list[int]:
    """The agencies that the plan names beside the lead of an assignment, each unit of a group of units among them."""
    helping = involved.coordinating_ids(tx, [item.task_id]).get(item.task_id, [])
    leading = involved.lead_ids(tx, [item.id]).get(item.id, [])
    return [agency_id for agency_id in helping if agency_id not in leading]


def helps(tx: Transaction, item: Item, agency_id: int) -> bool:
    """Whether an agency works with the lead of an assignment, by name or in a group."""
    if involved.is_lead(tx, item.id, [agency_id]) is not None:
        return False
    return involved.coordinates(tx, item.task_id, [agency_id]) is not None


def which_agency(turn: Turn, item: Item, mark: str, page: int, above: str) -> Message:
    """The question with the agencies as buttons, a page of them."""
    names = agencies.named(turn.tx, named(turn.tx, item))
    shown = list(names.items())[page * PAGE : (page + 1) * PAGE]
    rows = [[Button(name[:60], f"xqa:{agency_id}:{mark}")] for agency_id, name in shown]
    if len(names) > 1 and page == 0:
        rows.insert(0, [Button(_("All of them ({n})").format(n=len(names)), f"xqa:0:{mark}")])
    if len(names) > (page + 1) * PAGE:
        rows.append([Button(_("More …"), f"xq:{item.id}:{page + 1}")])
    lines = [above] if above else []
    lines.append(_("{code}: which coordinating agency do you ask?").format(code=bold(item.code)))
    if left := groups(item):
        lines.append(_("Another one of “{groups}”: write its name.").format(groups="; ".join(left)))
    return turn.reply(
        turn.in_words("\n".join(lines)), [*rows, [leave_button(mark)]], about=[item.id], kind="question"
    )


def groups(item: Item) -> list[str]:
    """The groups whose members the plan does not name."""
    return [name for name in item.coordinators if GROUP.match(name) and not is_district_group(name)]


def unclear(near: Sequence[Agency]) -> str:
    """That a typed name may mean several agencies."""
    return _("Which of these do you mean: {agencies}? Write the full name.").format(
        agencies=", ".join(agency.name for agency in near)
    )


def not_helping(item: Item, name: str) -> str:
    """That an agency can't be asked, for it does not work on the task."""
    text = _("{agency} is no coordinating agency of {code} ({agencies}). Nothing was sent.")
    helpers = "; ".join(item.coordinators) or _("none")
    return text.format(agency=name, code=item.code, agencies=helpers)
