"""What focal points say most, in private and in the group, and what must never be taken for a report."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("PL1-2 đã trình UBND tỉnh", {"task": "PL1-2", "status": "submitted"}),
        ("pl1-2 70% dang lay y kien", {"task": "PL1-2", "status": "consulting", "percent": 70}),
        ("PL1-3 vướng: chưa có Nghị định", {"task": "PL1-3", "status": "blocked"}),
        ("pl1-3 vuowngs nghij ddinhj", {"task": "PL1-3", "status": "blocked"}),
        ("xong", {"status": "done"}),
        ("phụ lục 1 số 2 chưa làm gì", {"task": "PL1-2", "status": "not_started"}),
        ("nv 2 pl 1 lm dc bảy mươi phần trăm r", {"task": "PL1-2", "status": "in_progress", "percent": 70}),
        ("PL1-4 chưa trình được vì chờ Sở Tài chính góp ý", {"task": "PL1-4", "status": "consulting"}),
        ("nhầm, PL1-3 mới xong, không phải PL1-2", {"task": "PL1-3", "status": "done"}),
        ("PL1-4, 5 và 6 đã trình", {"tasks": ["PL1-4", "PL1-5", "PL1-6"], "status": "submitted"}),
        ("PL1-2 đang làm theo QĐ 90/QĐ-TTg", {"task": "PL1-2", "status": "in_progress"}),
    ],
)
def test_a_report_gives_task_and_state(read: Any, text: str, slots: dict[str, Any]) -> None:
    """A report in any spelling gives the task, the state and the percentage, and nothing else."""
    understood = read(text)
    assert (understood.intent, understood.slots) == ("update", slots)


def test_a_reply_to_a_reminder_needs_no_task(read: Any) -> None:
    """ "Đã xong" with the document is a report whose task the reminder tells; the document's day is past."""
    understood = read("đã xong, QĐ 433/QĐ-UBND ngày 28/3", today=date(2022, 3, 30))
    assert understood.slots == {
        "status": "done",
        "document_number": "433/QĐ-UBND",
        "document_date": "2022-03-28",
    }


def test_several_tasks_keep_their_states_apart(read: Any) -> None:
    """Each task of a list has the state that follows it."""
    understood = read("PL1-4, PL1-5 xong; PL1-3 vướng NĐ")
    assert understood.slots["updates"] == [
        {"task": "PL1-4", "status": "done"},
        {"task": "PL1-5", "status": "done"},
        {"task": "PL1-3", "status": "blocked"},
    ]


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("PL1-3 vướng: chưa có Nghị định", "chưa có Nghị định"),
        ("PL1-3 kẹt do chưa có nghị định của CP ạ", "chưa có nghị định của CP"),
        ("pl1-3 gần xong r, còn khâu rà soát lại nhé", "còn khâu rà soát lại"),
        ("PL1-2 đã trình UBND tỉnh", None),
        ("PL1-2 đang soạn thảo, được 40%", None),
        ("PL1-3 vướng, mới được 30%", None),
        ("PL1-2 đang soạn, khoảng 40% rồi, vướng khâu vốn", "khâu vốn"),
        ("PL1-4 trình rồi, đã trình UBND tỉnh", None),
        ("PL1-5 trình rồi, đang chờ chủ tịch ký", "đang chờ chủ tịch ký"),
        ("PL1-5 ban hành rồi, số 433 ngày 12/2", None),
    ],
)
def test_the_reason_is_kept_in_the_senders_words(read: Any, text: str, note: str | None) -> None:
    """What follows a state, mostly why a task is stuck, becomes the note."""
    assert read(text).note == note


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("PL1-5 ban hành rồi, số 433 ngày 12/2", "433"),
        ("PL1-5 đã ký QĐ 433 hôm qua", "433"),
        ("PL1-5 xong, số 433 qd-ubnd", "433/QĐ-UBND"),
        ("PL1-5 đã ban hành, 15-NQ/TU ngày 3/1", "15-NQ/TU"),
        ("PL1-2 đang làm theo quyết định 1705", None),
        ("PL1-2 đã trình theo nghị quyết 24", None),
        ("phụ lục 1 số 4 đã ban hành", None),
        ("PL1-4 đã xong ở số 2 huyện", None),
    ],
)
def test_documents_without_their_symbol(read: Any, text: str, number: str | None) -> None:
    """A number told without its symbol, or without the slash, is taken; what is cited or counted is not."""
    assert read(text).slots.get("document_number") == number


@pytest.mark.parametrize("text", ["quý này có việc gì đến hạn?", "quy nay co viec gi den han", "/quynay"])
def test_what_is_due_this_quarter(read: Any, text: str) -> None:
    """The question of every week, however it is typed."""
    understood = read(text)
    assert (understood.intent, understood.slots) == ("due", {"quarter": "2022-Q1"})


def test_undo_is_one_word(read: Any) -> None:
    """ "Hoàn tác" takes back the last report."""
    assert read("hoàn tác").intent == "undo"


@pytest.mark.parametrize(
    ("text", "chat"),
    [
        ("nếu PL1-2 xong thì tốt quá", "private"),
        ("giá mà PL1-3 trình sớm", "private"),
        ("sếp dặn PL1-2 phải trình sớm", "private"),
        ("nghe nói Ninh Thuận ban hành quy chế BCĐ rồi", "group"),
        ("chị Lan ơi PL1-2 trình chưa", "group"),
        ("mai em trình PL1-2 nhé anh Tùng", "group"),
        ("đề nghị các sở báo cáo PL1-2 trước 20/2", "group"),
        ("Thủ tướng vừa ký Quyết định 90/QĐ-TTg phê duyệt chương trình", "group"),
        ("họp xong rồi", "private"),
        ("Sở Y tế đã gửi văn bản góp ý PL1-3", "group"),
        ("theo kế hoạch thì PL1-2 phải trình quý IV", "private"),
    ],
)
def test_no_report_is_made_of_it(read: Any, text: str, chat: str) -> None:
    """Conditions, wishes, news, orders, talk between people and obligations report nothing."""
    assert read(text, chat).intent not in {"update", "extend", "undo", "register"}


def test_a_promise_counts_in_private_only(read: Any) -> None:
    """ "Mai trình" says privately that work goes on; in the group it is said to somebody."""
    assert read("mai em trình PL1-2").slots == {"task": "PL1-2", "status": "in_progress"}
    assert read("mai em trình PL1-2 nhé chị Hoa", "group").intent == "none"


def test_an_unclear_message_is_not_sure(read: Any) -> None:
    """Below 0.6 the bot asks back: an announced report without a state, and words that fit nothing."""
    assert read("cập nhật PL1-2").confidence < 0.6
    assert read("PL1-2 khoảng 3/4").confidence < 0.6
    assert read("PL1-2 đã ban hành").confidence > 0.9


def test_why_says_which_rule_decided(read: Any) -> None:
    """People can be told how a message was read."""
    why = read("PL1-2 đã trình").why
    assert "rule: report" in why
    assert "task: PL1-2" in why


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("việc của skhđt", "Sở Kế hoạch và Đầu tư"),
        ("việc của sở LĐ-TB&XH", "Sở Lao động - Thương binh và Xã hội"),
        ("viec cua so nong nghiep", "Sở Nông nghiệp và Phát triển nông thôn"),
        ("ubnd tp phan thiết được giao việc gì", "UBND thành phố Phan Thiết"),
        ("đức linh có việc gì", "UBND huyện Đức Linh"),
        ("việc của Bộ LĐTBXH", None),
        ("việc này là gì", None),
    ],
)
def test_agencies_by_any_name(read: Any, text: str, agency: str | None) -> None:
    """Departments by initials and short names, districts with or without their level; ministries never."""
    assert read(text).slots.get("agency") == agency


def test_the_consulted_agency_does_not_report(read: Any) -> None:
    """Only the agency that reports is a slot, not those that are waited for or submitted to."""
    assert "agency" not in read("PL1-3 đang chờ Sở Tài chính góp ý").slots
    assert read("Sở Tài chính: PL2-1 chờ Sở Tư pháp thẩm định", "group").slots["agency"] == "Sở Tài chính"
