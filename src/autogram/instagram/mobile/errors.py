"""What can come of writing with a person's session, beyond what reading with one has."""

from autogram.instagram.web.errors import (
    ActionBlocked,
    BadCredentials,
    Checkpoint,
    RateLimited,
    SessionExpired,
    WebError,
)
from autogram.instagram.web.errors import CommentsOff as CommentsOff  # the same, written or read

# After one of these nothing more is sent with the account until a person has looked at it.
STOP_SIGNALS = (ActionBlocked, Checkpoint, SessionExpired, RateLimited)


class WrongCode(BadCredentials):
    """The password is right, the two-factor code is not."""

    words = "Instagram does not accept this two-factor code. Begin again with the one that is shown now."


class LoginUnexplained(WebError):
    """Instagram answered a login with neither a session nor a reason."""

    words = (
        "Instagram did not let this login in and did not say why. Check the password by logging in to the app, do what "
        "it asks there, and wait a while before you begin again."
    )
