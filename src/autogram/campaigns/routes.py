"""Routes of `/api/v1/campaigns`."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from autogram.analytics.schemas import PeriodAsked
from autogram.campaigns import service
from autogram.campaigns.schemas import (
    CampaignCreate,
    CampaignFigures,
    CampaignFilter,
    CampaignList,
    CampaignPlan,
    CampaignRead,
    CampaignUpdate,
    Message,
)
from autogram.core.db import Reading, Session
from autogram.identity.access import requires
from autogram.identity.permissions import Actor, Permission

router = APIRouter(prefix="/campaigns", tags=["campaigns"])

Reader = Annotated[Actor, requires(Permission.VIEW_POSTS)]
Editor = Annotated[Actor, requires(Permission.MANAGE_POSTS)]


@router.post("", status_code=201)
async def create_campaign(body: CampaignCreate, session: Session, actor: Editor) -> CampaignRead:
    """Make a campaign; an active one is planned every day at 10:00 UTC."""
    return await service.create_campaign(session, actor, body)


@router.get("")
async def list_campaigns(session: Reading, actor: Reader, wanted: Annotated[CampaignFilter, Query()]) -> CampaignList:
    """Campaigns, newest first."""
    return await service.list_campaigns(session, actor.workspace_id, wanted)


@router.get("/{campaign_id}")
async def read_campaign(campaign_id: UUID, session: Reading, actor: Reader) -> CampaignRead:
    """One campaign, with what it has spent and why it is not planned, if so."""
    return await service.read_campaign(session, actor.workspace_id, campaign_id)


@router.put("/{campaign_id}")
@router.patch("/{campaign_id}")
async def update_campaign(campaign_id: UUID, body: CampaignUpdate, session: Session, actor: Editor) -> CampaignRead:
    """Change the fields that are present. What is planned already stays as it is."""
    return await service.update_campaign(session, actor, campaign_id, body)


@router.delete("/{campaign_id}")
async def delete_campaign(campaign_id: UUID, session: Session, actor: Editor) -> Message:
    """Remove the campaign; its posts stay, scheduled ones too."""
    await service.delete_campaign(session, actor, campaign_id)
    return Message(message="Campaign deleted successfully")


@router.post("/{campaign_id}/plan", status_code=202)
async def plan_campaign(campaign_id: UUID, session: Session, actor: Editor) -> Message:
    """Plan the coming seven days now: only what is missing. Follow it with `GET /campaigns/{id}/plan`."""
    await service.start_planning(session, actor, campaign_id)
    return Message(message="The campaign is being planned")


@router.get("/{campaign_id}/plan")
async def read_plan(campaign_id: UUID, session: Reading, actor: Reader) -> CampaignPlan:
    """The coming days as they are planned by now, with what each post cost or why it could not be written."""
    return await service.read_plan(session, actor.workspace_id, campaign_id)


@router.get("/{campaign_id}/analytics")
async def read_figures(
    campaign_id: UUID, session: Reading, actor: Reader, asked: Annotated[PeriodAsked, Query()]
) -> CampaignFigures:
    """How the campaign's posts that went out in a period did: in all, day by day, and the best of them."""
    return await service.campaign_figures(session, actor.workspace_id, campaign_id, asked)
