"""Wall-clock times around the two hours a year in which they lie."""

from datetime import UTC, datetime, timedelta

import pytest

from autogram.core import clock
from autogram.core.errors import InvalidInput
from autogram.publishing.wallclock import resolve


def at(moment: datetime) -> timedelta:
    """How far to shift the clock so that it is `moment` now."""
    return moment - clock.now()


def test_an_offset_gives_the_moment_and_the_zone_its_wall_clock() -> None:
    with clock.shifted(at(datetime(2027, 1, 1, tzinfo=UTC))):
        utc, wall, zone = resolve(datetime.fromisoformat("2027-06-01T12:00:00+00:00"), "Europe/Berlin")

    assert utc == datetime(2027, 6, 1, 12, tzinfo=UTC)
    assert (wall, zone) == ("2027-06-01T14:00:00", "Europe/Berlin")


def test_the_hour_that_spring_skips_is_refused_with_the_next_one() -> None:
    with (
        clock.shifted(at(datetime(2027, 1, 1, tzinfo=UTC))),
        pytest.raises(InvalidInput, match=r"the clocks skip it\. The next is 2027-03-28T03:30"),
    ):
        resolve(datetime.fromisoformat("2027-03-28T02:30:00"), "Europe/Berlin")


def test_the_hour_that_autumn_repeats_is_the_first_unless_fold_says_otherwise() -> None:
    twice = datetime.fromisoformat("2027-10-31T02:30:00")

    with clock.shifted(at(datetime(2027, 1, 1, tzinfo=UTC))):
        first, wall_first, _ = resolve(twice, "Europe/Berlin")
        second, wall_second, _ = resolve(twice.replace(fold=1), "Europe/Berlin")

    assert second - first == timedelta(hours=1)
    assert wall_first == wall_second == "2027-10-31T02:30:00"


def test_the_day_before_and_after_the_change_keep_the_wall_clock() -> None:
    with clock.shifted(at(datetime(2027, 1, 1, tzinfo=UTC))):
        before, _, _ = resolve(datetime.fromisoformat("2027-03-27T09:00:00"), "Europe/Berlin")
        after, _, _ = resolve(datetime.fromisoformat("2027-03-29T09:00:00"), "Europe/Berlin")

    assert after - before == timedelta(hours=47)


@pytest.mark.parametrize("moment", ["2026-12-31T23:00:00+00:00", "2028-06-01T00:00:00+00:00"])
def test_past_and_far_future_are_refused(moment: str) -> None:
    with clock.shifted(at(datetime(2027, 1, 1, tzinfo=UTC))), pytest.raises(InvalidInput):
        resolve(datetime.fromisoformat(moment), None)


def test_a_time_without_offset_needs_a_zone() -> None:
    with pytest.raises(InvalidInput, match="time_zone"):
        resolve(datetime.fromisoformat("2027-06-01T12:00:00"), None)
