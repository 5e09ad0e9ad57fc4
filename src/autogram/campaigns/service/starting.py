"""Having campaigns planned, and what their plan looks like."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.campaigns import queries
from autogram.campaigns.errors import CampaignNotActive
from autogram.campaigns.messages import PlanCampaign
from autogram.campaigns.models import CampaignPlace
from autogram.campaigns.schemas import CampaignPlan, PlannedPlace
from autogram.campaigns.service.keeping import as_read
from autogram.campaigns.service.outline import account_of, hours_of
from autogram.campaigns.service.places import coming_days
from autogram.content.writing.schemas import cents
from autogram.core import audit
from autogram.core.db import ReadSession
from autogram.core.errors import AppError
from autogram.identity.permissions import Actor
from autogram.jobs.api import enqueue


async def start_planning(session: AsyncSession, actor: Actor, campaign_id: UUID) -> None:
    """A job plans the campaign now. Raises `CampaignNotFound`, `CampaignNotActive`."""
    campaign = await queries.get_campaign(session, campaign_id, workspace_id=actor.workspace_id)
    if not campaign.is_active:
        raise CampaignNotActive(f"The campaign is {campaign.status}; make it active first.")
    await _enqueue(session, campaign_id)
    audit.record(
        session, "campaigns.plan", f"campaign:{campaign_id}", actor_id=actor.user_id, workspace_id=actor.workspace_id
    )


async def plan_all(session: AsyncSession) -> None:
    """Every active campaign has a job that plans it."""
    for campaign_id in await queries.active_ids(session):
        await _enqueue(session, campaign_id)


async def read_plan(session: ReadSession, workspace_id: UUID, campaign_id: UUID) -> CampaignPlan:
    """The coming days as they are planned by now."""
    campaign = await queries.get_campaign(session, campaign_id, workspace_id=workspace_id)
    days = coming_days(campaign)
    places = await queries.places_of(session, campaign_id, days[0], days[-1]) if days else []
    try:
        account = await account_of(session, campaign)
        hours = (await hours_of(session, account.id, campaign.time_zone)).origin
    except AppError as error:
        hours = f"none: {error.detail}"
    return CampaignPlan(campaign=as_read(campaign), places=[_as_read(place) for place in places], hours=hours)


async def _enqueue(session: AsyncSession, campaign_id: UUID) -> None:
    await enqueue(session, PlanCampaign(campaign_id=campaign_id), once=f"campaign:{campaign_id}")


def _as_read(place: CampaignPlace) -> PlannedPlace:
    return PlannedPlace(
        day=place.day,
        place=place.place,
        theme=place.theme,
        publish_at=place.publish_at,
        post_id=place.post_id,
        cost_cents=cents(place.cost_micros),
        failure_reason=place.failure_reason,
    )
