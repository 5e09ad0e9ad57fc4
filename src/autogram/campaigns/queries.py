"""Every look at and change of campaigns and their places."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.campaigns.models import Campaign, CampaignPlace, CampaignStatus
from autogram.campaigns.schemas import CampaignFilter
from autogram.core import clock
from autogram.core.db import ReadSession
from autogram.core.paging import newest_first
from autogram.publishing.errors import CampaignNotFound

# Who has taken a place for longer than this has died over it.
FORGOTTEN_AFTER = timedelta(minutes=15)


async def get_campaign(
    session: AsyncSession | ReadSession, campaign_id: UUID, *, workspace_id: UUID | None = None, lock: bool = False
) -> Campaign:
    """The campaign, of this workspace if one is given. Raises `CampaignNotFound`."""
    found = select(Campaign).where(Campaign.id == campaign_id)
    if workspace_id is not None:
        found = found.where(Campaign.workspace_id == workspace_id)
    if lock:
        found = found.with_for_update().execution_options(populate_existing=True)
    campaign = await session.scalar(found)
    if campaign is None:
        raise CampaignNotFound(campaign_id=str(campaign_id))
    return campaign


def filtered(workspace_id: UUID, wanted: CampaignFilter) -> Select[Campaign]:
    """The workspace's campaigns that match, in no order yet."""
    equal = wanted.model_dump(include={"is_active", "status"}, exclude_none=True)
    return select(Campaign).where(Campaign.workspace_id == workspace_id).filter_by(**equal)


async def campaign_page(
    session: ReadSession, rows: Select[Campaign], *, cursor: str | None, limit: int
) -> Sequence[Campaign]:
    page = newest_first(rows, Campaign.created_at, Campaign.id, cursor=cursor, limit=limit)
    return (await session.scalars(page)).all()


async def campaign_slice(
    session: ReadSession, rows: Select[Campaign], *, skip: int, limit: int
) -> tuple[Sequence[Campaign], int]:
    """Rows from `skip` on, and how many there are in all."""
    total = await session.scalar(select(func.count()).select_from(rows.subquery()))
    page = rows.order_by(Campaign.created_at.desc(), Campaign.id.desc()).offset(skip).limit(limit)
    return (await session.scalars(page)).all(), int(total or 0)


async def active_ids(session: AsyncSession | ReadSession) -> list[UUID]:
    """Every campaign of the installation that is to be planned."""
    return list(await session.scalars(select(Campaign.id).where(Campaign.status == CampaignStatus.ACTIVE)))


async def places_of(
    session: AsyncSession | ReadSession, campaign_id: UUID, since: date, until: date
) -> Sequence[CampaignPlace]:
    """The places of these days, in the order in which they go out."""
    rows = select(CampaignPlace).where(
        CampaignPlace.campaign_id == campaign_id, CampaignPlace.day.between(since, until)
    )
    return (await session.scalars(rows.order_by(CampaignPlace.publish_at, CampaignPlace.place))).all()


async def dearest_and_open(session: AsyncSession, campaign_id: UUID) -> tuple[int, int]:
    """What the campaign's dearest post has cost so far, and how many are being written at this moment."""
    is_open = CampaignPlace.post_id.is_(None) & CampaignPlace.failure_reason.is_(None)
    is_alive = CampaignPlace.taken_at > clock.now() - FORGOTTEN_AFTER
    found = await session.execute(
        select(func.max(CampaignPlace.cost_micros), func.count().filter(is_open & is_alive)).where(
            CampaignPlace.campaign_id == campaign_id
        )
    )
    dearest, being_written = found.one()
    return dearest or 0, being_written


async def take_place(session: AsyncSession, values: dict[str, Any]) -> bool:
    """The place is ours. False if it has its post, or somebody is writing it."""
    now: datetime = values["taken_at"]
    new = insert(CampaignPlace).values(**values)
    again = {name: new.excluded[name] for name in ("theme", "publish_at", "taken_at")}
    is_free = CampaignPlace.post_id.is_(None) & (
        CampaignPlace.failure_reason.is_not(None) | (CampaignPlace.taken_at < now - FORGOTTEN_AFTER)
    )
    taken = new.on_conflict_do_update(
        index_elements=["campaign_id", "day", "place"], set_=again | {"failure_reason": None}, where=is_free
    )
    return await session.scalar(taken.returning(CampaignPlace.place)) is not None


async def held_place(
    session: AsyncSession, campaign_id: UUID, day: date, place: int, taken_at: datetime
) -> CampaignPlace | None:
    """The place, locked, if it is still ours and without a post."""
    return await session.scalar(
        select(CampaignPlace)
        .where(
            CampaignPlace.campaign_id == campaign_id,
            CampaignPlace.day == day,
            CampaignPlace.place == place,
            CampaignPlace.taken_at == taken_at,
            CampaignPlace.post_id.is_(None),
        )
        .with_for_update()
    )


async def add_cost(session: AsyncSession, campaign_id: UUID, micros: int) -> None:
    change = update(Campaign).where(Campaign.id == campaign_id)
    await session.execute(
        change.values(spent_micros=Campaign.spent_micros + micros), execution_options={"synchronize_session": False}
    )


async def set_campaign(session: AsyncSession, campaign_id: UUID, **values: Any) -> None:
    change = update(Campaign).where(Campaign.id == campaign_id).values(updated_at=clock.now(), **values)
    await session.execute(change, execution_options={"synchronize_session": False})
