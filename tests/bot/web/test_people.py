"""The fictional people are known to the bot from the start, all but the stranger."""

import pytest

from dieuphoi.bot.channels.web.news import News
from dieuphoi.bot.channels.web.people import CAST, CHANNEL, GROUP, START, settle_in
from dieuphoi.storage import people, plans, rooms
from dieuphoi.storage.database import Database, Transaction
from tests.bot.web.desk import PLAN, QuietDesk, run


def known(tx: Transaction) -> dict[str, tuple[str | None, list[str]]]:
    found = {actor.id: people.identify(tx, CHANNEL, actor.id, actor.name) for actor in CAST}
    return {id_: (who.role, [agency.name for agency in who.agencies]) for id_, who in found.items()}


def test_everybody_has_their_place_and_the_group_its_plan() -> None:
    async def reading() -> tuple[dict[str, tuple[str | None, list[str]]], int]:
        desk = QuietDesk(News())
        return await desk.look(lambda tx: (known(tx), len(rooms.of_plan(tx, plans.every(tx)[0].id))))

    who, bound = run(reading())
    assert bound == 1
    assert who == {
        "dieuphoi": ("coordinator", []),
        "khdt": (None, ["Sở Kế hoạch và Đầu tư"]),
        "ldtbxh": (None, ["Sở Lao động - Thương binh và Xã hội"]),
        "taichinh": (None, ["Sở Tài chính"]),
        "lanhdao": ("leader", []),
        "khach": (None, []),
    }


def test_settling_in_twice_changes_nothing() -> None:
    database = Database("sqlite://")
    database.upgrade()
    with database.begin(START) as tx:
        plans.seed_agencies(tx)
        plans.add(tx, PLAN)
        settle_in(tx)
        once = (known(tx), len(people.all_focals(tx)), rooms.in_chat(tx, CHANNEL, GROUP))
        settle_in(tx)
        assert (known(tx), len(people.all_focals(tx)), rooms.in_chat(tx, CHANNEL, GROUP)) == once
    database.close()


def test_an_agency_that_is_not_there_is_named() -> None:
    database = Database("sqlite://")
    database.upgrade()
    with database.begin(START) as tx, pytest.raises(LookupError, match="Sở Kế hoạch và Đầu tư"):
        settle_in(tx)
    database.close()
