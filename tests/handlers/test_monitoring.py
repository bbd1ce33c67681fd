"""The monitoring form in chat: asked for in words or by the command, from what was reported in the period."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from docx import Document

from dieuphoi.plan.calendar import ZONE
from tests.stage import Stage


@pytest.fixture
def office() -> Iterator[Stage]:
    stage = Stage("sqlite://", datetime(2022, 8, 15, 9, tzinfo=ZONE), coordinator="minh")
    stage.register("mai", "Ban Dân tộc tỉnh")
    yield stage
    stage.close()


def _lines(file: str | None) -> dict[str, list[str]]:
    assert file is not None
    table = Document(io.BytesIO(Path(file).read_bytes())).tables[1]
    lines = [[cell.text for cell in line.cells] for line in table.rows[1:]]
    return {line[1].split(".")[0]: line for line in lines}


@pytest.mark.parametrize(
    "said",
    ["/baocao theo dõi quý 3/2022", "/baocao bieu theo doi 3/2022", "/baocao quý 3/2022 biểu theo dõi docx"],
)
def test_the_form_comes_as_a_file(office: Stage, said: str) -> None:
    answer = office.say("minh", said).to("minh")[0]
    assert answer.text.startswith("Biểu theo dõi Kế hoạch 4506/KH-UBND, Quý III/2022:")
    assert answer.file is not None and answer.file.endswith("bieu-theo-doi-4506-KH-UBND-2022-Q3.docx")


def test_results_of_the_period_stand_beside_those_so_far(office: Stage) -> None:
    led = _lines(office.say("minh", "/baocao theo dõi quý 3/2022").to("minh")[0].file)
    code, line = next(iter(led.items()))
    office.register("hoa", line[2].removeprefix("Chủ trì: ").split(";")[0])
    office.say("hoa", f"{code} đang thực hiện 40%")
    now = _lines(office.say("minh", "/baocao theo dõi quý 3/2022").to("minh")[0].file)[code]
    assert now[3] == "15/08/2022: Đang thực hiện (40%)" and now[4] == "Đang thực hiện (40%)"
    office.at("2022-10-05T09:00")
    later = _lines(office.say("minh", "/baocao theo dõi quý 4/2022").to("minh")[0].file)[code]
    assert later[3] == "Trong kỳ chưa có báo cáo" and later[4] == "Đang thực hiện (40%)"
    assert later[5] == "Chậm"


def test_the_workbook_has_it_as_a_sheet_and_other_formats_are_refused(office: Stage) -> None:
    assert office.say("minh", "/baocao theo dõi quý 3/2022 xlsx").to("minh")[0].file
    refused = office.say("minh", "/baocao theo dõi quý 3/2022 pdf").to("minh")[0]
    assert "có dạng docx, xlsx" in refused.text and refused.file is None


def test_a_focal_point_is_refused_it(office: Stage) -> None:
    assert office.say("mai", "/baocao theo dõi quý 3/2022").to("mai")[0].file is None
