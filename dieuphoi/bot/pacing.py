"""How fast a channel may be sent to: to one chat, to a group within a minute, and in all, as its limits say.

Only the vendor knows when a message reached it: some time between the call and its answer. So a message counts from
its call on, and for a second (a minute) after its answer, less the way that the next one will need as well.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from dieuphoi.bot.channels import Limits
from dieuphoi.storage.outbox import REPLY, Gone, Parcel

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
REST = 0.5  # seconds between two looks at the outbox when nothing wakes us: a retry may have come due
# Posts go evenly over the second, so that a reply soon finds the next free place. One more than that needs may go
# in a slice, to catch up after a delay.
SLICE = timedelta(seconds=0.1)
TRIPS, LATELY = 30, timedelta(seconds=10)  # what the distance to the vendor is judged by
MARGIN = timedelta(seconds=0.01)  # for the way being a little shorter than it ever was lately
UNLIMITED = 1_000


@dataclass(frozen=True, slots=True)
class Room:
    """What may go now: so many messages, of which so many notices and posts."""

    messages: int
    posts: int
    held: list[str]  # chats that nothing may go to
    replies_only: list[str]  # groups that are left a while for replies


class Pacing:
    """Remembers what is on its way and what went lately; forgets it as soon as it may."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._on_way = 0
        self._places: list[datetime] = []  # taken by what has arrived, each until then
        self._posts: deque[datetime] = deque()  # when those of the last slice began
        self._next: dict[str, datetime] = {}
        self._next_post: dict[str, datetime] = {}
        self._minutes: dict[str, deque[datetime]] = {}
        self._trips: deque[tuple[datetime, timedelta]] = deque(maxlen=TRIPS)

    def remember(self, gone: Iterable[Gone]) -> None:
        """Take up what went before this process began, oldest first."""
        for one in gone:
            self._arrived(one.chat_key, one.private, one.at, one.at + SECOND)

    def begun(self, parcels: Iterable[Parcel], now: datetime) -> None:
        """Note that messages are on their way."""
        for parcel in parcels:
            self._on_way += 1
            if parcel.rank > REPLY:
                self._posts.append(now)

    def ended(self, parcel: Parcel, begun: datetime, now: datetime) -> None:
        """Note that the vendor has answered, whatever it said: what it refused may count as well."""
        self._on_way -= 1
        self._trips.append((now, now - begun))
        self._arrived(parcel.chat_key, parcel.private, now, now + SECOND + MARGIN - self._way(now))

    def _arrived(self, chat: str, private: bool, at: datetime, place_until: datetime) -> None:
        limits = self._limits
        if limits.per_second:
            self._places.append(place_until)
        if limits.per_chat:
            self._next[chat] = at + limits.per_chat
        if limits.group_per_minute and not private:
            minute = self._minutes.setdefault(chat, deque(maxlen=limits.group_per_minute))
            minute.append(at)
            if len(minute) == limits.group_per_minute:
                self._next[chat] = max(at + limits.per_chat, minute[0] + MINUTE)
            self._next_post[chat] = at + MINUTE / limits.group_per_minute

    def _way(self, now: datetime) -> timedelta:
        """What every call needs there and back: the shortest lately, nothing while there were few."""
        if len(self._trips) < TRIPS or self._trips[0][0] < now - LATELY:
            return timedelta(0)
        return min(SECOND, *(trip for _at, trip in self._trips))

    def room(self, now: datetime) -> Room:
        """What may go now."""
        self._forget(now)
        free = self._free()
        return Room(free, self._for_posts(free), list(self._next), list(self._next_post))

    def _forget(self, now: datetime) -> None:
        # What lies further ahead than any limit reaches was noted before the clock was set back.
        self._places = [until for until in self._places if now < until <= now + SECOND + MARGIN]
        self._next = {chat: until for chat, until in self._next.items() if now < until <= now + MINUTE}
        self._next_post = {c: until for c, until in self._next_post.items() if now < until <= now + MINUTE}
        while self._posts and not now - SLICE < self._posts[0] <= now:
            self._posts.popleft()

    def _free(self) -> int:
        if not self._limits.per_second:
            return UNLIMITED
        return max(0, int(self._limits.per_second) - self._on_way - len(self._places))

    def _for_posts(self, free: int) -> int:
        if not self._limits.per_second:
            return free
        in_slice = math.ceil(self._limits.per_second * SLICE.total_seconds()) + 1
        return min(free, max(0, in_slice - len(self._posts)))

    def wait(self, now: datetime) -> float:
        """Seconds until more may go than now, at most `REST`."""
        self._forget(now)
        if not self._free():  # with no place taken, all are on their way, and an answer will wake us
            moments = [min(self._places)] if self._places else []
        else:
            posts = [self._posts[0] + SLICE] if self._posts else []
            moments = [*self._next.values(), *self._next_post.values(), *posts]
        return max(0.001, min([REST, *((moment - now).total_seconds() for moment in moments)]))
