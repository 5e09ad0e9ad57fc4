"""People and profiles as the website writes them, in both of its ways."""

from typing import Any

from autogram.instagram.web.errors import AccountUnknown, ProtocolChanged
from autogram.instagram.web.lists import Listed, Page, WebProfile


def friendships_page(body: dict[str, Any]) -> Page:
    """A page of `/api/v1/friendships/…`. Raises `ProtocolChanged`."""
    users = body.get("users")
    if not isinstance(users, list):
        raise ProtocolChanged
    try:
        people = [
            Listed(
                str(user.get("pk") or user["id"]),
                user["username"],
                user.get("full_name") or "",
                user.get("is_private") is True,
                user.get("is_verified") is True,
            )
            for user in users
        ]
    except (KeyError, TypeError, AttributeError):
        raise ProtocolChanged from None
    cursor = body.get("next_max_id")
    limited = body.get("should_limit_list_of_followers") is True
    return Page(people, str(cursor) if cursor not in (None, "") else None, limited)


def edges_page(body: dict[str, Any], edge_name: str) -> Page:
    """A page of the older GraphQL, whose list is at `edge_name`. Raises `ProtocolChanged`."""
    try:
        connection = body["data"]["user"][edge_name]
        turning = connection["page_info"]
        people = [
            Listed(
                str(node["id"]),
                node["username"],
                node.get("full_name") or "",
                node.get("is_private") is True,
                node.get("is_verified") is True,
            )
            for node in (edge["node"] for edge in connection["edges"])
        ]
        cursor = turning["end_cursor"] if turning["has_next_page"] else None
    except (KeyError, TypeError, AttributeError):
        raise ProtocolChanged from None
    return Page(people, str(cursor) if cursor else None)


def profile_of(body: dict[str, Any]) -> WebProfile:
    """The profile in an answer. Raises `AccountUnknown` if there is none, `ProtocolChanged`."""
    try:
        user = body["data"]["user"]
        if user is None:
            raise AccountUnknown
        return WebProfile(
            id=str(user.get("pk") or user["id"]),
            username=user["username"],
            full_name=user.get("full_name") or "",
            is_private=user.get("is_private") is True,
            followers_count=int(user["follower_count"]),
            following_count=int(user["following_count"]),
            is_followed_by_viewer=(user.get("friendship_status") or {}).get("following") is True,
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        raise ProtocolChanged from None
