"""The coordinator goes through the paragraphs of a report; the paper has them as decided, whatever the log says."""

from __future__ import annotations

from docx import Document

from dieuphoi.handlers.messages import Event
from dieuphoi.plan.periods import parse_code
from dieuphoi.storage import paragraphs, plans
from tests.handlers.office import data_of, happen, larger_plan
from tests.stage import Stage

MINE = "Trong quý, Sở Kế hoạch và Đầu tư đã tham mưu thành lập Ban Chỉ đạo và đang soạn quy chế hoạt động."


def _paper(office: Stage, words: str = "/baocao quý 1/2022") -> str:
    """What the Word report says now."""
    file = office.say("minh", words).to("minh")[-1].file
    assert file is not None
    return "\n".join(p.text for p in Document(file).paragraphs)


def test_a_paragraph_is_kept_rewritten_and_left_out_and_the_paper_has_it_so(office: Stage) -> None:
    office.say("lan", "PL1-5 40%, đang lấy ý kiến")
    first = office.say("minh", "/baocao soạn quý 1/2022")
    assert "Đoạn 1/2: Sở Kế hoạch và Đầu tư" in first.text("minh")
    office.press("minh", "Viết lại")
    second = office.say("minh", MINE)
    assert "đã đưa đoạn của anh/chị vào báo cáo" in second.text("minh")
    assert "Đoạn 2/2: Sở Lao động" in second.text("minh")
    end = office.press("minh", "Bỏ khỏi báo cáo")
    assert "1 đoạn viết lại, 1 đoạn bỏ, 0 đoạn chưa xem" in end.text("minh")
    paper = _paper(office)
    assert MINE in paper
    assert "đang lấy ý kiến" not in paper
    assert "Chủ trì 1 nhiệm vụ" not in paper
    office.say("minh", "/baocao soạn quý 1/2022")
    office.press("minh", "Lấy bản bot soạn")
    assert "đang lấy ý kiến" in _paper(office)


def test_what_the_log_says_since_a_paragraph_was_written_is_told_with_the_paper(office: Stage) -> None:
    office.say("minh", "/baocao soạn quý 1/2022")
    office.press("minh", "Viết lại")
    office.say("minh", MINE)
    assert "số liệu đã đổi" not in office.say("minh", "/baocao quý 1/2022").text("minh")
    office.at("2022-02-17T09:00")  # another day alone changes nothing
    assert "số liệu đã đổi" not in office.say("minh", "/baocao quý 1/2022").text("minh")
    office.say("lan", "PL1-5 70%")
    told = office.say("minh", "/baocao quý 1/2022").text("minh")
    assert "số liệu đã đổi từ khi viết: Sở Kế hoạch và Đầu tư" in told
    seen = office.say("minh", "/baocao soạn quý 1/2022").text("minh")
    assert MINE in seen
    assert "70%" in seen
    office.press("minh", "Giữ bản đã viết")
    assert "số liệu đã đổi" not in office.say("minh", "/baocao quý 1/2022").text("minh")


def test_a_short_question_while_a_paragraph_is_waited_for_is_answered_and_is_no_paragraph(
    office: Stage,
) -> None:
    office.say("minh", "/baocao soạn quý 1/2022")
    office.press("minh", "Viết lại")
    answer = office.say("minh", "PL1-4 thế nào rồi")
    assert "Trạng thái" in answer.text("minh")
    assert "Câu hỏi còn chờ" in answer.text("minh")
    assert "đã đưa đoạn" in office.say("minh", MINE).text("minh")


def test_a_paragraph_that_is_too_long_changes_nothing(office: Stage) -> None:
    office.say("minh", "/baocao soạn quý 1/2022")
    office.press("minh", "Viết lại")
    refused = office.say("minh", "Sở đã làm xong việc. " * 120)
    assert "quá 2000 ký tự" in refused.text("minh")
    assert "đã đưa đoạn" in office.say("minh", MINE).text("minh")


def test_of_two_coordinators_the_second_sees_what_the_first_has_written(office: Stage) -> None:
    office.say("minh", "/baocao soạn quý 1/2022")
    stale = data_of(office, "minh", "Bỏ khỏi báo cáo")
    office.press("minh", "Viết lại")
    plan, period = office.look(plans.every)[0], parse_code("2022-Q1")
    with office.transaction() as tx:
        paragraphs.decide(
            tx, plan.id, period, "Sở Kế hoạch và Đầu tư", paragraphs.Decision.WRITTEN, "x", None, "Bản kia."
        )
    seen = office.say("minh", MINE)
    assert "vừa thay đổi nên chưa thực hiện gì" in seen.text("minh")
    assert "Bản kia." in seen.text("minh")
    assert "vừa thay đổi" in happen(office, "minh", Event.PRESSED, pressed=stale)[0].text
    decided = office.look(lambda tx: paragraphs.of_report(tx, plan.id, period))
    assert decided["Sở Kế hoạch và Đầu tư"].text == "Bản kia."


def test_only_the_coordinator_writes_and_of_several_plans_one_is_chosen(office: Stage) -> None:
    plan = office.look(plans.every)[0]
    for who in ("lan", "an"):
        assert "Chỉ điều phối soạn" in office.say(who, "/baocao soạn").text(who)
        pressed = happen(office, who, Event.PRESSED, pressed=f"pzd:{plan.id}:2022-Q1:0:o:00000000")
        assert "Chỉ điều phối soạn" in pressed[0].text
    assert "Chỉ điều phối soạn" in office.say_in_group("minh", "/baocao soạn").text("group")
    larger_plan(office)
    assert "Đang theo dõi 2 kế hoạch" in office.say("minh", "/baocao soạn").text("minh")
    assert "Đoạn 1/11: Sở Kế hoạch và Đầu tư" in office.press("minh", "77/KH-UBND").text("minh")


def test_a_report_of_no_agency_says_so(office: Stage) -> None:
    office.at("2022-11-15T09:00")
    assert "không có cơ quan nào có nhiệm vụ" in office.say("minh", "/baocao soạn tháng 11/2022").text("minh")
