"""What is kept about oneself: seen, mended, deleted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import LargeBinary, select

from dieuphoi.bot.office_setup import make_coordinator
from dieuphoi.handlers.messages import Attachment, Event
from dieuphoi.storage import evidence, people, upkeep
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.tables import metadata
from tests.handlers.office import entries, happen, part, standing
from tests.stage import KHDT, Heard, Stage

WHO, NAME, PHONE = "maivu7781", "Vũ Thị Tuyết Mai", "0900 000 177"


def dump(stage: Stage) -> dict[str, list[str]]:
    """Every value of every column that can hold words."""

    def read(tx: Transaction) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for table in metadata.sorted_tables:
            columns = [c for c in table.columns if not isinstance(c.type, LargeBinary)]
            for row in tx.connection.execute(select(*columns)).mappings():
                for key, value in row.items():
                    text = json.dumps(value, default=str, ensure_ascii=False)
                    found.setdefault(f"{table.name}.{key}", []).append(text)
        return found

    return stage.look(read)


def places(stage: Stage, *words: str) -> list[str]:
    return sorted(
        {place for place, values in dump(stage).items() for v in values if any(w in v for w in words)}
    )


def registered(stage: Stage) -> None:
    for text in ("/dangky Sở KHĐT", "đồng ý", NAME, "Phó Trưởng phòng", PHONE):
        stage.say(WHO, text)
    stage.press("minh", "Duyệt")


def delete(stage: Stage, who: str = WHO) -> Heard:
    stage.say(who, "/xoadulieu")
    stage.press(who, "Xóa dữ liệu của tôi")
    return stage.press(who, "Xóa hẳn")


def own_file(heard: Heard, who: str) -> Any:
    (path,) = [m.file for m in heard.to(who) if m.file]
    return json.loads(Path(path).read_text(encoding="utf-8"))


def test_what_is_kept_is_told_in_short_and_in_full(office: Stage) -> None:
    registered(office)
    office.say(WHO, "PL1-4 30%")
    told = office.say(WHO, "/dulieu")
    for word in (NAME, PHONE, "Phó Trưởng phòng", KHDT, "Sự đồng ý: ghi nhận lúc", "Báo cáo 1", "180 ngày"):
        assert word in told.text(WHO)
    everything = own_file(told, WHO)
    assert everything["identity"][0]["phone"] == PHONE
    assert [(r["code"], r["percent"]) for r in everything["reports"]] == [("PL1-4", 30)]
    assert any(m["message"].get("text") == NAME for m in everything["received"])
    assert "Trần Thị Lan" not in json.dumps(everything, ensure_ascii=False)


def test_a_stranger_may_ask_too(office: Stage) -> None:
    office.say(WHO, "alo")
    told = office.say(WHO, "/dulieu")
    assert WHO in told.text(WHO)
    assert "chưa ghi nhận" in told.text(WHO)
    assert [m.file for m in told.to(WHO) if m.file] == []  # the summary says all
    assert "Đã xóa" in delete(office).text(WHO)
    assert places(office, WHO) == []


@pytest.mark.parametrize("command", ["/dulieu", "/xoadulieu"])
def test_it_is_for_private_chats(office: Stage, command: str) -> None:
    told = office.say_in_group("lan", command)
    assert "nhắn riêng" in told.text("group")
    assert "Trần Thị Lan" not in told.text("group")


def test_a_name_a_position_and_a_number_are_mended(office: Stage) -> None:
    office.say("lan", "/dulieu")
    office.press("lan", "Sửa họ tên")
    assert "chỉ gồm chữ cái" in office.say("lan", "Lan <b>").text("lan")
    changed = office.say("lan", "Trần Thị Ngọc Lan")
    assert "Trần Thị Ngọc Lan" in changed.text("minh")
    office.press("lan", "Sửa số điện thoại")
    office.say("lan", "0900 000 003")
    told = office.say("lan", "/dulieu").text("lan")
    assert "Trần Thị Ngọc Lan" in told
    assert "0900 000 003" in told
    office.press("lan", "Sửa số điện thoại")
    office.say("lan", "không")
    assert "0900 000 003" not in office.say("lan", "/dulieu").text("lan")


def test_after_deletion_nothing_in_the_database_names_the_person(each_office: Stage) -> None:
    office = each_office
    registered(office)
    office.say(WHO, "PL1-4 40%, đồng chí Vũ Thị Tuyết Mai theo dõi")
    office.say(WHO, "PL1-4 xin gia hạn đến 30/6/2022 vì chờ ý kiến")
    office.say_in_group(WHO, "PL1-4 45%")
    office.say_in_group("lan", f"nhờ {NAME} cập nhật giúp, số {PHONE}")
    office.say("minh", "ai là đầu mối Sở Kế hoạch và Đầu tư?")
    office.say(WHO, "/dulieu")
    office.say(WHO, "/bangiao")
    assert places(office, NAME, PHONE, WHO) != []
    told = delete(office)
    assert "Đã xóa" in told.text(WHO)
    assert KHDT in told.text("minh")
    assert "nhiệm vụ chưa xong" in told.text("minh")
    assert NAME not in told.text("minh")
    assert places(office, NAME, PHONE, WHO) == []


def test_parts_albums_and_open_questions_name_nobody_either(each_office: Stage) -> None:
    office = each_office
    registered(office)
    for name in "ab":
        photo = Attachment("photo", f"{name}.jpg", vendor_id=name)
        happen(office, WHO, text="PL1-4 đã trình" if name == "a" else "", attachment=photo, album="g1")
    happen(office, WHO, text="PL1-7 40%", message_id="77")
    office.say(WHO, f"PL1-4 đề nghị Sở Tài chính góp ý trước 30/3/2022, gửi {NAME}")
    office.say("tai", f"góp ý PL1-4: đã trao đổi với {NAME}, số {PHONE}")
    office.say("tai", f"{NAME} hỏi việc này có vướng không?")
    office.say("minh", "/tamdung")
    office.press("minh", KHDT)
    number = part(office, "PL1-4").id
    assert office.look(lambda tx: evidence.file_count(tx, number)) == 2
    delete(office)
    assert places(office, NAME, PHONE, WHO) == []
    assert office.look(lambda tx: evidence.file_count(tx, number)) == 2
    assert office.look(upkeep.differences) == []


def test_the_agencys_log_stays_by_nobody(office: Stage) -> None:
    registered(office)
    office.say(WHO, "PL1-4 đã trình UBND tỉnh")
    before, state = entries(office, "PL1-4"), standing(office, "PL1-4")
    delete(office)
    assert (entries(office, "PL1-4"), standing(office, "PL1-4")) == (before, state)
    log = office.say("lan", "/lichsu PL1-4").text("lan")
    assert "đã xóa danh tính" in log
    assert KHDT in log
    assert office.look(upkeep.differences) == []


def test_a_waiting_request_goes_too(office: Stage) -> None:
    for text in ("/dangky Sở KHĐT", "đồng ý", NAME, "Phó Trưởng phòng", PHONE):
        office.say(WHO, text)
    delete(office)
    assert places(office, NAME, PHONE, WHO) == []
    assert "Không có yêu cầu này" in office.press("minh", "Duyệt").text("minh")
    assert "Không có gì chờ" in office.say("minh", "/choduyet").text("minh")


def test_others_messages_keep_everything_else(office: Stage) -> None:
    registered(office)
    office.say("lan", "/dulieu")
    delete(office)
    assert "Trần Thị Lan" in office.say("lan", "/dulieu").text("lan")
    assert office.say("lan", "PL1-4 60%").text("lan").startswith("Đã ghi nhận")


def test_the_same_account_is_a_stranger_that_may_register_anew(office: Stage) -> None:
    registered(office)
    delete(office)
    assert "có đồng ý không" in office.say(WHO, "PL1-4 50%").text(WHO)
    registered(office)
    assert "PL1-4" in office.say(WHO, "/viec").text(WHO)


def test_reminders_end_and_the_coordinator_hears_instead(office: Stage) -> None:
    registered(office)
    office.say("lan", "/roi")
    office.press("lan", KHDT)
    told = delete(office)
    assert "hiện chưa có đầu mối" in told.text("minh")
    mornings = office.at("2022-04-04T08:00")
    assert mornings.to(WHO) == []
    assert "PL1-4" in mornings.text("minh")


def test_the_only_coordinator_hands_over_first(office: Stage) -> None:
    assert "điều phối duy nhất" in office.say("minh", "/xoadulieu").text("minh")
    with office.transaction() as tx:
        make_coordinator(tx, "console", "thu")
    office.say("minh", "/xoadulieu")
    office.press("minh", "Xóa dữ liệu của tôi")
    office.say("thu", "/xoadulieu")
    office.press("thu", "Xóa dữ liệu của tôi")
    office.press("thu", "Xóa hẳn")
    refused = office.press("minh", "Xóa hẳn")
    assert "điều phối duy nhất" in refused.text("minh")
    assert len(office.look(lambda tx: people.with_role(tx, "coordinator"))) == 1


def test_it_takes_two_confirmations_in_time(office: Stage) -> None:
    office.say("lan", "/xoadulieu")
    (late,) = happen(office, "lan", Event.PRESSED, pressed="ey:00000000")
    assert "chưa xóa gì" in late.text
    office.press("lan", "Xóa dữ liệu của tôi")
    office.at("2022-02-15T09:11")
    assert "chưa xóa gì" in office.press("lan", "Xóa hẳn").text("lan")
    assert "Trần Thị Lan" in office.say("lan", "/dulieu").text("lan")
    office.say("lan", "/xoadulieu")
    assert "không có gì thay đổi" in office.press("lan", "Thôi").text("lan")
