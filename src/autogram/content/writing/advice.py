"""Advice on a period's posts: what the figures say, and what the model makes of them, held against the figures."""

from pydantic import BaseModel, ConfigDict, Field

from autogram.content.ai.service import complete_shaped
from autogram.content.writing.measuring import MOST_TAGS, Group, Measured, clear_best, measure
from autogram.content.writing.prompts import messages
from autogram.content.writing.schemas import Advice, Analysis, AnalyzeWish, Asker, Finding, PostFigures, Usage
from autogram.core.errors import FieldError, InvalidInput
from autogram.core.runtime import Runtime

RECOMMENDATIONS = 5
MOST_EXAMPLES = 30


class _Statement(BaseModel):
    """`null` where the figures cannot tell; else one of the names in the figures."""

    model_config = ConfigDict(extra="forbid")

    summary: str
    best_post_type: str | None
    best_time: str | None
    best_caption_length: str | None
    best_hashtag: str | None
    recommendations: list[str] = Field(min_length=RECOMMENDATIONS, max_length=RECOMMENDATIONS)


class _Read(_Statement):
    """What is accepted of it."""

    model_config = ConfigDict(extra="ignore")

    recommendations: list[str] = Field(min_length=1)


async def advise(runtime: Runtime, wish: AnalyzeWish, asker: Asker) -> Advice:
    """An analysis in which every claim says whether the figures bear it out. Raises what `complete` raises."""
    measured = _measured(wish)
    rules = (
        "Advise on what to publish, from the figures of the posts alone. Name the best type, time, caption length and "
        "hashtag exactly as they are named in the figures, or null where too few posts say it. Give exactly "
        f"{RECOMMENDATIONS} recommendations, each one sentence that rests on the figures. "
        f"Write in this language: {wish.language or 'English'}."
    )
    material = {"period": wish.time_period, "figures": measured.as_figures(), "posts": _examples(wish.posts_data)}
    answer, completion = await complete_shaped(
        runtime,
        asker.workspace_id,
        _Read,
        user_id=asker.user_id,
        purpose=asker.purpose,
        messages=messages(rules, material),
        max_output_tokens=1500,
        with_brand=True,
        schema=_Statement.model_json_schema(),
    )
    analysis = Analysis(
        summary=answer.summary.strip(),
        best_post_type=_held(answer.best_post_type, measured.types),
        best_time=_held(answer.best_time, measured.times),
        best_caption_length=_held(answer.best_caption_length, measured.lengths),
        best_hashtags=_held_tags(answer.best_hashtag, measured.hashtags),
        figures=measured.as_figures(),
    )
    kept = [line.strip() for line in answer.recommendations if line.strip()][:RECOMMENDATIONS]
    return Advice(time_period=wish.time_period, analysis=analysis, recommendations=kept, **Usage.figures(completion))


def _measured(wish: AnalyzeWish) -> Measured:
    try:
        return measure(wish.posts_data, wish.time_zone)
    except (KeyError, ValueError):
        raise InvalidInput([FieldError("time_zone", "is not an IANA time zone, such as Europe/Berlin")]) from None


def _held(claimed: str | None, groups: list[Group]) -> Finding:
    best = clear_best(groups)
    agrees = None if best is None or claimed is None else claimed.casefold() == best.name.casefold()
    return Finding(
        claimed=claimed,
        measured=best.name if best else None,
        agrees_with_data=agrees,
        posts=best.posts if best else sum(group.posts for group in groups),
    )


def _held_tags(claimed: str | None, groups: list[Group]) -> Finding:
    """Of hashtags several may be among the best."""
    solid = [group for group in groups if group.posts > 1][:MOST_TAGS]
    names = {group.name.casefold() for group in solid}
    said = f"#{claimed.lstrip('#')}".casefold() if claimed else None
    return Finding(
        claimed=claimed,
        measured=" ".join(group.name for group in solid) or None,
        agrees_with_data=None if not solid or said is None else said in names,
        posts=sum(group.posts for group in solid),
    )


def _examples(posts: list[PostFigures]) -> list[dict[str, object]]:
    """The posts that brought most, and what they said."""
    known = [post.model_dump(mode="json", exclude_none=True) for post in posts]
    ranked = sorted(known, key=lambda post: -(post.get("likes", 0) + post.get("comments", 0)))
    return [post | {"caption": post["caption"][:300]} for post in ranked[:MOST_EXAMPLES]]
