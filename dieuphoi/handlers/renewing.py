"""What follows from a change of rules, days or pauses: posts of today that wait are taken back and written anew."""

from __future__ import annotations

from dieuphoi.handlers import posts
from dieuphoi.handlers.messages import RETIRED, Message
from dieuphoi.handlers.turn import Turn
from dieuphoi.storage import reminders
from dieuphoi.wording import _, ngettext


def renewed(turn: Turn) -> tuple[str, list[Message]]:
    """A line that says how many posts were taken back and written anew, and these posts."""
    before = {post.id for post in reminders.waiting(turn.tx)}
    messages = posts.rewrite(turn.tx, turn.office.hours)
    taken = len(before - {post.id for post in reminders.waiting(turn.tx)})
    if not taken:
        return _("No post had to be taken back; it holds from the next one on."), messages
    anew = sum(message.kind != RETIRED for message in messages)
    text = ngettext(
        "{n} post that waited was taken back; written anew: {anew}.",
        "{n} posts that waited were taken back; written anew: {anew}.",
        taken,
    )
    return text.format(n=taken, anew=anew), messages
