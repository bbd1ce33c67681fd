"""All that waits for the coordinator's word, page by page: one press confirms a task, one the whole page."""

from __future__ import annotations

from zlib import crc32

from dieuphoi.handlers import crossing, phrases, refusals
from dieuphoi.handlers.confirming import confirmed, waiting
from dieuphoi.handlers.messages import Button, Message, bold
from dieuphoi.handlers.permissions import Action
from dieuphoi.handlers.turn import Rows, Turn
from dieuphoi.storage import moves, tasks
from dieuphoi.wording import _, ngettext

PAGE = 5


def number_waiting(turn: Turn) -> int:
    """How many tasks wait for the coordinator's word."""
    return tasks.count(turn.tx, _wanted(turn))[0]


def _wanted(turn: Turn) -> tasks.Filter:
    return tasks.Filter(turn.plan_ids, awaiting_word=True)


def show(turn: Turn, skip: int = 0, *, above: str = "", edit: bool = False) -> Message:
    """A page of what waits, with the buttons for each task; `above` says what was just done."""
    number = number_waiting(turn)
    if not number:
        said = _("Nothing waits for your confirmation.")
        return turn.reply(f"{above}\n{said}" if above else said, edit=edit)
    skip = min(skip, (number - 1) // PAGE * PAGE)
    items = tasks.page(turn.tx, _wanted(turn), skip=skip, size=PAGE)
    head = ngettext(
        "{n} task waits for your confirmation:", "{n} tasks wait for your confirmation:", number
    ).format(n=number)
    lines = [*([above, ""] if above else []), bold(head), *(_line(turn, item) for item in items)]
    return turn.reply(
        "\n".join(lines),
        _rows(items, skip, number, moves.newest(turn.tx)),
        edit=edit,
        about=[item.id for item in items],
    )


def _line(turn: Turn, item: tasks.Item) -> str:
    said = f"• {phrases.code(item, several=turn.several)} · {item.short_title}\n  {phrases.lead(item)}: "
    return said + f"{phrases.standing(item, phrases.NOTE_IN_LIST)}; {phrases.deadline(item, turn.today)}"


def _rows(items: list[tasks.Item], skip: int, number: int, newest: int) -> Rows:
    rows = [
        [
            Button(_("Confirm {code}").format(code=i.code), f"oko:{i.id}:{i.revision}:{skip}"),
            Button(_("Return {code}").format(code=i.code), f"back:{i.id}:{i.revision}"),
            Button(_("Open {code}").format(code=i.code), f"c:{i.id}"),
        ]
        for i in items
    ]
    if len(items) > 1:
        every = _("Confirm all {n} of this page").format(n=len(items))
        rows.append([Button(every, f"okp:{skip}:{_mark(items)}:{newest}")])
    turning = [Button(_("« Back"), f"okl:{skip - PAGE}")] if skip else []
    if skip + PAGE < number:
        more = _("More ({n}) »").format(n=number - skip - PAGE)
        turning.append(Button(more, f"okl:{skip + PAGE}"))
    return [*rows, *([turning] if turning else [])]


def _mark(items: list[tasks.Item]) -> str:
    """What a page holds, in eight letters, so that no button confirms what its page did not show."""
    return f"{crc32(repr([(item.id, item.revision) for item in items]).encode()):08x}"


def turn_page(turn: Turn, args: list[str]) -> list[Message]:
    """Another page, or the list from a digest or a report."""
    if not turn.may(Action.CONFIRM):
        return [turn.reply(refusals.of(turn, Action.CONFIRM))]
    return [show(turn, int(args[0]), edit=len(args) < 2)]


def confirm_one(turn: Turn, args: list[str]) -> list[Message]:
    """One task of the page is confirmed; the page shows what is left."""
    item, refusal = waiting(turn, args)
    if item is None:
        return [refusal]
    notices = confirmed(turn, item)
    above = _("Confirmed: {codes}.").format(codes=bold(item.code))
    return [show(turn, int(args[2]), above=above, edit=True), *notices]


def confirm_page(turn: Turn, args: list[str]) -> list[Message]:
    """All tasks of the page are confirmed, if it still shows what it showed."""
    if not turn.may(Action.CONFIRM):
        return [turn.reply(refusals.of(turn, Action.CONFIRM))]
    skip = int(args[0])
    items = tasks.page(turn.tx, _wanted(turn), skip=skip, size=PAGE)
    if not items or _mark(items) != args[1]:
        above = _("The list has changed meanwhile; nothing was confirmed. See it as it is now:")
        if len(args) > 2 and (since := crossing.since_list(turn, int(args[2]))):
            above = _("The list has changed meanwhile; nothing was confirmed. Since then:") + f"\n{since}"
        return [show(turn, skip, above=above, edit=True)]
    notices = [notice for item in items for notice in confirmed(turn, item)]
    above = _("Confirmed: {codes}.").format(codes=bold(", ".join(item.code for item in items)))
    return [show(turn, skip, above=above, edit=True), *notices]
