"""Vietnamese from before Unicode is recognised by what it looks like and converted."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dieuphoi.plan.reading import ReadingError, read_bytes, read_plan
from dieuphoi.plan.reading.legacy import from_tcvn3, from_vni, scheme_of_text
from tests.files import making
from tests.files.old_encodings import to_1258, to_tcvn3, to_vni

PLAN = making.text(
    [
        (
            "Xây dựng kế hoạch phòng, chống thiên tai",
            "Sở Nông nghiệp và Phát triển nông thôn",
            "Sở Y tế",
            "Quý I/2022",
        ),
        ("Tổ chức hội nghị triển khai", "Sở Lao động - Thương binh và Xã hội", "UBND các huyện", "30/6/2022"),
        ("Rà soát quỹ đất", "Sở Tài nguyên và Môi trường", "", "Thường xuyên"),
    ]
).decode()
LOWER = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"


@pytest.mark.parametrize("encode", [to_tcvn3, to_vni, to_1258])
def test_a_plan_in_an_old_encoding_is_read_as_in_unicode(encode: Callable[[str], bytes]) -> None:
    assert read_bytes(encode(PLAN), "ke-hoach.txt") == read_plan(PLAN)


@pytest.mark.parametrize("encode", [to_tcvn3, to_vni])
def test_old_text_that_was_saved_as_unicode_letters_is_converted_too(encode: Callable[[str], bytes]) -> None:
    letters = encode(PLAN).decode("cp1252").encode()
    assert read_bytes(letters, "ke-hoach.txt") == read_plan(PLAN)


@pytest.mark.parametrize(
    "data",
    [
        PLAN.encode("utf-8-sig"),
        PLAN.encode("utf-16"),
        PLAN.encode("utf-16-le"),
        PLAN.encode("utf-16-be"),
        unicodedata.normalize("NFD", PLAN).encode(),
        PLAN.replace(" ", "\u00a0").encode(),
        PLAN.replace("\n", "\r\n").encode(),
    ],
)
def test_every_form_of_unicode_is_the_same_text(data: bytes) -> None:
    assert read_bytes(data, "ke-hoach.txt") == read_plan(PLAN)


@given(st.text(LOWER + " ", max_size=80))
def test_small_letters_come_back_from_tcvn3_as_they_were(text: str) -> None:
    latin = "".join(bytes([code]).decode("cp1252", "ignore") or chr(code) for code in to_tcvn3(text))
    assert from_tcvn3(latin) == text


@given(st.text(LOWER + LOWER.upper() + " ,.12", max_size=80).map(" ".join))
def test_letters_come_back_from_vni_as_they_were(text: str) -> None:
    assert from_vni(to_vni(text).decode("cp1252")) == text


@pytest.mark.parametrize(
    "text",
    [PLAN, "Sở Y tế", "Kế hoạch", "plain English, nothing else", "Café à la carte", "", "ÂÊÔ", "Hà Nội"],
)
def test_text_that_is_unicode_already_is_left_alone(text: str) -> None:
    assert scheme_of_text(text) is None


def test_bytes_that_are_no_vietnamese_in_any_encoding_are_refused() -> None:
    with pytest.raises(ReadingError, match="UTF-8"):
        read_bytes("Съешь же ещё этих мягких французских булок".encode("cp1251"), "x.txt")
