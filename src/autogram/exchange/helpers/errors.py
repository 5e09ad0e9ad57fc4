"""What can be wrong with helpers."""

from datetime import datetime

from autogram.core.errors import BadRequest, Conflict, NotFound, ServiceUnavailable


class HelperNotFound(NotFound):
    title = "Helper not found"


class HelperExists(Conflict):
    """The account helps this community already; log it in again instead of adding it."""

    title = "The account is a helper already"


class HelperLoginRefused(BadRequest):
    """`refusal`: `bad-credentials`, `two-factor-needed` (send it again with the code) or `wrong-code`."""

    title = "Instagram does not let the helper in"


class HelperMustAct(Conflict):
    """Open Instagram with this account and do what it asks. `refusal` says which."""

    title = "Instagram wants something from the helper's owner"


class HelperLoginUnusable(ServiceUnavailable):
    """Instagram did not answer as it should; nothing was tried again. `refusal` says which."""

    title = "Instagram cannot be used at the moment"


class NoHelperAvailable(ServiceUnavailable):
    """No helper can read now. `available_at` is when one will, if time alone helps."""

    title = "No helper account can read at the moment"

    def __init__(self, detail: str, available_at: datetime | None = None) -> None:
        super().__init__(detail, available_at=available_at.isoformat() if available_at else None)
        self.available_at = available_at


class HelperResting(ServiceUnavailable):
    """The helper's budget of requests is used up, or it was taken back: read on with another one, or after `until`."""

    title = "The helper rests"

    def __init__(self, detail: str, until: datetime) -> None:
        super().__init__(detail, until=until.isoformat())
        self.until = until
