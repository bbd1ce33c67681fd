"""Whatever people do: nobody's message breaks the bot, the state follows from the log, and all numbers agree."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dieuphoi.handlers.commands import PRESSES
from dieuphoi.handlers.messages import Event, Message
from dieuphoi.plan.results import Counter, State
from dieuphoi.storage import plans, totals, upkeep
from dieuphoi.storage.database import Transaction
from tests.handlers.office import Scene, count_entries, focal, larger_plan
from tests.stage import Stage

few = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
many = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
WHO = st.sampled_from(["lan", "hoa", "tai", "tanh", "minh", "an", "khach"])
CHAT = st.sampled_from(["private", "group", "other"])


@pytest.fixture
def crowd(office: Stage) -> Stage:
    """The office with a second plan and a focal point of a district unit."""
    larger_plan(office)
    with office.transaction() as tx:
        focal(tx, "tanh", "UBND huyện Tánh Linh")
    return office


NUMBERS = st.sampled_from(
    ["", "0", "1", "4", "25", "-1", "99", "999999999", "9999999999", "1" * 40, "1_0", "１", "²", "1.5", "x"]
)
PARTS = st.one_of(
    NUMBERS,
    st.sampled_from(
        [*State, "due", "overdue", "tasks", "2022-Q1", "2022-Q5", "0000", "9998-Q4", "2022", "abcdef01"]
    ),
)
FORGED = st.one_of(
    st.text(max_size=64),
    st.tuples(st.sampled_from([*PRESSES, "skip", "share", "zz"]), st.lists(PARTS, max_size=6)).map(
        lambda p: ":".join([p[0], *p[1]])
    ),
)
_BY_DESIGN = re.compile(
    r"s:\d+:(?!blocked)[a-z_]+:\d+"
)  # a state button of a card is a report, when it is the lead's


@many
@given(forged=FORGED, who=WHO, chat=CHAT)
def test_no_button_data_ever_raises_and_a_forged_one_writes_nothing(
    crowd: Stage, forged: str, who: str, chat: str
) -> None:
    with crowd.database.look(crowd.now) as tx:
        scene = Scene(tx, crowd.script.service.office)
        messages = scene.happen(who, Event.PRESSED, chat=chat, pressed=forged, pressed_on="1")
        assert messages
        if not _BY_DESIGN.fullmatch(forged):
            assert scene.entries() == 0


ASKED = "quý này có gì?|/quy|/quynay|/viec|/lichsu PL1-4|/moi|/dangky|/bangiao|/roi|/hoantac|hoàn tác PL1-4|đúng|không"
TOLD = "PL1-4 đã trình|PL1-5|PL3-14 xong|70%|số 12/QĐ-UBND ngày 30/2/2022|xin gia hạn PL1-4 đến 32/13/2022"
PHRASES = st.sampled_from(f"{ASKED}|{TOLD}".split("|"))


@few
@given(
    said=st.lists(
        st.tuples(
            WHO,
            CHAT,
            st.one_of(
                PHRASES, st.text(max_size=60), st.builds("{} {}".format, PHRASES, st.text(max_size=20))
            ),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_no_message_ever_raises(crowd: Stage, said: list[tuple[str, str, str]]) -> None:
    with crowd.database.look(crowd.now) as tx:
        scene = Scene(tx, crowd.script.service.office)
        for who, chat, text in said:
            assert all(message.text or message.file_id for message in scene.happen(who, chat=chat, text=text))


LEADS = {"PL1-4": "lan", "PL3-13": "tai", "PL3-14": "tanh", "PL1-7": "hoa"}
CODES = st.sampled_from(list(LEADS))
TELLING = (
    "đã trình|đang lấy ý kiến|đã ban hành|đã ban hành, số 5/QĐ-UBND ngày 3/2/2022|30%|80%|100%|chưa triển khai"
    "|vướng: thiếu kinh phí|số 9/BC-SKHĐT|đã ban hành, số 7/QĐ-UBND ngày 1/1/2023|xin gia hạn đến 31/12/2022"
)
EVENTS = ("10/2 hạn 12/2", "10/2/2022 hạn quý IV/2022", "hôm qua", "hôm nay hạn 31/12/2022")
REPORTS = st.sampled_from(TELLING.split("|"))
OWN = CODES.flatmap(
    lambda code: st.tuples(st.just("say"), st.just(LEADS[code]), REPORTS.map(f"{code} {{}}".format))
)
ANY = st.tuples(st.just("say"), WHO, st.builds("{} {}".format, CODES, REPORTS))
ASIDE = st.tuples(st.just("say"), WHO, st.sampled_from(["/hoantac", "đúng", "thôi", "Chưa kèm văn bản"]))
PRESSED = st.tuples(st.just("press"), st.just(""), st.integers(0, 5))  # by whom it was shown to
STOLEN = st.tuples(st.just("press"), WHO, st.integers(0, 9))
REASON = st.tuples(st.just("say"), st.just("minh"), st.just("Chưa kèm văn bản"))
EVENT = st.tuples(st.just("say"), WHO, st.builds("/sukien PL1-5 {}".format, st.sampled_from(EVENTS)))
DECIDE = st.tuples(st.just("decide"), st.just("minh"), st.integers(0, 2))
WAIT = st.tuples(st.just("wait"), WHO, st.integers(1, 60))
STEPS = st.one_of(
    OWN, OWN, OWN, PRESSED, PRESSED, DECIDE, DECIDE, ANY, EVENT, EVENT, ASIDE, STOLEN, REASON, WAIT
)


class History:
    """Random people at work: they report, and press buttons that they were shown lately, or others were."""

    def __init__(self, tx: Transaction, stage: Stage) -> None:
        self.scene = Scene(tx, stage.script.service.office)
        self.shown: list[tuple[str, str]] = []

    def play(self, step: tuple[str, str, str | int]) -> None:
        kind, who, what = step
        before = self.scene.entries()
        if kind == "wait":
            later = self.scene.tx.now + timedelta(days=int(what))
            self.scene.tx = Transaction(self.scene.tx.connection, later)
            return
        shown = [
            s
            for s in self.shown
            if kind == "press" or (s[0] == who and s[1].startswith(("ok:", "back:", "more:")))
        ]
        if kind == "say":
            messages = self.scene.happen(who, text=str(what))
        elif shown:
            whose, data = shown[-1 - int(what) % len(shown)]
            messages = self.scene.happen(who or whose, Event.PRESSED, pressed=data)
        else:
            return
        self._check_words(messages, self.scene.entries() - before)
        self.shown += [
            (message.to.id, b.data) for message in messages for row in message.buttons for b in row
        ]

    @staticmethod
    def _check_words(messages: list[Message], written: int) -> None:
        said = "\n".join(message.text for message in messages)
        assert ("Đã ghi nhận\ue001 lúc" in said) <= (written > 0), said
        if written:
            assert "Chưa ghi nhận gì" not in said
            assert "không có gì thay đổi" not in said or "Đã ghi nhận" in said


@few
@given(steps=st.lists(STEPS, min_size=15, max_size=30))
def test_after_any_history_the_state_follows_from_the_log_and_all_numbers_agree(
    crowd: Stage, steps: list[tuple[str, str, str | int]]
) -> None:
    with crowd.database.look(crowd.now) as tx:
        history = History(tx, crowd)
        for step in steps:
            history.play(step)
        assert upkeep.differences(history.scene.tx) == []
        for plan in plans.every(history.scene.tx):
            _check_totals(history.scene, plan)


def _check_totals(scene: Scene, plan: plans.Plan) -> None:
    counted = totals.results(scene.tx, (plan.number, plan.title or ""), totals.Extent(plan.id))
    whole = counted.counters()
    assert (
        sum(whole.values())
        == counted.total
        == len(totals.rows(scene.tx, totals.Extent(plan.id)))
        == {1: 10, 2: 23}[plan.id]
    )
    by_agency = [counted.counters(agency=name) for name in counted.agencies()]
    for counter in Counter:
        assert sum(by[counter] for by in by_agency) == whole[counter]
    assert sum(counted.states().values()) == counted.total
    listed = [row.counter for row in totals.rows(scene.tx, totals.Extent(plan.id))]
    assert {counter: listed.count(counter) for counter in Counter} == whole
    text = next(
        t
        for t in scene.say("minh", "/tongketqua").split("Kết quả thực hiện Kế hoạch ")
        if t.startswith(plan.number)
    )
    shown = re.findall(r"^• (?:Hoàn thành|Đang thực hiện|Quá hạn)[^:]*: (\d+) \(", text, re.MULTILINE)
    assert [int(number) for number in shown] == list(whole.values())
    assert f"Tổng số: {counted.total} nhiệm vụ" in text


def test_the_log_grows_only_by_what_was_recorded(crowd: Stage) -> None:
    with crowd.database.look(crowd.now) as tx:
        assert count_entries(tx) == 0
        history = History(tx, crowd)
        history.play(("say", "lan", "PL1-4 đã trình"))
        history.play(("press", "", 1))
        assert history.scene.entries() == 2
        assert upkeep.differences(tx) == []
