"""What can be wrong with who you are and what you may do."""

from autogram.core.errors import AppError, BadRequest, Conflict, Forbidden, NotFound, Unauthenticated


class TokenRefused(Unauthenticated):
    """The access token or API key is unknown, has ended, or its owner may no longer sign in."""

    title = "The access token is not valid"


class CredentialsRefused(Unauthenticated):
    """The same answer for an unknown address, a wrong password and a deactivated account."""

    title = "Sign-in failed"


class RefreshTokenRefused(Unauthenticated):
    """The refresh token is unknown, has ended or was used before; sign in again."""

    title = "The refresh token is not valid"


class PermissionMissing(Forbidden):
    """The role, or the API key's scopes, do not include what this needs."""

    title = "A permission is missing"


class SignInRequired(Forbidden):
    """API keys may not change how one signs in."""

    title = "This needs a signed-in person, not an API key"


class RegistrationClosed(Forbidden):
    """New accounts need an invitation here."""

    title = "Registration is closed"


class SetupKeyRefused(Forbidden):
    """Only who can read the installation's log may make its first admin."""

    title = "The setup key is not right"


class SetupFinished(Conflict):
    """There is a user already; further admins are promoted by one."""

    title = "The installation is set up already"


class WorkspaceOwnersOnly(Forbidden):
    """Only an owner of the workspace may do this."""

    title = "Only an owner may do this"


class MailedTokenRefused(BadRequest):
    """The link's token is unknown, has ended or was used before; ask for a new mail."""

    title = "The link is not valid any more"


class PasswordWrong(AppError):
    """The current password is not that."""

    status, title = 403, "The password is wrong"


class WorkspaceNotFound(NotFound):
    """There is no such workspace among yours."""

    title = "There is no such workspace"


class MemberNotFound(NotFound):
    """Nobody of that id works in this workspace."""

    title = "There is no such member"


class InvitationNotFound(NotFound):
    """There is no such invitation, it has ended, or it is for another address."""

    title = "There is no such invitation"


class ApiKeyNotFound(NotFound):
    """There is no such key among yours."""

    title = "There is no such API key"


class UserNotFound(NotFound):
    """There is no such user."""

    title = "There is no such user"


class LastOwner(Conflict):
    """A workspace with members keeps at least one owner."""

    title = "A workspace needs an owner"


class PersonalWorkspaceStays(Conflict):
    """A personal workspace belongs to its user for as long as the user exists."""

    title = "A personal workspace stays with its user"


class LastAdmin(Conflict):
    """The installation keeps at least one active admin."""

    title = "The installation needs an admin"


class NotOneself(Conflict):
    """Admins do not deactivate or demote themselves."""

    title = "Not on yourself"


class ScopeNotOwned(Forbidden):
    """An API key can do at most what its owner can."""

    title = "A scope goes beyond your own permissions"


class AlreadyMember(Conflict):
    """The address belongs to somebody who works in this workspace already."""

    title = "Already a member"
