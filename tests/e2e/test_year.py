"""A year through the chat, day by day: every post on its day and once, every total as the test's own tally has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

import pytest

from dieuphoi.bot import results
from dieuphoi.plan.calendar import ZONE
from dieuphoi.plan.model import PlanDocument, Task
from dieuphoi.plan.periods import Period, parse_code, quarter, year
from dieuphoi.plan.periods import quarter_of as quarter_of_day
from dieuphoi.storage import plans, totals
from tests.e2e import heard
from tests.e2e.days_of_2022 import (
    begins_quarter,
    begins_week,
    counts_to,
    days,
    quarter_of,
    reminds_of,
    works,
)
from tests.e2e.year import DEEDS, TASKS, Tally, Year
from tests.stage import Heard, Said, Stage

FIRST, LAST = date(2022, 1, 3), date(2022, 12, 31)
LEADER_SINCE = date(2022, 2, 8)
ROMAN = {1: "I", 4: "II", 7: "III", 10: "IV"}
Post = tuple[str, object]


@pytest.fixture
def new_year(sqlite_url: str) -> Iterator[Stage]:
    """An office on the morning of 2022-01-03, a day off."""
    stage = Stage(sqlite_url, datetime(2022, 1, 3, 8, tzinfo=ZONE), coordinator="minh")
    yield stage
    stage.close()


def _moments() -> list[tuple[str, object]]:
    """Every day's 07:29 and 07:30, and every deed, in order of time."""
    mornings = [(f"{day}T{time}", None) for day in days(FIRST, LAST) for time in ("07:29", "07:30")]
    start = f"{FIRST}T08:00"
    return sorted([m for m in mornings if m[0] >= start] + list(DEEDS), key=lambda moment: moment[0])


def test_a_year_gives_the_right_posts_on_the_right_days_and_totals_that_agree(new_year: Stage) -> None:
    lived = Year(new_year)
    lived.tally.known = new_year.look(plans.every)[0].created_at.date()
    alive: dict[str, int] = {}  # each person's newest reminder
    for moment, deed in _moments():
        said = new_year.at(moment)
        day = date.fromisoformat(moment[:10])
        if moment.endswith("07:30"):
            messages = [message for message in said.messages if message.file is None]
            posts = [message for message in messages if message.edits is None]
            assert len(said.told("group")) <= 2, moment  # a digest, and the totals
            posts = [paper for post in posts for paper in heard.papers(post)]
            assert _said(posts) == _expected(lived.tally, day), moment
            _check_retired(messages, alive)
            _check_rollup([post for post in posts if post.to == "group"], lived.tally, day)
            _check_picture(said)
        else:
            assert said.messages == [], moment
        if callable(deed):
            deed(lived)
            _check_totals(lived, day, (quarter_of_day(day),))
    new_year.at("2022-12-31T23:59")
    _check_totals(lived, LAST, (year(2022), *(quarter(2022, number) for number in (1, 2, 3, 4))))
    # In time PL1-1 to PL1-4 and PL2-2; late PL1-5, PL1-7 and PL2-1; PL1-6 still within its term.
    whole_year = parse_code("2022")
    assert whole_year == year(2022)
    (found,) = new_year.look(lambda tx: results.summaries(tx, whole_year))
    assert list(found["counters"].values()) == [5, 3, 1, 0]


def _check_picture(said: Heard) -> None:
    """The group's totals come with one picture before them, whose caption has the same numbers."""
    pictures = [message for message in said.to("group") if message.file]
    totals = [paper for post in said.told("group") for paper in heard.papers(post) if "Tổng số" in paper.text]
    assert len(pictures) == bool(totals)
    for picture in pictures:
        assert heard.caption(picture.text) == heard.counters(totals[-1].text)
        assert said.to("group")[-2:] == [picture, said.told("group")[-1]]


def _check_retired(messages: list[Said], alive: dict[str, int]) -> None:
    """A new reminder takes the last one of its person back, and nothing else is."""
    new = {post.to: post.id for post in messages if post.edits is None and heard.kind(post) == "private"}
    assert {m.to: m.edits for m in messages if m.edits} == {to: alive[to] for to in new if to in alive}
    alive.update(new)


def _said(messages: list[Said]) -> dict[str, list[Post]]:
    """To each the posts of a morning, in a fixed order."""
    found: dict[str, list[Post]] = {}
    for post in messages:
        found.setdefault(post.to, []).append((heard.kind(post), _content(post)))
    return {to: sorted(posts, key=str) for to, posts in found.items()}


def _content(post: Said) -> object:
    match heard.kind(post):
        case "rollup" | "results":
            return heard.overdue(post.text)
        case "private":
            return heard.sections(post.text), heard.unanswered(post.text)
        case _:
            return post.text.partition(":")[0] if "đến hạn của" in post.text else "", heard.by_deadline(
                post.text
            )


def _expected(tally: Tally, day: date) -> dict[str, list[Post]]:
    """What a morning must bring, and to whom."""
    starting = tally.open(*quarter_of(day)) if begins_quarter(day) else set()
    near = {c for c in tally.open() if (due := tally.dues[c]) and reminds_of(day, due)}
    late = tally.overdue(day) if begins_week(day) else set()
    group: list[Post] = []
    if starting:
        first = quarter_of(day)[0]
        label = f"Quý {ROMAN[first.month]}/2022"
        group.append(("quarter", (label, _by_deadline(starting | near, tally, day))))
    elif near:
        group.append(("reminder", ("", _by_deadline(near, tally, day))))
    if begins_week(day):
        group.append(("rollup", late))
    if ended := _ended(tally, day):
        group.append(("results", tally.overdue(day) & ended))
    posts = {"group": sorted(group, key=str)} if group else {}
    spoken = starting | near | late | _silent(tally, day) | _waited(tally, day, 3)
    share = {
        who: {c for c in TASKS if who in tally.hears(c)} for who in {"minh"}.union(*tally.answers.values())
    }
    reasons = {who: spoken & codes for who, codes in share.items()}
    for who, wait in (("minh", 7), ("nam" if day > LEADER_SINCE else "minh", 15)):
        passed_on = _waited(tally, day, wait)
        share[who] = share.get(who, set()) | passed_on
        reasons[who] = reasons.get(who, set()) | passed_on
    desk = _unanswered(tally, day)
    for who, codes in reasons.items():
        on_desk = desk if who == "minh" else set()
        if codes or on_desk:
            posts[who] = [("private", (_sections(tally, day, share[who], codes), on_desk))]
    return posts


def _unanswered(tally: Tally, day: date) -> set[str]:
    """The blockers of which the coordinator is told: after three working days, then as each week begins."""
    waited = {code: sum(map(works, days(since + timedelta(1), day))) for code, since in tally.stuck.items()}
    return {c for c, n in waited.items() if works(day) and (n == 3 or (n > 3 and begins_week(day)))}


def _ended(tally: Tally, day: date) -> set[str]:
    """On the first working day of a quarter, what was due in the one before."""
    before = quarter_of_day(day).previous()
    return tally.due_within(before.first, before.last) if begins_quarter(day) else set()


def _silent(tally: Tally, day: date) -> set[str]:
    """The tasks within their term on which nothing was said for 30, 60 … days."""
    found = set()
    for code in tally.open() - tally.overdue(day):
        due = tally.dues[code]
        begun = max(tally.known, quarter_of(due)[0]) if due else tally.known
        if counts_to(day, tally.heard.get(code, begun), 30, again=True):
            found.add(code)
    return found


def _waited(tally: Tally, day: date, number: int) -> set[str]:
    """The overdue tasks on which nothing was said for so many days since the deadline."""
    return {
        code
        for code in tally.overdue(day)
        if (due := tally.dues[code])
        and counts_to(day, max(due, tally.heard.get(code, due)), number, again=False)
    }


def _sections(tally: Tally, day: date, share: set[str], spoken: set[str]) -> dict[str, set[str]]:
    """A person's digest: all that is overdue, all that is due within a week, and what else is spoken of."""
    late = tally.overdue(day) & share
    week = tally.open(day, day + timedelta(days=7)) & share
    parts = {"Quá hạn": late, "Đến hạn trong 7 ngày tới": week, "Sắp tới": spoken - late - week}
    return {title: codes for title, codes in parts.items() if codes}


def _by_deadline(codes: set[str], tally: Tally, day: date) -> dict[tuple[date, int], set[str]]:
    found: dict[tuple[date, int], set[str]] = {}
    for code in codes:
        due = tally.dues[code]
        assert due
        found.setdefault((due, (due - day).days), set()).add(code)
    return found


def test_reminders_of_any_deadline_come_on_working_days_alone(new_year: Stage) -> None:
    dues = {
        f"PL1-{n + 1}": FIRST + timedelta(days=3 * n + 4) for n in range(44)
    }  # over Tết to the days off of May
    rows = tuple(
        Task(code, None, "1", f"Việc {code}", ("Sở Y tế",), due=due, deadline_text=f"{due:%d/%m/%Y}")
        for code, due in dues.items()
    )
    with new_year.transaction() as tx:
        plans.add(tx, PlanDocument("77/KH-UBND", FIRST, "UBND tỉnh", "Kế hoạch thử", rows))
    new_year.say_in_group("minh", "/gannhom 77/KH-UBND")
    for day in days(FIRST + timedelta(days=1), date(2022, 5, 16)):
        posts = new_year.at(f"{day}T07:30").told("group")
        reminded = [heard.by_deadline(post.text) for post in posts if heard.kind(post) == "reminder"]
        near = {(due, (due - day).days): {code} for code, due in dues.items() if reminds_of(day, due)}
        if begins_quarter(day):
            (post,) = [post for post in posts if heard.kind(post) == "quarter"]
            assert near.items() <= heard.by_deadline(post.text).items(), day
        else:
            assert reminded == ([near] if near else []), day
        rollups = [post.text for post in posts if heard.kind(post) == "rollup"]
        assert len(rollups) == begins_week(day), day
        late = sum(due < day for due in dues.values())
        assert all((f"Quá hạn: {late}\n" in text) == bool(late) for text in rollups), rollups
        assert works(day) or posts == []


def _check_rollup(posts: list[Said], tally: Tally, day: date) -> None:
    for post in posts:
        if heard.kind(post) == "rollup":
            assert f"07:30 ngày {day:%d}/" in post.text
            _check_text(post.text, tally, set(TASKS), day)
        elif heard.kind(post) == "results":
            assert quarter_of_day(day).previous().label in post.text.partition("\n")[0]
            _check_text(post.text, tally, _ended(tally, day), day)


def _check_totals(lived: Year, today: date, periods: Iterable[Period]) -> None:
    """The chat, the command line and the reports' rows must say what the tally says."""
    _check_answer(lived, "/tongketqua", set(TASKS), today)
    for period in periods:
        codes = lived.tally.due_within(period.first, period.last)
        _check_answer(lived, f"/tongketqua {period.label}", codes, today)
        _check_commands(lived, period, codes, today)


def _check_text(text: str, tally: Tally, codes: set[str], today: date) -> None:
    assert heard.counters(text) == tally.counters(codes, today), text
    waiting = {c for c in codes if tally.states[c] == "done"} - tally.confirmed
    assert (f"chờ xác nhận: {len(waiting)}" in text) == bool(waiting), text
    assert heard.overdue(text) == tally.overdue(today) & codes
    assert heard.agencies(text) == {
        agency: _agency(tally, {c for c in codes if TASKS[c][0] == agency}, today)
        for agency in {TASKS[c][0] for c in codes}
    }


def _check_answer(lived: Year, command: str, codes: set[str], today: date) -> None:
    """At length in the group; on a phone, with what its buttons bring."""
    _check_text(lived.stage.say_in_group("minh", command).text("group"), lived.tally, codes, today)
    said = lived.stage.say("minh", command).to("minh")[-1]
    waiting = {c for c in codes if lived.tally.states[c] == "done"} - lived.tally.confirmed
    assert (f"chờ xác nhận: {len(waiting)}" in said.text) == bool(waiting), said.text
    assert heard.counters(said.text) == lived.tally.counters(codes, today), said.text
    late = [label for label in said.labels if label.startswith("Quá hạn (")]
    assert late == ([f"Quá hạn ({n})"] if (n := len(lived.tally.overdue(today))) else [])
    if "Theo cơ quan" in said.labels:
        by_agency = heard.agencies(lived.stage.press("minh", "Theo cơ quan").text("minh"))
        assert by_agency == {
            agency: _agency(lived.tally, {c for c in codes if TASKS[c][0] == agency}, today)
            for agency in {TASKS[c][0] for c in codes}
        }


def _agency(tally: Tally, codes: set[str], today: date) -> tuple[int, int, int]:
    in_time, late, _open, overdue = tally.counters(codes, today)
    return in_time + late, len(codes), overdue


def _check_commands(lived: Year, period: Period, codes: set[str], today: date) -> None:
    expected = lived.tally.counters(codes, today)
    (summary,) = lived.stage.look(lambda tx: results.summaries(tx, period))
    assert tuple(summary["counters"].values()) == expected
    assert summary["total"] == len(codes)
    assert {s: n for s, n in summary["states"].items() if n} == {
        state: sum(lived.tally.states[c] == state for c in codes)
        for state in {lived.tally.states[c] for c in codes}
    }
    (plan,) = lived.stage.look(plans.every)
    rows = lived.stage.look(lambda tx: totals.rows(tx, totals.Extent(plan.id, period)))
    assert {row.code: (str(row.state), row.done_on, row.confirmed) for row in rows} == {
        c: (lived.tally.states[c], lived.tally.done_on.get(c), c in lived.tally.confirmed) for c in codes
    }
    assert tuple(sum(row.counter == name for row in rows) for name in summary["counters"]) == expected
