"""What can be wrong with connecting and using an account."""

from autogram.core.errors import BadRequest, Conflict, NotFound, TooManyRequests, UpstreamFailed


class AccountNotFound(NotFound):
    title = "Account not found"


class AccountAlreadyConnected(Conflict):
    """Somebody else's workspace holds it; it must be disconnected there first."""

    title = "This Instagram account is connected in another workspace"


class AccountNotUsable(Conflict):
    """The connection has ended; connect the account again."""

    title = "The Instagram account must be connected again"


class ConnectionAttemptInvalid(BadRequest):
    """Start the connection again: the link was used, is older than ten minutes, or belongs to somebody else."""

    title = "This connection attempt is not valid any more"


class ConnectionDenied(BadRequest):
    title = "Instagram was not given permission"


class InstagramRefused(BadRequest):
    """Instagram said no to the code or token; its reason is the detail."""

    title = "Instagram refused"


class TokenBelongsToAnother(BadRequest):
    """The token is not of the account that was named."""

    title = "The token belongs to another account"


class InstagramNotAnswering(UpstreamFailed):
    title = "Instagram does not answer"


class MetaAppMissing(Conflict):
    """Set META_APP_ID and META_APP_SECRET, or start with --sandbox."""

    title = "No Meta app is configured"


class QuotaUsedUp(TooManyRequests):
    """The account's own limit, so that Instagram does not block it."""

    title = "The account's quota is used up"


class AccountThrottled(TooManyRequests):
    """Instagram has asked us to wait."""

    title = "Instagram limits this account"


class SignedRequestRejected(BadRequest):
    title = "The signed request is not Meta's"


class ErasureNotFound(NotFound):
    title = "No such deletion request"
