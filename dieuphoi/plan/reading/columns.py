"""What the columns of a table mean, by their headings; a table without tasks has no meaning here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from dieuphoi.plan.agency_lists import is_named_agency
from dieuphoi.plan.text import fold

_LONGEST_HEADING = 120


class Meaning(StrEnum):
    """What a column holds."""

    NUMBER = "number"
    TITLE = "title"
    LEAD = "lead"
    COORDINATORS = "coordinators"
    DEADLINE = "deadline"
    LEVEL = "level"
    PRODUCT = "product"
    MEASURE = "measure"  # a column that only tables of figures have
    OTHER = "other"


# The first that fits decides; within one meaning, an earlier row is the better column for it.
_HEADINGS: tuple[tuple[Meaning, str], ...] = (
    (Meaning.NUMBER, r"(?:so )?(?:tt|stt)|so thu tu|no"),
    (
        Meaning.MEASURE,
        r"(?:don vi tinh|dvt|chi tieu\b(?!.*nhiem vu).*|kinh phi|du toan.*|tong so|tong cong|thanh tien"
        r"|so tien|so luong"
        r"|von\b.*|tong (?:von|kinh phi).*|nguon von.*|ngan sach.*|ke hoach (?:nam )?\d{4}|(?:nam )?\d{4})",
    ),
    (Meaning.PRODUCT, r".*\b(?:san pham|ket qua|hinh thuc van ban|loai van ban|hinh thuc)\b.*"),
    (Meaning.COORDINATORS, r".*\b(?:phoi hop|tham gia)\b.*"),
    (Meaning.DEADLINE, r".*\b(?:hoan thanh|ket thuc)\b.*"),
    (Meaning.DEADLINE, r".*\b(?:thoi gian|thoi han|thoi diem|tien do)\b.*\b(?:trinh|ban hanh)\b.*"),
    (
        Meaning.DEADLINE,
        r".*\b(?:thoi gian|thoi han|thoi diem|tien do|han|lo trinh|moc|ky hop|du kien trinh)\b.*",
    ),
    (Meaning.OTHER, r".*\b(?:tham tra|tham dinh|kiem tra|theo doi|ghi chu|bat dau)\b.*"),
    (
        Meaning.LEVEL,
        r".*\b(?:cap (?:trinh|ban hanh|phe duyet|quyet dinh|co tham quyen)|tham quyen|noi trinh|trinh cap"
        r"|(?:co quan|noi) (?:ban hanh|phe duyet|quyet dinh|thong qua))\b.*",
    ),
    (Meaning.LEAD, r".*\bchu tri\b.*"),
    (Meaning.LEAD, r".*\b(?:soan thao|tham muu|dau moi)\b.*"),
    (Meaning.LEAD, r"(?:co quan|don vi|to chuc|nguoi|so nganh|phan cong|trach nhiem)\b.*\bthuc hien\b.*"),
    (Meaning.LEAD, r".*\b(?:chiu trach nhiem|phu trach|duoc giao|co quan trinh|don vi trinh|phan cong)\b.*"),
    (Meaning.LEAD, r"(?:co quan|don vi)(?: (?:don vi|co quan|dia phuong))?"),
    (
        Meaning.TITLE,
        r".*\b(?:nhiem vu|cong viec|noi dung thuc hien|ten van ban|ten du an|ten de an|trich yeu)\b.*",
    ),
    (
        Meaning.TITLE,
        r"(?:ten\b|noi dung|hoat dong|giai phap|danh muc|viec|cong viec|de an|chuong trinh|van ban\b).*",
    ),
)
_RANKED = tuple((meaning, re.compile(pattern), rank) for rank, (meaning, pattern) in enumerate(_HEADINGS))


@dataclass(frozen=True, slots=True)
class Columns:
    """The place of each meaning in the rows of one table of tasks."""

    places: dict[Meaning, int]
    width: int
    headings: tuple[str, ...]

    def cell(self, cells: Sequence[str], meaning: Meaning) -> str:
        """The cell of that meaning, empty where the table or the row has none."""
        place = self.places.get(meaning)
        return cells[place] if place is not None and place < len(cells) else ""


def meaning_of(heading: str) -> tuple[Meaning, int] | None:
    """What a heading says its column holds, with a rank (lower is better); None for no known heading."""
    if len(heading) > _LONGEST_HEADING:
        return None
    folded = fold(heading)
    return next(((meaning, rank) for meaning, fits, rank in _RANKED if fits.fullmatch(folded)), None)


def is_header(cells: Sequence[str]) -> bool:
    """Whether the row is the heading of some table, of tasks or not."""
    if cells[0][:1].isdigit() or any(is_named_agency(cell) for cell in cells):
        return False
    found = [meaning_of(cell) for cell in cells]
    kinds = {meaning for meaning, _rank in filter(None, found)}
    known = sum(item is not None for item in found)
    return len(kinds) >= 2 and 2 * known >= sum(bool(cell) for cell in cells)


def read_columns(cells: Sequence[str]) -> Columns | None:
    """The columns of a table of tasks by its heading row; None for a table of anything else."""
    best: dict[Meaning, tuple[int, int]] = {}
    for place, heading in enumerate(cells):
        found = meaning_of(heading)
        if found and (found[0] not in best or found[1] < best[found[0]][0]):
            best[found[0]] = (found[1], place)
    places = {meaning: place for meaning, (_rank, place) in best.items()}
    if not {Meaning.TITLE, Meaning.LEAD} <= places.keys():
        return None
    if Meaning.MEASURE in places and Meaning.DEADLINE not in places:
        return None
    width = 1 + max(place for place, heading in enumerate(cells) if heading)
    return Columns(places, width, tuple(fold(cell) for cell in cells))


def with_second_row(header: Sequence[str], second: Sequence[str]) -> tuple[str, ...] | None:
    """One heading row of two ("Cơ quan thực hiện" over "Chủ trì", "Phối hợp"); None if these are no two."""
    named = [cell for cell in second if cell]
    alone = len(set(named)) < 2  # "I. Nhiệm vụ thường xuyên" heads a group, not a column
    if alone or any(meaning_of(cell) is None for cell in named) or _meanings(named) & {Meaning.NUMBER}:
        return None
    if len(second) >= len(header):
        padded = (*header, *[""] * (len(second) - len(header)))
        return tuple(below or above for above, below in zip(padded, second, strict=True))
    place = next((i for i, cell in enumerate(header) if _meanings([cell]) & {Meaning.LEAD}), None)
    return None if place is None else (*header[:place], *named, *header[place + 1 :])


def _meanings(cells: Sequence[str]) -> set[Meaning]:
    return {found[0] for cell in cells if (found := meaning_of(cell))}
