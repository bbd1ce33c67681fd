"""Blockers: what is in the way and whom it waits for; answered, put before the leaders, open until lifted."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from dieuphoi import reports
from dieuphoi.handlers import paper_making
from dieuphoi.handlers.messages import Event
from dieuphoi.handlers.office import LETTERHEAD
from dieuphoi.plan.blockers import Held
from dieuphoi.plan.periods import parse_code
from dieuphoi.storage import blockers, log, plans, tasks
from tests.handlers.office import happen, joined
from tests.stage import TAICHINH, Heard, Stage

RAISED = "PL1-4 vướng: chờ Sở Tài chính bố trí kinh phí"
WHAT = "chờ Sở Tài chính bố trí kinh phí"
UNCLEAR = "PL1-4 vướng: chưa thống nhất được nội dung"


def held(stage: Stage) -> list[Held]:
    """The open blockers of the shipped plan."""
    found: list[Held] = stage.look(lambda tx: blockers.open_in(tx, [plan.id for plan in plans.every(tx)]))
    return found


def state(stage: Stage, code: str = "PL1-4") -> str:
    item = stage.look(lambda tx: tasks.by_code(tx, code, [1])[0])
    return str(item.state)


def kinds(stage: Stage) -> list[str]:
    """The kinds of all entries of the task's log, oldest first."""
    return stage.look(lambda tx: [line.entry.kind.value for line in log.lines(tx, held_by(tx).id)])  # type: ignore[no-any-return]


def held_by(tx: object) -> tasks.Item:
    return tasks.by_code(tx, "PL1-4", [1])[0]  # type: ignore[arg-type]


def answered(stage: Stage, text: str = "đã làm việc với Sở Tài chính") -> Heard:
    """minh answers the blocker whose button was shown last."""
    stage.press("minh", "Cho ý kiến")
    return stage.say("minh", text)


def test_what_and_on_whom_are_kept_and_told_to_the_coordinator_and_the_awaited(office: Stage) -> None:
    heard = office.say("lan", RAISED)
    assert "Đang chờ: Sở Tài chính" in heard.text("lan")
    assert "Đang chờ: Sở Tài chính" in heard.text("minh")
    assert "đang chờ Sở Tài chính" in heard.text("tai")
    assert heard.to("group") == heard.to("hoa") == []
    (one,) = held(office)
    assert (one.what, one.since, one.by) == (WHAT, date(2022, 2, 15), "Trần Thị Lan")
    assert one.waits is not None
    assert one.waits.words == TAICHINH


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("vướng: chờ Bộ Tài chính hướng dẫn", "Bộ Tài chính"),
        ("bị vướng do STC chưa có ý kiến", "Sở Tài chính"),
        ("vướng mắc: cho trung uong huong dan", "trung uong"),
        ("vướng: chờ UBND tỉnh chỉ đạo", "UBND tỉnh"),
        ("vướng: chưa có kinh phí", "kinh phí"),
    ],
)
def test_on_whom_is_heard_from_the_words(office: Stage, text: str, whom: str) -> None:
    said = office.say("lan", f"PL1-4 {text}").text("lan")
    assert f"Đang chờ: {whom}".lower() in said.lower()


def test_on_whom_is_asked_once_where_nobody_said_it_and_the_blocker_counts_already(office: Stage) -> None:
    asked = office.say("lan", UNCLEAR)
    assert "đang chờ ai?" in asked.text("lan")
    assert [one.waits for one in held(office)] == [None]
    noted = office.press("lan", "Cấp trên")
    assert "Đang chờ: cấp trên" in noted.text("lan")
    assert "Đang chờ: cấp trên" in noted.text("minh")


@pytest.mark.parametrize("typed", ["sở tài chính", "STC", "chờ Sở Tài chính"])
def test_on_whom_may_be_typed(office: Stage, typed: str) -> None:
    office.say("lan", UNCLEAR)
    heard = office.say("lan", typed)
    assert "Đang chờ: Sở Tài chính" in heard.text("lan")
    assert "đang chờ Sở Tài chính" in heard.text("tai")


def test_not_known_yet_can_be_said_later_from_the_card(office: Stage) -> None:
    office.say("lan", UNCLEAR)
    office.press("lan", "Chưa rõ")
    office.say("lan", "/viec PL1-4")
    office.press("lan", "Đang chờ ai")
    assert "Đang chờ: cơ quan điều phối" in office.press("lan", "Điều phối").text("lan")


def test_a_report_while_it_is_asked_is_a_report(office: Stage) -> None:
    office.say("lan", UNCLEAR)
    office.say("lan", "PL1-4 đã trình")
    assert state(office) == "submitted"
    assert held(office) == []


def test_an_answer_goes_to_the_focal_points_and_leaves_it_open(office: Stage) -> None:
    office.say("lan", RAISED)
    joined(office, "mai", "Sở Kế hoạch và Đầu tư")
    heard = answered(office)
    for who in ("lan", "mai"):
        assert "có ý kiến về vướng mắc của PL1-4" in heard.text(who)
        assert "đã làm việc với Sở Tài chính" in heard.text(who)
    assert "Vướng mắc vẫn mở" in heard.text("minh")
    assert [one.answers[-1].text for one in held(office)] == ["đã làm việc với Sở Tài chính"]
    assert "Đã có ý kiến của minh" in office.say("lan", "/viec PL1-4").text("lan")


def test_it_is_passed_to_the_leader_who_answers(office: Stage) -> None:
    office.say("lan", RAISED)
    heard = office.press("minh", "Chuyển lãnh đạo")
    assert "Đỗ An" in heard.text("minh")
    assert WHAT in heard.text("an")
    office.press("an", "Cho ý kiến")
    told = office.say("an", "giao Sở Tài chính tham mưu trước ngày 20/2")
    for who in ("lan", "minh"):
        assert "Đỗ An (lãnh đạo)" in told.text(who)
        assert "giao Sở Tài chính tham mưu trước ngày 20/2" in told.text(who)
    assert "Đã chuyển lãnh đạo ngày 15/02/2022" in office.say("minh", "/vuongmac").text("minh")
    assert len(held(office)) == 1


def test_it_is_passed_once(office: Stage) -> None:
    office.say("lan", RAISED)
    office.press("minh", "Chuyển lãnh đạo")
    (one,) = held(office)
    again = happen(office, "minh", Event.PRESSED, pressed=f"bp:{one.id}")
    assert "đã chuyển lãnh đạo" in again[0].text.lower()
    assert kinds(office).count("refer") == 1


def test_without_a_leader_nothing_is_passed(stage: Stage) -> None:
    joined(stage, "lan", "Sở Kế hoạch và Đầu tư")
    stage.say("lan", RAISED)
    assert "/moi lãnh đạo" in stage.press("minh", "Chuyển lãnh đạo").text("minh")
    assert kinds(stage) == ["state"]


@pytest.mark.parametrize("who", ["lan", "minh"])
def test_lifted_the_task_is_again_what_it_was(office: Stage, who: str) -> None:
    office.say("lan", "PL1-4 đang lấy ý kiến")
    office.say("lan", RAISED)
    office.say(who, "/viec PL1-4")
    heard = office.press(who, "Đã tháo gỡ")
    assert state(office) == "consulting"
    assert held(office) == []
    assert WHAT in heard.text("lan")
    assert WHAT in heard.text("minh")
    assert "không có" in office.say("minh", "/vuongmac").text("minh")


def test_another_state_lifts_it_and_the_coordinator_hears_of_it(office: Stage) -> None:
    office.say("lan", RAISED)
    heard = office.say("lan", "PL1-4 đã trình")
    assert "vướng mắc được coi là đã tháo gỡ" in heard.text("lan")
    assert "vướng mắc được coi là đã tháo gỡ" in heard.text("minh")


def test_two_blockers_of_a_task_are_lifted_one_by_one(office: Stage) -> None:
    office.say("lan", RAISED)
    office.say("lan", "PL1-4 vướng: chờ Bộ Tài chính hướng dẫn")
    assert "2 vướng mắc của 1 nhiệm vụ" in office.say("minh", "/vuongmac").text("minh")
    first, second = held(office)
    happen(office, "lan", Event.PRESSED, pressed=f"bl:{first.id}")
    assert [one.id for one in held(office)] == [second.id]
    assert state(office) == "blocked"


def test_said_again_it_is_the_same_blocker(office: Stage) -> None:
    office.say("lan", RAISED)
    office.say("lan", RAISED)
    office.say("lan", f"{RAISED} năm 2022")
    assert [one.what for one in held(office)] == [f"{WHAT} năm 2022"]


class TestUndone:
    def test_by_its_author_within_a_day(self, office: Stage) -> None:
        office.say("lan", RAISED)
        office.say("lan", "/hoantac")
        assert (held(office), state(office)) == ([], "not_started")
        assert kinds(office) == ["state", "undo"]

    def test_no_more_by_its_author_later_but_by_the_coordinator(self, office: Stage) -> None:
        office.say("lan", RAISED)
        (one,) = held(office)
        office.at("2022-02-16T09:30")
        said = happen(office, "lan", Event.PRESSED, pressed=f"u:{one.id}")[0].text
        assert "trong vòng một ngày" in said
        assert len(held(office)) == 1
        office.say("minh", "/lichsu PL1-4")
        assert "hoàn tác báo cáo của anh/chị" in office.press("minh", "Hoàn tác 1").text("lan")
        assert held(office) == []

    @pytest.mark.parametrize("who", ["lan", "minh"])
    def test_a_lifting_and_it_is_open_again(self, office: Stage, who: str) -> None:
        office.say("lan", RAISED)
        office.say("lan", "/viec PL1-4")
        office.press("lan", "Đã tháo gỡ")
        office.say(who, "/lichsu PL1-4")
        heard = office.press(who, "Hoàn tác 2")
        assert [one.what for one in held(office)] == [WHAT]
        assert state(office) == "blocked"
        assert "hoàn tác việc ghi nhận tháo gỡ" in heard.text("minh" if who == "lan" else "lan")

    def test_the_report_that_lifted_it_and_it_is_open_again(self, office: Stage) -> None:
        office.say("lan", RAISED)
        office.say("lan", "PL1-4 đã trình")
        office.say("lan", "/hoantac")
        assert [(one.what, one.waits and one.waits.words) for one in held(office)] == [(WHAT, TAICHINH)]

    def test_an_answer_of_the_coordinators(self, office: Stage) -> None:
        office.say("lan", RAISED)
        answered(office)
        heard = office.press("minh", "Hoàn tác")
        assert "rút ý kiến về vướng mắc của PL1-4" in heard.text("lan")
        assert [one.answers for one in held(office)] == [()]
        assert kinds(office) == ["state", "answer", "undo"]

    def test_an_answer_of_a_leaders_by_its_author_and_by_no_other_leader(self, office: Stage) -> None:
        office.say("lan", RAISED)
        answered(office)
        mine = next(one for one in held(office)).answers
        assert "Chỉ" in happen(office, "an", Event.PRESSED, pressed="u:2")[0].text
        office.say("an", "/viec PL1-4")
        office.press("an", "Cho ý kiến")
        office.say("an", "giao Sở Tài chính")
        office.press("an", "Hoàn tác")
        assert [one.answers for one in held(office)] == [mine]

    def test_what_was_put_before_the_leaders(self, office: Stage) -> None:
        office.say("lan", RAISED)
        office.press("minh", "Chuyển lãnh đạo")
        heard = office.press("minh", "Hoàn tác")
        assert "rút việc chuyển vướng mắc" in heard.text("an")
        assert [one.referred_on for one in held(office)] == [None]
        office.say("minh", "/viec PL1-4")
        assert "Đỗ An" in office.press("minh", "Chuyển lãnh đạo").text("minh")

    def test_the_report_that_it_repeats_and_on_whom_it_waits_can_be_said(self, office: Stage) -> None:
        office.say("lan", UNCLEAR)
        (first,) = held(office)
        office.say("lan", f"{UNCLEAR} dự thảo")
        happen(office, "lan", Event.PRESSED, pressed=f"u:{first.id}")
        (second,) = held(office)
        assert second.id != first.id
        office.say("lan", "/viec PL1-4")
        office.press("lan", "Đang chờ ai")
        assert "Đang chờ: Sở Tài chính" in office.say("lan", "Sở Tài chính").text("lan")
        assert [one.waits and one.waits.words for one in held(office)] == [TAICHINH]


class TestStaleButtons:
    @pytest.mark.parametrize("press", ["ba", "bp", "bl"])
    def test_of_a_blocker_that_was_lifted_say_by_whom(self, office: Stage, press: str) -> None:
        office.say("lan", RAISED)
        (one,) = held(office)
        happen(office, "lan", Event.PRESSED, pressed=f"bl:{one.id}")
        before = kinds(office)
        said = happen(office, "minh", Event.PRESSED, pressed=f"{press}:{one.id}")[0].text
        assert "Trần Thị Lan" in said
        assert "chưa triển khai" in said
        assert kinds(office) == before

    def test_of_a_blocker_that_was_taken_back(self, office: Stage) -> None:
        office.say("lan", RAISED)
        (one,) = held(office)
        office.say("lan", "/hoantac")
        said = happen(office, "minh", Event.PRESSED, pressed=f"ba:{one.id}")[0].text
        assert "Báo cáo vướng mắc này đã được rút lại" in said

    def test_lifted_while_the_coordinator_writes_the_answer_is_not_sent(self, office: Stage) -> None:
        office.say("lan", RAISED)
        (one,) = held(office)
        office.press("minh", "Cho ý kiến")
        happen(office, "lan", Event.PRESSED, pressed=f"bl:{one.id}")
        heard = office.say("minh", "sẽ họp vào thứ Hai")
        assert heard.to("lan") == []
        assert "Trần Thị Lan" in heard.text("minh")
        assert "answer" not in kinds(office)

    def test_answered_by_another_meanwhile_is_shown_before_a_second_answer_goes_out(
        self, office: Stage
    ) -> None:
        office.say("lan", RAISED)
        office.press("minh", "Cho ý kiến")
        office.say("an", "/viec PL1-4")
        office.press("an", "Cho ý kiến")
        office.say("an", "giao Sở Tài chính")
        heard = office.say("minh", "sẽ họp vào thứ Hai")
        assert "giao Sở Tài chính" in heard.text("minh")
        assert heard.to("lan") == []
        assert "sẽ họp vào thứ Hai" in office.press("minh", "Vẫn gửi ý kiến của tôi").text("lan")


class TestShownUntilLifted:
    def test_in_totals_of_any_period_and_in_the_mondays_post(self, office: Stage) -> None:
        office.say("lan", RAISED)
        for asked in ("/tongketqua", "/tongketqua quý 4/2022", "/tongketqua Sở Kế hoạch và Đầu tư"):
            assert WHAT in office.say("minh", asked).text("minh"), asked
        assert WHAT not in office.say("minh", "/tongketqua Sở Tài chính").text("minh")
        for monday in ("2022-02-21T08:00", "2022-03-28T08:00", "2022-04-11T08:00"):
            post = office.at(monday).told("group")[-1]
            assert WHAT in post.text, monday
        office.say("lan", "/viec PL1-4")
        office.press("lan", "Đã tháo gỡ")
        assert WHAT not in office.say("minh", "/tongketqua").text("minh")
        assert WHAT not in office.at("2022-04-18T08:00").text("group")

    def test_in_the_papers_of_every_period(self, office: Stage) -> None:
        office.say("lan", RAISED)
        office.press("minh", "Chuyển lãnh đạo")
        with office.transaction() as tx:
            report = paper_making.of(tx, plans.every(tx)[0], parse_code("2022-Q4"), LETTERHEAD)
            sheet = load_workbook(BytesIO(reports.make(report, "xlsx")))["Vướng mắc"]
        said = [cell for row in sheet.iter_rows(values_only=True) for cell in row if isinstance(cell, str)]
        assert {"PL1-4", WHAT, TAICHINH} <= set(said)

    def test_in_the_coordinators_morning_until_somebody_answers(self, office: Stage) -> None:
        office.say("lan", RAISED)
        assert "1 vướng mắc chưa có ý kiến: PL1-4" in office.at("2022-02-18T08:00").text("minh")
        office.say("minh", "/viec PL1-4")
        answered(office)
        assert "chưa có ý kiến" not in office.at("2022-02-28T08:00").text("minh")

    def test_to_whom_it_concerns(self, office: Stage) -> None:
        office.say("lan", RAISED)
        assert WHAT in office.say("lan", "/vuongmac").text("lan")
        waiting = office.say("tai", "/vuongmac").text("tai")
        assert WHAT in waiting
        assert "chờ cơ quan" in waiting.lower()
        assert WHAT not in office.say("hoa", "/vuongmac").text("hoa")
        assert WHAT in office.say("an", "/vuongmac").text("an")
        assert WHAT not in office.say("khach", "/vuongmac").text("khach")

    def test_in_english_for_who_reads_it(self, office: Stage) -> None:
        office.say("minh", "/english")
        assert "Waits for: Sở Tài chính" in office.say("lan", RAISED).text("minh")
        assert "Open blockers: 1 blocker of 1 task" in office.say("minh", "/vuongmac").text("minh")


def test_many_are_shown_page_by_page(office: Stage) -> None:
    for number in range(9):
        office.say("lan", f"PL1-4 vướng: chờ Bộ Tài chính trả lời công văn số {number * 111 + 100}")
    heard = office.say("minh", "/vuongmac")
    assert "9 vướng mắc của 1 nhiệm vụ" in heard.text("minh")
    assert "9. PL1-4" in office.press("minh", "Tiếp (1) »").text("minh")
