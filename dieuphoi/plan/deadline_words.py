"""The words beside the dates of a deadline: how it comes back, what it waits for, what is no deadline."""

from __future__ import annotations

import re

from dieuphoi.plan.model import Recurrence

NOTHING = re.compile(r"[\W_]*(?:x|khong)?[\W_]*")
SAME = re.compile(r"\W*(?:nt|nhu tren)\W*")
RECURRENCES = (
    (
        Recurrence.MONTHLY,
        re.compile(
            r"\b(?:hang|moi|tung) thang\b|\bky bao cao\b|\blan\s*/\s*thang\b|\b(?:dinh ky|theo) thang\b"
            r"|\bthang (?:sau(?! khi)|ke tiep|tiep theo)\b"
        ),
    ),
    (
        Recurrence.QUARTERLY,
        re.compile(
            r"\b(?:hang|moi|tung) quy\b|\btheo quy\b(?! (?:dinh|che|mo|hoach|trinh|luat))"
            r"|\bquy(?: (?:mot|0?1)|\s*/)\s*lan\b"
            r"|\blan\s*/\s*quy\b|\bdinh ky (?:quy|0?3 thang)\b|\b0?3 thang\s*/\s*lan\b"
            r"|\bthang cuoi (?:cua )?(?:moi )?quy\b|\bquy (?:sau(?! khi)|ke tiep)\b"
        ),
    ),
    (
        Recurrence.YEARLY,
        re.compile(
            r"\b(?:hang|moi|tung) nam\b|\btheo nam\b(?! hoc| \d)"
            r"|\bnam (?:tiep theo|sau(?! khi)|ke tiep)\b|\blan\s*/\s*nam\b"
            r"|\bnam(?: (?:mot|0?1)|\s*/)\s*lan\b"
            r"|\b0?6 thang(?:,| va|/) ?(?:ca )?nam\b|\bdinh ky nam\b"
        ),
    ),
    (
        Recurrence.ONGOING,
        re.compile(
            r"\bthuong xuyen\b|\blien tuc\b|\bdinh ky\b|\bhang (?:tuan|ngay)\b|\b(?:/|mot|0?1) ?lan\b"
            r"|\b0?6 thang\s*/\s*lan\b|\b(?:suot|trong) qua trinh\b"
        ),
    ),
)

_DATE = r"(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{1,2} thang \d{1,2} nam \d{4})"
_KIND = (
    r"(?:cong van|van ban|to trinh|ke hoach|quyet dinh|thong bao|nghi quyet|nghi dinh|thong tu|chi thi|luat"
    r"|bao cao|ket luan|huong dan|de an|chuong trinh)"
)
_OF_THAT_DAY = rf"(?:(?:(?!\b(?:truoc|cham|den|xong|hoan|muon)\b)[^,;.()]){{0,80}}?\bngay\s*{_DATE})?"
LETTER = re.compile(
    rf"(?:{_KIND}\s*)?(?:so:?\s*)?(?<![\d/])(?:\d{{1,9}}(?:/\d{{4}})?/(?!(?:nam|quy|thang|lan|tuan)\b|t\d|[a-z]{{3}}/\d)[a-z][\w&-]*"
    rf"(?:/[a-z][\w-]*)*|\d{{1,9}}-[a-z]{{2,}}/[a-z]+){_OF_THAT_DAY}"
    rf"|https?://\S+|\b(?:nghi dinh|thong tu|luat)\s+\d{{1,9}}/\d{{4}}(?![\w/]){_OF_THAT_DAY}"
    rf"|{_KIND}\s+so:?\s*\d{{1,9}}(?:/\d{{4}})?(?![\w/]){_OF_THAT_DAY}"
)

CONDITION = re.compile(
    r"(?:(?:(?:trong vong|trong|cham nhat|muon nhat|sau|khong qua)\s+)?(?:la\s+)?\d{1,3}\s*(?:ngay|tuan|thang|quy)\b"
    r"(?: lam viec)?,?\s+)?(?:"
    r"\b(?:ngay )?(?:sau|tu|truoc) khi\b|\b(?:ke )?tu (?:khi|(?:thoi diem|ngay) (?!\d|thang))"
    r"|\bke tu (?!ngay|thang|quy|nam|\d)"
    r"|\bkhi (?:co|duoc|phat sinh|can|trung uong|chinh phu|bo)\b|^khi\b|\bsau (?:ky hop|hoi nghi|dai hoi)\b"
    r"|^(?:ngay )?sau\b(?! (?:ngay|thang|quy|nam)\b| ?\d)"
    r"|\btheo (?:yeu cau|huong dan|chi dao)\b)(?:(?!\.\s)[^;)]){0,300}"
)
# In the middle of a sentence, "sau khi" is an event to wait for only where somebody issues or decides.
AWAITED = re.compile(
    r"\b(?:ngay )?(?:sau khi|khi co)\b(?:(?!\.\s)[^;,)]){0,200}?\b(?:ban hanh|thong qua|phe duyet|huong dan"
    r"|quy dinh|van ban|quyet dinh|nghi quyet|nghi dinh|thong tu|hieu luc|phan bo|giao von|giao ke hoach)\b"
    r"(?:(?!\.\s)[^;,)]){0,200}"
)
# "… hoàn thành trong quý II/2026" says more than "Năm 2025-2026" before it.
FINISHED = re.compile(r"\b(?:hoan thanh|xong|ket thuc)(?: trong| vao| truoc)?(?: ngay| thang| quy)?\s*$")
LIMITED = re.compile(r"\b(?:cham nhat|muon nhat|truoc|khong qua)(?: la)?(?: den)?(?: ngay)?\s*$")
# What makes a date after such a phrase the task's own, and not one of the event's.
OWN_LIMIT = re.compile(
    r"\b(?:cham nhat|muon nhat|truoc|khong qua|xong|du kien|hoan thanh|thoi han|han|den)\b[^,;]{0,24}$"
)
EVENT = re.compile(
    r"^(?:tu|luc|vao)\s+(?:luc\s+)?\d{1,2}\s*(?:h|:|gio\b)|\bbat dau tu \d{1,2}\s*(?:h|gio\b)"
    r"|\d{1,2}h\d{0,2}\s*-\s*\d{1,2}h|\btai (?:hoi truong|phong hop|tru so)\b"
)
SESSION = re.compile(r"\bky hop\b")
REGISTERED = re.compile(r"^dang ky\b")
PLANNED = re.compile(r"\bdu kien\b|\bkhoang\b")
BEFORE = re.compile(r"\btruoc(?: het)?(?: ngay| thang| quy| nam)?(?: m[uo]ng)?\s*$")
BEGINS = re.compile(r"\b(?:tu|sau|bat dau:?)(?: dau| cuoi| giua)?(?: ngay| thang| quy| nam)?\s*$")
OUTLOOK = re.compile(r"\b(?:tam nhin|dinh huong)(?: den)?(?: het)?(?: nam)?\s*$")
