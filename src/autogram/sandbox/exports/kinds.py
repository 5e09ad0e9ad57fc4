"""The lists of an export: their files, and what they are called inside."""

from typing import Literal, NamedTuple

Era = Literal["2018", "2021", "2023", "2024", "2025"]
Format = Literal["json", "html"]
Language = Literal["en", "pt", "ko"]


class Kind(NamedTuple):
    """A list: `stem` names its file, `root` the key in it, `old_key` the one in the single file of 2018."""

    stem: str
    root: str
    old_key: str | None
    title: str
    # Since 2025 written as labels and values.
    is_labelled: bool = False


FOLLOWERS = Kind("followers", "relationships_followers", "followers", "Followers")
FOLLOWING = Kind("following", "relationships_following", "following", "Profiles you choose to see content from")
# By the names the control API gives them.
OTHERS = {
    "follow_requests_sent": Kind(
        "pending_follow_requests",
        "relationships_follow_requests_sent",
        "follow_requests_sent",
        "Pending follow requests",
        is_labelled=True,
    ),
    "recent_follow_requests": Kind(
        "recent_follow_requests",
        "relationships_permanent_follow_requests",
        "permanent_follow_requests",
        "Recent follow requests",
        is_labelled=True,
    ),
    "follow_requests_received": Kind(
        "follow_requests_you've_received",
        "relationships_follow_requests_received",
        None,
        "Follow requests you've received",
    ),
    "recently_unfollowed": Kind(
        "recently_unfollowed_profiles",
        "relationships_unfollowed_users",
        "unfollowed_users",
        "Recently unfollowed profiles",
        is_labelled=True,
    ),
    "blocked": Kind(
        "blocked_profiles", "relationships_blocked_users", "blocked_users", "Blocked profiles", is_labelled=True
    ),
    "restricted": Kind(
        "restricted_profiles",
        "relationships_restricted_users",
        "restricted_users",
        "Restricted profiles",
        is_labelled=True,
    ),
    "close_friends": Kind("close_friends", "relationships_close_friends", "close_friends", "Close friends"),
    "hide_story_from": Kind("hide_story_from", "relationships_hide_stories_from", None, "Hide story from"),
    "removed_suggestions": Kind(
        "removed_suggestions",
        "relationships_dismissed_suggested_users",
        "dismissed_suggested_users",
        "Removed suggestions",
        is_labelled=True,
    ),
    "favorited": Kind("profiles_you've_favorited", "relationships_feed_favorites", None, "Profiles you've favorited"),
}


def is_titled(kind: Kind, era: Era) -> bool:
    """Tell whether records have the name in their title and no value."""
    return (era == "2025" and kind is FOLLOWING) or (era == "2024" and kind is OTHERS["blocked"])


def is_labelled(kind: Kind, era: Era) -> bool:
    """Tell whether records are labels and values."""
    return era == "2025" and kind.is_labelled
