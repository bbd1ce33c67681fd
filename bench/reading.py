"""Read a document of 300 pages in every format, and files made to do harm: seconds and memory of each.

Ends with 1 where one takes more than 256 MiB or 20 seconds, or fails without a reason for people.
"""

from __future__ import annotations

import argparse
import itertools
import multiprocessing
import resource
import sys
import time
from collections.abc import Callable
from typing import Any

from dieuphoi.bot.reading_room import SECONDS, read_safely
from dieuphoi.plan.reading import ReadingError
from tests.files import making
from tests.files.hostile import HOSTILE

MEMORY = 256  # MiB
TASKS = 1_900  # some six on a page, 300 pages

_WHAT = (
    "Rà soát, sửa đổi, bổ sung quy chế quản lý, vận hành và khai thác cơ sở dữ liệu dùng chung",
    "Xây dựng đề án phát triển kinh tế số, xã hội số gắn với cải cách hành chính",
    "Tổ chức hội nghị tập huấn kỹ năng cho cán bộ, công chức, viên chức cấp xã",
)
_MORE = "; báo cáo kết quả, khó khăn, vướng mắc và đề xuất giải pháp cho kỳ tiếp theo của giai đoạn"
_WHO = ("Sở Y tế", "Sở Kế hoạch và Đầu tư", "Công an tỉnh", "Sở Văn hóa, Thể thao và Du lịch")
_WITH = ("Các sở, ban, ngành; UBND các huyện", "Sở Tài chính, Sở Nội vụ", "Sở Xây dựng")
_WHEN = ("Quý I/2022", "Tháng 6/2022", "Thường xuyên", "31/12/2022", "2022 - 2025")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose."""


def run(_given: argparse.Namespace) -> tuple[dict[str, Any], bool]:
    """Measure each file; gives the figures, and whether all kept to the limits."""
    figures: dict[str, Any] = {}
    good = True
    for name, make in {**_large(), **HOSTILE}.items():
        print(name, file=sys.stderr)
        seconds, memory, end = _measure(make())
        good &= seconds < SECONDS + 1 and memory < MEMORY and not end.startswith("!")
        figures[name] = f"{seconds:.1f} s, {memory} MiB, {end}"
    return figures, good


def _large() -> dict[str, Callable[[], bytes]]:
    rows = list(
        itertools.islice(zip(*map(itertools.cycle, (_WHAT, _WHO, _WITH, _WHEN)), strict=False), TASKS)
    )
    rows = [(f"{what} trên địa bàn tỉnh, đợt {n}{_MORE}", *rest) for n, (what, *rest) in enumerate(rows)]
    formats = {
        "text": making.text,
        "Markdown": making.markdown,
        "web page": making.page,
        "Word": making.word,
        "Excel": making.excel,
        "PDF with rules": making.pdf,
        "PDF without rules": lambda rows: making.pdf(rows, stroke="none"),
    }
    return {f"{TASKS} tasks, {name}": lambda make=make: make(rows) for name, make in formats.items()}


def _measure(data: bytes) -> tuple[float, int, str]:
    """Seconds, MiB of the reading process, and how it ended; in a process of its own, as the system counts."""
    mine, theirs = multiprocessing.get_context("spawn").Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_read, args=(data, theirs))
    process.start()
    found = mine.recv()
    process.join()
    return found


def _read(data: bytes, pipe: Any) -> None:
    started = time.perf_counter()
    try:
        document = read_safely(data, "x")
        end = f"{len(document.tasks)} tasks, {len(document.problems)} problems"
    except ReadingError as error:
        end = f"refused: {error}"
    except Exception as error:  # noqa: BLE001 - what must not happen is a figure here
        end = f"! {error!r}"
    seconds = time.perf_counter() - started
    pipe.send((seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024, end))
