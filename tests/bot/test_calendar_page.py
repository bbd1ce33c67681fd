"""Calendars over HTTP, on a real port of this machine, read back with icalendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest
from icalendar import Calendar

from dieuphoi.bot.channels.web.news import News
from dieuphoi.handlers import calendars
from dieuphoi.plan.history import Kind
from dieuphoi.storage import calendar_links, log, people
from dieuphoi.storage.database import Transaction
from tests.bot.web.desk import QuietDesk
from tests.bot.web.serving import Serving


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


@pytest.fixture
def address(served: Serving) -> str:
    """Where a focal point's calendar of the plan is read."""

    def make(tx: Transaction) -> str:
        person = people.person_at(tx, "web", "khdt")
        assert person is not None
        link = calendar_links.make(tx, person, plan_id=1, agency_id=None)
        return calendar_links.token(tx, link)

    return f"{served.url}{calendars.PATH}{write(served, make)}.ics"


def test_a_phone_reads_the_calendar(address: str) -> None:
    answer = httpx.get(address)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert event.decoded("dtstart") == date(2022, 3, 31)
    assert httpx.head(address).headers["etag"] == answer.headers["etag"]


@pytest.mark.parametrize("form", ["{tag}", "W/{tag}", '"other", {tag}', "*"])
def test_what_has_not_changed_is_not_sent_again(address: str, form: str) -> None:
    tag = httpx.get(address).headers["etag"]
    answer = httpx.get(address, headers={"If-None-Match": form.format(tag=tag)})
    assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", tag)


@pytest.mark.parametrize("form", ["", '"other"', "nonsense", '"'])
def test_who_has_another_version_gets_all_of_it(address: str, form: str) -> None:
    assert httpx.get(address, headers={"If-None-Match": form}).status_code == 200


def test_an_extension_is_read_under_the_same_uid_and_another_tag(served: Serving, address: str) -> None:
    before = httpx.get(address)

    def extend(tx: Transaction) -> None:
        log.append(tx, 1, Kind.EXTEND, channel="web", person_id=None, due=date(2022, 5, 31))

    write(served, extend)
    after = httpx.get(address, headers={"If-None-Match": before.headers["etag"]})
    assert after.status_code == 200
    assert after.headers["etag"] != before.headers["etag"]
    (old,), (new,) = (Calendar.from_ical(one.content).walk("VEVENT") for one in (before, after))
    assert (new["uid"], new.decoded("dtstart")) == (old["uid"], date(2022, 5, 31))
    assert new["sequence"] > old["sequence"]


def test_a_revoked_link_is_gone_and_an_altered_one_refused(served: Serving, address: str) -> None:
    altered = address.replace(".ics", "A.ics")
    assert httpx.get(altered).status_code == 403
    assert "BEGIN:VCALENDAR" not in httpx.get(altered).text

    def revoke(tx: Transaction) -> None:
        link = calendar_links.get(tx, 1)
        assert link is not None
        calendar_links.revoke(tx, link)

    write(served, revoke)
    answer = httpx.get(address)
    assert answer.status_code == 410
    assert "/lich" in answer.text
    assert answer.headers["cache-control"] == "no-store"


def test_nothing_is_changed_by_reading_and_nothing_else_is_answered(served: Serving, address: str) -> None:
    assert httpx.get(f"{served.url}{calendars.PATH}").status_code in (403, 404)
    assert httpx.request("DELETE", address).status_code == 405
    assert "BEGIN:VCALENDAR" in httpx.get(address).text
