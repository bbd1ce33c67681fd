"""The totals as a picture: with the answer to /tongketqua, and before the totals in a group. Its caption says the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dieuphoi import reports
from dieuphoi.handlers.messages import Button, Chat, Message
from dieuphoi.handlers.scopes import Scope
from dieuphoi.reports.figures import Figures
from dieuphoi.storage import course, files, plans, totals
from dieuphoi.storage.database import Transaction
from dieuphoi.wording import _

KIND = "chart"


def figures(tx: Transaction, plan: plans.Plan, scope: Scope) -> Figures:
    """What the picture shows of a plan: the very totals of the text, and the quarters of the plan around them."""
    key, extent = (plan.number, plan.title or ""), scope.extent(plan.id)
    counted = totals.results(tx, key, extent, scope=scope.period.code if scope.period else "")
    known = course.of_plan(tx, key, extent)
    today = tx.now.date()
    focus = today if scope.period is None or today in scope.period else scope.period.last
    return Figures(counted, scope.label, focus, known.quarters, known.whole)


def button(plan: plans.Plan, scope: Scope) -> Button:
    """The button that brings the picture."""
    return Button(_("Chart"), f"pic:{plan.id}:{scope.code}")


def message(tx: Transaction, plan: plans.Plan, scope: Scope, to: Chat) -> Message:
    """The picture, with all that it shows as its caption."""
    return _Drawn(tx, plan, scope).message(to)


def before_posts(tx: Transaction, plan: plans.Plan, scope: Scope, posts: Iterable[Message]) -> list[Message]:
    """Each post of totals with the picture before it, drawn once; what becomes of a post becomes of its picture."""
    drawn, found = _Drawn(tx, plan, scope), list[Message]()
    for post in posts:
        picture = replace(
            drawn.message(post.to),
            rank=post.rank,
            kind=post.kind,
            key=f"{post.key}#{KIND}",  # as the further pieces of a long post have it
            use_until=post.use_until,
        )
        found += [picture, post]
    return found


class _Drawn:
    """A picture that is drawn when it is first wanted, and kept once a channel."""

    def __init__(self, tx: Transaction, plan: plans.Plan, scope: Scope) -> None:
        self._tx, self._plan, self._scope = tx, plan, scope
        self._made: tuple[bytes, str] | None = None
        self._kept: dict[str, int] = {}

    def message(self, to: Chat) -> Message:
        """The picture in a chat."""
        content, caption = self._made = self._made or reports.picture(
            figures(self._tx, self._plan, self._scope)
        )
        if to.channel not in self._kept:
            name = reports.picture_name(self._plan.number, self._scope.period)
            self._kept[to.channel] = files.keep(self._tx, to.channel, name, mime="image/png", content=content)
        return Message(to, caption, kind=KIND, file_id=self._kept[to.channel])
