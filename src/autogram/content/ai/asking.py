"""One question to the configured model, through the openai SDK."""

import asyncio
import re
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import httpx2

from autogram.content.ai.errors import (
    AiAnswerUnusable,
    AiNotAnswering,
    AiNotConfigured,
    AiRateLimited,
    AiRefused,
    AiTimedOut,
)
from autogram.content.ai.pricing import OPENAI_URL
from autogram.core.errors import AppError
from autogram.core.settings import AiSettings

if TYPE_CHECKING:
    import openai
    from openai.types.chat import ChatCompletion

# Servers of one's own ask for no key, but the SDK does.
NO_KEY = "none"
USUAL_WAIT_SECONDS, LONGEST_WAIT_SECONDS = 30.0, 86_400.0
NEWER_WORD, OLDER_WORD = "max_completion_tokens", "max_tokens"
CODE = re.compile(r"[a-z0-9_.-]{1,60}")
# Models that think before they write use some of their tokens for it; without these they end before the first word.
TOKENS_TO_THINK = 2000


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model wrote, and how many tokens that took, if it says so."""

    text: str
    model: str
    input_tokens: int | None
    output_tokens: int | None


def base_url_of(settings: AiSettings) -> str:
    """Where the model is. Raises `AiNotConfigured`."""
    if settings.openai_base_url:
        return settings.openai_base_url
    if settings.openai_api_key is None:
        raise AiNotConfigured("Set OPENAI_API_KEY, or OPENAI_BASE_URL for a model of your own.")
    return OPENAI_URL


@asynccontextmanager
async def connected(settings: AiSettings, http: httpx2.AsyncClient) -> AsyncIterator["openai.AsyncOpenAI"]:
    """A client of the configured server, over the process's own connections; nothing is ever repeated.

    Inside the block what the SDK raises becomes one of our errors. Raises `AiNotConfigured`, `AiRefused`,
    `AiNotAnswering`, `AiTimedOut`, `AiRateLimited`, `AiAnswerUnusable`.
    """
    base_url = base_url_of(settings)
    # Takes half a second and 25 MB: not loaded before somebody asks a model, and not while everybody else waits.
    await asyncio.to_thread(import_module, "openai")
    import openai

    key = settings.openai_api_key.get_secret_value() if settings.openai_api_key else NO_KEY
    client = openai.AsyncOpenAI(
        api_key=key,
        base_url=base_url,
        http_client=http,
        max_retries=0,
        timeout=settings.openai_timeout_seconds,
    )
    try:
        async with asyncio.timeout(settings.openai_timeout_seconds):
            yield client
    except (openai.APITimeoutError, TimeoutError):
        raise AiTimedOut(f"Nothing came in {settings.openai_timeout_seconds:g} seconds.") from None
    except openai.APIStatusError as error:
        raise _refusal(error) from None
    except openai.APIConnectionError as error:
        reason = type(error.__cause__).__name__ if error.__cause__ else "no connection"
        # Without user and password, which an address may hold.
        server = urlsplit(base_url).netloc.rpartition("@")[2]
        raise AiNotAnswering(f"{server} cannot be reached ({reason}).") from None
    except (openai.OpenAIError, ValueError) as error:
        raise AiAnswerUnusable(f"The answer is not what a model sends ({type(error).__name__}).") from None


async def ask(
    settings: AiSettings,
    http: httpx2.AsyncClient,
    messages: Sequence[Mapping[str, Any]],
    *,
    max_output_tokens: int,
    temperature: float | None,
    schema: Mapping[str, Any] | None = None,
) -> Answer:
    """The model's answer; with `schema` (JSON Schema, every property required) it should be JSON of that form.

    Servers that do not know how to be held to a form are asked again without, so the messages must describe it too.
    Raises what `connected` raises.
    """
    base_url = base_url_of(settings)
    options: dict[str, Any] = {"model": settings.openai_text_model, "messages": list(messages)}
    if temperature is not None:
        options["temperature"] = temperature
    if schema is not None:
        form = {"name": "answer", "strict": True, "schema": schema}
        options["response_format"] = {"type": "json_schema", "json_schema": form}
    async with connected(settings, http) as client:
        answer = await _create(client, options, _word_for_limit(base_url), max_output_tokens + TOKENS_TO_THINK)
    return _understood(answer, settings.openai_text_model)


def _word_for_limit(base_url: str) -> str:
    """OpenAI's newer models refuse the older word; Ollama and LM Studio know no other, and ignore the newer."""
    return NEWER_WORD if base_url == OPENAI_URL else OLDER_WORD


async def _create(client: "openai.AsyncOpenAI", options: dict[str, Any], word: str, tokens: int) -> "ChatCompletion":
    """The answer. Who refuses the older word for the limit, or the form, is asked again with the newer, or without."""
    import openai

    try:
        return await _once(client, options | {word: tokens})
    except openai.BadRequestError as error:
        if word != NEWER_WORD and error.param == word:
            return await _create(client, options, NEWER_WORD, tokens)
        if (
            "response_format" not in options
            or (error.param or "response_format").partition(".")[0] != "response_format"
        ):
            raise
    except openai.UnprocessableEntityError:
        if "response_format" not in options:
            raise
    plain = {name: value for name, value in options.items() if name != "response_format"}
    return await _create(client, plain, word, tokens)


async def _once(client: "openai.AsyncOpenAI", options: dict[str, Any]) -> "ChatCompletion":
    answer: ChatCompletion = await client.chat.completions.create(**options)
    return answer


def _refusal(error: "openai.APIStatusError") -> AppError:
    """The server's answer as one of ours. Its sentences may repeat the key or the question: only its code is kept."""
    code = error.code if error.code and CODE.fullmatch(error.code) else None
    said = f"It answered {error.status_code}" + (f" ({code})." if code else ".")
    if error.status_code == 429:
        return AiRateLimited(_wait_seconds(error), said)
    if error.status_code in {408, 504}:
        return AiTimedOut(said)
    if error.status_code >= 500:
        return AiNotAnswering(said)
    return AiRefused(said)


def _wait_seconds(error: "openai.APIStatusError") -> float:
    try:
        wanted = float(error.response.headers["retry-after"])
    except (KeyError, ValueError):
        return USUAL_WAIT_SECONDS
    return wanted if 0 < wanted <= LONGEST_WAIT_SECONDS else USUAL_WAIT_SECONDS


def _understood(answer: "ChatCompletion", asked_model: str) -> Answer:
    """The text in it. The SDK does not check what servers send, so nothing is taken for granted."""
    choices = getattr(answer, "choices", None)
    choice = choices[0] if isinstance(choices, list) and choices else None
    message, end = getattr(choice, "message", None), getattr(choice, "finish_reason", None)
    if getattr(message, "refusal", None) or end == "content_filter":
        raise AiRefused("The model declined to answer this.")
    text = getattr(message, "content", None)
    if not isinstance(text, str) or not text.strip():
        raise AiAnswerUnusable("There is no text in it.")
    if end == "length":
        raise AiAnswerUnusable("It was cut off in the middle, at the limit of its length.")
    usage = getattr(answer, "usage", None)
    return Answer(
        text.strip(),
        getattr(answer, "model", None) or asked_model,
        getattr(usage, "prompt_tokens", None),
        getattr(usage, "completion_tokens", None),
    )
