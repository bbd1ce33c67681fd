"""An office's own words by the command line: understood, counted by `doctor`, and refused with what is wrong."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from dieuphoi.bot.cli import app
from dieuphoi.bot.settings import SettingsError
from dieuphoi.handlers.understanding import words

RUN = CliRunner()
EXAMPLE = Path(__file__).parents[2] / "examples" / "tu-vung"
Write = Callable[..., Path]


@pytest.fixture(autouse=True)
def _shipped_words_again() -> Iterator[None]:
    yield
    words.add({})


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Puts files into a directory that the setting names."""
    monkeypatch.setenv("DIEUPHOI_WORDS", str(tmp_path))

    def written(**files: str) -> Path:
        for name, content in files.items():
            (tmp_path / f"{name}.yaml").write_text(content, encoding="utf-8")
        return tmp_path

    return written


def _understood(*messages: str, chat: str = "private") -> list[dict[str, Any]]:
    lines = "\n".join(json.dumps({"text": text, "chat": chat}) for text in messages)
    result = RUN.invoke(app, ["understand", "--jsonl", "--now", "2022-02-15T09:00"], input=lines)
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def _slots(text: str, chat: str = "private") -> Any:
    return _understood(text, chat=chat)[0]["slots"]


def _refused() -> str:
    result = RUN.invoke(app, ["understand", "--jsonl"], input='{"text":"PL1-4 xong"}\n')
    assert isinstance(result.exception, SettingsError), result.output
    assert not result.stdout
    return str(result.exception)


SAID = [
    ("PL1-4 chốt sổ rồi nha", {"task": "PL1-4", "status": "done"}),
    ("PL1-4 chot so roi", {"task": "PL1-4", "status": "done"}),
    ("pl1-3 đóng hồ sơ", {"task": "PL1-3", "status": "done"}),
    ("PL1-3 mắc cạn", {"task": "PL1-3", "status": "blocked"}),
    ("qcbcd đã trìng", {"task": "PL1-5", "status": "submitted"}),
    ("QCBCĐ đang soạn", {"task": "PL1-5", "status": "in_progress"}),
    ("luật chơi chung xong rồi", {"task": "PL1-5", "status": "done"}),
    ("sổ vàng miền biển đã trình", {"task": "PL1-7", "status": "submitted"}),
    ("Ngân khố tỉnh báo cáo: PL2-1 đã ban hàng", {"task": "PL2-1", "status": "done", "agency": "Sở Tài chính"}),
]  # fmt: skip


def test_the_examples_words_are_understood_once_they_are_added(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = [slots for _text, slots in SAID]
    before = [found["slots"] for found in _understood(*(text for text, _slots in SAID))]
    assert all(found != slots for found, slots in zip(before, wanted, strict=True)), before
    monkeypatch.setenv("DIEUPHOI_WORDS", str(EXAMPLE))
    assert [found["slots"] for found in _understood(*(text for text, _slots in SAID))] == wanted


def test_shipped_words_stay_and_own_ones_go_with_the_setting(write: Write) -> None:
    write(states="done: [chốt sổ]")
    before, ours = _understood("PL1-4 đã ban hành", "PL1-4 chốt sổ")
    assert before["slots"]["status"] == ours["slots"]["status"] == "done"
    write(states="submitted: [chốt sổ]")
    assert _slots("PL1-4 chốt sổ")["status"] == "submitted"
    write(states="")
    assert "status" not in _slots("PL1-4 chốt sổ")


def test_an_own_short_form_comes_before_the_shipped_one(write: Write) -> None:
    assert _slots("PL1-4 xong r")["status"] == "done"
    write(shorthand="words:\n  XG: vướng\n")
    assert _slots("PL1-4 xg")["status"] == "blocked"


def test_every_list_may_be_added_to_and_an_empty_one_adds_nothing(write: Write) -> None:
    from dieuphoi.handlers.understanding.own_words import known_files

    write(**{name: "".join(f"{entry}:\n" for entry in words.shipped(name)) for name in known_files()})
    assert _slots("PL1-4 đã trình") == {"task": "PL1-4", "status": "submitted"}


WRONG = [
    ("states", "xong: [chốt]", ["states.yaml", "“xong”", "done", "submitted"]),
    ("states", "- chốt sổ", ["states.yaml", "done"]),
    ("states", "done: chốt sổ", ["states.yaml", "done", "- "]),
    ("states", "done: [12]", ["done", "“12”", "nháy"]),
    ("states", "done: ['chốt (sổ']", ["done", "“chốt (sổ”"]),
    ("states", "done: ['[chốt']", ["done", "“[chốt”"]),
    ("states", "done: ['*chốt']", ["done", "“*chốt”"]),
    ("states", "done: ['<việc> chốt']", ["done", "“<việc> chốt”", "<task>", "<agency>"]),
    ("states", "done: ['(chốt)? ?']", ["done", "mọi tin nhắn"]),
    ("states", "done: ['(?=,)']", ["done", "mọi tin nhắn"]),
    ("states", "done: ['(chốt) \\1']", ["done", "<task>"]),
    ("states", "done: ['(?P<a>chốt)']", ["done", "<task>"]),
    ("states", "done: ['(?i)chốt']", ["done", "(?i)chốt"]),
    ("states", "done:\n  - [chốt", ["states.yaml", "dòng", "YAML"]),
    ("shorthand", "words: [r]", ["shorthand.yaml", "words", "dc: được"]),
    ("shorthand", "words: {chốt sổ: xong}", ["words", "“chốt sổ”", "typos"]),
    ("shorthand", "words: {no: nó}", ["words", "“False”", "nháy"]),
    ("shorthand", "typos: {xogn: }", ["typos", "nháy"]),
    ("agencies", "names: [kho bạc]", ["agencies.yaml", "names", "KBNN"]),
    ("agencies", "names: {Sở Tài chính: kho bạc}", ["names", "Sở Tài chính"]),
    ("agencies", "names: {Sở Tài chính: [tc]}", ["names", "“tc”"]),
    ("agencies", "names: {Sở Tài chính: [bộ tiền]}", ["names", "“bộ tiền”"]),
    ("agencies", "abbreviations: [[Ban Quản lý]]", ["abbreviations", "UBND"]),
    ("titles", "keywords: {PL1-5: [luật chơi]}", ["titles.yaml", "keywords", "4506/KH-UBND"]),
    (
        "titles",
        "keywords: {4506/KH-UBND: {PL1-5: [luật]}}",
        ["keywords", "PL1-5", "“luật”", "shorthand.yaml"],
    ),
    ("commands", "commands: {'quý tới': việc quý sau}", ["commands", "“quý tới”"]),
    ("commands", "commands: {quytoi: [a, b, c]}", ["commands", "“quytoi”"]),
    ("tinhtrang", "done: [xong]", ["tinhtrang.yaml", "states.yaml", "shorthand.yaml"]),
]


@pytest.mark.parametrize(("name", "content", "said"), WRONG)
def test_what_is_wrong_is_named_with_file_list_and_what_is_allowed(
    write: Write, name: str, content: str, said: list[str]
) -> None:
    write(**{name: content})
    told = _refused()
    assert all(words in told for words in ["DIEUPHOI_WORDS", *said]), told


def test_all_that_is_wrong_is_named_at_once(write: Write) -> None:
    write(states="xong: [a]\ndone: ['(']", shorthand="words: [r]")
    assert len(_refused().splitlines()) == 3


def test_a_missing_directory_and_another_encoding_are_named(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write()
    (folder / "states.yaml").write_bytes("done: [chốt]".encode("utf-16"))
    assert "UTF-8" in _refused()
    (folder / "states.yaml").unlink()
    (folder / "states.yml").touch()
    assert "states.yml" in _refused()
    monkeypatch.setenv("DIEUPHOI_WORDS", str(folder / "nowhere"))
    assert "nowhere" in _refused()


@pytest.mark.parametrize("command", ["run", "chat"])
def test_nothing_is_served_with_wrong_words(write: Write, command: str, sqlite_url: str) -> None:
    write(states="done: ['(']")
    result = RUN.invoke(app, [command, "--db", sqlite_url])
    assert isinstance(result.exception, SettingsError)
    assert "states.yaml" in str(result.exception)


def _findings(url: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(RUN.invoke(app, ["doctor", "--json", "--db", url]).stdout)
    return [finding for finding in found if "DIEUPHOI_WORDS" in finding["what"] or "riêng" in finding["what"]]


def test_the_doctor_counts_what_was_added(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not _findings(sqlite_url)
    monkeypatch.setenv("DIEUPHOI_WORDS", str(EXAMPLE))
    (found,) = _findings(sqlite_url)
    assert found["ok"]
    assert "states.done 2" in found["what"] and "titles.keywords 1" in found["what"]


def test_the_doctor_names_what_is_replaced_unknown_or_wrong(write: Write, sqlite_url: str) -> None:
    write(shorthand="words: {nv: nhân viên}", agencies="names: {Sở Kho báu: [kho báu]}",
          titles="keywords: {4506/KH-UBND: {PL9-1: [luật chơi]}}")  # fmt: skip
    _counts, replaced, stranger, no_task = _findings(sqlite_url)
    assert replaced["ok"] and "nhân viên" in replaced["what"] and "nhiệm vụ" in replaced["what"]
    assert not stranger["ok"] and "Sở Kho báu" in stranger["what"]
    assert not no_task["ok"] and "PL9-1" in no_task["what"]
    write(states="done: ['(']")
    (wrong,) = _findings(sqlite_url)
    assert not wrong["ok"] and "states.yaml" in wrong["what"]
