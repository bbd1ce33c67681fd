"""The slots of each intent, under the names of the utterance conventions."""

from __future__ import annotations

import re
from typing import Any

from dieuphoi.handlers.understanding.dates import Day
from dieuphoi.handlers.understanding.issued import issued
from dieuphoi.handlers.understanding.reported import Report
from dieuphoi.handlers.understanding.search import query
from dieuphoi.handlers.understanding.situation import Situation
from dieuphoi.handlers.understanding.states import Standing
from dieuphoi.plan.results import State

Slots = dict[str, Any]

_REPORTER_BEFORE = re.compile(
    r"^\W*(?:(?:@?\w*bot|da|thua|kinh gui [^,]*|bao cao|bc|em|ben|phia|chao|oi|nay|vang|xin|cap nhat|nhiem vu|viec|T+|cua|"
    r"ghi nhan|ngay|H+|D+|luu|danh dau|giup|gium|giùm|ghi|hom nay|phong(?: [^\W\d_A-Z]+){0,3}|van phong|to|tổ|thay mat|dai dien|toi|minh|la|o|anh chi|ac|ca nha|moi nguoi)\b\W*)*$"
)
# "Thực hiện Kế hoạch số 12/KH-UBND ngày 1/2 của UBND tỉnh, Sở A …": the agency after what is cited reports.
_CITED_BEFORE = re.compile(
    r"^\W*(?:can cu|thuc hien|theo|thi hanh|trien khai|tiep theo|phuc dap)(?!\w)[^;A]*N[^;A]*, $"
)
_NOT_SO = re.compile(r"(?<!\w)(?:khong|chang|dau) phai(?: la| o)?(?: muc)? $")
_REPORTS = re.compile(
    r"\W*(?:xin |kinh |co )?(?:bao cao|bao|cap nhat|xin (?:gia|lui|doi|keo)|(?:kinh )?(?:de|đề) nghi(?: \w+){0,5}? (?:gia|lui|doi|keo|cho))(?!\w)"
)
_NOT_REPORTER = re.compile(
    r"^(?:,? (?:chua|(?:vẫn|van) chua|da|đang|dang|con chua|vua|moi|cung|voi|va|A+|,)){0,6} (?:gop y|co y kien|cho y kien|tra loi|"
    r"tham dinh|phan (?:hoi|hồi)|tham gia|gui gop y|chua gop y|xem xet|tra lai|tra ve|yeu cau|tham tra|hen|hua|bac|duyet|thong qua)"
)


def of_task(it: Situation) -> Slots:
    """The task or tasks meant."""
    return _tasks(it.tasks)


def of_undo(it: Situation) -> Slots:
    """The task whose report is taken back: of "A, không phải B" it is B."""
    return _tasks(it.denied or it.tasks)


def _tasks(codes: list[str]) -> Slots:
    if not codes:
        return {}
    return {"task": codes[0]} if len(codes) == 1 else {"tasks": codes}


def of_update(it: Situation) -> Slots:
    """Tasks with states, the percentage, the document that issues or submits, the agency that reports."""
    told = [report for report in it.reports if report.standing] or it.reports
    return (
        _states(it, told)
        | _percent(it)
        | issued(it, {report.standing.state for report in told if report.standing})
        | _reporter(it)
    )


def _states(it: Situation, told: list[Report]) -> Slots:
    states = {_state(it, report.standing) for report in told if report.standing}
    if len(states) > 1:
        pairs = [
            (code, _state(it, report.standing)) for report in told for code in report.tasks if report.standing
        ]
        return {"updates": [{"task": code, "status": str(state)} for code, state in pairs]}
    codes = [code for report in told for code in report.tasks] or it.tasks
    status = {"status": str(next(iter(states)))} if states else {}
    return _tasks(list(dict.fromkeys(codes))) | status


def _state(it: Situation, told: Standing) -> State:
    """The state told; "hoàn thành 100%" is done."""
    whole = any(mark.value == 100 for mark in it.reading.of("percent"))
    if whole and told.by in ("partly", "working") and re.search(r"xong|hoan thanh", it.reading.plain):
        return State.DONE
    return told.state


def _percent(it: Situation) -> Slots:
    found = it.reading.of("percent")
    told = [mark for mark in found if not _NOT_SO.search(it.reading.plain[: mark.start])] or found
    return {"percent": told[0].value} if told else {}


def _reporter(it: Situation) -> Slots:
    """The agency that reports: at the beginning, or just before what was done."""
    for mark in it.reading.of("agency"):
        before, after = it.reading.plain[: mark.start], it.reading.plain[mark.end :]
        before = _CITED_BEFORE.sub("", before)
        if (_REPORTER_BEFORE.search(before) or _REPORTS.match(after)) and not _NOT_REPORTER.search(after):
            return {"agency": mark.value}
    return {}


def of_agency(it: Situation) -> Slots:
    """The first agency named."""
    found = it.reading.of("agency")
    return {"agency": found[0].value} if found else {}


def of_contact(it: Situation) -> Slots:
    """Whose contact: an agency's, or a task's."""
    return of_agency(it) or _tasks(it.codes)


def of_period(it: Situation) -> Slots:
    """The quarter or year asked about, and the agency."""
    quarters, years = it.reading.of("quarter"), it.reading.of("year")
    period: Slots = {"quarter": quarters[0].value.code} if quarters else {}
    if years and not quarters:
        period = {"year": years[0].value}
    return period | of_agency(it)


def of_list(it: Situation) -> Slots:
    """A list: its period, its agency, and the state that its tasks are in."""
    return of_period(it) | ({"status": str(it.listed_state)} if it.listed_state else {})


def of_report(it: Situation) -> Slots:
    """A file: its period, its agency, its format."""
    kinds = {"docx": "intents.word", "xlsx": "intents.excel", "pdf": "intents.pdf"}
    chosen = next((name for name, words in kinds.items() if it.reading.has(words)), None)
    return of_period(it) | ({"format": chosen} if chosen else {})


def of_extension(it: Situation) -> Slots:
    """Tasks, the new deadline (a quarter said as a quarter, else a day), the agency that asks."""
    return of_task(it) | _until(it) | _reporter(it)


def _until(it: Situation) -> Slots:
    mentions = [mark for mark in it.reading.marks if mark.kind in ("quarter", "date", "past", "year")]
    aimed = [mark for mark in mentions if _aimed(it.reading.plain[: mark.start])]
    for mark in (aimed or mentions)[-1:]:
        if isinstance(mark.value, Day):
            return {"until": mark.value.ahead.isoformat()}
        return {"until": f"{mark.value}-12-31" if mark.kind == "year" else mark.value.code}
    return {}


def _aimed(before: str) -> bool:
    return bool(
        re.search(
            r"(?<!\w)(?:den|toi|sang|qua|het|thanh|lay|chot|vao|cuoi|trong|truoc|xuong|khong,|nham,|thoi,|thôi,)(?: la| ngay| het| cuoi| khoang)* $",
            before,
        )
    )


def of_search(it: Situation) -> Slots:
    """The words to look for, as typed."""
    return {"query": query(it.reading)}
