"""Copying a database and putting it back: by the command line, as an operator does it."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from dieuphoi.bot.cli import app
from dieuphoi.bot.lock import only_one
from dieuphoi.bot.settings import SettingsError
from tests.conftest import START
from tests.stage import Stage

RUN = CliRunner()


def _entries(url: str) -> int:
    stage = Stage(url, START)
    number = len(stage.say("lan", "/lichsu PL1-4").text("lan").splitlines()) - 1
    stage.close()
    return number


def _reported(url: str) -> None:
    stage = Stage(url, START, coordinator="minh")
    stage.register("lan", "Sở KHĐT")
    stage.say("lan", "PL1-4 40%")
    stage.close()


def test_a_backup_put_back_undoes_what_came_after_and_keeps_that_beside_it(
    sqlite_url: str, tmp_path: Path
) -> None:
    _reported(sqlite_url)
    copy = tmp_path / "copy.db"
    assert RUN.invoke(app, ["db", "backup", str(copy), "--db", sqlite_url]).exit_code == 0
    stage = Stage(sqlite_url, START)
    stage.say("lan", "PL1-4 60%")
    stage.close()
    assert _entries(sqlite_url) == 2
    assert RUN.invoke(app, ["db", "restore", str(copy), "--db", sqlite_url]).exit_code == 0
    assert _entries(sqlite_url) == 1
    assert _entries(sqlite_url + ".before-restore") == 2


def test_a_backup_is_whole_while_a_conversation_has_the_database_open(
    sqlite_url: str, tmp_path: Path
) -> None:
    stage = Stage(sqlite_url, START, coordinator="minh")
    stage.register("lan", "Sở KHĐT")
    stage.say("lan", "PL1-4 40%")
    copy = tmp_path / "copy.db"
    assert RUN.invoke(app, ["db", "backup", str(copy), "--db", sqlite_url]).exit_code == 0
    stage.close()
    assert _entries(f"sqlite:///{copy}") == 1


def test_what_is_no_database_is_refused_and_the_old_one_stays(sqlite_url: str, tmp_path: Path) -> None:
    _reported(sqlite_url)
    rubbish = tmp_path / "rubbish.db"
    rubbish.write_bytes(b"no database " * 500)
    refused = RUN.invoke(app, ["db", "restore", str(rubbish), "--db", sqlite_url])
    assert refused.exit_code == 1
    assert "không phải cơ sở dữ liệu" in refused.output
    assert _entries(sqlite_url) == 1


def test_nothing_is_put_back_under_a_running_bot(sqlite_url: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    RUN.invoke(app, ["db", "backup", str(copy), "--db", sqlite_url])
    with only_one(Path(sqlite_url.removeprefix("sqlite:///"))):
        refused = RUN.invoke(app, ["db", "restore", str(copy), "--db", sqlite_url])
    assert isinstance(refused.exception, SettingsError)


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_for_postgresql_the_right_tools_are_named(command: str, tmp_path: Path) -> None:
    refused = RUN.invoke(app, ["db", command, str(tmp_path / "x"), "--db", "postgresql://x@localhost/y"])
    assert refused.exit_code == 1
    assert "pg_dump" in refused.output
