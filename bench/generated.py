"""Updates that no phone sends: fields missing, wrong, hostile. Nothing stumbles, no markup shows, no text is too long.

Each goes the whole way: read, kept, handled, split, written in Telegram's form, and parsed there as Telegram does.
"""

from __future__ import annotations

import argparse
import asyncio
import copy
import json
import random
import sys
import tempfile
from pathlib import Path
from typing import Any

from sqlalchemy import text

from bench.arguments import positive
from bench.plans import START
from dieuphoi.bot import logs
from dieuphoi.bot.channels.telegram import TelegramChannel
from dieuphoi.bot.channels.telegram.channel import LIMITS
from dieuphoi.bot.channels.telegram.reading import Me, chat_key
from dieuphoi.bot.channels.telegram.writing import html
from dieuphoi.bot.clock import TurnableClock
from dieuphoi.bot.office_setup import prepare
from dieuphoi.bot.posting import units
from dieuphoi.bot.service import Service
from dieuphoi.handlers.messages import CALLBACK_BYTES, plain
from dieuphoi.handlers.office import Office
from dieuphoi.storage import agencies, inbox, people, plans, rooms, upkeep
from dieuphoi.storage.database import Database, Transaction
from dieuphoi.storage.inbox import Arrival
from tests.telegram_api.answers import ApiError
from tests.telegram_api.markup import parse

NAMES = (
    "Trần Thị Lan",
    "<b>x</b>",
    "&amp;",
    "'; DROP TABLE inbox; --",
    "\u202eLan",
    "",
    "ă" * 300,
    "\ue000đ",
)
TEXTS = (
    "PL1-4 70%",
    "PL1-4 đã ban hành, số 12/QĐ-UBND ngày 14/2",
    "PL1-4 vướng: <b>chưa</b> có [tiền](http://x) & _hướng dẫn_",
    "pl1-5 xin gia hạn đến 30/4/2022 vì <script>alert(1)</script>",
    "/quynay",
    "/viec PL1-4' OR '1'='1",
    "/viec <i>",
    "/dondoc PL1-4 <b>",
    "/nhac trước hạn 30 <b> 5",
    "/tamdung đến 31/2/2022",
    "/lichlamviec nghỉ 99/99/9999",
    "/nhatky '; DELETE FROM outbox",
    "/tongketqua quý 9/9999",
    "/dangky <Sở> & 'Y tế'",
    "nhie\u0302\u0323m vu\u0323 cu\u0309a tôi",
    "quý này có việc gì đến hạn?",
    "\u202eđã trình PL1-4\u202c",
    "ok \ud83d",
    "\u200b\u200d\ufeff",
    "\x00\x07\x1b[31m",
    "🇻🇳" * 40,
    "a" * 4096,
    "ă\U0001f600" * 2500,
    "{code} %s {0} \\n",
    "",
)
DATA = (
    "c:1",
    "s:4:done:0",
    "u:1",
    "z:738000",
    "z:0",
    "zd",
    "l:due:::0",
    "x" * 200,
    "",
    "<b>",
    "nr:1:before",
    "c:-1",
)
ODD: tuple[Any, ...] = (None, True, 0, -1, 2**63, 1.5, "", "x", [], {}, [None], {"id": None}, "\ud83d")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How much, and which chance."""
    parser.add_argument("--updates", type=positive, default=5_000, help="how many are made up")
    parser.add_argument("--seed", type=int, default=1, help="of everything that happens by chance")


def run(given: argparse.Namespace) -> tuple[dict[str, Any], bool]:
    """See `measure`."""
    return measure(given.updates, given.seed)


def measure(updates: int, seed: int) -> tuple[dict[str, Any], bool]:
    """Send made-up updates through; gives the figures, and whether nothing stumbled and nothing was shown wrongly."""
    logs.configure()
    dice = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        database, clock = Database(f"sqlite:///{Path(folder) / 'office.db'}"), TurnableClock(START)
        prepare(database, clock)
        channel = TelegramChannel("700700:TEST-only-token")
        channel.me = Me("700700", "dieuphoi_bot")
        service = Service(database, clock, [channel], Office(), patient=False)
        with database.begin(START) as tx:
            _people(tx)
        for number in range(updates):
            update = _made_up(number + 1, dice)
            service.accept("telegram", [Arrival(str(number + 1), chat_key(update), update)])
            service.handle_all()
        with database.look(START) as tx:
            wrong, pieces = _judge(tx)
        database.close()
        asyncio.run(channel.close())
    for what in wrong:
        print(what, file=sys.stderr)
    figures = {"updates": updates, "seed": seed, "messages written": pieces, "wrong": len(wrong)}
    return figures, not wrong


def _people(tx: Transaction) -> None:
    """A coordinator with a hostile name, focal points, a group."""
    for number, name in enumerate(NAMES[:5]):
        who = people.identify(tx, "telegram", str(number + 1), name)
        person = people.add(tx, who.address_id, name, role="coordinator" if number == 0 else None)
        agency = agencies.by_name(tx, "Sở Kế hoạch và Đầu tư" if number % 2 else "Sở Tài chính")
        if agency is not None and number:
            people.join(tx, person, agency.id)
    rooms.bind(tx, "telegram", "-100", None, "<b>Nhóm</b> & tổ", plans.every(tx)[0].id, None)


def _made_up(number: int, dice: random.Random) -> dict[str, Any]:
    """An update of a known form, and then perhaps a few of its fields are gone, or are something else."""
    update: dict[str, Any] = {"update_id": number, **_content(dice)}
    for _time in range(dice.choice((0, 0, 0, 1, 2, 4))):
        _spoil(update, dice)
    return update


def _content(dice: random.Random) -> dict[str, Any]:
    sender = {"id": dice.randint(1, 9), "is_bot": False, "first_name": dice.choice(NAMES)}
    private = {"id": sender["id"], "type": "private", "first_name": sender["first_name"]}
    chat = dice.choice(
        (
            private,
            private,
            private,
            {"id": -100, "type": "supergroup", "title": dice.choice(NAMES), "is_forum": True},
            {"id": -200, "type": "channel", "title": dice.choice(NAMES)},
            {"id": -(10**15), "type": "group", "title": dice.choice(NAMES)},
        )
    )
    message: dict[str, Any] = {
        "message_id": dice.randint(1, 10**9),
        "date": 1644890400,
        "chat": chat,
        "from": sender,
    }
    match dice.randrange(10):
        case 0:
            message |= {"document": _file(dice), "caption": dice.choice(TEXTS)[:1024]}
        case 1:
            message |= {"photo": [_file(dice), _file(dice)], "caption": dice.choice(TEXTS)[:1024]}
        case 2:
            message |= {"contact": {"phone_number": dice.choice(NAMES), "user_id": dice.choice((1, 9))}}
        case 3:
            message |= {"voice": _file(dice), "forward_origin": {"type": "hidden_user"}}
        case 4:
            message |= {
                "text": dice.choice(TEXTS),
                "sender_chat": chat,
                "via_bot": sender,
                "message_thread_id": 7,
            }
        case 5:
            message |= (
                {"migrate_to_chat_id": -(10**13)} if dice.random() < 0.02 else {"new_chat_title": "<b>"}
            )
        case _:
            message |= {"text": dice.choice(TEXTS)}
    kind = dice.choices(
        ("message", "edited_message", "callback_query", "my_chat_member", "channel_post", "poll"),
        (12, 2, 4, 1, 1, 1),
    )[0]
    if kind == "callback_query":
        return {kind: {"id": "7", "from": sender, "message": message, "data": dice.choice(DATA)}}
    if kind == "my_chat_member":
        statuses = ("member", "left", "kicked", "administrator", "<b>")
        return {
            kind: {
                "chat": chat,
                "from": sender,
                "old_chat_member": {"status": dice.choice(statuses)},
                "new_chat_member": {"status": dice.choice(statuses)},
            }
        }
    return {kind: message}


def _file(dice: random.Random) -> dict[str, Any]:
    return {
        "file_id": dice.choice(("F1", "", "x" * 300)),
        "file_unique_id": "U",
        "file_size": dice.choice((0, 1200, 10**12)),
        "file_name": dice.choice((*NAMES, "../../etc/passwd", "a\nb.pdf", "con.exe" * 60)),
        "mime_type": dice.choice(("application/pdf", "image/png", "<b>", "")),
    }


def _spoil(update: dict[str, Any], dice: random.Random) -> None:
    """One field, however deep, is left out or becomes something else."""
    place: Any = update
    while True:
        keys = (
            [key for key in place if key != "update_id"]
            if isinstance(place, dict)
            else list(range(len(place)))
        )
        if not keys:
            return
        key = dice.choice(keys)
        if isinstance(place[key], dict | list) and place[key] and dice.random() < 0.7:
            place = place[key]
            continue
        if isinstance(place, dict) and dice.random() < 0.4:
            del place[key]
        else:
            place[key] = copy.deepcopy(dice.choice((*ODD, *TEXTS)))
        return


def _judge(tx: Transaction) -> tuple[list[str], int]:
    """What went wrong: rows set aside, texts over a limit, markup that is not ours."""
    wrong = [f"inbox {number}: {error}" for number, error in inbox.set_aside(tx, 1_000)]
    wrong += [f"{code}: state does not follow from its log" for code in upkeep.differences(tx)]
    if inbox.counts(tx).get("waiting"):
        wrong.append("an update was left")
    rows = tx.connection.execute(text("SELECT id, text, buttons, file_id FROM outbox")).all()
    for number, said, buttons, file_id in rows:
        wrong += [f"outbox {number}: {what}" for what in _shown_wrongly(said, json.loads(buttons), file_id)]
    return wrong, len(rows)


def _shown_wrongly(said: str, buttons: list[list[dict[str, Any]]], file_id: int | None) -> list[str]:
    wrong = []
    if units(said) > (LIMITS.caption if file_id else LIMITS.text):
        wrong.append(f"{units(said)} units")
    try:
        shown, entities = parse(html(said))
        if shown != plain(said):
            wrong.append("not shown as meant")
        if {entity["type"] for entity in entities} - {"bold"}:
            wrong.append("markup of somebody else")
    except ApiError as error:
        wrong.append(f"refused: {error}")
    data = [button["data"] for row in buttons for button in row]
    return [*wrong, *(f"button {d!r}" for d in data if len(d.encode()) > CALLBACK_BYTES)]
