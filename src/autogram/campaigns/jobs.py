"""Campaigns outside of requests."""

from datetime import timedelta

from autogram.campaigns import service
from autogram.campaigns.messages import PlanCampaign, PlanCampaigns
from autogram.jobs.api import JobContext, handles, schedules


@handles(PlanCampaigns, one_at_a_time=lambda message: "campaigns.plan_campaigns")
async def plan_campaigns(context: JobContext, message: PlanCampaigns) -> None:
    async with context.transaction() as session:
        await service.plan_all(session)


@handles(
    PlanCampaign,
    max_attempts=4,
    at_once=4,
    one_at_a_time=lambda message: f"campaign:{message.campaign_id}",
    longest_delay=timedelta(minutes=5),
)
async def plan_campaign(context: JobContext, message: PlanCampaign) -> None:
    await service.plan(context, message.campaign_id)


schedules(PlanCampaigns, "0 10 * * *")
