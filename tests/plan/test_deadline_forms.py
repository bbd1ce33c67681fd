"""Ways in which plans write deadlines, a line each: as written, last good day, how it comes back, "?" for a doubt."""

from __future__ import annotations

import pytest

from dieuphoi.plan.deadlines import read_deadline

FORMS = """
Quý I năm 2022 | 2022-03-31
Qúy II/2022 | 2022-06-30
Quí III/2022 | 2022-09-30
Q4/2022 | 2022-12-31
Q.IV/2022 | 2022-12-31
QUÝ IV-2022 | 2022-12-31
Quý Ⅳ/2022 | 2022-12-31
Quý bốn năm 2022 | 2022-12-31
Quý I+II/2022 | 2022-06-30
Quý I & II năm 2022 | 2022-06-30
Quý I, II, III, IV năm 2022 | 2022-12-31
Quý I đến quý III năm 2022 | 2022-09-30
Từ quý I đến quý IV/2023 | 2023-12-31
Quý III/2022 - Quý I/2023 | 2023-03-31
Quý IV/2022 và Quý I/2023 | 2023-03-31
Quý III,IV/2022 | 2022-12-31
Quý III, quý IV năm 2022 | 2022-12-31
Quý II hoặc quý III/2022 | 2022-09-30
Cuối quý I/2022 | 2022-03-31
Hết quý II/2022 | 2022-06-30
Trong quý 2 năm 2023 | 2023-06-30
Hoàn thành trong Quý III năm 2024. | 2024-09-30
Trình HĐND tỉnh quý II/2022 | 2022-06-30
Đến hết quý III/2022 | 2022-09-30
Trước quý III/2022 | 2022-06-30
Trước ngày 30/9 (quý III/2022) | 2022-09-29
Quý I/2023 (chậm nhất ngày 15/3/2023) | 2023-03-15
Quý II/22 | 2022-06-30
Đầu quý II/2022 | 2022-04-30 | ?
Giữa quý II/2022 | 2022-05-15 | ?
Đầu tháng 6/2023 | 2023-06-10 | ?
Giữa tháng 6/2023 | 2023-06-15 | ?
Trung tuần tháng 6/2023 | 2023-06-20
Thượng tuần tháng 6 năm 2023 | 2023-06-10
Hạ tuần tháng 6/2023 | 2023-06-30
Đầu năm 2023 | 2023-03-31 | ?
Giữa năm 2023 | 2023-06-30 | ?
Cuối năm 2022 | 2022-12-31
Cuối tháng 8/2022 | 2022-08-31
Những tháng cuối năm 2022 | 2022-12-31
3 tháng cuối năm 2022 | 2022-12-31
3 tháng đầu năm 2022 | 2022-03-31
9 tháng đầu năm 2022 | 2022-09-30
6 tháng đầu năm 2022 | 2022-06-30
06 tháng cuối năm 2022 | 2022-12-31
Sáu tháng đầu năm 2022 | 2022-06-30
Nửa đầu năm 2022 | 2022-06-30
Nửa cuối năm 2022 | 2022-12-31
Trong năm 2022 | 2022-12-31
Cả năm 2022 | 2022-12-31
Các năm 2022, 2023 và 2024 | 2024-12-31
Năm 2022 – 2023 | 2023-12-31
Năm 2022-2023 | 2023-12-31
2022 - 2025 | 2025-12-31
Giai đoạn 2021 – 2025 | 2025-12-31
Giai đoạn 2021÷2025 | 2025-12-31
Trong suốt giai đoạn 2021-2025 | 2025-12-31
Từ năm 2022 đến năm 2025 | 2025-12-31
Từ 2022 đến hết năm 2025 | 2025-12-31
Đến năm 2025 | 2025-12-31
Đến hết năm 2025 | 2025-12-31
Đến năm 2025, tầm nhìn đến năm 2030 | 2025-12-31
Giai đoạn 2021-2025, định hướng đến năm 2030 | 2025-12-31
Trước năm 2025 | 2024-12-31
Nhiệm kỳ 2021-2026 | 2026-12-31
Tháng 5 năm 2022 | 2022-05-31
T5/2022 | 2022-05-31
tháng 5.2022 | 2022-05-31
Trong tháng 05/2022 | 2022-05-31
Tháng 3, 4/2022 | 2022-04-30
Tháng 3 và tháng 4 năm 2022 | 2022-04-30
Tháng 3 - 6/2022 | 2022-06-30
3-6/2022 | 2022-06-30
03 - 06/2022 | 2022-06-30
Từ tháng 3 đến tháng 6/2022 | 2022-06-30
Từ tháng 10 đến tháng 3/2023 | 2023-03-31
Từ tháng 3-6/2022 | 2022-06-30
Tháng 11/2022 đến tháng 02/2023 | 2023-02-28
11/2022-02/2023 | 2023-02-28
Tháng 2/2024 | 2024-02-29
Tháng 3, 6, 9, 12/2022 | 2022-12-31
Trước tháng 6/2022 | 2022-05-31
Chậm nhất tháng 6/2022 | 2022-06-30
Tháng mười hai năm 2022 | 2022-12-31
June 2022 | 2022-06-30
30/Jun/2022 | 2022-06-30
Năm 2022, 2023 | 2023-12-31
03 tháng/lần | - | quarterly
Từ nay đến hết năm 2022 | 2022-12-31
Từ khi ban hành đến hết năm 2025 | 2025-12-31
Chậm nhất là ngày 30/6/2022 | 2022-06-30
Muộn nhất 30/6/2022 | 2022-06-30
Không quá ngày 30/6/2022 | 2022-06-30
Đến ngày 30 tháng 6 năm 2022 | 2022-06-30
Xong trước 30/6/2022 | 2022-06-29
Trước ngày 01/7/2022 | 2022-06-30
Trước 01/01/2023 | 2022-12-31
Trước ngày 30-6-2022 | 2022-06-29
Báo cáo UBND tỉnh trước ngày 10.6.2022 | 2022-06-09
Ngày 5 tháng 6 năm 2022 | 2022-06-05
ngày mồng 5/6/2022 | 2022-06-05
30/06/22 | 2022-06-30
30 - 6 - 2022 | 2022-06-30
30 / 6 / 2022 | 2022-06-30
Thứ Sáu, ngày 10/6/2022 | 2022-06-10
Từ ngày 01/3 đến ngày 30/6/2022 | 2022-06-30
Từ 01/3/2022 đến 30/6/2022 | 2022-06-30
Từ 01/3/2022-30/6/2022 | 2022-06-30
15-20/6/2022 | 2022-06-20
Từ ngày 15 đến ngày 20/6/2022 | 2022-06-20
Ngày 15 và 16/6/2022 | 2022-06-16
Từ ngày 15 đến 20 tháng 6 năm 2022 | 2022-06-20
15/6 - 20/6/2022 | 2022-06-20
17h00 ngày 30/6/2022 | 2022-06-30
Trước 17 giờ 00 phút ngày 25/5/2025 | 2025-05-25
Trước 17h, ngày 25/5/2025 | 2025-05-25
Trước 16:30 ngày 25/5/2025 | 2025-05-25
Chậm nhất 10 giờ ngày 25 tháng 5 năm 2025 | 2025-05-25
2022-03-15 | 2022-03-15
2022-03-15 00:00:00 | 2022-03-15
2022-03-15T00:00:00 | 2022-03-15
2022-03-01 00:00:00 | 2022-03-31 | ?
44621 | 2022-03-31 | ?
44635 | 2022-03-15 | ?
44635.0 | 2022-03-15 | ?
Mar-22 | 2022-03-31
15-Jun-22 | 2022-06-15
3/15/2022 | 2022-03-15 | ?
Tuần 2 tháng 3/2022 | 2022-03-14 | ?
Tuần thứ 3 tháng 3 năm 2022 | 2022-03-21 | ?
Tuần cuối tháng 3/2022 | 2022-03-31
Tuần đầu tháng 3/2022 | 2022-03-07 | ?
Ngày 15 hàng tháng | - | monthly
Trước ngày 25 hằng tháng | - | monthly
Hằng tháng, trước ngày 15 | - | monthly
Trước ngày 10 tháng sau | - | monthly
Mỗi tháng một lần | - | monthly
01 lần/tháng | - | monthly
Trước 25/11 hằng năm | - | yearly
Trước ngày 15 tháng 12 hàng năm | - | yearly
Quý IV hằng năm | - | yearly
Tháng 12 hằng năm | - | yearly
Hằng năm, giai đoạn 2022-2025 | 2025-12-31 | yearly
Hằng năm đến năm 2025 | 2025-12-31 | yearly
Hàng năm (2022-2025) | 2025-12-31 | yearly
Năm 2022 và hằng năm | 2022-12-31 | yearly
Năm 2022 và các năm tiếp theo | 2022-12-31 | yearly
2022 và những năm tiếp theo | 2022-12-31 | yearly
Mỗi năm 01 lần | - | yearly
1 lần/năm | - | yearly
Định kỳ 6 tháng, năm | - | yearly
Định kỳ 6 tháng, hằng năm | - | yearly
Định kỳ hằng quý | - | quarterly
Định kỳ quý, 6 tháng, năm | - | quarterly
Hằng quý, trước ngày 20 tháng cuối quý | - | quarterly
Trước ngày 15 của tháng cuối quý | - | quarterly
Hằng tháng, quý, năm | - | monthly
Mỗi quý một lần | - | quarterly
Định kỳ 6 tháng | - | ongoing
6 tháng/lần | - | ongoing
Hằng tuần | - | ongoing
Thường xuyên, liên tục | - | ongoing
Thường xuyên trong năm | - | ongoing
Thường xuyên đến năm 2025 | 2025-12-31 | ongoing
Thường xuyên, giai đoạn 2021-2025 | 2025-12-31 | ongoing
Trong suốt quá trình thực hiện | - | ongoing
Tháng 5 | 2022-05-31 | ?
trong tháng 5 | 2022-05-31 | ?
Quý III | 2022-09-30 | ?
Cuối năm | 2022-12-31 | ?
6 tháng đầu năm | 2022-06-30 | ?
Trước ngày 30/6 | 2022-06-29 | ?
Dự kiến quý II/2022 | 2022-06-30 | ?
Quý II/2022 (dự kiến) | 2022-06-30 | ?
Khoảng tháng 6/2022 | 2022-06-30 | ?
Trong năm học 2022-2023 | 2023-05-31 | ?
Kỳ họp thứ 8 HĐND tỉnh (tháng 7/2022) | 2022-07-31 | ?
Quý II/2022 (sau khi có hướng dẫn của Trung ương) | 2022-06-30
Trước 31/12/2022, sau khi có hướng dẫn của Trung ương | 2022-12-30
Sau khi có hướng dẫn của Trung ương, chậm nhất ngày 31/12/2022 | 2022-12-31
Sau khi Chính phủ ban hành Nghị định (dự kiến quý III/2022) | 2022-09-30 | ?
Thực hiện Công văn số 12/UBND-NC ngày 03/2/2022, hoàn thành trước ngày 15/6/2022 | 2022-06-14
"""

NO_DATE = """
Sau khi có hướng dẫn của Trung ương
Ngay sau khi có Nghị quyết của HĐND tỉnh
Sau khi Luật có hiệu lực từ ngày 01/7/2022
Trong vòng 30 ngày kể từ ngày ban hành
Chậm nhất 15 ngày làm việc kể từ ngày có hướng dẫn
Sau 10 ngày kể từ ngày Quyết định có hiệu lực
Khi được phân bổ kinh phí
Khi có yêu cầu
Theo hướng dẫn của Trung ương
Theo yêu cầu của UBND tỉnh
Sau khi Thủ tướng ban hành Quyết định số 12/2022/QĐ-TTg ngày 05/5/2022
Từ năm 2022
Bắt đầu từ quý I/2022
Từ ngày 01/3/2022
Sau năm 2025
Trong vòng 30 ngày
24 tháng
Trong 6 tháng
03 năm
Theo tiến độ
Theo quy định
Ngay
nt
Như trên
Kinh phí 2.022 triệu đồng
2022 triệu đồng
2025 hộ
100%
50% năm
12,5%
0252 382 2025
0912.345.678
ĐT: 0252.3822.022
Công văn số 1210/SXD-VP ngày 06/02/2026
Nghị quyết số 11/2022
Quyết định số 2022/QĐ-UBND
Nghị định 28/2022/NĐ-CP ngày 26/4/2022
Kế hoạch số 4506/KH-UBND ngày 24 tháng 11 năm 2021
Văn bản số 123/UBND-TH ngày 05/6/2022 của UBND tỉnh
Thông tư số 09/2022/TT-BLĐTBXH
Từ 8h00 ngày 15/6/2022
8h00 - 11h30 ngày 15/6/2022 tại Hội trường UBND tỉnh
Lúc 14 giờ ngày 15/6/2022
Kỳ họp cuối năm 2022
Kỳ họp thường lệ giữa năm 2023
Trước kỳ họp cuối năm 2022
32/12/2022
30/02/2022
00/2022
Quý V/2022
Sở Tài chính
UBND tỉnh
1.2.3
8-11-111
Điều 5
"""


def lines(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split(" | ")] for line in table.strip().splitlines()]


@pytest.mark.parametrize("form", lines(FORMS), ids=lambda form: form[0])
def test_each_form_gives_its_last_good_day(form: list[str]) -> None:
    written, due, *more = form
    found = read_deadline(written, plan_year=2022)
    assert str(found.due or "-") == due
    assert [found.recurrence.value] if found.recurrence else [m for m in more if m == "?"] == more
    assert bool(found.uncertain) == ("?" in more)


@pytest.mark.parametrize("written", [line[0] for line in lines(NO_DATE)])
def test_what_names_no_deadline_gives_no_day(written: str) -> None:
    found = read_deadline(written, plan_year=2022)
    assert (found.due, found.recurrence) == (None, None)
    assert found.uncertain


@pytest.mark.parametrize("written", [line[0] for line in lines(FORMS)])
def test_case_blanks_dashes_and_a_missing_mark_change_nothing(written: str) -> None:
    as_is = read_deadline(written, 2022)
    for other in (
        written.upper(),
        written.replace(" ", "\u00a0"),
        written.replace("-", "–"),
        f" {written}\n",
    ):
        assert (read_deadline(other, 2022).due, read_deadline(other, 2022).recurrence) == (
            as_is.due,
            as_is.recurrence,
        )
