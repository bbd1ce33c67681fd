"""What is summed up, in words after /tongketqua; and the answer itself, line by line."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dieuphoi.handlers import totals_views
from dieuphoi.handlers.scopes import Scope, of_button
from dieuphoi.plan.periods import half, quarter
from dieuphoi.plan.results import Counter, Part, Results, State, share
from dieuphoi.storage import agencies
from tests.conftest import START
from tests.handlers.office import larger_plan
from tests.stage import KHDT, LDTBXH, Stage

Q1 = quarter(2022, 1)


def head(office: Stage, said: str) -> str:
    return office.say("minh", said).to("minh")[-1].text.partition("\n")[0]


@pytest.mark.parametrize(
    ("said", "label"),
    [
        ("/tongketqua", ""),
        ("/tongketqua quý 1", "Quý I/2022"),
        ("/tongketqua 1", "Quý I/2022"),
        ("/tongketqua Sở KHĐT quý 1/2022", f"Quý I/2022 · {KHDT}"),
        ("/tongketqua quý 1 phụ lục 1 của so khdt", f"Quý I/2022 · Phụ lục 1 · {KHDT}"),
        ("/tongketqua pl1 năm 2022", "Năm 2022 · Phụ lục 1"),
        ("/tongketqua 6 tháng đầu năm 2022", "6 tháng đầu năm 2022"),
        ("/tongketqua từ 1/2 đến 30/4/2022", "Từ 01/02/2022 đến 30/04/2022"),
        ("/tongketqua tháng 3", "Tháng 3/2022"),
        ("/tongketqua phu luc 2", "Phụ lục 2"),
    ],
)
def test_a_scope_is_read_in_any_order(office: Stage, said: str, label: str) -> None:
    told = head(office, said)
    assert told == "Kết quả thực hiện Kế hoạch 4506/KH-UBND" + (f" · {label}" if label else "")


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("/tongketqua phụ lục 7", "Các phụ lục có nhiệm vụ: 1, 2"),
        ("/tongketqua sở bánh kẹo", "Sau /tongketqua có thể ghi kỳ"),
        ("/tongketqua đến ngày 16/2/2022", "chưa tới"),
        ("/tongketqua quý 7", "Chưa rõ “quý 7”"),
        ("/tongketqua Sở Y tế", "không chủ trì nhiệm vụ nào"),
        ("/tongketqua đến ngày 1/1/2022", "bot chưa có nhiệm vụ nào"),
    ],
)
def test_what_there_is_not_is_answered_with_what_there_is(office: Stage, said: str, answer: str) -> None:
    assert answer in office.say("minh", said).text("minh")


def test_a_day_gone_by_is_counted_as_it_stood(office: Stage) -> None:
    office.at("2022-02-17T10:00")
    office.say("lan", "PL1-4 đã ban hành số 12/QĐ-UBND ngày 16/2/2022")
    office.at("2022-02-18T10:00")
    then = office.say("minh", "/tongketqua quý 1 đến ngày 16/2/2022").to("minh")[-1].text
    assert "Hoàn thành đúng hạn: 0" in then and "Số liệu đến 23:59 ngày 16/02/2022" in then
    now = office.say("minh", "/tongketqua quý 1").to("minh")[-1].text
    assert "Hoàn thành đúng hạn: 1" in now


def test_what_has_moved_since_the_quarter_before_is_told(office: Stage) -> None:
    office.say("lan", "PL1-4 đã ban hành số 12/QĐ-UBND ngày 14/2/2022")
    office.at("2022-04-04T10:00")
    office.say("lan", "PL1-5 đã ban hành số 13/QĐ-UBND ngày 1/4/2022")
    told = office.say("minh", "/tongketqua").to("minh")[-1].text
    assert "So với cuối ngày 31/3/2022: hoàn thành từ 1 lên 2, quá hạn từ 0 thành 1" in told


def test_what_was_posted_and_put_right_since_is_named_and_news_is_not(office: Stage) -> None:
    office.say("lan", "PL1-4 đã ban hành số 12/QĐ-UBND ngày 14/2/2022")
    office.say("minh", "/tongketqua")
    office.press("minh", "Đăng vào nhóm")
    office.say("hoa", "PL1-7 đã trình")
    assert "Đã điều chỉnh" not in office.say("minh", "/tongketqua").text("minh")
    office.say("lan", "hoàn tác PL1-4")
    told = office.say("minh", "/tongketqua").text("minh")
    assert (
        "Đã điều chỉnh so với bản 09:00 ngày 15/02/2022 (khi đó hoàn thành 1, nay 0): PL1-4 (rút báo cáo)"
        in told
    )
    assert "Đã điều chỉnh" not in office.say("minh", "/tongketqua quý 4").text("minh")


def test_a_return_of_what_was_reported_after_the_edition_is_no_correction_of_it(office: Stage) -> None:
    office.say("minh", "/tongketqua")
    office.press("minh", "Đăng vào nhóm")
    office.say("lan", "PL1-4 đã ban hành số 12/QĐ-UBND ngày 14/2/2022")
    office.say("minh", "trả lại PL1-4 vì thiếu phụ lục")
    assert "Đã điều chỉnh" not in office.say("minh", "/tongketqua").text("minh")


def test_a_return_of_what_the_edition_counted_is_a_correction_within_its_scope(office: Stage) -> None:
    office.say("lan", "PL1-4 đã ban hành số 12/QĐ-UBND ngày 14/2/2022")
    for scope in ("phụ lục 1", "phụ lục 2"):
        office.say("minh", f"/tongketqua {scope}")
        office.press("minh", "Đăng vào nhóm")
    office.say("minh", "trả lại PL1-4 vì thiếu phụ lục")
    assert "PL1-4 (điều phối trả lại)" in office.say("minh", "/tongketqua phụ lục 1").text("minh")
    assert "Đã điều chỉnh" not in office.say("minh", "/tongketqua phụ lục 2").text("minh")


def test_who_has_never_reported_and_what_is_due_next(office: Stage) -> None:
    office.say("lan", "PL1-4 40%")
    told = office.say("minh", "/tongketqua").to("minh")[-1].text
    assert f"Chưa báo cáo lần nào: {LDTBXH} (6); Sở Tài chính (1)" in told
    assert "Sắp đến hạn: PL1-4" in told


def test_more_is_a_press_away(office: Stage) -> None:
    said = office.say("minh", "/tongketqua quý 1/2022")
    assert {"Theo cơ quan", "Báo cáo Quý I/2022", "Đăng vào nhóm"} <= set(said.labels("minh"))
    assert f"• {KHDT}: 0/2 (0%)" in office.press("minh", "Theo cơ quan").text("minh")
    assert office.press("minh", "Báo cáo Quý I/2022").to("minh")[-1].file
    office.say("an", "/tongketqua")
    assert "• Phụ lục 1: 0/7 (0%)" in office.press("an", "Theo phụ lục").text("an")


def test_a_focal_point_sees_no_other_agency_by_a_button(office: Stage) -> None:
    said = office.say("lan", "/tongketqua")
    assert "Theo cơ quan" not in said.labels("lan")
    assert "Báo cáo Quý I/2022" not in said.labels("lan")


def test_the_answer_is_a_headline_and_a_dozen_lines_at_most(office: Stage) -> None:
    larger_plan(office)
    office.say("lan", "PL1-4 vướng: chưa có hướng dẫn")
    for text in (m.text for m in office.say("an", "/tongketqua").to("an")):
        assert len(text.splitlines()) <= 15, text


@given(st.integers(0, 5_000), st.integers(0, 5_000))
def test_a_share_is_what_anybody_reckons_and_a_hundred_means_all(part: int, rest: int) -> None:
    whole = part + rest
    found = share(part, whole)
    exact = 100 * part / whole if whole else 0
    assert abs(found - exact) <= (0.5 if found != 99 else 1)
    assert (found == 100) == (whole > 0 and part == whole)


def results(**done_of: tuple[int, int]) -> Results:
    parts = [
        Part(name, "1", state, counter, count)
        for name, (done, number) in done_of.items()
        for state, counter, count in (
            (State.DONE, Counter.DONE_IN_TIME, done),
            (State.IN_PROGRESS, Counter.IN_PROGRESS, number - done),
        )
        if count
    ]
    return Results("1/KH", "", "", START, tuple(parts))


def test_a_rank_is_given_only_where_the_numbers_bear_one() -> None:
    assert totals_views.ranked(results(A=(5, 5), B=(2, 5))) == {}
    assert totals_views.ranked(results(A=(5, 5), B=(2, 5), C=(1, 4))) == {}
    assert totals_views.ranked(results(A=(5, 5), B=(2, 5), C=(2, 5), D=(0, 6), E=(1, 1))) == {
        "A": 1,
        "B": 2,
        "C": 2,
        "D": 4,
    }


def test_a_button_brings_back_the_scope_that_it_was_made_of(office: Stage) -> None:
    with office.database.look(START) as tx:
        khdt = agencies.by_name(tx, KHDT)
        days = (None, date(2021, 12, 31), date(2022, 2, 1))
        for parts in product((None, Q1, half(2022, 1)), (None, khdt), days, (None, "1", "12"), days):
            scope = Scope(*parts)
            assert of_button(tx, scope.code.split(":")) == scope
            assert len(f"sum:appendices:123456:{scope.code}".encode()) <= 64


@pytest.mark.parametrize(
    "said",
    [
        "6 tháng đầu năm",
        "9 tháng",
        "tháng 3",
        "từ 1/2 đến 30/4",
        "quý 1 phụ lục 1",
        "2022 đến ngày 15/2/2022",
    ],
)
def test_the_buttons_of_any_scope_work(office: Stage, said: str) -> None:
    office.at("2022-02-17T10:00")
    told = office.say("an", f"/tongketqua {said}")
    for label in {"Theo cơ quan", "Biểu đồ"} & set(told.labels("an")):
        assert "không còn dùng được" not in office.press("an", label).text("an"), label
    assert "Biểu đồ" in told.labels("an")


@pytest.mark.parametrize(
    ("said", "scope"),
    [
        ("tổng kết tháng 3", "Tháng 3/2022"),
        ("tổng kết 6 tháng đầu năm phụ lục 1", "6 tháng đầu năm 2022 · Phụ lục 1"),
        ("cho xem số liệu tổng hợp phụ lục 1 quý 1/2022 nhé", "Quý I/2022 · Phụ lục 1"),
        ("tổng hợp kết quả Sở KHĐT đến ngày 10/2", "Sở Kế hoạch và Đầu tư · tính đến hết ngày 10/02/2022"),
    ],
)
def test_a_sentence_names_a_scope_too(office: Stage, said: str, scope: str) -> None:
    assert f"Kế hoạch 4506/KH-UBND · {scope}" in office.say("an", said).text("an")


def test_what_names_a_task_is_no_scope(office: Stage) -> None:
    assert "Chủ trì: Sở Kế hoạch và Đầu tư" in office.say("an", "tiến độ PL1-4").text("an")


@pytest.mark.parametrize(
    ("said", "file"),
    [
        ("gửi báo cáo tháng 1 dạng excel", "2022-01.xlsx"),
        ("xuất báo cáo 6 tháng đầu năm", "2022-H1.docx"),
        ("xuất báo cáo quý này dạng pdf", "2022-Q1.pdf"),
    ],
)
def test_a_report_is_of_the_period_that_is_said(office: Stage, said: str, file: str) -> None:
    sent = office.say("minh", said).to("minh")[-1].file
    assert sent is not None
    assert sent.endswith(file)


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("báo cáo còn thiếu gì", "còn thiếu ở 3 nhiệm vụ"),
        ("phần nào còn thiếu vậy em", "còn thiếu ở 3 nhiệm vụ"),
        ("cho xem các phiên bản báo cáo", "Chưa lập báo cáo nào"),
        ("đặt lịch báo cáo quý", "Ngày báo cáo, Kế hoạch"),
    ],
)
def test_what_is_done_about_a_report_is_said_in_words_too(office: Stage, said: str, answer: str) -> None:
    assert answer in office.say("minh", said).text("minh")


def test_where_the_plan_has_no_group_there_is_a_text_to_copy(office: Stage) -> None:
    office.say_in_group("minh", "/gonhom")
    shown = office.say("minh", "/tongketqua quý 1")
    assert "Đăng vào nhóm" not in shown.labels("minh")
    text = office.press("minh", "Văn bản để chép vào nhóm").to("minh")[0]
    assert "Kết quả thực hiện Kế hoạch 4506/KH-UBND · Quý I/2022" in text.text
    assert "Theo cơ quan (hoàn thành/tổng số)" in text.text
    assert text.labels == []
    assert "Văn bản để chép" not in office.say("lan", "/tongketqua").text("lan")
