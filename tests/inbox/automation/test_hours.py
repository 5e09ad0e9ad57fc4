"""Business hours, also where the clock on the wall does odd things."""

from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from autogram.inbox.automation.schemas import BusinessHours

BERLIN = BusinessHours.model_validate(
    {
        "time_zone": "Europe/Berlin",
        "monday": [{"from": "09:00", "to": "12:30"}, {"from": "13:30", "to": "18:00"}],
        "friday": [{"from": "18:00", "to": "02:00"}],
        "sunday": [{"from": "00:00", "to": "24:00"}],
        "holidays": ["2026-12-25"],
    }
)


@pytest.mark.parametrize(
    ("moment", "open_"),
    [
        ("2026-11-23T08:00", True),  # Monday, 09:00 in Berlin
        ("2026-11-23T07:59", False),
        ("2026-11-23T12:00", False),  # lunch
        ("2026-11-23T16:59", True),
        ("2026-11-23T17:00", False),  # 18:00 is closed already
        ("2026-07-06T07:00", True),  # Monday in summer, 09:00 in Berlin
        ("2026-07-06T06:59", False),
        ("2026-11-27T17:00", True),  # Friday, 18:00
        ("2026-11-28T00:59", True),  # it is Saturday, but still Friday's night
        ("2026-11-28T01:00", False),
        ("2026-11-29T22:59", True),  # Sunday, the whole day
        ("2026-11-24T10:00", False),  # Tuesday
        ("2026-12-25T18:00", False),  # a Friday, and a holiday
        ("2026-10-25T00:30", True),  # the hour that comes twice
        ("2026-10-25T01:30", True),
    ],
)
def test_somebody_is_there_by_the_clock_on_the_wall(moment: str, open_: bool):
    assert BERLIN.are_open(datetime.fromisoformat(moment).replace(tzinfo=UTC)) is open_


@pytest.mark.parametrize(
    "wrong",
    [
        {"time_zone": "Berlin"},
        {"time_zone": "UTC", "monday": [{"from": "9", "to": "18:00"}]},
        {"time_zone": "UTC", "monday": [{"from": "09:00", "to": "24:30"}]},
        {"time_zone": "UTC", "someday": []},
    ],
)
def test_hours_that_nobody_can_understand_are_refused(wrong: dict[str, object]):
    with pytest.raises(ValidationError):
        BusinessHours.model_validate(wrong)


def test_hours_are_written_as_they_are_read():
    written = BERLIN.model_dump(mode="json", by_alias=True)

    assert written["friday"] == [{"from": "18:00", "to": "02:00"}]
    assert BusinessHours.model_validate(written) == BERLIN
