"""Extensions in words: what a request says of its reason and its day, and what the bot says about extensions."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from dieuphoi.handlers import phrases
from dieuphoi.handlers.messages import Button
from dieuphoi.handlers.proposals import NOTE, shortened
from dieuphoi.handlers.turn import Turn
from dieuphoi.handlers.understanding import understand
from dieuphoi.handlers.understanding.letters import plain_letters
from dieuphoi.handlers.understanding.reading import Reading
from dieuphoi.handlers.understanding.recognise import recognise
from dieuphoi.handlers.understanding.search import TAIL
from dieuphoi.handlers.understanding.words import cue
from dieuphoi.plan.periods import parse_code, quarter_of
from dieuphoi.storage import extensions
from dieuphoi.storage.extensions import Extended, Extension
from dieuphoi.storage.tasks import Item
from dieuphoi.wording import _, ngettext

_BECAUSE = re.compile(
    r"(?<!\w)(?:vi(?: ly do| li do)?|do|boi(?: vi)?|tai(?: vi)?|(?:voi )?(?:ly|li) do(?: la)?|nguyen nhan(?: la)?)(?!\w)[: ]*"
)
_DAY_AND_WORDS = re.compile(
    r"(?:(?<!\w)(?:den|toi|sang|qua|het|vao|cuoi|trong|truoc|xuong|ngay|khoang|them)\s+)*[DHQY]+(?: nam Y+)?"
)
_MORE = re.compile(
    r"(?<!\w)(?:them|gia han|lui|keo dai|han)(?: \w+){0,2}? (\d{1,3}|nua|mot|hai|ba|bon|nam|sau)"
    r" (ngay|tuan|thang|quy)(?! \d| [ivx]+\b)"
)
_NUMBERS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6}
# Without "vì" or "do" a clause counts as the reason where one of these stands in it.
_CAUSE = re.compile(
    r"(?<!\w)(?:cho|doi|chua|thieu|de|vuong|dang|can|phai|bi|cham|con|nhieu|ngoai|phat sinh)(?!\w)"
)
_EMPTY_WORD = re.compile(
    r"xin|cho|em|toi|minh|ben|chung|so|don|vi|phong|cua|de|nghi|kinh|gui|thua|dieu|phoi|nhe|nha|a|voi|giup|viec|nhiem"
    r"|vu|bot|khong|kip|roi|duoc|them|thoi|gian|han|gia|lui|keo|dai|doi|chuyen|den|sang|qua|het|ngay|quy|thang|nam|nay"
    r"|sau|hay|nua|la|va|thi"
)


def until(turn: Turn, text: str, item: Item | None = None) -> date | None:
    """The day that an answer to "until when?" names: a day, a month, a quarter, a year, so much more."""
    known = turn.office.names.known(turn.tx)
    # Read as an answer, so that "30/6" and "hết quý III" are understood as they are in a whole request.
    said = understand(f"xin gia hạn đến {text}", chat="private", today=turn.today, known=known)
    return last_day(said.slots.get("until")) or (more(turn, text, item) if item else None)


def last_day(code: str | None) -> date | None:
    """The last day of a stated quarter, or the stated day."""
    if code is None:
        return None
    return parse_code(code).last if "Q" in code else date.fromisoformat(code)


def more(turn: Turn, text: str, item: Item) -> date | None:
    """ "Thêm 2 tuần", "thêm một tháng": so much after the deadline."""
    found = _MORE.search(_read(turn, text).plain)
    if found is None or item.due is None:
        return None
    number, unit = found[1], found[2]
    if number == "nua":
        return item.due + timedelta(days=15) if unit == "thang" else None
    count = _NUMBERS.get(number) or int(number)
    if unit in ("ngay", "tuan"):
        return item.due + timedelta(days=count * (7 if unit == "tuan" else 1))
    return _months_later(item.due, count * (3 if unit == "quy" else 1))


def _months_later(day: date, months: int) -> date:
    """The same day of a later month; the end of a month goes to the end of a month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    at_end = day.day == monthrange(day.year, day.month)[1]
    return date(year, month + 1, last if at_end else min(day.day, last))


def choices(base: date, latest: date) -> list[date]:
    """The usual days after another: end of the next month, end of the next quarter, end of the year."""
    days = (
        _months_later(base.replace(day=monthrange(base.year, base.month)[1]), 1),
        quarter_of(base).next().last,
        date(base.year, 12, 31),
    )
    return [day for day in dict.fromkeys(days) if base < day <= latest]


def reason(turn: Turn, text: str) -> str | None:
    """Why more time is asked for, in the sender's own words; None where the request gives no reason."""
    reading = _read(turn, text)
    plain = plain_letters(reading.plain)
    taken = list(_request(reading))
    because = next((b for b in _BECAUSE.finditer(plain) if not _inside(b.start(), taken)), None)
    if because is not None:
        end = min((start for start, _end in taken if start >= because.end()), default=len(plain))
        return _worth(reading, because.end(), end, least=1)
    causes = ((start, end) for start, end in _clauses(plain, taken) if _CAUSE.search(plain, start, end))
    found = (_worth(reading, start, end) for start, end in causes)
    return max((words for words in found if words), key=len, default=None)


def _read(turn: Turn, text: str) -> Reading:
    return recognise(text, turn.today, turn.office.names.known(turn.tx))


def _request(reading: Reading) -> Iterator[tuple[int, int]]:
    """Where the request itself stands: the words that ask for it, the task, the day."""
    for pattern in (cue("intents.extend"), _DAY_AND_WORDS, re.compile(r"T+")):
        yield from (found.span() for found in pattern.finditer(reading.plain))


def _inside(position: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= position < end for start, end in spans)


def _clauses(plain: str, taken: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The stretches between the signs and what belongs to the request."""
    signs = [found.span() for found in re.finditer(r"[,;.:!?()–]|(?<!\w)(?:nen|nhung)(?!\w)", plain)]
    start = 0
    for first, last in sorted([*taken, *signs, (len(plain), len(plain))]):
        if first > start:
            yield start, first
        start = max(start, last)


def _worth(reading: Reading, start: int, end: int, *, least: int = 2) -> str | None:
    """The words typed between two places, where they say more than that time is asked for."""
    plain = plain_letters(reading.plain[start:end])
    words = [word for word in re.findall(r"[a-zA-Z]+", plain) if not _EMPTY_WORD.fullmatch(word)]
    if len(words) < least and "A" not in "".join(words):
        return None
    trailing = TAIL.search(reading.plain[:end], start)
    typed = reading.typed(start, trailing.start() if trailing else end).strip(" .,:;-–()")
    return shortened(typed, NOTE) or None


def of_item(turn: Turn, item: Item) -> str:
    """How a task's deadline was extended; empty where it was not."""
    return extended(item, extensions.of_items(turn.tx, [item.id]).get(item.id, Extended()))


def extended(item: Item, known: Extended) -> str:
    """How a deadline was extended: "hạn gốc 31/3/2022, gia hạn đến 30/6/2022, 1 lần"."""
    if not known.times or item.due is None or item.due == item.original_due:
        return ""
    times = ngettext("{n} time", "{n} times", known.times).format(n=known.times)
    if item.original_due is None:
        return _("extended to {day}, {times}").format(day=phrases.day(item.due), times=times)
    return _("original deadline {old}, extended to {day}, {times}").format(
        old=phrases.day(item.original_due), day=phrases.day(item.due), times=times
    )


def originally(turn: Turn, item: Item) -> str:
    """The original deadline beside the one that holds, and how often it was extended; empty where it was not moved."""
    if item.original_due is None or item.original_due == item.due:
        return ""
    known = extensions.of_items(turn.tx, [item.id]).get(item.id, Extended())
    said = _("; original deadline {day}").format(day=phrases.day(item.original_due))
    if not known.times:
        return said
    times = ngettext("{n} time", "{n} times", known.times).format(n=known.times)
    return said + _(", extended {times}").format(times=times)


def waiting(request: Extension) -> str:
    """That a request waits, for whoever looks at the task."""
    text = _("An extension to {day} is asked for ({person}, {at}); the coordinator has not decided yet.")
    return text.format(
        day=phrases.day(request.until), person=request.person, at=phrases.moment(request.asked_at)
    )


def in_log(requests: Iterable[Extension]) -> Iterator[tuple[datetime, str]]:
    """Requests, and why they were declined, as a task's log tells them; a granted one has its own entry there."""
    for one in requests:
        asked = _("asked for an extension to {day}: {reason}").format(
            day=phrases.day(one.until), reason=one.reason or _("not said")
        )
        yield one.asked_at, f"{phrases.moment(one.asked_at)}, {one.person}: {asked}"
        if one.state == "declined" and one.decided_at:
            why = f": {one.answer}" if one.answer else ""
            by = one.decided_by or _("the bot")
            yield (
                one.decided_at,
                f"{phrases.moment(one.decided_at)}, {by}: " + _("declined the extension") + why,
            )


def decision_buttons(request: Extension, *, over: bool = False) -> list[list[Button]]:
    """What the coordinator can do about a request that waits; `over` the limit it takes a word of its own to grant it."""
    number = request.id
    grant = (
        Button(_("Grant as an exception"), f"more:{number}:over")
        if over
        else Button(_("Grant the extension"), f"more:{number}")
    )
    return [
        [grant, Button(_("Decline the extension"), f"nomore:{number}")],
        [Button(_("Set another day"), f"exd:{number}")],
    ]


def open_button(item: Item) -> Button:
    """The button to the task's card."""
    return Button(_("Open {code}").format(code=item.code), f"c:{item.id}")


def old_deadline(item: Item) -> str:
    """The deadline that holds now."""
    return phrases.day(item.due) if item.due else _("no deadline in the document")
