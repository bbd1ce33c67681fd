"""Whatever happens in whatever order, "k/n have answered" is what the log says."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dieuphoi.plan.history import Kind
from dieuphoi.storage import log, parts, upkeep
from dieuphoi.storage.database import Transaction
from tests.handlers.office import Scene
from tests.stage import Stage

WHO = {"tai": "Sở Tài chính", "lan": "Sở Kế hoạch và Đầu tư"}
SAID = re.compile(r"Phối hợp: (\d+)/(\d+) đã trả lời")
ACTS = (
    "ask",
    "all",
    "done",
    "none",
    "words",
    "comment",
    "later",
    "grant",
    "remind",
    "withdraw",
    "undo",
    "date",
)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(ACTS), st.sampled_from(sorted(WHO))),
        st.sampled_from([("finish", "hoa"), ("reopen", "hoa"), ("night", "hoa")]),
    ),
    max_size=14,
)


def _newest(scene: Scene, who: str) -> int:
    """The newest request to somebody's agency, open or not; of nobody's where there is none."""
    asked = [
        number
        for number, agency in parts.asked(scene.tx, scene.part("PL1-2").id).items()
        if agency == WHO[who]
    ]
    return max(asked, default=999)


def _act(scene: Scene, what: str, who: str) -> None:
    if what == "ask":
        scene.say("hoa", f"đề nghị {WHO[who]} góp ý PL1-2 trước ngày 10/3")
    elif what == "all":
        scene.say("hoa", "đề nghị các cơ quan phối hợp góp ý PL1-2 đến 11/3")
    elif what in ("done", "none"):
        scene.press(who, f"xa:{_newest(scene, who)}:{what}")
    elif what == "words":
        scene.say(who, "PL1-2 không có ý kiến")
    elif what == "comment":
        scene.say(who, "PL1-2 góp ý: cần rõ hơn")
    elif what == "later":
        scene.press(
            who, f"xld:{_newest(scene, who)}:{(scene.tx.now.date() + timedelta(days=40)).toordinal()}"
        )
    elif what in ("grant", "date"):
        scene.press(
            "hoa", f"xg:{_newest(scene, who)}:{(scene.tx.now.date() + timedelta(days=30)).toordinal()}"
        )
    elif what == "remind":
        scene.press("hoa", f"xn:{scene.part('PL1-2').id}")
    elif what == "withdraw":
        scene.press("hoa", f"xw:{_newest(scene, who)}")
    elif what == "undo":
        scene.say(who, "/hoantac PL1-2")
    elif what == "finish":
        scene.say("hoa", "PL1-2 đã ban hành")
    elif what == "reopen":
        scene.say("hoa", "/hoantac PL1-2")


def _tally(scene: Scene) -> tuple[int, int]:
    """How many requests the log has left, and how many of them with an answer: counted line by line."""
    lines = log.lines(scene.tx, scene.part("PL1-2").id)
    asked: dict[Any, bool] = {}
    off = set()
    for line in lines:
        if line.undone or line.entry.part is None:
            continue
        asked.setdefault(line.entry.part, False)
        if line.entry.kind in (Kind.PART_DONE, Kind.PART_NONE):
            asked[line.entry.part] = True
        if line.entry.kind is Kind.PART_OFF:
            off.add(line.entry.part)
    left = {number: answered for number, answered in asked.items() if number not in off}
    return sum(left.values()), len(left)


def _shown(scene: Scene) -> tuple[int, int]:
    found = SAID.search(scene.say("hoa", "/viec PL1-2"))
    return (int(found[1]), int(found[2])) if found else (0, 0)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_the_card_counts_as_the_log_does(office: Stage, steps: list[tuple[str, str]]) -> None:
    with office.database.look(office.now) as tx:
        scene = Scene(tx, office.script.service.office)
        for what, who in steps:
            if what == "night":
                later = scene.tx.now + timedelta(hours=11)
                scene.tx = Transaction(scene.tx.connection, later)
            before = scene.part("PL1-2").state
            _act(scene, what, who)
            if what not in ("finish", "reopen"):
                assert scene.part("PL1-2").state is before
            assert _shown(scene) == _tally(scene)
        assert upkeep.differences(scene.tx) == []
