"""What an office sets: the hours of work, and what is said of a wrong value."""

from __future__ import annotations

from datetime import time
from pathlib import Path

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


@pytest.mark.parametrize(("written", "days"), [("7", 7), (" 365 ", 365), ("3650", 3650)])
def test_how_long_messages_are_kept_is_a_number_of_days(
    monkeypatch: pytest.MonkeyPatch, written: str, days: int
) -> None:
    monkeypatch.setenv("DIEUPHOI_RETENTION_DAYS", written)
    assert settings.load().retention_days == days


def test_without_a_setting_they_are_kept_for_two_quarters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DIEUPHOI_RETENTION_DAYS", raising=False)
    assert settings.load().retention_days == 180


@pytest.mark.parametrize("written", ["", "0", "6", "3651", "-30", "90.5", "90 ngày", "²²", "nhiều"])
def test_a_wrong_number_of_days_is_named_with_what_is_allowed(
    monkeypatch: pytest.MonkeyPatch, written: str
) -> None:
    monkeypatch.setenv("DIEUPHOI_RETENTION_DAYS", written)
    with pytest.raises(settings.SettingsError, match=r"DIEUPHOI_RETENTION_DAYS: .* 7 to 3650") as refused:
        settings.load()
    assert "nhiều" not in str(refused.value)


@pytest.mark.parametrize("secret", ["DIEUPHOI_TELEGRAM_TOKEN", "DIEUPHOI_ZALO_TOKEN"])
def test_a_secret_may_stand_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, secret: str) -> None:
    kept = tmp_path / "secret"
    kept.write_text("700700:test-only\n", encoding="utf-8")
    monkeypatch.setenv(f"{secret}_FILE", str(kept))
    found = settings.load()
    token = found.telegram_token if "TELEGRAM" in secret else found.zalo_token
    assert token is not None
    assert token.get_secret_value() == "700700:test-only"
    monkeypatch.setenv(secret, "700700:another")
    with pytest.raises(settings.SettingsError, match=secret) as refused:
        settings.load()
    assert "700700" not in str(refused.value)


@pytest.mark.parametrize("content", [None, b"", b" \n", b"\xff\xfe\x00"])
def test_a_file_without_a_secret_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: bytes | None
) -> None:
    kept = tmp_path / "secret"
    if content is not None:
        kept.write_bytes(content)
    monkeypatch.setenv("DIEUPHOI_DATABASE_URL_FILE", str(kept))
    with pytest.raises(settings.SettingsError, match="DIEUPHOI_DATABASE_URL_FILE"):
        settings.load()


def test_a_mistyped_name_is_told_with_the_one_that_is_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIEUPHOI_TELEGRAM_TOKN", "700700:test-only")
    with pytest.raises(
        settings.SettingsError, match=r"DIEUPHOI_TELEGRAM_TOKN: .*DIEUPHOI_TELEGRAM_TOKEN"
    ) as refused:
        settings.load()
    assert "700700" not in str(refused.value)


def test_so_is_one_in_the_env_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("DIEUPHOI_WORKHOURS=08:00-16:00\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(settings.SettingsError, match=r"DIEUPHOI_WORKHOURS: .*DIEUPHOI_WORK_HOURS"):
        settings.load()
