"""What holds for all spellings: codes, quarters, days, courtesy, and any text at all."""

from __future__ import annotations

import time
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dieuphoi.handlers.understanding.codes import find
from dieuphoi.handlers.understanding.letters import decode_telex, plain_letters
from dieuphoi.handlers.understanding.numbers import spoken

FORMS = ["PL{a}-{n}", "pl{a}{n}", "pl {a} - {n}", "PL{a}.{n}", "pl{a}_{n}", "phụ lục {a} số {n}", "phu luc {a} muc {n}",
         "nhiệm vụ {n} phụ lục {a}", "nv {n} pl{a}", "việc số {n} của phụ lục {a}"]  # fmt: skip
ROMAN = ["I", "II", "III", "IV"]
WORDS = [("một", "nhất"), ("hai", "2"), ("ba", "3"), ("tư", "bốn")]
COURTESY = ["ạ", "nhé", "nha bot", "nhe", "nha", "bot ơi", "dạ", "nghen", "giúp em với ạ"]
BROKEN = [
    "PL1-",
    "quý",
    "32/13",
    "99/99/9999",
    "%",
    "12/",
    "thứ",
    "ngày 31",
    "tháng 13",
    "quý 5",
    "-",
    "…",
    "\n",
    "🎉",
]
BROKEN += ["năm 0000", "q9", "phụ lục", "29/2", "PL0-0", "quý 4 năm 2099"]
REPORTS = [
    "PL1-2 đã trình UBND tỉnh",
    "PL1-3 vướng nghị định",
    "PL2-1 đang soạn thảo",
    "PL1-5 đã ban hành",
    "PL1-1 chưa làm gì",
]


@given(appendix=st.integers(1, 4), number=st.integers(1, 9), form=st.sampled_from(FORMS))
def test_a_code_is_known_in_every_spelling(read: Any, appendix: int, number: int, form: str) -> None:
    """Whatever way a code is written, the same task is meant."""
    understood = read(form.format(a=appendix, n=number) + " đã trình")
    assert understood.slots == {"task": f"PL{appendix}-{number}", "status": "submitted"}


LONG_FORMS = [
    "PL{a}-{n}",
    "pl {a} - {n}",
    "PL{a}_{n}",
    "phụ lục {a} số {n}",
    "nv {n} pl{a}",
    "nhiệm vụ {n} phụ lục {a}",
]


@given(appendix=st.integers(1, 99), number=st.integers(1, 9999), form=st.sampled_from(LONG_FORMS))
def test_codes_of_long_plans_are_known(appendix: int, number: int, form: str) -> None:
    """Appendices have one or two figures, rows up to four."""
    assert [mark.value for mark in find(form.format(a=appendix, n=number))] == [f"PL{appendix}-{number}"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("pl12 xong", ["PL1-2"]),
        ("pl13", ["PL1-3"]),
        ("PL3-118, 119 và 120 đã trình", ["PL3-118", "PL3-119", "PL3-120"]),
        ("PL1-4,5,6 xong", ["PL1-4", "PL1-5", "PL1-6"]),
        ("PL1-3, 5 huyện góp ý", ["PL1-3"]),
        ("số 433 PL1-5 đã ban hành", ["PL1-5"]),
        ("PL1-4 5%", ["PL1-4"]),
        ("PL100-1", []),
    ],
)
def test_a_code_ends_where_its_figures_do(text: str, codes: list[str]) -> None:
    """Two figures without a hyphen are appendix and row; numbers that stand beside a code are none of it."""
    assert [mark.value for mark in find(text)] == codes


@given(number=st.integers(1, 4), year=st.integers(2020, 2049), data=st.data())
def test_a_quarter_is_known_in_every_spelling(read: Any, number: int, year: int, data: st.DataObject) -> None:
    """Roman, arabic or in words, with the year after a slash or as "năm"."""
    name = data.draw(st.sampled_from([ROMAN[number - 1], str(number), *WORDS[number - 1][:1]]))
    form = data.draw(st.sampled_from(["quý {}/{}", "Quý {} năm {}", "quy {} nam {}"]))
    assert read(form.format(name, year) + " có việc gì đến hạn").slots == {"quarter": f"{year}-Q{number}"}


@given(today=st.dates(date(2021, 1, 1), date(2040, 12, 31)))
def test_relative_days_and_quarters_follow_today(read: Any, today: date) -> None:
    """ "Hôm kia", "thứ sáu tuần trước", "quý này" are counted from the day of the message."""
    signed = read("PL1-5 đã ban hành, ký hôm kia", today=today).slots["document_date"]
    friday = read("PL1-5 số 433/QĐ-UBND, thứ sáu tuần trước ký", today=today).slots["document_date"]
    quarter = read("quý này có việc gì đến hạn", today=today).slots["quarter"]
    assert signed == (today - timedelta(days=2)).isoformat()
    assert friday == (today - timedelta(days=today.weekday() + 3)).isoformat()
    assert quarter == f"{today.year}-Q{(today.month + 2) // 3}"


@given(today=st.dates(date(2021, 1, 1), date(2040, 12, 31)), offset=st.integers(1, 330))
def test_a_day_without_a_year_is_the_nearest_that_fits(read: Any, today: date, offset: int) -> None:
    """An extension looks ahead, a document back."""
    ahead, past = today + timedelta(days=offset), today - timedelta(days=offset)
    until = read(f"xin gia hạn PL1-2 đến ngày {ahead.day}/{ahead.month}", today=today).slots["until"]
    signed = read(f"PL1-2 đã ban hành, số 12/QĐ-UBND ngày {past.day}/{past.month}", today=today)
    if not (ahead.day == 29 and ahead.month == 2) and not (past.day == 29 and past.month == 2):
        assert until == ahead.isoformat()
        assert signed.slots["document_date"] == past.isoformat()


@given(report=st.sampled_from(REPORTS), words=st.lists(st.sampled_from(COURTESY), max_size=2))
def test_courtesy_changes_nothing(read: Any, report: str, words: list[str]) -> None:
    """Particles after a report, and a greeting before it, leave it as it is."""
    plain = read(report)
    polite = read(" ".join([report, *words]))
    assert (polite.intent, polite.slots) == (plain.intent, plain.slots)


@given(text=st.text(max_size=200), chat=st.sampled_from(["private", "group"]))
def test_any_text_is_answered(read: Any, text: str, chat: str) -> None:
    """No text raises an error, and the confidence is a share."""
    assert 0 <= read(text, chat).confidence <= 1


@given(words=st.lists(st.sampled_from([*COURTESY, *REPORTS, *BROKEN]), max_size=12))
def test_broken_pieces_are_answered(read: Any, words: list[str]) -> None:
    """Dates that do not exist, half codes and stray signs raise nothing either."""
    assert read(" ".join(words)).intent


@pytest.mark.parametrize(
    ("keys", "plain"),
    [("ddax", "da"), ("trinhf", "trinh"), ("laays", "lay"), ("ys", "y"), ("kieens", "kien"), ("nguwowif", "nguoi"),
     ("quyeets", "quyet"), ("sowr", "so"), ("trinh", "trinh"), ("PL1", "PL1")],
)  # fmt: skip
def test_telex_keys_are_read(keys: str, plain: str) -> None:
    """Words typed with the keyboard switched off are read; other words stay."""
    assert decode_telex(keys) == plain


@given(st.integers(0, 100))
def test_numbers_in_words(number: int) -> None:
    """0 to 100 as they are spoken."""
    digits = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]
    tens, ones = divmod(number, 10)
    if number == 100:
        words = "một trăm"
    elif tens == 0:
        words = digits[ones]
    else:
        words = ("mười" if tens == 1 else digits[tens] + " mươi") + (" " + digits[ones] if ones else "")
    assert spoken(plain_letters(words)) == number


@given(st.text(max_size=50))
def test_plain_letters_keep_their_places(text: str) -> None:
    """Letter for letter: offsets found in plain text hold in the text itself."""
    assert len(plain_letters(text)) == len(text)


@pytest.mark.parametrize(
    "piece",
    [
        "PL1-2 ",
        "Sở Tài chính, ",
        "chưa ",
        "đang làm ",
        "PL1-2, PL1-3 đã trình, ",
        "nhiệm vụ 1 phụ lục 1 ",
        "căn cứ ",
        "?",
    ],
)
def test_long_messages_take_no_longer_than_their_length(read: Any, piece: str) -> None:
    """The same words many times over are read at once: no phrase of the vocabulary tries all combinations."""
    begin = time.perf_counter()
    assert read(piece * 200).intent
    assert time.perf_counter() - begin < 2
