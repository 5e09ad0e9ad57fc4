"""Use cases of posts."""

from autogram.publishing.service.deciding import decide
from autogram.publishing.service.planning import (
    cancel_post,
    checked,
    create_post,
    delete_post,
    publish_now,
    schedule_post,
    update_post,
)
from autogram.publishing.service.reading import (
    PublishedPost,
    count_posts,
    list_posts,
    outcome_of,
    published_except,
    read_post,
    read_receipt,
)
from autogram.publishing.service.watching import watch_due_posts

__all__ = [
    "PublishedPost",
    "cancel_post",
    "checked",
    "count_posts",
    "create_post",
    "decide",
    "delete_post",
    "list_posts",
    "outcome_of",
    "publish_now",
    "published_except",
    "read_post",
    "read_receipt",
    "schedule_post",
    "update_post",
    "watch_due_posts",
]
