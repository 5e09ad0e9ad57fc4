"""The coming days of a campaign get their posts, each once."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.campaigns import queries
from autogram.campaigns.models import Campaign, CampaignStatus
from autogram.campaigns.service.outline import account_of, hours_of
from autogram.campaigns.service.places import Wanted, coming_days, is_over, wanted_places
from autogram.campaigns.service.status import set_status
from autogram.campaigns.service.writing import write_post
from autogram.content.ai.errors import AiAnswerUnusable
from autogram.core import clock
from autogram.core.errors import AppError, InvalidInput
from autogram.core.runtime import Runtime
from autogram.jobs.api import JobContext, RetryLater
from autogram.publishing import service as publishing
from autogram.publishing.errors import CampaignNotFound
from autogram.publishing.schemas import Machine, PostCreate

# With these only one post is lost; after any other the model is left alone until the next run.
OF_ONE_POST = (AiAnswerUnusable, InvalidInput)


@dataclass(frozen=True, slots=True)
class Outline:
    """A campaign as it stands when its planning begins, and what it misses."""

    campaign: Campaign
    account_id: UUID
    wanted: list[Wanted]


class PlanningOver(Exception):
    """The campaign is not active any more: gone, paused, over, or its budget is spent."""


class PlaceTaken(Exception):
    """Somebody else is writing this post, or has just written it."""


async def plan(context: JobContext, campaign_id: UUID) -> None:
    """Every post that the coming days miss is written, or the campaign says why not.

    May run twice, and at the same time: a place is taken before its post is written, and given its post once. What a
    dead worker left behind is taken up when it has been silent for long enough.
    """
    try:
        problem, is_complete = await _plan(context.runtime, campaign_id)
    except (PlanningOver, CampaignNotFound):
        return
    async with context.transaction() as session:
        await queries.set_campaign(session, campaign_id, planned_at=clock.now(), planning_problem=problem)
    if not is_complete:
        raise RetryLater(queries.FORGOTTEN_AFTER, "some of its posts are being written", counts=False)


async def _plan(runtime: Runtime, campaign_id: UUID) -> tuple[str | None, bool]:
    """What went wrong, in words, and whether nobody else is at work on the campaign."""
    try:
        outline = await _outlined(runtime, campaign_id)
    except CampaignNotFound:
        raise
    except AppError as error:
        return _in_words(error), True
    problem, is_complete = None, True
    for wanted in outline.wanted:
        try:
            taken_at = await _take(runtime, campaign_id, wanted)
        except PlaceTaken:
            is_complete = False
            continue
        try:
            await _write(runtime, outline, wanted, taken_at)
        except AppError as error:
            problem = _in_words(error)
            await _note_failure(runtime, campaign_id, wanted, taken_at, problem)
            if not isinstance(error, OF_ONE_POST):
                break
    return problem, is_complete


async def _outlined(runtime: Runtime, campaign_id: UUID) -> Outline:
    async with runtime.database.transaction() as session:
        campaign = await queries.get_campaign(session, campaign_id, lock=True)
        if is_over(campaign) and campaign.is_active:
            set_status(campaign, CampaignStatus.COMPLETED)
        if campaign.is_active:
            account = await account_of(session, campaign)
            hours = await hours_of(session, account.id, campaign.time_zone)
            days = coming_days(campaign)
            existing = await queries.places_of(session, campaign_id, days[0], days[-1]) if days else []
            return Outline(campaign, account.id, wanted_places(campaign, hours, existing))
    raise PlanningOver


async def _take(runtime: Runtime, campaign_id: UUID, wanted: Wanted) -> datetime:
    """The place is ours from this moment on, and the budget holds one more post of the dearest kind so far."""
    now = clock.now()
    async with runtime.database.transaction() as session:
        campaign = await queries.get_campaign(session, campaign_id, lock=True)
        if campaign.is_active and not await _has_budget(session, campaign):
            set_status(campaign, CampaignStatus.EXHAUSTED)
            campaign.planned_at = now
        if campaign.is_active:
            values = {"theme": wanted.theme, "publish_at": wanted.publish_at, "taken_at": now}
            place = {"campaign_id": campaign_id, "day": wanted.day, "place": wanted.place}
            if await queries.take_place(session, place | values):
                return now
            raise PlaceTaken
    raise PlanningOver


async def _has_budget(session: AsyncSession, campaign: Campaign) -> bool:
    budget, spent = campaign.budget_micros, campaign.spent_micros
    if budget is None:
        return True
    dearest, being_written = await queries.dearest_and_open(session, campaign.id)
    return spent < budget and spent + dearest * (being_written + 1) <= budget


async def _write(runtime: Runtime, outline: Outline, wanted: Wanted, taken_at: datetime) -> None:
    campaign = outline.campaign
    note_cost = partial(_note_cost, runtime, campaign.id, wanted, taken_at)
    wish = await write_post(runtime, campaign, wanted, outline.account_id, note_cost)
    async with runtime.database.transaction() as session:
        now = await queries.get_campaign(session, campaign.id, lock=True)
        place = await queries.held_place(session, campaign.id, wanted.day, wanted.place, taken_at)
        if place is None:
            return
        author = Machine(campaign.workspace_id, now.created_by)
        meant = wish if now.is_active else _as_draft(wish)
        post = await publishing.create_post(runtime.settings, session, author, meant)
        place.post_id = post.id


def _as_draft(wish: PostCreate) -> PostCreate:
    """Somebody has stopped the campaign in the meantime: nothing of it goes out by itself."""
    return wish.model_copy(update={"scheduled_time": None, "time_zone": None})


async def _note_cost(runtime: Runtime, campaign_id: UUID, wanted: Wanted, taken_at: datetime, micros: int) -> None:
    """The cost is the campaign's, whatever becomes of the post."""
    async with runtime.database.transaction() as session:
        await queries.add_cost(session, campaign_id, micros)
        place = await queries.held_place(session, campaign_id, wanted.day, wanted.place, taken_at)
        if place is not None:
            place.cost_micros = (place.cost_micros or 0) + micros


async def _note_failure(runtime: Runtime, campaign_id: UUID, wanted: Wanted, taken_at: datetime, reason: str) -> None:
    """The place is free again; the next run tries it anew."""
    async with runtime.database.transaction() as session:
        place = await queries.held_place(session, campaign_id, wanted.day, wanted.place, taken_at)
        if place is not None:
            place.failure_reason = reason


def _in_words(error: AppError) -> str:
    return error.title if error.detail == error.title else f"{error.title}: {error.detail}"
