"""The picture for a phone: its size, that nothing is missing, and that odd names do no harm."""

import io
import warnings

import numpy as np
from hypothesis import example, given, settings
from PIL import Image

from dieuphoi.reports import make
from tests.reports.sample import full_report, report, row
from tests.reports.strings import hostile


def picture(one):
    return Image.open(io.BytesIO(make(one, "png")))


def agencies(count):
    return report(*(row(f"PL1-{n}", lead=f"Ủy ban nhân dân xã thứ {n}") for n in range(count)))


def test_picture_is_as_wide_as_a_phone_s_screen_and_light_to_send():
    data = make(full_report(), "png")
    assert Image.open(io.BytesIO(data)).width == 1080
    assert len(data) < 300_000


def test_picture_grows_with_the_agencies_but_never_past_what_messengers_take():
    heights = [picture(agencies(count)).height for count in (3, 12, 30, 150)]
    assert heights[0] < heights[1] < heights[2] == heights[3]
    assert heights[3] + 1080 < 10_000


def test_every_counter_has_a_look_of_its_own_without_colour():
    grey = np.asarray(picture(full_report()).convert("L"))
    legend = grey[190:335, 55:107]  # the four boxes, one under the other
    boxes = [legend[top : top + 22] for top in (5, 42, 79, 116)]
    darkness = [(box < 90).mean() for box in boxes]
    paleness = [(box > 200).mean() for box in boxes]
    assert len({(round(dark, 2), round(pale, 2)) for dark, pale in zip(darkness, paleness, strict=True)}) == 4


def test_vietnamese_letters_are_all_in_the_typeface():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        data = make(report(row(lead="Sở Lao động - Thương binh và Xã hội ẠẶẬẾỆỈỊỌỘỢỦỰỲỴỶỸ")), "png")
    assert data.startswith(b"\x89PNG")


def test_an_empty_plan_gives_a_picture_that_says_so():
    assert np.asarray(picture(report()).convert("L")).min() < 50


@example(r"$\frac{$")
@settings(max_examples=12, deadline=None)
@given(hostile())
def test_any_agency_name_gives_a_picture(typed):
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing")
        assert picture(report(row(lead=typed))).width == 1080
