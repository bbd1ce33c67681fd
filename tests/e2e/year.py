"""The year 2022 as several people live it with the bot, and a tally of it that is kept apart from the bot's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from tests.stage import KHDT, LDTBXH, TAICHINH, Heard, Stage

Q1, Q2, Q3, Q4 = date(2022, 3, 31), date(2022, 6, 30), date(2022, 9, 30), date(2022, 12, 31)
# The plan's appendices: who leads what, by when. The deadline of PL2-3 is illegible in the document.
TASKS: dict[str, tuple[str, date | None]] = {
    "PL1-1": (LDTBXH, Q4),
    "PL1-2": (LDTBXH, Q4),
    "PL1-3": (KHDT, Q2),
    "PL1-4": (KHDT, Q1),
    "PL1-5": (KHDT, Q1),
    "PL1-6": (LDTBXH, Q4),
    "PL1-7": (LDTBXH, Q1),
    "PL2-1": (TAICHINH, Q3),
    "PL2-2": (LDTBXH, Q3),
    "PL2-3": (LDTBXH, None),
}
NEW = "not_started"


@dataclass
class Tally:
    """What the bot ought to know, task by task."""

    states: dict[str, str] = field(default_factory=lambda: dict.fromkeys(TASKS, NEW))
    done_on: dict[str, date] = field(default_factory=dict)
    confirmed: set[str] = field(default_factory=set)
    dues: dict[str, date | None] = field(
        default_factory=lambda: {c: due for c, (_lead, due) in TASKS.items()}
    )
    heard: dict[str, date] = field(default_factory=dict)  # the last word on each task
    stuck: dict[str, date] = field(default_factory=dict)  # since when a blocker is open; nobody answers one
    known: date = date(2022, 1, 3)  # when the plan was put in
    answers: dict[str, list[str]] = field(default_factory=lambda: {KHDT: [], LDTBXH: [], TAICHINH: []})

    def open(self, first: date | None = None, last: date | None = None) -> set[str]:
        """The tasks not done, of those due in a span of days."""
        return {c for c in self.due_within(first, last) if self.states[c] != "done"}

    def due_within(self, first: date | None = None, last: date | None = None) -> set[str]:
        """The tasks due in a span of days; all of them without one."""
        if first is None or last is None:
            return set(TASKS)
        return {c for c, due in self.dues.items() if due and first <= due <= last}

    def overdue(self, today: date) -> set[str]:
        return {c for c in self.open() if (due := self.dues[c]) and due < today}

    def counters(self, codes: set[str], today: date) -> tuple[int, ...]:
        """Done in time, done late, in progress within the term, overdue."""
        tally = Counter(self._counter(code, today) for code in codes)
        return tuple(tally[n] for n in range(4))

    def _counter(self, code: str, today: date) -> int:
        due = self.dues[code] or date.max
        if self.states[code] == "done":
            return int(self.done_on[code] > due)
        return 2 + int(today > due)

    def hears(self, code: str) -> list[str]:
        """Who is reminded of a task: its agency's focal points, or the coordinator where there is none."""
        return self.answers[TASKS[code][0]] or ["minh"]


@dataclass
class Year:
    """People's deeds: each is played with the bot and entered in the tally."""

    stage: Stage
    tally: Tally = field(default_factory=Tally)

    def register(self, who: str, agency: str) -> None:
        self.stage.register(who, agency)
        self.tally.answers[agency].append(who)

    def invite(self, who: str, name: str, whom: str) -> Heard:
        """The coordinator makes an invitation, and somebody uses it."""
        offered = self.stage.say("minh", f"/moi {whom}").text("minh")
        code = re.search(r"DP(-[A-Z0-9]{4}){3}", offered)
        assert code, offered
        self.stage.say(who, f"/start {code[0]}")
        self.stage.say(who, "đồng ý")
        self.stage.say(who, name)
        self.stage.say(who, "Chuyên viên")
        heard = self.stage.press(who, "Bỏ qua")
        assert self.stage.say("khach", code[0]).text("khach").startswith("Lời mời này đã được dùng")
        return heard

    def invite_focal(self, who: str, name: str, agency: str) -> None:
        self.invite(who, name, agency)
        self.tally.answers[agency].append(who)

    def leave(self, who: str, agency: str) -> None:
        self.stage.say(who, "/roi")
        self.stage.press(who, agency)
        self.tally.answers[agency].remove(who)

    def report(self, who: str, code: str, text: str, state: str, dated: date | None = None) -> None:
        """A focal point reports in words; "done" counts for the document's date, else for the day of the report."""
        heard = self.stage.say(who, f"{code} {text}").text(who)
        assert heard.startswith("Đã ghi nhận"), heard
        self._enter(code.upper(), state, dated)

    def press(self, who: str, code: str, label: str, state: str) -> None:
        """A focal point reports by the buttons of the newest post or card."""
        self.stage.press(who, code)
        heard = self.stage.press(who, label).text(who)
        assert heard.startswith("Đã ghi nhận"), heard
        self._enter(code, state)

    def _enter(self, code: str, state: str, dated: date | None = None) -> None:
        self.tally.heard[code] = self.stage.now.date()
        self.tally.states[code] = state
        self.tally.confirmed.discard(code)
        self.tally.done_on.pop(code, None)
        if state == "blocked":
            self.tally.stuck[code] = self.stage.now.date()
        if state == "done":
            self.tally.stuck.pop(code, None)
        if state == "done":
            self.tally.done_on[code] = dated or self.stage.now.date()

    def confirm(self, code: str) -> None:
        heard = self.stage.press("minh", "Xác nhận")
        assert heard.text("minh").startswith(f"Đã xác nhận: {code}")
        assert self.tally.hears(code) == [m.to for m in heard.messages if m.to != "minh"]
        self.tally.confirmed.add(code)

    def send_back(self, code: str, reason: str) -> None:
        self.stage.press("minh", "Trả lại")
        heard = self.stage.say("minh", reason)
        assert all(reason in heard.text(who) for who in self.tally.hears(code))
        self._enter(code, "in_progress")

    def undo(self, who: str, code: str, back_to: str) -> None:
        assert "Đã hoàn tác" in self.stage.press(who, f"Hoàn tác {code}").text(who)
        self._enter(code, back_to)

    def extend(self, who: str, code: str, until: date) -> None:
        """A focal point asks for a later deadline, and the coordinator grants it."""
        asked = self.stage.say(
            who, f"xin gia hạn {code} đến {until:%d/%m/%Y} vì chờ hướng dẫn của Trung ương"
        )
        assert "đề nghị gia hạn" in asked.text("minh")
        assert "đồng ý gia hạn" in self.stage.press("minh", "Đồng ý").text(who)
        self.tally.dues[code] = until
        self.tally.heard[code] = self.stage.now.date()

    def refused(self, who: str, text: str, answer: str) -> None:
        """Something that must change nothing."""
        assert answer in self.stage.say(who, text).text(who)


Deed = Callable[[Year], object]
DEEDS: tuple[tuple[str, Deed], ...] = (
    ("2022-01-03T09:00", lambda y: y.stage.say_in_group("minh", "/gannhom")),
    ("2022-01-03T09:05", lambda y: y.register("lan", KHDT)),
    ("2022-01-04T10:00", lambda y: y.press("lan", "PL1-4", "Đang thực hiện", "in_progress")),
    ("2022-01-20T16:00", lambda y: y.report("lan", "pl1-5", "20%", "in_progress")),
    ("2022-02-08T08:00", lambda y: y.invite("nam", "Đặng Hoài Nam", "lãnh đạo")),
    (
        "2022-02-21T14:00",
        lambda y: y.report("lan", "PL1-4", "đã trình UBND tỉnh, số 41/TTr-SKHĐT ngày 18/2", "submitted"),
    ),
    ("2022-03-02T09:00", lambda y: y.report("lan", "PL1-4", "đã ban hành", "done")),
    ("2022-03-02T09:30", lambda y: y.send_back("PL1-4", "Thiếu số và ngày của quyết định")),
    ("2022-03-10T09:00", lambda y: y.register("hoa", LDTBXH)),
    (
        "2022-03-15T09:00",
        lambda y: y.report(
            "lan", "PL1-4", "đã ban hành, số 512/QĐ-UBND ngày 14/3", "done", date(2022, 3, 14)
        ),
    ),
    ("2022-03-15T15:00", lambda y: y.confirm("PL1-4")),
    (
        "2022-03-18T11:00",
        lambda y: y.report("hoa", "PL1-7", "vướng: chưa có tiêu chí của Trung ương", "blocked"),
    ),
    ("2022-03-25T11:00", lambda y: y.extend("hoa", "PL1-7", date(2022, 5, 15))),
    ("2022-03-30T11:00", lambda y: y.refused("hoa", "PL1-5 đã ban hành", "Chưa ghi nhận gì")),
    ("2022-04-08T10:00", lambda y: y.report("lan", "PL1-5", "đã ban hành", "done")),
    ("2022-04-08T17:00", lambda y: y.confirm("PL1-5")),
    ("2022-05-10T08:00", lambda y: y.invite_focal("dung", "Phạm Văn Dũng", KHDT)),
    ("2022-06-01T20:00", lambda y: y.report("dung", "PL1-3", "60% dang lay y kien", "consulting")),
    ("2022-06-20T08:00", lambda y: y.leave("lan", KHDT)),
    ("2022-06-21T08:00", lambda y: y.refused("lan", "PL1-3 đã ban hành", "không là đầu mối của cơ quan nào")),
    ("2022-06-30T23:30", lambda y: y.report("dung", "PL1-3", "đã ban hành", "done")),
    ("2022-07-01T10:00", lambda y: y.confirm("PL1-3")),
    ("2022-07-12T10:00", lambda y: y.report("hoa", "PL1-7", "hoàn thành", "done")),
    ("2022-09-12T09:00", lambda y: y.press("hoa", "PL2-2", "Đã ban hành/hoàn thành", "done")),
    ("2022-09-12T09:10", lambda y: y.confirm("PL2-2")),
    ("2022-09-20T09:00", lambda y: y.register("tuan", TAICHINH)),
    ("2022-10-01T00:10", lambda y: y.report("tuan", "PL2-1", "xong rồi", "done")),
    ("2022-10-05T09:00", lambda y: y.report("hoa", "pl1-1", "50% dang lay y kien", "consulting")),
    ("2022-11-15T09:00", lambda y: y.report("hoa", "PL1-6", "40%", "in_progress")),
    (
        "2022-12-09T09:00",
        lambda y: y.report(
            "hoa", "PL1-1", "đã ban hành, số 120/NQ-HĐND ngày 8/12/2022", "done", date(2022, 12, 8)
        ),
    ),
    ("2022-12-09T09:30", lambda y: y.confirm("PL1-1")),
    ("2022-12-20T09:00", lambda y: y.report("hoa", "PL1-2", "đã ban hành", "done")),
    ("2022-12-21T08:00", lambda y: y.undo("hoa", "PL1-2", NEW)),
    (
        "2022-12-30T16:00",
        lambda y: y.report(
            "hoa", "PL1-2", "đã ban hành, số 3010/QĐ-UBND ngày 29/12/2022", "done", date(2022, 12, 29)
        ),
    ),
)
