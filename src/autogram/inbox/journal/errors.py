"""What can go wrong at the webhook and in its journal."""

from autogram.core.errors import AppError, BadRequest, Conflict, Forbidden, NotFound, ServiceUnavailable


class WebhookNotConfigured(ServiceUnavailable):
    """META_APP_SECRET or META_VERIFY_TOKEN is not set, so nobody can be recognised. Meta repeats what it sent."""

    title = "The webhook is not set up"


class HandshakeIncomplete(BadRequest):
    """A question to the webhook names `hub.mode`, `hub.verify_token` and `hub.challenge`."""

    title = "This is no handshake of Meta's"


class VerifyTokenRefused(Forbidden):
    """The token of the handshake is not META_VERIFY_TOKEN, or its mode is not `subscribe`."""

    title = "The verify token is not ours"


class SignatureRefused(AppError):
    """The body was not signed with META_APP_SECRET or one of WEBHOOK_EXTRA_SECRETS; nothing was done with it."""

    status, title = 401, "The signature is missing or wrong"


class DeliveryTooSlow(BadRequest):
    """The body did not arrive in time."""

    status, title = 408, "The body did not arrive in time"


class IntakeBusy(ServiceUnavailable):
    """The delivery could not be written down now. Meta repeats it."""

    title = "The delivery was not written down"


class DeliveryNotFound(NotFound):
    """There is no such delivery, or it is older than WEBHOOK_RETENTION_DAYS."""

    title = "No such delivery"


class DeliveryRefused(Conflict):
    """The delivery was not signed by Meta, so it is never processed."""

    title = "The delivery was refused"
