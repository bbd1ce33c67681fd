"""Updates are brought 1 to 5 times, shuffled, by polling and by webhook: the end is as if each had come once.

Within a chat the first arrivals keep their order (only who brings them first decides what was said first);
repetitions come at any time later. By polling, answers are cut on the way, so that whole batches come again.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import text
from starlette.applications import Starlette

from bench.arguments import positive
from bench.plans import START
from dieuphoi.bot import logs
from dieuphoi.bot.channels.backoff import Backoff
from dieuphoi.bot.channels.telegram import TelegramChannel, webhook
from dieuphoi.bot.clock import TurnableClock
from dieuphoi.bot.office_setup import prepare
from dieuphoi.bot.service import Service
from dieuphoi.bot.serving import server
from dieuphoi.handlers.office import Office
from dieuphoi.storage import agencies, people, upkeep
from dieuphoi.storage.database import Database, Transaction
from dieuphoi.storage.inbox import Arrival
from tests.telegram_api import Person, TelegramApi

Bring = Callable[
    [Service, TelegramChannel, TelegramApi, list[dict[str, Any]], random.Random], Awaitable[None]
]
TIMES = (1, 5)
QUICK = Backoff(first=0.001, longest=0.01)
# Whose answers do not depend on what others said meanwhile: chats are handled side by side, in any order.
SAID = (
    "PL1-4 {n}%",
    "PL1-5 đã trình UBND tỉnh",
    "PL1-3 vướng: chưa có kinh phí",
    "/trogiup",
    "/hoantac",
    "cảm ơn nhé",
    "PL1-4 xin gia hạn đến 30/4/2022 vì chờ ý kiến",
    "/dangky Sở Y tế",
    "<b>PL1-1</b> 20%",
)
# What must be the same; numbers of rows may differ, for chats are handled side by side.
KEPT = (
    "SELECT chat_key, event_id, status FROM inbox ORDER BY chat_key, id",
    "SELECT assignment_id, person_id, kind, state, percent, note FROM report ORDER BY person_id, id",
    "SELECT id, state, percent, revision, due FROM assignment ORDER BY id",
    "SELECT chat_key, text FROM outbox WHERE rank = 0 ORDER BY chat_key, id",
    "SELECT chat_key, text FROM outbox WHERE rank > 0 ORDER BY chat_key, text",
    "SELECT assignment_id, person_id, until, state FROM extension ORDER BY person_id, id",
    "SELECT external_id, name, person_id FROM address ORDER BY external_id",
)
AGENCIES = (
    "Sở Kế hoạch và Đầu tư",
    "Sở Lao động - Thương binh và Xã hội",
    "Sở Tài chính",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How much, which chance, and where it is kept."""
    parser.add_argument("--updates", type=positive, default=300, help="how much is said")
    parser.add_argument("--seed", type=int, default=1, help="of everything that happens by chance")


def run(given: argparse.Namespace) -> tuple[dict[str, Any], bool]:
    """See `measure`."""
    return measure(given.updates, given.seed)


def measure(
    updates: int, seed: int, new_database: Callable[[], str] | None = None
) -> tuple[dict[str, Any], bool]:
    """Bring the same updates in each way; gives the figures, and whether all ends are the same.

    `new_database` makes an empty database for each way; without it, SQLite files.
    """
    logs.configure()
    with tempfile.TemporaryDirectory() as folder:
        ways: dict[str, Bring] = {"once": _once, "polling": _by_polling, "webhook": _by_webhook}
        ends, brought = {}, {}
        for name, bring in ways.items():
            url = new_database() if new_database else f"sqlite:///{Path(folder) / name}.db"
            ends[name], brought[name] = asyncio.run(_played(url, bring, updates, seed))
    wrong = [
        f"{name}: differs from once in {query}"
        for name, end in ends.items()
        for query, mine, whole in zip(KEPT, end, ends["once"], strict=False)
        if mine != whole
    ]
    wrong += [what for end in ends.values() for what in end[len(KEPT)]]
    for what in wrong:
        print(what, file=sys.stderr)
    figures = {
        "updates": updates,
        "seed": seed,
        "brought by polling": brought["polling"],
        "brought by webhook": brought["webhook"],
        "ends that differ": len(wrong),
    }
    return figures, not wrong


async def _played(url: str, bring: Bring, updates: int, seed: int) -> tuple[list[Any], int]:
    database, clock = Database(url), TurnableClock(START)
    prepare(database, clock)
    async with TelegramApi(clock) as api:
        channel = TelegramChannel(api.token, api.base_url, backoff=QUICK)
        service = Service(database, clock, [channel], Office(), patient=False)
        counted = 0
        keep = service.accept

        def accept(name: str, arrivals: Sequence[Arrival]) -> int:
            nonlocal counted
            counted += len(arrivals)
            return keep(name, arrivals)

        service.accept = accept  # type: ignore[method-assign] # only counts what is brought
        with database.begin(START) as tx:
            persons = _people(tx, api)
        said = _said(api, persons, updates, random.Random(seed))
        await bring(service, channel, api, said, random.Random(f"{seed} order"))
        service.handle_all()
        await channel.close()
    with database.look(START) as tx:
        end: list[Any] = [[tuple(row) for row in tx.connection.execute(text(query))] for query in KEPT]
        end.append([f"{code}: state does not follow from its log" for code in upkeep.differences(tx)])
    database.close()
    return end, counted


def _people(tx: Transaction, api: TelegramApi) -> list[Person]:
    """A coordinator, focal points of three agencies with two of each, and two strangers."""
    found = []
    for number in range(9):
        person = api.person(f"Người {number}")
        found.append(person)
        who = people.identify(tx, "telegram", str(person.id), person.first_name)
        if number == 0:
            people.add(tx, who.address_id, person.first_name, role="coordinator")
        elif number <= 6:
            agency = agencies.by_name(tx, AGENCIES[number % 3])
            assert agency is not None
            people.join(tx, people.add(tx, who.address_id, person.first_name), agency.id)
    return found


def _said(api: TelegramApi, persons: list[Person], number: int, dice: random.Random) -> list[dict[str, Any]]:
    """What people write, one chat a task's lead: two who report on the same task would depend on who came first."""
    for n in range(number):
        person = dice.choice([persons[0], persons[1], persons[2], persons[3], persons[7], persons[8]])
        api.say(person, person, dice.choice(SAID).format(n=n % 100))
    found = list(api.updates.waiting)
    api.updates.waiting.clear()
    return found


async def _once(
    service: Service,
    _channel: TelegramChannel,
    _api: TelegramApi,
    said: list[dict[str, Any]],
    _dice: random.Random,
) -> None:
    from dieuphoi.bot.channels.telegram.reading import chat_key  # noqa: PLC0415 - as the channel itself keys them

    for update in said:
        service.accept("telegram", [Arrival(str(update["update_id"]), chat_key(update), update)])
        service.handle_all()


async def _by_polling(
    service: Service,
    channel: TelegramChannel,
    api: TelegramApi,
    said: list[dict[str, Any]],
    dice: random.Random,
) -> None:
    """Batches come again because their answers are cut on the way; within one, updates stand twice."""
    stop = asyncio.Event()

    async def accept(arrivals: list[Arrival]) -> object:
        service.accept("telegram", arrivals)
        service.handle_all()
        if dice.random() < 0.5:  # the next answer does not arrive whole
            api.fail(
                "getUpdates", *dice.choices(("cut json", "page", "drop", "bad gateway"), k=dice.randint(1, 4))
            )
        return None

    listening = asyncio.create_task(channel.listen(accept, stop))
    at = 0
    while at < len(said):
        portion = said[at : at + dice.randint(1, 20)]
        at += len(portion)
        for update in portion:
            for _time in range(dice.randint(*TIMES)):
                api.updates.repeat(update)
        await api.until(lambda: not api.updates.waiting, 30)
    stop.set()
    await listening


async def _by_webhook(
    service: Service,
    _channel: TelegramChannel,
    api: TelegramApi,
    said: list[dict[str, Any]],
    dice: random.Random,
) -> None:
    secret = webhook.secret_of(api.token)
    held = asyncio.Lock()  # as the one thread that writes

    async def accept(arrivals: list[Arrival]) -> object:
        async with held:
            service.accept("telegram", arrivals)
            service.handle_all()
        return None

    serving = server(Starlette(routes=[webhook.route(accept, secret)]))
    running = asyncio.create_task(serving.serve())
    await api.until(lambda: serving.started)
    port = serving.servers[0].sockets[0].getsockname()[1]
    headers = {webhook.HEADER: secret}
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", headers=headers) as telegram:
        for group in _shuffled(said, dice):
            answers = await asyncio.gather(*(telegram.post(webhook.PATH, json=update) for update in group))
            assert {answer.status_code for answer in answers} == {200}
    serving.should_exit = True
    await running


def _shuffled(said: list[dict[str, Any]], dice: random.Random) -> list[list[dict[str, Any]]]:
    """Groups that are brought at the same time: of each chat at most one new update; repetitions anywhere later."""
    by_chat: dict[int, list[dict[str, Any]]] = {}
    for update in said:
        by_chat.setdefault(update["message"]["chat"]["id"], []).append(update)
    groups, earlier = [], list[dict[str, Any]]()
    while by_chat:
        chats = dice.sample(sorted(by_chat), dice.randint(1, len(by_chat)))
        new = [by_chat[chat].pop(0) for chat in chats]
        by_chat = {chat: left for chat, left in by_chat.items() if left}
        again = [dice.choice(earlier) for _n in range(dice.randint(0, 4 * len(new)))] if earlier else []
        group = [*new, *dice.choices(new, k=dice.randint(0, 2)), *again]
        dice.shuffle(group)
        groups.append(group)
        earlier += new
    return groups
