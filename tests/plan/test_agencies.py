"""A written name finds the agency it means, or all that it may mean."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dieuphoi.plan.agencies import Agency, Directory, Kind, Match, is_district_group, vocabulary
from dieuphoi.plan.text import fold

DIRECTORY = Directory(vocabulary())
LABOUR = "Sở Lao động - Thương binh và Xã hội"
PLANNING = "Sở Kế hoạch và Đầu tư"
FARMING = "Sở Nông nghiệp và Phát triển nông thôn"
FRONT = "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh"


@pytest.mark.parametrize("agency", vocabulary(), ids=lambda agency: agency.name)
def test_every_name_and_alias_finds_its_own_agency_alone(agency: Agency) -> None:
    for written in (agency.name, *agency.aliases, agency.name.upper(), fold(agency.name)):
        assert DIRECTORY.match(written) == (Match(agency.name, 100),)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Sở Lao động Thương binh và Xã hội", LABOUR),
        ("Sở Lao động, Thương binh và Xã hội", LABOUR),
        ("Sở LĐ-TB&XH", LABOUR),
        ("SLĐTB&XH", LABOUR),
        ("Sở Lao Động TB & XH", LABOUR),
        ("so ldtbxh", LABOUR),
        ("skhdt", PLANNING),
        ("Sở KH&ĐT", PLANNING),
        ("Sở KH và ĐT", PLANNING),
        ("sở khđt", PLANNING),
        ("Sở Kế hoạch và Đầu tư tỉnh Bình Thuận", PLANNING),
        ("Sở NN và PTNT", FARMING),
        ("snn", FARMING),
        ("SGD&ĐT", "Sở Giáo dục và Đào tạo"),
        ("Sở VH,TT&DL", "Sở Văn hóa, Thể thao và Du lịch"),
        ("Sở Văn hoá, Thể thao và Du lịch", "Sở Văn hóa, Thể thao và Du lịch"),
        ("STTTT", "Sở Thông tin và Truyền thông"),
        ("Bộ LĐTB&XH", "Bộ Lao động - Thương binh và Xã hội"),
        ("CAT", "Công an tỉnh"),
        ("TT.HĐND tỉnh", "Thường trực HĐND tỉnh"),
        ("Uỷ ban nhân dân tỉnh", "UBND tỉnh"),
        ("UBND tỉnh Bình Thuận", "UBND tỉnh"),
        ("Ban Dân tộc", "Ban Dân tộc tỉnh"),
        ("BQL Khu kinh tế tỉnh", "Ban Quản lý Khu kinh tế tỉnh"),
        ("Ủy ban MTTQ tỉnh", FRONT),
        ("mat tran", FRONT),
        ("tuy phong", "UBND huyện Tuy Phong"),
        ("h. Tuy Phong", "UBND huyện Tuy Phong"),
        ("Uỷ ban nhân dân huyện Phú Quý", "UBND huyện Phú Quý"),
        ("ubnd phan thiết", "UBND thành phố Phan Thiết"),
        ("TP Phan Thiết", "UBND thành phố Phan Thiết"),
        ("TX. La Gi", "UBND thị xã La Gi"),
        ("lagi", "UBND thị xã La Gi"),
    ],
)
def test_a_usual_way_of_writing_is_certain(written: str, name: str) -> None:
    assert DIRECTORY.match(written) == (Match(name, 100),)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("so tai chin", "Sở Tài chính"),
        ("sở kế hoạh và đầu tư", PLANNING),
        ("so lao dong thuong bin va xa hoi", LABOUR),
        ("ubnd huyen tuy pong", "UBND huyện Tuy Phong"),
        ("so ldtbhx", LABOUR),
    ],
)
def test_a_slip_of_the_finger_is_the_best_guess_but_not_certain(typed: str, name: str) -> None:
    best = DIRECTORY.match(typed)[0]
    assert best.name == name
    assert 80 <= best.score < 100


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("LĐTBXH", {LABOUR, "Bộ Lao động - Thương binh và Xã hội"}),
        ("Hàm Thuận", {"UBND huyện Hàm Thuận Bắc", "UBND huyện Hàm Thuận Nam"}),
        ("Sở Nông nghiệp", {FARMING, "Sở Nông nghiệp và Môi trường"}),
    ],
)
def test_an_ambiguous_name_gives_all_that_it_may_mean(typed: str, names: set[str]) -> None:
    found = DIRECTORY.match(typed)
    assert {match.name for match in found if match.score == found[0].score} == names
    assert found[0].score < 100


@pytest.mark.parametrize(
    "typed", ["", "  ", "…", "sở", "ubnd", "tỉnh", "huyện", "xyz", "chào buổi sáng", "ok"]
)
def test_what_is_no_agency_finds_none(typed: str) -> None:
    assert DIRECTORY.match(typed) == ()


def test_a_ministry_is_never_taken_for_a_department() -> None:
    departments = Directory(agency for agency in vocabulary() if agency.kind is Kind.DEPARTMENT)
    assert departments.match("Bộ Tài chính") == ()


def test_an_agency_that_the_vocabulary_does_not_know_is_found_by_its_own_rules() -> None:
    own = Directory([Agency("Sở Biển và Hải đảo"), Agency("UBND huyện Kỳ Anh"), Agency("UBND thị xã Kỳ Anh")])
    assert own.match("SBHĐ") == (Match("Sở Biển và Hải đảo", 100),)
    assert {match.name for match in own.match("Kỳ Anh")} == {"UBND huyện Kỳ Anh", "UBND thị xã Kỳ Anh"}


@given(st.text(max_size=60))
def test_any_text_gives_ranked_matches_between_1_and_100(text: str) -> None:
    scores = [match.score for match in DIRECTORY.match(text)]
    assert scores == sorted(scores, reverse=True)
    assert all(1 <= score <= 100 for score in scores)


def test_matching_is_fast_enough_for_every_message() -> None:
    names = [f"sở thử nghiệm {number} và đo đạc" for number in range(100)]
    started = time.perf_counter()
    found = [DIRECTORY.match(name) for name in names]
    assert time.perf_counter() - started < 1  # ten times what it takes
    assert len(found) == 100


@pytest.mark.parametrize(
    "name",
    [
        "UBND các huyện, thị xã, thành phố",
        "các huyện, thị xã, thành phố",
        "Các huyện, thị xã và thành phố",
        "huyện, thị xã, thành phố",
        "Ủy ban nhân dân cấp huyện",
        "Uỷ ban nhân dân các huyện, thị xã, thành phố thuộc tỉnh",
        "Chủ tịch Ủy ban nhân dân các huyện, thị xã, thành phố",
        "UBND các huyện",
        "10 huyện, thị xã, thành phố",
    ],
)
def test_a_group_of_district_units_is_known(name: str) -> None:
    assert is_district_group(name)


@pytest.mark.parametrize(
    "name",
    ["UBND huyện Tuy Phong", "các sở, ban, ngành", "UBND các xã, phường", "UBND tỉnh", "huyện Bắc Bình", ""],
)
def test_other_names_are_no_group_of_district_units(name: str) -> None:
    assert not is_district_group(name)


def test_the_vocabulary_has_the_ten_district_units() -> None:
    units = {agency.name for agency in vocabulary() if agency.kind is Kind.DISTRICT}
    assert len(units) == 10
    assert "UBND thị xã La Gi" in units
