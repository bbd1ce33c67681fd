"""An office's own head of reports and its Word template: used everywhere, refused with what is wrong."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from docx import Document
from typer.testing import CliRunner

from dieuphoi.bot import own_papers, settings
from dieuphoi.bot.cli import app
from dieuphoi.bot.settings import SettingsError
from dieuphoi.handlers.office import Office
from dieuphoi.plan.calendar import ZONE
from dieuphoi.reports.template import FILE, build
from tests.reports.pdf_text import pages
from tests.stage import Stage

RUN = CliRunner()
EXAMPLE = Path(__file__).parents[2] / "examples" / "phan-dau-bao-cao.yaml"
OWN: dict[str, Any] = {
    "parent": "Ủy ban nhân dân tỉnh Lâm Đồng",
    "issuer": "Sở Nội vụ",
    "province": "tỉnh Lâm Đồng",
    "place": "Đà Lạt",
    "symbol": "BC-SNV",
    "addressed_to": ["Tỉnh ủy Lâm Đồng", "UBND tỉnh Lâm Đồng"],
    "recipients": ["Như trên", "Lưu: VT, TCBC"],
    "authority": ["KT. Giám đốc", "Phó Giám đốc"],
    "signer": "Trần Văn Mẫu",
}
Set = Callable[..., Path]


@pytest.fixture
def head(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Set:
    """Writes the file that the setting names: the entries above with changes, or text as it is."""
    path = tmp_path / "head.yaml"
    monkeypatch.setenv("DIEUPHOI_LETTERHEAD", str(path))

    def written(text: str | bytes | None = None, **changes: Any) -> Path:
        if text is None:
            entries = {name: value for name, value in (OWN | changes).items() if value is not None}
            text = yaml.safe_dump(entries, allow_unicode=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return written


@pytest.fixture
def template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Set:
    """Writes the Word file that the setting names: the shipped one with one paragraph more, or only that."""
    path = tmp_path / "own.docx"
    monkeypatch.setenv("DIEUPHOI_TEMPLATE", str(path))

    def written(*paragraphs: str, whole: bool = True) -> Path:
        doc = build() if whole else Document()
        for text in paragraphs:
            doc.add_paragraph(text)
        doc.save(str(path))
        return path

    return written


def _report(tmp_path: Path, format_: str = "docx") -> bytes:
    out = tmp_path / f"report.{format_}"
    words = ["report", "--period", "2022-Q3", "--format", format_, "-o", str(out)]
    result = RUN.invoke(app, [*words, "--now", "2022-10-05T09:00", "--db", "sqlite://"])
    if isinstance(result.exception, SettingsError):
        raise result.exception
    assert result.exit_code == 0, result.output
    return out.read_bytes()


def _text(docx: bytes) -> str:
    found = Document(io.BytesIO(docx)).element.body.xpath(".//w:t | .//w:br")
    return " ".join(" ".join(node.text or "" for node in found).split())


def _refused(tmp_path: Path) -> str:
    with pytest.raises(SettingsError) as refused:
        _report(tmp_path)
    return str(refused.value)


def test_word_and_pdf_carry_the_office_s_own_head(head: Set, tmp_path: Path) -> None:
    head()
    word, printed = _text(_report(tmp_path)), " ".join(pages(_report(tmp_path, "pdf")))
    for part in (
        "ỦY BAN NHÂN DÂN",
        "SỞ NỘI VỤ",
        "/BC-SNV",
        "Đà Lạt, ngày 05 tháng 10 năm 2022",
        "- Tỉnh ủy Lâm Đồng;",
        "- UBND tỉnh Lâm Đồng.",
        "- Lưu: VT, TCBC.",
        "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC",
        "Trần Văn Mẫu",
    ):
        assert part in word and part in printed
    assert "Bình Thuận," not in word


def test_the_example_is_a_letterhead(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DIEUPHOI_LETTERHEAD", str(EXAMPLE))
    assert "KT. GIÁM ĐỐC" in _text(_report(tmp_path))


def test_the_report_in_chat_carries_it_too(head: Set) -> None:
    head()
    stage = Stage("sqlite://", datetime(2022, 10, 5, 9, tzinfo=ZONE), coordinator="lan")
    stage.script.service.office = Office(letterhead=own_papers.read(settings.load()))
    sent = stage.say("lan", "/baocao").to("lan")[0].file
    assert sent is not None and "SỞ NỘI VỤ" in _text(Path(sent).read_bytes())
    stage.close()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"issuer": None}, "còn thiếu: issuer"),
        ({"issuer": "", "authority": []}, "còn thiếu: issuer, authority"),
        ({"fax": "1"}, "không có mục “fax”; chỉ có: province, parent, issuer"),
        ({"place": 5}, "place: một dòng chữ, không quá 120 ký tự"),
        ({"place": "x" * 121}, "place: một dòng chữ"),
        ({"parent": "hai\ndòng"}, "parent: một dòng chữ"),
        ({"recipients": "Như trên"}, "recipients: danh sách từ 1 đến 30 dòng"),
        ({"authority": ["GIÁM ĐỐC", 3]}, "authority: danh sách"),
        ({"symbol": "12/BC-SNV"}, "symbol: loại văn bản và tên viết tắt"),
        ({"symbol": "SNV"}, "ví dụ BC-SLĐTBXH"),
    ],
)
def test_a_wrong_entry_is_named_with_what_is_allowed(
    head: Set, tmp_path: Path, changes: dict[str, Any], said: str
) -> None:
    path = head(**changes)
    refusal = _refused(tmp_path)
    assert refusal.startswith(f"DIEUPHOI_LETTERHEAD: {path}: ") and said in refusal


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "tệp này gồm các mục"),
        ("- một\n- hai", "tệp này gồm các mục"),
        ("place: [", "dòng 1: sai cú pháp YAML"),
        ("place: Đà Lạt".encode("utf-16"), "UTF-8"),
    ],
)
def test_a_file_that_holds_something_else_is_refused(
    head: Set, tmp_path: Path, text: str | bytes, said: str
) -> None:
    head(text)
    assert said in _refused(tmp_path)


@pytest.mark.parametrize("setting", ["DIEUPHOI_LETTERHEAD", "DIEUPHOI_TEMPLATE"])
def test_a_file_that_is_not_there_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, setting: str
) -> None:
    monkeypatch.setenv(setting, str(tmp_path / "none"))
    assert _refused(tmp_path) == f"{setting}: {tmp_path / 'none'}: không có tệp này hoặc không đọc được"


def test_the_office_s_own_template_is_filled_in(template: Set, tmp_path: Path) -> None:
    template(
        "Lập từ {{ head.subject | upper }}", "{%p for line in agencies %}", "{{ line.name }}", "{%p endfor %}"
    )
    assert "Lập từ KẾT QUẢ THỰC HIỆN KẾ HOẠCH SỐ 4506/KH-UBND" in _text(_report(tmp_path))


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("{{ sobaocao }}", "không có trường “sobaocao”; chỉ có: agencies, agencies_sentence"),
        ("{{ head.nguoiky }}", "không có trường “head.nguoiky”; chỉ có: addressed_to, code"),
        ("{{ head['nguoiky'] }}", "không có trường “head.nguoiky”"),
        (
            "{% for t in tasks %}{{ t.han }}{% endfor %}",
            "không có trường “t.han”; chỉ có: code, coordinators",
        ),
        ("{{ tasks[0].han }}", "không có trường “tasks.han”"),
        ("{% if overdu %}x{% endif %}", "không có trường “overdu”"),
        ("{% for x in nothing %}{% endfor %}", "không có trường “nothing”"),
        ("{{ stamp.day }}", "“stamp.day” không phải là trường"),
        ("{{ tasks.code }}", "“tasks.code” không phải là trường"),
        ("{% if tasks %}", "lệnh trong dấu ngoặc nhọn viết sai"),
        ("{{ stamp | viethoa }}", "lệnh trong dấu ngoặc nhọn viết sai"),
        ("{{ stamp + 1 }}", "không điền được mẫu"),
    ],
)
def test_a_field_that_no_report_has_is_named_with_those_there_are(
    template: Set, tmp_path: Path, field: str, said: str
) -> None:
    path = template(field)
    assert f"DIEUPHOI_TEMPLATE: {path}: {said}" in _refused(tmp_path)


def test_fields_in_headers_are_looked_at_too(template: Set, tmp_path: Path) -> None:
    path = template()
    doc = Document(str(path))
    doc.sections[0].header.add_paragraph("{{ vanban }}")
    doc.save(str(path))
    assert "không có trường “vanban”" in _refused(tmp_path)


def test_other_files_and_templates_without_a_field_are_refused(template: Set, tmp_path: Path) -> None:
    template("Chữ cố định", whole=False)
    assert "không có trường nào" in _refused(tmp_path)
    for content in (b"", b"%PDF-1.4", b"PK\x03\x04"):
        (tmp_path / "own.docx").write_bytes(content)
        assert "không phải tệp Word" in _refused(tmp_path)


def test_a_template_reaches_nothing_of_the_process(template: Set, tmp_path: Path) -> None:
    template("{{ stamp.__class__.__mro__ }}", whole=False)
    assert "“stamp.__class__” không phải là trường" in _refused(tmp_path)


@pytest.mark.parametrize("good", [True, False])
def test_doctor_says_whose_head_reports_carry(head: Set, template: Set, good: bool) -> None:
    head(**({} if good else {"place": None}))
    template()
    result = RUN.invoke(app, ["doctor", "--json", "--db", "sqlite://"])
    said = [one["what"] for one in json.loads(result.stdout) if one["ok"] is good]
    text = "Báo cáo mang phần đầu của Sở Nội vụ" if good else "còn thiếu: place"
    assert any(text in one for one in said)


def test_every_field_is_explained_to_offices() -> None:
    """The fields that the shipped template names stand in the guide."""
    guide = (Path(__file__).parents[2] / "docs" / "mau-bao-cao.md").read_text(encoding="utf-8")
    named = set(re.findall(r"\{\{ (?:head\.)?(\w+)", _text(FILE.read_bytes()))) - {"sentence", "name"}
    assert {name for name in named if name not in guide} <= {"line", "task", "loop"}
