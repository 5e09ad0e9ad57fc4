"""The one door to the configured model; who asked for what, and what it cost, is written down."""

import asyncio
import json
import re
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

from pydantic import BaseModel, ValidationError

from autogram.content.ai import book
from autogram.content.ai.asking import Answer, ask, base_url_of
from autogram.content.ai.book import forget_person
from autogram.content.ai.brand import brand_of
from autogram.content.ai.errors import AiAnswerUnusable
from autogram.content.ai.pricing import cost_micros
from autogram.content.models import AiUse
from autogram.core.errors import AppError
from autogram.core.runtime import Runtime

__all__ = ["Completion", "complete", "complete_shaped", "forget_person", "noted"]

T = TypeVar("T", bound=BaseModel)

FENCED = re.compile(r"```(?:json)?\s*(.*?)```", re.DOTALL)
# So many letters are a token, at least; only for guessing what a question may cost.
LETTERS_PER_TOKEN = 3
PICTURE_TOKENS = 1500


@dataclass(frozen=True, slots=True)
class Completion:
    """What the model wrote. `cost_micros`: millionths of a US dollar, None where no price is known."""

    text: str
    model: str
    input_tokens: int | None
    output_tokens: int | None
    cost_micros: int | None
    duration_ms: int = field(default=0, compare=False)


@dataclass(slots=True)
class Note:
    """What becomes of one use; `answer` is set by whoever asked."""

    use: AiUse
    answer: Answer | None = None
    cost_micros: int | None = None
    began: float = field(default_factory=time.perf_counter)


async def complete(
    runtime: Runtime,
    workspace_id: UUID,
    *,
    user_id: UUID | None,
    purpose: str,
    messages: Sequence[Mapping[str, Any]],
    max_output_tokens: int,
    temperature: float | None = None,
    person_id: UUID | None = None,
    with_brand: bool = False,
    schema: Mapping[str, Any] | None = None,
) -> Completion:
    """The model's answer to `messages` (each `{role, content}`). Call it with no transaction open.

    `person_id` is whose words are in the question, so that they can be erased; `with_brand` puts the workspace's brand
    before it; `schema` is the form of the answer (see `asking.ask`). The question, its cost and its failure are in the
    workspace's book of AI use. Raises `AiNotConfigured` and `AiBudgetSpent`, which are not in the book, `AiRefused`,
    `AiNotAnswering`, `AiTimedOut`, `AiRateLimited`, `AiAnswerUnusable`.
    """
    settings = runtime.settings.ai
    if with_brand:
        messages = await _in_the_brands_name(runtime, workspace_id, messages)
    use = AiUse(
        workspace_id=workspace_id,
        user_id=user_id,
        person_id=person_id,
        purpose=purpose,
        model=settings.openai_text_model,
        prompt=[without_pictures(message) for message in messages],
    )
    async with noted(runtime, use, tokens_at_most=(guessed_tokens(messages), max_output_tokens)) as note:
        note.answer = answer = await ask(
            settings,
            runtime.http,
            messages,
            max_output_tokens=max_output_tokens,
            temperature=temperature,
            schema=schema,
        )
    return Completion(
        answer.text, answer.model, answer.input_tokens, answer.output_tokens, note.cost_micros, use.duration_ms
    )


async def complete_shaped(
    runtime: Runtime,
    workspace_id: UUID,
    shape: type[T],
    *,
    user_id: UUID | None,
    purpose: str,
    messages: Sequence[Mapping[str, Any]],
    max_output_tokens: int,
    with_brand: bool = False,
    schema: Mapping[str, Any] | None = None,
) -> tuple[T, Completion]:
    """The model's answer as a `shape`, also from models that only know words. Raises what `complete` raises."""
    form = schema or shape.model_json_schema()
    described = {
        "role": "system",
        "content": f"Answer with one JSON object of this form, and nothing else: {_line(form)}",
    }
    completion = await complete(
        runtime,
        workspace_id,
        user_id=user_id,
        purpose=purpose,
        messages=[described, *messages],
        max_output_tokens=max_output_tokens,
        with_brand=with_brand,
        schema=form,
    )
    return parsed(completion.text, shape), completion


def parsed(text: str, shape: type[T]) -> T:
    """The JSON in an answer, also where words or a fence stand around it. Raises `AiAnswerUnusable`."""
    fenced = FENCED.search(text)
    inner = fenced[1] if fenced else text
    begin, end = inner.find("{"), inner.rfind("}")
    try:
        return shape.model_validate_json(inner[begin : end + 1])
    except ValidationError as error:
        where = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in where["loc"]) or "the whole"
        raise AiAnswerUnusable(f"The answer has not the form that was asked for ({place}: {where['type']}).") from None


@asynccontextmanager
async def noted(runtime: Runtime, use: AiUse, *, tokens_at_most: tuple[int, int]) -> AsyncIterator[Note]:
    """What happens in the block is in the book when it ends, however it ends; with a budget also before it begins.

    Raises `AiNotConfigured` and `AiBudgetSpent` before the block.
    """
    base_url = base_url_of(runtime.settings.ai)
    use.duration_ms = 0
    async with runtime.database.reading() as session:
        limit = await book.limit_of(session, use.workspace_id)
    if limit is not None:
        use.reserved_micros = await _priced(base_url, use.model, *tokens_at_most) or 0
        async with runtime.database.transaction() as session:
            await book.reserve(session, use, limit)
    note = Note(use)
    try:
        yield note
    except AppError as error:
        use.error = f"{error.code}: {error.detail}"
        await _close(runtime, note)
        raise
    if answer := note.answer:
        use.model, use.input_tokens, use.output_tokens = answer.model, answer.input_tokens, answer.output_tokens
        note.cost_micros = await _priced(base_url, answer.model, answer.input_tokens, answer.output_tokens)
        use.cost_micros = note.cost_micros
    await _close(runtime, note)


async def _close(runtime: Runtime, note: Note) -> None:
    note.use.duration_ms = round((time.perf_counter() - note.began) * 1000)
    async with runtime.database.transaction() as session:
        await book.close(session, note.use)


async def _priced(base_url: str, model: str, input_tokens: int | None, output_tokens: int | None) -> int | None:
    # The first time, a list of prices is loaded.
    return await asyncio.to_thread(cost_micros, base_url, model, input_tokens, output_tokens)


async def _in_the_brands_name(
    runtime: Runtime, workspace_id: UUID, messages: Sequence[Mapping[str, Any]]
) -> list[Mapping[str, Any]]:
    async with runtime.database.reading() as session:
        words = (await brand_of(session, workspace_id)).as_prompt()
    return [{"role": "system", "content": words}, *messages] if words else list(messages)


def guessed_tokens(messages: Sequence[Mapping[str, Any]]) -> int:
    """How many tokens a question has at most."""
    letters = sum(len(_line(without_pictures(message))) for message in messages)
    pictures: int = sum(part.get("type") == "image_url" for message in messages for part in _parts(message))
    return letters // LETTERS_PER_TOKEN + pictures * PICTURE_TOKENS


def without_pictures(message: Mapping[str, Any]) -> dict[str, Any]:
    """The message as the book keeps it: of a picture, only that there was one."""
    if not isinstance(message["content"], list):
        return dict(message)
    kept = [part if part.get("type") != "image_url" else {"type": "image_url"} for part in _parts(message)]
    return {**message, "content": kept}


def _parts(message: Mapping[str, Any]) -> list[dict[str, Any]]:
    return message["content"] if isinstance(message["content"], list) else []


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
