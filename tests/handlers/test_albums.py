"""Files that are sent together: one answer, one task, whatever the order; a file of which nothing comes is not kept."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from dieuphoi.handlers.messages import Attachment, Message
from dieuphoi.storage import evidence
from dieuphoi.storage.database import Database
from dieuphoi.storage.tables import file
from tests.conftest import START
from tests.handlers.office import entries, happen, part, settle, standing
from tests.stage import Stage

CAPTION = "PL1-4 đã trình"


def sends(stage: Stage, name: str, text: str = "", who: str = "lan", **more: Any) -> list[Message]:
    """One photo of an album."""
    photo = Attachment("photo", f"{name}.jpg", vendor_id=name)
    return happen(stage, who, text=text, attachment=photo, album="g1", **more)


def attached(stage: Stage, code: str = "PL1-4") -> int:
    """How many files a task has."""
    number = part(stage, code).id
    found: int = stage.look(lambda tx: evidence.file_count(tx, number))
    return found


def kept(stage: Stage) -> int:
    """How many files there are at all."""
    found: int = stage.look(lambda tx: tx.connection.execute(select(func.count(file.c.id))).scalar_one())
    return found


@pytest.mark.parametrize("order", list(permutations(("", CAPTION, "")))[::2])
def test_whichever_has_the_words_all_belong_to_its_report(office: Stage, order: tuple[str, ...]) -> None:
    said = [m for n, text in enumerate(order) for m in sends(office, f"f{n}", text) if m.to.id == "lan"]
    assert standing(office, "PL1-4") == "submitted"
    assert entries(office) == 1
    assert attached(office) == 3
    heard = office.at("2022-02-15T09:01").messages  # the question of the first was taken back while it waited
    assert heard == []
    assert len([m for m in said if m.not_before is None]) == 1


def test_words_that_come_late_take_the_questions_place(office: Stage) -> None:
    sends(office, "a")
    asked = office.at("2022-02-15T09:01").to("lan")[0]
    assert "Báo cáo về nhiệm vụ nào" in asked.text
    (answer,) = [m for m in sends(office, "b", CAPTION) if m.to.id == "lan"]
    assert answer.edits == asked.id
    assert attached(office) == 2


def test_without_words_one_question_is_asked_for_all(office: Stage) -> None:
    for name in "abcde":
        sends(office, name)
    asked = office.at("2022-02-15T09:01")
    assert len(asked.to("lan")) == 1
    office.press("lan", next(label for label in asked.labels("lan") if label.startswith("PL1-5")))
    assert attached(office, "PL1-5") == 5
    sends(office, "f")
    assert attached(office, "PL1-5") == 6


def test_undoing_the_report_takes_all_its_files_away(office: Stage) -> None:
    sends(office, "a", CAPTION)
    sends(office, "b")
    assert attached(office) == 2
    office.press("lan", "Hoàn tác PL1-4")
    assert attached(office) == 0


def test_what_is_refused_is_not_kept_and_the_others_are_passed_over(office: Stage) -> None:
    (answer,) = sends(office, "a", "PL2-2 đã trình")
    assert "chủ trì" in answer.text
    assert sends(office, "b") == []
    assert kept(office) == 0


def test_a_single_file_that_is_refused_or_left_is_not_kept(office: Stage, tmp_path: Path) -> None:
    (tmp_path / "qd.pdf").write_bytes(b"%PDF")
    office.say("lan", "PL2-2 đã trình", file=str(tmp_path / "qd.pdf"))
    assert kept(office) == 0
    office.say("lan", "", file=str(tmp_path / "qd.pdf"))
    assert kept(office) == 1
    office.press("lan", "Thôi")
    assert kept(office) == 0


def test_in_a_group_words_on_the_last_make_a_report_of_all(office: Stage) -> None:
    group = {"chat": "group", "addressed": False}
    assert sends(office, "a", **group) == []
    assert sends(office, "b", CAPTION, **group) != []
    assert sends(office, "c", **group) == []
    assert attached(office) == 3


def test_pictures_that_people_show_each_other_are_forgotten(office: Stage) -> None:
    sends(office, "a", chat="group", addressed=False)
    office.at("2022-02-15T11:00")
    photo = Attachment("photo", "x.jpg", vendor_id="x")
    happen(office, "lan", attachment=photo, album="g2", chat="group", addressed=False)
    assert kept(office) == 1


def test_an_album_goes_on_after_a_restart(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/a.db"
    before = Stage(url, START)
    with before.transaction() as tx:
        settle(tx)
    sends(before, "a")
    before.close()
    after = Stage(Database(url), START)
    sends(after, "b", CAPTION)
    assert attached(after) == 2
    after.close()
