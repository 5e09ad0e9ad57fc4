"""Making, changing, listing and deleting campaigns."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.accounts import service as accounts
from autogram.campaigns import queries
from autogram.campaigns.models import Campaign, CampaignStatus
from autogram.campaigns.schemas import (
    CampaignCreate,
    CampaignFilter,
    CampaignList,
    CampaignRead,
    CampaignUpdate,
)
from autogram.campaigns.service.status import set_status
from autogram.content import service as content
from autogram.content.writing.schemas import MICROS_PER_CENT
from autogram.core import audit
from autogram.core.db import ReadSession
from autogram.core.errors import FieldError, InvalidInput
from autogram.core.paging import cut_page
from autogram.identity.permissions import Actor

# These are columns of the campaign under the same name; only the second may become null.
FILLED = (
    "name",
    "time_zone",
    "posts_per_day",
    "content_themes",
    "target_hashtags",
    "schedules_posts",
    "draws_pictures",
)
NULLABLE = (
    "account_id",
    "description",
    "start_date",
    "end_date",
    "brand_voice",
    "target_reach",
    "target_engagement_rate",
)


def as_read(campaign: Campaign) -> CampaignRead:
    """The campaign with money in cents."""
    columns = {name: getattr(campaign, name) for name in CampaignRead.model_fields if hasattr(campaign, name)}
    budget = campaign.budget_micros
    return CampaignRead(
        **columns,
        budget_cents=None if budget is None else budget / MICROS_PER_CENT,
        spent_cents=campaign.spent_micros / MICROS_PER_CENT,
    )


async def create_campaign(session: AsyncSession, actor: Actor, wish: CampaignCreate) -> CampaignRead:
    """The campaign, active if not wished otherwise. Raises `AccountNotFound`, `MediaNotFound`, `InvalidInput`."""
    campaign = Campaign(workspace_id=actor.workspace_id, created_by=actor.user_id, spent_micros=0, media_ids=[])
    for name in (*FILLED, *NULLABLE):
        setattr(campaign, name, getattr(wish, name))
    _set_budget(campaign, wish.budget_cents)
    set_status(campaign, _wished_status(wish) or CampaignStatus.ACTIVE)
    campaign.media_ids = [str(media_id) for media_id in wish.media_ids]
    session.add(campaign)
    await _settle(session, actor, campaign, "campaigns.create")
    return as_read(campaign)


async def update_campaign(session: AsyncSession, actor: Actor, campaign_id: UUID, wish: CampaignUpdate) -> CampaignRead:
    """The campaign with the given fields changed; what is planned already stays. Raises as `create_campaign` does."""
    campaign = await queries.get_campaign(session, campaign_id, workspace_id=actor.workspace_id, lock=True)
    given = wish.model_fields_set
    for name in (*FILLED, *NULLABLE):
        if name in given and (name in NULLABLE or getattr(wish, name) is not None):
            setattr(campaign, name, getattr(wish, name))
    if "media_ids" in given:
        campaign.media_ids = [str(media_id) for media_id in wish.media_ids]
    if "budget_cents" in given:
        _set_budget(campaign, wish.budget_cents)
        if campaign.status is CampaignStatus.EXHAUSTED and _has_money(campaign):
            set_status(campaign, CampaignStatus.ACTIVE)
    if status := _wished_status(wish):
        set_status(campaign, status)
    await _settle(session, actor, campaign, "campaigns.update", changed=sorted(given))
    return as_read(campaign)


async def delete_campaign(session: AsyncSession, actor: Actor, campaign_id: UUID) -> None:
    """The campaign is gone and plans nothing more; its posts stay as they are."""
    campaign = await queries.get_campaign(session, campaign_id, workspace_id=actor.workspace_id, lock=True)
    await content.release_media(session, subject=_subject(campaign))
    await session.delete(campaign)
    _audit(session, actor, campaign, "campaigns.delete")


async def read_campaign(session: ReadSession, workspace_id: UUID, campaign_id: UUID) -> CampaignRead:
    return as_read(await queries.get_campaign(session, campaign_id, workspace_id=workspace_id))


async def list_campaigns(session: ReadSession, workspace_id: UUID, wanted: CampaignFilter) -> CampaignList:
    """One page, newest first: by cursor, or by `skip` with totals for the predecessors' clients."""
    rows, limit, skip = queries.filtered(workspace_id, wanted), wanted.limit, wanted.skip
    if skip is None:
        page, following = cut_page(await queries.campaign_page(session, rows, cursor=wanted.cursor, limit=limit), limit)
        return CampaignList(campaigns=_as_reads(page), next_cursor=following, has_next=following is not None)
    chosen, total = await queries.campaign_slice(session, rows, skip=skip, limit=limit)
    return CampaignList(
        campaigns=_as_reads(chosen),
        total=total,
        page=skip // limit + 1,
        pages=-(-total // limit),
        has_next=skip + limit < total,
        has_prev=skip > 0,
    )


def _as_reads(campaigns: Sequence[Campaign]) -> list[CampaignRead]:
    return [as_read(campaign) for campaign in campaigns]


def _wished_status(wish: CampaignCreate | CampaignUpdate) -> CampaignStatus | None:
    if wish.status is CampaignStatus.EXHAUSTED:
        raise InvalidInput([FieldError("status", "a campaign becomes exhausted by itself; use paused")])
    if wish.status is not None:
        return wish.status
    if wish.is_active is None:
        return None
    return CampaignStatus.ACTIVE if wish.is_active else CampaignStatus.PAUSED


def _set_budget(campaign: Campaign, cents: float | None) -> None:
    campaign.budget_micros = None if cents is None else round(cents * MICROS_PER_CENT)


def _has_money(campaign: Campaign) -> bool:
    return campaign.budget_micros is None or campaign.spent_micros < campaign.budget_micros


async def _settle(session: AsyncSession, actor: Actor, campaign: Campaign, action: str, **details: object) -> None:
    """What the campaign names exists and fits, and its media are held in the library."""
    with session.no_autoflush:
        if campaign.account_id is not None:
            await accounts.account_brief(session, campaign.account_id, workspace_id=actor.workspace_id)
        faults = [*_faults(campaign), *await _media_faults(session, campaign)]
    if faults:
        raise InvalidInput(faults)
    await session.flush()
    await content.release_media(session, subject=_subject(campaign))
    held = [UUID(media_id) for media_id in campaign.media_ids]
    await content.hold_media(session, campaign.workspace_id, held, subject=_subject(campaign))
    _audit(session, actor, campaign, action, **details)


def _faults(campaign: Campaign) -> list[FieldError]:
    faults = []
    if campaign.start_date and campaign.end_date and campaign.end_date < campaign.start_date:
        faults.append(FieldError("end_date", "lies before start_date"))
    if campaign.schedules_posts and not campaign.media_ids and not campaign.draws_pictures:
        faults.append(
            FieldError("schedules_posts", "needs media_ids or draws_pictures: a post without media stays a draft")
        )
    return faults


async def _media_faults(session: AsyncSession, campaign: Campaign) -> list[FieldError]:
    """Pictures become photos and videos reels; what Instagram would refuse as one is said now, not when it is due."""
    ids = [UUID(media_id) for media_id in campaign.media_ids]
    found = {item.id: item for item in await content.get_media(session, campaign.workspace_id, ids)} if ids else {}
    use = {"image": content.MediaUseCase.FEED_IMAGE, "video": content.MediaUseCase.REEL}
    return [
        FieldError(f"media_ids.{index}", problem)
        for index, media_id in enumerate(ids)
        for problem in content.media_problems(found[media_id], use[found[media_id].kind])
    ]


def _subject(campaign: Campaign) -> str:
    return f"campaign:{campaign.id}"


def _audit(session: AsyncSession, actor: Actor, campaign: Campaign, action: str, **details: object) -> None:
    audit.record(
        session, action, _subject(campaign), actor_id=actor.user_id, workspace_id=actor.workspace_id, **details
    )
