"""Several tasks in one message: none gets a state that was told of another, or that was only asked."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dieuphoi.handlers.understanding import understand

TOLD = {
    "xong": "done",
    "đã trình": "submitted",
    "đang lấy ý kiến": "consulting",
    "đang soạn": "in_progress",
    "chưa": None,
    "thì chưa ạ": None,
    "vẫn chưa": None,
    "xong chưa": None,
    "đã trình chưa vậy": None,
}
TODAY = date(2022, 2, 15)
CODES = ("PL1-1", "PL1-4", "PL1-5", "PL2-2")


@given(
    st.lists(st.sampled_from(list(TOLD)), min_size=2, max_size=4),
    st.permutations(CODES),
    st.sampled_from([", ", "; ", ". ", "\n"]),
)
def test_each_task_gets_what_is_told_of_it(known: Any, said: list[str], codes: list[str], joint: str) -> None:
    parts = list(zip(codes, said, strict=False))
    message = understand(
        joint.join(f"{code} {words}" for code, words in parts), chat="private", today=TODAY, known=known
    )
    expected = {code: TOLD[words] for code, words in parts if TOLD[words]}
    if message.intent == "update":
        assert _written(message.slots) == expected
    else:  # where anything is asked it may be answered first, and nothing is written
        assert not expected or not TOLD[said[-1]] or any("xong chưa" in s or "chưa vậy" in s for s in said), (
            message
        )


def _written(slots: dict[str, Any]) -> dict[str, str]:
    if "updates" in slots:
        return {one["task"]: one["status"] for one in slots["updates"]}
    return dict.fromkeys(slots.get("tasks") or [slots["task"]], slots["status"])
