"""The picture for a phone: its size, what is drawn against what was counted, and that it needs no colour."""

import io
import warnings
from datetime import date

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from dieuphoi.plan.periods import quarter, quarter_of
from dieuphoi.plan.results import Counter, Part, Results, State
from dieuphoi.reports import make, picture
from dieuphoi.reports.chart import sheet
from dieuphoi.reports.chart_sheet import MARGIN, WIDTH, Type
from dieuphoi.reports.chart_words import LONGEST, description
from dieuphoi.reports.figures import AGENCIES, QUARTERS, Figures
from dieuphoi.reports.terms import plain
from tests.reports.sample import NOW, PERIOD, full_report, report, row
from tests.reports.strings import hostile

LONG = "Ban Quản lý dự án đầu tư xây dựng các công trình nông nghiệp và phát triển nông thôn tỉnh Bình Thuận"
ALL = [(state, Counter.IN_PROGRESS) for state in State if state is not State.DONE] + [
    (State.DONE, Counter.DONE_IN_TIME),
    (State.DONE, Counter.DONE_LATE),
    (State.BLOCKED, Counter.OVERDUE),
]


def results(*parts, scope=""):
    """Totals of (agency, state, counter, number)."""
    return Results(
        "4506/KH-UBND", "", scope, NOW, tuple(Part(name, "1", *what, number) for name, what, number in parts)
    )


def every(*agencies, number=2):
    """Every state and counter, for each of some agencies."""
    return results(*((agency, what, number) for agency in agencies for what in ALL))


def plan(quarters, focus=date(2022, 2, 15), undated=0):
    """A plan whose quarters have so many tasks, beginning with the first of 2021."""
    course = []
    period = quarter(2021, 1)
    for count in quarters:
        if count:
            course.append((period, results(("Sở Y tế", ALL[0], count), scope=period.code)))
        period = period.next()
    whole = results(("Sở Y tế", ALL[0], sum(quarters) + undated))
    return Figures(whole, "", focus, tuple(course), whole)


def pixels(figures):
    return np.asarray(Image.open(io.BytesIO(picture(figures)[0])).convert("L"))


def boxes(figures, group):
    """The drawn boxes of a group by the rest of their name: (left, top, width, height) in pixels."""
    drawn = sheet(figures)
    found = {}
    for artist in drawn.figure.artists:
        name = artist.get_gid() or ""
        if name.startswith(f"{group}:"):
            (x, y), w, h = artist.get_xy(), artist.get_width(), artist.get_height()
            top = (1 - y - h) * drawn.height
            found[name.partition(":")[2]] = (x * WIDTH, top, w * WIDTH, h * drawn.height)
    return found


def look(grey, box):
    """How a box looks without colour: its usual grey, how dark it is, and how that changes along and across it."""
    left, top, width, height = (round(value) for value in box)
    inside = grey[top + 4 : top + height - 4, left + 4 : left + min(width, 70) - 4].astype(float)
    dark = inside < 90
    return (
        round(float(np.median(inside)) / 24),
        round(float(dark.mean()), 1),
        round(float(dark.mean(axis=0).std()), 1),
        round(float(dark.mean(axis=1).std()), 1),
    )


def test_the_picture_is_as_wide_as_a_phone_upright_and_light_to_send():
    data = make(full_report(), "png")
    image = Image.open(io.BytesIO(data))
    assert image.width == 1080 < image.height
    assert len(data) < 150_000


@pytest.mark.parametrize("count", [1, 3, 25, 150])
def test_however_many_agencies_it_is_one_screen_that_messengers_do_not_shrink(count):
    names = [f"{LONG} {n}" for n in range(count)]
    figures = Figures(every(*names), "Quý III/2022", date(2022, 9, 30), plan([3] * 9).course, every(*names))
    height, width = pixels(figures).shape
    assert width == 1080
    assert 1080 < height <= 2560 + 8 * Type(19).line  # names on two lines add to it


def test_the_counters_are_told_apart_without_colour():
    figures = Figures(every("Sở Y tế"), "", date(2022, 9, 30))
    grey = pixels(figures)
    looks = {name: look(grey, box) for name, box in boxes(figures, "key").items()}
    assert set(looks) == set(Counter)
    assert len(set(looks.values())) == 4, looks


def test_the_states_are_told_apart_without_colour():
    figures = Figures(every("Sở Y tế"), "", date(2022, 9, 30))
    grey = pixels(figures)
    looks = {name: look(grey, box) for name, box in boxes(figures, "state").items()}
    assert set(looks) == set(State)
    assert len(set(looks.values())) == 6, looks


def test_bars_are_as_long_as_what_was_counted():
    counted = results(
        ("Sở Y tế", (State.DONE, Counter.DONE_IN_TIME), 3),
        ("Sở Y tế", (State.BLOCKED, Counter.OVERDUE), 1),
        ("Sở Xây dựng", (State.IN_PROGRESS, Counter.IN_PROGRESS), 2),
    )
    figures = Figures(counted, "", date(2022, 9, 30))
    first, second = boxes(figures, "agency0"), boxes(figures, "agency1")
    one = first["overdue"][2]
    assert first["done_in_time"][2] == pytest.approx(3 * one)
    assert second["in_progress"][2] == pytest.approx(2 * one)
    assert set(first) | set(second) == {"done_in_time", "overdue", "in_progress"}
    whole = boxes(figures, "all")
    assert sum(box[2] for box in whole.values()) == pytest.approx(WIDTH - 2 * MARGIN)


def test_agencies_with_overdue_tasks_come_first_and_who_finds_no_place_is_summed_up():
    parts = [(f"Sở {n:02}", (State.DONE, Counter.DONE_IN_TIME), 9) for n in range(20)]
    counted = results(*parts, ("Sở muộn", (State.BLOCKED, Counter.OVERDUE), 1))
    bars = Figures(counted, "", date(2022, 9, 30)).agencies()
    assert len(bars) == AGENCIES
    assert bars[0].name == "Sở muộn"
    assert bars[-1].name == "15 cơ quan khác"
    assert sum(bar.total for bar in bars) == counted.total


@given(st.lists(st.integers(0, 4), max_size=24), st.integers(0, 30), st.integers(0, 3))
def test_the_quarters_add_up_to_the_whole_plan_wherever_one_looks_from(counts, ahead, undated):
    now = quarter(2021, 1)
    for _n in range(ahead):
        now = now.next()
    bars = plan(counts, now.first, undated).quarters()
    assert sum(bar.total for bar in bars) == sum(counts) + undated
    assert len(bars) <= QUARTERS + 3
    assert all(bar.total for bar in bars)
    marked = [bar.name for bar in bars if bar.marked]
    due = ahead < len(counts) and counts[ahead]
    assert marked == ([quarter_of(now.first).label] if due else [])


def test_quarters_are_in_order_around_the_one_spoken_of():
    names = [bar.name for bar in plan([1] * 12, date(2022, 5, 1), undated=1).quarters()]
    middle = ["Quý IV/2021", "Quý I/2022", "Quý II/2022", "Quý III/2022", "Quý IV/2022"]
    assert names == ["Trước đó", *middle, "Sau đó", "Không có hạn"]


def test_a_report_s_own_quarter_is_marked_also_when_it_is_over():
    one = full_report()
    course = ((PERIOD, one.results), (PERIOD.next(), one.results))
    bars = Figures(one.results, "", PERIOD.last, course, one.results).quarters()
    assert [bar.marked for bar in bars][:2] == [True, False]


def test_the_caption_says_every_number_of_the_picture():
    text = description(plan([1, 2], date(2021, 5, 1), undated=1))
    assert (
        "Tổng số 4 nhiệm vụ: Hoàn thành đúng hạn 0; Hoàn thành quá hạn 0; Đang thực hiện trong hạn 4" in text
    )
    assert "Quý I/2021 0/1; Quý II/2021 0/2; Không có hạn 0/1" in text
    assert "Theo trạng thái: " in text


@pytest.mark.parametrize("length", [40, 100, 400])
def test_the_caption_fits_under_a_picture(length):
    names = [f"{n} {LONG * 5}"[:length] for n in range(25)]
    figures = Figures(every(*names, number=99), "Quý III/2022", date(2022, 9, 30), plan([20] * 20).course)
    assert len(description(figures)) <= LONGEST


def test_the_file_itself_says_what_it_shows():
    figures = plan([1, 2])
    data, words = picture(figures)
    assert Image.open(io.BytesIO(data)).text["Description"] == words


def test_vietnamese_letters_are_all_in_the_bundled_typeface():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        data = make(report(row(lead="Sở Lao động - Thương binh và Xã hội ẠẶẬẾỆỈỊỌỘỢỦỰỲỴỶỸ")), "png")
    assert data.startswith(b"\x89PNG")


def test_letters_with_two_marks_look_different_from_those_with_one():
    def drawn(name):
        return pixels(Figures(every(name, "Sở Y tế"), "", date(2022, 9, 30)))

    assert (drawn("ệ ệ ệ") != drawn("ê ê ê")).any()
    assert (drawn("ệ ệ ệ") == drawn("ệ ệ ệ")).all()


def test_an_empty_plan_gives_a_picture_that_says_so():
    assert np.asarray(Image.open(io.BytesIO(make(report(), "png"))).convert("L")).min() < 50
    assert "Trong kỳ không có nhiệm vụ nào được giao." in description(
        Figures(results(), "", date(2022, 9, 30))
    )


@given(hostile(), st.integers(80, 400), st.integers(1, 3))
def test_text_is_cut_to_its_lines_and_never_wider_than_its_place(text, width, lines):
    letters = Type(19)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing")
        rows = letters.fitted(plain(text), width, lines)
        assert len(rows) <= lines
        assert all(letters.width(row) <= width + 4 for row in rows)  # letters may lean out a little


@example(r"$\frac{$")
@settings(max_examples=12, deadline=None)
@given(hostile())
def test_any_agency_name_gives_a_picture(typed):
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing")
        data = make(report(row(lead=typed), row("PL1-2", lead=typed + "x")), "png")
    assert Image.open(io.BytesIO(data)).width == 1080
