"""Who is let in at all: the one guard before every command, button and answer, and the refusals that many share.

Behind it each handler asks `turn.may`. A stranger in private, and a group that is bound to nothing, get no further
than registering, binding, help, the choice of a language and their own data; they learn nothing of the plan.
"""

from __future__ import annotations

from dieuphoi.handlers import groups, registration
from dieuphoi.handlers.messages import Message
from dieuphoi.handlers.permissions import Place
from dieuphoi.handlers.turn import Turn

_ANYWHERE = frozenset(("trogiup", "help", "english", "tiengviet", "dangky", "dulieu", "xoadulieu"))
_IN_ANY_GROUP = _ANYWHERE | {"gannhom", "gonhom", "moi"}
# Buttons by what they carry: of registering, of help and suggestions; of binding; of a question that is dropped.
_PRESSED_ANYWHERE = frozenset(("hp", "do", "n"))
_PRESSED_BY_STRANGERS = _PRESSED_ANYWHERE | {
    "a",
    "again",
    "share",
    "skip",
    "sy",
    "sn",
    "sx",
    "agree",
    "er",
    "ey",
}
_PRESSED_IN_ANY_GROUP = _PRESSED_ANYWHERE | {"bind"}
_ASKED_OF_STRANGERS = frozenset(("consent", "agency", "name", "position", "phone"))


def command(turn: Turn, name: str) -> list[Message] | None:
    """What is said instead where a command is not for the sender in this place; None where it may be tried."""
    return _shut(turn, stranger=name in _ANYWHERE, group=name in _IN_ANY_GROUP)


def press(turn: Turn, action: str) -> list[Message] | None:
    """The same for a button."""
    return _shut(turn, stranger=action in _PRESSED_BY_STRANGERS, group=action in _PRESSED_IN_ANY_GROUP)


def may_answer(turn: Turn, step: str) -> bool:
    """Whether the sender may still answer a question that waits: roles end, and groups are unbound."""
    return _shut(turn, stranger=step in _ASKED_OF_STRANGERS, group=False) is None


def _shut(turn: Turn, *, stranger: bool, group: bool) -> list[Message] | None:
    if turn.place is Place.FOREIGN_GROUP and not group:
        return groups.not_bound(turn)
    if turn.private and not turn.who.known and not stranger:
        return registration.resume(turn)
    return None
