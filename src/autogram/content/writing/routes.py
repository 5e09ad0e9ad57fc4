"""`/api/v1/content/…`: what the model writes, draws and advises, and what that costs."""

from datetime import datetime, timedelta
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from autogram.content import writing
from autogram.content.ai import book
from autogram.content.ai.brand import Brand, brand_of, set_brand
from autogram.content.writing.schemas import (
    MICROS_PER_CENT,
    Advice,
    AnalyzeWish,
    Asker,
    Captions,
    CaptionWish,
    Described,
    DescribeWish,
    Hashtags,
    HashtagWish,
    Picture,
    PictureWish,
    RewriteWish,
    Rewritten,
    cents,
)
from autogram.core.db import Reading, Session
from autogram.core.limits import RateLimit, spend
from autogram.core.paging import Cursor, Limit, Page
from autogram.core.runtime import Runtime
from autogram.identity.access import Running, requires
from autogram.identity.permissions import Actor, Permission

router = APIRouter(prefix="/content", tags=["AI content"])

PER_HOUR = RateLimit("ai-content", 100, timedelta(hours=1))
Writer = Annotated[Actor, requires(Permission.MANAGE_POSTS)]


class BudgetRead(BaseModel):
    """The month in UTC, in US cents. `uses_without_price` have cost what nobody here knows."""

    month_begins: datetime
    month_ends: datetime
    monthly_cents: float | None
    spent_cents: float
    reserved_cents: float
    left_cents: float | None
    uses: int
    uses_without_price: int


class BudgetWish(BaseModel):
    """`monthly_cents: null` removes the limit, 0 stops all spending."""

    model_config = ConfigDict(extra="forbid")

    monthly_cents: float | None = Field(ge=0, le=100_000_000)


class UseRead(BaseModel):
    """One question to a model."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    created_at: datetime
    user_id: UUID | None
    purpose: str
    model: str
    prompt: list[dict[str, Any]]
    input_tokens: int | None
    output_tokens: int | None
    cost_cents: float | None
    duration_ms: int
    error: str | None


async def _asker(runtime: Runtime, actor: Actor, purpose: str) -> Asker:
    """Who asks; one question of the hour's is used up."""
    await spend(runtime.database, PER_HOUR, str(actor.workspace_id))
    return Asker(actor.workspace_id, actor.user_id, f"content.{purpose}")


@router.post("/caption/generate")
async def generate_caption(wish: CaptionWish, runtime: Running, actor: Writer) -> Captions:
    """Captions in the brand's voice, one or several to choose from."""
    return await writing.write_captions(runtime, wish, await _asker(runtime, actor, "caption"))


@router.post("/caption/rewrite")
async def rewrite_caption(wish: RewriteWish, runtime: Running, actor: Writer) -> Rewritten:
    """A caption made shorter, longer, friendlier, or in another language."""
    return await writing.rewrite(runtime, wish, await _asker(runtime, actor, "rewrite"))


@router.post("/hashtags/suggest")
async def suggest_hashtags(wish: HashtagWish, runtime: Running, actor: Writer) -> Hashtags:
    """Hashtags for a post, without banned ones."""
    return await writing.suggest_hashtags(runtime, wish, await _asker(runtime, actor, "hashtags"))


@router.post("/image/generate")
async def generate_image(
    wish: PictureWish,
    runtime: Running,
    actor: Annotated[Actor, requires(Permission.MANAGE_POSTS, Permission.MANAGE_MEDIA)],
) -> Picture:
    """A picture, drawn and put into the media library."""
    return await writing.draw_picture(runtime, wish, await _asker(runtime, actor, "image"))


@router.post("/alt-text/generate")
async def generate_alt_text(wish: DescribeWish, runtime: Running, actor: Writer) -> Described:
    """What a picture of the library shows, in words, by a model that sees."""
    return await writing.describe(runtime, wish, await _asker(runtime, actor, "alt-text"))


@router.post("/analyze")
async def analyze_posts(wish: AnalyzeWish, runtime: Running, actor: Writer) -> Advice:
    """Advice on the posts given, with every claim held against their figures."""
    return await writing.advise(runtime, wish, await _asker(runtime, actor, "advice"))


@router.get("/brand")
async def read_brand(session: Reading, actor: Annotated[Actor, requires(Permission.VIEW_POSTS)]) -> Brand:
    """How the workspace's brand speaks."""
    return await brand_of(session, actor.workspace_id)


@router.put("/brand")
async def change_brand(brand: Brand, session: Session, actor: Writer) -> Brand:
    """From now on every question speaks for this brand."""
    await set_brand(session, actor.workspace_id, brand, actor_id=actor.user_id)
    return brand


@router.get("/ai/budget")
async def read_budget(session: Reading, actor: Annotated[Actor, requires(Permission.VIEW_POSTS)]) -> BudgetRead:
    """What models have cost this month, and what is left."""
    return _budget(await book.budget_of(session, actor.workspace_id))


@router.put("/ai/budget")
async def change_budget(
    wish: BudgetWish, session: Session, actor: Annotated[Actor, requires(Permission.MANAGE_WORKSPACE)]
) -> BudgetRead:
    """Set what models may cost in a month; what would go beyond it is refused before it is asked."""
    limit = None if wish.monthly_cents is None else round(wish.monthly_cents * MICROS_PER_CENT)
    await book.set_budget(session, actor.workspace_id, limit, actor_id=actor.user_id)
    await session.flush()
    return _budget(await book.budget_of(session, actor.workspace_id))


@router.get("/ai/uses")
async def list_uses(
    session: Reading,
    actor: Annotated[Actor, requires(Permission.VIEW_POSTS)],
    limit: Annotated[Limit, Query()] = 50,
    cursor: Annotated[Cursor, Query()] = None,
) -> Page[UseRead]:
    """Every question to a model, newest first."""
    rows, following = await book.uses_of(session, actor.workspace_id, cursor=cursor, limit=limit)
    items = [UseRead.model_validate({**_columns(row), "cost_cents": cents(row.cost_micros)}) for row in rows]
    return Page(items=items, next_cursor=following)


def _columns(row: object) -> dict[str, Any]:
    return {name: getattr(row, name) for name in UseRead.model_fields if name != "cost_cents"}


def _budget(found: book.Budget) -> BudgetRead:
    limit, used = found.limit_micros, found.spent_micros + found.reserved_micros
    return BudgetRead(
        month_begins=found.month_begins,
        month_ends=found.month_ends,
        monthly_cents=cents(limit),
        spent_cents=found.spent_micros / MICROS_PER_CENT,
        reserved_cents=found.reserved_micros / MICROS_PER_CENT,
        left_cents=None if limit is None else max(limit - used, 0) / MICROS_PER_CENT,
        uses=found.uses,
        uses_without_price=found.unpriced,
    )
