"""The vocabulary of campaigns."""

from uuid import UUID

from autogram.jobs.api import JobMessage


class PlanCampaigns(JobMessage, name="campaigns.plan_campaigns"):
    """Each active campaign gets a job to be planned."""


class PlanCampaign(JobMessage, name="campaigns.plan_campaign"):
    """The coming days of a campaign have their posts."""

    campaign_id: UUID
