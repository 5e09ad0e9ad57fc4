"""Comments, as website and app read and write those of the whole sandbox."""

import json
from bisect import bisect_right
from itertools import islice

from autogram.sandbox.content.comments import add_comment
from autogram.sandbox.documents import Comment, Media
from autogram.sandbox.people import avatar_url
from autogram.sandbox.unofficial.directory import named
from autogram.sandbox.unofficial.likes import has_liked, set_like
from autogram.sandbox.unofficial.posts import media_coded, media_number, media_numbered
from autogram.sandbox.unofficial.refusals import no_such_media, refuse
from autogram.sandbox.unofficial.shapes import short
from autogram.sandbox.unofficial.visit import Json, Visit

OVERLAP, MAX_TEXT = 5, 2_200


def listing(visit: Visit) -> Json:
    """`GET` or `POST /media/{id}/comments/` with `min_id` or `max_id`: top level, newest first."""
    media = media_numbered(visit, visit.names[0])
    keys = visit.world.comments_of[media.id]
    cursor = _position(visit.params.text("min_id") or visit.params.text("max_id"))
    found, following = _page(visit, media, keys, cursor)
    answer: Json = {
        "comment_likes_enabled": True,
        "comments": [comment_shape(visit, comment) for comment in found],
        "comment_count": len(keys),
        "caption": None,
        "caption_is_edited": False,
        "has_more_comments": False,
        "has_more_headload_comments": following is not None,
        "threading_enabled": True,
        "status": "ok",
    }
    return answer | ({"next_min_id": following} if following is not None else {})


def replies(visit: Visit) -> Json:
    """`GET /media/{id}/comments/{comment}/child_comments/`, or `inline_child_comments`: oldest first."""
    media, parent = _comment(visit)
    every = _visible(visit, media, visit.world.replies_of.get(parent.id, []))
    start = visit.params.number("min_id", 0) if visit.params.text("min_id") else 0
    start = visit.params.number("max_id", 0) if visit.params.text("max_id") else start
    size = visit.world.switches.comment_page_size
    shown, has_more = every[start : start + size], len(every) > start + size
    following = str(start + size)
    answer: Json = {
        "child_comments": [comment_shape(visit, comment) for comment in shown],
        "child_comment_count": len(every),
        "has_more_head_child_comments": has_more,
        "has_more_tail_child_comments": has_more,
        "parent_comment": comment_shape(visit, parent),
        "status": "ok",
    }
    cursors = {"next_min_child_cursor": following, "next_max_child_cursor": following}
    return answer | (cursors if has_more else {})


def edges(visit: Visit) -> Json:
    """`GET /graphql/query` with `{"shortcode", "first", "after"}`: comments with their first replies."""
    media = media_coded(visit, visit.params.text("shortcode"))
    keys = visit.world.comments_of[media.id]
    found, following = _page(visit, media, keys, _position(visit.params.text("after")))
    connection = {
        "count": len(keys),
        "page_info": {"has_next_page": following is not None, "end_cursor": following},
        "edges": [{"node": _node(visit, comment)} for comment in found],
    }
    return {"data": {"shortcode_media": {"edge_media_to_parent_comment": connection}}, "status": "ok"}


def reply_edges(visit: Visit) -> Json:
    """`GET /graphql/query` with `{"comment_id"}`: the replies to a comment."""
    parent = visit.world.comments.get(visit.params.text("comment_id"))
    media = visit.world.media.get(parent.media_id) if parent else None
    if parent is None or media is None:
        return {"data": {"comment": None}, "status": "ok"}
    media_numbered(visit, str(media_number(media)))
    found = _visible(visit, media, visit.world.replies_of.get(parent.id, []))
    return {"data": {"comment": {"edge_threaded_comments": _replies(visit, found)}}, "status": "ok"}


def write(visit: Visit) -> Json:
    """`POST /media/{id}/comment/` with `comment_text` and perhaps `replied_to_comment_id`."""
    world, media = visit.world, media_numbered(visit, visit.names[0])
    text = visit.params.text("comment_text")
    if not media.comment_enabled:
        raise refuse("Comments on this post have been limited", feedback_title="Comments limited")
    if not text.strip() or len(text) > MAX_TEXT:
        raise refuse("Comment text is empty or too long")
    parent_id = visit.params.text("replied_to_comment_id") or None
    if parent_id and not ((parent := world.comments.get(parent_id)) and parent.media_id == media.id):
        raise refuse("The comment you are replying to has been deleted")
    written = add_comment(world, media, username=visit.viewer.username, text=text, parent_id=parent_id)
    return {"comment": comment_shape(visit, written), "status": "ok"}


def delete(visit: Visit) -> Json:
    """`POST /media/{id}/comment/bulk_delete/`: one's own comments, and others' below one's own publication."""
    world, media = visit.world, media_numbered(visit, visit.names[0])
    keys = [key for key in visit.params.text("comment_ids_to_delete").split(",") if key]
    chosen = [found for key in keys if (found := world.comments.get(key)) and found.media_id == media.id]
    is_owner = media.account_id == visit.viewer.id
    if not chosen or not all(is_owner or found.username == visit.viewer.username for found in chosen):
        raise refuse("You cannot delete this comment")
    for found in chosen:
        if found.id in world.comments:
            world.remove_comment(found)
    return {"status": "ok"}


def like(visit: Visit) -> Json:
    """`POST /media/{comment}/comment_like/`."""
    set_like(visit.world, _comment_alone(visit), visit.viewer, is_liked=True)
    return {"status": "ok"}


def unlike(visit: Visit) -> Json:
    """`POST /media/{comment}/comment_unlike/`."""
    set_like(visit.world, _comment_alone(visit), visit.viewer, is_liked=False)
    return {"status": "ok"}


def comment_shape(visit: Visit, comment: Comment) -> Json:
    """A comment as the app writes one."""
    world = visit.world
    author = named(world, comment.username)
    shown: Json = {
        "pk": comment.id,
        "id": comment.id,
        "user_id": str(author.pk),
        "type": 2 if comment.parent_id else 0,
        "did_report_as_spam": False,
        "created_at": int(comment.created_at),
        "created_at_utc": int(comment.created_at),
        "content_type": "comment",
        "status": "Active",
        "bit_flags": 0,
        "share_enabled": False,
        "is_ranked_comment": True,
        "media_id": str(media_number(world.media.get(comment.media_id) or _no_media())),
        "text": comment.text,
        "comment_like_count": comment.like_count,
        "has_liked_comment": has_liked(world, comment, visit.account),
        "child_comment_count": len(world.replies_of.get(comment.id, ())),
        "preview_child_comments": [],
        "user": short(world, author),
    }
    return shown | ({"parent_comment_id": comment.parent_id} if comment.parent_id else {})


def _no_media() -> Media:
    raise no_such_media()


def _node(visit: Visit, comment: Comment) -> Json:
    author = named(visit.world, comment.username)
    media = visit.world.media.get(comment.media_id) or _no_media()
    below = _visible(visit, media, visit.world.replies_of.get(comment.id, []))
    picture = avatar_url(visit.world, author.username)
    owner = {"id": str(author.pk), "username": author.username, "profile_pic_url": picture, "is_verified": False}
    shown: Json = {
        "id": comment.id,
        "text": comment.text,
        "created_at": int(comment.created_at),
        "did_report_as_spam": False,
        "owner": owner,
        "viewer_has_liked": False,
        "edge_liked_by": {"count": comment.like_count},
    }
    return shown if comment.parent_id else shown | {"edge_threaded_comments": _replies(visit, below)}


def _replies(visit: Visit, found: list[Comment]) -> Json:
    nothing_more = {"has_next_page": False, "end_cursor": None}
    return {
        "count": len(found),
        "page_info": nothing_more,
        "edges": [{"node": _node(visit, reply)} for reply in found],
    }


def _visible(visit: Visit, media: Media, keys: list[str]) -> list[Comment]:
    found = (visit.world.comments.get(key) for key in keys)
    return [comment for comment in found if comment and _may_read(visit, media, comment)]


def _may_read(visit: Visit, media: Media, comment: Comment) -> bool:
    """Hidden comments are for their author and for the owner only."""
    if not comment.hidden:
        return True
    viewer = visit.account
    return viewer is not None and (viewer.id == media.account_id or viewer.username == comment.username)


def _page(visit: Visit, media: Media, keys: list[str], cursor: str | None) -> tuple[list[Comment], str | None]:
    """Top-level comments from the cursor on, newest first, and the next cursor.

    The cursor is the next comment's own id, so that nothing that is written meanwhile moves the pages.
    """
    twist, size = visit.twist, visit.world.switches.comment_page_size
    if visit.params.text("first"):
        size = max(1, min(visit.params.number("first", size), size))
    end = len(keys) if cursor is None else bisect_right(keys, cursor)
    if twist == "empty":
        return [], _written(keys[end - 1], " ") if keys else None
    if twist == "duplicates" and cursor is not None:
        end = min(end + OVERLAP, len(keys))
    found = (visit.world.comments.get(keys[place]) for place in range(min(end, len(keys)) - 1, -1, -1))
    top = (one for one in found if one and one.parent_id is None and _may_read(visit, media, one))
    shown = list(islice(top, size))
    following = next(top, None)
    if following is None or twist == "end":
        return shown, None
    if twist == "repeated":
        return shown, _written(cursor or keys[-1])
    return shown, _written(following.id)


def _written(comment_id: str, padding: str = "") -> str:
    return json.dumps({"cached_comments_cursor": comment_id, "bifilter_token": f"sandbox{padding}"})


def _position(cursor: str) -> str | None:
    """The comment a cursor stands for; null at the beginning."""
    if not cursor:
        return None
    try:
        return str(json.loads(cursor)["cached_comments_cursor"])
    except (ValueError, TypeError, KeyError):
        raise refuse("Invalid cursor") from None


def _comment(visit: Visit) -> tuple[Media, Comment]:
    media = media_numbered(visit, visit.names[0])
    found = visit.world.comments.get(visit.names[1])
    if found is None or found.media_id != media.id:
        raise refuse("Comment not found", 404)
    return media, found


def _comment_alone(visit: Visit) -> Comment:
    found = visit.world.comments.get(visit.names[0])
    if found is None:
        raise refuse("Comment not found", 404)
    return found
