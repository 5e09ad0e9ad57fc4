"""Which figures there are for what, by Instagram's names, and the columns they are kept in."""

from collections.abc import Mapping
from enum import StrEnum


class Product(StrEnum):
    """What Instagram tells figures apart by."""

    FEED = "FEED"
    REELS = "REELS"
    STORY = "STORY"
    ACCOUNT = "ACCOUNT"


PRODUCT_OF = {
    "photo": Product.FEED,
    "carousel": Product.FEED,
    "video": Product.REELS,
    "reel": Product.REELS,
    "story": Product.STORY,
}
_POSTED = ("views", "reach", "likes", "comments", "shares", "saved", "total_interactions")
METRICS: Mapping[Product, tuple[str, ...]] = {
    Product.FEED: (*_POSTED, "follows", "profile_visits"),
    Product.REELS: (*_POSTED, "ig_reels_avg_watch_time", "ig_reels_video_view_total_time"),
    Product.STORY: ("views", "reach", "shares", "total_interactions", "replies", "follows", "profile_visits"),
    Product.ACCOUNT: (
        "reach",
        "views",
        "accounts_engaged",
        "likes",
        "comments",
        "shares",
        "saves",
        "total_interactions",
        "profile_links_taps",
    ),
}
# A publication's `saved` is an account's `saves`.
COLUMN_OF = {"saved": "saves"}
SNAPSHOT_COLUMNS = frozenset({"views", "reach", "likes", "comments", "shares", "saves", "total_interactions"})
# What a change of is told in the history of events, by the word of seed 002.
EVENT_OF = {
    "likes": "like",
    "comments": "comment",
    "shares": "share",
    "saves": "save",
    "reach": "reach",
    "views": "view",
}
