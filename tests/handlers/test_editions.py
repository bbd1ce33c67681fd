"""Every report that was made is kept with who had it made, and can be had again as it was."""

from __future__ import annotations

from pathlib import Path

from dieuphoi.handlers.messages import Event
from dieuphoi.storage import papers, plans, retention
from tests.handlers.office import happen
from tests.stage import Stage


def test_editions_are_listed_with_their_numbers_of_then_and_are_had_again(office: Stage) -> None:
    assert "Chưa lập báo cáo nào" in office.say("minh", "/baocao phiên bản").text("minh")
    first = office.say("minh", "/baocao quý 1/2022").to("minh")[-1].file
    office.say("lan", "PL1-4 đã ban hành số 12/QĐ-UBND ngày 10/2")
    office.at("2022-02-16T10:00")
    office.say("an", "/baocao quý 1/2022 pdf")
    shown = office.say("minh", "/baocao phiên bản")
    assert "2 phiên bản" in shown.text("minh")
    assert "1. Quý I/2022, pdf: 10:00 ngày 16/02/2022, Đỗ An; hoàn thành 1/3" in shown.text("minh")
    assert "2. Quý I/2022, docx: 09:00 ngày 15/02/2022" in shown.text("minh")
    assert "hoàn thành 0/3" in shown.text("minh")
    again = office.press("minh", "Nhận bản 2")
    assert "đúng như bản lập lúc 09:00 ngày 15/02/2022" in again.text("minh")
    assert first is not None
    assert again.to("minh")[0].file is not None
    assert Path(first).read_bytes() == Path(str(again.to("minh")[0].file)).read_bytes()


def test_an_edition_outlives_the_messages_that_carried_it(office: Stage) -> None:
    office.say("minh", "/baocao quý 1/2022")
    plan = office.look(plans.every)[0]
    office.at("2023-03-01T09:00")
    with office.transaction() as tx:
        while retention.forget(tx, tx.now):
            pass
    assert office.look(lambda tx: papers.kept(tx, plan.id, skip=0, size=5))[0] == 1
    office.say("minh", "/baocao phiên bản")
    assert office.press("minh", "Nhận bản 1").to("minh")[0].file is not None


def test_more_editions_than_a_page_are_turned_over(office: Stage) -> None:
    for _time in range(8):
        office.say("minh", "/baocao quý 1/2022 xlsx")
    shown = office.say("minh", "/baocao phiên bản")
    assert "Nhận bản 6" in shown.labels("minh")
    assert "Nhận bản 7" not in shown.labels("minh")
    further = office.press("minh", next(label for label in shown.labels("minh") if "(2)" in label))
    assert "Nhận bản 8" in further.labels("minh")
    assert further.to("minh")[0].edits is not None


def test_editions_are_for_those_who_see_all_totals(office: Stage) -> None:
    office.say("minh", "/baocao quý 1/2022")
    plan = office.look(plans.every)[0]
    _number, [paper] = office.look(lambda tx: papers.kept(tx, plan.id, skip=0, size=5))
    for data in (f"pv:{plan.id}:0", f"pva:{paper.id}"):
        answer = happen(office, "lan", Event.PRESSED, pressed=data)
        assert [m.file_id for m in answer] == [None]
        assert "phiên bản" not in answer[0].text
    assert office.say("lan", "/baocao phiên bản").to("lan")[0].file is None
