"""Every route of the control API."""

from starlette.routing import Route

from autogram.sandbox.control import mail, people, published, steering


def control_routes() -> list[Route]:
    """The routes below `/_sandbox`."""
    return [
        Route("/reset", steering.reset, methods=["POST"]),
        Route("/accounts", people.listing),
        Route("/accounts", people.create, methods=["POST"]),
        Route("/accounts/{username}", people.read),
        Route("/accounts/{username}/token", people.issue_token, methods=["POST"]),
        Route("/avatars/{username}.svg", people.picture),
        Route("/published", published.published),
        Route("/media/{id}", published.media),
        Route("/containers/{id}", published.container),
        Route("/mail", mail.listing),
        Route("/mail", mail.clear, methods=["DELETE"]),
    ]
