"""Pictures drawn by the model, in the library at once."""

from autogram.content.ai.drawing import draw
from autogram.content.ai.errors import AiAnswerUnusable
from autogram.content.ai.service import Completion, guessed_tokens, noted
from autogram.content.errors import MediaNotReadable, MediaTypeNotSupported
from autogram.content.models import AiUse
from autogram.content.schemas import UploadDetails
from autogram.content.service import add_bytes
from autogram.content.writing.schemas import Asker, Picture, PictureWish, Usage
from autogram.core.runtime import Runtime

PICTURE_TOKENS = 7_000


async def draw_picture(runtime: Runtime, wish: PictureWish, asker: Asker) -> Picture:
    """The picture is drawn, and in the media library. Raises what `complete` and `add_bytes` raise."""
    settings = runtime.settings.ai
    prompt = prompt_of(wish)
    question = [{"role": "user", "content": prompt}]
    use = AiUse(
        workspace_id=asker.workspace_id,
        user_id=asker.user_id,
        purpose=asker.purpose,
        model=settings.openai_image_model,
        prompt=question,
    )
    async with noted(runtime, use, tokens_at_most=(guessed_tokens(question), PICTURE_TOKENS)) as note:
        drawn = await draw(settings, runtime.http, prompt, size=wish.size, quality=wish.quality)
        note.answer = drawn.answer
    try:
        added = await add_bytes(
            runtime,
            drawn.content,
            workspace_id=asker.workspace_id,
            name=f"{wish.prompt[:60]}.png",
            details=UploadDetails(purpose="ai", alt_text=wish.prompt[:1000]),
            created_by=asker.user_id,
        )
    except (MediaNotReadable, MediaTypeNotSupported):
        raise AiAnswerUnusable("The picture that came cannot be opened.") from None
    answer = drawn.answer
    made = Completion("", answer.model, answer.input_tokens, answer.output_tokens, note.cost_micros, use.duration_ms)
    return Picture(
        media_id=added.item.id,
        image_url=added.item.url,
        prompt_used=prompt,
        size=wish.size,
        quality=wish.quality,
        **Usage.figures(made),
    )


def prompt_of(wish: PictureWish) -> str:
    """The wish in words."""
    more = {"Style": wish.style, "Lighting": wish.lighting, "Background": wish.background}
    lines = [wish.prompt, *(f"{name}: {value}." for name, value in more.items() if value)]
    return "\n".join(lines)
