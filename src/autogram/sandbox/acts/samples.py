"""Something to send for those who have nothing: a picture, a sound, a film, a document."""

from typing import Any

from autogram.sandbox.acts.kinds import Attachment
from autogram.sandbox.world import World

ENDINGS = {"image": "jpg", "video": "mp4", "audio": "wav", "file": "pdf"}
# What is inside each of Instagram's own kinds.
INSIDE = {"share": "image", "story_mention": "image", "ig_reel": "video", "reel": "video", "ig_post": "image"}


def address(world: World, kind: str) -> str:
    """Where the sample of a kind is served."""
    return f"{world.public_url}/_sandbox/samples/sample.{ENDINGS[INSIDE.get(kind, kind)]}"


def attachment(world: World, given: Attachment) -> dict[str, Any]:
    """An attachment as webhooks show it."""
    if given.payload is not None:
        return {"type": given.type, "payload": given.payload}
    if given.type == "ephemeral":
        return {"type": "ephemeral"}
    if given.type in ("template", "unsupported_type"):
        return {"type": given.type, "payload": {}}
    payload: dict[str, Any] = {"url": given.url or address(world, given.type)}
    if given.type in ("ig_reel", "reel"):
        payload |= {"reel_video_id": world.new_id("media"), "title": "A reel"}
    if given.type == "ig_post":
        payload |= {"ig_post_media_id": world.new_id("media"), "title": "A post"}
    return {"type": given.type, "payload": payload}
