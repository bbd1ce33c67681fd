"""Files as evidence: their real type, the same file twice, opening them, links that expire."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dieuphoi.handlers import task_files
from dieuphoi.handlers.messages import Event
from dieuphoi.plan.evidence import KINDS, WrongFileError, kind_of
from dieuphoi.storage import file_links, people, plans, signing, totals
from dieuphoi.storage.database import Database
from tests.conftest import START
from tests.handlers.office import entries, happen, part
from tests.stage import Stage

PDF = b"%PDF-1.4\n%%EOF"
JPG = b"\xff\xd8\xff\xe0\0\x10JFIF"
EXE = b"MZ" + b"\0" * 200


def office_file(*members: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for member in members:
            archive.writestr(member, "x")
    return out.getvalue()


DOCX = office_file("[Content_Types].xml", "word/document.xml")
MACROS = office_file("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")


def saved(folder: Path, name: str, content: bytes) -> str:
    (folder / name).write_bytes(content)
    return str(folder / name)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("qd.pdf", EXE, "là chương trình (.exe)"),
        ("qd.pdf", DOCX, "nội dung là Word"),
        ("qd.docx", MACROS, "không thuộc loại tệp được nhận"),
        ("qd.docx", office_file("a.txt"), "không thuộc loại tệp được nhận"),
        ("anh.jpg", b"hello", "không thuộc loại tệp được nhận"),
        ("a.exe", EXE, "không nhận tệp loại .exe"),
        ("a.zip", office_file("a.exe"), "không nhận tệp loại .zip"),
    ],
)
def test_what_a_file_really_is_decides(
    office: Stage, tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    heard = office.say("lan", "PL1-4 đã trình", file=saved(tmp_path, name, content)).text("lan")
    assert said in heard
    assert "PDF, Word, Excel" in heard or "đổi đuôi" in heard
    assert entries(office) == 0


@pytest.mark.parametrize(
    ("name", "content"), [("qd.pdf", PDF), ("anh.png", JPG), ("vb.docx", DOCX), ("vb", PDF)]
)
def test_documents_and_pictures_are_taken(office: Stage, tmp_path: Path, name: str, content: bytes) -> None:
    assert "Đã đính kèm tệp" in office.say("lan", "PL1-4", file=saved(tmp_path, name, content)).text("lan")


@given(st.binary(max_size=300), st.sampled_from(["a.pdf", "a.docx", "a.jpg", "a.txt", "a", "a.exe"]))
def test_whatever_comes_is_one_of_the_kinds_or_refused(content: bytes, name: str) -> None:
    try:
        assert kind_of(content, name) in KINDS.values()
    except WrongFileError as error:
        assert str(error)


def test_the_same_file_is_attached_once(office: Stage, tmp_path: Path) -> None:
    path = saved(tmp_path, "qd.pdf", PDF)
    office.say("lan", "PL1-4", file=path)
    assert "Tệp này đã có trong PL1-4" in office.say("lan", "PL1-4", file=path).text("lan")
    assert entries(office, "PL1-4") == 1
    heard = office.say("lan", "PL1-4 đã trình", file=saved(tmp_path, "ban-sao.pdf", PDF)).text("lan")
    assert "đã trình" in heard and "Tệp này đã có" in heard
    assert "Đã đính kèm tệp" in office.say("lan", "PL1-5", file=path).text("lan")


@pytest.mark.parametrize(
    "asked", ["cho xem file PL1-4", "mở tệp đính kèm của pl1-4 giúp", "gửi cho tôi minh chứng PL1-4"]
)
def test_files_are_opened_in_words(office: Stage, tmp_path: Path, asked: str) -> None:
    office.say("lan", "PL1-4 đã trình", file=saved(tmp_path, "qd.pdf", PDF))
    found = office.say("an", asked).to("an")[0]
    assert found.file and Path(found.file).read_bytes() == PDF
    assert not office.say("khach", asked).to("khach")[0].file


def test_where_no_files_are_sent_a_link_opens_them_for_hours(office: Stage, tmp_path: Path) -> None:
    office.script.service.office.pages["console"] = "http://127.0.0.1:8080"
    office.say("lan", "PL1-4 đã trình", file=saved(tmp_path, "qđ 12.pdf", PDF))
    said = office.say("minh", "cho xem file PL1-4").text("minh")
    token = said.partition(task_files.PATH)[2].split()[0]
    assert office.look(lambda tx: task_files.opened(tx, token)).content == PDF
    assert "dùng được đến 17:00" in said
    in_group = office.say_in_group("an", "@bot cho xem file PL1-4")
    assert task_files.PATH not in in_group.text("group")
    assert task_files.PATH in in_group.text("an")
    office.at("2022-02-15T17:00")
    with pytest.raises(signing.ExpiredError):
        office.look(lambda tx: task_files.opened(tx, token))


def test_a_link_ends_with_the_report_or_the_seat(office: Stage, tmp_path: Path) -> None:
    office.say("lan", "PL1-4 đã trình", file=saved(tmp_path, "qd.pdf", PDF))

    def link(tx: object) -> str:
        return file_links.make(tx, 1, people.person_at(tx, "console", "hoa"))[0]  # type: ignore[arg-type]

    with office.transaction() as tx:
        token = link(tx)
    assert office.look(lambda tx: task_files.opened(tx, token)).name == "qd.pdf"
    for undo in ("/roi", "/hoantac"):
        who = "hoa" if undo == "/roi" else "lan"
        office.say(who, undo)
        if undo == "/roi":
            office.press("hoa", "Sở Lao động - Thương binh và Xã hội")
        with pytest.raises(signing.LinkError):
            office.look(lambda tx: task_files.opened(tx, token))


@pytest.fixture(scope="module")
def signed() -> tuple[Database, str]:
    database = Database("sqlite://")
    database.upgrade()
    with database.begin(START) as tx:
        return database, file_links.make(tx, 7, 3)[0]


@given(st.data())
def test_no_altered_link_opens_anything(signed: tuple[Database, str], data: st.DataObject) -> None:
    database, token = signed
    at = data.draw(st.integers(0, len(token) - 1))
    letter = data.draw(st.sampled_from("0123456789-_abcXYZ"))
    altered = token[:at] + letter + token[at + 1 :]
    with database.look(START) as tx:
        if altered == token:
            assert file_links.read(tx, token) == file_links.Link(7, 3)
        else:
            with pytest.raises(signing.LinkError):
                file_links.read(tx, altered)
    with (
        database.look(START + file_links.VALID + timedelta(seconds=1)) as tx,
        pytest.raises(signing.ExpiredError),
    ):
        file_links.read(tx, token)


def test_what_waits_for_a_word_is_confirmed_one_by_one_or_by_the_page(office: Stage) -> None:
    for code in ("PL1-3", "PL1-4", "PL1-5"):
        office.say("lan", f"{code} đã ban hành, số 12/QĐ-UBND")
    heard = office.say("minh", "/choduyet")
    assert "3 nhiệm vụ chờ xác nhận" in heard.text("minh")
    old = heard.to("minh")[-1]
    assert "Đã xác nhận: PL1-4" in office.press("minh", "Xác nhận PL1-4").text("minh")
    office.say("lan", "PL1-3 số 13/QĐ-UBND")
    page = happen(office, "minh", Event.PRESSED, pressed="okp:0:00000000")[0].text
    assert "chưa xác nhận việc nào" in page
    assert old.labels[-1] == "Xác nhận cả 3 việc trang này"
    done = office.press("minh", "Xác nhận cả 2 việc trang này")
    assert "Không có việc nào chờ xác nhận" in done.text("minh")
    assert len(done.to("lan")) == 2
    assert all(part(office, code).confirmed for code in ("PL1-3", "PL1-4", "PL1-5"))


def test_decisions_are_undone_by_the_coordinator_from_the_log(office: Stage) -> None:
    office.say("lan", "PL1-4 xin gia hạn đến 30/4/2022 vì chờ ý kiến")
    happen(office, "minh", Event.PRESSED, pressed="more:1")
    before = part(office, "PL1-4").original_due
    office.say("minh", "/lichsu PL1-4")
    heard = office.press("minh", "Hoàn tác 2")  # the first line is the request
    assert "hạn" in heard.text("lan") and "rút lại việc gia hạn" in heard.text("lan")
    assert part(office, "PL1-4").due == before
    office.say("lan", "PL1-4 đã ban hành")
    office.press("minh", "Trả lại")
    office.say("minh", "Thiếu chữ ký")
    assert "Chỉ điều phối" in happen(office, "lan", Event.PRESSED, pressed="u:4")[0].text
    office.say("minh", "/lichsu PL1-4")
    assert "rút lại việc trả lại" in office.press("minh", "Hoàn tác 5").text("lan")
    assert part(office, "PL1-4").state == "done"


def test_who_has_passed_on_the_seat_undoes_nothing(office: Stage) -> None:
    office.say("lan", "PL1-4 70%")
    office.say("lan", "/roi")
    office.press("lan", "Sở Kế hoạch và Đầu tư")
    assert "Hoàn tác" not in office.press("lan", "Hoàn tác PL1-4").text("lan")
    assert part(office, "PL1-4").percent == 70


def test_papers_name_the_files_of_reports_that_stand(office: Stage, tmp_path: Path) -> None:
    def named() -> dict[str, tuple[str, ...]]:
        plan = office.look(lambda tx: plans.running(tx)[0].id)
        rows = office.look(lambda tx: totals.rows(tx, totals.Extent(plan)))
        return {row.code: row.files for row in rows if row.files}

    office.say("lan", "PL1-4 đã trình", file=saved(tmp_path, "tờ trình.pdf", PDF))
    office.say("lan", "PL1-5", file=saved(tmp_path, "dự thảo.pdf", PDF + b" 2"))
    office.say("lan", "PL1-4", file=saved(tmp_path, "phụ lục.pdf", PDF + b" 3"))
    assert named() == {"PL1-4": ("tờ trình.pdf", "phụ lục.pdf"), "PL1-5": ("dự thảo.pdf",)}
    office.say("lan", "/hoantac")
    assert named() == {"PL1-4": ("tờ trình.pdf",), "PL1-5": ("dự thảo.pdf",)}


def test_the_coordinators_morning_tells_how_many_wait_for_a_word_and_opens_them(office: Stage) -> None:
    def morning(day: int) -> str:
        heard = office.at(f"2022-02-{day}T08:00")
        assert "Xem việc chờ xác nhận" not in "".join(heard.labels("lan") + heard.labels("an"))
        assert "1 đề nghị gia hạn" in heard.text("minh")
        return "".join(label for label in heard.labels("minh") if "chờ xác nhận" in label)

    for code in ("PL1-3", "PL1-4"):
        office.say("lan", f"{code} đã ban hành, số 12/QĐ-UBND")
    office.say("lan", "PL1-5 xin gia hạn đến 31/12/2022 vì chờ ý kiến")
    office.at("2022-02-16T08:00")
    assert morning(17) == "Xem việc chờ xác nhận (2)"
    opened = office.press("minh", "Xem việc chờ xác nhận (2)")
    assert "2 nhiệm vụ chờ xác nhận" in opened.text("minh")
    office.press("minh", "Xác nhận PL1-4")
    assert morning(18) == "Xem việc chờ xác nhận (1)"
    office.say("minh", "/choduyet")
    office.press("minh", "Xác nhận PL1-3")
    assert morning(21) == ""
