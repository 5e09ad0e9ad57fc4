"""What can be wrong with a campaign."""

from autogram.core.errors import Conflict


class CampaignNotActive(Conflict):
    """Only an active campaign is planned; make it active, or give one that is exhausted a larger budget."""

    title = "The campaign is not active"
