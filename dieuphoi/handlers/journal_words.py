"""The journal in plain words: why something was posted, what became of it, why it did not go out."""

from __future__ import annotations

from dieuphoi.handlers import phrases
from dieuphoi.handlers.messages import bold
from dieuphoi.plan.reminding import Why
from dieuphoi.storage.nudges import ANSWERED
from dieuphoi.storage.outbox import IN_DOUBT, THROTTLED
from dieuphoi.storage.reminders import OUT_OF_DATE, Posted
from dieuphoi.wording import _

CODES = 8


def line(post: Posted) -> str:
    """A post: when, to whom, why, about which tasks, and what became of it."""
    whys = ", ".join(map(why, post.whys))
    head = _("{at}, to {reader}").format(at=phrases.moment(post.at), reader=bold(_to(post)))
    return f"• {head}: {whys}{_about(post)} – {_fate(post)}"


def _to(post: Posted) -> str:
    if post.private:
        return post.to or _("somebody who is not known any more")
    return _("group “{title}”").format(title=post.to) if post.to else _("a group")


def _about(post: Posted) -> str:
    if not post.codes:
        return ""
    more = len(post.codes) - CODES
    rest = ", " + _("and {n} more").format(n=more) if more > 0 else ""
    return ": " + ", ".join(post.codes[:CODES]) + rest


def why(reason: str) -> str:
    """A reason in words; one of another version of the bot as it is kept."""
    words = {
        Why.BEFORE: _("deadline ahead"),
        Why.QUARTER: _("a quarter begins"),
        Why.MILESTONE: _("milestone ahead"),
        Why.PASSED: _("milestone passed"),
        Why.OVERDUE: _("overdue"),
        Why.SILENCE: _("long without a report"),
        Why.COORDINATING: _("to a coordinating agency"),
        Why.DEPUTY: _("passed on to the deputy"),
        Why.COORDINATOR: _("passed on to the coordinator"),
        Why.LEADER: _("passed on to the leader"),
        Why.ALONE: _("overdue, and no deputy to pass it on to"),
        Why.SNOOZED: _("put off to this day"),
        Why.UNSENT: _("made up for an earlier one"),
        Why.ASKED: _("somebody asked"),
        Why.DECISION: _("a request waits for a decision"),
        Why.BLOCKER: _("a blocker has no answer yet"),
        Why.WEEK: _("weekly totals"),
        Why.ENDED: _("totals of a quarter"),
        Why.PART: _("asked for its part"),
        Why.PART_NEAR: _("the day for its part ahead"),
        Why.PART_PASSED: _("the day for a part has passed"),
    }
    return next((said for known, said in words.items() if known == reason), reason)


def _fate(post: Posted) -> str:
    if post.status == "sent":
        return _("sent")
    if post.status == "failed":
        return _("could not be sent: {reason}").format(reason=_reason(post.error))
    if post.status == "withdrawn":
        if post.error == OUT_OF_DATE:
            return _("not sent: its hours were over")
        return _("withdrawn: {reason}").format(reason=_reason(post.error))
    text = _("on its way") if post.status == "sending" else _("waiting")
    return f"{text} ({_reason(post.error)})" if post.error else text


def _reason(error: str | None) -> str:
    """The kind of failure that a channel told."""
    return {
        "blocked": _("the person has blocked the bot"),
        "deactivated": _("the account is closed"),
        "kicked": _("the bot was removed from the group"),
        "removed": _("the bot was removed from the group"),
        "deleted": _("the group was deleted"),
        "not started": _("the person has not opened a chat with the bot"),
        "not found": _("the chat does not exist"),
        "forbidden": _("the channel does not allow it"),
        "refused": _("the channel refused the message"),
        "too large": _("the file is too large"),
        "unauthorised": _("the bot's token is not accepted"),
        THROTTLED: _("the channel asks for patience"),
        IN_DOUBT: _("it is not known whether it arrived"),
        "moved": _("the group has a new address"),
        ANSWERED: _("the report came first"),
    }.get(error or "", _("the channel did not answer"))
