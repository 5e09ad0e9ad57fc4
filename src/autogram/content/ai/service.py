"""The one door to the configured model; who asked for what, and what it cost, is written down."""

import asyncio
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.content.ai.asking import Answer, ask, base_url_of
from autogram.content.ai.pricing import cost_micros
from autogram.content.models import AiUse
from autogram.core.errors import AppError
from autogram.core.runtime import Runtime


@dataclass(frozen=True, slots=True)
class Completion:
    """What the model wrote. `cost_micros`: millionths of a US dollar, None where no price is known."""

    text: str
    model: str
    input_tokens: int | None
    output_tokens: int | None
    cost_micros: int | None


async def complete(
    runtime: Runtime,
    workspace_id: UUID,
    *,
    user_id: UUID | None,
    purpose: str,
    messages: Sequence[Mapping[str, str]],
    max_output_tokens: int,
    temperature: float | None = None,
    person_id: UUID | None = None,
) -> Completion:
    """The model's answer to `messages` (each `{role, content}`). Call it with no transaction open.

    `person_id` is whose words are in the question, so that they can be erased. The question, its cost and its failure
    are in the workspace's book of AI use. Raises `AiNotConfigured`, which is not in the book, `AiRefused`,
    `AiNotAnswering`, `AiTimedOut`, `AiRateLimited`, `AiAnswerUnusable`.
    """
    settings = runtime.settings.ai
    base_url = base_url_of(settings)
    use = AiUse(
        workspace_id=workspace_id,
        user_id=user_id,
        person_id=person_id,
        purpose=purpose,
        model=settings.openai_text_model,
        prompt=[dict(message) for message in messages],
    )
    began = time.perf_counter()
    try:
        answer = await ask(
            settings, runtime.http, messages, max_output_tokens=max_output_tokens, temperature=temperature
        )
    except AppError as error:
        use.error = f"{error.code}: {error.detail}"
        await _write_down(runtime, use, began)
        raise
    return await _counted(runtime, use, began, answer, base_url)


async def forget_person(session: AsyncSession, person_id: UUID) -> None:
    """No question of the book holds the person's words any more; what it cost stays."""
    questions = update(AiUse).where(AiUse.person_id == person_id)
    await session.execute(questions.values(prompt=[], person_id=None))


async def _counted(runtime: Runtime, use: AiUse, began: float, answer: Answer, base_url: str) -> Completion:
    # The first time, a list of prices is loaded.
    cost = await asyncio.to_thread(cost_micros, base_url, answer.model, answer.input_tokens, answer.output_tokens)
    use.model, use.input_tokens, use.output_tokens = answer.model, answer.input_tokens, answer.output_tokens
    use.cost_micros = cost
    await _write_down(runtime, use, began)
    return Completion(answer.text, answer.model, answer.input_tokens, answer.output_tokens, cost)


async def _write_down(runtime: Runtime, use: AiUse, began: float) -> None:
    use.duration_ms = round((time.perf_counter() - began) * 1000)
    async with runtime.database.transaction() as session:
        session.add(use)
