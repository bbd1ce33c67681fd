"""Titles are shortened to what tells one task from another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dieuphoi.plan.titles import short_title

PROGRAMME = "Chương trình mục tiêu quốc gia giảm nghèo bền vững giai đoạn 2021 - 2025 trên địa bàn tỉnh"


@pytest.mark.parametrize(
    ("title", "short"),
    [
        (PROGRAMME, "CTMTQG giảm nghèo 2021–2025"),
        (f"Nghị quyết của HĐND tỉnh về {PROGRAMME}.", "NQ CTMTQG giảm nghèo 2021–2025"),
        (f"Quyết định của UBND tỉnh ban hành {PROGRAMME} An Hải", "QĐ CTMTQG giảm nghèo 2021–2025"),
        ("Tham mưu UBND tỉnh xem xét, thành lập Ban Chỉ đạo của tỉnh.", "Thành lập BCĐ"),
        ("Tham mưu UBND tỉnh ban hành quy chế làm việc sau khi có hướng dẫn", "Quy chế làm việc"),
        ("Văn bản chỉ đạo, hướng dẫn thực hiện các nội dung đào tạo nghề", "Đào tạo nghề"),
        ("Luật sửa đổi, bổ sung một số điều của Luật Điện lực", "Sửa Luật Điện lực"),
        ("Luật Nhà ở (sửa đổi)", "Luật Nhà ở (sửa đổi)"),
        ("Rà soát quỹ đất", "Rà soát quỹ đất"),
        ("", ""),
    ],
)
def test_what_all_titles_repeat_is_dropped(title: str, short: str) -> None:
    assert short_title(title) == short


def test_a_long_title_is_cut_at_a_word() -> None:
    assert short_title("Xây dựng cơ sở dữ liệu dùng chung của các sở", 30) == "Xây dựng cơ sở dữ liệu dùng…"


@given(st.text(max_size=300), st.integers(10, 120))
def test_a_short_title_never_exceeds_its_limit(title: str, limit: int) -> None:
    assert len(short_title(title, limit)) <= limit


@given(st.text(alphabet="Rà soát đề án ban hành tỉnh nghị quyết ", min_size=1, max_size=200))
def test_a_title_with_words_is_never_shortened_to_nothing(title: str) -> None:
    assert bool(short_title(title)) == bool(title.strip())
