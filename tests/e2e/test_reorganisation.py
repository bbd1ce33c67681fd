"""The shipped example of 2025: departments merge, one is divided, districts end; states and logs made before stay."""

from __future__ import annotations

import json
import re

from tests.e2e import heard
from tests.e2e.example import REORGANISED, played

LDTBXH, KHDT = "Sở Lao động - Thương binh và Xã hội", "Sở Kế hoạch và Đầu tư"
NNMT, TAICHINH, YTE = "Sở Nông nghiệp và Môi trường", "Sở Tài chính", "Sở Y tế"


def told(text: str, who: str = "minh") -> list[str]:
    """What somebody was answered to each line with this text."""
    lines = [json.loads(line) for line in REORGANISED.read_text(encoding="utf-8").splitlines()]
    return [
        "\n".join(m.text for m in answers if m.to == who)
        for line, answers in zip(lines, played(REORGANISED), strict=True)
        if line.get("text") == text or line.get("at") == text or line.get("press") == text
    ]


def shares(text: str) -> dict[str, int]:
    """How many tasks each agency leads, as a summary says it."""
    return {name: int(n) for name, n in re.findall(r"^• (Sở .+?): \d+/(\d+)", text, re.MULTILINE)}


def test_everybody_is_answered() -> None:
    for line, answers in zip(
        REORGANISED.read_text(encoding="utf-8").splitlines(), played(REORGANISED), strict=True
    ):
        spoken = json.loads(line)
        if "as" in spoken:
            there = "group" if spoken["chat"] == "group" else spoken["as"]
            assert there in {message.to for message in answers}, spoken


def test_every_change_takes_effect_on_its_day_and_is_told_once() -> None:
    (march,), (july,) = told("2025-03-03T08:00"), told("2025-07-01T08:00")
    assert march.count("Đã có hiệu lực") == 7 and july.count("Đã có hiệu lực") == 1
    assert "6 nhiệm vụ chờ chọn cơ quan nhận" in march
    assert "Giải thể UBND" in july


def test_focal_points_are_asked_for_their_new_seats() -> None:
    (lan,), (hoa,) = told("2025-03-03T08:00", "lan"), told("2025-03-03T08:00", "hoa")
    assert "Anh/chị vẫn là đầu mối của PL1-5, PL1-3 tại Sở Tài chính?" in lan
    assert "đầu mối của cơ quan nào" in hoa
    assert "Đã ghi nhận" in told("PL1-7 đã trình Thủ tướng Chính phủ", "hoa")[0]


def test_the_log_from_before_stays_and_says_how_the_task_passed_on() -> None:
    (log,) = told("/lichsu PL1-1")
    assert f"Lê Thị Hoa ({LDTBXH}): đã trình" in log and f"{LDTBXH} → {NNMT}" in log and "15/NQ-HĐND" in log
    assert "nay là Sở Tài chính, từ 01/3/2025" in told("/viec Sở KH&ĐT")[0]


def test_totals_are_the_same_by_the_agencies_of_any_day() -> None:
    before, by_old, after, by_old_in_july = told("Theo cơ quan")
    assert shares(before) == shares(by_old) == shares(by_old_in_july) == {LDTBXH: 6, KHDT: 3, TAICHINH: 1}
    assert shares(after) == {NNMT: 5, TAICHINH: 4, YTE: 1}
    _begun, whole = told("/tongketqua")
    same, _july = told("/tongketqua theo cơ cấu ngày 28/02/2025")
    assert heard.counters(same) == heard.counters(whole) == (1, 0, 1, 8)
