"""What the heading of a column, or a label before a colon, says of what stands under or after it."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from rapidfuzz import fuzz

from dieuphoi.plan.text import fold

_LONGEST_HEADING = 120
_NEARLY = 85  # of 100: one letter of "cơ quan chủ chì" is wrong


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
    REPORTED = "reported"  # how something went: a column of reports, not of plans
    RECORD = "record"  # of people or of papers already issued
    OTHER = "other"


_BODY = r"(?:co quan|don vi|to chuc|bo phan|so nganh|so ban nganh|phong ban|dia phuong|ca nhan|nguoi)"
# The first that fits decides; within one meaning, an earlier row is the better column for it.
_HEADINGS: tuple[tuple[Meaning, str], ...] = (
    (Meaning.NUMBER, r"(?:so )?(?:tt|stt)|so thu tu|no|thu tu|muc"),
    (
        Meaning.RECORD,
        r"ho (?:va )?ten\b.*|(?:phi )?le phi\b.*|chuc (?:vu|danh)\b.*"
        r"|(?:so )?(?:dien thoai|dt|sdt|di dong)\b.*|email|thu dien tu"
        r"|nam sinh|ngay sinh|(?:so )?(?:va )?ky hieu\b.*|so (?:va )?ky hieu\b.*|so hieu\b.*|so van ban\b.*"
        r"|ngay (?:ky|ban hanh|thang|den)\b.*|so ngay\b.*|tu viet tat|viet tat|thuat ngu|dien giai"
        r"|y nghia|trinh do\b.*",
    ),
    (
        Meaning.REPORTED,
        r".*\b(?:tinh hinh thuc hien|tinh hinh trien khai|nguyen nhan|ly do|vuong mac|kho khan"
        r"|ton tai|han che"
        r"|ket qua (?:thuc hien|trien khai|xu ly|giai quyet|dat duoc) (?:den|thang|quy|nam|trong"
        r"|tinh|6|9)|da thuc hien"
        r"|tien do (?:thuc hien )?(?:den (?:nay|ngay|thang|het)|hien nay)|muc do hoan thanh|ty le hoan thanh"
        r"|tinh trang|trang thai|diem (?:chuan|toi da|tu cham|tham dinh)|tu danh gia|hien trang)\b.*",
    ),
    (
        Meaning.MEASURE,
        r"(?:don vi tinh|dvt|dv tinh|(?:ten |cac |noi dung |muc tieu "
        r"|nhom )?chi tieu\b(?!.*(?:nhiem vu|cong viec)).*"
        r"|kinh phi|du toan.*|tong so|tong cong|tong|thanh tien|so tien|so luong|don gia|dinh muc"
        r"|quy mo|dien tich\b.*"
        r"|(?:kinh phi|tong kinh phi|nhu cau|muc) \b.*(?:kinh phi|dong|von|chi|ho tro).*|tong muc dau tu\b.*"
        r"|von\b.*|tong (?:von|kinh phi).*|nguon (?:von|kinh phi|luc).*|ngan sach.*|kinh phi\b.*"
        r"|(?:ke hoach|thuc hien|muc tieu|uoc thuc hien|uoc) (?:nam )?\d{4}.*|(?:nam )?\d{4})",
    ),
    (Meaning.OTHER, r"(?:co so|can cu)\b.*|ghi chu|(?:da )?xong chua"),
    # As people write in a small office.
    (
        Meaning.DEADLINE,
        r"(?:khi nao|bao gio|ngay nao)\b.*|(?:ngay|phai|can) xong.*|xong (?:truoc|ngay|khi nao).*",
    ),
    (
        Meaning.COORDINATORS,
        r"(?:ai|nguoi|don vi|bo phan) (?:cung (?:lam)?|ho tro|giup).*|(?:lam|cung) (?:cung|lam)|ho tro",
    ),
    (Meaning.LEAD, r"ai (?:lam|lo|chiu|phu trach|thuc hien|nhan|chinh)\b.*|nguoi (?:lam|nhan viec)"),
    (Meaning.PRODUCT, r".*\b(?:san pham|ket qua|dau ra|hinh thuc van ban|loai van ban|hinh thuc)\b.*"),
    (Meaning.LEAD, r".*\bchu tri\b(?!.*\btham tra\b).*\bphoi hop\b.*"),
    (Meaning.COORDINATORS, r".*\b(?:phoi hop|tham gia|ph)\b.*"),
    (Meaning.DEADLINE, r".*\b(?:hoan thanh|ket thuc)\b.*"),
    (Meaning.DEADLINE, r".*\b(?:thoi gian|thoi han|thoi diem|tien do)\b.*\b(?:trinh|ban hanh)\b.*"),
    (
        Meaning.DEADLINE,
        r".*\b(?:thoi gian|thoi han|thoi diem|tien do|han|lo trinh|moc|ky hop|du kien trinh|tg)\b.*"
        r"|(?:thang|quy|ngay)(?: (?:trinh|thuc hien|nam \d{4}))?",
    ),
    (Meaning.OTHER, r".*\b(?:tham tra|tham dinh|kiem tra|theo doi|ghi chu|bat dau|lanh dao|chi dao)\b.*"),
    (
        Meaning.LEVEL,
        r".*\b(?:cap (?:trinh|ban hanh|phe duyet|quyet dinh|co tham quyen)|tham quyen|noi trinh|trinh cap"
        r"|(?:co quan|noi) (?:ban hanh|phe duyet|quyet dinh|thong qua))\b.*",
    ),
    (Meaning.LEAD, r".*\bchu tri\b.*"),
    (Meaning.LEAD, r".*\b(?:soan thao|tham muu|dau moi|chu quan)\b.*"),
    (Meaning.LEAD, rf"{_BODY} (?:chuan bi|xay dung|de xuat)\b.*"),
    (Meaning.LEAD, rf"(?:{_BODY}|phan cong|trach nhiem)\b.*\b(?:thuc hien|trien khai|chinh)\b.*"),
    (
        Meaning.LEAD,
        r".*\b(?:chiu trach nhiem|phu trach|duoc giao|co quan trinh|don vi trinh|phan cong"
        r"|giao)\b.*|trach nhiem\b.*",
    ),
    (Meaning.LEAD, rf"{_BODY}(?: (?:co )?{_BODY})*|thuc hien|chu tri"),
    (
        Meaning.TITLE,
        r"(?!nhom\b|linh vuc\b).*\b(?:nhiem vu|cong viec|dau viec|noi dung thuc hien|ten van ban|ten du an|ten de an"
        r"|trich yeu)\b.*",
    ),
    (
        Meaning.TITLE,
        r"(?:ten\b|noi dung|hoat dong|giai phap|danh muc|viec|cong viec|cong tac|de an|du an"
        r"|chuong trinh|van ban\b"
        r"|linh vuc|hang muc|nhom).*",
    ),
)
_RANKED = tuple((meaning, re.compile(pattern), rank) for rank, (meaning, pattern) in enumerate(_HEADINGS))
# Headings that are known although a letter is wrong; their own spelling says what they mean.
_USUAL = (
    "co quan chu tri",
    "don vi chu tri",
    "co quan phoi hop",
    "don vi phoi hop",
    "thoi gian hoan thanh",
    "thoi gian thuc hien",
    "thoi han hoan thanh",
    "noi dung cong viec",
    "noi dung nhiem vu",
    "noi dung thuc hien",
    "don vi thuc hien",
    "co quan thuc hien",
)


def meaning_of(heading: str) -> tuple[Meaning, int] | None:
    """What a heading says its column holds, with a rank (lower is better); None for no known heading."""
    return _meaning_of(fold(heading)) if len(heading) <= _LONGEST_HEADING else None


@lru_cache(maxsize=2048)
def _meaning_of(folded: str) -> tuple[Meaning, int] | None:
    found = _exactly(folded)
    if found is None and 10 < len(folded) < 30:
        nearest = max(_USUAL, key=lambda usual: fuzz.ratio(folded, usual))
        return _exactly(nearest) if fuzz.ratio(folded, nearest) >= _NEARLY else None
    return found


def _exactly(folded: str) -> tuple[Meaning, int] | None:
    return next(((meaning, rank) for meaning, fits, rank in _RANKED if fits.fullmatch(folded)), None)
