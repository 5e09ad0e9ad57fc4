"""Use cases of the community, and what the other parts of the exchange ask of it."""

from autogram.exchange.community.queries.communities import due_for_comments, verified_weekly, webhook_secret
from autogram.exchange.community.service.changing import (
    add_member,
    know_instagram_id,
    let_leave,
    let_return,
    note_event,
    reinstate_member,
    suspend_member,
)
from autogram.exchange.community.service.facts import (
    active_members,
    member_by_id,
    members_by_id,
    members_by_username,
)
from autogram.exchange.community.service.finding import (
    community_by_slug,
    front_community,
    get_community,
    require_community,
    shown_name,
)
from autogram.exchange.community.service.links import member_by_link

__all__ = [
    "active_members",
    "add_member",
    "community_by_slug",
    "due_for_comments",
    "front_community",
    "get_community",
    "know_instagram_id",
    "let_leave",
    "let_return",
    "member_by_id",
    "member_by_link",
    "members_by_id",
    "members_by_username",
    "note_event",
    "reinstate_member",
    "require_community",
    "shown_name",
    "suspend_member",
    "verified_weekly",
    "webhook_secret",
]
