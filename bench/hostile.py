"""Deliver to hundreds of chats while the Bot API misbehaves, and see that nothing is lost and nobody else waits."""

from __future__ import annotations

import argparse
import asyncio
import logging
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.arguments import positive
from bench.plans import fill
from dieuphoi.bot import logs
from dieuphoi.bot.channels.telegram import TelegramChannel
from dieuphoi.bot.clock import Clock
from dieuphoi.bot.delivery import Delivery
from dieuphoi.bot.service import Service
from dieuphoi.handlers.messages import Chat, Message, Rank
from dieuphoi.handlers.office import Office
from dieuphoi.handlers.turn import in_room
from dieuphoi.storage import aside, people, rooms
from dieuphoi.storage.database import Database, Transaction
from tests.telegram_api import Group, Person
from tests.telegram_api.hostile import CLOSED, GROUP_TEMPERS, TEMPERS, Hostile

PATIENCE = 1.0  # seconds for an answer, a twentieth of what the bot has in earnest
LONGER = (
    1.0  # seconds that the slowest hundredth of the healthy chats' messages may take longer beside bad chats
)
DRAIN = 60.0  # seconds
PLAN, TOPIC = 1, 7
TOLD = (*CLOSED, "topic deleted", "topic closed")  # what the coordinator hears of
WAITING = "SELECT count(*) FROM outbox WHERE status IN ('waiting', 'sending')"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How much, how long, and which chance."""
    parser.add_argument("--healthy", type=positive, default=200, help="chats without any trouble")
    parser.add_argument("--bad", type=positive, default=8, help="chats of each kind of trouble")
    parser.add_argument(
        "--seconds", type=positive, default=25, help="of messages without trouble, and as many with"
    )
    parser.add_argument("--seed", type=int, default=1, help="of everything that happens by chance")


def run(given: argparse.Namespace) -> tuple[dict[str, Any], bool]:
    """See `measure`."""
    return measure(given.healthy, given.bad, given.seconds, given.seed)


@dataclass(frozen=True, slots=True)
class Contact:
    """A chat of the run, with its temper ("" is none) and the person who is behind it, or None."""

    chat: Chat
    temper: str
    person_id: int | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """A message that was posted: to whom, in which of the two parts, when by the monotonic clock."""

    id: int
    to: Contact
    rank: Rank
    text: str
    angry: bool
    at: float


@dataclass(slots=True)
class Run:
    """All that is needed while it goes on."""

    api: Hostile
    service: Service
    delivery: Delivery
    dice: random.Random
    contacts: list[Contact] = field(default_factory=list)
    letters: list[Letter] = field(default_factory=list)


def measure(healthy: int, bad: int, seconds: int, seed: int) -> tuple[dict[str, Any], bool]:
    """Play it in a folder of its own; gives the figures, and whether nothing was wrong."""
    logs.configure(logging.ERROR)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "office.db"
        found = asyncio.run(_measure(file, healthy, bad, seconds, random.Random(seed)))
    wrong = found.pop("wrong")
    for what in wrong:
        print(what, file=sys.stderr)
    figures = {"healthy chats": healthy, "bad chats": bad * len(TEMPERS + GROUP_TEMPERS), "seed": seed}
    return figures | found | {"violations": len(wrong)}, not wrong


async def _measure(file: Path, healthy: int, bad: int, seconds: int, dice: random.Random) -> dict[str, Any]:
    database, began = Database(fill(file, 1, "nobody")), time.monotonic()
    async with Hostile(dice) as api:
        channel = TelegramChannel(api.token, api.base_url, patience=PATIENCE)
        await channel.start()
        service = Service(database, Clock(), [channel], Office())
        with ThreadPoolExecutor(1) as writer:
            play = Run(api, service, Delivery(service, channel, writer), dice)
            with database.begin(service.clock.now()) as tx:
                _people_the_world(tx, play, healthy, bad)
            delivering = asyncio.create_task(play.delivery.run())
            await _post_for(play, seconds)
            api.angry = True
            await _post_for(play, seconds)
            drained = await _drained(file)
            api.angry = False
            resent = _resend(play)
            drained = await _drained(file) and drained
            play.delivery.stop()
            await delivering
        await channel.close()
    database.close()
    figures = _reckon(play, file, resent)
    if not drained:
        figures["wrong"].append(f"the outbox was not empty after {DRAIN:.0f} seconds")
    return figures | {"seconds": round(time.monotonic() - began, 1)}


def _people_the_world(tx: Transaction, play: Run, healthy: int, bad: int) -> None:
    coordinator = play.api.person("Điều phối")
    _known(tx, coordinator, role="coordinator")
    for temper in ["", *TEMPERS]:
        for number in range(bad if temper else healthy):
            person = play.api.person(f"{temper or 'healthy'} {number}")
            play.api.give(person, temper) if temper else None
            play.contacts.append(Contact(_chat(person), temper, _known(tx, person)))
    for temper in GROUP_TEMPERS:
        for number in range(bad):
            topics = {TOPIC: "Kế hoạch"} if temper.startswith("topic") else None
            group = play.api.group(f"{temper} {number}", topics=topics)
            play.api.give(group, temper)
            contact = Contact(_chat(group, str(TOPIC) if topics else None), temper)
            rooms.bind(tx, "telegram", contact.chat.id, contact.chat.thread, group.title, PLAN, None)
            play.contacts.append(contact)


def _known(tx: Transaction, person: Person, role: str | None = None) -> int:
    who = people.identify(tx, "telegram", str(person.id), person.first_name)
    return people.add(tx, who.address_id, person.first_name, role=role)


def _chat(chat: Person | Group, thread: str | None = None) -> Chat:
    title = chat.title if isinstance(chat, Group) else None
    return Chat("telegram", str(chat.id), isinstance(chat, Person), thread, title)


async def _post_for(play: Run, seconds: int) -> None:
    """Two messages for each chat, the second half a part after the first: the same load in both parts."""
    half, began = seconds / 2, time.monotonic()
    moments = sorted((play.dice.uniform(0, half), number) for number in range(len(play.contacts)))
    for moment, number in moments + [(moment + half, number) for moment, number in moments]:
        await asyncio.sleep(max(0.0, began + moment - time.monotonic()))
        with play.service.database.begin(play.service.clock.now()) as tx:
            _post(tx, play, play.contacts[number])
        play.delivery.wake.set()


def _post(tx: Transaction, play: Run, to: Contact) -> None:
    """Post as the handlers do: to nobody who is known to be out of reach, and to groups where they are now."""
    rank = play.dice.choice(list(Rank))
    text = f"{to.chat.id}: {len(play.letters)}"
    chat = _reachable(tx, to)
    if chat is not None:
        (number,) = play.service.post(tx, [Message(chat, text, rank=rank, kind="played")])
        play.letters.append(Letter(number, to, rank, text, play.api.angry, time.monotonic()))


def _reachable(tx: Transaction, to: Contact) -> Chat | None:
    if to.person_id is not None:
        return to.chat if people.accounts(tx, [to.person_id]) else None
    return next((in_room(room) for room in rooms.of_plan(tx, PLAN) if room.title == to.chat.title), None)


def _resend(play: Run) -> set[int]:
    """The operator's `dieuphoi outbox resend --all`, once the trouble is over."""
    with play.service.database.begin(play.service.clock.now()) as tx:
        again = aside.resend(tx)
    play.delivery.wake.set()
    return set(again)


async def _drained(file: Path) -> bool:
    until = time.monotonic() + DRAIN
    while time.monotonic() < until:
        if not _rows(file, WAITING)[0][0]:
            return True
        await asyncio.sleep(0.1)
    return False


def _rows(file: Path, query: str) -> list[tuple[Any, ...]]:
    connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def _reckon(play: Run, file: Path, resent: set[int]) -> dict[str, Any]:
    rows = {row[0]: row[1:] for row in _rows(file, "SELECT id, status, error, doubts FROM outbox")}
    shown: dict[str, list[float]] = defaultdict(list)
    for one in play.api.shown:
        shown[one.text].append(one.at)
    before, beside = (_waits(play.letters, shown, angry=angry) for angry in (False, True))
    wrong = [*lost_or_doubled(play.letters, rows, shown), *disordered(play.letters, shown, resent)]
    wrong += [f"chat {chat}: written to after it was closed" for chat in play.api.after_the_end]
    wrong += _too_early(play.api)
    if _p99(beside) > _p99(before) + LONGER:
        wrong.append("healthy chats waited for bad ones")
    notices = _rows(file, "SELECT count(*) FROM outbox WHERE kind = 'notice'")[0][0]
    if notices != (expected := sum(contact.temper in TOLD for contact in play.contacts)):
        wrong.append(f"{notices} notices about lost chats and topics, not {expected}")
    return {
        "messages": len(play.letters),
        "shown": sum(map(len, shown.values())),
        "doubts on record": sum(doubts for _status, _error, doubts in rows.values()),
        "shown again after a doubt": sum(len(times) - 1 for times in shown.values() if times),
        "set aside, then sent again by command": len(resent),
        "withdrawn, their chat being closed": sum(row[0] == "withdrawn" for row in rows.values()),
        "told to wait (429)": play.api.throttled,
        "sent to a chat that was to be left alone": len(play.api.rates.refused) - play.api.throttled,
        "notices to the coordinator": notices,
        "healthy, no trouble elsewhere: median, p99 (ms)": _ms(before),
        "healthy, beside bad chats: median, p99 (ms)": _ms(beside),
        "wrong": wrong,
    }


def _waits(letters: Iterable[Letter], shown: dict[str, list[float]], *, angry: bool) -> list[float]:
    of_part = [x for x in letters if x.angry == angry and not x.to.temper and shown[x.text]]
    return [min(shown[letter.text]) - letter.at for letter in of_part]


def _p99(waits: Sequence[float]) -> float:
    return statistics.quantiles(waits, n=100, method="inclusive")[98]


def _ms(waits: Sequence[float]) -> str:
    return f"{statistics.median(waits) * 1000:.0f}, {_p99(waits) * 1000:.0f}"


def lost_or_doubled(
    letters: Iterable[Letter], rows: dict[int, tuple[Any, ...]], shown: dict[str, list[float]]
) -> list[str]:
    """What was not shown though its chat lives, or oftener than its doubts explain."""
    wrong = []
    for letter in letters:
        status, error, doubts = rows[letter.id]
        times = len(shown[letter.text])
        if status == "withdrawn" and letter.to.temper in CLOSED and error == letter.to.temper and not times:
            continue
        if status != "sent" or not times:
            wrong.append(f"outbox {letter.id} ({letter.to.temper}): {status} {error}, shown {times} times")
        if times > 1 + doubts:
            wrong.append(f"outbox {letter.id} ({letter.to.temper}): shown {times} times with {doubts} doubts")
    return wrong


def disordered(letters: Iterable[Letter], shown: dict[str, list[float]], resent: set[int]) -> list[str]:
    """What went its way without being set aside came in the order of its chat and rank."""
    wrong, last = [], dict[tuple[str, Rank], float]()
    for letter in letters:
        if shown[letter.text] and letter.id not in resent:
            order, first = (letter.to.chat.id, letter.rank), min(shown[letter.text])
            if first < last.get(order, 0.0):
                wrong.append(f"outbox {letter.id} ({letter.to.temper}): shown before an earlier one")
            last[order] = first
    return wrong


def _too_early(api: Hostile) -> list[str]:
    """Every 429 but those out of the blue was the bot's own fault."""
    if len(api.rates.refused) == api.throttled:
        return []
    return [f"429 {times} times for chat {chat}" for chat, times in Counter(api.rates.refused).items()]
