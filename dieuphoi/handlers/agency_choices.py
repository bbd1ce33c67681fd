"""Who takes which task of an agency that was divided or dissolved: task by task, or all that are left by express word.

Nothing is given to anybody by itself. What is not decided stays with the old agency, and the coordinator is
reminded of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dieuphoi.handlers import agency_effects, agency_seats, agency_words, part_ends, phrases, refusals
from dieuphoi.handlers.messages import Button, Message, bold, in_rows
from dieuphoi.handlers.permissions import Action
from dieuphoi.handlers.renewing import renewed
from dieuphoi.handlers.turn import Rows, Turn, to_people
from dieuphoi.storage import agencies, changes, handing_over, seats, tasks, waiting_tasks
from dieuphoi.storage.changes import Entry, Source
from dieuphoi.storage.handing_over import Pairs
from dieuphoi.wording import _, ngettext

PAGE = 6
ALL = 0  # in a button: all tasks that are left
NOBODY = 0  # in a button: no agency takes it


def show_list(turn: Turn, args: list[str]) -> list[Message]:
    """The tasks that wait because of a change, a page of them, with a button each."""
    entry = _entry(turn, args)
    return [_list(turn, entry, int(args[1]))] if entry else [not_allowed(turn)]


def _list(turn: Turn, entry: Entry, skip: int = 0, above: str = "", rows: Rows = ()) -> Message:
    waiting = [number for number, _old in waiting_tasks.of(turn.tx, entry)]
    head = [above] if above else []
    if not waiting:
        return turn.reply("\n".join([*head, _("Every task of it has been decided on.")]), rows, edit=True)
    skip = min(skip, (len(waiting) - 1) // PAGE * PAGE)
    items = tasks.many(turn.tx, waiting[skip : skip + PAGE])
    number = ngettext("{n} task waits", "{n} tasks wait", len(waiting)).format(n=len(waiting))
    names = agencies.named(turn.tx, (*entry.change.before, *entry.change.after))
    lines = [*head, f"{bold(agency_words.title(entry.change, names))}: {number}."]
    lines += [
        f"• {bold(i.code)} · {i.short_title} ({phrases.lead(i)}; {phrases.state_name(i.state)})"
        for i in items
    ]
    lines.append(_("Press a task to say who takes it. You can leave this and go on at any time: /cosquan"))
    change = entry.change.id
    buttons = [*rows, *in_rows([Button(item.code, f"ct:{change}:{item.id}") for item in items])]
    turning = [Button(_("« Back"), f"cl:{change}:{skip - PAGE}")] if skip else []
    if skip + PAGE < len(waiting):
        more = _("More ({n}) »").format(n=len(waiting) - skip - PAGE)
        turning.append(Button(more, f"cl:{change}:{skip + PAGE}"))
    every = Button(_("All {n} that remain…").format(n=len(waiting)), f"ct:{change}:{ALL}")
    return turn.reply("\n".join(lines), [*buttons, *([turning] if turning else []), [every]], edit=True)


def open_task(turn: Turn, args: list[str]) -> list[Message]:
    """One task (or all that are left), and who may take it."""
    entry = _entry(turn, args)
    if entry is None:
        return [not_allowed(turn)]
    which = int(args[1])
    pairs = _pairs(turn, entry, which)
    if not pairs:
        return [_list(turn, entry, above=_("This has been decided meanwhile."))]
    change = entry.change.id
    rows = [[Button(name[:60], f"cg:{change}:{which}:{a}")] for a, name in _heirs(turn, entry).items()]
    rows.append([Button(_("Another agency…"), f"co:{change}:{which}")])
    if entry.in_effect and not entry.change.after:
        rows.append([Button(_("Nobody: the task ends"), f"cg:{change}:{which}:{NOBODY}")])
    rows.append([Button(_("« To the list"), f"cl:{change}:0")])
    return [
        turn.reply(_asked(turn, pairs, which), rows, edit=True, about=[number for number, _old in pairs[:1]])
    ]


def _asked(turn: Turn, pairs: Pairs, which: int) -> str:
    items = tasks.many(turn.tx, [number for number, _old in pairs])
    if which == ALL:
        text = _("Who takes over all {n} that remain ({codes})?")
        return text.format(n=bold(len(pairs)), codes=agency_words.listed([item.code for item in items]))
    item = items[0]
    return "\n".join(
        [phrases.in_list(item, turn.today), _("Who takes over {code}?").format(code=bold(item.code))]
    )


def _heirs(turn: Turn, entry: Entry) -> dict[int, str]:
    """Who may take it without being named: the successors, as they are called by now."""
    if entry.waiting:
        return agencies.named(turn.tx, entry.change.after)
    now = changes.succession(turn.tx)
    found = [heir for a in entry.change.after for heir in now.heirs(a, turn.today)]
    names = agencies.named(turn.tx, found)
    return {a: names[a] for a in dict.fromkeys(found)}


def _pairs(turn: Turn, entry: Entry, which: int) -> Pairs:
    """The tasks meant, each with the agency that has it: what waits, or one that went by this change and can go anew."""
    waiting = waiting_tasks.of(turn.tx, entry)
    if which == ALL:
        return waiting
    found = [pair for pair in waiting if pair[0] == which]
    if found or (entry.waiting and which not in changes.choices(turn.tx, entry.change.id)):
        return found
    if entry.waiting:
        return [pair for pair in handing_over.led_by(turn.tx, entry.change.before) if pair[0] == which]
    return handing_over.passed_by(turn.tx, entry.change.id, which)


def give(turn: Turn, args: list[str]) -> list[Message]:
    """The one who takes it was pressed; all that are left, and an end, are asked about once more."""
    entry = _entry(turn, args)
    if entry is None:
        return [not_allowed(turn)]
    return _give(turn, entry, int(args[1]), int(args[2]))


def _give(turn: Turn, entry: Entry, which: int, to: int) -> list[Message]:
    pairs = _pairs(turn, entry, which)
    if not pairs or not _can_take(turn, entry, to):
        return [_list(turn, entry, above=_("This has been decided meanwhile."))]
    if which == ALL or to == NOBODY:
        return [_sure(turn, entry, (which, to), pairs)]
    return _done(turn, entry, pairs, to)


def _can_take(turn: Turn, entry: Entry, to: int) -> bool:
    """Whether it is an agency when the task passes on; a task can end only where its agency has."""
    if to == NOBODY:
        return entry.in_effect and not entry.change.after
    over_time = changes.succession(turn.tx, planned=True)
    there = over_time.alive(to, max(turn.today, entry.change.on))
    return there and agencies.get(turn.tx, to) is not None


def _sure(turn: Turn, entry: Entry, chosen: tuple[int, int], pairs: Pairs) -> Message:
    which, to = chosen
    codes = agency_words.listed([i.code for i in tasks.many(turn.tx, [number for number, _old in pairs])])
    if to == NOBODY:
        text = _(
            "End {codes} ({n}), with nobody taking over? They are counted no more; the log stays: /lichsu"
        )
        text = text.format(codes=codes, n=len(pairs))
    else:
        text = _("Pass all {n} that remain ({codes}) to {agency}?").format(
            n=bold(len(pairs)), codes=codes, agency=bold(agencies.named(turn.tx, (to,)).get(to, ""))
        )
    agree = Button(_("I agree"), f"cy:{entry.change.id}:{which}:{to}:{len(pairs)}")
    return turn.reply(text, [[agree], [Button(_("« To the list"), f"cl:{entry.change.id}:0")]], edit=True)


def agree(turn: Turn, args: list[str]) -> list[Message]:
    """What was asked about once more is right; where there are more or fewer by now, it is asked about anew."""
    entry = _entry(turn, args)
    if entry is None:
        return [not_allowed(turn)]
    which, to, number = map(int, args[1:4])
    pairs = _pairs(turn, entry, which)
    if len(pairs) != number or not _can_take(turn, entry, to):
        return [_list(turn, entry, above=_("This has been decided meanwhile."))]
    return _done(turn, entry, pairs, to)


def _done(turn: Turn, entry: Entry, pairs: Pairs, to: int) -> list[Message]:
    """Store the decision, and tell whoever it concerns."""
    source = Source(turn.who.person_id, turn.incoming.chat.channel)
    ids = [number for number, _old in pairs]
    items = tasks.many(turn.tx, ids)
    codes = agency_words.listed([item.code for item in items])
    again: Rows = [
        [Button(_("Choose again for {code}").format(code=items[0].code), f"ct:{entry.change.id}:{ids[0]}")]
    ]
    if to == NOBODY:
        handing_over.close(turn.tx, entry.change, pairs, source)
        above = _("Ended: {codes}.").format(codes=bold(codes))
        return [
            _list(turn, entry, above=above),
            *_settled(turn, pairs),
            *part_ends.of_withdrawn(
                turn.tx, [i.id for i in tasks.many(turn.tx, ids) if i.withdrawn], turn.office.hours
            ),
        ]
    name = bold(agencies.named(turn.tx, (to,))[to])
    if entry.waiting:
        changes.choose(turn.tx, entry.change.id, ids, to, source)
        above = _("Noted: {codes} pass to {agency} on {day}.").format(
            codes=bold(codes), agency=name, day=phrases.day(entry.change.on)
        )
        return [_list(turn, entry, above=above, rows=again if len(ids) == 1 else ())]
    handing_over.pass_on(turn.tx, entry.change, pairs, to, source)
    done = _("Passed on to {agency}: {codes}.").format(agency=name, codes=bold(codes))
    above = "\n".join([done, *agency_seats.without_focals(turn.tx, [to])])
    return [
        _list(turn, entry, above=above, rows=again if len(ids) == 1 else ()),
        *agency_effects.taken_over(turn.tx, ids, to),
        *_settled(turn, pairs),
    ]


def _settled(turn: Turn, pairs: Pairs) -> list[Message]:
    """Who answers for an ended agency no more, now that nothing of it is left, is told; posts are written anew."""
    said: list[Message] = []
    for old in dict.fromkeys(old for _number, old in pairs):
        released = seats.settle(turn.tx, old)
        text = _("All tasks of {agency} have been passed on; you no longer answer for it. Thank you.")
        name = agencies.named(turn.tx, (old,))[old]
        said += to_people(turn.tx, released, text.format(agency=bold(name)))
    return said + renewed(turn)[1]


def ask_other(turn: Turn, args: list[str]) -> list[Message]:
    """An agency that is no successor by the document: its name is typed."""
    entry = _entry(turn, args)
    if entry is None:
        return [not_allowed(turn)]
    turn.ask("take_over", change=entry.change.id, which=int(args[1]))
    return [turn.reply(_("Which agency takes it over? Type its name."))]


def take_other(turn: Turn, data: dict[str, Any]) -> list[Message]:
    """The name of another agency was typed."""
    entry = _entry(turn, [str(data["change"])])
    if entry is None:
        return [not_allowed(turn)]
    sure, near = turn.office.names.meant(turn.tx, turn.incoming.text)
    if sure is None or sure.id in entry.change.before:
        rows = [
            [Button(a.name[:60], f"cg:{entry.change.id}:{data['which']}:{a.id}")]
            for a in near[:PAGE]
            if a.id not in entry.change.before
        ]
        return [turn.reply(_("Which of these agencies is it? If none, type its full name."), rows)]
    turn.done_asking()
    return _give(turn, entry, data["which"], sure.id)


def _entry(turn: Turn, args: Sequence[str]) -> Entry | None:
    """The change that a button is about, for the coordinator; None for anybody else, or where it was taken back."""
    if not turn.may(Action.CHANGE_AGENCIES):
        return None
    entry = changes.get(turn.tx, int(args[0]))
    return entry if entry and not entry.withdrawn else None


def not_allowed(turn: Turn) -> Message:
    """Whoever is no coordinator, or not in private."""
    return turn.reply(refusals.of(turn, Action.CHANGE_AGENCIES))
