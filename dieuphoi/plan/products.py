"""What a task has to bring about: a document that is issued under a number, or something else.

A resolution, a decision, a plan, a letter is issued; a report, a training, a survey is done without a number that
anybody follows up. Numbers of documents are built as Nghị định 30/2020/NĐ-CP has it: 12/QĐ-UBND, 05/2022/NQ-HĐND.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from dieuphoi.plan.text import fold

_PAPERS = (
    "nghi quyet|quyet dinh|ke hoach|cong van|to trinh|chi thi|quy che|quy dinh|de an|du an luat|huong dan"
    "|van ban|thong bao|nghi dinh|thong tu|phuong an|chuong trinh hanh dong|dieu le|cong dien|quy trinh"
    "|bo tieu chi|ket luan"
)
# What is done and not issued: work, meetings, figures, reports.
_DEEDS = (
    "bao cao|tap huan|boi duong|dao tao|hoi nghi|hoi thao|toa dam|khao sat|dieu tra|thong ke|kiem tra|giam sat"
    "|thanh tra|tuyen truyen|truyen thong|so ket|tong ket|ra soat|mua sam|ban giao|cap phat|ho tro|nhap lieu"
    "|cap nhat|thuc hanh|dien tap|hop|phong van|giai ngan|thi cong|khoi cong|nghiem thu|tong hop|tai lieu|cong khai"
)
_PAPER = re.compile(rf"\b(?:{_PAPERS})\b")
_DEED = re.compile(rf"\b(?:{_DEEDS})\b")
# Somebody else's paper that is only carried out, cited or reported on.
_CITED = re.compile(
    rf"\b(?:trien khai|thuc hien|thi hanh|theo|can cu|quan triet|chap hanh|cua|tai|noi dung)"
    rf"(?: (?:cac|nhung|noi dung|thuc hien|tinh than|ket qua))* (?:{_PAPERS})\b"
)
# A body is constituted, a list approved, a rule amended: each by a paper, named or not.
_ISSUED = re.compile(
    r"\b(?:(?<!da )(?<!duoc )(?<!moi )ban hanh|soan thao|sua doi|thanh lap|kien toan"
    rf"|(?:trinh|de nghi|de xuat|tham muu)(?: \w+){{0,6}}? (?:phe duyet|thong qua|{_PAPERS}))\b"
)
_PAPER_AT_ONCE = re.compile(
    r"^(?:tham muu|trinh|de nghi|de xuat|kien nghi|du thao|phe duyet|luat|chien luoc|quy hoach|du toan)\b"
)
_REPORT = re.compile(
    r"^(?:xay dung |lap |gui |hoan thanh |tong hop )*bao cao\b(?! (?:trinh|de xuat|tham muu)\b)"
)
_HELD = re.compile(
    rf"^(?:to chuc|mo|phoi hop to chuc|tham gia) (?!thuc hien\b)(?:\w+ ){{0,3}}?(?:{_DEEDS}|lop)\b"
)


@lru_cache(maxsize=4096)
def is_issued(title: str, product: str | None = None, level: str | None = None) -> bool:
    """Whether a task is done with a document that bears a number; told from its product, title and submission level.

    The plan's own column of products decides where there is one. In a title the first thing that it names does: a
    "report on carrying out a decision" is a report. What names neither, but goes to a body, is a paper for it.
    """
    if product:
        return bool(_named(fold(product)))
    text = fold(title)
    named = _named(text)
    if named is not None:
        return named
    return level is not None or bool(_PAPER_AT_ONCE.match(text))


def _named(text: str) -> bool | None:
    """What a text names first: a paper, a deed (False), or neither."""
    if _REPORT.match(text) or _HELD.match(text):
        return False
    if _ISSUED.search(text):
        return True
    rest = _CITED.sub(lambda cited: "#" * len(cited[0]), text)
    paper, deed = _PAPER.search(rest), _DEED.search(rest)
    if paper is None:
        return False if deed else None
    return deed is None or paper.start() < deed.start()


_NUMBER = re.compile(r"0*(?P<number>\d{1,5})(?:-[^\W\d_]+)?(?:/(?P<year>(?:19|20)\d\d))?(?:/(?P<symbol>.+))?")
_SYMBOL = re.compile(r"[^\W\d_][\w.&]*(?:-[^\W_][\w.&]*)*")
_MOST = 30_000  # papers that the busiest office numbers in a year


def is_plausible(number: str, day: date) -> bool:
    """Whether a document's number looks like one: counted from 1, with a year that is not later than its day."""
    found = _NUMBER.fullmatch(number.strip())
    if found is None or not 1 <= int(found["number"]) <= _MOST:
        return False
    if found["year"] and int(found["year"]) > day.year:
        return False
    return found["symbol"] is None or bool(_SYMBOL.fullmatch(found["symbol"]))
