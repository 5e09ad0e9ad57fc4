"""Dates in HTML are read in the reader's language, and never guessed."""

# ruff: noqa: RUF001

from datetime import datetime

import pytest

from autogram.instagram.export.dates import read_date

AFTERNOON = datetime(2025, 1, 5, 13, 0)  # noqa: DTZ001


@pytest.mark.parametrize(
    "text",
    [
        "Jan 05, 2025 1:00 pm",
        "Jan 05, 2025, 1:00\u202fPM",
        "January 5, 2025 at 1:00 PM",
        "5 January 2025 at 13:00",
        "05.01.2025, 13:00",
        "5. Jan. 2025, 13:00",
        "5. Jänner 2025 um 13:00",
        "janv. 05, 2025 1:00 pm",
        "5 janv. 2025 à 13:00",
        "5 janv. 2025, 13 h 00",
        "ene 05, 2025 1:00 p. m.",
        "5 de enero de 2025 a las 13:00",
        "dom., 5 de jan. de 2025 13:00",
        "jan 05, 2025 1:00 da tarde",
        "gen 05, 2025 1:00 PM",
        "Oca 05, 2025 1:00 ÖS",
        "5 Ocak 2025 13:00",
        "5 янв. 2025 г., 13:00",
        "янв 05, 2025 1:00 PM",
        "5 Jan 2025 13.00",
        "1월 05, 2025 1:00 오후",
        "2025. 1. 5. 오후 1:00",
        "2025년 1월 5일 오후 1:00",
        "1月 05, 2025 1:00 午後",
        "2025年1月5日 13:00",
        "2025年1月5日下午1:00",
        "जन॰ 05, 2025 1:00 अपराह्न",
        "٥ يناير ٢٠٢٥ ١:٠٠ م",
        "٠٥/٠١/٢٠٢٥ ١٣:٠٠",
        "2025-01-05 13:00",
        "05-01-2025 13:00",
        "05/01/2025, 13:00",
        "5 sty 2025 13:00",
        "5 thg 1, 2025 1:00 CH",
        "5 jan. 2025 13:00",
        "5 Ιαν 2025 1:00 μ.μ.",
        "1:00 PM · Jan 5, 2025",
    ],
)
def test_an_afternoon_in_january_is_the_same_everywhere(text):
    assert read_date(text) == AFTERNOON


@pytest.mark.parametrize(
    "text",
    [
        "",
        "anna.bell",
        "2025.01.05",
        "20250105",
        "Jan 05, 2025",
        "10:30",
        "32.01.2025, 13:00",
        "05.13.2025, 13:00",
        "Jan 05, 2025 25:00",
        "5 ??? 2025 13:00",
        "9" * 10_000,
        "01/05/2025 1:00 pm",
    ],
)
def test_what_is_no_date_or_not_clear_is_none(text):
    assert read_date(text) is None


def test_midnight_and_noon_on_a_clock_of_twelve_hours():
    assert str(read_date("Dec 31, 2026 12:05 am")) == "2026-12-31 00:05:00"
    assert str(read_date("Dec 31, 2026 12:05 pm")) == "2026-12-31 12:05:00"
    assert str(read_date("5 مايو 2025 1:00 ص")) == "2025-05-05 01:00:00"


def test_a_weekday_that_begins_like_a_month_is_no_month():
    assert str(read_date("mar. 5 août 2025 à 13:00")) == "2025-08-05 13:00:00"


def test_with_slashes_a_day_beyond_twelve_makes_it_clear():
    assert str(read_date("13/05/2025 1:00 pm")) == "2025-05-13 13:00:00"
    assert str(read_date("05/13/2025 1:00 pm")) == "2025-05-13 13:00:00"
