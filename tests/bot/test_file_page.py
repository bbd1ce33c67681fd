"""Links to files over HTTP, on a real port of this machine: who they open for, until when, and what goes along."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import httpx
import pytest

from dieuphoi.bot.channels.web.news import News
from dieuphoi.handlers import task_files
from dieuphoi.plan.history import Kind
from dieuphoi.plan.results import State
from dieuphoi.storage import file_links, files, log, people
from dieuphoi.storage.database import Transaction
from tests.bot.web.desk import QuietDesk
from tests.bot.web.serving import Serving

PDF = b"%PDF-1.4\n%%EOF"
NAME = "Quyết định 12; “bản ký”.pdf"


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Serving]:
    """The trial's page with its people."""
    news = News()
    serving = Serving(QuietDesk(news, url=f"sqlite:///{tmp_path / 'office.db'}"), news)
    yield serving
    serving.stop()


def write(served: Serving, work: Any) -> Any:
    """Change something in the bot's database."""

    async def begun() -> Any:
        service = served.desk.service
        with service.database.begin(service.clock.now()) as tx:
            return work(tx)

    return served.do(begun())


def person_of(tx: Transaction, who: str) -> int:
    """Somebody's number."""
    found = people.person_at(tx, "web", who)
    assert found is not None
    return found


@pytest.fixture
def token(served: Serving) -> str:
    """A file came with a report; the coordinator's link to it."""

    def report(tx: Transaction) -> str:
        file_id = files.keep(tx, "web", NAME, mime="application/pdf", content=PDF)
        person = person_of(tx, "khdt")
        log.append(tx, 1, Kind.STATE, channel="web", person_id=person, state=State.SUBMITTED, file_id=file_id)
        return file_links.make(tx, file_id, person_of(tx, "dieuphoi"))[0]

    made: str = write(served, report)
    return made


def opened(served: Serving, token: str, method: str = "GET") -> httpx.Response:
    """What a link answers."""
    return httpx.request(method, f"{served.url}{task_files.PATH}{token}")


PRIVATE = {
    "cache-control": "no-store, private",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
}


def test_a_link_gives_the_file_under_its_name_and_nobody_keeps_or_guesses(
    served: Serving, token: str
) -> None:
    answer = opened(served, token)
    assert (answer.status_code, answer.content) == (200, PDF)
    assert answer.headers["content-type"] == "application/pdf"
    kind, _, name = answer.headers["content-disposition"].partition("; filename*=UTF-8''")
    assert (kind, unquote(name)) == ("attachment", NAME)
    assert PRIVATE.items() <= dict(answer.headers).items()
    assert "sandbox" in answer.headers["content-security-policy"]


def test_asking_for_the_head_alone_gives_the_same_without_the_file(served: Serving, token: str) -> None:
    whole, head = opened(served, token), opened(served, token, "HEAD")
    assert (head.status_code, head.content) == (200, b"")
    left_out = {"date"}
    assert {k: v for k, v in head.headers.items() if k not in left_out} == {
        k: v for k, v in whole.headers.items() if k not in left_out
    }
    assert opened(served, token[:-1], "HEAD").status_code == 403


def test_an_expired_link_says_so_and_what_to_do(served: Serving, token: str) -> None:
    clock = served.desk.service.clock
    clock.turn_to(clock.now() + file_links.VALID - timedelta(seconds=1))
    assert opened(served, token).status_code == 200
    clock.turn_to(clock.now() + timedelta(seconds=2))
    answer = opened(served, token)
    assert answer.status_code == 410
    assert "đã hết hạn" in answer.text and "/lichsu" in answer.text
    assert PRIVATE.items() <= dict(answer.headers).items()


def test_an_altered_link_opens_nothing_for_nobody(served: Serving, token: str) -> None:
    file_id, person, until, signature = token.split("-", 3)
    mine = write(served, lambda tx: person_of(tx, "khdt"))
    longer = str(int(until) + 3600)
    for altered in (
        f"{file_id}-{mine}-{until}-{signature}",
        f"{int(file_id) + 1}-{person}-{until}-{signature}",
        f"{file_id}-{person}-{longer}-{signature}",
        f"{file_id}-{person}-{until}-{signature[:-1]}",
        f"{file_id}-{person}-{until}-{signature.swapcase()}",
        "x",
        "%00",
    ):
        answer = opened(served, altered)
        assert answer.status_code == 403, altered
        assert PDF not in answer.content
        assert "/lichsu" in answer.text
        assert PRIVATE.items() <= dict(answer.headers).items()
    assert opened(served, token).status_code == 200
    assert opened(served, token, "DELETE").status_code == 405


def test_a_link_of_who_has_no_seat_and_to_a_report_taken_back_opens_nothing(
    served: Serving, token: str
) -> None:
    def for_a_stranger(tx: Transaction) -> str:
        account = people.identify(tx, "web", "khach-la", "khach-la").address_id
        return file_links.make(tx, 1, people.add(tx, account, "Khách"))[0]

    assert opened(served, write(served, for_a_stranger)).status_code == 403
    write(served, lambda tx: log.append(tx, 1, Kind.UNDO, channel="web", person_id=None, undoes=1))
    assert opened(served, token).status_code == 403


class Heard(logging.Handler):
    """All that reaches the process's own log, as it does outside tests."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if not record.name.startswith(("httpx", "httpcore")):  # who opens the link, not the bot
            self.said.append(record.getMessage())


def test_no_log_holds_a_link_or_what_it_opens(
    served: Serving, token: str, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    heard, root = Heard(), logging.getLogger()
    monkeypatch.setattr(root, "handlers", [*root.handlers, heard])
    before = root.level
    root.setLevel(logging.DEBUG)
    logging.getLogger("anything").warning("here")
    for one in (token, token[:-1], "x" * 40):
        opened(served, one)
    clock = served.desk.service.clock
    clock.turn_to(clock.now() + file_links.VALID)
    opened(served, token)
    root.setLevel(before)
    out, err = capfd.readouterr()
    said = "\n".join([*heard.said, out, err])
    assert "here" in said
    for secret in (token, token[:-1], token.rsplit("-", 1)[-1], "x" * 40, "Quyết định 12"):
        assert secret not in said
