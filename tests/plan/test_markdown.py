"""Markdown is read as the text that it stands for, on the same lines."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dieuphoi.plan.reading import read_plan
from dieuphoi.plan.reading.formats.markdown import without_marks

DOCUMENT = r"""# ỦY BAN NHÂN DÂN TỈNH BÌNH MINH

Số: 12/KH-UBND

## KẾ HOẠCH

### Chuyển đổi số _năm 2022_

*Căn cứ* Nghị quyết

> ## III. TỔ CHỨC THỰC HIỆN

1\. **Sở Y tế** chủ trì tham mưu

## PHỤ LỤC 2

| STT | Nội dung | Cơ quan chủ trì | Thời gian |
|:---:|:---------|-----------------|----------:|
| 1\. | *Họp* và `ghi` \(kín\) | __Sở Y tế__<br>Sở Nội vụ | Quý I/2022 |
| 2 | [Đi](http://x/y) \- về ![ảnh](a.png) | Sở Y&nbsp;tế | Quý I/2022 |
"""


def test_headings_emphasis_links_and_escapes_are_read_as_what_they_say() -> None:
    found = read_plan(DOCUMENT)
    assert (found.number, found.issuer) == ("12/KH-UBND", "Ủy ban nhân dân tỉnh Bình Minh")
    assert found.title == "Chuyển đổi số năm 2022"
    assert [(task.number, task.title, task.leads, task.appendix, task.line) for task in found.tasks] == [
        ("1", "Họp và ghi (kín)", ("Sở Y tế", "Sở Nội vụ"), "2", 19),
        ("2", "Đi - về", ("Sở Y tế",), "2", 20),
    ]
    assert [(duty.code, duty.text) for duty in found.duties] == [("III.1", "1. Sở Y tế chủ trì tham mưu")]


@given(st.text("#*_`~|\\[]()<>&;!- a\n1.", max_size=200))
def test_lines_stay_lines(text: str) -> None:
    assert without_marks(text).count("\n") == text.count("\n")


@given(st.text("SởYtếaăâ 0123456789,.;:()%/-–“”|\t", max_size=200))
def test_plain_text_is_left_as_it_is(text: str) -> None:
    assert without_marks(text) == text
