"""Which list a file holds, told by its name and by the key at its root."""

import re
from enum import StrEnum


class ListKind(StrEnum):
    """The lists of an export."""

    FOLLOWERS = "followers"
    FOLLOWING = "following"
    REQUESTS_SENT = "requests_sent"
    REQUESTS_RECENT = "requests_recent"
    REQUESTS_RECEIVED = "requests_received"
    UNFOLLOWED = "unfollowed"
    BLOCKED = "blocked"
    RESTRICTED = "restricted"
    CLOSE_FRIENDS = "close_friends"
    STORY_HIDDEN_FROM = "story_hidden_from"
    REMOVED_SUGGESTIONS = "removed_suggestions"
    FAVOURITES = "favourites"
    HASHTAGS = "hashtags"


# Stems of file names, without the number of the part; apostrophes are dropped before.
_STEMS = {
    "followers": ListKind.FOLLOWERS,
    "following": ListKind.FOLLOWING,
    "pending_follow_requests": ListKind.REQUESTS_SENT,
    "recent_follow_requests": ListKind.REQUESTS_RECENT,
    "follow_requests_youve_received": ListKind.REQUESTS_RECEIVED,
    "recently_unfollowed_profiles": ListKind.UNFOLLOWED,
    "recently_unfollowed_accounts": ListKind.UNFOLLOWED,
    "blocked_profiles": ListKind.BLOCKED,
    "blocked_accounts": ListKind.BLOCKED,
    "restricted_profiles": ListKind.RESTRICTED,
    "restricted_accounts": ListKind.RESTRICTED,
    "close_friends": ListKind.CLOSE_FRIENDS,
    "hide_story_from": ListKind.STORY_HIDDEN_FROM,
    "removed_suggestions": ListKind.REMOVED_SUGGESTIONS,
    "profiles_youve_favorited": ListKind.FAVOURITES,
    "accounts_youve_favorited": ListKind.FAVOURITES,
    "following_hashtags": ListKind.HASHTAGS,
}
_ROOT_KEYS = {
    "relationships_followers": ListKind.FOLLOWERS,
    "relationships_following": ListKind.FOLLOWING,
    "relationships_follow_requests_sent": ListKind.REQUESTS_SENT,
    "relationships_permanent_follow_requests": ListKind.REQUESTS_RECENT,
    "relationships_unfollowed_users": ListKind.UNFOLLOWED,
    "relationships_follow_requests_received": ListKind.REQUESTS_RECEIVED,
    "relationships_blocked_users": ListKind.BLOCKED,
    "relationships_restricted_users": ListKind.RESTRICTED,
    "relationships_close_friends": ListKind.CLOSE_FRIENDS,
    "relationships_hide_stories_from": ListKind.STORY_HIDDEN_FROM,
    "relationships_dismissed_suggested_users": ListKind.REMOVED_SUGGESTIONS,
    "relationships_feed_favorites": ListKind.FAVOURITES,
    "relationships_following_hashtags": ListKind.HASHTAGS,
}
# connections.json, 2018 to 2020.
_CONNECTION_KEYS = {
    "followers": ListKind.FOLLOWERS,
    "following": ListKind.FOLLOWING,
    "follow_requests_sent": ListKind.REQUESTS_SENT,
    "permanent_follow_requests": ListKind.REQUESTS_RECENT,
    "unfollowed_users": ListKind.UNFOLLOWED,
    "blocked_users": ListKind.BLOCKED,
    "restricted_users": ListKind.RESTRICTED,
    "close_friends": ListKind.CLOSE_FRIENDS,
    "dismissed_suggested_users": ListKind.REMOVED_SUGGESTIONS,
    "following_hashtags": ListKind.HASHTAGS,
}
_NAME = re.compile(r"(?P<stem>.*?)(?:_(?P<part>\d{1,4}))?(?: ?\(\d{1,3}\)| copy| - copy)*\.(?P<suffix>json|html)")
_APOSTROPHES = str.maketrans("", "", "'`\u2019\u2018\u00b4")


def kind_of_file(name: str) -> tuple[ListKind, int | None] | None:
    """The list and the number of its part, if any, by a bare file name; None for any other file."""
    match = _NAME.fullmatch(name.lower().translate(_APOSTROPHES))
    if match is None:
        return None
    kind = _STEMS.get(match["stem"])
    return None if kind is None else (kind, int(match["part"]) if match["part"] else None)


def kind_of_root_key(key: str) -> ListKind | None:
    return _ROOT_KEYS.get(key)


def kind_of_connection_key(key: str) -> ListKind | None:
    return _CONNECTION_KEYS.get(key)
