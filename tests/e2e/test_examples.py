"""The shipped examples play as the documents say, and end where their stories end."""

from __future__ import annotations

import json
from datetime import datetime

from dieuphoi.plan.calendar import ZONE
from tests.e2e import heard
from tests.e2e.example import IMPORT, QUARTER, TOGETHER, played
from tests.stage import Stage


def test_everybody_in_the_quarter_is_answered() -> None:
    for line, answers in zip(QUARTER.read_text(encoding="utf-8").splitlines(), played(), strict=True):
        spoken = json.loads(line)
        if "as" in spoken:
            there = "group" if spoken["chat"] == "group" else spoken["as"]
            assert there in {message.to for message in answers}, spoken


def test_the_quarter_ends_with_one_task_in_time_one_late_and_one_overdue() -> None:
    asked = next(m for m in reversed(played()[-3]) if m.to == "minh")
    assert "Quý I/2022" in asked.text
    assert heard.counters(asked.text) == (1, 1, 0, 1)
    picture, posted = [m for m in played()[-2] if m.to == "group"]
    assert heard.counters(posted.text) == heard.caption(picture.text) == (1, 1, 0, 1)
    whole = next(m for m in played()[-1] if not m.file)
    assert heard.counters(whole.text) == (1, 1, 7, 1)
    assert heard.overdue(whole.text) == {"PL1-7"}


def test_the_quarter_tells_of_a_return_a_blocker_and_reminders() -> None:
    said = [message for answers in played() for message in answers]
    assert any("trả lại PL1-4" in m.text and "Thiếu số và ngày" in m.text for m in said if m.to == "lan")
    assert any("vướng mắc" in m.text and "tiêu chí" in m.text for m in said if m.to == "minh")
    assert any("Đã hoàn tác. PL1-7" in m.text for m in said if m.to == "hoa")
    assert any("PL1-5" in m.text and "gia hạn" in m.text for m in said if m.to == "lan")
    assert sum(m.text.startswith("Sắp đến hạn – Kế hoạch") for m in said if m.to == "group") == 5
    assert [m.to for m in said if m.file and not m.file.endswith(".png")] == ["minh"]
    assert {m.to for m in said} == {"minh", "lan", "hoa", "tuan", "group"}


def test_the_first_morning_comes_although_nobody_has_spoken(sqlite_url: str) -> None:
    stage = Stage(sqlite_url, datetime(2022, 1, 3, 14, tzinfo=ZONE), coordinator="minh")
    assert "PL1-4" in stage.at("2022-01-04T08:00").text("minh")
    stage.close()


def test_a_plan_is_imported_mended_sent_again_and_amended() -> None:
    answers = played(IMPORT)
    spoken = [json.loads(line) for line in IMPORT.read_text(encoding="utf-8").splitlines()]
    said = [(line, [m for m in told if m.to != "group"]) for line, told in zip(spoken, answers, strict=True)]
    files = [told[-1].text for line, told in said if "file" in line]
    assert "Kế hoạch mới" in files[0]
    assert "không có gì thay đổi" in files[1]
    assert all(words in files[2] for words in ("Thêm mới: 1", "Bỏ ra: 1", "Đổi thời hạn: 1", "Đổi mã: 3"))
    agreed = [told for line, told in said if line.get("press") == "Đồng ý" and line["as"] == "minh"]
    assert "Đã nhập kế hoạch 77/KH-UBND: 4 nhiệm vụ" in agreed[0][0].text
    assert [m.to for m in agreed[1]] == ["minh", "lan"]
    assert "từ 30/9/2022 đổi thành 31/12/2022" in agreed[1][1].text
    assert heard.counters(next(m for m in answers[-1] if not m.file).text) == (0, 0, 4, 0)
    assert any("Chỉ điều phối" in m.text for told in answers for m in told if m.to == "lan")


def test_coordinating_agencies_comment_and_answer_and_the_lead_sees_who_has() -> None:
    said = [message for answers in played(TOGETHER) for message in answers]
    to_hoa = [m.text for m in said if m.to == "hoa"]
    assert any("thêm chỉ tiêu" in text and "bổ sung dự toán" in text for text in to_hoa)
    assert sum("Phối hợp quá ngày trả lời" in text for text in to_hoa) == 1
    assert "Phối hợp: 2/3 đã trả lời; chưa: Sở Tư pháp" in next(t for t in to_hoa if "3 góp ý" in t)
    assert "chưa triển khai" in next(t for t in to_hoa if "3 góp ý" in t)
    days = [m.text.split()[3] for m in said if m.to == "tai" and m.text.startswith("Nhắc việc ngày")]
    assert days == ["10/3/2022", "14/3/2022"]
