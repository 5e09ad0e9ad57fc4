"""What is asked of the model, and what comes back."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from autogram.content.ai.service import Completion
from autogram.content.ai.tags import Tag
from autogram.content.schemas import Text

LONGEST_CAPTION = 2200
MICROS_PER_CENT = 10_000

Word = Annotated[Text, Field(min_length=1, max_length=60)]
Language = Annotated[
    Text, Field(min_length=2, max_length=40, description="A name or a code. Unset: the language of what is described.")
]


class CaptionWish(BaseModel):
    """What a caption is to be about and like."""

    model_config = ConfigDict(extra="forbid")

    product_description: Annotated[Text, Field(min_length=1, max_length=1000, description="What the post is about.")]
    tone: Word = "professional"
    style: Word = "engaging"
    include_hashtags: bool = True
    max_length: int = Field(default=LONGEST_CAPTION, ge=100, le=LONGEST_CAPTION, description="With its hashtags.")
    target_audience: Annotated[Text, Field(max_length=300)] | None = None
    call_to_action: Annotated[Text, Field(max_length=300)] | None = None
    language: Language | None = None
    variants: int = Field(default=1, ge=1, le=5, description="How many, to choose from.")


class RewriteKind(StrEnum):
    """What is done to a text."""

    SHORTER = "shorter"
    LONGER = "longer"
    FRIENDLIER = "friendlier"
    TRANSLATE = "translate"


class RewriteWish(BaseModel):
    """A text that exists, and what is to become of it. `translate` needs `language`."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[Text, Field(min_length=1, max_length=LONGEST_CAPTION)]
    how: RewriteKind
    language: Language | None = None


class Usage(BaseModel):
    """What it took. `cost_cents` (US) is null for models without a public price."""

    model_used: str
    tokens_used: int | None
    cost_cents: float | None
    generation_time_ms: int

    @classmethod
    def figures(cls, completion: Completion) -> dict[str, Any]:
        counted = (completion.input_tokens, completion.output_tokens)
        tokens = sum(count or 0 for count in counted) if any(count is not None for count in counted) else None
        return {
            "model_used": completion.model,
            "tokens_used": tokens,
            "cost_cents": cents(completion.cost_micros),
            "generation_time_ms": completion.duration_ms,
        }


class CaptionVariant(BaseModel):
    """One caption, its hashtags at its end."""

    caption: str
    hashtags: list[str]
    word_count: int
    character_count: int

    @classmethod
    def of(cls, caption: str, hashtags: list[str]) -> "CaptionVariant":
        return cls(caption=caption, hashtags=hashtags, word_count=len(caption.split()), character_count=len(caption))


class Captions(Usage):
    """The first caption, and all of them."""

    caption: str
    word_count: int
    character_count: int
    hashtags_included: list[str]
    variants: list[CaptionVariant]


class Rewritten(Usage):
    """The text as it was asked for."""

    text: str
    character_count: int


class Competition(StrEnum):
    """How many others use a hashtag."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    MIXED = "mixed"


class HashtagWish(BaseModel):
    """What the hashtags are for."""

    model_config = ConfigDict(extra="forbid")

    content_description: Annotated[Text, Field(min_length=1, max_length=500)]
    count: int = Field(default=15, ge=5, le=30)
    competition_level: Competition = Competition.MEDIUM
    niche: Annotated[Text, Field(max_length=100)] | None = None
    include_branded: bool = Field(default=True, description="Put the brand's own hashtags first.")
    language: Language | None = None


class Hashtags(Usage):
    """Hashtags without those that Instagram or the brand has banned; fewer than asked for if the model gave no more.

    How much competition each has is the model's guess: Instagram publishes no such figure, nor a reach to expect.
    """

    hashtags: list[str]
    total_count: int
    competition_analysis: dict[str, list[str]]
    estimated_reach: None = None
    left_out: list[str] = Field(description="Suggested by the model, and banned.")


class Quality(StrEnum):
    """How much work goes into a picture."""

    STANDARD = "standard"
    HD = "hd"


class PictureWish(BaseModel):
    """What is to be drawn."""

    model_config = ConfigDict(extra="forbid")

    prompt: Annotated[Text, Field(min_length=1, max_length=2000)]
    style: Word = "photorealistic"
    quality: Quality = Quality.STANDARD
    size: Literal["1024x1024", "1792x1024", "1024x1792"] = "1024x1024"
    lighting: Word | None = None
    background: Word | None = None


class Picture(Usage):
    """A picture in the media library, where it stays: `expires_at` is always null."""

    media_id: UUID
    image_url: str
    prompt_used: str
    size: str
    quality: Quality
    expires_at: None = None


class DescribeWish(BaseModel):
    """A picture of the library that needs an alternative text."""

    model_config = ConfigDict(extra="forbid")

    media_id: UUID
    language: Language | None = None


class Described(Usage):
    """What the picture shows, in one or two sentences; it is not stored anywhere."""

    media_id: UUID
    alt_text: str


class PostFigures(BaseModel):
    """A post with what it brought; what is not known is left out, never zero."""

    model_config = ConfigDict(extra="ignore")

    post_type: Annotated[str, Field(max_length=40)] | None = None
    published_at: AwareDatetime | None = None
    caption: Annotated[str, Field(max_length=5000)] = ""
    hashtags: list[Tag] = Field(default_factory=list, max_length=60)
    likes: int | None = Field(default=None, ge=0)
    comments: int | None = Field(default=None, ge=0)
    shares: int | None = Field(default=None, ge=0)
    saves: int | None = Field(default=None, ge=0)
    reach: int | None = Field(default=None, ge=0)
    views: int | None = Field(default=None, ge=0)


class AnalyzeWish(BaseModel):
    """The posts of a period."""

    model_config = ConfigDict(extra="forbid")

    posts_data: list[PostFigures] = Field(min_length=1, max_length=500)
    time_period: Annotated[Text, Field(max_length=60)] = "last_30_days"
    time_zone: Annotated[str, Field(max_length=60)] = "UTC"
    language: Language | None = None


class Finding(BaseModel):
    """One statement. `agrees_with_data` is false where the model says something else than the figures do; then
    `measured` is what counts. It is null where the figures cannot tell."""

    claimed: str | None
    measured: str | None
    agrees_with_data: bool | None
    posts: int


class Analysis(BaseModel):
    """What works, as measured from the posts and as the model puts it."""

    summary: str
    best_post_type: Finding
    best_time: Finding
    best_caption_length: Finding
    best_hashtags: Finding
    figures: dict[str, Any]


class Advice(Usage):
    """The analysis and five recommendations."""

    time_period: str
    analysis: Analysis
    recommendations: list[str]


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, and what for."""

    workspace_id: UUID
    user_id: UUID | None
    purpose: str


def cents(micros: int | None) -> float | None:
    """US cents, with the fractions that a short text costs."""
    return None if micros is None else micros / MICROS_PER_CENT
