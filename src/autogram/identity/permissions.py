"""Who acts, and what they may do."""

from dataclasses import dataclass
from uuid import UUID

from autogram.identity.roles import ROLE_PERMISSIONS, Permission, Role, WorkspaceRole

__all__ = ["ROLE_PERMISSIONS", "Actor", "Permission", "Role", "WorkspaceRole"]


@dataclass(frozen=True, slots=True)
class Actor:
    """The user behind a request and the workspace it is about. With an API key, only the key's scopes are left."""

    user_id: UUID
    workspace_id: UUID
    role: Role
    permissions: frozenset[Permission]
    api_key_id: UUID | None = None
