"""`POST /v1/chat/completions`, whole or as a stream."""

import json
from collections.abc import AsyncIterator
from typing import Any

from starlette.responses import Response, StreamingResponse

from autogram.sandbox.ai import writer
from autogram.sandbox.ai.errors import check_key, invalid
from autogram.sandbox.ai.filling import Filling
from autogram.sandbox.ai.lists import listed
from autogram.sandbox.ai.topic import Topic, text_of
from autogram.sandbox.graph.call import Call
from autogram.sandbox.graph.errors import Json

TEXT_MODEL, IMAGE_MODEL = "autogram-sandbox-text", "autogram-sandbox-image"
LETTERS_PER_TOKEN = 4
MOST_CHOICES = 8
REFUSAL = "I'm sorry, but I can't help with that."


async def models(call: Call) -> Json:
    """`GET /v1/models`: what is here. Every other name is understood too, and answered by these."""
    check_key(call)
    names = (TEXT_MODEL, IMAGE_MODEL)
    data = [{"id": name, "object": "model", "created": 1_760_000_000, "owned_by": "autogram"} for name in names]
    return {"object": "list", "data": data}


async def complete(call: Call) -> Json | Response:
    """Write an answer; the same messages are always answered the same."""
    check_key(call)
    messages = call.params.json("messages") if "messages" in call.params else None
    if not isinstance(messages, list) or not messages:
        raise invalid("Invalid type for 'messages': expected an array of objects.")
    if not call.params.text("model"):
        raise invalid("you must provide a model parameter")
    count = max(1, min(call.params.number("n", 1), MOST_CHOICES))
    choices = [_choice(call, messages, index) for index in range(count)]
    prompt_tokens = sum(tokens_in(text_of(message)) + 4 for message in messages)
    written = sum(tokens_in(str(choice["message"]["content"] or choice["message"]["refusal"])) for choice in choices)
    head = {
        "id": f"chatcmpl-sandbox-{call.world.new_id('completion')}",
        "created": int(call.world.clock.now()),
        "model": TEXT_MODEL,
    }
    usage = {"prompt_tokens": prompt_tokens, "completion_tokens": written, "total_tokens": prompt_tokens + written}
    if call.params.flag("stream"):
        options = call.params.json("stream_options") if "stream_options" in call.params else {}
        has_usage = isinstance(options, dict) and bool(options.get("include_usage"))
        return StreamingResponse(_stream(head, choices, usage if has_usage else None), media_type="text/event-stream")
    return head | {"object": "chat.completion", "choices": choices, "usage": usage}


def tokens_in(text: str) -> int:
    """About four letters are a token."""
    return -(-len(text) // LETTERS_PER_TOKEN)


def _choice(call: Call, messages: list[Any], index: int) -> Json:
    content, finish, refusal = _written(call, messages, index), "stop", None
    if call.twist == "refusal":
        content, refusal = "", REFUSAL
    elif call.twist == "content_filter":
        content, finish = "", "content_filter"
    elif call.twist == "malformed":
        content = '{"' + content[: len(content) // 2]
    elif call.twist == "empty":
        content = ""
    limit = call.params.number("max_completion_tokens", call.params.number("max_tokens", 0)) * LETTERS_PER_TOKEN
    if call.twist == "cut":
        limit = len(content) // 2
    if 0 < limit < len(content):
        content, finish = content[:limit], "length"
    message: Json = {
        "role": "assistant",
        "content": None if refusal else content,
        "refusal": refusal,
        "annotations": [],
    }
    return {"index": index, "message": message, "finish_reason": finish, "logprobs": None}


def _written(call: Call, messages: list[Any], index: int) -> str:
    asked = [text_of(message) for message in messages if isinstance(message, dict) and message.get("role") == "user"]
    topic = Topic(asked[-1] if asked else text_of(messages[-1]), index)
    wish = call.params.json("response_format") if "response_format" in call.params else None
    texts = listed("\n".join(text_of(message) for message in messages), topic)
    if not isinstance(wish, dict):
        return texts or writer.text(topic, index)
    kind = wish.get("type")
    if kind == "json_schema":
        described = wish.get("json_schema")
        schema = described.get("schema") if isinstance(described, dict) else None
        if not isinstance(schema, dict):
            raise invalid("Missing required parameter: 'response_format.json_schema.schema'.")
        return texts or json.dumps(Filling(schema, topic).value(), ensure_ascii=False)
    if kind == "json_object":
        return json.dumps({"text": writer.text(topic, index), "hashtags": [f"#{word}" for word in topic.words]})
    return writer.text(topic, index)


async def _stream(head: Json, choices: list[Json], usage: Json | None) -> AsyncIterator[str]:
    """The chunks of a stream: first the role, then the words, then why it ended."""

    def event(index: int, delta: Json, finish: str | None = None) -> str:
        choice = {"index": index, "delta": delta, "finish_reason": finish, "logprobs": None}
        return f"data: {json.dumps(head | {'object': 'chat.completion.chunk', 'choices': [choice]})}\n\n"

    for choice in choices:
        index, message = choice["index"], choice["message"]
        yield event(index, {"role": "assistant", "content": ""})
        if message["refusal"]:
            yield event(index, {"refusal": message["refusal"]})
        for word in (message["content"] or "").split(" "):
            yield event(index, {"content": f"{word} "})
        yield event(index, {}, choice["finish_reason"])
    if usage:
        yield f"data: {json.dumps(head | {'object': 'chat.completion.chunk', 'choices': [], 'usage': usage})}\n\n"
    yield "data: [DONE]\n\n"
