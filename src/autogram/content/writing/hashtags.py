"""Hashtags for a post."""

from pydantic import BaseModel, ConfigDict

from autogram.content.ai import tags
from autogram.content.ai.brand import brand_of
from autogram.content.ai.service import complete_shaped
from autogram.content.writing.prompts import in_language, messages
from autogram.content.writing.schemas import Asker, Competition, Hashtags, HashtagWish, Usage
from autogram.core.runtime import Runtime

LEVELS = {
    Competition.LOW: "Prefer hashtags that few others use.",
    Competition.MEDIUM: "Prefer hashtags that are used, but not by everybody.",
    Competition.HIGH: "Prefer hashtags that very many use.",
    Competition.MIXED: "Mix hashtags that few, some and very many use.",
}


class _Suggested(BaseModel):
    """In the order of how many others use them, as the model believes."""

    model_config = ConfigDict(extra="forbid")

    low_competition_hashtags: list[str]
    medium_competition_hashtags: list[str]
    high_competition_hashtags: list[str]


async def suggest_hashtags(runtime: Runtime, wish: HashtagWish, asker: Asker) -> Hashtags:
    """At most as many as wished, the brand's own first, none that is banned. Raises what `complete` raises."""
    async with runtime.database.reading() as session:
        brand = await brand_of(session, asker.workspace_id)
    rules = (
        f"Suggest {wish.count + 5} hashtags for the post, sorted by how many others use them. "
        f"{LEVELS[wish.competition_level]} {in_language(wish.language, 'description')}"
    )
    answer, completion = await complete_shaped(
        runtime,
        asker.workspace_id,
        _Suggested,
        user_id=asker.user_id,
        purpose=asker.purpose,
        messages=messages(rules, {"description": wish.content_description, "niche": wish.niche}),
        max_output_tokens=800,
        with_brand=True,
    )
    groups = {
        "low": answer.low_competition_hashtags,
        "medium": answer.medium_competition_hashtags,
        "high": answer.high_competition_hashtags,
    }
    suggested = [tag for listed in groups.values() for tag in listed]
    own = brand.hashtags if wish.include_branded else []
    found = tags.kept([*own, *_in_turn(groups, wish.competition_level)], brand.banned_hashtags)[: wish.count]
    allowed = {tag.casefold() for tag in tags.kept(suggested, brand.banned_hashtags)}
    chosen = {tag.casefold() for tag in found}
    return Hashtags(
        hashtags=found,
        total_count=len(found),
        competition_analysis={
            level: [tag for tag in tags.kept(listed) if tag.casefold() in chosen] for level, listed in groups.items()
        },
        left_out=sorted({tag for text in suggested if (tag := tags.tag_of(text)) and tag.casefold() not in allowed}),
        **Usage.figures(completion),
    )


def _in_turn(groups: dict[str, list[str]], level: Competition) -> list[str]:
    """Those of the wished level first; of a mixture, one of each in turn."""
    if level is not Competition.MIXED:
        others = [tag for name, listed in groups.items() if name != level for tag in listed]
        return [*groups[level], *others]
    longest = max(len(listed) for listed in groups.values())
    return [listed[place] for place in range(longest) for listed in groups.values() if place < len(listed)]
