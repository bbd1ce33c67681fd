"""What follows from a message that did not reach its chat: who is told, what waits, what is withdrawn."""

from __future__ import annotations

from pathlib import Path

import pytest

from dieuphoi.handlers.messages import Message, Rank
from dieuphoi.storage import aside, outbox, people, rooms
from dieuphoi.storage.tables import outbox as table
from tests.bot.line import Line, chat_of, played
from tests.telegram_api import Group, Person


def office(line: Line, topics: dict[int, str] | None = None) -> tuple[Person, Group]:
    """A coordinator, and a group (or its topic 7) that is bound to a plan."""
    minh, group = line.api.person("Minh"), line.api.group("Tổ công tác", topics=topics)
    line.sql(
        "INSERT INTO plan (id, number, created_at) VALUES (1, '9/KH-UBND', '2022-01-01 00:00:00.000000')"
    )
    with line.service.database.begin(line.clock.now()) as tx:
        who = people.identify(tx, "telegram", str(minh.id), "Minh")
        people.add(tx, who.address_id, "Minh", role="coordinator")
        thread = "7" if topics else None
        rooms.bind(tx, "telegram", str(group.id), thread, group.title, 1, None)
    return minh, group


def focal(line: Line, name: str) -> Person:
    """Somebody whom the bot knows."""
    person = line.api.person(name)
    with line.service.database.begin(line.clock.now()) as tx:
        who = people.identify(tx, "telegram", str(person.id), name)
        people.add(tx, who.address_id, name)
    return person


def threads(line: Line) -> list[str | None]:
    with line.service.database.begin(line.clock.now()) as tx:
        return [room.thread for room in rooms.of_plan(tx, 1)]


async def posted(line: Line, chat: Person | Group, number: int) -> None:
    """Wait until so many messages stand in a chat, while time passes."""

    def enough() -> bool:
        line.turn(1)
        return len(line.api.sent(chat)) == number

    await line.api.until(enough)


@pytest.mark.parametrize("how", ["deleted", "closed"])
def test_posts_to_a_lost_topic_go_to_the_group_once_each_and_the_coordinator_is_told_once(
    tmp_path: Path, how: str
) -> None:
    async def play(line: Line) -> None:
        minh, group = office(line, {7: "Kế hoạch", 8: "Khác"})
        if how == "deleted":
            del group.topics[7]
        else:
            group.closed.add(7)
        chat = chat_of(group, "7")
        numbers = line.post(*(Message(chat, text, rank=Rank.POST) for text in ("một", "hai", "ba")))
        other = line.post(Message(chat_of(group, "8"), "việc khác", rank=Rank.POST))
        await posted(line, group, 4)
        assert [(p.text, p.thread) for p in line.api.sent(group)] == [
            ("một", None),
            ("hai", None),
            ("ba", None),
            ("việc khác", 8),
        ]
        assert threads(line) == [None]
        (told,) = line.api.texts(minh)
        assert "chủ đề chung" in told
        assert "/gannhom" in told
        assert ("bị đóng" in told) == (how == "closed")
        assert [line.row(n)["doubts"] for n in numbers + other] == [0] * 4

    played(tmp_path, play)


def test_an_answer_in_a_lost_topic_that_is_not_the_posts_place_is_no_news(tmp_path: Path) -> None:
    async def play(line: Line) -> None:
        minh, group = office(line, {7: "Kế hoạch"})
        line.post(Message(chat_of(group, "8"), "trả lời"))
        await posted(line, group, 1)
        assert (line.api.texts(group), threads(line), line.api.texts(minh)) == (["trả lời"], ["7"], [])

    played(tmp_path, play)


@pytest.mark.parametrize("how", ["muted", "general topic closed"])
def test_a_group_where_the_bot_may_not_write_waits_and_goes_on_when_it_may(tmp_path: Path, how: str) -> None:
    async def play(line: Line) -> None:
        minh, group = office(line)
        lan = line.api.person("Lan")
        group.muted = how == "muted"
        group.closed = {None} if how != "muted" else set()
        first, _second = line.tell(group, "một"), line.tell(group, "hai")
        await line.api.until(lambda: bool(line.api.sent(minh)))
        line.turn(301)
        await line.api.until(lambda: line.row(first)["attempts"] == 2)
        await line.becomes(line.tell(lan, "chào"), "sent")
        assert line.api.sent(group) == []
        group.muted, group.closed = False, set()
        line.turn(301)
        await posted(line, group, 2)
        assert line.api.texts(group) == ["một", "hai"]
        (told,) = line.api.texts(minh)
        assert "cho phép bot gửi tin" in told

    played(tmp_path, play)


def test_what_waits_for_a_closed_chat_is_withdrawn_and_the_coordinator_is_told_once(tmp_path: Path) -> None:
    async def play(line: Line) -> None:
        minh, _group = office(line)
        lan = focal(line, "Lan")
        lan.blocked = True
        numbers = [line.tell(lan, str(n)) for n in range(3)]
        await line.api.until(lambda: all(line.row(n)["status"] == "withdrawn" for n in numbers))
        assert {line.row(n)["error"] for n in numbers} == {"blocked"}
        line.turn(60)
        again = line.tell(lan, "lại")  # written while the first one was on its way
        await line.becomes(again, "withdrawn")
        line.tell(minh, "xong", rank=Rank.POST)  # goes after whatever notice there is
        await posted(line, minh, 2)
        assert sum("Lan" in text for text in line.api.texts(minh)) == 1

    played(tmp_path, play)


def test_of_messages_set_aside_the_coordinator_hears_once_a_day_all_together(tmp_path: Path) -> None:
    async def play(line: Line) -> None:
        minh, _group = office(line)
        lan = line.api.person("Lan")
        for number in range(3):
            await line.becomes(line.tell(lan, " "), "failed")
            line.turn(2)
            await line.api.until(lambda: len(line.api.sent(minh)) == 1, 5)
            assert "số 1" in line.api.texts(minh)[0], number
        line.turn(86_400)
        await line.becomes(line.tell(lan, " "), "failed")
        await line.api.until(lambda: len(line.api.sent(minh)) == 2)
        assert line.api.texts(minh)[1].startswith("4 tin không gửi được")
        assert "dieuphoi outbox resend" in line.api.texts(minh)[1]

    played(tmp_path, play)


def test_a_notice_about_the_set_aside_that_fails_itself_makes_no_further_notice(tmp_path: Path) -> None:
    async def play(line: Line) -> None:
        minh, _group = office(line)
        lan = line.api.person("Lan")
        line.sql("CREATE TRIGGER empty AFTER INSERT ON outbox WHEN new.kind = 'set aside'"
                 " BEGIN UPDATE outbox SET text = ' ' WHERE id = new.id; END")  # fmt: skip
        first = line.tell(lan, " ")
        await line.becomes(first, "failed")
        await line.becomes(first + 1, "failed")  # the notice
        line.turn(86_400)
        line.tell(minh, "xong")
        await line.api.until(lambda: line.api.texts(minh) == ["xong"])
        with line.service.database.begin(line.clock.now()) as tx:
            kinds = list(tx.connection.execute(table.select()).mappings())
            assert [row["kind"] for row in kinds].count(aside.NOTICE) == 1
            assert outbox.counts(tx)["failed"] == 2

    played(tmp_path, play)


def test_after_a_group_has_moved_an_old_message_is_replaced_by_a_new_one_not_by_a_strangers(
    tmp_path: Path,
) -> None:
    async def play(line: Line) -> None:
        group = line.api.group("Tổ")
        line.api.person("Lan")
        old = line.tell(group, "Trang 1")
        await line.becomes(old, "sent")
        new = line.api.migrate(group)
        line.turn(3)
        await line.becomes(line.tell(group, "Trang 2", edits=old), "sent")
        assert line.api.texts(new) == ["Trang 2"]
        assert line.api.texts(group) == ["Trang 1"]

    played(tmp_path, play)
