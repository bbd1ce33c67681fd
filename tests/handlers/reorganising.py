"""Agencies that change, as the coordinator enters it in a conversation."""

from __future__ import annotations

from dieuphoi.storage import people
from tests.stage import KHDT, LDTBXH, TAICHINH, Heard, Stage

NNMT, NOIVU, YTE = "Sở Nông nghiệp và Môi trường", "Sở Nội vụ", "Sở Y tế"
MERGE = f"/cosquan gộp {KHDT} vào {TAICHINH} từ 01/3/2022 theo 15/NQ-HĐND ngày 20/02/2022"
SPLIT = f"/cosquan tách {LDTBXH} thành {NNMT}; {NOIVU}; {YTE} từ 01/3/2022 theo 15/NQ-HĐND"


def change(stage: Stage, text: str) -> Heard:
    """minh enters a change and agrees to what is shown."""
    shown = stage.say("minh", text)
    assert "Chưa lưu gì" in shown.text("minh"), shown.text("minh")
    return stage.press("minh", "Đồng ý")


def agencies_of(stage: Stage, who: str) -> set[str]:
    """The agencies that somebody answers for."""
    return {a.name for a in stage.look(lambda tx: people.identify(tx, "console", who, who)).agencies}
