"""Updates that come again, in batches or side by side, change nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bench import deliveries


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_repeated_updates_by_polling_and_webhook_end_as_if_each_came_once(
    engine: str, request: pytest.FixtureRequest
) -> None:
    new: Callable[[], str] | None = request.getfixturevalue("postgres") if engine == "postgresql" else None
    figures, good = deliveries.measure(60, 7, new)
    assert good, figures
    assert min(figures["brought by polling"], figures["brought by webhook"]) > 100
