"""Several tasks named at once, by a range, a list or their appendix."""

from __future__ import annotations

from typing import Any

import pytest

ONE_TO_THREE = ["PL1-1", "PL1-2", "PL1-3"]
APPENDIX_2 = ["PL2-1", "PL2-2", "PL2-3"]


@pytest.mark.parametrize(
    ("text", "tasks"),
    [
        ("PL1-1 đến PL1-3 đã trình", ONE_TO_THREE),
        ("từ pl1-1 toi pl1-3 da trinh", ONE_TO_THREE),
        ("PL1-1 -> 3 đã trình", ONE_TO_THREE),
        ("PL1-1 - PL1-3 đã trình", ONE_TO_THREE),
        ("PL1 từ 1 đến 3 đã trình", ONE_TO_THREE),
        ("phụ lục I số 1 đến số 3 đã trình", ONE_TO_THREE),
        ("việc 1 đến 3 của phụ lục 1 đã trình", ONE_TO_THREE),
        ("PL1-1,2,5 đã trình", ["PL1-1", "PL1-2", "PL1-5"]),
        ("pl1-1 & 2 da trinh", ["PL1-1", "PL1-2"]),
        ("PL1-1, 2 bên em đã trình", ["PL1-1", "PL1-2"]),
        ("nhiệm vụ 1, 2 và 4 phụ lục 1 đã trình", ["PL1-1", "PL1-2", "PL1-4"]),
        ("cả 3 việc PL2 đã trình", APPENDIX_2),
        ("cả ba nhiệm vụ của phụ lục 2 đã trình", APPENDIX_2),
        ("tất cả nhiệm vụ phụ lục II đã trình", APPENDIX_2),
        ("PL2 đã trình hết rồi", APPENDIX_2),
    ],
)
def test_several_tasks_are_named_at_once(read: Any, text: str, tasks: list[str]) -> None:
    """All that exist are meant, and nothing else is guessed."""
    understood = read(text)
    assert (understood.intent, understood.slots) == ("update", {"tasks": tasks, "status": "submitted"})
    assert understood.confidence >= 0.8


@pytest.mark.parametrize(
    "text",
    [
        "PL1-1 đến PL1-7 xong",
        "các việc của phụ lục 2 xong",
        "cả 5 việc PL2 xong",
        "PL2-1 đến PL2-9 xong",
        "PL1 xong hết",
    ],
)
def test_what_is_wide_or_vague_is_asked_about(read: Any, text: str) -> None:
    """Too many tasks, a wrong count, codes that the plan lacks: below 0.6 the bot asks before it writes."""
    understood = read(text)
    assert (understood.intent, understood.slots["status"]) == ("update", "done")
    assert understood.confidence < 0.6


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("xin gia hạn PL1-2 đến 3/3", {"task": "PL1-2", "until": "2022-03-03"}),
        ("xin gia hạn PL1-2 đến tháng 5", {"task": "PL1-2", "until": "2022-05-31"}),
        ("PL1-2 -> 70%", {"task": "PL1-2", "status": "in_progress", "percent": 70}),
        ("PL1-3, 5 huyện chưa góp ý", {"task": "PL1-3", "status": "consulting"}),
        ("PL1-2, 3 tuần nữa trình", {"task": "PL1-2", "status": "in_progress"}),
    ],
)
def test_other_numbers_behind_a_code_are_no_range(read: Any, text: str, slots: dict[str, Any]) -> None:
    """Days, months, percentages and what is counted."""
    assert read(text).slots == slots


def test_an_appendix_in_a_question_is_a_list(read: Any) -> None:
    """Its tasks are asked for, not one of them."""
    assert read("các việc của phụ lục 2 là gì").intent == "tasks"
    assert read("việc quá hạn của phụ lục 2").intent == "overdue"
