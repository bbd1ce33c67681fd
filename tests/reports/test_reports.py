"""The way in: formats, file names, and what a report refuses to be made from."""

import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dieuphoi.plan.periods import year
from dieuphoi.reports import FORMATS, file_name, make
from dieuphoi.wording import speaking
from tests.reports.sample import full_report, report, row

SIGNATURES = {"docx": b"PK", "xlsx": b"PK", "pdf": b"%PDF-", "png": b"\x89PNG", "ics": b"BEGIN:VCALENDAR"}


@pytest.mark.parametrize("format", FORMATS)
def test_each_format_makes_a_file_of_its_kind(format):  # noqa: A002 - the word of the function under test
    assert make(full_report(), format).startswith(SIGNATURES[format])


@pytest.mark.parametrize("way", [make, file_name])
def test_another_format_is_refused_with_the_allowed_ones(way):
    with pytest.raises(ValueError, match="docx, xlsx, pdf, png, ics"):
        way(full_report(), "doc")


@pytest.mark.parametrize(
    ("number", "name"),
    [
        ("4506/KH-UBND", "bao-cao-4506-KH-UBND-2022-Q3.docx"),
        ("12/QĐ-UBND", "bao-cao-12-QD-UBND-2022-Q3.docx"),
        ("../../etc/passwd", "bao-cao-etc-passwd-2022-Q3.docx"),
        ("", "bao-cao-2022-Q3.docx"),
    ],
)
def test_file_names_are_plain_letters(number, name):
    one = report(row())
    assert file_name(replace(one, results=replace(one.results, plan_number=number)), "docx") == name


def test_file_name_of_a_year():
    assert file_name(replace(report(row()), period=year(2022)), "ics") == "bao-cao-4506-KH-UBND-2022.ics"


@given(st.text(max_size=300))
def test_file_names_fit_every_file_system(number):
    one = report(row())
    name = file_name(replace(one, results=replace(one.results, plan_number=number)), "xlsx")
    assert name.isascii() and len(name) < 120 and not set(name) & set('/\\:*?"<>| \n')


def test_rows_that_contradict_the_totals_make_no_report():
    one = report(row())
    with pytest.raises(ValueError, match="không khớp"):
        replace(one, rows=())
    with speaking("en"), pytest.raises(ValueError, match="disagree"):
        replace(one, rows=(*one.rows, row("PL1-2")))


def test_heavy_libraries_wait_until_a_report_is_asked_for():
    heavy = ("matplotlib", "docx", "docxtpl", "typst", "xlsxwriter", "icalendar")
    code = f"import sys, dieuphoi.reports; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
