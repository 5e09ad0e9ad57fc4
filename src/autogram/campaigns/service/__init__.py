"""Use cases of campaigns."""

from autogram.campaigns.service.figures import campaign_figures
from autogram.campaigns.service.keeping import (
    create_campaign,
    delete_campaign,
    list_campaigns,
    read_campaign,
    update_campaign,
)
from autogram.campaigns.service.planning import plan
from autogram.campaigns.service.starting import plan_all, read_plan, start_planning

__all__ = [
    "campaign_figures",
    "create_campaign",
    "delete_campaign",
    "list_campaigns",
    "plan",
    "plan_all",
    "read_campaign",
    "read_plan",
    "start_planning",
    "update_campaign",
]
