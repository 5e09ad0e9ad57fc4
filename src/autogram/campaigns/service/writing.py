"""The words and the picture of one planned post."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from uuid import UUID

from autogram.campaigns.models import Campaign
from autogram.campaigns.service.places import Wanted
from autogram.content import service as content
from autogram.content import writing
from autogram.content.ai import tags
from autogram.content.writing.schemas import MICROS_PER_CENT, Asker, CaptionWish, PictureWish, Usage
from autogram.core.runtime import Runtime
from autogram.publishing.schemas import PostCreate, PostMedia, PostType

LONGEST_TEXT, LONGEST_POST, MOST_HASHTAGS = 1500, 2200, 30
LONGEST_MATERIAL, LONGEST_TONE = 1000, 60
NoteCost = Callable[[int], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Written:
    """What the model said, its hashtags apart from the text."""

    caption: str
    hashtags: list[str]


async def write_post(
    runtime: Runtime, campaign: Campaign, wanted: Wanted, account_id: UUID, note_cost: NoteCost
) -> PostCreate:
    """What the post is created from. Each cost is noted as soon as it is known.

    Raises what `write_captions` and `draw_picture` raise. Call it with no transaction open.
    """
    asker = Asker(campaign.workspace_id, campaign.created_by, "campaign")
    captions = await writing.write_captions(runtime, _caption_wish(campaign, wanted), asker)
    await note_cost(_micros(captions))
    written = with_own_hashtags(captions.caption, campaign.target_hashtags)
    media_id = wanted.media_id
    if media_id is None and campaign.draws_pictures:
        picture = await writing.draw_picture(runtime, PictureWish(prompt=_prompt(campaign, wanted)), asker)
        await note_cost(_micros(picture))
        media_id = picture.media_id
    is_scheduled = campaign.schedules_posts and media_id is not None
    return PostCreate(
        account_id=account_id,
        campaign_id=campaign.id,
        post_type=await _type_of(runtime, campaign.workspace_id, media_id),
        caption=written.caption,
        hashtags=written.hashtags,
        media=[PostMedia(media_id=media_id)] if media_id else [],
        is_ai_generated=True,
        scheduled_time=wanted.publish_at if is_scheduled else None,
        time_zone=campaign.time_zone if is_scheduled else None,
    )


def with_own_hashtags(caption: str, own: list[str]) -> Written:
    """The caption without the line of hashtags at its end, which stand beside it, the campaign's own first."""
    text, _, last = caption.rpartition("\n\n")
    if not last.strip() or not all(word.startswith("#") for word in last.split()):
        text, last = caption, ""
    inside = {tag.casefold() for tag in tags.in_text(text)}
    room = MOST_HASHTAGS - len(inside)
    chosen: list[str] = []
    for tag in tags.kept([*own, *last.split()]):
        longer = len(text) + 2 + len(" ".join([*chosen, tag]))
        if tag.casefold() not in inside and len(chosen) < room and longer <= LONGEST_POST:
            chosen.append(tag)
    return Written(text.strip(), chosen)


def _caption_wish(campaign: Campaign, wanted: Wanted) -> CaptionWish:
    """A short voice is the tone; a long one is part of what is described. The number makes no two posts the same."""
    voice = campaign.brand_voice or ""
    subject = f"{wanted.theme}, {campaign.name}" if wanted.theme else campaign.name
    lines = [f"{subject}, no. {wanted.ordinal + 1}", campaign.description or ""]
    if 0 < len(voice) <= LONGEST_TONE:
        return CaptionWish(product_description=_joined(lines), max_length=LONGEST_TEXT, tone=voice)
    return CaptionWish(product_description=_joined([*lines, voice]), max_length=LONGEST_TEXT)


def _prompt(campaign: Campaign, wanted: Wanted) -> str:
    return _joined([wanted.theme or campaign.name, campaign.description or ""])


def _joined(lines: list[str]) -> str:
    return "\n".join(line for line in lines if line)[:LONGEST_MATERIAL]


def _micros(usage: Usage) -> int:
    """What it cost, as far as a price is known."""
    return round((usage.cost_cents or 0) * MICROS_PER_CENT)


async def _type_of(runtime: Runtime, workspace_id: UUID, media_id: UUID | None) -> PostType:
    if media_id is None:
        return PostType.PHOTO
    async with runtime.database.reading() as session:
        [item] = await content.get_media(session, workspace_id, [media_id])
    return PostType.REEL if item.kind == "video" else PostType.PHOTO
