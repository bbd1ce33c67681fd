"""A deadline as written gives its last good day, how it comes back, and what is uncertain about it."""

from __future__ import annotations

import calendar
import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dieuphoi.plan.deadlines import Deadline, read_deadline
from dieuphoi.plan.model import Recurrence
from dieuphoi.wording import speaking


@pytest.mark.parametrize(
    ("written", "due"),
    [
        ("Quý IV/2022", "2022-12-31"),
        ("Xong trong Quý II/2026", "2026-06-30"),
        ("quý IV/2026", "2026-12-31"),
        ("Quý I, II/2022", "2022-06-30"),
        ("Quý II - Quý III năm 2022", "2022-09-30"),
        ("Quý 3/2023", "2023-09-30"),
        ("Quy 4/22", "2022-12-31"),
        ("6/2025", "2025-06-30"),
        ("02/2024", "2024-02-29"),
        ("Tháng 5/2025", "2025-05-31"),
        ("Tháng 4-5/2022", "2022-05-31"),
        ("Từ tháng 3/2022 đến tháng 9/2022", "2022-09-30"),
        ("6 tháng đầu năm 2022", "2022-06-30"),
        ("2025", "2025-12-31"),
        ("Trong năm 2026", "2026-12-31"),
        ("2025 – 2026", "2026-12-31"),
        ("Giai đoạn 2021-2025", "2025-12-31"),
        ("chậm nhất 31/5/2026", "2026-05-31"),
        ("đến ngày 30.6.2022", "2022-06-30"),
        ("Phải xử lý trước 31/5/2026", "2026-05-30"),
        ("Trước ngày 15/12/2022", "2022-12-14"),
        ("trước ngày 15 tháng 08 năm 2026", "2026-08-14"),
        ("Trước quý IV/2022", "2022-09-30"),
        ("Hoàn thành đầu tư, lắp đặt và vận hành xong trước ngày 01/01/2030", "2029-12-31"),
        ("trước **20h00 ngày 25 tháng 5 năm 2025**", "2025-05-25"),
        ("Phiên họp tháng 9/2025", "2025-09-30"),
    ],
)
def test_a_firm_deadline_is_its_last_good_day(written: str, due: str) -> None:
    assert read_deadline(written) == Deadline(date.fromisoformat(due))


@pytest.mark.parametrize(
    ("written", "recurrence", "due"),
    [
        ("Thường xuyên", Recurrence.ONGOING, None),
        ("Nhiệm vụ thường xuyên", Recurrence.ONGOING, None),
        ("Hằng năm", Recurrence.YEARLY, None),
        ("Hàng năm", Recurrence.YEARLY, None),
        ("Trước ngày 15/12 hằng năm", Recurrence.YEARLY, None),
        ("2025 và những năm tiếp theo", Recurrence.YEARLY, "2025-12-31"),
        ("cập nhật hằng quý đến 2030", Recurrence.QUARTERLY, "2030-12-31"),
        ("trước ngày 18 hằng tháng", Recurrence.MONTHLY, None),
        (
            "Khởi động quý IV/2026; kiểm kê quý II/2027; cập nhật hằng quý đến 2030.",
            Recurrence.QUARTERLY,
            "2030-12-31",
        ),
    ],
)
def test_a_recurring_deadline_has_its_rhythm(written: str, recurrence: Recurrence, due: str | None) -> None:
    found = read_deadline(written)
    assert (found.due, found.recurrence) == (date.fromisoformat(due) if due else None, recurrence)
    assert not found.uncertain


@pytest.mark.parametrize(
    "written",
    [
        "sau khi Chính phủ ban hành",
        "khi có quy định của Bộ Tài chính",
        "Sau khi có văn bản số 12/2022/TT-BTC ngày 05/5/2022",
        "Trong vòng 10 ngày kể từ ngày ký",
        "Kỳ họp giữa năm 2026",
        "Kỳ họp gần nhất 2026",
        "Công văn số 1210/SXD-VP ngày 06/02/2026",
        "Từ 13h30’ ngày 02/6/2026 (Thứ Ba)",
        "1,5 ngày (bắt đầu từ 13h30 thứ Hai ngày 06/7/2026)",
        "31/02/2022",
        "13/2022",
        "Sở Y tế",
        "theo tiến độ chung",
    ],
)
def test_what_names_no_certain_day_has_none_and_says_why(written: str) -> None:
    deadline = read_deadline(written, plan_year=2022)
    assert deadline.due is None
    assert deadline.recurrence is None
    assert deadline.uncertain


@pytest.mark.parametrize(
    ("written", "due"),
    [
        ("Đăng ký Quý II/2026", "2026-06-30"),
        ("Kỳ họp chuyên đề tháng 5/2026", "2026-05-31"),
        ("31/7", "2022-07-31"),
        ("Quý IV", "2022-12-31"),
        ("Quý I/2026. Có trong danh sách phải xử lý trước 31/5/2026", "2026-05-30"),
        ("46082", "2026-03-31"),
        ("46096", "2026-03-15"),
    ],
)
def test_an_uncertain_day_is_given_with_the_reason(written: str, due: str) -> None:
    deadline = read_deadline(written, plan_year=2022)
    assert deadline.due == date.fromisoformat(due)
    assert deadline.uncertain


@pytest.mark.parametrize("written", ["", " ", "-", "…", "x", "\u00a0"])
def test_an_empty_cell_is_no_deadline_and_no_doubt(written: str) -> None:
    assert read_deadline(written) == Deadline()


def test_the_reason_is_told_in_the_language_spoken() -> None:
    with speaking("vi"):
        assert read_deadline("Kỳ họp gần nhất 2026").uncertain == "theo kỳ họp chưa rõ ngày"


ROMAN = {1: ("I", "1", "i"), 2: ("II", "2"), 3: ("III", "3"), 4: ("IV", "4", "iv")}
FORMS = (
    "Quý {q}/{y}",
    "quý {q}/{y}",
    "QUÝ {q} - {y}",
    "Quý {q} năm {y}",
    "Trong quý {q}/{y}",
    "Xong trong Quý {q}.{y}",
    "Hoàn thành quý  {q} / {y}",
    "Quy {q}/{y}",
)


@given(st.sampled_from(FORMS), st.integers(1, 4), st.integers(1990, 2099), st.data())
def test_every_quarter_form_gives_its_last_day(
    form: str, quarter: int, year: int, data: st.DataObject
) -> None:
    written = form.format(q=data.draw(st.sampled_from(ROMAN[quarter])), y=year)
    month = 3 * quarter
    assert read_deadline(written).due == date(year, month, calendar.monthrange(year, month)[1])


@given(st.dates(date(1990, 1, 2), date(2099, 12, 31)))
def test_before_a_day_is_the_day_before_and_at_the_latest_is_the_day(day: date) -> None:
    written = f"{day.day}/{day.month:02}/{day.year}"
    assert read_deadline(f"chậm nhất {written}").due == day
    assert read_deadline(f"trước ngày {written}").due == date.fromordinal(day.toordinal() - 1)


DAY_FORMS = (
    "{d}/{m}/{y}",
    "ngày {d:02}/{m:02}/{y}",
    "{d}-{m}-{y}",
    "{d:02}.{m:02}.{y}",
    "{d} / {m} / {y}",
    "ngày {d} tháng {m} năm {y}",
    "ngày {d}, tháng {m}, năm {y}",
    "NGÀY {d} THÁNG {m} NĂM {y}",
    "17h00 ngày {d}/{m}/{y}",
    "{y}-{m:02}-{d:02}",
    "từ nay đến hết ngày {d}/{m}/{y}",
    "từ ngày 01/01/1990 đến ngày {d}/{m}/{y}",
    "Trình UBND tỉnh chậm nhất là ngày {d}/{m}/{y}.",
)


@given(st.dates(date(1990, 1, 2), date(2099, 12, 31)), st.sampled_from(DAY_FORMS))
def test_any_day_in_any_form_reads_back(day: date, form: str) -> None:
    assert read_deadline(form.format(d=day.day, m=day.month, y=day.year), 2022).due == day


MONTH_FORMS = ("{m}/{y}", "tháng {m:02}/{y}", "Tháng {m} năm {y}", "T{m}/{y}", "từ tháng 1 đến tháng {m}/{y}")


@given(st.integers(1, 12), st.integers(1990, 2099), st.sampled_from(MONTH_FORMS))
def test_any_month_in_any_form_gives_its_last_day(month: int, year: int, form: str) -> None:
    last = date(year, month, calendar.monthrange(year, month)[1])
    assert read_deadline(form.format(m=month, y=year), 2022).due == last


NUMBERS = st.integers(1, 9_999_999)
NO_DATES = st.one_of(
    st.builds("{} triệu đồng".format, NUMBERS),
    st.builds("Kinh phí {:,} đồng".format, NUMBERS),
    st.builds("{}%".format, NUMBERS),
    st.builds("{} hộ nghèo".format, NUMBERS),
    st.builds("{}/QĐ-UBND".format, NUMBERS),
    st.builds("Nghị quyết số {}/{}/QH15".format, NUMBERS, st.integers(1990, 2099)),
    st.builds("Công văn số {}/STC-NS ngày {:%d/%m/%Y}".format, NUMBERS, st.dates(date(1990, 1, 1))),
    st.builds("ĐT: 0252 {:03} {:04}".format, st.integers(0, 999), st.integers(1900, 2099)),
    st.text(st.characters(categories=["L", "P", "Z"]), max_size=60),
)


@given(NO_DATES, st.sampled_from(["", ".", "; "]))
def test_no_day_comes_out_of_a_text_without_one(text: str, end: str) -> None:
    assert read_deadline(text + end).due is None


@pytest.mark.parametrize(
    "scrap",
    [
        "1",
        "1/",
        "1-",
        "quý i, ",
        "i, ",
        "văn bản số 1 ",
        "1.1.",
        "tháng 1 ",
        "2022-",
        "sau khi ",
        "công văn ",
        "10 ngày ",
        "năm ",
        " ",
        "a",
        "\n- ",
        "số 1/a",
    ],
)
def test_a_hostile_cell_takes_no_time(scrap: str) -> None:
    started = time.perf_counter()
    read_deadline(scrap * 5000, 2022)
    assert time.perf_counter() - started < 1  # ten times what it takes


@given(st.text(max_size=80))
def test_any_text_gives_a_deadline(text: str) -> None:
    assert isinstance(read_deadline(text, 2022), Deadline)


@given(
    st.lists(
        st.sampled_from(
            ["quý ", "IV", "/", "2022", "tháng ", "13", "-", "trước ", "31/", " và ", "hằng năm", "99999"]
        )
    )
)
def test_any_scraps_of_dates_give_a_deadline(scraps: list[str]) -> None:
    assert isinstance(read_deadline("".join(scraps), 2022), Deadline)
