"""Random histories of blockers: what is shown as open is what a plain record of its own says; the log only grows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dieuphoi.storage import blockers, log, upkeep
from dieuphoi.storage.database import Transaction
from tests.handlers.office import Scene
from tests.stage import Stage

LEADS = {"PL1-4": "lan", "PL1-7": "hoa"}
REASONS = (
    "chờ Sở Tài chính bố trí kinh phí",
    "chưa có hướng dẫn của Bộ Tài chính",
    "chưa thống nhất được nội dung",
)
STATES = ("đã trình", "đang lấy ý kiến", "đang thực hiện", "đã ban hành, số 5/QĐ-UBND ngày 10/2/2022")
CODE = st.sampled_from(sorted(LEADS))
WHO = st.sampled_from(["lead", "minh", "an", "tai"])
STEP = st.one_of(
    st.tuples(st.just("raise"), CODE, st.sampled_from(REASONS)),
    st.tuples(st.just("raise"), CODE, st.sampled_from(REASONS)),
    st.tuples(st.just("report"), CODE, st.sampled_from(STATES)),
    st.tuples(st.sampled_from(["answer", "pass", "lift"]), WHO, st.integers(0, 5)),
    st.tuples(st.just("undo"), WHO, st.integers(0, 8)),
    st.tuples(st.just("wait"), WHO, st.sampled_from([1, 13, 25])),
)
MAY = {"answer": ("minh", "an"), "pass": ("minh",), "lift": ("minh", "lead")}


@dataclass
class Told:
    """One thing that was entered: by whom, when, for which task; what is in the way, or about which blocker."""

    id: int
    kind: str
    code: str
    by: str
    at: datetime
    what: str = ""
    about: int = 0
    undone: bool = False


@dataclass
class Record:
    """What was entered, and by plain counting which blockers are open."""

    told: list[Told] = field(default_factory=list)

    def open(self, code: str) -> dict[int, str]:
        """What is in the way of a task, by the entry that raised it."""
        found: dict[int, str] = {}
        for one in self.told:
            if one.undone or one.code != code:
                continue
            if one.kind == "raise" and one.what not in found.values():
                found[one.id] = one.what
            elif one.kind == "report":
                found = {}
            elif one.kind == "lift":
                found.pop(one.about, None)
        return found

    def on(self, blocker: int, kind: str) -> list[str]:
        """What was answered on a blocker, or that it was passed on."""
        return [one.what for one in self.told if (one.kind, one.about) == (kind, blocker) and not one.undone]

    def all_open(self) -> dict[int, str]:
        """Every open blocker with its task's code."""
        return {number: code for code in LEADS for number in self.open(code)}


class History:
    """People at work on two tasks, and the record beside them."""

    def __init__(self, tx: Transaction, stage: Stage) -> None:
        self.scene = Scene(tx, stage.script.service.office)
        self.record = Record()
        self.kept: dict[str, list[log.Line]] = {code: [] for code in LEADS}

    def play(self, step: tuple[str, str, str | int]) -> None:
        kind, which, what = step
        if kind == "wait":
            later = self.scene.tx.now + timedelta(hours=int(what))
            self.scene.tx = Transaction(self.scene.tx.connection, later)
        elif kind in ("raise", "report"):
            self._report(kind, which, str(what))
        elif kind == "undo":
            self._undo(which, int(what))
        else:
            self._on_blocker(kind, which, int(what))
        self.check()

    def _new(self, code: str) -> list[log.Line]:
        """The entries that were added to a task's log; those of before are as they were, but for being undone."""
        now = log.lines(self.scene.tx, self.scene.part(code).id)
        before = self.kept[code]
        assert [line.entry for line in now[: len(before)]] == [line.entry for line in before]
        self.kept[code] = now
        return now[len(before) :]

    def _report(self, kind: str, code: str, what: str) -> None:
        said = f"{code} vướng: {what}" if kind == "raise" else f"{code} {what}"
        who = LEADS[code]
        self.scene.say(who, said)
        for line in self._new(code):
            self.record.told.append(Told(line.entry.id, kind, code, who, self.scene.tx.now, what))
        self.scene.say(who, "thôi")  # where something was asked, it is let be
        assert self._new(code) == []

    def _on_blocker(self, kind: str, which: str, number: int) -> None:
        """A button of a blocker, of any that ever was: a stale one, or one of somebody else's, writes nothing."""
        raised = [one for one in self.record.told if one.kind == "raise"]
        if not raised:
            return
        chosen = raised[number % len(raised)]
        who = LEADS[chosen.code] if which == "lead" else which
        open_now = chosen.id in self.record.open(chosen.code)
        due = which in MAY[kind] and open_now
        if kind == "pass" and self.record.on(chosen.id, "pass"):
            due = False
        said = f"ý kiến {len(self.record.told)}"
        self.scene.press(who, f"{ {'answer': 'ba', 'pass': 'bp', 'lift': 'bl'}[kind] }:{chosen.id}")
        if kind == "answer" and due:
            self.scene.say(who, said)
        added = self._new(chosen.code)
        assert len(added) == due, (kind, who, open_now)
        for line in added:
            told = Told(line.entry.id, kind, chosen.code, who, self.scene.tx.now, said, chosen.id)
            self.record.told.append(told)

    def _undo(self, which: str, number: int) -> None:
        if not self.record.told:
            return
        chosen = self.record.told[-1 - number % len(self.record.told)]
        who = LEADS[chosen.code] if which == "lead" else which
        in_time = self.scene.tx.now - chosen.at <= timedelta(days=1)
        due = not chosen.undone and (who == "minh" or (who == chosen.by and in_time))
        self.scene.press(who, f"u:{chosen.id}")
        assert len(self._new(chosen.code)) == due, (chosen, who)
        chosen.undone = chosen.undone or due

    def check(self) -> None:
        """The query, /vuongmac, the totals and the leader's list show what the record has, no more and no less."""
        every = self.record.all_open()
        found = {held.id: held for held in blockers.open_in(self.scene.tx, [1])}
        assert {number: held.code for number, held in found.items()} == every
        for number, held in found.items():
            assert held.what == self.record.open(held.code)[number]
            assert [answer.text for answer in held.answers] == self.record.on(number, "answer")
            assert (held.referred_on is not None) == bool(self.record.on(number, "pass"))

    def check_shown(self) -> None:
        """The same as people read it."""
        every = self.record.all_open()
        listed = self.scene.say("minh", "/vuongmac")
        assert sorted(re.findall(r"^\d+\. \W?(PL\d-\d)", listed, re.MULTILINE)) == sorted(every.values())
        counted = re.search(
            r"Vướng mắc chưa tháo gỡ\W*: (\d+) vướng mắc", self.scene.say("an", "/tongketqua")
        )
        assert (int(counted[1]) if counted else 0) == len(every)
        for code in LEADS:
            blocked = self.scene.part(code).state == "blocked"
            assert blocked == bool(self.record.open(code))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEP, min_size=5, max_size=25))
def test_what_is_open_is_what_was_raised_and_not_lifted(
    office: Stage, steps: list[tuple[str, str, str | int]]
) -> None:
    with office.database.look(office.now) as tx:
        history = History(tx, office)
        for step in steps:
            history.play(step)
        history.check_shown()
        assert upkeep.differences(history.scene.tx) == []
