"""What the bot's posts say, read back from their texts as a person reads them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from tests.stage import Said

COUNTERS = (
    "Hoàn thành đúng hạn",
    "Hoàn thành quá hạn",
    "Đang thực hiện trong hạn",
    "Quá hạn chưa hoàn thành",
)
_CODE = re.compile(r"^\d+\. (PL\d+-\d+) ·", re.MULTILINE)
_DUE = re.compile(r"^Hạn (\d+)/(\d+)/(\d+) \((?:còn (\d+) ngày|hôm nay)\)$", re.MULTILINE)
_SECTION = re.compile(r"^(Quá hạn|Đến hạn trong 7 ngày tới|Sắp tới): (\d+)$", re.MULTILINE)
_DESK = re.compile(r"^\d+ vướng mắc chưa có ý kiến: (.+)\. Xem: /vuongmac$", re.MULTILINE)
_AGENCY = re.compile(
    r"^• (.+): (\d+)/(\d+)(?: \(\d+%\))?(?:, quá hạn (\d+))?(?:; xếp thứ \d+)?$", re.MULTILINE
)


def kind(post: Said) -> str:
    """Which post it is, by its head."""
    head = post.text.partition("\n")[0]
    for name, form in (
        ("quarter", r"Quý (I|II|III|IV)/\d{4}: việc đến hạn của Kế hoạch .+"),
        ("reminder", r"Sắp đến hạn – Kế hoạch .+"),
        ("results", r"Kết quả thực hiện Kế hoạch .+ · Quý .+"),
        ("rollup", r"Kết quả thực hiện Kế hoạch .+"),
        ("private", r"Nhắc việc ngày [\d/]+"),
    ):
        if re.fullmatch(form, head):
            return name
    raise AssertionError(f"an unknown post: {post.text}")


def papers(post: Said) -> list[Said]:
    """A post with each of the totals in it by itself: a quarter's and the week's may come together."""
    return [replace(post, text=text) for text in re.split(r"\n\n(?=Kết quả thực hiện Kế hoạch)", post.text)]


def codes(text: str) -> set[str]:
    """The tasks that a text lists; each must be listed once."""
    found = _CODE.findall(text)
    assert len(found) == len(set(found)), text
    return set(found)


def by_deadline(text: str) -> dict[tuple[date, int], set[str]]:
    """The tasks of a digest under (deadline, days left)."""
    _head, *parts = _DUE.split(text)
    chunks = [parts[at : at + 5] for at in range(0, len(parts), 5)]
    return {
        (date(int(year), int(month), int(day)), int(left or 0)): codes(body)
        for day, month, year, left, body in chunks
    }


def sections(text: str) -> dict[str, set[str]]:
    """The tasks of a private reminder under its headings; a heading's number must be right."""
    _head, *parts = _SECTION.split(text)
    found = {}
    for title, number, body in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
        found[title] = codes(body)
        assert len(found[title]) == int(number), text
    return found


def unanswered(text: str) -> set[str]:
    """The tasks of the blockers that a coordinator's reminder counts as without an answer."""
    return {code for line in _DESK.findall(text) for code in line.split(", ")}


def overdue(text: str) -> set[str]:
    """The tasks that totals name as overdue."""
    before, *_after = re.split(r"\n\n(?:Vướng mắc|Thay đổi từ)", text, maxsplit=1)
    return sections(before).get("Quá hạn", set())


def counters(text: str) -> tuple[int, ...]:
    """The four counters of totals, in their order, after the total that they must add up to."""
    total = re.search(r"^Tổng số: (\d+) nhiệm vụ$", text, re.MULTILINE)
    assert total, text
    found = [re.search(rf"^• {name}: (\d+) \(\d+%\)", text, re.MULTILINE) for name in COUNTERS]
    numbers = tuple(int(one[1]) for one in found if one)
    assert len(numbers) == 4, text
    assert sum(numbers) == int(total[1]), text
    return numbers


def caption(text: str) -> tuple[int, ...]:
    """The four counters of a picture's caption."""
    found = [re.search(rf"[:;] {name} (\d+)[;.]", text) for name in COUNTERS]
    numbers = tuple(int(one[1]) for one in found if one)
    assert len(numbers) == 4, text
    return numbers


def agencies(text: str) -> dict[str, tuple[int, int, int]]:
    """Done, all and overdue of each agency in totals."""
    return {name: (int(d), int(a), int(o or 0)) for name, d, a, o in _AGENCY.findall(text)}
