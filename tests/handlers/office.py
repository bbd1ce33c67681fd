"""An office at work: who is who, a larger plan besides the shipped one, and events that no line of a script makes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from dieuphoi.bot.office_setup import make_coordinator
from dieuphoi.handlers import consent, dispatch
from dieuphoi.handlers.messages import Chat, Event, Incoming, Message, Rank, Sender, plain
from dieuphoi.handlers.office import Office
from dieuphoi.plan.model import PlanDocument, Task
from dieuphoi.storage import agencies, consents, people, plans, rooms, tasks
from dieuphoi.storage.database import Transaction
from tests.stage import KHDT, LDTBXH, TAICHINH, Heard, Stage

UNITS = "UBND các huyện, thị xã, thành phố"
FOCALS = {"lan": (KHDT, "Trần Thị Lan"), "hoa": (LDTBXH, "Lê Thị Hoa"), "tai": (TAICHINH, "Phạm Văn Tài")}
CODE = re.compile(r"DP-\w{4}-\w{4}-\w{4}")


def settle(tx: Transaction) -> None:
    """minh is the coordinator, an the leader; lan, hoa and tai are focal points; the group is bound."""
    make_coordinator(tx, "console", "minh")
    for who, (agency, name) in FOCALS.items():
        focal(tx, who, agency, name)
    known(tx, "an", "Đỗ An", role="leader")
    rooms.bind(tx, "console", "group", None, "group", plans.every(tx)[0].id, None)


def focal(tx: Transaction, who: str, agency: str, name: str | None = None) -> int:
    """Make somebody a focal point."""
    return focal_at(tx, "console", who, agency, name)


def focal_at(tx: Transaction, channel: str, who: str, agency: str, name: str | None = None) -> int:
    """The same for an account of any channel."""
    found = agencies.by_name(tx, agency)
    assert found is not None, agency
    person = known(tx, who, name or who.capitalize(), channel=channel)
    people.join(tx, person, found.id)
    return person


def known(tx: Transaction, who: str, name: str, role: str | None = None, *, channel: str = "console") -> int:
    """Make somebody known who has agreed to what is kept of them."""
    account = people.identify(tx, channel, who, who).address_id
    consents.give(tx, account, consent.VERSION)
    return people.add(tx, account, name, role=role)


def joined(stage: Stage, who: str, agency: str) -> None:
    """The same in a conversation that goes on."""
    with stage.transaction() as tx:
        focal(tx, who, agency)


def larger_plan(stage: Stage, **named: str) -> int:
    """A second plan beside the shipped one."""
    with stage.transaction() as tx:
        return larger_plan_in(tx, **named)


def larger_plan_in(tx: Transaction, *, number: str = "77/KH-UBND", appendix: str = "3") -> int:
    """A second plan: twelve tasks of one agency, one led jointly, one of every district unit."""
    many = [
        Task(
            f"PL{appendix}-{n}",
            str(n),
            appendix,
            f"Xây dựng đề án số {n} về nước sạch",
            ("Sở Y tế",),
            due=date(2022, 5, n),
        )
        for n in range(1, 13)
    ]
    joint = Task(
        f"PL{appendix}-13",
        "13",
        appendix,
        "Quy chế phối hợp liên ngành",
        (KHDT, TAICHINH),
        due=date(2022, 3, 31),
    )
    units = Task(
        f"PL{appendix}-14", "14", appendix, "Báo cáo rà soát của địa phương", (UNITS,), due=date(2022, 3, 31)
    )
    document = PlanDocument(
        number, date(2022, 1, 20), "UBND tỉnh", "Kế hoạch nước sạch", (*many, joint, units)
    )
    return plans.add(tx, document)[0]


class Scene:
    """Things that happen one after another within one transaction, faster than a script's lines."""

    def __init__(self, tx: Transaction, office: Office) -> None:
        self.tx = tx
        self.office = office

    def happen(
        self, who: str, event: Event = Event.MESSAGE, *, chat: str = "private", **what: Any
    ) -> list[Message]:
        """Something happens in a private chat, or in the group of that name; gives all that is said."""
        place = Chat("console", who if chat == "private" else chat, private=chat == "private", title=chat)
        return dispatch.handle(
            self.tx, Incoming(place, Sender(who, who), self.tx.now, event, **what), self.office
        )

    def say(self, who: str, text: str, chat: str = "private") -> str:
        """Somebody writes; gives the reply."""
        return reply(self.happen(who, chat=chat, text=text))

    def press(self, who: str, data: str, chat: str = "private") -> str:
        """Somebody presses a button, or forges one; gives the reply."""
        return reply(self.happen(who, Event.PRESSED, chat=chat, pressed=data))

    def entries(self) -> int:
        """How many entries the log has."""
        return count_entries(self.tx)

    def part(self, code: str) -> tasks.Item:
        """A task's assignment."""
        return tasks.by_code(self.tx, code, [plan.id for plan in plans.every(self.tx)])[0]


def reply(messages: list[Message]) -> str:
    """What is answered where something was said, without notices to others."""
    return plain("\n".join(message.text for message in messages if message.rank is Rank.REPLY))


@contextmanager
def scene(stage: Stage) -> Iterator[Scene]:
    """A scene of which nothing is kept."""
    with stage.database.look(stage.now) as tx:
        yield Scene(tx, stage.script.service.office)


def happen(
    stage: Stage, who: str, event: Event = Event.MESSAGE, *, chat: str = "private", **what: Any
) -> list[Message]:
    """Something happens that a script has no line for; gives what is said, kept and delivered as usual."""
    with stage.transaction() as tx:
        messages = Scene(tx, stage.script.service.office).happen(who, event, chat=chat, **what)
        stage.script.service.post(tx, messages)
    stage.script.deliver()
    return messages


def data_of(stage: Stage, chat: str, label: str) -> str:
    """What the newest button with a label carries in a chat."""
    return stage.script._press({"chat": "group" if chat == "group" else "private", "as": chat}, label)["data"]


def standing(stage: Stage, code: str, agency: str | None = None) -> str:
    """Where a task stands, in one word for tests: its state, and "confirmed"."""
    item = part(stage, code, agency)
    return f"{item.state}{' confirmed' if item.confirmed else ''}"


def part(stage: Stage, code: str, agency: str | None = None) -> tasks.Item:
    """A task's assignment."""

    def read(tx: Transaction) -> tasks.Item:
        items = tasks.by_code(tx, code, [plan.id for plan in plans.every(tx)])
        return next(item for item in items if agency in (None, item.agency))

    found: tasks.Item = stage.look(read)
    return found


def entries(stage: Stage, code: str = "") -> int:
    """How many entries the log has; of one task where it is named."""
    if code:
        return part(stage, code).revision
    return int(stage.look(count_entries))


def count_entries(tx: Transaction) -> int:
    """How many entries the log has."""
    found = tasks.Filter(tuple(plan.id for plan in plans.every(tx)))
    return sum(item.revision for item in tasks.page(tx, found, skip=0, size=10_000))


def reminded(heard: Heard, who: str) -> str:
    """What a person is reminded of, without what takes an old reminder back."""
    return "\n".join(m.text for m in heard.to(who) if m.edits is None and m.text.startswith("Nhắc việc"))
