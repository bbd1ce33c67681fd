"""/baocao phiên bản: every report of a plan that was made, with who had it made; each can be had again."""

from __future__ import annotations

from dieuphoi.handlers import paper_making, phrases, plan_choice, refusals
from dieuphoi.handlers.messages import Button, Message, bold, in_rows
from dieuphoi.handlers.permissions import Action
from dieuphoi.handlers.scopes import Scope
from dieuphoi.handlers.turn import Turn
from dieuphoi.plan.results import Counter, done_of
from dieuphoi.storage import papers, plans
from dieuphoi.storage.papers import Paper
from dieuphoi.wording import _

PAGE = 6


def show(turn: Turn, skip: int = 0, *, edit: bool = False) -> list[Message]:
    """The editions of the plan in view; of several plans one is chosen."""
    if not turn.may(Action.SEE_TOTALS):
        return [turn.reply(refusals.of(turn, Action.SEE_TOTALS))]
    if len(turn.plans) == 1:
        return [_page(turn, turn.plans[0], 0)]
    return [
        plan_choice.page(turn, Scope(), skip, lambda plan: f"pv:{plan.id}:0", "pv:more:{skip}", edit=edit)
    ]


def press(turn: Turn, args: list[str]) -> list[Message]:
    """A page of the editions of a plan; or more plans to choose from."""
    if args[0] == "more":
        return show(turn, int(args[1]), edit=True)
    plan = plans.get(turn.tx, int(args[0]))
    if plan is None or not turn.sees(plan.id) or not turn.may(Action.SEE_TOTALS):
        return [turn.reply(refusals.of(turn, Action.SEE_TOTALS))]
    return [_page(turn, plan, int(args[1]), edit=len(args) > 2)]


def _page(turn: Turn, plan: plans.Plan, skip: int, *, edit: bool = False) -> Message:
    number, found = papers.kept(turn.tx, plan.id, skip=skip, size=PAGE)
    if not number:
        text = _("No report on plan {number} was made yet. Make one: /baocao")
        return turn.reply(text.format(number=plan.number))
    head = _("Reports on plan {number}: {n} editions, the newest first").format(number=plan.number, n=number)
    lines = [bold(head), *(_line(at, paper) for at, paper in enumerate(found, skip + 1))]
    again = [Button(_("Get {n}").format(n=at), f"pva:{paper.id}") for at, paper in enumerate(found, skip + 1)]
    turning = [Button(_("« Back"), f"pv:{plan.id}:{skip - PAGE}:p")] if skip else []
    if skip + PAGE < number:
        more = _("More ({n}) »").format(n=number - skip - PAGE)
        turning.append(Button(more, f"pv:{plan.id}:{skip + PAGE}:p"))
    rows = [*in_rows(again, 3), *([turning] if turning else [])]
    return turn.reply("\n".join(lines), rows, edit=edit, kind="list")


def _line(at: int, paper: Paper) -> str:
    counts = {Counter(name): n for name, n in (paper.counters or {}).items()}
    text = _("{at}. {period}, {format}: {moment}, {who}; completed {done}/{total}")
    return text.format(
        at=at,
        period=paper.period.label,
        format=paper.format,
        moment=phrases.moment(paper.made_at or paper.at),
        who=paper.by or _("the bot, on the report day"),
        done=done_of(counts),
        total=sum(counts.values()),
    )


def get_again(turn: Turn, args: list[str]) -> list[Message]:
    """An edition as it was, with its numbers of then."""
    paper = papers.get(turn.tx, int(args[0]))
    if paper is None or not turn.sees(paper.plan_id) or not turn.may(Action.SEE_TOTALS):
        return [turn.reply(refusals.of(turn, Action.SEE_TOTALS))]
    text = _("The report on {period} as it was made on {moment}. The newest numbers: /baocao {period}")
    said = text.format(period=paper.period.label, moment=phrases.moment(paper.made_at or paper.at))
    return [Message(turn.incoming.chat, said, kind=paper_making.KIND, file_id=paper.file_id)]
