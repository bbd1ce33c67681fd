"""The head of letters, decisions, plans and party papers: number, date, issuer and title; nothing is guessed."""

from __future__ import annotations

from datetime import date

import pytest

from dieuphoi.plan.reading import read_plan

HEADS = {
    "each cell of the letterhead ended by a bar on its own line, the body after it": (
        "ỦY BAN NHÂN DÂN\nTỈNH QUẢNG NGÃI\n-------\n|\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Độc lập - Tự do - Hạnh phúc\n|\nSố: 77/KH-UBND\n|\nQuảng Ngãi, ngày 12\ntháng 01 năm 2023\n|\nKẾ HOẠCH\n"
        "PHÒNG, CHỐNG THIÊN TAI NĂM 2023\nThực hiện Quyết định số 12/QĐ-TTg, UBND tỉnh ban hành Kế hoạch:\n",
        (
            "77/KH-UBND",
            date(2023, 1, 12),
            "Ủy ban nhân dân tỉnh Quảng Ngãi",
            "PHÒNG, CHỐNG THIÊN TAI NĂM 2023",
        ),
    ),
    "a party paper, the lines of its letterhead in one cell": (
        "TỈNH ỦY LÂM ĐỒNG\n*\nSố 15-KH/TU\n|\nĐẢNG CỘNG SẢN VIỆT NAM\nLâm Đồng, ngày 05 tháng 3 năm 2026\n|\n\n"
        "KẾ HOẠCH\nthực hiện Nghị quyết\n",
        ("15-KH/TU", date(2026, 3, 5), "Tỉnh ủy Lâm Đồng", "thực hiện Nghị quyết"),
    ),
    "a kind and a title on one line": (
        "BỆNH VIỆN ĐA KHOA NAM SƠN\nSố: 77/KH-BV\nKẾ HOẠCH CÔNG TÁC NĂM 2026\n",
        ("77/KH-BV", None, "Bệnh viện đa khoa nam sơn", "CÔNG TÁC NĂM 2026"),
    ),
    "a letter of a province, letterhead in two columns of bars": (
        "UBND TỈNH BÌNH THUẬN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n | Độc lập - Tự do - Hạnh phúc\n"
        "Số: 812/UBND-KT | Bình Thuận, ngày 03 tháng 3 năm 2025\nV/v rà soát đơn giá bồi thường |\n"
        "Kính gửi: Các sở, ban, ngành.",
        ("812/UBND-KT", date(2025, 3, 3), "UBND tỉnh Bình Thuận", "Rà soát đơn giá bồi thường"),
    ),
    "a letterhead side by side, parted by blanks": (
        "  ỦY BAN NHÂN DÂN                CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "  TỈNH BÌNH THUẬN                    Độc lập - Tự do - Hạnh phúc\n"
        "  Số: 15/KH-UBND                Bình Thuận, ngày 5 tháng 01 năm 2024\n\n"
        "                    KẾ HOẠCH\n          Phòng, chống thiên tai năm 2024\n\nI. MỤC ĐÍCH",
        (
            "15/KH-UBND",
            date(2024, 1, 5),
            "Ủy ban nhân dân tỉnh Bình Thuận",
            "Phòng, chống thiên tai năm 2024",
        ),
    ),
    "a plan of a party committee": (
        "TỈNH ỦY BÌNH THUẬN\n*\nSố 12-KH/TU\nĐẢNG CỘNG SẢN VIỆT NAM\nPhan Thiết, ngày 20 tháng 8 năm 2021\n"
        "KẾ HOẠCH\nthực hiện Nghị quyết Đại hội XIII của Đảng\n-----\nThực hiện Nghị quyết …",
        ("12-KH/TU", date(2021, 8, 20), "Tỉnh ủy Bình Thuận", "thực hiện Nghị quyết Đại hội XIII của Đảng"),
    ),
    "a decision of a ministry": (
        "BỘ NỘI VỤ\n-------\nSố: 45/QĐ-BNV\nHà Nội, ngày 17 tháng 01 năm 2023\nQUYẾT ĐỊNH\n"
        "Ban hành Kế hoạch cải cách hành chính năm 2023\nBỘ TRƯỞNG BỘ NỘI VỤ\nCăn cứ Nghị định số 61/2022/NĐ-CP;",
        ("45/QĐ-BNV", date(2023, 1, 17), "Bộ Nội vụ", "Ban hành Kế hoạch cải cách hành chính năm 2023"),
    ),
    "a commune, day not filled in": (
        "ỦY BAN NHÂN DÂN\nXÃ HÒA THẮNG\nSố:     /KH-UBND\nHòa Thắng, ngày    tháng   năm 2022\nKẾ HOẠCH\n"
        "Vệ sinh môi trường\nI. MỤC TIÊU",
        (None, None, "Ủy ban nhân dân xã Hòa Thắng", "Vệ sinh môi trường"),
    ),
    "a district under a province": (
        "UBND HUYỆN BẮC BÌNH\nPHÒNG NỘI VỤ\nSố: 07/KH-PNV\nBắc Bình, ngày 9/2/2022\nKẾ HOẠCH\nTuyển dụng\n1. Mục đích",
        ("07/KH-PNV", date(2022, 2, 9), "Phòng Nội vụ", "Tuyển dụng"),
    ),
    "dots in place of the number and the day": (
        "SỞ Y TẾ\nSố: ……/KH-SYT\nBình Thuận, ngày … tháng … năm 2024\nKẾ HOẠCH\nTiêm chủng\nCăn cứ Luật;",
        (None, None, "Sở Y tế", "Tiêm chủng"),
    ),
    "an appendix alone, with what it is enclosed with": (
        "PHỤ LỤC\nDANH MỤC NHIỆM VỤ\n"
        "(Kèm theo Kế hoạch số: 4506/KH-UBND ngày 24 tháng 11 năm 2021 của UBND tỉnh Bình Thuận)",
        ("4506/KH-UBND", date(2021, 11, 24), "UBND tỉnh Bình Thuận", None),
    ),
    "an appendix of a decision, the enclosing broken over lines": (
        "PHỤ LỤC I\n(Ban hành kèm theo Quyết định số 112/QĐ-UBND ngày 15/01/2024\ncủa Chủ tịch UBND tỉnh)",
        ("112/QĐ-UBND", date(2024, 1, 15), "Chủ tịch UBND tỉnh", None),
    ),
    "papers that are only cited are not the head's": (
        "KẾ HOẠCH\nThực hiện Nghị quyết số 19-NQ/TW ngày 16/6/2022\nCăn cứ Quyết định số 150/QĐ-TTg ngày 28/01/2022;",
        (None, None, None, "Thực hiện Nghị quyết số 19-NQ/TW ngày 16/6/2022"),
    ),
}


@pytest.mark.parametrize("name", HEADS)
def test_a_head_is_read_as_written(name: str) -> None:
    """Number, date, issuer and title stand where they belong; what is blank stays unknown."""
    text, wanted = HEADS[name]
    got = read_plan(text)
    assert (got.number, got.date, got.issuer, got.title) == wanted
