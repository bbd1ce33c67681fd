"""`dieuphoi plan read`: one JSON document on stdout, from a file or from stdin, or one clear line on stderr."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner

from dieuphoi.bot.cli import app
from tests.files import making

ROWS = [("Họp", "Sở Y tế", "Sở Nội vụ", "Quý I/2022")]


def test_a_word_file_under_any_name_is_one_json_document(tmp_path: Path) -> None:
    file = tmp_path / "ke-hoach.txt"
    file.write_bytes(making.word(ROWS))
    done = CliRunner().invoke(app, ["plan", "read", str(file), "--json"])
    assert done.exit_code == 0
    found = json.loads(done.stdout)
    assert list(found) == ["number", "date", "issuer", "title", "tasks", "duties", "problems"]
    assert (found["tasks"][0]["leads"], found["tasks"][0]["due"]) == (["Sở Y tế"], "2022-03-31")
    assert done.stderr == ""


def test_a_dash_reads_what_is_piped_in() -> None:
    done = CliRunner().invoke(app, ["plan", "read", "-", "--json"], input=making.excel(ROWS))
    assert [task["title"] for task in json.loads(done.stdout)["tasks"]] == ["Họp"]


def test_a_file_that_cannot_be_read_is_one_line_on_stderr(tmp_path: Path) -> None:
    file = tmp_path / "anh.docx"
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 100)
    done = CliRunner().invoke(app, ["plan", "read", str(file), "--json"])
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith("Tệp anh.docx là ảnh.")
    assert done.stderr.count("\n") == 1


def test_a_device_without_an_end_is_too_large() -> None:
    done = CliRunner().invoke(app, ["plan", "read", "/dev/zero"])
    assert done.exit_code == 1
    assert "tối đa 20 MB" in done.stderr
