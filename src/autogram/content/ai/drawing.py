"""One picture by the configured model, through the openai SDK."""

import base64
import binascii
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpx2

from autogram.content.ai.asking import Answer, connected
from autogram.content.ai.errors import AiAnswerUnusable, AiNotAnswering
from autogram.core.settings import AiSettings

MOST_BYTES = 30_000_000
# What the names of DALL·E 3 are called by the models after it.
NEWER_SIZES = {"1792x1024": "1536x1024", "1024x1792": "1024x1536"}
NEWER_QUALITIES = {"standard": "medium", "hd": "high"}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture's bytes, as they came."""

    content: bytes
    answer: Answer


async def draw(settings: AiSettings, http: httpx2.AsyncClient, prompt: str, *, size: str, quality: str) -> Drawn:
    """The picture, asked for once; where the model gives only an address, what was there. Raises what `ask` raises."""
    model = settings.openai_image_model
    wish: dict[str, Any] = {"model": model, "prompt": prompt, "n": 1}
    if model.startswith("dall-e"):
        wish |= {"size": size, "quality": quality}
    else:
        wish |= {"size": NEWER_SIZES.get(size, size), "quality": NEWER_QUALITIES[quality]}
    async with connected(settings, http) as client:
        found = await client.images.generate(**wish)
        data = getattr(found, "data", None)
        first = data[0] if isinstance(data, list) and data else None
        content = await _content(http, first, settings.openai_timeout_seconds)
    usage = getattr(found, "usage", None)
    counted = (getattr(usage, "input_tokens", None), getattr(usage, "output_tokens", None))
    return Drawn(content, Answer("", model, *counted))


async def _content(http: httpx2.AsyncClient, first: Any, seconds: float) -> bytes:
    encoded, address = getattr(first, "b64_json", None), getattr(first, "url", None)
    if isinstance(encoded, str):
        try:
            return base64.b64decode(encoded, validate=True)
        except binascii.Error:
            raise AiAnswerUnusable("There is no picture in it.") from None
    if not isinstance(address, str) or urlsplit(address).scheme not in {"http", "https"}:
        raise AiAnswerUnusable("There is no picture in it.")
    return await _fetched(http, address, seconds)


async def _fetched(http: httpx2.AsyncClient, address: str, seconds: float) -> bytes:
    """What is there now; tomorrow it may be gone."""
    received = bytearray()
    try:
        async with http.stream("GET", address, timeout=seconds) as answer:
            if answer.status_code != 200:
                raise AiAnswerUnusable(f"Its picture cannot be fetched ({answer.status_code}).")
            async for part in answer.aiter_bytes():
                received += part
                if len(received) > MOST_BYTES:
                    raise AiAnswerUnusable("Its picture is too large.")
    except httpx2.HTTPError as error:
        raise AiNotAnswering(f"Its picture cannot be fetched ({type(error).__name__}).") from None
    return bytes(received)
