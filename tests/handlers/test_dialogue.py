"""Leaving a question for another and coming back; what others wrote; what is no text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dieuphoi.handlers.messages import Attachment
from dieuphoi.storage.database import Database
from tests.conftest import START
from tests.handlers.office import entries, happen, settle, standing
from tests.stage import Stage

WAITS = "Câu hỏi còn chờ: "


def opened(stage: Stage, step: str, folder: Path) -> None:
    """Bring about a question of a kind to lan, or to minh."""
    (folder / "a.pdf").write_bytes(b"%PDF")
    if step == "blocked":
        stage.say("lan", "/viec PL1-4")
        stage.press("lan", "Vướng mắc")
    elif step == "which":
        stage.say("lan", "đã trình UBND tỉnh rồi nhé")
    elif step == "which of a file":
        stage.say("lan", "", file=str(folder / "a.pdf"))
    elif step == "sure":
        stage.say("lan", "/quynay")
        stage.say("lan", "tất cả đã trình")
    elif step == "forwarded":
        happen(stage, "lan", text="PL1-4 đã trình", forwarded_from="Nam")


ANSWERED: dict[str, dict[str, Any]] = {
    "blocked": {"text": "chờ kinh phí"},
    "which": {"press": "PL1-4 ·"},
    "which of a file": {"text": "PL1-4 đã trình"},
    "sure": {"text": "đúng"},
    "forwarded": {"press": "Ghi là báo cáo của tôi"},
}


@pytest.mark.parametrize("restarted", [False, True])
@pytest.mark.parametrize("step", ANSWERED)
def test_a_question_is_left_for_another_brought_to_mind_and_answered(
    tmp_path: Path, step: str, restarted: bool
) -> None:
    """Whatever the bot has asked, /quynay is answered, the question is named again, and its answer still counts."""
    url = f"sqlite:///{tmp_path}/a.db"
    stage = Stage(url, START)
    with stage.transaction() as tx:
        settle(tx)
    opened(stage, step, tmp_path)
    if restarted:
        stage.close()
        stage = Stage(Database(url), START)
    heard = stage.say("lan", "/quynay")
    assert "Quý I/2022" in heard.to("lan")[0].text
    assert heard.to("lan")[-1].text.startswith(WAITS)
    stage.line(**({"as": "lan", "chat": "private"} | ANSWERED[step]))
    assert standing(stage, "PL1-4") == ("blocked" if step == "blocked" else "submitted")
    assert WAITS not in stage.say("lan", "/quynay").text("lan")
    stage.close()


def test_registering_goes_on_after_a_question_for_help(stage: Stage) -> None:
    stage.say("mai", "/dangky")
    assert stage.say("mai", "/trogiup").to("mai")[-1].text.startswith(WAITS)
    stage.say("mai", "đồng ý")
    stage.say("mai", "Sở Y tế")
    heard = stage.say("mai", "/trogiup")
    assert heard.to("mai")[-1].text.startswith(WAITS)
    stage.say("mai", "Nguyễn Thị Mai")
    assert "chức vụ" in stage.say("mai", "/trogiup").to("mai")[-1].text.lower()


def test_what_somebody_else_wrote_is_nobodys_report_until_it_is_said_to_be(office: Stage) -> None:
    (asked,) = happen(office, "lan", text="PL1-4 đã trình, PL1-5 70%", forwarded_from="Nam")
    assert "Tin này do Nam viết" in asked.text
    assert entries(office) == 0
    office.press("lan", "Ghi là báo cáo của tôi")
    assert (standing(office, "PL1-4"), standing(office, "PL1-5")) == ("submitted", "in_progress")


def test_a_forwarded_report_may_be_left(office: Stage) -> None:
    happen(office, "lan", text="PL1-4 đã trình", forwarded_from="Nam")
    office.press("lan", "Thôi")
    assert entries(office) == 0


def test_in_a_group_what_is_passed_on_is_talk(office: Stage) -> None:
    assert (
        happen(office, "lan", text="PL1-4 đã trình", forwarded_from="Nam", chat="group", addressed=False)
        == []
    )
    assert entries(office) == 0


def test_a_forwarded_document_belongs_to_the_task_that_the_next_words_name(office: Stage) -> None:
    document = Attachment("document", "qd.pdf", vendor_id="v")
    happen(office, "lan", attachment=document, forwarded_from="Văn thư")
    heard = office.say("lan", "PL1-4 đã ban hành")
    assert "Đã đính kèm tệp" in heard.text("lan")
    assert standing(office, "PL1-4") == "done"
    assert "Câu hỏi này đã" not in heard.text("lan")


@pytest.mark.parametrize(
    ("who", "example"), [("lan", "PL1-4 70%"), ("minh", "/tongketqua"), ("an", "/tongketqua")]
)
def test_a_voice_message_is_answered_with_what_to_write(office: Stage, who: str, example: str) -> None:
    voice = Attachment("voice", "voice", vendor_id="v")
    (answer,) = happen(office, who, attachment=voice)
    assert "chưa đọc được tin thoại" in answer.text
    assert f"“{example}”" in answer.text
    assert happen(office, who, attachment=voice, chat="group", addressed=False) == []
