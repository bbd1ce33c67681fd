"""A plan's groups on two channels: posts go to both, a report in one is one line in the other."""

from __future__ import annotations

import pytest

from dieuphoi.handlers import dispatch
from dieuphoi.handlers.messages import Chat, Event, Incoming, Message, Sender, plain
from dieuphoi.storage import plans, rooms
from tests.stage import Stage

HERE, THERE = (
    Chat("console", "group", private=False, title="group"),
    Chat("zalo", "g1", private=False, title="Zalo"),
)


@pytest.fixture
def both(office: Stage) -> Stage:
    with office.transaction() as tx:
        rooms.bind(tx, "zalo", "g1", None, "Zalo", plans.every(tx)[0].id, None)
    return office


def said(office: Stage, who: str, text: str, chat: Chat = HERE) -> list[Message]:
    incoming = Incoming(chat, Sender(who, who), office.now, text=text, message_id="1")
    with office.transaction() as tx:
        return dispatch.handle(tx, incoming, office.script.service.office)


def test_a_report_in_one_group_is_one_line_in_the_other(both: Stage) -> None:
    told = said(both, "lan", "PL1-4 40%, PL1-5 đã trình")
    elsewhere = [plain(m.text) for m in told if m.to.channel == "zalo"]
    assert elsewhere == [
        "Trần Thị Lan, qua Console: PL1-4 · Thành lập BCĐ các CTMTQG: đang thực hiện; 40%",
        "Trần Thị Lan, qua Console: PL1-5 · Quy chế hoạt động của BCĐ tỉnh: đã trình",
    ]
    assert all("\n" not in line for line in elsewhere)


@pytest.mark.parametrize("text", ["quý này có việc gì?", "/tongketqua", "PL1-4 bao giờ xong?", "chào cả nhà"])
def test_what_reports_nothing_stays_where_it_was_said(both: Stage, text: str) -> None:
    assert {m.to.channel for m in said(both, "lan", text)} <= {"console"}


def test_what_is_said_in_private_is_not_told_in_the_groups(both: Stage) -> None:
    told = said(both, "lan", "PL1-4 40%", Chat("console", "lan", private=True))
    assert {m.to.private for m in told} == {True}


def test_posts_go_to_both_groups(both: Stage) -> None:
    said(both, "minh", "/tongketqua")
    told = said(both, "minh", "/tongketqua", Chat("console", "minh", private=True))
    post = next(b.data for m in told for row in m.buttons for b in row if b.label == "Đăng vào nhóm")
    incoming = Incoming(
        Chat("console", "minh", private=True), Sender("minh", "minh"), both.now, Event.PRESSED, pressed=post
    )
    with both.transaction() as tx:
        posts = dispatch.handle(tx, incoming, both.script.service.office)
    assert {m.to.channel for m in posts if not m.to.private} == {"console", "zalo"}
