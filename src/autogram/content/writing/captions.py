"""Captions, and captions made anew."""

import re

from pydantic import BaseModel, ConfigDict, Field, create_model

from autogram.content.ai import tags
from autogram.content.ai.brand import Brand, brand_of
from autogram.content.ai.errors import AiAnswerUnusable
from autogram.content.ai.service import complete_shaped
from autogram.content.writing.prompts import in_language, messages
from autogram.content.writing.schemas import (
    LONGEST_CAPTION,
    Asker,
    Captions,
    CaptionVariant,
    CaptionWish,
    RewriteKind,
    RewriteWish,
    Rewritten,
    Usage,
)
from autogram.core.runtime import Runtime

# Full stops and the like, also those of Chinese, Japanese and Korean, which need no space behind them.
SENTENCE_END = re.compile(r"[.!?…\n](?=\s|$)|[\u3002\uff01\uff1f]")
LETTERS_PER_TOKEN = 2
MOST_HASHTAGS = 30
USUAL_HASHTAGS = 8
HOW = {
    RewriteKind.SHORTER: "Say the same in about half as many words.",
    RewriteKind.LONGER: "Say it in about twice as many words, without adding facts.",
    RewriteKind.FRIENDLIER: "Say the same more warmly.",
    RewriteKind.TRANSLATE: "Translate it; keep names, mentions, links and emojis as they are.",
}


class _Caption(BaseModel):
    model_config = ConfigDict(extra="ignore")

    caption: str
    hashtags: list[str] = Field(default_factory=list)


class _Captions(BaseModel):
    captions: list[_Caption] = Field(min_length=1)


class _Text(BaseModel):
    text: str


async def write_captions(runtime: Runtime, wish: CaptionWish, asker: Asker) -> Captions:
    """As many captions as wished, none longer than wished. Raises what `ai.service.complete` raises."""
    async with runtime.database.reading() as session:
        brand = await brand_of(session, asker.workspace_id)
    answer, completion = await complete_shaped(
        runtime,
        asker.workspace_id,
        _Captions,
        user_id=asker.user_id,
        purpose=asker.purpose,
        messages=_question(wish),
        max_output_tokens=wish.variants * wish.max_length // LETTERS_PER_TOKEN + 200,
        with_brand=True,
        schema=_form(wish.variants),
    )
    written = [_variant(one, wish, brand) for one in answer.captions[: wish.variants]]
    variants = [variant for variant in written if variant.caption]
    if not variants:
        raise AiAnswerUnusable("There is no text in it.")
    first = variants[0]
    return Captions(
        caption=first.caption,
        word_count=first.word_count,
        character_count=first.character_count,
        hashtags_included=first.hashtags,
        variants=variants,
        **Usage.figures(completion),
    )


async def rewrite(runtime: Runtime, wish: RewriteWish, asker: Asker) -> Rewritten:
    """The text made anew, never longer than Instagram takes. Raises what `ai.service.complete` raises."""
    rules = f"Rewrite the text. {HOW[wish.how]} {in_language(wish.language, 'text')}"
    answer, completion = await complete_shaped(
        runtime,
        asker.workspace_id,
        _Text,
        user_id=asker.user_id,
        purpose=asker.purpose,
        messages=messages(rules, {"text": wish.text}),
        max_output_tokens=LONGEST_CAPTION // LETTERS_PER_TOKEN + 200,
        with_brand=wish.how is not RewriteKind.TRANSLATE,
    )
    text = shortened(answer.text.strip(), LONGEST_CAPTION)
    if not text:
        raise AiAnswerUnusable("There is no text in it.")
    return Rewritten(text=text, character_count=len(text), **Usage.figures(completion))


def _question(wish: CaptionWish) -> list[dict[str, object]]:
    hashtags = f"List about {USUAL_HASHTAGS} hashtags apart from it." if wish.include_hashtags else "Use no hashtags."
    rules = (
        f"Write exactly {wish.variants} different captions for one post, each at most {wish.max_length} characters "
        f"long together with its hashtags. Put no hashtags into the caption itself. {hashtags} "
        f"{in_language(wish.language, 'description')}"
    )
    return messages(
        rules,
        {
            "description": wish.product_description,
            "tone": wish.tone,
            "style": wish.style,
            "audience": wish.target_audience,
            "call to action": wish.call_to_action,
        },
    )


def _form(variants: int) -> dict[str, object]:
    one = create_model("Caption", __config__=ConfigDict(extra="forbid"), caption=(str, ...), hashtags=(list[str], ...))
    many = create_model(
        "Captions",
        __config__=ConfigDict(extra="forbid"),
        captions=(list[one], Field(min_length=variants, max_length=variants)),
    )
    return many.model_json_schema()


def _variant(one: _Caption, wish: CaptionWish, brand: Brand) -> CaptionVariant:
    """The caption with its hashtags at its end; those that no longer fit are left out."""
    banned = {tag.casefold() for tag in brand.banned_hashtags}
    text = shortened(_without_tags_at_the_end(one.caption.strip()), wish.max_length)
    if not wish.include_hashtags or not text:
        return CaptionVariant.of(text, tags.in_text(text))
    wanted = tags.kept([*brand.hashtags, *tags.in_text(one.caption), *one.hashtags], banned)
    inside = {tag.casefold() for tag in tags.in_text(text)}
    line = ""
    for tag in [tag for tag in wanted if tag.casefold() not in inside][: MOST_HASHTAGS - len(inside)]:
        longer = f"{line} {tag}".strip()
        if len(text) + 2 + len(longer) <= wish.max_length:
            line = longer
    whole = f"{text}\n\n{line}" if line else text
    return CaptionVariant.of(whole, tags.in_text(whole))


def _without_tags_at_the_end(text: str) -> str:
    words = text.split(" ")
    while words and all(part.startswith("#") for part in words[-1].split()) and words[-1].strip():
        words.pop()
    return " ".join(words).rstrip()


def shortened(text: str, longest: int) -> str:
    """The text, cut at the end of a sentence, else of a word, if it is too long."""
    if len(text) <= longest:
        return text
    ends = [found.end() for found in SENTENCE_END.finditer(text[:longest])]
    if ends and ends[-1] > longest // 2:
        return text[: ends[-1]].rstrip()
    begin = text[: longest - 1]
    return (begin.rpartition(" ")[0] or begin).rstrip() + "…"
