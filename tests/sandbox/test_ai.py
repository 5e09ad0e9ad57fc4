"""OpenAI's own SDK, unmodified, writes and draws through the sandbox."""

import base64
import io
import json
from collections.abc import Iterator
from typing import Any

import httpx2
import openai
import pytest
from PIL import Image
from pydantic import BaseModel, Field

from .conftest import Sandbox

PROMPT = [
    {"role": "system", "content": "You write captions."},
    {"role": "user", "content": "Write a caption about sourdough bread from a harbour bakery"},
]


class Idea(BaseModel):
    caption: str
    hashtags: list[str] = Field(min_length=2, max_length=4)
    score: int = Field(ge=1, le=5)
    language: str | None
    parts: list["Idea"] | None = Field(default=None)


class Ideas(BaseModel):
    ideas: list[Idea]


@pytest.fixture
def ai(sandbox: Sandbox) -> Iterator[openai.OpenAI]:
    base_url = f"{sandbox.server.url}/api.openai.com/v1"
    with openai.OpenAI(base_url=base_url, api_key="any", max_retries=0) as client:
        yield client


def test_the_same_prompt_is_always_answered_the_same_and_about_its_words(ai: openai.OpenAI):
    first = ai.chat.completions.create(model="gpt-5-mini", messages=PROMPT)
    second = ai.chat.completions.create(model="other", messages=PROMPT)

    assert first.model == "autogram-sandbox-text"
    assert first.choices[0].message.content == second.choices[0].message.content
    assert any(word in str(first.choices[0].message.content).lower() for word in ("sourdough", "bread", "harbour"))
    assert first.usage is not None
    assert first.usage.total_tokens == first.usage.prompt_tokens + first.usage.completion_tokens


def test_a_schema_is_filled(ai: openai.OpenAI):
    answer = ai.chat.completions.parse(model="gpt-5-mini", messages=PROMPT, response_format=Ideas)

    parsed = answer.choices[0].message.parsed
    assert parsed is not None
    idea = parsed.ideas[0]
    assert 2 <= len(idea.hashtags) <= 4
    assert all(tag.startswith("#") for tag in idea.hashtags)
    assert 1 <= idea.score <= 5


def test_a_list_that_is_asked_for_in_words_is_written_with_or_without_a_schema(ai: openai.OpenAI):
    asked = 'Answer with {"comments": ["…"]}: exactly 5 different texts of at most 30 characters.'
    messages: Any = [{"role": "system", "content": asked}, {"role": "user", "content": "Sourdough with rosemary"}]
    schema = {"type": "object", "properties": {"comments": {"type": "array", "items": {"type": "string"}}}}
    form: Any = {"type": "json_schema", "json_schema": {"name": "answer", "schema": schema}}

    for options in ({}, {"response_format": form}):
        reply = ai.chat.completions.create(model="m", messages=messages, **options)
        texts = json.loads(reply.choices[0].message.content or "")["comments"]
        assert (len(texts), len(set(texts)), max(map(len, texts)) <= 30) == (5, 5, True)


def test_several_choices_differ_and_a_stream_says_the_same_as_the_whole(ai: openai.OpenAI):
    both = ai.chat.completions.create(model="m", messages=PROMPT, n=2)
    assert both.choices[0].message.content != both.choices[1].message.content

    options = {"include_usage": True}
    chunks = list(ai.chat.completions.create(model="m", messages=PROMPT, stream=True, stream_options=options))

    text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)
    assert text.strip() == both.choices[0].message.content
    assert chunks[-1].usage is not None


def test_a_long_answer_is_cut_where_the_caller_wants_it(ai: openai.OpenAI):
    answer = ai.chat.completions.create(model="m", messages=PROMPT, max_completion_tokens=3)

    assert answer.choices[0].finish_reason == "length"
    assert len(str(answer.choices[0].message.content)) == 12


def test_a_picture_is_drawn_inline_or_behind_an_address(ai: openai.OpenAI, sandbox: Sandbox):
    inline = ai.images.generate(model="gpt-image-1", prompt="harbour at dawn", size="1536x1024", output_format="jpeg")
    assert inline.data is not None
    with Image.open(io.BytesIO(base64.b64decode(str(inline.data[0].b64_json)))) as picture:
        assert (picture.format, picture.size) == ("JPEG", (1536, 1024))

    linked = ai.images.generate(model="dall-e-3", prompt="harbour at dawn", response_format="url")
    assert linked.data is not None
    with Image.open(io.BytesIO(httpx2.get(str(linked.data[0].url), trust_env=False).content)) as picture:
        assert picture.size == (1024, 1024)


def test_without_a_key_nothing_is_answered(sandbox: Sandbox):
    reply = sandbox.client.post("/api.openai.com/v1/chat/completions", json={"model": "m", "messages": PROMPT})

    assert reply.status_code == 401
    assert "API key" in reply.json()["error"]["message"]


def test_models_are_listed_and_wrong_requests_are_refused(ai: openai.OpenAI):
    assert [model.id for model in ai.models.list()] == ["autogram-sandbox-text", "autogram-sandbox-image"]
    with pytest.raises(openai.BadRequestError):
        ai.chat.completions.create(model="m", messages=[])
    with pytest.raises(openai.BadRequestError):
        ai.images.generate(prompt="x", size="1x1")  # type: ignore[call-overload]


def test_faults_look_as_the_sdk_expects_them(ai: openai.OpenAI, sandbox: Sandbox):
    def order(**action: object) -> None:
        sandbox.control("POST", "faults", {"match": {"op": "ai.chat"}, "action": action})

    order(rate_limited=True)
    with pytest.raises(openai.RateLimitError) as limited:
        ai.chat.completions.create(model="m", messages=PROMPT)
    assert limited.value.code == "rate_limit_exceeded"
    order(status=500)
    with pytest.raises(openai.InternalServerError):
        ai.chat.completions.create(model="m", messages=PROMPT)
    order(timeout=True)
    with pytest.raises(openai.APITimeoutError):
        ai.chat.completions.create(model="m", messages=PROMPT, timeout=0.2)
    order(ai="refusal")
    refused = ai.chat.completions.create(model="m", messages=PROMPT).choices[0].message
    assert (refused.content, bool(refused.refusal)) == (None, True)
    order(ai="content_filter")
    assert ai.chat.completions.create(model="m", messages=PROMPT).choices[0].finish_reason == "content_filter"
    order(ai="malformed")
    with pytest.raises(ValueError, match="Invalid JSON"):
        ai.chat.completions.parse(model="m", messages=PROMPT, response_format=Ideas)
