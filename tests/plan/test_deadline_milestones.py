"""A cell that names several days gives milestones; one that waits for an event keeps what it waits for."""

from __future__ import annotations

from datetime import date

import pytest

from dieuphoi.plan.deadlines import condition_in, read_deadline


@pytest.mark.parametrize(
    ("written", "milestones"),
    [
        (
            "Khởi động quý IV/2026; báo cáo kiểm kê quý II/2027; hiệu chỉnh quý IV/2027; cập nhật hằng quý đến 2030.",
            ["2026-12-31", "2027-06-30", "2027-12-31", "2030-12-31"],
        ),
        (
            "Dự thảo: tháng 3; lấy ý kiến: tháng 5; ban hành: tháng 6/2022",
            ["2022-03-31", "2022-05-31", "2022-06-30"],
        ),
        ("- Dự thảo: 15/3/2022\n- Trình: trước 15/5/2022", ["2022-03-15", "2022-05-14"]),
        ("Quý II/2022 (đợt 1), Quý IV/2022 (đợt 2)", ["2022-06-30", "2022-12-31"]),
        ("Quý I/2026. Có trong danh sách phải xử lý trước 31/5/2026", ["2026-03-31", "2026-05-30"]),
        ("Quý II; quý IV/2022", ["2022-06-30", "2022-12-31"]),
        ("Quý I, II/2022", []),
        ("Từ ngày 01/3/2022 đến ngày 30/6/2022", []),
        ("Quý IV/2022", []),
        ("Hằng năm", []),
        ("", []),
    ],
)
def test_several_dates_in_one_cell_are_milestones(written: str, milestones: list[str]) -> None:
    found = read_deadline(written)
    assert [milestone.due for milestone in found.milestones] == [
        date.fromisoformat(day) for day in milestones
    ]
    assert all(milestone.text for milestone in found.milestones)


@pytest.mark.parametrize(
    ("written", "condition"),
    [
        ("Sau khi có hướng dẫn của Trung ương", "Sau khi có hướng dẫn của Trung ương"),
        ("Trong vòng 30 ngày kể từ ngày ban hành", "Trong vòng 30 ngày kể từ ngày ban hành"),
        ("Quý II/2022 (sau khi có hướng dẫn của Trung ương)", "sau khi có hướng dẫn của Trung ương"),
        ("Khi có quy định của Bộ Tài chính.", "Khi có quy định của Bộ Tài chính"),
        ("Quý II/2022", None),
        ("Trước ngày 30/6/2022", None),
        ("", None),
    ],
)
def test_the_event_waited_for_is_kept_in_the_words_of_the_plan(written: str, condition: str | None) -> None:
    assert read_deadline(written).condition == condition


@pytest.mark.parametrize(
    ("title", "condition"),
    [
        ("Ban hành quy chế sau khi có văn bản hướng dẫn của Bộ.", "sau khi có văn bản hướng dẫn của Bộ"),
        ("Tham mưu kế hoạch (ngay sau khi Chính phủ ban hành)", "ngay sau khi Chính phủ ban hành"),
        ("Quản lý người nghiện sau khi cai", None),
        ("Ban hành kế hoạch năm 2022", None),
    ],
)
def test_a_title_may_say_what_its_task_waits_for(title: str, condition: str | None) -> None:
    assert condition_in(title) == condition
