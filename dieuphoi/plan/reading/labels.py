"""Labels in running text: "Chủ trì: …; Phối hợp: …; Thời gian: …" taken apart into what each says."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dieuphoi.plan.reading.headings import Meaning
from dieuphoi.plan.text import fold

_WHO = r"(?:(?:co quan|don vi|to chuc|phong|ban|nganh|so|dia phuong|ca nhan|bo phan|cac|va|duoc) ){0,5}"
_LABELS: tuple[tuple[Meaning, str], ...] = (
    (
        Meaning.LEAD,
        rf"{_WHO}(?:chu tri|chiu trach nhiem)(?: (?:thuc hien|tham muu|trien khai|chinh|soan thao"
        rf"|phoi hop|va|xay dung))*",
    ),
    (
        Meaning.LEAD,
        rf"{_WHO}(?:thuc hien|phu trach|dau moi|tham muu|soan thao|trinh|chuan bi)(?: thuc hien| chinh| noi dung)?",
    ),
    (Meaning.LEAD, r"(?:phan cong|giao|trach nhiem|don vi|co quan)(?: (?:thuc hien|chu tri|cho))?"),
    (
        Meaning.COORDINATORS,
        rf"{_WHO}(?:phoi hop|tham gia|cung thuc hien)(?: (?:thuc hien|chinh|voi|trien khai|tham muu))*",
    ),
    (
        Meaning.DEADLINE,
        r"(?:thoi gian|thoi han|thoi diem|tien do|han) (?:trinh|ban hanh)(?: [a-z]+){0,6}"
        r"|(?:thoi gian|thoi han|thoi diem|tien do|han|moc|lo trinh|hoan thanh|ky han)"
        r"(?: (?:thoi gian|thuc hien|hoan thanh|trinh|ban hanh|xong|trien khai|du kien|bao cao|gui"
        r"|va|cuoi|ket thuc|phai))*",
    ),
    (
        Meaning.PRODUCT,
        r"(?:cac )?(?:san pham|ket qua|dau ra)(?: (?:dau ra|du kien|dat duoc|can dat|cu the"
        r"|hoan thanh|thuc hien|san pham|ket qua|va))*",
    ),
    (
        Meaning.LEVEL,
        r"(?:cap|co quan|noi) (?:trinh|ban hanh|phe duyet|quyet dinh|tham quyen)"
        r"|tham quyen(?: (?:ban hanh|phe duyet|quyet dinh))?",
    ),
    (Meaning.TITLE, r"(?:ten )?(?:nhiem vu|noi dung|cong viec)(?: (?:thuc hien|cong viec|nhiem vu|cu the))*"),
    (
        Meaning.OTHER,
        r"(?:nguon )?(?:kinh phi|von|luc)(?: thuc hien| du kien)?|dia diem|doi tuong|ghi chu"
        r"|muc tieu|muc dich"
        r"|hinh thuc|so luong|yeu cau|thanh phan|quy mo|pham vi|(?:don vi|co quan) (?:tham dinh"
        r"|tham tra|kiem tra|theo doi)",
    ),
)
_COMPILED = tuple((meaning, re.compile(pattern)) for meaning, pattern in _LABELS)
_COLON = re.compile(
    r"(?:^|(?<=[.;,(\n–-])|(?<=\. )|(?<=; ))\s*[-–+•*]?\s*(?P<label>[^\W\d_][^:.;,()\n]{1,60})(?<=\w)\s*:",
    re.MULTILINE,
)
_LAST = re.compile(r"[\s;,.()–+•*-]+$")
_LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Labelled:
    """A line taken apart: the text before its labels, and what stands after each of them."""

    before: str
    fields: tuple[tuple[Meaning, str], ...]


def take_apart(text: str) -> Labelled:
    """The labels of a line and what they say; a line without any is all `before`."""
    marks = []
    for found in _COLON.finditer(text[:_LONGEST]):
        meaning = label_of(found["label"])
        if meaning:
            marks.append((found.start(), found.end(), meaning))
    if not marks:
        return Labelled(text, ())
    ends = [start for start, _end, _meaning in marks[1:]] + [len(text)]
    fields = tuple(
        (meaning, _LAST.sub("", text[after:end]).strip())
        for (_start, after, meaning), end in zip(marks, ends, strict=True)
    )
    return Labelled(_LAST.sub("", text[: marks[0][0]]), fields)


def label_of(label: str) -> Meaning | None:
    """What a label before a colon says of what follows; None for words that are no label."""
    folded = fold(label)
    return next((meaning for meaning, fits in _COMPILED if fits.fullmatch(folded)), None)
