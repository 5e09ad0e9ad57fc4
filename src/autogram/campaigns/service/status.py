"""A campaign's status, and the word `is_active` that follows from it."""

from autogram.campaigns.models import Campaign, CampaignStatus


def set_status(campaign: Campaign, status: CampaignStatus) -> None:
    """The campaign stands there; an active one has no problem yet."""
    campaign.status, campaign.is_active = status, status is CampaignStatus.ACTIVE
    campaign.planning_problem = (
        "The campaign's budget is spent; give it a larger one." if status is CampaignStatus.EXHAUSTED else None
    )
