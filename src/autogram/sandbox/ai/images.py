"""`POST /v1/images/generations`: a drawn picture, the same for the same prompt."""

import asyncio
import base64
import io
from typing import Any

from autogram.sandbox.ai.chat import tokens_in
from autogram.sandbox.ai.errors import check_key, invalid
from autogram.sandbox.ai.topic import Topic
from autogram.sandbox.graph.call import Call
from autogram.sandbox.graph.errors import GraphError, Json
from autogram.sandbox.publishing.fetching import Library

SIZES = ("1024x1024", "1536x1024", "1024x1536", "1792x1024", "1024x1792", "512x512", "256x256", "auto")
FORMATS = {"png": "PNG", "jpeg": "JPEG", "webp": "WEBP"}
ENDINGS = {"png": "png", "jpeg": "jpg", "webp": "webp"}
MOST_PICTURES = 10


class Drawing:
    """Draws, and keeps what is asked for as an address."""

    def __init__(self, library: Library) -> None:
        self.library = library

    async def generate(self, call: Call) -> Json:
        """Draw `n` pictures; `b64_json` by default, `url` for those who ask and for DALL·E's names."""
        check_key(call)
        prompt = call.params.text("prompt")
        if not prompt:
            raise invalid("Missing required parameter: 'prompt'.")
        if call.twist in ("refusal", "content_filter"):
            raise GraphError(
                0,
                "Your request was rejected by the safety system.",
                kind="image_generation_user_error",
                status=400,
                title="moderation_blocked",
            )
        size, ending = call.params.text("size", "auto"), call.params.text("output_format", "png")
        if size not in SIZES or ending not in FORMATS:
            raise invalid(f"Invalid value: supported sizes are {', '.join(SIZES)}; formats {', '.join(FORMATS)}.")
        count = max(1, min(call.params.number("n", 1), MOST_PICTURES))
        width, height = (int(side) for side in ("1024x1024" if size == "auto" else size).split("x"))
        is_linked = call.params.text("response_format") == "url" or (
            call.params.text("model").startswith("dall-e") and "response_format" not in call.params
        )
        data = [await self._picture(call, prompt, index, width, height, ending, is_linked) for index in range(count)]
        used, made = tokens_in(prompt), 1_056 * count
        usage = {
            "input_tokens": used,
            "output_tokens": made,
            "total_tokens": used + made,
            "input_tokens_details": {"text_tokens": used, "image_tokens": 0},
        }
        return {"created": int(call.world.clock.now()), "data": data, "output_format": ending, "usage": usage}

    async def _picture(
        self, call: Call, prompt: str, index: int, width: int, height: int, ending: str, is_linked: bool
    ) -> dict[str, Any]:
        drawn = await asyncio.to_thread(draw, Topic(prompt, index), width, height, FORMATS[ending])
        if call.twist == "malformed":
            drawn = drawn[: len(drawn) // 2]
        if not is_linked:
            return {"b64_json": base64.b64encode(drawn).decode()}
        digest = self.library.keep(drawn)
        return {"url": f"{call.world.public_url}/_sandbox/files/{digest}.{ENDINGS[ending]}"}


def draw(topic: Topic, width: int, height: int, format: str) -> bytes:
    """Hills under a sky, in colours that follow from the prompt, with its words at the bottom."""
    from PIL import Image, ImageColor, ImageDraw, ImageFont

    hue = topic.number % 360
    picture = Image.new("RGB", (width, height))
    canvas = ImageDraw.Draw(picture)
    for row in range(height):
        lightness = 88 - 40 * row // height
        canvas.line((0, row, width, row), fill=ImageColor.getrgb(f"hsl({hue},65%,{lightness}%)"))
    sun = width // (4 + topic.number % 4)
    left = (topic.number // 360) % (width - sun)
    canvas.ellipse(
        (left, height // 8, left + sun, height // 8 + sun), fill=ImageColor.getrgb(f"hsl({hue + 40},90%,80%)")
    )
    for layer in range(3):
        top = height * (5 + layer) // 9
        middle = (topic.number // (7 + layer * 5)) % width
        colour = ImageColor.getrgb(f"hsl({(hue + 90 + layer * 25) % 360},35%,{46 - layer * 10}%)")
        reach = width * (3 - layer) // 2
        canvas.ellipse((middle - reach, top, middle + reach, top + height * 2), fill=colour)
    font = ImageFont.load_default(size=max(12, width // 26))
    words = " · ".join(topic.words[:3])
    canvas.text((width // 2, height - height // 12), words, fill="white", font=font, anchor="mm")
    file = io.BytesIO()
    picture.save(file, format)
    return file.getvalue()
