"""Weeks: where they begin and end, around New Year, and where clocks change."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from autogram.exchange.weeks import Week

SEOUL = "Asia/Seoul"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "seoul", "utc"),
    [
        ("2026-11-22T14:59:59.999999", "2026-W47", "2026-W47"),
        # Monday begins in Seoul nine hours before it does in UTC.
        ("2026-11-22T15:00:00", "2026-W48", "2026-W47"),
        ("2026-11-22T23:59:59.999999", "2026-W48", "2026-W47"),
        ("2026-11-23T00:00:00", "2026-W48", "2026-W48"),
        ("2026-11-29T14:59:59", "2026-W48", "2026-W48"),
        ("2026-11-29T15:00:00", "2026-W49", "2026-W48"),
        # A year that has begun in Seoul only, in the middle of a week.
        ("2026-12-31T15:00:00", "2026-W53", "2026-W53"),
        # The last week of 2026 has ended in Seoul only.
        ("2027-01-03T15:00:00", "2027-W01", "2026-W53"),
    ],
)
def test_a_moment_lies_in_the_week_of_the_place(moment: str, seoul: str, utc: str):
    assert str(Week.of(at(moment), SEOUL)) == seoul
    assert str(Week.of(at(moment), "UTC")) == utc


@pytest.mark.parametrize(
    ("day", "week"),
    [
        (date(2021, 1, 1), "2020-W53"),
        (date(2021, 1, 3), "2020-W53"),
        (date(2021, 1, 4), "2021-W01"),
        (date(2022, 1, 1), "2021-W52"),
        (date(2024, 12, 30), "2025-W01"),
        (date(2024, 12, 31), "2025-W01"),
        (date(2026, 1, 1), "2026-W01"),
        (date(2026, 12, 31), "2026-W53"),
        (date(2027, 1, 1), "2026-W53"),
        (date(2028, 1, 1), "2027-W52"),
    ],
)
def test_the_year_of_a_week_is_not_always_that_of_the_calendar(day: date, week: str):
    assert str(Week.of_day(day)) == week


@pytest.mark.parametrize("year", range(2015, 2045))
def test_weeks_follow_each_other_without_gap_or_overlap_and_none_is_skipped(year: int):
    week = Week(year, 1)
    while week.year == year:
        assert (week.next.monday - week.monday, week.next.previous) == (timedelta(days=7), week)
        assert Week.parse(str(week)) == week < week.next
        last, week = week, week.next

    assert week == Week(year + 1, 1)
    assert last.number == date(year, 12, 28).isocalendar().week


@pytest.mark.parametrize(
    "timezone", ["UTC", SEOUL, "America/New_York", "Europe/Berlin", "Pacific/Apia", "Asia/Kathmandu"]
)
def test_the_first_moment_of_a_week_is_in_it_and_the_moment_before_is_not(timezone: str):
    week = Week(2026, 1)
    for _ in range(54):
        begins = week.begins_at(timezone)
        assert Week.of(begins, timezone) == week
        assert Week.of(begins.astimezone(UTC) - timedelta(microseconds=1), timezone) == week.previous
        week = week.next


@pytest.mark.parametrize(
    ("week", "hours"),
    [(Week(2026, 10), 167), (Week(2026, 11), 168), (Week(2026, 44), 169)],
)
def test_a_week_in_which_clocks_change_is_an_hour_shorter_or_longer(week: Week, hours: int):
    begins, ends = week.begins_at("America/New_York"), week.next.begins_at("America/New_York")

    assert ends.astimezone(UTC) - begins.astimezone(UTC) == timedelta(hours=hours)


def test_where_a_monday_begins_at_one_its_week_begins_with_it():
    """Clocks went forward at midnight to Monday, 22 March 2021 in Tehran."""
    week = Week(2021, 12)
    begins = week.begins_at("Asia/Tehran").astimezone(UTC)

    assert begins == datetime(2021, 3, 21, 20, 30, tzinfo=UTC)
    assert Week.of(begins, "Asia/Tehran") == week
    assert Week.of(begins - timedelta(microseconds=1), "Asia/Tehran") == week.previous


def test_an_hour_of_a_week_is_that_of_the_wall_clock():
    assert Week(2026, 47).at(SEOUL, 0, 13) == datetime(2026, 11, 16, 4, tzinfo=UTC)
    assert Week(2026, 47).at(SEOUL, 6, 23) == datetime(2026, 11, 22, 14, tzinfo=UTC)
    assert Week(2026, 10).at("America/New_York", 0, 13) == datetime(2026, 3, 2, 18, tzinfo=UTC)
    assert Week(2026, 11).at("America/New_York", 0, 13) == datetime(2026, 3, 9, 17, tzinfo=UTC)


def test_an_hour_that_the_clock_skips_or_has_twice_comes_once():
    skipped = Week(2026, 10).at("America/New_York", 6, 2)
    twice = Week(2026, 44).at("America/New_York", 6, 1)

    assert skipped.astimezone(UTC) == datetime(2026, 3, 8, 7, tzinfo=UTC)
    assert twice.astimezone(UTC) == datetime(2026, 11, 1, 5, tzinfo=UTC)


@pytest.mark.parametrize("timezone", ["UTC", SEOUL])
@pytest.mark.parametrize("moment", ["2026-12-31T23:59:59", "2027-01-01T00:00:00", "2020-12-31T15:00:00"])
def test_the_week_before_a_moment_of_new_year_is_the_one_that_ended_last(moment: str, timezone: str):
    week = Week.of(at(moment), timezone)

    assert week.previous.next == week
    assert week.previous.begins_at(timezone) + timedelta(days=7) == week.begins_at(timezone)
    assert at(moment).astimezone(ZoneInfo(timezone)) - week.previous.begins_at(timezone) >= timedelta(days=7)


@pytest.mark.parametrize(
    "written", ["", "2026", "2026-47", "2026-W7", "2026-w47", "2026-W00", "2025-W53", "2026-W54", "0000-W01"]
)
def test_what_is_no_week_is_refused(written: str):
    with pytest.raises(ValueError, match=r"\S"):
        Week.parse(written)
