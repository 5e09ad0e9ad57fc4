"""For which account a campaign is planned, and at which hours."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.accounts import service as accounts
from autogram.accounts.schemas import AccountStatus
from autogram.accounts.service import AccountBrief
from autogram.analytics import service as analytics
from autogram.campaigns.hours import Hours
from autogram.campaigns.models import Campaign
from autogram.core.db import ReadSession
from autogram.publishing.errors import NoAccountConnected, PublishingNotPermitted

USUAL = "usual hours (18, 12, 9, 20 o'clock …): the account has too little history of its own"


async def account_of(session: AsyncSession | ReadSession, campaign: Campaign) -> AccountBrief:
    """The campaign's account, or the only one. Raises what would keep its posts from being made."""
    if campaign.account_id is not None:
        account = await accounts.account_brief(session, campaign.account_id)
    else:
        known = await accounts.connected_accounts(session, campaign.workspace_id)
        if len(known) != 1:
            raise NoAccountConnected(
                "Name one of the accounts as account_id." if known else "Connect an Instagram account first."
            )
        account = known[0]
    if account.status is AccountStatus.DISCONNECTED:
        raise NoAccountConnected(f"@{account.username} is disconnected; connect it again first.")
    if campaign.schedules_posts and not account.may_publish:
        raise PublishingNotPermitted(f"Connect @{account.username} again and allow Autogram to publish.")
    return account


async def hours_of(session: AsyncSession | ReadSession, account_id: UUID, time_zone: str) -> Hours:
    """The hours at which the account's posts were engaged with most; usual ones as long as there are few posts."""
    times = await analytics.best_times(session, account_id, time_zone=time_zone)
    if not times.slots:
        return Hours(USUAL)
    best: dict[int, list[int]] = {}
    for slot in times.slots:
        best.setdefault(slot.weekday, []).append(slot.hour)
    return Hours(f"the account's own history: {times.posts} posts of the last {times.days} days", best)
