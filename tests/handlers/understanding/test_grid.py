"""Every way of saying a state, in every frame, with and without diacritics, privately and in the group."""

from __future__ import annotations

import unicodedata
from itertools import product
from typing import Any

import pytest

FRAMES = ["PL1-2 {}", "PL1-2: {}", "dạ PL1-2 bên em {} ạ", "quy chế BCĐ {} nhé bot"]
WORK = [
    "xây dựng",
    "soạn thảo",
    "dự thảo",
    "hoàn thiện",
    "chỉnh sửa",
    "rà soát",
    "chuẩn bị",
    "tổng hợp",
    "viết",
    "lập",
]
ON = [
    "",
    "đề cương",
    "tờ trình",
    "hồ sơ",
    "phụ lục",
    "báo cáo thuyết minh",
    "để trình UBND tỉnh",
    "theo góp ý của Sở Tư pháp",
]
ASK = ["đang lấy ý kiến", "gửi lấy ý kiến", "đang xin ý kiến", "đang chờ ý kiến"]
WHOM = ["", "các sở, ngành, địa phương", "các huyện", "Sở Tư pháp", "Hội Nông dân tỉnh", "lần 2"]
HAND_IN = ["đã trình", "vừa trình", "mới trình", "đã nộp"]
TO = ["", "UBND tỉnh", "HĐND tỉnh", "Thủ tướng", "lên tỉnh"]
WHEN = ["", "hôm qua", "tuần trước", "ngày 10/2", "rồi", "từ đầu tháng"]
FINISH = [
    "đã ban hành",
    "đã được phê duyệt",
    "đã hoàn thành",
    "xong",
    "UBND tỉnh đã ban hành",
    "HĐND tỉnh đã thông qua",
]
STUCK = ["vướng", "đang kẹt", "chưa làm được", "không làm được", "chưa triển khai"]
CAUSE = [
    "chưa có nghị định",
    "thiếu kinh phí",
    "chưa có hướng dẫn của Bộ LĐTBXH",
    "Chính phủ chưa ban hành Nghị định",
]

SAID = {
    "in_progress": [" ".join(words) for words in product(["đang"], WORK, ON)]
    + [
        "chưa xong",
        "gần xong",
        "chưa trình",
        "bị trả lại để bổ sung",
        "soạn xong, chưa trình",
        "đã tiếp thu góp ý",
    ],
    "consulting": [" ".join(words) for words in product(ASK, WHOM)]
    + [
        "đang thẩm định",
        "gửi Sở Tư pháp thẩm định",
        "các sở chưa góp ý xong",
        "chưa trình được vì chờ góp ý",
    ],
    "submitted": [" ".join(words) for words in product(HAND_IN, TO, WHEN)]
    + [
        "trình rồi mà chưa ký",
        "chờ UBND tỉnh ký",
        "đã trình UBND tỉnh xem xét ban hành",
        "đang chờ phê duyệt",
    ],
    "done": [" ".join(words) for words in product(FINISH, ["rồi", "hôm qua", "tuần trước", "ngày 10/2"])],
    "blocked": [" ".join(words) for words in product(STUCK, ["vì", "do"], CAUSE)],
    "not_started": [
        "chưa làm",
        "chưa làm gì",
        "chưa triển khai gì",
        "vẫn chưa bắt đầu",
        "chưa đụng tới",
        "chưa soạn gì",
    ],
}


def _bare(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


@pytest.mark.parametrize("state", SAID)
def test_a_state_is_the_same_in_every_frame(read: Any, state: str) -> None:
    """Of all combinations at most one in a hundred is read otherwise."""
    texts = [frame.format(" ".join(said.split())) for said in SAID[state] for frame in FRAMES]
    both = [*texts, *map(_bare, texts)]
    missed = [text for text in both if read(text).slots.get("status") != state]
    assert len(missed) <= 0.01 * len(both), missed[:10]


WRITES = {"update", "extend", "undo", "register"}
STEPS = ["xong", "trình", "đã trình", "ban hành", "hoàn thành", "được phê duyệt", "ký", "nộp"]
NO_REPORT = [
    "nếu PL1-2 {} thì tốt", "giá mà PL1-2 {} sớm", "ước gì PL1-2 {}", "PL1-2 mà {} thì mừng", "giả sử PL1-2 {}",
    "khi nào PL1-2 {} vậy", "PL1-2 {} chưa", "PL1-2 {} phải không", "sao PL1-2 chưa {}", "ai {} PL1-2 vậy",
    "nghe nói PL1-2 {} rồi", "em nghĩ PL1-2 {} rồi", "hình như PL1-2 {} rồi", "bên Đồng Nai {} rồi",
    "sếp hỏi PL1-2 {} chưa", "PL1-2 phải {} trước 30/3", "mong PL1-2 sớm {}", "đừng ghi PL1-2 {}",
    "yêu cầu các đơn vị {} PL1-2 trước ngày 20/3", "sau khi PL1-2 {} mình mới làm tiếp", "những việc đã {}",
    "Bộ Tài chính vừa {} thông tư", "chị Lan nhớ {} PL1-2 nhé", "theo kế hoạch PL1-2 {} trong quý IV",
]  # fmt: skip


def test_states_in_frames_that_report_nothing(read: Any) -> None:
    """Questions, wishes, conditions, news and orders with the words of a state: at most 1 % become a write."""
    texts = [frame.format(step) for frame, step in product(NO_REPORT, STEPS)]
    asked = [(text, chat) for text in [*texts, *map(_bare, texts)] for chat in ("private", "group")]
    taken = [text for text, chat in asked if read(text, chat).intent in WRITES]
    assert len(taken) <= 0.01 * len(asked), taken[:10]
