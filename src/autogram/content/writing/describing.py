"""Alternative texts, by models that see."""

import asyncio
import base64
import io
from uuid import UUID

from pydantic import BaseModel

from autogram.content.ai.errors import AiAnswerUnusable
from autogram.content.ai.service import complete_shaped
from autogram.content.models import MediaKind
from autogram.content.schemas import MediaItem
from autogram.content.service import get_media
from autogram.content.storage import media_store
from autogram.content.writing.captions import shortened
from autogram.content.writing.prompts import SYSTEM_WRITER
from autogram.content.writing.schemas import Asker, Described, DescribeWish, Usage
from autogram.core.runtime import Runtime

LONGEST = 1000
SIDE = 768


class _AltText(BaseModel):
    alt_text: str


async def describe(runtime: Runtime, wish: DescribeWish, asker: Asker) -> Described:
    """What the picture shows; of a video, its first picture. Raises `MediaNotFound` and what `complete` raises."""
    picture = await _picture(runtime, asker.workspace_id, wish.media_id)
    language = f"Write in this language: {wish.language}." if wish.language else "Write in English."
    rules = (
        f"{SYSTEM_WRITER}\n\nWrite the alternative text of the picture for people who do not see it: what it shows, in "
        f"one or two sentences, without guessing who people are, beginning with what matters. {language}"
    )
    shown = {"type": "image_url", "image_url": {"url": picture, "detail": "low"}}
    answer, completion = await complete_shaped(
        runtime,
        asker.workspace_id,
        _AltText,
        user_id=asker.user_id,
        purpose=asker.purpose,
        messages=[
            {"role": "system", "content": rules},
            {"role": "user", "content": [{"type": "text", "text": "The picture:"}, shown]},
        ],
        max_output_tokens=400,
    )
    text = shortened(answer.alt_text.strip(), LONGEST)
    if not text:
        raise AiAnswerUnusable("There is no text in it.")
    return Described(media_id=wish.media_id, alt_text=text, **Usage.figures(completion))


async def _picture(runtime: Runtime, workspace_id: UUID, media_id: UUID) -> str:
    """The picture, small, as a data URL: the model's server need not reach us."""
    async with runtime.database.reading() as session:
        [item] = await get_media(session, workspace_id, [media_id], settings=runtime.settings)
    _, parts = await media_store(runtime.settings).read(_file_of(item))
    content = b"".join([part async for part in parts])
    small = await asyncio.to_thread(_scaled_down, content)
    return f"data:image/jpeg;base64,{base64.b64encode(small).decode()}"


def _file_of(item: MediaItem) -> str:
    return item.file_name if item.kind is MediaKind.IMAGE else item.thumbnail_name


def _scaled_down(content: bytes) -> bytes:
    from PIL import Image

    with Image.open(io.BytesIO(content)) as picture:
        picture.thumbnail((SIDE, SIDE))
        file = io.BytesIO()
        picture.convert("RGB").save(file, "JPEG", quality=80)
    return file.getvalue()
