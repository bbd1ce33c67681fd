"""The corpus is well-formed and made the same every time; the scorer takes off for each kind of mistake."""

from __future__ import annotations

import copy
import json
import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from bench.corpus import total_of
from bench.corpus_score import THRESHOLDS, Score, score
from tests.plan.corpus import legacy
from tests.plan.corpus.making import HALVES, Sample, samples

RECURRENCES = {None, "ongoing", "yearly", "quarterly", "monthly"}
EVERY = pytest.mark.parametrize("sample", samples(), ids=lambda sample: f"{sample.half}/{sample.file_name}")

GOLD = {
    "tasks": [
        {
            "code": f"PL1-{number}",
            "title": title,
            "leads": ["Sở KH&ĐT"],
            "coordinators": ["Sở Y tế", "các sở, ban, ngành có liên quan"],
            "due": "2026-06-30",
            "recurrence": None,
        }
        for number, title in enumerate(("Xây cầu", "Trồng rừng", "Đào kênh"), 1)
    ],
    "expect_problems": [{"code": "PL1-2", "lines": [8, 8]}],
}
WARNING = {"line": 8, "severity": "warning", "message": "Chưa rõ thời hạn."}


def perfect(gold: dict[str, Any]) -> dict[str, Any]:
    """What a reader that makes no mistake gives."""
    tasks = copy.deepcopy(gold["tasks"])
    for task in tasks:
        task["leads"], task["coordinators"] = task["leads"] or [], task["coordinators"] or []
        task.setdefault("due", None)
        task.setdefault("recurrence", None)
    warnings = [{**WARNING, "line": None, "message": one["code"]} for one in gold["expect_problems"]]
    return {"tasks": tasks, "problems": warnings}


@EVERY
def test_answers_are_well_formed(sample: Sample) -> None:
    gold = sample.gold()
    assert json.loads(json.dumps(gold)) == gold
    codes = [task["code"] for task in gold["tasks"]]
    assert len(codes) == len(set(codes))
    assert bool(codes) != ("tasks_max" in gold)
    for task in gold["tasks"]:
        assert re.fullmatch(r"PL\d+-\d+", task["code"])
        assert task["title"]
        days = [task.get("due"), *task.get("accept_due", [])]
        assert all(date.fromisoformat(day).isoformat() == day for day in days if day)
        assert {task.get("recurrence"), *task.get("accept_recurrence", [])} <= RECURRENCES
    assert {one["code"] for one in gold["expect_problems"]} <= set(codes)


@EVERY
def test_positions_run_through_each_appendix(sample: Sample) -> None:
    appendices = Counter(task["code"].split("-")[0] for task in sample.gold()["tasks"])
    expected = [f"{appendix}-{n}" for appendix, many in appendices.items() for n in range(1, many + 1)]
    assert [task["code"] for task in sample.gold()["tasks"]] == expected


@EVERY
def test_answers_are_in_the_document(sample: Sample) -> None:
    """A slip of the pen in an answer is found: its words stand in the document's content."""
    content = re.sub(r"[\W_]+", " ", sample.content).casefold()
    for task in sample.gold()["tasks"]:
        texts = [task["title"], *(task["leads"] or []), *(task["coordinators"] or [])]
        for word in re.findall(r"\w+", " ".join(texts).casefold()):
            assert word in content, word


@EVERY
def test_files_are_made_the_same_every_time(sample: Sample) -> None:
    assert sample.data() == sample.data()


@EVERY
def test_a_perfect_answer_scores_one(sample: Sample) -> None:
    result = score(sample.gold(), perfect(sample.gold()))
    assert set(result.figures().values()) == {1.0}, result.differences
    assert result.good()


def test_halves_hold_thirty_different_documents_each() -> None:
    for half in HALVES:
        assert len(samples(half)) >= 30
    assert len({sample.content for sample in samples()}) == len(samples())
    assert len({sample.name for sample in samples()}) == len(samples())


def _read_differently(change: Callable[[dict[str, Any]], object]) -> Score:
    read = perfect(GOLD)
    change(read)
    return score(GOLD, read)


@pytest.mark.parametrize(
    ("figure", "change"),
    [
        ("recall", lambda read: read["tasks"].pop()),
        ("precision", lambda read: read["tasks"].append({**read["tasks"][0], "title": "Tổng cộng", "code": "PL1-4"})),
        ("lead", lambda read: read["tasks"][0].update(leads=["Sở Y tế"])),
        ("lead", lambda read: read["tasks"][0].update(leads=["Sở KH&ĐT", "Sở Y tế"])),
        ("coord", lambda read: read["tasks"][0]["coordinators"].pop(0)),
        ("coord", lambda read: read["tasks"][0].update(coordinators=["Sở Y tế và các sở, ban, ngành có liên quan"])),
        ("due", lambda read: read["tasks"][0].update(due="2026-06-29")),
        ("due", lambda read: read["tasks"][0].update(recurrence="yearly")),
        ("codes", lambda read: read["tasks"][0].update(code="PL2-1")),
        ("problems", lambda read: read["problems"].clear()),
        ("problems", lambda read: read["problems"][0].update(severity="info")),
        ("problems", lambda read: read["problems"][0].update(message="Chưa rõ.", line=20)),
    ],
)  # fmt: skip
def test_each_kind_of_mistake_lowers_its_own_figure(
    figure: str, change: Callable[[dict[str, Any]], object]
) -> None:
    figures = _read_differently(change).figures()
    assert figures.pop(figure) < 1.0
    assert set(figures.values()) == {1.0}


@pytest.mark.parametrize(
    "change",
    [
        lambda read: read["tasks"][0].update(title="XÂY  CẦU qua sông Lam"),
        lambda read: read["tasks"][0].update(leads=["Sở Kế hoạch và Đầu tư"]),
        lambda read: read["tasks"][0].update(coordinators=["các Sở, ban, ngành có liên quan", "sở y tế."]),
        lambda read: read["tasks"][0].update(coordinators=["Sở Y tế", "Các sở, ban", "các ngành có liên quan"]),
        lambda read: read["problems"][0].update(message="Chưa rõ.", line=9),
    ],
)  # fmt: skip
def test_differences_of_writing_cost_nothing(change: Callable[[dict[str, Any]], object]) -> None:
    assert set(_read_differently(change).figures().values()) == {1.0}


def test_a_title_read_otherwise_is_the_same_task_by_its_code() -> None:
    figures = _read_differently(lambda read: read["tasks"][0].update(title="Công trình: Xây cầu")).figures()
    assert figures["recall"] == 1.0
    assert _read_differently(lambda read: read["tasks"][0].update(title="Họp")).figures()["recall"] < 1.0


def test_other_right_answers_are_taken() -> None:
    gold = copy.deepcopy(GOLD)
    gold["tasks"][0] |= {"accept_due": [None], "accept_leads": [["Sở Y tế"]]}
    gold["tasks"][1]["optional"] = True
    gold["tasks"][2] |= {"lenient": True}
    read = perfect(GOLD)
    read["tasks"][0] |= {"due": None, "leads": ["Sở Y tế"]}
    read["tasks"][2] |= {"leads": ["Sở Y tế", "Sở KH&ĐT"], "coordinators": []}
    del read["tasks"][1]
    assert set(score(gold, read).figures().values()) == {1.0}


def test_rows_of_a_document_without_tasks_cost_precision() -> None:
    gold = {"tasks": [], "tasks_max": 0, "expect_problems": []}
    assert score(gold, {"tasks": [], "problems": []}).good()
    assert score(gold, perfect(GOLD)).figures()["precision"] == 0.0
    either = {**gold, "or": {"tasks": 3, "needs_warning": True}}
    assert score(either, perfect(GOLD)).good()
    assert not score(either, {**perfect(GOLD), "problems": []}).good()


def test_nothing_read_is_nothing_right() -> None:
    figures = score(GOLD, {"tasks": [], "problems": []}).figures()
    assert [figures[name] for name in THRESHOLDS if name != "precision"] == [0.0] * 4


def test_totals_count_tasks_not_documents() -> None:
    total = Score()
    total.add(score(GOLD, perfect(GOLD)))
    total.add(score(GOLD, {"tasks": [], "problems": []}))
    assert total.counts["recall"] == [3, 6]
    assert not total.good()


def test_old_encodings_are_those_of_old_files() -> None:
    text = "Uỷ ban nhân dân tỉnh, đường, quý, nghỉ, đặc"
    assert legacy.encode(text, "tcvn3").decode("latin1") == "Uû ban nh©n d©n tØnh, ®­êng, quý, nghØ, ®Æc"
    assert legacy.encode(text, "vni").decode("cp1252") == "Uyû ban nhaân daân tænh, ñöôøng, quyù, nghæ, ñaëc"
    assert "".join(legacy.encode("ệ", "cp1258").decode("cp1258")) == "ê\u0323"


@pytest.mark.parametrize("half", ["dev", "held_out", "fresh"])
def test_the_reader_owes_no_part_of_the_corpus_more_than_is_allowed(half: str) -> None:
    total = total_of(half)
    assert total.good(), total.figures()
