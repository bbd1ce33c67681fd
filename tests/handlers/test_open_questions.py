"""Every question that the bot asks can be left and come back to, outlives a restart, is dropped by a word, runs out.

One table of how each question comes about; a question that is new in the code is to be added to it.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

import dieuphoi
from dieuphoi.handlers.commands import ANSWERS
from dieuphoi.handlers.messages import Event
from dieuphoi.plan.model import PlanDocument, Task
from dieuphoi.storage import dialogues, plans
from dieuphoi.storage.database import Database
from tests.conftest import START
from tests.handlers.office import count_entries, happen, joined
from tests.handlers.test_events import _plan as waiting_plan
from tests.handlers.test_importing import document
from tests.stage import KHDT, Stage

WAITS = "Câu hỏi còn chờ: "
SPLIT = f"/cosquan giải thể {KHDT} từ 01/02/2022 theo 7/NQ-HĐND"
DRAFT = ("minh! kh.txt",)
REGISTERING = ("mai: /dangky", "mai: đồng ý")
ASKED = ("hoa: PL1-2 đề nghị Sở Tài chính góp ý trước ngày 10/3",)
EXTENDING = ("lan: PL1-4 xin gia hạn đến 31/7/2022 vì chờ Bộ Tài chính hướng dẫn",)
BLOCKED = ("lan: PL1-4 vướng: chờ Sở Tài chính bố trí kinh phí",)
# How each question comes about, the last line by whom it is asked. "who: text", "who> button", "who! file", "@ moment".
OPENED: dict[str, tuple[str, ...]] = {
    "consent": ("mai: /dangky",),
    "agency": REGISTERING,
    "name": (*REGISTERING, "mai: Sở Y tế"),
    "position": (*REGISTERING, "mai: Sở Y tế", "mai: Nguyễn Thị Mai"),
    "phone": (*REGISTERING, "mai: Sở Y tế", "mai: Nguyễn Thị Mai", "mai: Chuyên viên"),
    "mend": ("lan: /dulieu", "lan> Sửa họ tên"),
    "erase": ("lan: /xoadulieu",),
    "blocked": ("lan: /viec PL1-4", "lan> Vướng mắc"),
    "reason": ("lan: PL1-4 đã ban hành số 12/QĐ-UBND ngày 10/2", "minh> Trả lại"),
    "put_off": ("@ 2022-03-01T08:00", "lan> Ngày khác…"),
    "rules_of": ("+ water", "minh: /nhac"),
    "rule": ("minh: /nhac im lặng",),
    "pause": (
        "minh: /tamdung Sở Tài chính",
        "minh> Ngày khác",
    ),
    "event_day": ("+ waiting", "minh: /sukien PL7-2"),
    "event_due": ("+ waiting", "minh: /sukien PL7-1 10/02/2022"),
    "agency_change": ("minh: " + SPLIT.replace("01/02", "01/3"),),
    "take_over": (
        "minh: " + SPLIT,
        "minh> Đồng ý",
        "minh: /cosquan",
        "minh> Chọn cơ quan nhận việc",
        "minh> PL1-3",
        "minh> Cơ quan khác",
    ),
    "extend_task": ("lan: xin gia hạn",),
    "extend_until": ("lan: xin gia hạn PL1-4",),
    "extend_reason": ("lan: PL1-4 xin gia hạn đến 30/6/2022",),
    "decline_reason": (*EXTENDING, "minh> Không đồng ý"),
    "other_day": (*EXTENDING, "minh> Đặt ngày khác"),
    "waits_for": ("lan: PL1-4 vướng: chưa thống nhất được nội dung",),
    "blocker_answer": (*BLOCKED, "minh> Cho ý kiến"),
    "second_answer": (
        *BLOCKED,
        "minh> Cho ý kiến",
        "an: /vuongmac",
        "an> PL1-4",
        "an> Cho ý kiến",
        "an: đã giao Sở Tài chính",
        "minh: đã làm việc với Sở Tài chính",
    ),
    "number": ("lan: PL1-4 đã ban hành",),
    "sure": ("lan: PL1-4 70%", "lan: PL1-4 30%"),
    "whole": ("lan: PL1-4 100%",),
    "which": ("lan: đã trình UBND tỉnh rồi nhé",),
    "which_plan": ("+ water", "lan: PL1-3 70%"),
    "what_file": ("= minh " + KHDT, "minh! tai-lieu.pdf"),
    "forwarded": ("lan~ PL1-4 đã trình",),
    "edited": ("lan# PL1-4 đã trình", "lan## PL1-4"),
    "instead": ("tai: PL1-2 xong",),
    "plan_text": ("minh: /nhapkehoach",),
    "draft_row": (*DRAFT, "minh> Sửa một hàng"),
    "draft_value": (*DRAFT, "minh> Sửa một hàng", "minh: PL1-1", "minh> Tên"),
    "draft_head": (*DRAFT, "minh> Số, ngày"),
    "comment": ("tai: /viec PL1-2", "tai> Góp ý"),
    "lead_agency": ("minh: /viec PL1-4", "minh> Đổi cơ quan chủ trì"),
    "lead_reason": ("minh: /viec PL1-4", "minh> Đổi cơ quan chủ trì", "minh: Sở Tài chính"),
    "let_go": ("minh: /daumoi Sở Tài chính", "minh> Cho Phạm Văn Tài thôi"),
    "replace": ("minh: /daumoi Sở Tài chính", "minh> Thay Phạm Văn Tài"),
    "stand_in_days": ("minh: /lamthay Sở Tài chính",),
    "stand_in_who": ("lan: /lamthay từ 1/3 đến 5/3",),
    "stand_in_sure": ("lan: /lamthay từ 1/3 đến 5/3", "lan: Lê Thị Hoa"),
    "part_agency": ("hoa: /viec PL1-2", "hoa> Đề nghị phối hợp"),
    "part_what": ("hoa: /viec PL1-2", "hoa> Đề nghị phối hợp", "hoa: Sở Tài chính"),
    "part_until": ("hoa: /viec PL1-2", "hoa> Đề nghị phối hợp", "hoa: Sở Tài chính", "hoa: góp ý dự thảo"),
    "part_beyond": ("hoa: PL1-2 đề nghị Sở Tài chính góp ý trước ngày 10/3/2023",),
    "part_date": (*ASKED, "hoa: /phoihop PL1-2", "hoa> Đổi ngày"),
    "paragraph": ("minh: /baocao soạn quý 1/2022", "minh> Viết lại"),
    "part_later": (*ASKED, "tai> Xin lùi"),
}
ASKS = re.compile(r"turn\.ask\(\s*\"([a-z_]+)\"")


@pytest.fixture
def address(tmp_path: Path, settled: sqlite3.Connection) -> str:
    """Where a database of its own lies, with the people of the office."""
    kept = sqlite3.connect(tmp_path / "a.db")
    settled.backup(kept)
    kept.close()
    return f"sqlite:///{tmp_path}/a.db"


@pytest.fixture
def stage(address: str) -> Iterator[Stage]:
    """The office in that database."""
    played = Stage(Database(address), START)
    yield played
    played.close()


def water(stage: Stage) -> None:
    rows = (Task("PL1-3", "3", "1", "Phương án giá nước sinh hoạt", (KHDT,)),)
    with stage.transaction() as tx:
        plans.add(tx, PlanDocument("77/KH-UBND", START.date(), "UBND tỉnh", "Kế hoạch nước sạch", rows))


def play(stage: Stage, folder: Path, line: str) -> str:
    """One line of how a question comes about; gives who it was."""
    who, sign, what = re.fullmatch(r"(\w*)(##|[:>!~#@+=]) ?(.*)", line, re.DOTALL).groups()  # type: ignore[union-attr]
    if sign == ":":
        stage.say(who, what)
    elif sign == ">":
        stage.press(who, what)
    elif sign == "!":
        file = folder / what
        file.write_text(document() if what.endswith("txt") else "%PDF-1.4", encoding="utf-8")
        stage.line(**{"as": who, "chat": "private", "file": str(file)})
    elif sign == "~":
        happen(stage, who, text=what, forwarded_from="Nam")
    elif sign == "#":
        happen(stage, who, text=what, message_id="1")
    elif sign == "##":
        happen(stage, who, Event.EDITED, text=what, message_id="1")
    elif sign == "@":
        stage.at(what)
    elif what == "water":
        water(stage)
    elif what == "waiting":
        with stage.transaction() as tx:
            plans.add(tx, waiting_plan())
    else:
        joined(stage, *what.split(" ", 1))
    return who


def asked_of(stage: Stage, who: str) -> dialogues.Dialogue | None:
    """The question that waits for somebody's answer."""
    found: dialogues.Dialogue | None = stage.look(lambda tx: dialogues.current(tx, f"console:{who}:{who}"))
    return found


def opened(stage: Stage, folder: Path, step: str) -> tuple[str, dialogues.Dialogue]:
    """Bring a question about; gives whom it was put to, and the question."""
    who = [play(stage, folder, line) for line in OPENED[step]][-1]
    question = asked_of(stage, who)
    assert question is not None and question.step == step, (step, question)
    return who, question


def test_every_question_is_in_the_table() -> None:
    root = Path(dieuphoi.__file__).parent / "handlers"
    asked = {step for path in root.rglob("*.py") for step in ASKS.findall(path.read_text(encoding="utf-8"))}
    missing = (set(ANSWERS) | asked) - set(OPENED)
    assert not missing, f"add to OPENED in {__file__} how these questions come about: {sorted(missing)}"
    assert set(OPENED) - set(ANSWERS) - asked == set(), "no longer asked"


@pytest.mark.parametrize("step", OPENED)
def test_it_is_left_and_come_back_to_over_a_restart_and_dropped_by_a_word(
    stage: Stage, address: str, tmp_path: Path, step: str
) -> None:
    who, question = opened(stage, tmp_path, step)
    before = stage.look(count_entries)
    stage.close()
    again = Stage(Database(address), stage.now)
    left = again.say(who, "/trogiup").to(who)
    assert any(message.text.startswith(WAITS) for message in left), left
    now = asked_of(again, who)
    assert now is not None and now.mark == question.mark
    dropped = again.say(who, "thôi").text(who)
    after = asked_of(again, who)
    assert after is None or after.mark != question.mark, dropped
    assert dropped
    assert "chưa hiểu" not in dropped
    assert again.look(count_entries) == before
    again.close()


@pytest.mark.parametrize("step", OPENED)
def test_it_runs_out_with_a_word_about_it_once(stage: Stage, tmp_path: Path, step: str) -> None:
    who, _question = opened(stage, tmp_path, step)
    stage.script.clock.turn_to(stage.now + dialogues.LIFETIME + timedelta(hours=1))
    assert "nên đã đóng, chưa ghi nhận gì" in stage.say(who, "/trogiup").text(who)
    assert "nên đã đóng" not in stage.say(who, "/trogiup").text(who)


SECOND = {
    "lan": ("lan: /viec PL1-5", "lan> Vướng mắc"),
    "hoa": ("hoa: /viec PL1-7", "hoa> Vướng mắc"),
    "tai": ("tai: /viec PL2-1", "tai> Vướng mắc"),
    "minh": ("hoa: PL1-7 đã trình", "hoa: PL1-7 đã ban hành số 12/QĐ-UBND ngày 10/2", "minh> Trả lại"),
}


@pytest.mark.parametrize("step", [step for step, lines in OPENED.items() if not lines[-1].startswith("mai")])
def test_a_second_question_leaves_the_first_one_open(stage: Stage, tmp_path: Path, step: str) -> None:
    who, question = opened(stage, tmp_path, step)
    for line in SECOND[who]:
        play(stage, tmp_path, line)
    second = asked_of(stage, who)
    assert second is not None and second.mark != question.mark
    heard = stage.say(who, "chờ văn bản của Trung ương").to(who)
    assert any(message.text.startswith(WAITS) for message in heard), heard
    now = asked_of(stage, who)
    assert now is not None and now.mark == question.mark
