"""The one door to a model: what it asks, what it writes down, and which errors come of bad answers."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from pydantic import SecretStr
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from tests.instagram.scripted import Scripted, scripted_server
from tests.people import make_user
from tests.servers import free_port

from autogram.content.ai import service as ai
from autogram.content.ai.errors import (
    AiAnswerUnusable,
    AiNotAnswering,
    AiNotConfigured,
    AiRateLimited,
    AiRefused,
    AiTimedOut,
)
from autogram.content.ai.pricing import OPENAI_URL, cost_micros
from autogram.content.models import AiUse
from autogram.core.errors import AppError
from autogram.core.runtime import Runtime
from autogram.core.settings import Settings

KEY = "sk-secret-0123456789abcdef"
QUESTION = [{"role": "system", "content": "Be kind."}, {"role": "user", "content": "Are you open on Sunday?"}]
USAGE = {"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18}


def with_model(runtime: Runtime, base_url: str = "", key: str | None = KEY, **more: Any) -> Runtime:
    """The same process with another model."""
    secret = SecretStr(key) if key else None
    changes: dict[str, Any] = {"openai_base_url": base_url, "openai_api_key": secret} | more
    settings: Settings = replace(runtime.settings, ai=runtime.settings.ai.model_copy(update=changes))
    return replace(runtime, settings=settings)


@pytest.fixture
async def script() -> AsyncIterator[Scripted]:
    async with scripted_server() as script:
        yield script


@pytest.fixture
async def workspace_id(runtime: Runtime) -> UUID:
    async with runtime.database.transaction() as session:
        return (await make_user(session)).workspace_id


def says(text: str | None, **more: Any) -> dict[str, Any]:
    message = {"role": "assistant", "content": text} | more.pop("message", {})
    choice = {"index": 0, "finish_reason": "stop", "message": message} | more
    return {
        "id": "1",
        "object": "chat.completion",
        "created": 1,
        "model": "small-model-2",
        "choices": [choice],
        "usage": USAGE,
    }


async def ask(runtime: Runtime, workspace_id: UUID, **more: Any) -> ai.Completion:
    options: dict[str, Any] = {"purpose": "test", "messages": QUESTION, "max_output_tokens": 100, "user_id": None}
    return await ai.complete(runtime, workspace_id, **(options | more))


async def uses(session: AsyncSession, workspace_id: UUID) -> list[AiUse]:
    rows = select(AiUse).where(AiUse.workspace_id == workspace_id).order_by(AiUse.created_at, AiUse.id)
    return list((await session.scalars(rows)).all())


@pytest.mark.usefixtures("instagram")
async def test_the_sandboxs_model_answers_and_is_written_down(
    runtime: Runtime, session: AsyncSession, workspace_id: UUID
) -> None:
    completion = await ask(runtime, workspace_id, purpose="automation.reply")

    assert completion.text
    assert completion.model == "autogram-sandbox-text"
    (use,) = await uses(session, workspace_id)
    assert (use.purpose, use.model, use.prompt, use.error) == ("automation.reply", completion.model, QUESTION, None)
    assert (use.input_tokens, use.output_tokens) == (completion.input_tokens, completion.output_tokens)
    assert use.input_tokens
    assert use.cost_micros is None
    assert use.duration_ms >= 0


SANDBOX_FAULTS: list[tuple[dict[str, Any], type[AppError]]] = [
    ({"rate_limited": True}, AiRateLimited),
    ({"status": 500}, AiNotAnswering),
    ({"timeout": 10}, AiTimedOut),
    ({"drop": True}, AiNotAnswering),
    ({"ai": "refusal"}, AiRefused),
    ({"ai": "content_filter"}, AiRefused),
    ({"ai": "empty"}, AiAnswerUnusable),
    ({"ai": "cut"}, AiAnswerUnusable),
]


@pytest.mark.parametrize(("action", "error"), SANDBOX_FAULTS, ids=lambda case: str(case))
async def test_a_bad_answer_is_a_named_problem_and_written_down(
    runtime: Runtime,
    session: AsyncSession,
    workspace_id: UUID,
    instagram: Any,
    action: dict[str, Any],
    error: type[AppError],
) -> None:
    made = instagram.client.post("/_sandbox/faults", json={"match": {"op": "ai.chat"}, "action": action, "times": 1})
    assert made.is_success, made.text
    quick = with_model(runtime, runtime.settings.ai.openai_base_url, openai_timeout_seconds=0.5)

    with pytest.raises(error) as raised:
        await ask(quick, workspace_id)

    (use,) = await uses(session, workspace_id)
    assert use.error == f"{raised.value.code}: {raised.value.detail}"
    assert use.prompt == QUESTION
    # It was asked once: whether to ask again is decided by who asks.
    assert instagram.client.get(f"/_sandbox/faults/{made.json()['id']}").json()["seen"] == 1
    assert (await ask(quick, workspace_id)).text


async def test_without_a_model_nothing_is_asked_or_written_down(
    runtime: Runtime, session: AsyncSession, workspace_id: UUID
) -> None:
    with pytest.raises(AiNotConfigured, match="OPENAI_API_KEY"):
        await ask(with_model(runtime, key=None), workspace_id)

    assert await uses(session, workspace_id) == []


async def test_a_model_at_home_needs_no_key(runtime: Runtime, workspace_id: UUID, script: Scripted) -> None:
    script.will_say(says("  We are. "))

    completion = await ask(with_model(runtime, f"{script.url}/v1", None), workspace_id, temperature=0.2)

    assert completion == ai.Completion("We are.", "small-model-2", 11, 7, None)
    (asked,) = script.asked
    assert asked.startswith("POST /v1/chat/completions ")
    assert '"max_tokens":2100' in asked.replace(" ", "")
    assert '"temperature":0.2' in asked.replace(" ", "")


async def test_a_gateway_that_knows_only_the_newer_word_for_the_limit_gets_it(
    runtime: Runtime, workspace_id: UUID, script: Scripted
) -> None:
    script.will_refuse(param="max_tokens", code="unsupported_parameter", message="Unsupported parameter")
    script.will_say(says("We are."))

    assert (await ask(with_model(runtime, script.url), workspace_id)).text == "We are."

    assert [word in script.asked[1] for word in ("max_completion_tokens", '"max_tokens"')] == [True, False]


REFUSALS: list[tuple[int, dict[str, Any], type[AppError], str]] = [
    (401, {"code": "invalid_api_key", "message": f"Incorrect API key provided: {KEY}"}, AiRefused, "invalid_api_key"),
    (404, {"code": "model_not_found", "message": "The model does not exist"}, AiRefused, "model_not_found"),
    (400, {"code": "context_length_exceeded", "message": "too long"}, AiRefused, "context_length_exceeded"),
    (400, {"code": f"{KEY} is odd", "message": "odd"}, AiRefused, "It answered 400."),
    (429, {"code": "insufficient_quota", "message": "You exceeded your quota"}, AiRateLimited, "insufficient_quota"),
    (503, {"message": "overloaded"}, AiNotAnswering, "It answered 503."),
    (408, {"message": "slow"}, AiTimedOut, "It answered 408."),
]


@pytest.mark.parametrize(("status", "envelope", "error", "words"), REFUSALS, ids=lambda case: str(case)[:30])
async def test_a_refusal_tells_its_code_and_never_its_sentence(
    runtime: Runtime,
    session: AsyncSession,
    workspace_id: UUID,
    script: Scripted,
    status: int,
    envelope: dict[str, Any],
    error: type[AppError],
    words: str,
) -> None:
    script.will_refuse(status, **envelope)

    with pytest.raises(error) as raised:
        await ask(with_model(runtime, script.url), workspace_id)

    assert words in raised.value.detail
    (use,) = await uses(session, workspace_id)
    assert KEY not in str(use.error)
    assert len(script.asked) == 1


@pytest.mark.parametrize(("header", "seconds"), [("7", 7), ("0.5", 1), ("nonsense", 30), ("-1", 30), ("inf", 30)])
async def test_how_long_to_wait_is_what_the_server_says(
    runtime: Runtime, workspace_id: UUID, script: Scripted, header: str, seconds: int
) -> None:
    script.will_say({"error": {"message": "slow down"}}, status=429, retry_after=header)

    with pytest.raises(AiRateLimited) as raised:
        await ask(with_model(runtime, script.url), workspace_id)

    assert raised.value.headers["Retry-After"] == str(seconds)


ODD_ANSWERS: list[Any] = [
    {"raw": "<html>Hello</html>", "content_type": "text/html"},
    {"raw": "{", "content_type": "application/json"},
    {"body": {}},
    {"body": {"choices": []}},
    {"body": {"choices": "none"}},
    {"body": {"choices": [{"message": None}]}},
    {"body": ["a list"]},
    {"body": says(None)},
    {"body": says("  ")},
]


@pytest.mark.parametrize("odd", ODD_ANSWERS, ids=lambda odd: str(odd)[:40])
async def test_an_answer_without_text_is_unusable(
    runtime: Runtime, workspace_id: UUID, script: Scripted, odd: dict[str, Any]
) -> None:
    said = {"content_type": "application/json"} | odd
    script.will_say(said.pop("body", None), **said)

    with pytest.raises(AiAnswerUnusable):
        await ask(with_model(runtime, script.url), workspace_id)


async def test_an_answer_that_does_not_say_what_it_took_still_counts(
    runtime: Runtime, workspace_id: UUID, script: Scripted
) -> None:
    script.will_say({"choices": says("Yes.")["choices"]}, content_type="application/json")

    completion = await ask(with_model(runtime, script.url), workspace_id)

    assert completion == ai.Completion("Yes.", "gpt-5-mini", None, None, None)


async def test_nobody_at_the_address_is_told_so(runtime: Runtime, workspace_id: UUID) -> None:
    port = free_port()

    with pytest.raises(AiNotAnswering) as raised:
        await ask(with_model(runtime, f"http://me:{KEY}@127.0.0.1:{port}/v1"), workspace_id)

    assert raised.value.detail == f"127.0.0.1:{port} cannot be reached (ConnectError)."


async def test_no_transaction_is_open_while_the_model_thinks(
    runtime: Runtime, workspace_id: UUID, monkeypatch: pytest.MonkeyPatch, script: Scripted
) -> None:
    opened: list[int] = []
    real = type(runtime.database).transaction

    def counted(database: Any) -> Any:
        opened.append(len(script.asked))
        return real(database)

    monkeypatch.setattr(type(runtime.database), "transaction", counted)
    script.will_say(says("Yes."))

    await ask(with_model(runtime, script.url), workspace_id)

    # One, and only after the answer.
    assert opened == [1]


def test_a_public_price_is_known_and_a_model_at_home_has_none() -> None:
    assert cost_micros(OPENAI_URL, "gpt-5-mini", 1000, 100) == 450
    assert cost_micros(OPENAI_URL, "no-such-model", 1000, 100) is None
    assert cost_micros("https://models.example.test/v1", "gpt-5-mini", 1000, 100) is None
    assert cost_micros("http://127.0.0.1:11434/v1", "gpt-5-mini", 1000, 100) is None
    assert cost_micros(OPENAI_URL, "gpt-5-mini", None, 100) is None


def test_openai_itself_gets_the_newer_word_for_the_limit() -> None:
    from autogram.content.ai.asking import _word_for_limit

    assert _word_for_limit(OPENAI_URL) == "max_completion_tokens"
    assert _word_for_limit("http://127.0.0.1:11434/v1") == "max_tokens"
