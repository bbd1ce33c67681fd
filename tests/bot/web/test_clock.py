"""Turning the clock and starting over."""

from typing import Any

import pytest
from starlette.testclient import TestClient


def turn(page: TestClient, **how: Any) -> dict[str, Any]:
    answer = page.post("/api/clock", json=how)
    assert answer.status_code == 200, answer.text
    return page.get("/api/state").json()


def test_the_clock_starts_on_the_first_working_day_and_tells_what_comes_next(page: TestClient) -> None:
    state = page.get("/api/state").json()
    assert (state["now"], state["next"]) == ("2022-01-04T07:00:00+07:00", "2022-01-07T07:00:00+07:00")
    assert state["quarter"] == {"label": "Quý I/2022", "last": "2022-03-31"}


def test_the_next_occasion_brings_its_post_and_no_other(page: TestClient) -> None:
    state = turn(page, step="next")
    assert (state["now"][:10], len(state["messages"])) == ("2022-01-07", 1)


@pytest.mark.parametrize(
    ("how", "day", "posts"),
    [
        ({"step": "day"}, "2022-01-05", 0),
        ({"step": "week"}, "2022-01-11", 1),
        ({"to": "2022-01-14"}, "2022-01-14", 2),
        ({"to": "2022-03-31"}, "2022-03-31", 3),
        ({"to": "2022-01-07T06:59"}, "2022-01-07", 0),
    ],
)
def test_turning_fires_what_falls_due_on_the_way(
    page: TestClient, how: dict[str, str], day: str, posts: int
) -> None:
    state = turn(page, **how)
    assert (state["now"][:10], len(state["messages"])) == (day, posts)


@pytest.mark.parametrize(
    "how",
    [
        {},
        {"to": "mai"},
        {"to": "2022-13-01"},
        {"to": 5},
        {"step": ["day"]},
        {"step": "year"},
        {"to": "2022-01-03"},
        {"to": "2022-01-04"},
        {"to": "2024-01-01"},
        {"to": "9999-12-31T23:59:00-12:00"},
    ],
)
def test_time_is_neither_turned_back_nor_to_nonsense(page: TestClient, how: dict[str, Any]) -> None:
    answer = page.post("/api/clock", json=how)
    assert answer.status_code == 400 and answer.json()["error"]
    assert page.get("/api/state").json()["now"].startswith("2022-01-04")


def test_where_nothing_is_to_come_the_page_says_so(page: TestClient) -> None:
    turn(page, to="2022-12-31")
    answer = page.post("/api/clock", json={"step": "next"})
    assert (answer.status_code, answer.json()["error"]) == (409, "Không còn mốc nào sắp tới.")


def test_starting_over_leaves_nothing_of_what_was_tried(page: TestClient) -> None:
    fresh = page.get("/api/state").json()
    page.post("/api/say", json={"person": "khdt", "chat": "group", "text": "xin chào"})
    turn(page, step="week")
    assert page.post("/api/reset", json={}).status_code == 200
    assert page.get("/api/state").json() == fresh
