"""One plan in every format is one plan; what is no plan's format is refused with the way out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dieuphoi.plan.model import PlanDocument
from dieuphoi.plan.reading import ReadingError, read_bytes
from tests.files import hostile, making

FORMATS: dict[str, Callable[[making.Rows], bytes]] = {
    "text": making.text,
    "markdown": making.markdown,
    "page": making.page,
    "word": making.word,
    "excel": making.excel,
    "pdf": making.pdf,
    "pdf without rules": partial(making.pdf, stroke="none"),
    "pdf on its side": partial(making.pdf, stroke="none", flipped=True),
}
TITLES = (
    "Xây dựng đề án",
    "Rà soát quỹ đất sạch",
    "Tổ chức hội nghị triển khai, quán triệt, tập huấn nghiệp vụ cho cán bộ cấp xã",
    "Ban hành quy chế quản lý, vận hành & khai thác (sửa đổi)",
    "Kiểm tra, giám sát việc thực hiện các chính sách hỗ trợ sản xuất trên địa bàn tỉnh; tổng hợp báo cáo",
)
LEADS = (
    "Sở Y tế",
    "Sở Văn hóa, Thể thao và Du lịch",
    "Các sở, ban, ngành",
    "UBND huyện Bắc Bình",
    "Công an tỉnh",
)
HELPERS = ("", "Sở Y tế", "Sở Tài chính, Sở Nội vụ và Ủy ban nhân dân các huyện, thị xã, thành phố")
DEADLINES = ("Quý I/2022", "Tháng 5/2022", "31/12/2022", "Thường xuyên", "2022-2025")
ROWS = st.lists(
    st.tuples(*map(st.sampled_from, (TITLES, LEADS, HELPERS, DEADLINES))), min_size=2, max_size=25
)


def without_places(document: PlanDocument) -> PlanDocument:
    return replace(
        document,
        tasks=tuple(replace(task, line=None) for task in document.tasks),
        duties=tuple(replace(duty, line=None) for duty in document.duties),
        problems=tuple(replace(problem, line=None) for problem in document.problems),
    )


@settings(max_examples=6, deadline=None)
@pytest.mark.parametrize("kind", [kind for kind in FORMATS if kind != "text"])
@given(rows=ROWS)
def test_a_plan_is_the_same_in_every_format(kind: str, rows: Sequence[Sequence[str]]) -> None:
    wanted = read_bytes(making.text(rows), "a")
    assert len(wanted.tasks) == len(rows)
    assert [duty.code for duty in wanted.duties] == ["III.1", "III.2"]
    assert without_places(read_bytes(FORMATS[kind](rows), "a")) == without_places(wanted)


@pytest.mark.parametrize("kind", FORMATS)
def test_every_task_has_a_place_of_its_own(kind: str) -> None:
    document = read_bytes(FORMATS[kind]([("Họp", "Sở Y tế", "", "Quý I/2022")] * 30), "a")
    lines = [task.line or 0 for task in document.tasks]
    assert len(lines) == 30
    assert lines == sorted(set(lines))
    assert lines[0] > 0


def archive(*names: str) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as file:
        for name in names:
            file.writestr(name, "x")
    return kept.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "không có nội dung"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, r"đời cũ.*\.docx hoặc \.xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
        (rb"{\rtf1\ansi Ke hoach}", r"RTF.*\.docx"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "là ảnh"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 99, "là ảnh"),
        (archive("mimetype", "content.xml"), "OpenDocument"),
        (archive("ke-hoach.docx"), "giải nén"),
        (archive("[Content_Types].xml", "ppt/presentation.xml"), "không phải tệp Word hay Excel"),
        (archive("[Content_Types].xml", "word/document.xml"), "hỏng"),
        (b"PK\x03\x04word", "hỏng"),
        (b"%PDF-1.7", "hỏng"),
        (hostile.scan(), r"bản quét.*\.?Word gốc"),
        (hostile.locked(), "mật khẩu"),
        (b"\x93\xfa\x96{\x8c\xea\x82\xcc\x8f\x91\x97\xde\x82\xc5\x82\xb7\x81B" * 9, "UTF-8"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(data: bytes, said: str) -> None:
    with pytest.raises(ReadingError, match=rf"(?s)Tệp kế hoạch\.docx .*{said}"):
        read_bytes(data, "kế hoạch.docx")


@pytest.mark.parametrize("kind", ["word", "excel", "pdf", "page"])
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_a_damaged_file_is_refused_or_read_and_never_worse(kind: str, data: st.DataObject) -> None:
    whole = bytearray(WHOLE[kind])
    for at in data.draw(st.lists(st.integers(0, len(whole) - 1), max_size=12)):
        whole[at] ^= 1 << data.draw(st.integers(0, 7))
    cut = data.draw(st.integers(len(whole) // 2, len(whole)))
    try:
        document = read_bytes(bytes(whole[:cut]), "x.docx")
    except ReadingError as error:
        assert "x.docx" in str(error)
    else:
        assert document.tasks or document.problems


WHOLE = {kind: FORMATS[kind]([("Họp", "Sở Y tế", "", "Quý I/2022")] * 3) for kind in FORMATS}
