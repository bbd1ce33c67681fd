"""A cell is taken apart into agencies, and no name is torn."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dieuphoi.plan.agencies import vocabulary
from dieuphoi.plan.agency_lists import split_agencies, split_roles


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Sở Y tế", ["Sở Y tế"]),
        ("Sở Tài chính; Sở Xây dựng, Sở Tư pháp.", ["Sở Tài chính", "Sở Xây dựng", "Sở Tư pháp"]),
        ("Bộ Văn hóa, Thể thao và Du lịch; Bộ Y tế", ["Bộ Văn hóa, Thể thao và Du lịch", "Bộ Y tế"]),
        ("Ủy ban Khoa học, Công nghệ và Môi trường", ["Ủy ban Khoa học, Công nghệ và Môi trường"]),
        (
            "Sở Lao động, Thương binh và Xã hội, Sở VH,TT&DL",
            ["Sở Lao động, Thương binh và Xã hội", "Sở VH,TT&DL"],
        ),
        ("Sở Nông nghiệp và\nPhát triển nông thôn", ["Sở Nông nghiệp và Phát triển nông thôn"]),
        ("Sở Y tế\nCông an tỉnh", ["Sở Y tế", "Công an tỉnh"]),
        (
            "- Sở Y tế\n- Sở Lao động - Thương binh và Xã hội",
            ["Sở Y tế", "Sở Lao động - Thương binh và Xã hội"],
        ),
        ("1. Sở Y tế\n2. Sở Tài chính", ["Sở Y tế", "Sở Tài chính"]),
        ("sở y tế, sở tài chính", ["sở y tế", "sở tài chính"]),
        (
            "Sở Tài chính; và các sở, ban, ngành có liên quan",
            ["Sở Tài chính", "các sở, ban, ngành có liên quan"],
        ),
        (
            "Các Sở, ban, ngành và các huyện, thị xã, thành phố.",
            ["Các Sở, ban, ngành", "các huyện, thị xã, thành phố"],
        ),
        ("UBND các huyện, thị xã, thành phố", ["UBND các huyện, thị xã, thành phố"]),
        ("Các bộ, ngành và địa phương", ["Các bộ, ngành và địa phương"]),
        (
            "Hội đồng Dân tộc, các Ủy ban khác của Quốc hội",
            ["Hội đồng Dân tộc", "các Ủy ban khác của Quốc hội"],
        ),
        ("Các Sở: Tài chính, Kế hoạch và Đầu tư", ["Sở Tài chính", "Sở Kế hoạch và Đầu tư"]),
        ("Các Sở: Tài chính; Y tế; VNPT An Hải", ["Sở Tài chính", "Sở Y tế", "VNPT An Hải"]),
        ("Sở Y tế, Tài chính và Xây dựng", ["Sở Y tế", "Sở Tài chính", "Sở Xây dựng"]),
        (
            "UBND huyện Tuy Phong, Bắc Bình và thị xã La Gi",
            ["UBND huyện Tuy Phong", "UBND huyện Bắc Bình", "UBND thị xã La Gi"],
        ),
        ("VTV, VOV, TTXVN", ["VTV", "VOV", "TTXVN"]),
        ("Bảo hiểm xã hội, Tỉnh ủy", ["Bảo hiểm xã hội", "Tỉnh ủy"]),
        ("Sở Công Thương, VNPT Bình Thuận, Petrolimex", ["Sở Công Thương", "VNPT Bình Thuận", "Petrolimex"]),
        ("Ban Chỉ đạo phòng, chống tham nhũng, Sở Y tế", ["Ban Chỉ đạo phòng, chống tham nhũng", "Sở Y tế"]),
        ("Văn phòng Đoàn ĐBQH và HĐND tỉnh", ["Văn phòng Đoàn ĐBQH và HĐND tỉnh"]),
        (
            "Phòng Văn hóa, Khoa học và Thông tin, Thanh tra",
            ["Phòng Văn hóa, Khoa học và Thông tin", "Thanh tra"],
        ),
        ("Công an tỉnh (Phòng An ninh, Phòng Cảnh sát)", ["Công an tỉnh (Phòng An ninh, Phòng Cảnh sát)"]),
        ("Sở Y tế, Sở Y tế", ["Sở Y tế"]),
        ("…", []),
        ("x", []),
        ("", []),
    ],
)
def test_a_cell_gives_its_agencies(cell: str, names: list[str]) -> None:
    assert list(split_agencies(cell)) == names


GROUPS = [
    "các sở, ban, ngành có liên quan",
    "UBND các huyện, thị xã, thành phố",
    "các cơ quan, đơn vị liên quan",
]
NAMES = [agency.name for agency in vocabulary()]
LISTS = st.lists(st.sampled_from(NAMES + GROUPS), min_size=1, max_size=7, unique=True)
JOINTS = st.sampled_from(
    ["; ", ", ", ";", "\n", ";\n", ", và ", "; và ", " và ", " cùng ", ", phối hợp với "]
)


@given(LISTS, JOINTS, st.sampled_from(["", ".", ";", " "]))
def test_a_list_joined_in_any_usual_way_is_the_same_list_again(
    names: list[str], joint: str, end: str
) -> None:
    assert list(split_agencies(joint.join(names) + end)) == names


@given(LISTS)
def test_a_list_with_an_and_before_the_last_is_the_same_list_again(names: list[str]) -> None:
    assert list(split_agencies(" và ".join(filter(None, [", ".join(names[:-1]), names[-1]])))) == names


PLACES = ["Hàm Thạnh", "Kỳ Anh", "Đắk Mil", "Mộc Châu", "An Giang", "Cần Giờ"]
UNSEEN = st.one_of(
    st.builds(
        "{} {}".format,
        st.sampled_from(
            [
                "UBND xã",
                "UBND phường",
                "UBND đặc khu",
                "Công an tỉnh",
                "Bệnh viện Đa khoa",
                "Thuế tỉnh",
                "Điện lực",
            ]
        ),
        st.sampled_from(PLACES),
    ),
    st.builds(
        "{} tỉnh {}".format,
        st.sampled_from([agency.name for agency in vocabulary() if agency.name.startswith("Sở ")]),
        st.sampled_from(PLACES),
    ),
    st.sampled_from(["Kho bạc Nhà nước khu vực XV", "Ban Quản lý dự án đường sắt", "Trường Cao đẳng nghề"]),
)


@given(
    st.lists(UNSEEN | st.sampled_from(NAMES), min_size=1, max_size=6, unique=True),
    st.sampled_from(["; ", ", ", "\n", " / ", "/", " + ", "+", " & ", " và ", "\n- ", "\n+ ", " ;\n", ",\n"]),
)
def test_names_that_no_vocabulary_holds_come_apart_as_well(names: list[str], joint: str) -> None:
    assert list(split_agencies(joint.join(names))) == names


@pytest.mark.parametrize(
    "scrap", ["Sở ", "Sở A, ", "và ", ", ", "(", "Các Sở: ", "UBND xã A, ", "- \n", "Sở Y tế "]
)
def test_a_hostile_cell_takes_no_time(scrap: str) -> None:
    started = time.perf_counter()
    split_agencies(scrap * 1000)
    assert time.perf_counter() - started < 2  # ten times what it takes


@given(st.text(max_size=100))
def test_any_text_gives_names_without_blanks_at_the_ends(text: str) -> None:
    assert all(name == name.strip() and name for name in split_agencies(text))


@pytest.mark.parametrize(
    ("cell", "leads", "helpers"),
    [
        (
            "Sở Y tế chủ trì, phối hợp với Sở Tài chính và Công an tỉnh",
            ["Sở Y tế"],
            ["Sở Tài chính", "Công an tỉnh"],
        ),
        (
            "Chủ trì: Sở Y tế\nPhối hợp: Sở Tài chính, các sở, ngành",
            ["Sở Y tế"],
            ["Sở Tài chính", "các sở, ngành"],
        ),
        ("Sở Y tế (chủ trì), Sở Tài chính (phối hợp)", ["Sở Y tế"], ["Sở Tài chính"]),
        ("Sở Y tế (CT), Sở Nội vụ (PH)", ["Sở Y tế"], ["Sở Nội vụ"]),
        ("Sở Y tế, Sở Nội vụ (đồng chủ trì)", ["Sở Y tế", "Sở Nội vụ"], []),
        ("CQ chủ trì: Sở Y tế; CQ phối hợp: Sở Nội vụ", ["Sở Y tế"], ["Sở Nội vụ"]),
        (
            "Giao Sở Y tế chủ trì, Sở Nội vụ, Sở Tài chính phối hợp thực hiện",
            ["Sở Y tế"],
            ["Sở Nội vụ", "Sở Tài chính"],
        ),
        ("Sở Tài chính chủ trì; Sở Nội vụ phối hợp", ["Sở Tài chính"], ["Sở Nội vụ"]),
        ("Sở Y tế và Sở Tài chính", ["Sở Y tế", "Sở Tài chính"], []),
        ("", [], []),
    ],
)
def test_a_cell_that_names_both_roles_gives_each_its_agencies(
    cell: str, leads: list[str], helpers: list[str]
) -> None:
    assert [list(names) for names in split_roles(cell)] == [leads, helpers]
