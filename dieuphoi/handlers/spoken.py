"""Whole messages that stand for a command: "có ai chờ duyệt không" for /choduyet, "đôn đốc sở tài chính" for /dondoc."""

from __future__ import annotations

import re

from dieuphoi.handlers import scope_words
from dieuphoi.handlers.permissions import Action
from dieuphoi.handlers.scopes import Scope
from dieuphoi.handlers.turn import Turn
from dieuphoi.handlers.understanding.codes import find as find_codes
from dieuphoi.handlers.understanding.reading import plain_text
from dieuphoi.handlers.understanding.words import cue, remembered

# For whom a command is in words: what others say so may be a report, or talk.
_FOR = {
    "choduyet": Action.CONFIRM,
    "chuabaocao": Action.URGE,
    "tongketqua": Action.SEE_TOTALS,
    "dondoc": Action.URGE,
    "daumoi": Action.CHANGE_FOCALS,
    "lamthay": Action.NAME_STAND_IN,
}
# What follows the command, for ways of asking that are a part of one.
_PART_OF = {
    "baocao_thieu": (Action.URGE, "baocao", "còn thiếu"),
    "baocao_phien_ban": (Action.SEE_TOTALS, "baocao", "phiên bản"),
    "baocao_lich": (Action.EDIT_REPORT, "baocao", "lịch"),
}
_AWAY = frozenset(("lamthay", "bangiao"))  # behind which people say from when to when
_WHOLE = (
    *(name for name in _FOR if name not in ("dondoc", "tongketqua")),
    "bangiao",
    "kehoach",
    "trogiup",
    "dulieu",
    "xoadulieu",
    "roi",
)
_SLASH = re.compile(r" ?/ ?")
_FIGURES = re.compile(r"\d/\d")
_LENGTH = 100  # characters; a longer message is no command


def command(turn: Turn, text: str) -> tuple[str, str] | None:
    """The command that a message stands for, said by the sender, and what follows it; None where it stands for none."""
    if len(text) > _LENGTH:
        return None
    said = plain_text(text)
    for name in _WHOLE:
        if (found := _whole(name).fullmatch(said)) and _may(turn, name):
            return name, _dated(found.group("days")) if name == "lamthay" else ""
    for name, (action, of, rest) in _PART_OF.items():
        if _whole(name).fullmatch(said) and turn.may(action):
            return of, rest
    if _may(turn, "tongketqua") and (scope := _scope(turn, text, said)):
        return "tongketqua", scope
    asked = _asked_of(turn, said) if _may(turn, "dondoc") else None
    return None if asked is None else ("dondoc", asked)


def _may(turn: Turn, name: str) -> bool:
    if name == "bangiao" and not turn.who.own_agencies:  # there is no seat to hand over
        return False
    return name not in _FOR or turn.may(_FOR[name])


def _dated(days: str) -> str:
    """The days as /lamthay takes them: from a day that is named in figures."""
    tight = _SLASH.sub("/", days).strip()
    return tight if _FIGURES.search(tight) else ""


def _scope(turn: Turn, text: str, said: str) -> str | None:
    """What totals are wanted of, where all that follows says so; a question in few words is understood without this."""
    begun = None if "?" in text or any(find_codes(text)) else _ahead("tongketqua").match(said)
    rest = _behind().sub("", said[begun.end() :]).strip() if begun else ""
    return rest if rest and isinstance(scope_words.read(turn, rest), Scope) else None


def _asked_of(turn: Turn, said: str) -> str | None:
    """Of which tasks, or of which agency, an update is to be asked for."""
    begun = _ahead("dondoc").match(said)
    rest = _behind().sub("", said[begun.end() :]).strip() if begun else ""
    if not rest or any(find_codes(rest)):
        return rest or None
    sure, near = turn.office.names.meant(turn.tx, rest)
    return rest if sure is not None or len(near) == 1 else None


@remembered
def _whole(name: str) -> re.Pattern[str]:
    before, after = cue("spoken.before").pattern, cue("spoken.after").pattern
    days = rf"(?:\W+{cue('spoken.days').pattern})*" if name in _AWAY else ""
    return re.compile(
        rf"\W*(?:{before}\W+)*{cue(f'spoken.{name}').pattern}(?P<days>{days})(?:\W+{after})*\W*"
    )


@remembered
def _ahead(name: str) -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{cue('spoken.before').pattern}\W+)*{cue(f'spoken.{name}').pattern}\W+")


@remembered
def _behind() -> re.Pattern[str]:
    return re.compile(rf"(?:\W+{cue('spoken.after').pattern})*\W*$")
