"""How a campaign's posts did."""

from uuid import UUID

from autogram.analytics import service as analytics
from autogram.analytics.schemas import PeriodAsked
from autogram.campaigns import queries
from autogram.campaigns.schemas import CampaignFigures, CampaignSummary
from autogram.content.writing.schemas import MICROS_PER_CENT
from autogram.core.db import ReadSession


async def campaign_figures(
    session: ReadSession, workspace_id: UUID, campaign_id: UUID, asked: PeriodAsked
) -> CampaignFigures:
    """Of the posts that went out in the period. Raises `CampaignNotFound`, `InvalidInput`."""
    campaign = await queries.get_campaign(session, campaign_id, workspace_id=workspace_id)
    found = await analytics.posts_found(session, workspace_id, asked, campaign_id=campaign_id)
    reach = found.figures["reach"].value
    return CampaignFigures(
        campaign_id=campaign_id,
        period=found.period,
        summary=CampaignSummary(
            total_posts=found.posts,
            figures=found.figures,
            target_reach=campaign.target_reach,
            target_reach_percent=100 * reach / campaign.target_reach if campaign.target_reach and reach else None,
            target_engagement_rate=campaign.target_engagement_rate,
            spent_cents=campaign.spent_micros / MICROS_PER_CENT,
        ),
        daily_breakdown=found.days,
        top_performing_posts=found.top,
    )
