"""Which posts a campaign still needs in the coming days, and the right to write one of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from autogram.campaigns.hours import Hours, free_moments
from autogram.campaigns.models import Campaign, CampaignPlace
from autogram.core import clock

DAYS_AHEAD = 7
# A post needs a little while to be looked at.
SOONEST = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A post that is to be written: the `place`-th of the day, `ordinal`-th of the campaign."""

    day: date
    place: int
    ordinal: int
    publish_at: datetime
    theme: str | None
    media_id: UUID | None


def coming_days(campaign: Campaign) -> list[date]:
    """The days that are planned now, in the campaign's time zone."""
    today = clock.now().astimezone(ZoneInfo(campaign.time_zone)).date()
    days = [today + timedelta(days=ahead) for ahead in range(DAYS_AHEAD)]
    return [
        day
        for day in days
        if (campaign.start_date is None or day >= campaign.start_date)
        and (campaign.end_date is None or day <= campaign.end_date)
    ]


def is_over(campaign: Campaign) -> bool:
    """Whether its last day has passed."""
    today = clock.now().astimezone(ZoneInfo(campaign.time_zone)).date()
    return campaign.end_date is not None and campaign.end_date < today


def wanted_places(campaign: Campaign, hours: Hours, existing: Sequence[CampaignPlace]) -> list[Wanted]:
    """Those of the coming days that have no post, in the order in which they go out."""
    found: list[Wanted] = []
    zone, after = ZoneInfo(campaign.time_zone), clock.now() + SOONEST
    for day in coming_days(campaign):
        written = [place for place in existing if place.day == day and place.post_id is not None]
        missing = sorted(set(range(campaign.posts_per_day)) - {place.place for place in written})
        taken = {place.publish_at.astimezone(UTC) for place in written}
        moments = free_moments(hours, day, zone, after=after, taken=taken, count=len(missing))
        found += [_wanted(campaign, day, place, moment) for place, moment in zip(missing, moments, strict=False)]
    return sorted(found, key=lambda wanted: wanted.publish_at)


def _wanted(campaign: Campaign, day: date, place: int, publish_at: datetime) -> Wanted:
    began = campaign.start_date or campaign.created_at.astimezone(ZoneInfo(campaign.time_zone)).date()
    ordinal = max((day - began).days, 0) * campaign.posts_per_day + place
    themes, media = campaign.content_themes, campaign.media_ids
    return Wanted(
        day=day,
        place=place,
        ordinal=ordinal,
        publish_at=publish_at,
        theme=str(themes[ordinal % len(themes)]) if themes else None,
        media_id=UUID(media[ordinal % len(media)]) if media else None,
    )
