"""How accounts, media and comments are written in answers."""

from typing import Any

from autogram.sandbox.clock import graph_time
from autogram.sandbox.content.mentions import mentioned_comment, mentioned_media
from autogram.sandbox.documents import Account, Comment, Media
from autogram.sandbox.graph.fields import MISSING, Field, NodeType
from autogram.sandbox.graph.nodes import Page, Person
from autogram.sandbox.graph.paging import page
from autogram.sandbox.people import avatar_url
from autogram.sandbox.world import World

VIDEO_KINDS = ("video", "reel", "story_video")


def media_list(world: World, account_id: str) -> list[Media]:
    """The account's publications without stories, newest first."""
    found = (world.media.get(key) for key in reversed(world.media_of[account_id]))
    return [media for media in found if media and not media.is_story and media.kind != "live"]


def comment_list(world: World, media_id: str, parent_id: str | None = None) -> list[Comment]:
    """The comments of a media newest first, or the replies to one of them oldest first."""
    found = (world.comments.get(key) for key in world.comments_of[media_id])
    kept = [comment for comment in found if comment and comment.parent_id == parent_id]
    return kept if parent_id else kept[::-1]


def media_address(world: World, media: Media) -> Any:
    """Where the bytes are served: by the sandbox when it fetched them, else where the client had them."""
    if media.kind == "carousel":
        first = world.media.get(media.children[0]) if media.children else None
        return media_address(world, first) if first else MISSING
    if media.sha256:
        ending = "mp4" if media.kind in VIDEO_KINDS else "jpg"
        return f"{world.public_url}/_sandbox/files/{media.sha256}.{ending}"
    return media.file_url or MISSING


def _thumbnail(world: World, media: Media) -> Any:
    if media.kind not in VIDEO_KINDS or not media.sha256:
        return MISSING
    return f"{world.public_url}/_sandbox/thumbnails/{media.sha256}.jpg"


def _media_type(world: World, media: Media) -> str:
    if media.kind == "carousel":
        return "CAROUSEL_ALBUM"
    return "VIDEO" if media.kind in VIDEO_KINDS else "IMAGE"


def _product_type(world: World, media: Media) -> str:
    if media.is_story:
        return "STORY"
    if media.kind == "live":
        return "LIVE"
    return "REELS" if media.kind == "reel" else "FEED"


def _permalink(world: World, media: Media) -> Any:
    if media.parent_id:
        return MISSING
    base = "https:/" if world.switches.permalinks == "instagram" else world.public_url
    if media.is_story:
        return f"{base}/www.instagram.com/stories/{_owner_name(world, media)}/{media.id}/"
    return f"{base}/www.instagram.com/{'reel' if media.kind == 'reel' else 'p'}/{media.shortcode}/"


def _owner_name(world: World, media: Media) -> Any:
    owner = world.accounts.get(media.account_id)
    return owner.username if owner else MISSING


def _flag(media: Media, name: str, default: bool) -> bool:
    value = media.parameters.get(name, default)
    return value if isinstance(value, bool) else str(value).lower() in ("true", "1")


def _media_edge(world: World, account: Account, asked: Field) -> Any:
    return page(
        media_list(world, account.id), lambda media: MEDIA.render(world, media, asked.fields), options=asked.modifiers
    )


def _children_edge(world: World, media: Media, asked: Field) -> Any:
    if not media.children:
        return MISSING
    children = [child for key in media.children if (child := world.media.get(key))]
    return page(children, lambda child: MEDIA.render(world, child, asked.fields), options=asked.modifiers)


def _comments_edge(world: World, media: Media, asked: Field) -> Any:
    return _comments_page(world, comment_list(world, media.id), asked)


def _replies_edge(world: World, comment: Comment, asked: Field) -> Any:
    return _comments_page(world, comment_list(world, comment.media_id, comment.id), asked)


def _comments_page(world: World, comments: list[Comment], asked: Field) -> Any:
    if not comments:
        return MISSING
    return page(comments, lambda comment: COMMENT.render(world, comment, asked.fields), options=asked.modifiers)


def _comment_media(world: World, comment: Comment, asked: Field) -> Any:
    media = world.media.get(comment.media_id)
    return MEDIA.render(world, media, asked.fields) if media else MISSING


def _comment_parent(world: World, comment: Comment, asked: Field) -> Any:
    parent = world.comments.get(comment.parent_id or "")
    return COMMENT.render(world, parent, asked.fields) if parent else MISSING


def _linked_account(world: World, found: Page, asked: Field) -> Any:
    account = world.accounts.get(found.account_id)
    return ACCOUNT.render(world, account, asked.fields) if account else MISSING


ACCOUNT = NodeType[Account](
    "IGUser",
    {
        "id": lambda world, account: account.id,
        "ig_id": lambda world, account: int(account.id) % 10_000_000_000,
        "user_id": lambda world, account: account.id,
        "username": lambda world, account: account.username,
        "name": lambda world, account: account.name,
        "account_type": lambda world, account: account.account_type,
        "biography": lambda world, account: account.biography,
        "website": lambda world, account: account.website,
        "profile_picture_url": lambda world, account: avatar_url(world, account.username),
        "followers_count": lambda world, account: account.followers_count,
        "follows_count": lambda world, account: account.follows_count,
        "media_count": lambda world, account: len(media_list(world, account.id)),
    },
    {"media": _media_edge, "mentioned_media": mentioned_media, "mentioned_comment": mentioned_comment},
)
MEDIA = NodeType[Media](
    "IGMedia",
    {
        "id": lambda world, media: media.id,
        "caption": lambda world, media: media.parameters.get("caption", MISSING),
        "media_type": _media_type,
        "media_product_type": _product_type,
        "media_url": media_address,
        "thumbnail_url": _thumbnail,
        "permalink": _permalink,
        "shortcode": lambda world, media: media.shortcode,
        "timestamp": lambda world, media: graph_time(media.published_at),
        "username": _owner_name,
        "owner": lambda world, media: {"id": media.account_id},
        "like_count": lambda world, media: media.like_count,
        "comments_count": lambda world, media: len(world.comments_of[media.id]),
        "alt_text": lambda world, media: media.parameters.get("alt_text", MISSING),
        "is_comment_enabled": lambda world, media: media.comment_enabled,
        "is_shared_to_feed": lambda world, media: (
            _flag(media, "share_to_feed", True) if media.kind == "reel" else MISSING
        ),
        "is_ai_generated": lambda world, media: _flag(media, "is_ai_generated", False),
    },
    {"children": _children_edge, "comments": _comments_edge},
)
COMMENT = NodeType[Comment](
    "IGComment",
    {
        "id": lambda world, comment: comment.id,
        "text": lambda world, comment: comment.text,
        "timestamp": lambda world, comment: graph_time(comment.created_at),
        "username": lambda world, comment: comment.username,
        "from": lambda world, comment: {"id": comment.from_id, "username": comment.username},
        "user": lambda world, comment: {"id": comment.from_id} if comment.from_id in world.accounts else MISSING,
        "hidden": lambda world, comment: comment.hidden,
        "like_count": lambda world, comment: comment.like_count,
        "parent_id": lambda world, comment: comment.parent_id or MISSING,
    },
    {"replies": _replies_edge, "media": _comment_media, "parent": _comment_parent},
    defaults=("id", "text", "timestamp"),
)
PERSON = NodeType[Person](
    "User",
    {"id": lambda world, person: person.id, "name": lambda world, person: person.name},
    defaults=("id", "name"),
)
PAGE = NodeType[Page](
    "Page",
    {
        "id": lambda world, page: page.id,
        "name": lambda world, page: page.name,
        "access_token": lambda world, page: page.access_token or MISSING,
        "category": lambda world, page: "Local business",
        "tasks": lambda world, page: ["MANAGE", "CREATE_CONTENT", "MODERATE", "MESSAGING", "ADVERTISE", "ANALYZE"],
    },
    {"instagram_business_account": _linked_account, "connected_instagram_account": _linked_account},
    defaults=("id", "name", "access_token", "category", "tasks"),
)
