"""Settings from the environment (DIEUPHOI_*) or a file .env; a wrong one is named with what is allowed."""

from __future__ import annotations

import os
from datetime import datetime, time
from pathlib import Path
from typing import Annotated, Literal

from dotenv import dotenv_values
from pydantic import SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from rapidfuzz import process

from dieuphoi.bot.clock import Clock, TurnableClock, read_moment
from dieuphoi.handlers.office import RETENTION_DAYS
from dieuphoi.plan.calendar import Hours
from dieuphoi.wording import _

PREFIX, IN_FILE, FOR_TESTS = "DIEUPHOI_", "_FILE", "DIEUPHOI_TEST_"
SECRETS = ("telegram_token", "zalo_token", "database_url")  # which a file may hold: DIEUPHOI_…_FILE names it
SHORTEST, LONGEST = 7, 3650  # days: an answer may come a week later; nothing is kept for good


class SettingsError(Exception):
    """A setting that can't be used, said in words for the operator."""


class Settings(BaseSettings):
    """What an office sets."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=".env", extra="ignore")

    database_url: str = "sqlite:///var/dieuphoi.db"
    telegram_token: SecretStr | None = None
    telegram_base_url: str = "https://api.telegram.org"
    telegram_proxy: str | None = None  # by which Telegram is reached: http://user:password@host:port
    zalo_token: SecretStr | None = None
    zalo_base_url: str = "https://bot-api.zaloplatforms.com"
    zalo_per_month: int = (
        3_000  # messages that the bot's plan has a month (Basic: 3,000); 0 for none that is known
    )
    web_port: int = 8080
    webhook_url: str | None = (
        None  # where Telegram reaches this bot, https://…; without it the bot asks for updates
    )
    webhook_port: int = 8443  # on this machine, for the proxy that holds the certificate
    pages_url: str | None = None  # where calendars are reached, https://…; with a webhook, its address
    work_hours: Annotated[Hours, NoDecode] = (
        Hours()
    )  # 07:30-17:00: when the bot may speak of its own accord, on working days
    language: Literal["vi", "en"] = "vi"  # of groups, and of people who have chosen none
    retention_days: int = RETENTION_DAYS  # after which what was said is forgotten; the tasks' log stays
    words: Path | None = None  # a directory with the office's own words, see docs/tu-vung.md
    letterhead: Path | None = None  # a file with the head of the office's reports, see docs/mau-bao-cao.md
    template: Path | None = None  # the office's own Word template of reports
    now: datetime | None = None  # stands the clock still, for trying out

    @field_validator("work_hours", mode="before")
    @classmethod
    def _hours(cls, value: object) -> Hours:
        if isinstance(value, Hours):
            return value
        try:
            opens, closes = (time.fromisoformat(part.strip()) for part in str(value).split("-"))
        except ValueError:
            raise ValueError("two times, e.g. 07:30-17:00") from None
        if not opens < closes:
            raise ValueError("the first time comes before the second, e.g. 07:30-17:00")
        return Hours(opens, closes)

    @field_validator("retention_days", mode="before")
    @classmethod
    def _days(cls, value: object) -> int:
        written = str(value).strip()
        if not (written.isascii() and written.isdecimal() and SHORTEST <= int(written) <= LONGEST):
            raise ValueError(f"a whole number of days from {SHORTEST} to {LONGEST}, e.g. 180")
        return int(written)

    @field_validator("now", mode="before")
    @classmethod
    def _local(cls, value: object) -> datetime | None:
        if value in (None, ""):
            return None
        return value if isinstance(value, datetime) else read_moment(str(value))

    @field_validator("words", "letterhead", "template", mode="before")
    @classmethod
    def _none(cls, value: object) -> object:
        return value or None

    @field_validator("webhook_url", "pages_url")
    @classmethod
    def _safe_address(cls, value: str | None) -> str | None:
        if value and not value.startswith("https://"):
            raise ValueError("an address with https://, e.g. https://bot.example.gov.vn")
        return value.rstrip("/") if value else None

    @field_validator("telegram_proxy")
    @classmethod
    def _proxy(cls, value: str | None) -> str | None:
        if value and not value.startswith(("http://", "https://")):
            raise ValueError("an HTTP proxy's address, e.g. http://10.0.0.1:3128")
        return value or None

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        if not value.startswith(("sqlite:", "postgresql:", "postgresql+psycopg:")):
            raise ValueError("sqlite:///path or postgresql://user@host/name")
        return value

    def clock(self) -> Clock:
        """The clock: real time, or a moment that was set."""
        return TurnableClock(self.now) if self.now else Clock()


def load() -> Settings:
    """The settings. Raises SettingsError naming each that is wrong or unknown, never its value."""
    given = {name.upper(): value for name, value in (dotenv_values(".env") | os.environ).items()}
    secrets = _from_files(given)
    _refuse_unknown(given)
    try:
        return Settings(**secrets)  # type: ignore[arg-type]
    except ValidationError as error:
        wrong = [
            f"DIEUPHOI_{str(e['loc'][0]).upper()}: {e['msg']}" for e in error.errors(include_input=False)
        ]
        raise SettingsError("; ".join(wrong)) from None


def _from_files(given: dict[str, str | None]) -> dict[str, str]:
    """Secrets that are kept in files, by the setting's name; the last line's end is no part of them."""
    found: dict[str, str] = {}
    for secret in SECRETS:
        name = f"{PREFIX}{secret.upper()}"
        path = given.get(name + IN_FILE)
        if not path:
            continue
        if given.get(name):
            raise SettingsError(
                _("{name}: set it, or {file}, not both").format(name=name, file=name + IN_FILE)
            )
        try:
            found[secret] = Path(path).read_text(encoding="utf-8").strip()
        except (OSError, ValueError) as error:
            text = _("{name}: the file that it names can't be read ({error})")
            raise SettingsError(text.format(name=name + IN_FILE, error=type(error).__name__)) from None
        if not found[secret]:
            raise SettingsError(_("{name}: the file that it names is empty").format(name=name + IN_FILE))
    return found


def _refuse_unknown(given: dict[str, str | None]) -> None:
    """A name that is mistyped would be without effect and without a word: the bot does not begin with it."""
    known = [f"{PREFIX}{name.upper()}" for name in Settings.model_fields]
    known += [f"{PREFIX}{name.upper()}{IN_FILE}" for name in SECRETS]
    for name in sorted(given):
        if name.startswith(PREFIX) and not name.startswith(FOR_TESTS) and name not in known:
            alike, _score, _place = process.extractOne(name, known)
            text = _("{name}: there is no such setting; the nearest is {alike}")
            raise SettingsError(text.format(name=name, alike=alike))
