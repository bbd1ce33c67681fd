"""Documents of many layouts are read into exactly their tasks and duties; what is uncertain is said."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from dieuphoi.plan.document import to_json
from dieuphoi.plan.model import Severity
from dieuphoi.plan.reading import ReadingError, read_bytes, read_plan

DOCUMENTS = Path(__file__).parent / "documents"
ANSWERED = sorted(path.stem for path in DOCUMENTS.glob("*.yaml"))


def read(name: str) -> dict[str, Any]:
    return to_json(read_plan((DOCUMENTS / f"{name}.txt").read_text(encoding="utf-8")))


def answer_of(name: str) -> dict[str, Any]:
    return yaml.load((DOCUMENTS / f"{name}.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def plainly(value: Any) -> Any:
    """As the answers are written: everything a string, nothing as "null"."""
    if isinstance(value, list):
        return [plainly(item) for item in value]
    return "null" if value is None else str(value)


@pytest.mark.parametrize("name", ANSWERED)
@pytest.mark.parametrize("kind", ["tasks", "duties"])
def test_a_document_is_read_into_its_tasks_and_duties(name: str, kind: str) -> None:
    wanted = answer_of(name).get(kind, [])
    got = read(name)[kind]
    assert [entry["code"] for entry in got] == [entry["code"] for entry in wanted]
    for entry, want in zip(got, wanted, strict=True):
        assert {key: plainly(entry[key]) for key in want} == want


@pytest.mark.parametrize("name", ANSWERED)
def test_the_head_of_a_document_is_read(name: str) -> None:
    wanted, got = answer_of(name), read(name)
    for key in {"number", "date", "issuer", "title"} & wanted.keys():
        assert plainly(got[key]) == wanted[key]


@pytest.mark.parametrize("name", [name for name in ANSWERED if "warned" in answer_of(name)])
def test_exactly_the_uncertain_rows_are_named_with_their_line(name: str) -> None:
    got = read(name)
    lines = {task["code"]: task["line"] for task in got["tasks"]}
    warned = {problem["message"].split(":")[0]: problem["line"] for problem in got["problems"]}
    assert warned == {code: lines[code] for code in answer_of(name)["warned"]}


@pytest.mark.parametrize("text", ["", " \n", "Xin chào", "a | b | c\n1 | 2 | 3", "\0\x01\x02", "\t\n" * 5])
def test_a_text_without_tasks_is_an_error_that_says_so(text: str) -> None:
    document = read_plan(text)
    assert document.tasks == ()
    assert [problem.severity for problem in document.problems] == [Severity.ERROR]


HEADER = "STT | Nội dung | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian\n"
PIECES = st.sampled_from(
    [
        *("|", "\t", "\n", " ", "\r", "\u2028", "1", "I", "nt", ",", "(", "- ", " và ", "các sở", "Sở Y tế"),
        *(
            "Quý IV/2022",
            "31/02/2022",
            "PHỤ LỤC",
            "PHỤ LỤC 2",
            "Tổng cộng",
            "Số: 1/KH",
            "phối hợp với",
            "Các Sở: ",
        ),
        *("III. TỔ CHỨC THỰC HIỆN\n", "1. Sở Y tế:", "a) Chủ trì", "UBND huyện ", HEADER),
        *("Nội dung", "Cơ quan chủ trì", "Thời gian"),
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=80).map("".join)))
def test_reading_never_fails_whatever_the_text(text: str) -> None:
    document = read_plan(HEADER + text)
    codes = [task.code for task in document.tasks]
    assert len(codes) == len(set(codes))
    assert document.tasks or document.problems
    lines = (HEADER + text).replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    assert all(1 <= (task.line or 0) <= lines for task in document.tasks)


TITLES = ["Xây dựng đề án", "Rà soát quỹ đất", "Tổ chức hội nghị", "Ban hành quy chế", "Kiểm tra, giám sát"]
LEADS = [
    "Sở Y tế",
    "Sở Văn hóa, Thể thao và Du lịch",
    "Các sở, ban, ngành",
    "UBND huyện Bắc Bình",
    "Công an tỉnh",
]
DEADLINES = ["Quý I/2022", "Tháng 5/2022", "31/12/2022", "Thường xuyên", "2022-2025"]
ROWS = st.lists(st.tuples(*map(st.sampled_from, (TITLES, LEADS, LEADS, DEADLINES))), min_size=1, max_size=6)


@given(ROWS)
def test_the_three_layouts_of_one_table_are_read_the_same(rows: list[tuple[str, ...]]) -> None:
    table = [("STT", "Nội dung", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian")]
    table += [(str(at), *row) for at, row in enumerate(rows, start=1)]
    layouts = (
        "\n".join(" | ".join(row) for row in table),
        "\n".join("| " + " | ".join(row) + " |" for row in table),
        "\n".join("\t".join(row) for row in table),
        "\n\n".join("\n".join(f"\t{cell}" for cell in row) for row in table),
    )
    read_all = [
        [(t.title, t.leads, t.coordinators, t.due, t.recurrence) for t in read_plan(x).tasks] for x in layouts
    ]
    assert all(tasks == read_all[0] for tasks in read_all)
    assert [task[0] for task in read_all[0]] == [row[0] for row in rows]
    assert [task[1] for task in read_all[0]] == [(row[1],) for row in rows]


def test_a_document_of_300_pages_is_read_in_seconds() -> None:
    helpers = "Sở Y tế, Sở Lao động, Thương binh và Xã hội {n}, các sở"
    row = "{n} | Nhiệm vụ thứ {n} | Sở Kế hoạch và Đầu tư | " + helpers + " | Quý I/2022\n"
    text = HEADER + "".join(row.format(n=n) for n in range(1, 3001))
    started = time.perf_counter()
    assert len(read_plan(text).tasks) == 3000
    assert time.perf_counter() - started < 15


@pytest.mark.parametrize(
    "piece", ["|", "\t", "a", "Sở, ", "((", "- ", "1. ", "PHỤ LỤC ", "quý ", "31/12/2022 ", " và "]
)
def test_a_huge_line_is_read_in_seconds(piece: str) -> None:
    started = time.perf_counter()
    document = read_plan(
        f"{HEADER}1 | {piece * 20_000} | Sở Y tế | {piece * 20_000} | Quý I/2022\n{piece * 200_000}"
    )
    assert len(document.tasks) <= 1
    assert time.perf_counter() - started < 10


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_text_file_is_decoded_by_its_content(encoding: str) -> None:
    text = f"{HEADER}1 | Họp | Sở Y tế | | Quý I/2022"
    assert read_bytes(text.encode(encoding), "plan.bin").tasks == read_plan(text).tasks
    assert len(read_plan(text).tasks) == 1


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"  \n",
        b"PK\x03\x04word",
        b"%PDF-1.7",
        b"\xd0\xcf\x11\xe0old",
        b"\xff\xfe\x00",
        b"K\xec ho\xa1ch",
        b"a\0b",
    ],
)
def test_what_is_no_text_is_refused_with_its_name(data: bytes) -> None:
    with pytest.raises(ReadingError, match=r"ke-hoach\.doc"):
        read_bytes(data, "ke-hoach.doc")


@given(st.binary(max_size=300))
def test_random_bytes_end_in_a_document_or_a_reading_error(data: bytes) -> None:
    try:
        document = read_bytes(data, "x.txt")
    except ReadingError as error:
        assert "x.txt" in str(error)
    else:
        assert document.problems
