"""The words for who somebody is and what they may do; the rest of the product uses them through `permissions`."""

from enum import StrEnum


class Role(StrEnum):
    """What a user is for this installation."""

    USER = "user"
    ADMIN = "admin"


class WorkspaceRole(StrEnum):
    """What a user is for one workspace. Owners invite, remove and rename; members work in it."""

    OWNER = "owner"
    MEMBER = "member"


class Permission(StrEnum):
    """What a route asks for. The first four, `manage-users` and `view-logs` are seed 003's names."""

    MANAGE_INSTAGRAM_ACCOUNTS = "manage-instagram-accounts"
    VIEW_CONVERSATIONS = "view-conversations"
    SEND_MESSAGES = "send-messages"
    VIEW_MESSAGES = "view-messages"
    MANAGE_AUTOMATION = "manage-automation"
    VIEW_AUDIENCE = "view-audience"
    MANAGE_AUDIENCE = "manage-audience"
    VIEW_EXCHANGE = "view-exchange"
    MANAGE_EXCHANGE = "manage-exchange"
    VIEW_POSTS = "view-posts"
    MANAGE_POSTS = "manage-posts"
    MANAGE_MEDIA = "manage-media"
    MANAGE_WORKSPACE = "manage-workspace"
    MANAGE_OWN_PROFILE = "manage-own-profile"
    MANAGE_USERS = "manage-users"
    VIEW_LOGS = "view-logs"
    MANAGE_JOBS = "manage-jobs"
    PAUSE_EVERYTHING = "pause-everything"


ADMIN_ONLY = frozenset(
    {Permission.MANAGE_USERS, Permission.VIEW_LOGS, Permission.MANAGE_JOBS, Permission.PAUSE_EVERYTHING}
)
ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.USER: frozenset(Permission) - ADMIN_ONLY,
    Role.ADMIN: frozenset(Permission),
}
