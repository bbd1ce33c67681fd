"""Somebody who has chosen English, through all that the bot does: no Vietnamese sentence of ours reaches them."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import pytest

from dieuphoi.handlers.commands import COMMANDS
from dieuphoi.handlers.messages import BOLD_OFF, BOLD_ON, Event, Message, plain
from dieuphoi.storage.database import Transaction
from tests.handlers.office import Scene
from tests.stage import Stage
from tests.test_wording import in_files

PLAN = files("dieuphoi") / "plans" / "4506-kh-ubnd.yaml"
PIECE = 9  # letters of a Vietnamese text of ours, and more than a word that names may share with it
ACCENTED = re.compile(r"[ăâđêôơưáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ]", re.IGNORECASE)
WHO = ("lan", "minh", "an", "hoa")

# What several people say one after another, each step leading on: reports, questions, decisions, people, papers.
WALK = (
    ("lan", "PL1-4 70%"),
    ("lan", "PL1-4 30%"),
    ("lan", "PL1-4 đã ban hành"),
    ("lan", "chưa có số"),
    ("minh", "/choduyet"),
    ("minh", "trả lại PL1-4 vì thiếu phụ lục"),
    ("lan", "PL1-4 đã ban hành số 12/QĐ-UBND ngày 10/2/2022"),
    ("minh", "xác nhận PL1-4"),
    ("lan", "PL1-5 vướng: chưa có hướng dẫn"),
    ("minh", "/vuongmac"),
    ("minh", "PL1-5 trả lời: đã có văn bản"),
    ("an", "/vuongmac"),
    ("lan", "xin gia hạn PL1-5 đến 30/6/2022 vì chờ hướng dẫn"),
    ("lan", "PL1-3 xong rồi"),
    ("lan", "hoàn tác"),
    ("lan", "em nghỉ phép từ mai"),
    ("lan", "đề nghị Sở Tài chính góp ý PL1-3 trước 28/2"),
    ("hoa", "PL1-3 góp ý: thống nhất"),
    ("lan", "mọi người ăn cơm chưa"),
    ("lan", "bạn làm được gì"),
    ("hoa", "PL1-4 xong"),
    ("hoa", "PL9-9 xong"),
    ("lan", "ai là đầu mối sở tài chính"),
    ("lan", "tìm quy chế"),
    ("lan", "PL1-3"),
    ("minh", "/lichsu PL1-4"),
    ("minh", "giao PL2-1 cho Sở Nội vụ"),
    ("minh", "/sukien PL1-5 10/2/2022 hạn 30/6/2022"),
    ("minh", "/tongketqua quý 1 năm 2022"),
    ("minh", "/baocao quý 1/2022"),
    ("minh", "/baocao theo dõi quý 1/2022"),
    ("minh", "/daumoi Sở Kế hoạch và Đầu tư"),
    ("minh", "/moi Sở Tài chính"),
    ("minh", "/lamthay Sở Tài chính từ 1/3 đến 15/3"),
    ("minh", "/dondoc Sở Tài chính"),
    ("minh", "/nhac gia hạn 2"),
    (
        "minh",
        "/cosquan đổi tên Ban Dân tộc tỉnh thành Sở Dân tộc từ 01/3/2025 theo 15/NQ-HĐND ngày 20/02/2025",
    ),
)


@cache
def ours() -> re.Pattern[str]:
    """The pieces of our Vietnamese texts between what is filled in, but for what English texts and the plan have."""
    texts = [([message] if isinstance(message, str) else message, given) for _f, message, given in in_files()]
    others = " ".join(PLAN.read_text(encoding="utf-8").split()) + "\n".join(
        text for english, _given in texts for text in english
    )
    pieces = {
        piece.strip(" .,:;“”\n")
        for _english, given in texts
        for text in given
        for piece in re.split(r"\{\w*\}|\n|“[^”]*”", text)
    }
    found = {p for p in pieces if len(p) >= PIECE and ACCENTED.search(p) and p not in others}
    return re.compile("|".join(sorted(map(re.escape, found), key=len, reverse=True)))


def check(messages: list[Message], said: str) -> None:
    for message in messages:
        if not message.to.private or message.to.id not in WHO:
            continue
        for text in (plain(message.text), *(b.label for row in message.buttons for b in row)):
            marks = "".join(c for c in message.text if c in BOLD_ON + BOLD_OFF)
            assert marks == (BOLD_ON + BOLD_OFF) * (len(marks) // 2), f"bold within bold: {message.text}"
            mine = ours().search(re.sub("“[^”]*”", "", text))  # what is quoted is somebody's, or the paper's
            assert mine is None, f"{said}: “{mine[0] if mine else ''}” in “{text}”"


class English:
    """An office of people who have all chosen English."""

    def __init__(self, tx: Transaction, stage: Stage) -> None:
        self.scene = Scene(tx, stage.script.service.office)
        for who in WHO:
            self.scene.say(who, "/english")

    def says(self, who: str, text: str) -> list[Message]:
        heard = self.scene.happen(who, text=text)
        check(heard, f"{who}: {text}")
        return heard

    def presses_all(self, heard: list[Message]) -> None:
        """Every button of an answer, one level deep."""
        for message in heard:
            for button in (b for row in message.buttons for b in row):
                answer = self.scene.happen(message.to.id, Event.PRESSED, pressed=button.data)
                check(answer, f"{message.to.id}> {button.label}")


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_and_its_buttons(office: Stage, command: str) -> None:
    if command in ("tiengviet", "vi"):
        return
    with office.database.look(office.now) as tx:
        english = English(tx, office)
        for who in WHO:
            heard = english.says(who, f"/{command}")
            assert heard
            english.presses_all([m for m in heard if m.to.id in WHO])


def test_a_walk_through_everything_that_people_say(office: Stage) -> None:
    with office.database.look(office.now) as tx:
        english = English(tx, office)
        for who, text in WALK:
            heard = english.says(who, text)
            with tx.attempt() as take_back:
                english.presses_all([m for m in heard if m.to.id in WHO])
                take_back()


def test_the_check_knows_our_vietnamese_when_it_sees_it(office: Stage) -> None:
    heard = office.say("lan", "/quynay").text("lan")
    assert ours().search(heard)
