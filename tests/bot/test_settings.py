"""What an office sets: the hours of work, and what is said of a wrong value."""

from __future__ import annotations

from datetime import time

import pytest

from dieuphoi.bot import settings
from dieuphoi.plan.calendar import Hours


@pytest.mark.parametrize("written", ["08:00-16:30", " 08:00 - 16:30 "])
def test_the_hours_of_work_are_two_times(monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    monkeypatch.setenv("DIEUPHOI_WORK_HOURS", written)
    assert settings.load().work_hours == Hours(time(8), time(16, 30))


def test_without_a_setting_they_are_half_past_seven_to_five(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DIEUPHOI_WORK_HOURS", raising=False)
    assert settings.load().work_hours == Hours(time(7, 30), time(17))


@pytest.mark.parametrize("written", ["17:00-07:30", "8-17", "08:00", "morning", "08:00-08:00", "25:00-26:00"])
def test_wrong_hours_are_named_with_what_is_allowed(monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    monkeypatch.setenv("DIEUPHOI_WORK_HOURS", written)
    with pytest.raises(settings.SettingsError, match=r"DIEUPHOI_WORK_HOURS: .*07:30-17:00"):
        settings.load()
