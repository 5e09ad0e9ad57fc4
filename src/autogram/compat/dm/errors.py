"""What only callers of `/v1` are told."""

from autogram.core.errors import BadRequest, Forbidden


class EmailTaken(BadRequest):
    """Only where addresses need not be confirmed, and so whoever registers is signed in at once."""

    title = "The e-mail address has an account already"


class ConfirmationNeeded(Forbidden):
    """The same for an address that has an account already; its owner is mailed either way."""

    title = "Confirm your e-mail address first"


class MessageNotSent(BadRequest):
    """Instagram, or the state of the account, did not let the message out; the reason is the detail."""

    title = "The message was not sent"
