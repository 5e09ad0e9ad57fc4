"""Every route of the control API."""

from starlette.routing import Route

from autogram.sandbox.control import (
    acts,
    callbacks,
    comments,
    customers,
    faults,
    files,
    mail,
    overview,
    people,
    published,
    steering,
    tokens,
    webhooks,
)

DELETE, POST, PUT = ["DELETE"], ["POST"], ["PUT"]


def control_routes() -> list[Route]:
    """The routes below `/_sandbox`."""
    return [
        Route("/_sandbox", overview.front),
        Route("/_sandbox/", overview.front),
        Route("/_sandbox/state", overview.state),
        Route("/_sandbox/reset", steering.reset, methods=POST),
        Route("/_sandbox/clock", steering.read_clock),
        Route("/_sandbox/clock", steering.set_clock, methods=PUT),
        Route("/_sandbox/settings", steering.read_settings),
        Route("/_sandbox/settings", steering.change_settings, methods=PUT),
        Route("/_sandbox/requests", steering.requests),
        Route("/_sandbox/accounts", people.listing),
        Route("/_sandbox/accounts", people.create, methods=POST),
        Route("/_sandbox/accounts/{username}", people.read),
        Route("/_sandbox/accounts/{username}/token", people.issue_token, methods=POST),
        Route("/_sandbox/accounts/{username}/tokens", tokens.listing),
        Route("/_sandbox/accounts/{username}/tokens", tokens.change, methods=PUT),
        Route("/_sandbox/accounts/{username}/deauthorize", callbacks.deauthorize, methods=POST),
        Route("/_sandbox/accounts/{username}/data-deletion", callbacks.data_deletion, methods=POST),
        Route("/_sandbox/avatars/{username}.svg", people.picture),
        Route("/_sandbox/published", published.published),
        Route("/_sandbox/media/{id}", published.media),
        Route("/_sandbox/media/{id}/comments", comments.listing),
        Route("/_sandbox/media/{id}/comments", comments.add, methods=POST),
        Route("/_sandbox/containers/{id}", published.container),
        Route("/_sandbox/files/{sha256}.{ending}", files.file),
        Route("/_sandbox/thumbnails/{sha256}.jpg", files.thumbnail),
        Route("/_sandbox/faults", faults.listing),
        Route("/_sandbox/faults", faults.add, methods=POST),
        Route("/_sandbox/faults", faults.clear, methods=DELETE),
        Route("/_sandbox/faults/{id}", faults.read),
        Route("/_sandbox/faults/{id}", faults.remove, methods=DELETE),
        Route("/_sandbox/faults/{id}/release", faults.release, methods=POST),
        Route("/_sandbox/accounts/{username}/conversations", customers.conversations),
        Route("/_sandbox/people", customers.listing),
        Route("/_sandbox/people", customers.create, methods=POST),
        Route("/_sandbox/people/{username}", customers.read),
        Route("/_sandbox/people/{username}", customers.change, methods=PUT),
        Route("/_sandbox/acts", acts.perform, methods=POST),
        Route("/_sandbox/webhook", webhooks.read_callback),
        Route("/_sandbox/webhook", webhooks.set_callback, methods=PUT),
        Route("/_sandbox/webhook", webhooks.remove_callback, methods=DELETE),
        Route("/_sandbox/webhooks", webhooks.listing),
        Route("/_sandbox/webhooks", webhooks.send_raw, methods=POST),
        Route("/_sandbox/webhooks", webhooks.clear, methods=DELETE),
        Route("/_sandbox/webhooks/{id}", webhooks.read),
        Route("/_sandbox/webhooks/{id}/redeliver", webhooks.redeliver, methods=POST),
        Route("/_sandbox/mail", mail.listing),
        Route("/_sandbox/mail", mail.clear, methods=DELETE),
    ]
