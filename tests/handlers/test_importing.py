"""Importing a plan in the chat: sent or pasted, looked through, mended, agreed to; by the coordinator alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from dieuphoi.bot.office_setup import make_coordinator
from dieuphoi.plan.results import State
from dieuphoi.storage import plans, tasks, upkeep, versions
from dieuphoi.storage.database import Transaction
from tests.handlers.office import entries, joined, part, scene, standing
from tests.stage import KHDT, Heard, Stage

SHIPPED = Path("tests/plan/documents/4506-kh-ubnd.txt")
TABLE = """ỦY BAN NHÂN DÂN TỈNH BÌNH THUẬN
Số: {number}
Bình Thuận, ngày 20 tháng 01 năm 2022
KẾ HOẠCH
{title}
PHỤ LỤC 1
| TT | Nội dung | Cơ quan chủ trì | Cơ quan phối hợp | Thời hạn | Cấp trình |
|---|---|---|---|---|---|
"""
ROWS = (
    "| 1 | Đề án cấp nước sạch nông thôn | Sở Tài chính | Sở Xây dựng | Quý II/2022 | UBND tỉnh |\n"
    "| 2 | Quy chế quản lý công trình cấp nước | Sở Kế hoạch và Đầu tư | | Quý III/2022 | UBND tỉnh |\n"
    "| 3 | Báo cáo hiện trạng trạm bơm ven biển | Sở Thủy lợi | | sớm nhất có thể | UBND tỉnh |\n"
)


def document(rows: str = ROWS, number: str = "77/KH-UBND", title: str = "Cấp nước sạch nông thôn") -> str:
    return TABLE.format(number=number, title=title) + rows


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def sent(stage: Stage, folder: Path, content: str, who: str = "minh", **more: str) -> Heard:
    file = folder / "ke-hoach.txt"
    file.write_text(content, encoding="utf-8")
    return stage.line(**({"as": who, "chat": "private", "file": str(file)} | more))


def numbers(stage: Stage) -> list[str]:
    found: list[str] = stage.look(lambda tx: [plan.number for plan in plans.every(tx)])
    return found


def test_a_sent_plan_is_shown_and_stored_only_when_agreed_to(office: Stage, folder: Path) -> None:
    heard = sent(office, folder, document())
    first, preview = heard.to("minh")
    assert first.text.startswith("Đang đọc")
    for words in ("77/KH-UBND ngày 20/01/2022", "Nhiệm vụ: 3", "Có thời hạn: 2, không có: 1", "Sở Thủy lợi"):
        assert words in preview.text
    assert "Chỗ cần xem lại (1)" in preview.labels
    assert max(len(m.text) for m in heard.to("minh")) < 900
    assert numbers(office) == ["4506/KH-UBND"]
    assert "Đã nhập kế hoạch 77/KH-UBND: 3 nhiệm vụ" in office.press("minh", "Đồng ý").text("minh")
    assert numbers(office) == ["4506/KH-UBND", "77/KH-UBND"]
    assert "đã được nhập" in office.press("minh", "Đồng ý").text("minh")
    assert len(numbers(office)) == 2


def test_the_same_file_again_changes_nothing_and_says_so(office: Stage, folder: Path) -> None:
    sent(office, folder, document())
    office.press("minh", "Đồng ý")
    again = sent(office, folder, document())
    assert "Chính tệp này đã nhập" in again.text("minh")
    assert again.labels("minh") == ["Bỏ"]
    alike = sent(office, folder, document() + "\n\n")
    assert "Giống hệt kế hoạch 77/KH-UBND" in alike.text("minh")


def test_text_is_pasted_in_pieces_until_it_is_complete(office: Stage) -> None:
    text = document() + "".join(
        f"| {n} | Việc số {n} về cấp nước cho các xã vùng cao của tỉnh | Sở Tài chính | | Quý IV/2022 | |\n"
        for n in range(4, 90)
    )
    assert "Gửi tệp kế hoạch" in office.say("minh", "/nhapkehoach").text("minh")
    for at in range(0, len(text), 4096):
        assert "Đã nhận đoạn" in office.say("minh", text[at : at + 4096]).text("minh")
    heard = office.say("minh", "xong")
    assert "Nhiệm vụ: 89" in heard.text("minh")
    office.press("minh", "Đồng ý")
    assert "77/KH-UBND" in numbers(office)


def test_what_is_no_plan_is_said_and_nothing_is_kept(office: Stage, folder: Path) -> None:
    assert "Nhập kế hoạch" not in sent(office, folder, "Xin chào.\n").text("minh")
    assert not any("Đồng ý" in label for label in sent(office, folder, "Xin chào.\n").labels("minh"))
    office.say("minh", "/nhapkehoach")
    assert "Chưa có nội dung" in office.press("minh", "Xong").text("minh")
    assert numbers(office) == ["4506/KH-UBND"]


def test_others_are_told_who_imports_plans(office: Stage, folder: Path) -> None:
    assert "Chỉ điều phối" in office.say("lan", "/nhapkehoach").text("lan")
    assert "minh" in sent(office, folder, document(), who="an", text="kế hoạch mới").text("an")
    assert "Chỉ điều phối" in sent(office, folder, document(), who="lan", text="gửi kế hoạch").text("lan")
    assert "nhắn riêng" in office.say_in_group("minh", "/nhapkehoach").text("group")
    assert numbers(office) == ["4506/KH-UBND"]


def test_evidence_for_a_task_stays_evidence(office: Stage, folder: Path) -> None:
    joined(office, "minh", KHDT)  # the coordinator answers for an agency as well
    sent(office, folder, document(), text="PL1-4 đã trình")
    assert standing(office, "PL1-4") == "submitted"
    assert "Tệp này là gì?" in sent(office, folder, document()).text("minh")
    which = office.press("minh", "Tài liệu của nhiệm vụ")
    assert "nhiệm vụ nào" in which.text("minh")
    assert "Tệp này là gì?" not in sent(office, folder, document()).text("minh")  # while a task is asked for
    for _question in range(2):
        office.press("minh", which.labels("minh")[-1])
    sent(office, folder, document())
    assert "Nhiệm vụ: 3" in office.press("minh", "Kế hoạch cần nhập").text("minh")
    assert "Tệp này là gì?" not in sent(office, folder, document(), who="lan").text("lan")


def test_rows_are_mended_as_the_document_s_own_are_read(office: Stage, folder: Path) -> None:
    sent(office, folder, document())
    office.press("minh", "Chỗ cần xem lại (1)")
    office.press("minh", "PL1-3")
    office.press("minh", "Thời hạn")
    assert "Quý IV/2022 (31/12/2022)" in office.say("minh", "Quý IV/2022").text("minh")
    office.press("minh", "Chủ trì")
    office.say("minh", "Sở Nông nghiệp và Phát triển nông thôn")
    office.press("minh", "Tên")
    office.say("minh", "Báo cáo hiện trạng các trạm bơm")
    preview = office.press("minh", "« Bản xem trước")
    assert "Có thời hạn: 3" in preview.text("minh")
    assert "Chưa có trong danh bạ" not in preview.text("minh")
    office.press("minh", "Sửa một hàng")
    office.press("minh", "Thêm một hàng")
    assert "Lắp đồng hồ nước" in office.say("minh", "Lắp đồng hồ nước").text("minh")
    office.press("minh", "Chủ trì")
    office.say("minh", "Sở Tài chính")
    office.press("minh", "« Bản xem trước")
    office.press("minh", "Sửa một hàng")
    office.say("minh", "pl1-2")
    assert "Nhiệm vụ: 3" in office.press("minh", "Xóa hàng").text("minh")
    office.press("minh", "Đồng ý")

    def codes(tx: Transaction) -> list[str]:
        plan = plans.by_number(tx, "77")
        assert plan
        return [f"{t.code} {t.leads[0]}" for t in plans.document_of(tx, plan.id).tasks]

    assert office.look(codes) == [
        "PL1-1 Sở Tài chính",
        "PL1-3 Sở Nông nghiệp và Phát triển nông thôn",
        "PL1-4 Sở Tài chính",
    ]


def test_a_number_that_the_document_lacks_is_asked_for(office: Stage, folder: Path) -> None:
    text = document().replace("Số: 77/KH-UBND\n", "")
    preview = sent(office, folder, text)
    assert "chưa có số" in preview.text("minh")
    assert "Đồng ý" not in preview.labels("minh")
    office.press("minh", "Số, ngày")
    assert "77/KH-UBND ngày 24/11/2021" in office.say("minh", "số 77/kh-ubnd ngày 24/11/2021").text("minh")
    office.press("minh", "Đồng ý")
    assert "77/KH-UBND" in numbers(office)


def test_a_button_of_an_older_preview_changes_nothing_and_says_what_has_changed(
    office: Stage, folder: Path
) -> None:
    preview = sent(office, folder, document()).to("minh")[-1]
    office.press("minh", "Sửa một hàng")
    office.say("minh", "PL1-1")
    office.press("minh", "Thời hạn")
    office.say("minh", "Quý I/2023")
    heard = office.press("minh", "Đồng ý", reply_to=preview.id).text("minh")
    assert "bản xem trước cũ" in heard
    assert "PL1-1, thời hạn: Quý I/2023" in heard
    assert numbers(office) == ["4506/KH-UBND"]


def test_a_draft_waits_for_days_but_not_for_ever(office: Stage, folder: Path) -> None:
    preview = sent(office, folder, document()).to("minh")[-1]
    office.at("2022-02-21T09:00")
    assert "Hàng 1–3 trên 3" in office.press("minh", "Xem nhiệm vụ", reply_to=preview.id).text("minh")
    office.at("2022-02-28T09:30")
    assert "để quá lâu" in office.press("minh", "Đồng ý", reply_to=preview.id).text("minh")
    assert numbers(office) == ["4506/KH-UBND"]


def amended(rows: str = ROWS) -> str:
    """The same table with a row put in before all others, and a later deadline for the second."""
    first = "| 1 | Phương án di dời dân cư vùng sạt lở | Sở Y tế | | Quý II/2022 | UBND tỉnh |\n"
    return first + rows.replace("Quý III/2022", "Quý IV/2022").replace("| 2 |", "| 3 |").replace(
        "| 1 |", "| 2 |"
    )


def test_an_amended_plan_keeps_what_stays_and_tells_each_focal_point_once(
    office: Stage, folder: Path
) -> None:
    sent(office, folder, document())
    office.press("minh", "Đồng ý")
    office.say("lan", "77 PL1-2 đã trình UBND tỉnh")
    without_third = amended(ROWS.partition("| 3 | Báo cáo")[0])
    preview = sent(office, folder, document(without_third))
    for words in ("Thêm mới: 1", "Bỏ ra: 1", "Đổi thời hạn: 1", "Đổi mã: 2"):
        assert words in preview.text("minh"), preview.text("minh")
    shown = office.press("minh", "Xem thay đổi").text("minh")
    assert "mã PL1-2 đổi thành PL1-3; thời hạn từ 30/9/2022 đổi thành 31/12/2022" in shown
    office.press("minh", "« Bản xem trước")
    heard = office.press("minh", "Đồng ý")
    assert len(heard.to("lan")) == 1
    assert "từ 30/9/2022 đổi thành 31/12/2022" in heard.text("lan")
    assert "mã PL1-1 đổi thành PL1-2" in heard.text("tai")
    assert "Sở" not in heard.text("hoa")

    def look(tx: Transaction) -> tuple[str, int, list[str]]:
        plan = plans.by_number(tx, "77")
        assert plan
        moved = tasks.by_code(tx, "PL1-3", [plan.id])[0]
        return moved.state, len(versions.of_plan(tx, plan.id)), upkeep.differences(tx)

    assert office.look(look) == (State.SUBMITTED, 2, [])
    history = office.say("lan", "/lichsu PL1-3 KH 77").text("lan")
    assert "kế hoạch sửa đổi: thời hạn 31/12/2022" in history
    assert "không còn trong kế hoạch 77/KH-UBND" in history  # what bore the code before
    assert "sửa đổi" in office.say("minh", "/kehoach 77").text("minh")


def test_a_document_that_amends_by_its_title_leaves_what_it_does_not_name(
    office: Stage, folder: Path
) -> None:
    sent(office, folder, document())
    office.press("minh", "Đồng ý")
    one = "| 1 | Quy chế quản lý công trình cấp nước | Sở Kế hoạch và Đầu tư | | Quý I/2023 | UBND tỉnh |\n"
    title = "Sửa đổi, bổ sung Kế hoạch số 77/KH-UBND ngày 20/01/2022"
    preview = sent(office, folder, document(one, "90/KH-UBND", title)).text("minh")
    assert "Sửa kế hoạch 77/KH-UBND" in preview
    assert "giữ nguyên" in preview
    assert "Bỏ ra: 2" in office.press("minh", "Bỏ nhiệm vụ không có trong văn bản").text("minh")
    office.press("minh", "Giữ nhiệm vụ không có trong văn bản")
    office.press("minh", "Đồng ý")
    assert numbers(office) == ["4506/KH-UBND", "77/KH-UBND"]
    assert "31/3/2023" in office.say("lan", "/viec 77 PL1-2").text("lan")


def test_the_coordinator_says_what_it_amends_and_whether_a_task_is_the_same(
    office: Stage, folder: Path
) -> None:
    office.say("lan", "PL1-4 đã trình UBND tỉnh")
    title = "Thành lập Ban Chỉ đạo chung của tỉnh về các chương trình mục tiêu"
    rows = f"| 1 | {title} | Sở Kế hoạch và Đầu tư | | Quý II/2022 | UBND tỉnh |\n"
    sent(office, folder, document(rows, "91/KH-UBND", "Điều chỉnh"))
    office.press("minh", "Đây là bản sửa của kế hoạch đã có")
    preview = office.press("minh", "4506/KH-UBND")
    assert "Sửa kế hoạch 4506/KH-UBND" in preview.text("minh")
    if "Chưa rõ (1)" in preview.labels("minh"):
        assert "Đồng ý" not in preview.labels("minh")
        office.press("minh", "Chưa rõ (1)")
        office.press("minh", "Cùng một việc")
    office.press("minh", "Đồng ý")
    assert part(office, "PL1-4").state is State.SUBMITTED
    assert entries(office, "PL1-4") >= 1
    assert office.look(upkeep.differences) == []


def test_a_preview_drawn_before_another_amendment_is_drawn_anew(office: Stage, folder: Path) -> None:
    sent(office, folder, document())
    office.press("minh", "Đồng ý")
    old = sent(office, folder, document(amended())).to("minh")[-1]
    sent(office, folder, document(ROWS.replace("Quý II/2022", "Quý I/2023")))
    office.press("minh", "Đồng ý")
    heard = office.press("minh", "Đồng ý", reply_to=old.id).text("minh")
    assert "Kế hoạch đã thay đổi" in heard
    assert "31/3/2023" in office.say("tai", "/viec 77 PL1-1").text("tai")


def test_another_s_draft_is_nobody_else_s(office: Stage, folder: Path) -> None:
    sent(office, folder, document())
    with office.transaction() as tx:
        make_coordinator(tx, "console", "nga")
    with scene(office) as begun:
        assert "không có bản xem trước" in begun.press("nga", "d:yes:1:0")
        assert "không có bản xem trước" in begun.press("lan", "d:yes:1:0")
    assert numbers(office) == ["4506/KH-UBND"]


def test_the_shipped_document_says_nothing_new(office: Stage) -> None:
    heard = office.line(**{"as": "minh", "chat": "private", "file": str(SHIPPED)})
    assert "Giống hệt kế hoạch 4506/KH-UBND" in heard.text("minh")
