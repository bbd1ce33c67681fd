"""The duties of the section "TỔ CHỨC THỰC HIỆN": numbered items, lettered points, and whose they are."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dieuphoi.plan.agency_lists import is_group, is_named_agency, leading_agency, split_agencies
from dieuphoi.plan.model import Duty
from dieuphoi.plan.reading.appendices import appendix_of
from dieuphoi.plan.reading.elements import Element, Prose
from dieuphoi.plan.text import fold

_SECTION = re.compile(r"(?:PHẦN\s+(?:THỨ\s+)?)?(?P<number>[IVX]{1,5}|[A-H])\s*[.):–-]\s*(?P<title>\S.*)")
_ITEM = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2})*)\s*[.)]\s*(?P<text>\S.*)", re.DOTALL)
_POINT = re.compile(r"(?P<number>[a-zđ])\s*[.)]\s*(?P<text>\S.*)", re.DOTALL)
_DASH = re.compile(r"[-–+•*]\s*\S")
_END = re.compile(r"Nơi nhận|Điều \d|TM\.|KT\.|TL\.")
_ASKED = re.compile(r"(?:đề nghị|giao|yêu cầu)\s+", re.IGNORECASE)
# What an agency is to do, in small letters: "Sở Xây dựng" is a name.
# "các cơ quan được giao chủ trì …" is still the name of a group.
ACTS = re.compile(
    r"\s*[,;]?\s+(?<!\bBan )(?<!\bban )(?<!được giao )(?<!được phân công )(?<!được giao nhiệm vụ )"
    r"(?:chủ trì|chủ động|phối hợp|có trách nhiệm|có nhiệm vụ|chịu trách nhiệm|là (?:cơ quan|đầu mối)"
    r"|theo (?:chức năng|dõi|nhiệm vụ)|căn cứ|trên cơ sở|tham mưu|triển khai|xây dựng|thực hiện|hướng dẫn"
    r"|tổ chức (?!chính trị|thành viên|đoàn thể|xã hội|liên quan|có)|rà soát|bố trí|cân đối|khẩn trương"
    r"|tích cực|nghiêm túc|tăng cường|đẩy mạnh|định kỳ|giúp|ban hành|chỉ đạo|kiểm tra|giám sát|tuyên truyền"
    r"|vận động|lồng ghép|đôn đốc|tổng hợp|báo cáo|quán triệt|đưa|lập|phát huy|huy động|quy định|tiếp tục"
    r"|hỗ trợ|tham gia|chuẩn bị|tiếp nhận|công bố|tạo điều kiện|sử dụng"
    r"|nghiên cứu|thẩm định|đảm bảo|bảo đảm|cung cấp|quản lý|xem xét|hằng năm|hàng năm|trong phạm vi)\b",
)
_COLON = re.compile(r"(?<!sở)(?<!bộ)(?<!huyện)\s*:", re.IGNORECASE)  # "Các Sở: Y tế, Tài chính" goes on
_LONGEST_HEAD = 300
_LONGEST_NAME = 100


def read_duties(elements: Iterable[Element]) -> list[Duty]:
    """The duties of the body text, in order. A point without an agency of its own has that of its item."""
    reader = _Reader()
    for element in elements:
        if isinstance(element, Prose):
            reader.see(element)
    reader.finish_item()
    return reader.duties


class _Reader:
    def __init__(self) -> None:
        self.duties: list[Duty] = []
        self._section: str | None = None
        self._item: Duty | None = None
        self._points: list[Duty] = []

    def see(self, prose: Prose) -> None:
        """Take in a line of the body."""
        section = _SECTION.fullmatch(prose.text[:200])
        if section and section["title"][:1].isupper():
            self.finish_item()
            self._section = section["number"] if "to chuc thuc hien" in fold(section["title"]) else None
        elif _END.match(prose.text) or appendix_of(prose.text, 0) is not None:
            self.finish_item()
            self._section = None
        elif self._section:
            self._see_line(prose)

    def _see_line(self, prose: Prose) -> None:
        if item := _ITEM.fullmatch(prose.text):
            self.finish_item()
            self._item = Duty(
                f"{self._section}.{item['number']}", agencies_of(item["text"]), prose.text, prose.line
            )
        elif self._item and (point := _POINT.fullmatch(prose.text)):
            own = agencies_of(point["text"])
            code = f"{self._item.code}.{point['number']}"
            self._points.append(Duty(code, own or self._item.agencies, prose.text, prose.line))
        elif self._item and _DASH.match(prose.text):
            self._lengthen(prose.text)

    def _lengthen(self, text: str) -> None:
        """A dash goes on with the point or item that it stands under."""
        last = self._points[-1] if self._points else self._item
        assert last  # noqa: S101 - asked by the caller
        longer = Duty(last.code, last.agencies, f"{last.text}\n{text}", last.line)
        if self._points:
            self._points[-1] = longer
        else:
            self._item = longer

    def finish_item(self) -> None:
        """Keep the points of an item, or the item itself without points; without an agency it is no duty."""
        found = self._points or ([self._item] if self._item else [])
        self.duties.extend(duty for duty in found if duty.agencies)
        self._item, self._points = None, []


def agencies_of(text: str) -> tuple[str, ...]:
    """The agencies that a sentence begins with, before a colon or what they are to do; may be none."""
    asked = _ASKED.match(text)
    head = text[asked.end() if asked else 0 :][:_LONGEST_HEAD]
    if not is_named_agency(head) and not is_group(head):
        return ()
    acts = ACTS.search(head)
    ends = [found.start() for found in (acts, _COLON.search(head)) if found]
    if ends:
        return split_agencies(head[: min(ends)])
    return split_agencies(head) if len(head) < _LONGEST_NAME else tuple(filter(None, [leading_agency(head)]))
