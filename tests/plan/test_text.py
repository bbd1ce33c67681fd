"""Text is compared as people mean it, not as their keyboards write it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dieuphoi.plan.text import clean, fold, one_line


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Sở Lao động - Thương binh và Xã hội", "so lao dong thuong binh va xa hoi"),
        ("ĐỒNG ĐĂNG", "dong dang"),
        ("Quý IV/2022", "quy iv 2022"),
        (unicodedata.normalize("NFD", "Quyết định"), "quyet dinh"),
        ("Sở\u00a0Y\u200b tế", "so y te"),
        ("KH&ĐT", "kh dt"),
        ("", ""),
        ("…—!", ""),
    ],
)
def test_fold_leaves_plain_words(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Uỷ ban nhân dân", "Ủy ban nhân dân"),
        ("Văn hoá", "Văn hóa"),
        ("Lao động – Thương binh", "Lao động - Thương binh"),
        ("SỞ Y TẾ", "Sở  Y\ntế"),
        (unicodedata.normalize("NFD", "Thuỷ sản"), "Thủy sản"),
    ],
)
def test_old_and_new_spelling_compare_equal(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_one_line_joins_broken_lines() -> None:
    assert one_line(" Sở Tài\n chính\u00a0 ") == "Sở Tài chính"
