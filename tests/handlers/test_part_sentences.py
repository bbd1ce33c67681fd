"""Sentences between the lead and coordinating agencies: what is a request or a comment, and above all what is none."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dieuphoi.handlers import part_sentences
from dieuphoi.handlers.understanding.agencies import AgencyIndex
from dieuphoi.plan.agencies import vocabulary
from dieuphoi.plan.calendar import WorkingDays

TODAY = date(2022, 2, 15)  # a Tuesday
NAMES = AgencyIndex([(agency.name, agency.aliases) for agency in vocabulary()])
TC, TP, YT = "Sở Tài chính", "Sở Tư pháp", "Sở Y tế"


def _request(text: str) -> part_sentences.Request | None:
    return part_sentences.request(text, TODAY, NAMES, WorkingDays)


@pytest.mark.parametrize(
    ("text", "code", "agencies", "what", "until"),
    [
        ("PL1-2 đề nghị Sở Tài chính góp ý trước ngày 10/3", "PL1-2", (TC,), "góp ý", "2022-03-09"),
        ("đề nghị Sở Tài chính góp ý PL1-2 trước 10/3", "PL1-2", (TC,), "góp ý", "2022-03-09"),
        ("de nghi so tai chinh gop y pl1-2 truoc 10/3", "PL1-2", (TC,), "gop y", "2022-03-09"),
        ("xin ý kiến Sở Tư pháp về PL1-5 đến 15/3", "PL1-5", (TP,), "", "2022-03-15"),
        ("bot ơi, nhờ STC cung cấp số liệu cho PL1-2 đến hết 1/3", "PL1-2", (TC,), "cung cấp số liệu", "2022-03-01"),
        ("Đề nghị Sở Tài chính, Sở Y tế và Sở Tư pháp góp ý PL1-2", "PL1-2", (TC, YT, TP), "góp ý", None),
        ("trước ngày 10/3 đề nghị Sở Y tế góp ý PL1-2", "PL1-2", (YT,), "góp ý", "2022-03-09"),
        ("đề nghị Sở Y tế góp ý PL1-2 trong 5 ngày làm việc", "PL1-2", (YT,), "góp ý", "2022-02-22"),
        ("đề nghị Sở Y tế góp ý PL1-2 chậm nhất thứ sáu", "PL1-2", (YT,), "góp ý", "2022-02-18"),
        ("đề nghị Sở Y tế góp ý PL1-2 đến 10/2", "PL1-2", (YT,), "góp ý", "2022-02-10"),
        ("đề nghị góp ý PL1-2 trước 10/3", "PL1-2", (), "góp ý", "2022-03-09"),
        ("đề nghị Sở Y tế góp ý trước 10/3", None, (YT,), "góp ý", "2022-03-09"),
    ],
)  # fmt: skip
def test_a_request(
    text: str, code: str | None, agencies: tuple[str, ...], what: str, until: str | None
) -> None:
    found = _request(text)
    assert found is not None
    day = date.fromisoformat(until) if until else None
    assert (found.code, found.agencies, found.what, found.until) == (code, agencies, what, day)


@pytest.mark.parametrize(
    "text",
    [
        "đề nghị các cơ quan phối hợp gửi ý kiến PL1-2 trước 10/3",
        "đề nghị tất cả các cơ quan phối hợp góp ý PL1-2 trước 10/3",
        "xin ý kiến các đơn vị phối hợp về PL1-2 đến 10/3",
    ],
)
def test_all_of_them(text: str) -> None:
    found = _request(text)
    assert found is not None
    assert found.everyone
    assert found.agencies == ()


@pytest.mark.parametrize(
    "text",
    [
        "PL1-5 đang xin ý kiến Sở Tư pháp",
        "PL1-5 xin ý kiến Sở Tư pháp",
        "PL1-3 Ban Dân tộc với sở NN chưa góp ý nên vẫn đang lấy ý kiến",
        "đề nghị tỉnh cho lùi hạn PL1-6 qua quý hai năm 2023",
        "Sở KHĐT đề nghị điều chỉnh thời gian trình PL1-5 sang ngày 30/6",
        "STC: PL2-1 đã hoàn thành, đề nghị ghi nhận",
        "đề nghị gia hạn PL1-2 đến 30/6",
        "đề nghị Sở Tài chính góp ý PL1-2 chưa?",
        "PL1-2 đã trình UBND tỉnh",
        "PL1-2, PL1-3 đề nghị Sở Tài chính góp ý trước 10/3",
        "chị Hoa góp ý giúp bên mình PL1-6 trước thứ 6 nhé",
        "đề nghị mọi người đúng giờ",
    ],
)
def test_what_is_no_request(text: str) -> None:
    assert _request(text) is None


@pytest.mark.parametrize(
    ("text", "words", "sure"),
    [
        ("PL1-2 góp ý: bổ sung kinh phí", "bổ sung kinh phí", True),
        ("pl1-2 gop y - bo sung kinh phi", "bo sung kinh phi", True),
        ("PL1-2: ý kiến của Sở Tài chính: cần dự toán", "cần dự toán", True),
        ("góp ý cho PL1-2: mục 3 nên rõ hơn\nmục 4 bỏ", "mục 3 nên rõ hơn\nmục 4 bỏ", True),
        ("PL1-2 góp ý bổ sung kinh phí", "bổ sung kinh phí", False),
        ("PL1-2 thống nhất dự thảo", "PL1-2 thống nhất dự thảo", False),
    ],
)
def test_a_comment(text: str, words: str, sure: bool) -> None:
    found = part_sentences.comment(text)
    assert found is not None
    assert (found.code, found.words, found.sure, found.none) == ("PL1-2", words, sure, False)


@pytest.mark.parametrize("text", ["PL1-2 không có ý kiến", "sở em không có ý kiến gì thêm về PL1-2"])
def test_nothing_to_say(text: str) -> None:
    found = part_sentences.comment(text)
    assert found is not None
    assert found.none


@pytest.mark.parametrize(
    "text",
    [
        "PL1-2 xong",
        "PL1-2 70%",
        "PL1-2 đang chờ các sở góp ý",
        "góp ý PL1-2 đến khi nào?",
        "PL1-1, PL1-2 góp ý: a",
        "chào bot",
    ],
)
def test_what_is_no_comment(text: str) -> None:
    assert part_sentences.comment(text) is None


@given(st.text(max_size=80))
def test_any_text_can_be_heard(text: str) -> None:
    _request(text)
    part_sentences.comment(text)
    part_sentences.comment("PL1-2 góp ý: " + text)
    part_sentences.read_until(text, TODAY, WorkingDays)
