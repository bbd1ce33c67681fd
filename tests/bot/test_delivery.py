"""From the outbox over real HTTP to the phones."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from dieuphoi.handlers.messages import Button, Message, Rank
from dieuphoi.storage import outbox
from tests.bot.line import Line, chat_of, played


def test_a_message_goes_out_and_keeps_telegrams_number(tmp_path: Path) -> None:
    async def play(line: Line) -> None:
        lan = line.api.person("Lan")
        row = await line.becomes(line.tell(lan, "chào"), "sent")
        assert row["vendor_id"] == str(line.api.sent(lan)[0].message_id)
        assert row["sent_at"] == line.clock.now()

    played(tmp_path, play)


def test_messages_of_a_chat_keep_their_order_and_its_pace(tmp_path: Path) -> None:
    async def play(line: Line) -> None:
        lan = line.api.person("Lan")
        for number in range(5):
            line.tell(lan, str(number))
        for number in range(5):
            await line.settled(number + 1)
            line.turn(1)
        assert line.api.texts(lan) == ["0", "1", "2", "3", "4"]
        assert line.api.rates.refused == []

    played(tmp_path, play)


def test_replies_go_before_notices_and_notices_before_posts(tmp_path: Path) -> None:
    async def play(line: Line) -> None:
        group = line.api.group("Tổ")
        line.post(
            *(Message(chat_of(group), str(rank), rank=rank) for rank in (Rank.POST, Rank.NOTICE, Rank.REPLY))
        )
        for number in range(3):
            await line.settled(number + 1)
            line.turn(3)
        assert line.api.texts(group) == ["0", "1", "2"]

    played(tmp_path, play)


def test_a_post_to_many_does_not_hold_up_a_reply(tmp_path: Path) -> None:
    async def play(line: Line) -> None:
        people = [line.api.person(str(n)) for n in range(80)]
        line.post(*(Message(chat_of(p), "tin chung", rank=Rank.POST) for p in people))
        for number in (4, 8, 12, 16, 20, 24, 28, 30):  # evenly over the second
            await line.settled(number)
            line.turn(0.1)
        lan = line.api.person("Lan")
        line.tell(lan, "trả lời")
        line.turn(0.3)
        await line.settled(34)
        assert line.api.texts(lan) == ["trả lời"]
        assert line.api.rates.refused == []

    played(tmp_path, play)


def test_one_chats_429_holds_up_that_chat_alone(tmp_path: Path) -> None:
    async def play(line: Line) -> None:
        lan, minh = line.api.person("Lan"), line.api.person("Minh")
        line.api.rates.throttle(lan.id, 30)
        held = line.tell(lan, "một", rank=Rank.POST)
        await line.api.until(lambda: line.row(held)["error"] == outbox.THROTTLED)
        reply = line.tell(lan, "trả lời", rank=Rank.REPLY)
        for number in range(3):
            line.turn(9)
            await line.becomes(line.tell(minh, str(number)), "sent")
        assert line.api.sent(lan) == []
        assert line.api.rates.refused == [lan.id]  # nobody tried while it was forbidden
        line.turn(3)
        await line.becomes(reply, "sent")
        assert line.api.texts(lan) == ["trả lời"]
        line.turn(1)
        await line.becomes(held, "sent")
        assert line.api.rates.refused == [lan.id]

    played(tmp_path, play)


@pytest.mark.parametrize("how", ["blocked", "deactivated", "kicked", "not found"])
def test_a_closed_chat_is_not_tried_again(tmp_path: Path, how: str) -> None:
    async def play(line: Line) -> None:
        lan, group = line.api.person("Lan"), line.api.group("Tổ")
        if how == "blocked":
            lan.blocked = True
        elif how == "deactivated":
            lan.deactivated = True
        elif how == "not found":
            del line.api.people[lan.id]
        group.status = "kicked"
        number = line.tell(group if how == "kicked" else lan, "chào")
        row = await line.becomes(number, "withdrawn")
        assert (row["error"], row["attempts"]) == (how, 1)

    played(tmp_path, play)


def test_a_migrated_group_gets_its_message_under_the_new_id(tmp_path: Path) -> None:
    async def play(line: Line) -> None:
        line.api.person("Lan")
        group = line.api.group("Tổ")
        new = line.api.migrate(group)
        first, second = line.tell(group, "một"), line.tell(group, "hai")
        await line.becomes(first, "sent")
        line.turn(3)
        row = await line.becomes(second, "sent")
        assert line.api.texts(new) == ["một", "hai"]
        assert row["chat_key"] == f"telegram:{new.id}"

    played(tmp_path, play)


@pytest.mark.parametrize("fault", ["bad gateway", "server error"])
def test_a_failing_server_is_tried_again_later(tmp_path: Path, fault: str) -> None:
    async def play(line: Line) -> None:
        lan = line.api.person("Lan")
        line.api.fail("sendMessage", fault, fault)
        number = line.tell(lan, "chào")
        await line.api.until(lambda: line.row(number)["error"] == "server error")
        assert line.row(number)["not_before"] > line.clock.now()
        line.turn(2)
        await line.api.until(
            lambda: (line.row(number)["attempts"], line.row(number)["status"]) == (2, "waiting")
        )
        line.turn(4)
        row = await line.becomes(number, "sent")
        assert (line.api.texts(lan), row["doubts"], row["attempts"]) == (["chào"], 0, 3)

    played(tmp_path, play)


def test_a_server_out_of_reach_is_tried_again_and_nothing_is_doubled(tmp_path: Path) -> None:
    async def play(line: Line) -> None:
        lan = line.api.person("Lan")
        port = int(line.api.base_url.rpartition(":")[2])
        await line.api.stop()
        number = line.tell(lan, "chào")
        await line.api.until(lambda: line.row(number)["error"] == "unreachable")
        await line.api.start(port)
        line.turn(2)
        row = await line.becomes(number, "sent")
        assert (line.api.texts(lan), row["doubts"]) == (["chào"], 0)

    played(tmp_path, play)


@pytest.mark.parametrize("fault", ["drop", "cut json", "page", "no result"])
def test_an_answer_that_is_lost_leads_to_one_repetition_recorded_as_doubt(tmp_path: Path, fault: str) -> None:
    async def play(line: Line) -> None:
        lan = line.api.person("Lan")
        line.api.fail("sendMessage", fault)
        number = line.tell(lan, "chào")
        await line.api.until(lambda: line.row(number)["doubts"] == 1)
        line.turn(1)
        row = await line.becomes(number, "sent")
        assert (line.api.texts(lan), row["doubts"]) == (["chào", "chào"], 1)

    played(tmp_path, play)


def test_a_second_doubt_sets_the_message_aside_and_the_next_one_goes(tmp_path: Path) -> None:
    async def play(line: Line) -> None:
        lan = line.api.person("Lan")
        line.api.fail("sendMessage", "drop", "drop")
        number, later = line.tell(lan, "chào"), line.tell(lan, "sau đó")
        await line.api.until(lambda: line.row(number)["doubts"] == 1)
        line.turn(1)
        row = await line.becomes(number, "failed")
        line.turn(1)
        await line.becomes(later, "sent")
        assert (row["error"], row["doubts"]) == (outbox.IN_DOUBT, 2)
        assert line.api.texts(lan) == ["chào", "chào", "sau đó"]

    played(tmp_path, play)


def test_a_refused_message_is_set_aside_and_the_next_one_goes(tmp_path: Path) -> None:
    async def play(line: Line) -> None:
        lan = line.api.person("Lan")
        bad = line.tell(lan, " ")
        good = line.tell(lan, "chào")
        assert (await line.becomes(bad, "failed"))["error"] == "refused"
        line.turn(1)
        await line.becomes(good, "sent")
        assert line.api.texts(lan) == ["chào"]

    played(tmp_path, play)


def test_stopping_waits_for_what_is_on_its_way(tmp_path: Path) -> None:
    async def play(line: Line) -> None:
        lan = line.api.person("Lan")
        line.api.fail("sendMessage", "hang")
        first, second = line.tell(lan, "một"), line.tell(lan, "hai")
        await line.api.until(lambda: line.api.texts(lan) == ["một"])
        line.delivery.stop()
        line.api.release()
        await line.becomes(first, "sent")
        assert line.row(second)["status"] == "waiting"

    played(tmp_path, play)


def test_after_a_crash_what_was_on_its_way_goes_once_more(tmp_path: Path) -> None:
    async def play(line: Line) -> None:
        lan = line.api.person("Lan")
        line.delivery.stop()
        number = line.tell(lan, "chào")
        with line.service.database.begin(line.clock.now()) as tx:
            outbox.claim(tx, "telegram", limit=9)  # and here the process died
        with line.service.database.begin(line.clock.now()) as tx:
            assert outbox.settle_doubts(tx) == 1
        row = line.row(number)
        assert (row["status"], row["doubts"]) == ("waiting", 1)
        assert row["not_before"] == line.clock.now() + timedelta(seconds=1)

    played(tmp_path, play)


def test_delivery_outlives_a_database_out_of_order(tmp_path: Path) -> None:
    async def play(line: Line) -> None:
        lan = line.api.person("Lan")
        line.api.fail("sendMessage", "hang")
        number = line.tell(lan, "chào")
        await line.api.until(lambda: bool(line.api.sent(lan)))
        with capture_logs() as logs:
            line.sql("ALTER TABLE outbox RENAME TO away")
            line.api.release()
            line.delivery.wake.set()
            await line.api.until(
                lambda: {"outcome not noted", "outbox not read"} <= {e["event"] for e in logs}
            )
            line.sql("ALTER TABLE away RENAME TO outbox")
            row = await line.becomes(number, "sent")
        assert (row["doubts"], line.api.texts(lan)) == (0, ["chào"])

    played(tmp_path, play)


def test_an_edit_stands_in_the_place_of_the_message_before(tmp_path: Path) -> None:
    async def play(line: Line) -> None:
        lan = line.api.person("Lan")
        first = line.tell(lan, "Trang 1", buttons=((Button("Tiếp", "p:2"),),))
        await line.becomes(first, "sent")
        line.turn(1)
        await line.becomes(line.tell(lan, "Trang 2", edits=first), "sent")
        (posted,) = line.api.sent(lan)
        assert (posted.text, posted.labels, posted.edits) == ("Trang 2", [], 1)

    played(tmp_path, play)


def test_the_log_holds_no_text_of_what_was_not_delivered(tmp_path: Path) -> None:
    async def play(line: Line) -> None:
        lan = line.api.person("Lan")
        line.api.fail("sendMessage", "bad gateway")
        with capture_logs() as logs:
            number = line.tell(lan, "bí mật")
            await line.api.until(lambda: line.row(number)["error"] == "server error" and bool(logs))
        assert [entry["event"] for entry in logs] == ["not delivered"]
        assert "bí mật" not in str(logs)

    played(tmp_path, play)
