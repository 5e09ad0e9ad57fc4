"""What Instagrapi sends and receives through: only to Instagram, each request once, with time limits, no proxies."""

from typing import Any

import requests

from autogram.instagram.mobile.hosts import FIRST_HOST, LOGIN_HOST
from autogram.instagram.web.errors import Unreachable
from autogram.instagram.web.instaloader_transport import Bridge


class PhoneBridge(Bridge):
    """Says `Unreachable` itself where the library would sleep and send the same again, comments too."""

    def send(self, request: requests.PreparedRequest, **options: Any) -> requests.Response:
        """One request, answered. Raises `Unreachable`."""
        try:
            answer = super().send(request, **options)
        except requests.RequestException as error:
            raise Unreachable(f"Instagram cannot be reached ({type(error).__name__}).") from None
        if answer.status_code == requests.codes.request_timeout:
            raise Unreachable("Instagram waited too long for the request (status 408).")
        return answer


def send_only_through(bridge: PhoneBridge, client: Any) -> None:
    """Whatever Instagrapi's client sends from now on, also with settings that it loads later, uses `bridge`."""
    for session in (client.private, client.public, client.graphql):
        # No proxies, no .netrc and no certificates from the environment.
        session.trust_env = False
        session.verify = True
        session.adapters.clear()
        # The library puts its own adapters at `https://` again when settings change; a longer address wins over it.
        for address in ("https://", "http://", f"https://{FIRST_HOST}", f"https://{LOGIN_HOST}"):
            session.mount(address, bridge)
