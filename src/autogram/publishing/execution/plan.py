"""What Instagram will be handed for a post, parameter by parameter; kept in the receipt."""

import hashlib
import json
from typing import Any
from uuid import UUID

from autogram.content.service import MediaItem
from autogram.publishing.models import Post, PostType
from autogram.publishing.schemas import PostMedia
from autogram.publishing.validation import full_caption


def make_plan(post: Post, items: dict[UUID, MediaItem]) -> dict[str, Any]:
    """`children` and `container` hold form parameters; the digests prove later what was sent."""
    media = [PostMedia.model_validate(entry) for entry in post.media]
    children: list[dict[str, str]] = []
    if post.post_type is PostType.CAROUSEL:
        children = [_media_parameters(entry, items[entry.media_id], child=True) for entry in media]
        container = {"media_type": "CAROUSEL"}
    else:
        story = post.post_type is PostType.STORY
        container = _media_parameters(media[0], items[media[0].media_id], story=story) | _kind(post, items)
    container |= _common(post, items)
    return {
        "container": container,
        "children": children,
        "first_comment": post.first_comment,
        "media": [{"id": str(e.media_id), "sha256": items[e.media_id].sha256} for e in media],
        "caption_sha256": hashlib.sha256(container.get("caption", "").encode()).hexdigest(),
        "check_urls": [items[entry.media_id].url for entry in media],
    }


def _media_parameters(entry: PostMedia, item: MediaItem, *, child: bool = False, story: bool = False) -> dict[str, str]:
    is_video = item.kind == "video"
    parameters = {"video_url" if is_video else "image_url": item.url}
    takes_alt_text = not is_video and not story
    if child:
        parameters["is_carousel_item"] = "true"
        if is_video:
            parameters["media_type"] = "VIDEO"
    alt_text = entry.alt_text or item.alt_text
    if alt_text and takes_alt_text:
        parameters["alt_text"] = alt_text
    if entry.user_tags:
        tags = [tag.model_dump(exclude_none=True) for tag in entry.user_tags]
        parameters["user_tags"] = json.dumps(tags, separators=(",", ":"))
    return parameters


def _kind(post: Post, items: dict[UUID, MediaItem]) -> dict[str, str]:
    if post.post_type is PostType.STORY:
        return {"media_type": "STORIES"}
    if post.post_type is PostType.PHOTO:
        return {}
    parameters = {"media_type": "REELS", "share_to_feed": "true" if post.share_to_feed else "false"}
    if post.cover_media_id:
        parameters["cover_url"] = items[post.cover_media_id].url
    elif post.thumb_offset_ms is not None:
        parameters["thumb_offset"] = str(post.thumb_offset_ms)
    return parameters


def _common(post: Post, items: dict[UUID, MediaItem]) -> dict[str, str]:
    parameters: dict[str, str] = {}
    caption = full_caption(post.caption, post.hashtags)
    if caption:
        parameters["caption"] = caption
    if post.collaborators:
        parameters["collaborators"] = json.dumps(post.collaborators)
    if post.location_id:
        parameters["location_id"] = post.location_id
    if post.is_ai_generated:
        parameters["is_ai_generated"] = "true"
    return parameters
