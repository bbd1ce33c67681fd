"""What was said long ago is forgotten by the day; what was reported stays, and nothing is handled twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from dieuphoi.bot.clock import read_moment
from dieuphoi.bot.forgetting import forget_old
from dieuphoi.plan.calendar import ZONE
from dieuphoi.storage import files, inbox, retention, upkeep
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.inbox import Arrival
from dieuphoi.storage.tables import dialogue, file, outbox, registration
from dieuphoi.storage.tables import inbox as arrived
from tests.handlers.office import entries, standing
from tests.stage import Stage

LONG_AFTER = "2022-08-15T09:00"  # 181 days


def texts(stage: Stage) -> str:
    """What people wrote, what they were answered, and open questions; posts of today tell of the log."""
    answers = select(outbox.c.text).where(outbox.c.kind == "reply")
    said = (select(arrived.c.raw), answers, select(dialogue.c.data), select(dialogue.c.asked))

    def read(tx: Transaction) -> str:
        return "\n".join(str(value) for query in said for value in tx.connection.execute(query).scalars())

    return stage.look(read)


def number(stage: Stage, column: Any) -> int:
    return stage.look(lambda tx: len(tx.connection.execute(select(column)).all()))


def test_what_was_said_goes_and_what_was_reported_stays(each_office: Stage) -> None:
    office = each_office
    office.say("lan", "PL1-4 40%, đang chờ góp ý lần hai")
    office.say("lan", "PL1-5 vướng")
    kept = entries(office), standing(office, "PL1-4"), number(office, arrived.c.id)
    assert "góp ý lần hai" in texts(office)
    office.at(LONG_AFTER)
    assert "góp ý lần hai" not in texts(office)
    assert "PL1-5 vướng" not in texts(office)
    assert (entries(office), standing(office, "PL1-4"), number(office, arrived.c.id)) == kept
    assert "40%" in office.say("lan", "/lichsu PL1-4").text("lan")
    assert office.look(upkeep.differences) == []


def test_the_last_day_of_the_time_is_still_kept(office: Stage) -> None:
    office.say("lan", "PL1-4 40%, ý kiến đầu tiên")
    office.at("2022-08-13T09:00")
    assert "ý kiến đầu tiên" in texts(office)


def test_an_old_update_that_comes_again_is_not_handled_again(each_office: Stage) -> None:
    office = each_office
    raw = {"as": "lan", "chat": "private", "at": "2022-02-15T09:00:00+07:00", "text": "PL1-4 40%"}
    same = Arrival("once-1", "console:lan", raw)
    service = office.script.service
    service.accept("console", [same])
    assert service.handle_all() == 1
    office.at(LONG_AFTER)
    service.accept("console", [same])
    assert service.handle_all() == 0
    assert entries(office) == 1


def test_the_setting_says_how_long_and_the_person_reads_it(office: Stage) -> None:
    service = office.script.service
    service.office = replace(service.office, retention_days=30)
    assert "30 ngày" in office.say("lan", "/dulieu").text("lan")
    office.say("lan", "PL1-4 40%, ý kiến đầu tiên")
    office.at("2022-03-18T09:00")
    assert "ý kiến đầu tiên" not in texts(office)


def test_portion_after_portion_and_once_a_day(office: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    for percent in range(10, 20):
        office.say("lan", f"PL1-4 {percent}%, tình hình {percent}")
    monkeypatch.setattr(retention, "PORTION", 3)
    service = office.script.service
    office.script.clock.turn_to(datetime(2022, 8, 15, 9, tzinfo=ZONE))
    portions = 1
    while forget_old(service):
        portions += 1
    assert portions >= 4
    assert "tình hình" not in texts(office)
    assert not forget_old(service)


def test_what_waits_to_be_handled_or_sent_is_left_alone(office: Stage) -> None:
    service = office.script.service
    raw = {"as": "lan", "chat": "private", "at": "2022-02-15T09:00:00+07:00", "text": "PL1-4 còn chờ"}
    service.accept("console", [Arrival("late-1", "console:lan", raw)])
    office.script.clock.turn_to(datetime(2022, 8, 15, 9, tzinfo=ZONE))
    while forget_old(service):
        pass
    assert "còn chờ" in texts(office)


def test_what_was_set_aside_is_given_up_with_its_text(office: Stage) -> None:
    service = office.script.service
    service.accept("console", [Arrival("bad-1", "console:lan", {"as": "lan", "text": "hỏng"})])
    for _attempt in range(inbox.ATTEMPTS):
        service.handle_all()
    assert office.look(inbox.counts) == {"set_aside": 1}
    office.at(LONG_AFTER)
    assert office.look(inbox.counts) == {}


def test_refused_requests_and_copies_of_ones_data_go_too(each_office: Stage) -> None:
    office = each_office
    for text in ("/dangky Sở KHĐT", "đồng ý", "Vũ Thị Mai", "Chuyên viên", "không"):
        office.say("mai", text)
    office.press("minh", "Từ chối")
    office.say("lan", "/dulieu")
    copy = office.look(lambda tx: tx.connection.execute(select(file.c.content)).scalar_one())
    assert b"Lan" in copy
    office.at("2022-02-17T09:00")
    assert office.look(lambda tx: tx.connection.execute(select(file.c.content)).scalar_one()) is None
    assert number(office, registration.c.id) == 1
    office.at(LONG_AFTER)
    assert number(office, registration.c.id) == 0


def kept_files(stage: Stage) -> list[str]:
    """The names of the files that are kept."""
    found: list[str] = stage.look(
        lambda tx: list(tx.connection.execute(select(file.c.name).order_by(file.c.id)).scalars())
    )
    return found


def swept(stage: Stage, moment: str) -> None:
    """An office that keeps nothing longer than an hour forgets at a moment."""
    stage.script.clock.turn_to(read_moment(moment))
    with stage.transaction() as tx:
        retention.forget(tx, tx.now - timedelta(hours=1))


def test_a_file_that_a_question_is_about_waits_with_it_and_goes_with_it(
    each_office: Stage, tmp_path: Path
) -> None:
    office = each_office
    (tmp_path / "qd.pdf").write_bytes(b"%PDF-1.4\n%%EOF")
    assert "nhiệm vụ nào" in office.say("lan", "đã trình", file=str(tmp_path / "qd.pdf")).text("lan")
    with office.transaction() as tx:
        files.keep(tx, "console", "thua.pdf", content=b"%PDF-1.4\n1")
    office.say("lan", "/viec PL1-5")
    office.press("lan", "Vướng mắc")  # another question; the first waits under it
    swept(office, "2022-02-17T09:00")
    assert kept_files(office) == ["qd.pdf"]
    office.say("lan", "thôi")
    assert "Đã đính kèm tệp" in office.say("lan", "PL1-4").text("lan")
    swept(office, "2022-03-17T09:00")
    assert kept_files(office) == ["qd.pdf"]
    office.say("lan", "đã ban hành", file=str(tmp_path / "qd.pdf"))
    swept(office, "2022-04-17T09:00")
    assert kept_files(office) == ["qd.pdf"], "the question about the second one has run out"


def test_a_file_that_is_being_fetched_is_not_swept(each_office: Stage) -> None:
    office = each_office
    with office.transaction() as tx:
        for name in ("cho.pdf", "mat.pdf"):
            file_id = files.keep(tx, "telegram", name, vendor_id=name)
            files.attach(tx, file_id)
        files.end(tx, file_id, files.LOST)
    swept(office, "2022-02-17T09:00")
    assert kept_files(office) == ["cho.pdf"]
