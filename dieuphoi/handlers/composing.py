"""/baocao soạn: the coordinator goes through the paragraphs of a report: keeps, rewrites or leaves out each.

A paragraph is drawn from the log; what is written in its place stands in the report until it is taken back, and the
coordinator is told where the log has changed since.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from zlib import crc32

from dieuphoi import reports
from dieuphoi.handlers import paper_making, phrases, plan_choice, refusals
from dieuphoi.handlers.messages import Button, Message, bold, in_rows
from dieuphoi.handlers.permissions import Action
from dieuphoi.handlers.scopes import Scope
from dieuphoi.handlers.turn import Rows, Turn, leave_button
from dieuphoi.plan.periods import Period, parse_code
from dieuphoi.storage import paragraphs, plans
from dieuphoi.storage.paragraphs import Decided, Decision
from dieuphoi.wording import _

LENGTH = 2_000  # characters of a paragraph
WORDS = 4  # a shorter text is no paragraph, but something else that is said
_DECISIONS = {"k": Decision.AS_DRAWN, "w": Decision.WRITTEN, "o": Decision.LEFT_OUT}


@dataclass(frozen=True, slots=True)
class _Draft:
    """The paragraphs of a report with what was decided on each."""

    plan: plans.Plan
    period: Period
    drawn: tuple[reports.Drawn, ...]
    decided: dict[str, Decided]


def show(turn: Turn, period: Period, skip: int = 0, *, edit: bool = False) -> list[Message]:
    """The first paragraph of the plan in view; of several plans one is chosen."""
    if not turn.may(Action.EDIT_REPORT):
        return [turn.reply(refusals.of(turn, Action.EDIT_REPORT))]
    if len(turn.plans) == 1:
        return [_page(turn, _draft(turn, turn.plans[0], period), 0)]
    opened = "pz:{plan}:" + period.code + ":0"
    turning = f"pz:more:{period.code}:{{skip}}"
    return [
        plan_choice.page(
            turn, Scope(period), skip, lambda plan: opened.format(plan=plan.id), turning, edit=edit
        )
    ]


def press(turn: Turn, args: list[str]) -> list[Message]:
    """A paragraph by its place; or more plans to choose from."""
    if args[0] == "more":
        return show(turn, parse_code(args[1]), int(args[2]), edit=True)
    draft = _meant(turn, args)
    if draft is None:
        return [turn.reply(refusals.of(turn, Action.EDIT_REPORT))]
    return [_page(turn, draft, int(args[2]), edit=len(args) > 3)]


def decide(turn: Turn, args: list[str]) -> list[Message]:
    """A paragraph is kept as it is drawn or as it was written, or left out; the next one follows."""
    draft = _meant(turn, args)
    if draft is None:
        return [turn.reply(refusals.of(turn, Action.EDIT_REPORT))]
    at, decision = int(args[2]), _DECISIONS[args[3]]
    one = draft.drawn[at] if at < len(draft.drawn) else None
    if one is None or _mark(draft, one) != args[4]:
        return [_page(turn, draft, at, above=_changed_meanwhile(), edit=True)]
    written = draft.decided.get(one.agency)
    text = written.text if written and decision is Decision.WRITTEN else None
    _keep(turn, draft, one, decision, text)
    return [
        _page(turn, _draft(turn, draft.plan, draft.period), at + 1, above=_done(one, decision), edit=True)
    ]


def ask_text(turn: Turn, args: list[str]) -> list[Message]:
    """A paragraph is to be written anew."""
    draft = _meant(turn, args)
    if draft is None:
        return [turn.reply(refusals.of(turn, Action.EDIT_REPORT))]
    at = int(args[2])
    if at >= len(draft.drawn):
        return [_page(turn, draft, at, above=_changed_meanwhile(), edit=True)]
    one = draft.drawn[at]
    seen = draft.decided[one.agency].id if one.agency in draft.decided else 0
    mark = turn.ask("paragraph", plan=draft.plan.id, period=draft.period.code, agency=one.agency, seen=seen)
    text = _(
        "Send the new paragraph on {agency} in one message, at most {n} characters. What stands there now, to copy:"
    )
    said = text.format(agency=bold(one.agency), n=LENGTH)
    return [turn.reply(f"{said}\n“{_standing(draft, one)}”", [[leave_button(mark)]], kind="question")]


def take_text(turn: Turn, data: dict[str, Any]) -> list[Message] | None:
    """The paragraph was written; None for a text too short to be one."""
    text = " ".join(turn.incoming.text.split())
    plan = plans.get(turn.tx, data["plan"])
    if len(text.split()) < WORDS or plan is None:
        return None
    if len(text) > LENGTH:
        refusal = _(
            "That is {long} characters; a paragraph has at most {n}. Nothing was changed; please shorten it."
        )
        return [turn.reply(refusal.format(long=len(text), n=LENGTH))]
    turn.done_asking()
    if not turn.may(Action.EDIT_REPORT):
        return [turn.reply(refusals.of(turn, Action.EDIT_REPORT))]
    draft = _draft(turn, plan, parse_code(data["period"]))
    at = next((n for n, one in enumerate(draft.drawn) if one.agency == data["agency"]), None)
    if at is None:
        gone = _("{agency} has no task in this report any more; nothing was changed.")
        return [turn.reply(gone.format(agency=data["agency"]))]
    one, before = draft.drawn[at], draft.decided.get(data["agency"])
    if before is not None and before.id != data["seen"]:
        return [_page(turn, draft, at, above=_changed_meanwhile())]
    _keep(turn, draft, one, Decision.WRITTEN, text)
    return [_page(turn, _draft(turn, plan, draft.period), at + 1, above=_done(one, Decision.WRITTEN))]


def _keep(turn: Turn, draft: _Draft, one: reports.Drawn, decision: Decision, text: str | None) -> None:
    paragraphs.decide(
        turn.tx, draft.plan.id, draft.period, one.agency, decision, one.facts, turn.who.person_id, text
    )


def _meant(turn: Turn, args: list[str]) -> _Draft | None:
    """The report that a button names; None where the sender may not edit it."""
    plan = plans.get(turn.tx, int(args[0]))
    if plan is None or not turn.sees(plan.id) or not turn.may(Action.EDIT_REPORT):
        return None
    return _draft(turn, plan, parse_code(args[1]))


def _draft(turn: Turn, plan: plans.Plan, period: Period) -> _Draft:
    report = paper_making.of(turn.tx, plan, period, turn.office.letterhead)
    return _Draft(plan, period, paper_making.drawn(report), paragraphs.of_report(turn.tx, plan.id, period))


def _mark(draft: _Draft, one: reports.Drawn) -> str:
    """What a paragraph's page shows, in eight letters, so that no button decides on what it did not show."""
    before = draft.decided.get(one.agency)
    return f"{crc32(repr((one.agency, one.facts, before.id if before else 0)).encode()):08x}"


def _page(turn: Turn, draft: _Draft, at: int, *, above: str = "", edit: bool = False) -> Message:
    """One paragraph with what can be done with it; behind the last, how the report stands."""
    head = [*([above, ""] if above else [])]
    if not draft.drawn:
        text = _("No agency has a task in the report of {period}, plan {number}.")
        return turn.reply(text.format(period=draft.period.label, number=draft.plan.number))
    if at >= len(draft.drawn):
        return _end(turn, draft, head, edit=edit)
    one = draft.drawn[at]
    title = _("Paragraph {at} of {n}: {agency}").format(at=at + 1, n=len(draft.drawn), agency=one.agency)
    of = _("Report of {period}, plan {number}").format(period=draft.period.label, number=draft.plan.number)
    lines = [*head, bold(title), of, "", f"“{_standing(draft, one)}”", "", *_decided(draft, one)]
    return turn.reply("\n".join(lines), _rows(draft, one, at), edit=edit)


def _standing(draft: _Draft, one: reports.Drawn) -> str:
    """The paragraph as the report has it, or would have it."""
    decided = draft.decided.get(one.agency)
    return decided.text if decided is not None and decided.text is not None else one.text


def _decided(draft: _Draft, one: reports.Drawn) -> Iterator[str]:
    decided = draft.decided.get(one.agency)
    if decided is None:
        yield _("Drawn from the log; not looked through yet.")
        return
    text = {
        Decision.AS_DRAWN: _("Kept as drawn from the log ({by}, {at})."),
        Decision.WRITTEN: _("Written by {by}, {at}."),
        Decision.LEFT_OUT: _("Left out of the report ({by}, {at})."),
    }[decided.decision]
    yield text.format(by=decided.by or _("the coordinator"), at=phrases.moment(decided.at))
    if decided.decision is Decision.WRITTEN and decided.facts != one.facts:
        yield _("The log has changed since. From it now: “{text}”").format(text=one.text)


def _rows(draft: _Draft, one: reports.Drawn, at: int) -> Rows:
    named, mark = f"{draft.plan.id}:{draft.period.code}:{at}", _mark(draft, one)
    decided = draft.decided.get(one.agency)
    now = decided.decision if decided else Decision.AS_DRAWN
    keep = Button(
        _("Keep") if now is Decision.AS_DRAWN else _("Take what is drawn from the log"),
        f"pzd:{named}:k:{mark}",
    )
    written = [Button(_("Keep as written"), f"pzd:{named}:w:{mark}")] if now is Decision.WRITTEN else []
    rewrite = Button(_("Rewrite"), f"pze:{named}")
    drop = [] if now is Decision.LEFT_OUT else [Button(_("Leave out"), f"pzd:{named}:o:{mark}")]
    turning = [Button(_("« Back"), _nav(draft, at - 1))] if at else []
    turning.append(Button(_("Next »"), _nav(draft, at + 1)))
    return [*in_rows([*written, keep, rewrite, *drop], 2), turning]


def _nav(draft: _Draft, at: int) -> str:
    return f"pz:{draft.plan.id}:{draft.period.code}:{at}:p"


def _end(turn: Turn, draft: _Draft, head: list[str], *, edit: bool) -> Message:
    kinds = [draft.decided[one.agency].decision for one in draft.drawn if one.agency in draft.decided]
    text = _(
        "All {n} paragraphs seen: {kept} as drawn from the log, {written} rewritten, {out} left out, {open} not decided on (they stand as drawn)."
    )
    said = text.format(
        n=len(draft.drawn),
        kept=kinds.count(Decision.AS_DRAWN),
        written=kinds.count(Decision.WRITTEN),
        out=kinds.count(Decision.LEFT_OUT),
        open=len(draft.drawn) - len(kinds),
    )
    word = Button(_("Make the Word file"), f"paper:{draft.plan.id}:{draft.period.code}")
    rows = [
        [word],
        [
            Button(_("« Back"), _nav(draft, len(draft.drawn) - 1)),
            Button(_("From the beginning"), _nav(draft, 0)),
        ],
    ]
    return turn.reply("\n".join([*head, said]), rows, edit=edit)


def _done(one: reports.Drawn, decision: Decision) -> str:
    text = {
        Decision.AS_DRAWN: _("{agency}: kept as drawn from the log."),
        Decision.WRITTEN: _("{agency}: your paragraph goes into the report."),
        Decision.LEFT_OUT: _("{agency}: left out of the text; the tables still have its tasks."),
    }[decision]
    return text.format(agency=one.agency)


def _changed_meanwhile() -> str:
    return _("This paragraph has changed meanwhile; nothing was done. It stands so now:")
