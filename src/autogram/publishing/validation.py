"""Instagram's limits, checked when a post is saved, with the reason per field.

https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/media
"""

import re
from collections.abc import Iterator, Sequence
from uuid import UUID

from autogram.content import service as content
from autogram.core.errors import FieldError
from autogram.publishing.models import Post, PostType
from autogram.publishing.schemas import PostMedia

MAX_CAPTION, MAX_HASHTAGS, MAX_MENTIONS = 2200, 30, 20
HASHTAG = re.compile(r"#[^\s#@.,!?;:()\[\]{}\"']+")
MENTION = re.compile(r"(?<![\w.])@[A-Za-z0-9_](?:[A-Za-z0-9._]*[A-Za-z0-9_])?")


Items = dict[UUID, content.MediaItem]


def full_caption(caption: str, hashtags: Sequence[str]) -> str:
    """The caption as it is sent: the text, an empty line, the hashtags."""
    return "\n\n".join(part for part in (caption.strip(), " ".join(hashtags)) if part)


def faults(post: Post, media: Sequence[PostMedia], items: Items, *, complete: bool) -> list[FieldError]:
    """Everything Instagram would refuse. With `complete`, also what is still missing."""
    found = [*_caption_faults(post), *_media_count_faults(post, media, complete=complete)]
    for index, entry in enumerate(media):
        found += _item_faults(post, entry, items[entry.media_id], f"media.{index}", single=len(media) == 1)
    found += [*_story_faults(post), *_cover_faults(post, media, items)]
    return found


def _caption_faults(post: Post) -> Iterator[FieldError]:
    text = full_caption(post.caption, post.hashtags)
    if len(text) > MAX_CAPTION:
        yield FieldError("caption", f"has {len(text)} characters with its hashtags; Instagram allows {MAX_CAPTION}")
    hashtags = len(HASHTAG.findall(text))
    if hashtags > MAX_HASHTAGS:
        yield FieldError("hashtags", f"{hashtags} with those in the caption; Instagram allows {MAX_HASHTAGS}")
    mentions = len(MENTION.findall(text))
    if mentions > MAX_MENTIONS:
        yield FieldError("caption", f"mentions {mentions} people; Instagram allows {MAX_MENTIONS}")


def _media_count_faults(post: Post, media: Sequence[PostMedia], *, complete: bool) -> Iterator[FieldError]:
    count = len(media)
    if not count:
        if complete:
            yield FieldError("media", "add a picture or video before scheduling")
        return
    if post.post_type is PostType.CAROUSEL:
        if count > 10 or (count < 2 and complete):
            yield FieldError("media", f"a carousel has 2 to 10 items, not {count}")
    elif count > 1:
        yield FieldError("media", f"a {post.post_type.value} has one item, not {count}; use a carousel for more")
    if len({entry.media_id for entry in media}) < count:
        yield FieldError("media", "the same item stands twice")


def _use(post_type: PostType, kind: str) -> content.MediaUseCase | None:
    """The media library's word for this use; None if such an item cannot be used there."""
    return {
        (PostType.PHOTO, "image"): content.MediaUseCase.FEED_IMAGE,
        (PostType.VIDEO, "video"): content.MediaUseCase.REEL,
        (PostType.REEL, "video"): content.MediaUseCase.REEL,
        (PostType.CAROUSEL, "image"): content.MediaUseCase.CAROUSEL_IMAGE,
        (PostType.CAROUSEL, "video"): content.MediaUseCase.CAROUSEL_VIDEO,
        (PostType.STORY, "image"): content.MediaUseCase.STORY_IMAGE,
        (PostType.STORY, "video"): content.MediaUseCase.STORY_VIDEO,
    }.get((post_type, kind))


def _item_faults(
    post: Post, entry: PostMedia, item: content.MediaItem, field: str, *, single: bool
) -> Iterator[FieldError]:
    use = _use(post.post_type, item.kind)
    if use is None:
        yield FieldError(
            field, f"a {post.post_type.value} cannot show {'a video' if item.kind == 'video' else 'a picture'}"
        )
        return
    yield from (FieldError(field, problem) for problem in content.media_problems(item, use))
    if entry.alt_text and use not in {content.MediaUseCase.FEED_IMAGE, content.MediaUseCase.CAROUSEL_IMAGE}:
        yield FieldError(f"{field}.alt_text", "Instagram takes alternative texts for pictures in the feed only")
    for index, tag in enumerate(entry.user_tags):
        placed = tag.x is not None and tag.y is not None
        where = f"{field}.user_tags.{index}"
        if item.kind == "video" and (tag.x is not None or tag.y is not None):
            yield FieldError(where, "a tag on a video has no position")
        if item.kind == "image" and post.post_type is not PostType.STORY and not placed:
            yield FieldError(where, "a tag on a picture needs x and y")


def _story_faults(post: Post) -> Iterator[FieldError]:
    if post.post_type is not PostType.STORY:
        return
    if post.caption.strip() or post.hashtags:
        yield FieldError("caption", "a story has no caption; write it into the picture")
    if post.collaborators:
        yield FieldError("collaborators", "a story has no collaborators")
    if post.location_id:
        yield FieldError("location_id", "Instagram takes no location for stories")
    if post.first_comment:
        yield FieldError("first_comment", "a story cannot be commented on")


def _cover_faults(post: Post, media: Sequence[PostMedia], items: Items) -> Iterator[FieldError]:
    is_reel = post.post_type in {PostType.REEL, PostType.VIDEO}
    if post.cover_media_id:
        if not is_reel:
            yield FieldError("cover_media_id", "only reels have a cover")
        else:
            problems = content.media_problems(items[post.cover_media_id], content.MediaUseCase.COVER)
            yield from (FieldError("cover_media_id", problem) for problem in problems)
    if post.thumb_offset_ms is None:
        return
    if not is_reel:
        yield FieldError("thumb_offset_ms", "only reels have a cover frame")
    elif media and (seconds := items[media[0].media_id].duration_seconds) and post.thumb_offset_ms > seconds * 1000:
        yield FieldError("thumb_offset_ms", f"lies behind the end of the video ({seconds:.1f} s)")
