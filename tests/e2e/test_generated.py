"""Updates that no phone sends make nothing stumble."""

from __future__ import annotations

from bench import generated


def test_made_up_updates_are_kept_handled_and_answered_in_plain_form() -> None:
    figures, good = generated.measure(400, 3)
    assert good, figures
    assert figures["messages written"] > 80
