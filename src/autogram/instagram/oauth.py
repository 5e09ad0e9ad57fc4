"""Instagram Login: the consent page, the exchange of its code, and the life of the token."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import httpx2
import stamina

from autogram.instagram.errors import is_passing
from autogram.instagram.transport import ask, text_of, unwrapped

SCOPES = (
    "instagram_business_basic",
    "instagram_business_content_publish",
    "instagram_business_manage_comments",
    "instagram_business_manage_messages",
    "instagram_business_manage_insights",
)
USUAL_LIFE = timedelta(seconds=5_183_944)


@dataclass(frozen=True, slots=True, repr=False)
class ShortToken:
    """What the code was exchanged for: good for an hour. `scopes` is None when Instagram did not list them."""

    token: str
    scopes: tuple[str, ...] | None


@dataclass(frozen=True, slots=True, repr=False)
class LongToken:
    """Good for about 60 days, and refreshed by itself while it lives. `scopes` as in `ShortToken`."""

    token: str
    lives_for: timedelta
    scopes: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class InstagramLogin:
    """The Meta app on Instagram's login, code exchange and token hosts."""

    http: httpx2.AsyncClient
    login_url: str
    api_url: str
    graph_url: str
    app_id: str
    app_secret: str

    def __repr__(self) -> str:
        return f"InstagramLogin({self.login_url})"

    def consent_url(self, redirect_uri: str, state: str) -> str:
        """Where the owner of an account is sent to agree."""
        query = {
            "client_id": self.app_id,
            "redirect_uri": redirect_uri,
            "response_type": "code",
            "scope": ",".join(SCOPES),
            "state": state,
        }
        return f"{self.login_url}/oauth/authorize?{urlencode(query)}"

    async def exchange_code(self, code: str, redirect_uri: str) -> ShortToken:
        """Both shapes in circulation are understood: flat, and in `data[]`; scopes as list or as text."""
        form = {
            "client_id": self.app_id,
            "client_secret": self.app_secret,
            "grant_type": "authorization_code",
            "redirect_uri": redirect_uri,
            # Instagram appends #_ to the redirect; some browsers hand it over with the code.
            "code": code.removesuffix("#_"),
        }
        body, _ = await ask(self.http, "POST", f"{self.api_url}/oauth/access_token", data=form)
        entry = unwrapped(body)
        return ShortToken(text_of(entry, "access_token"), _scopes(entry.get("permissions")))

    async def long_token(self, short_token: str) -> LongToken:
        query = {"grant_type": "ig_exchange_token", "client_secret": self.app_secret, "access_token": short_token}
        return await self._token("/access_token", query)

    async def refresh(self, token: str) -> LongToken:
        """The token must be at least 24 hours old and alive; nothing can revive a dead one."""
        return await self._token("/refresh_access_token", {"grant_type": "ig_refresh_token", "access_token": token})

    async def _token(self, path: str, query: dict[str, str]) -> LongToken:
        # Neither of the two uses anything up. The decorator would log its arguments, and these are secrets.
        async for attempt in stamina.retry_context(is_passing, attempts=3, timeout=60, wait_initial=0.3, wait_max=3.0):
            with attempt:
                body, _ = await ask(self.http, "GET", self.graph_url + path, params=query)
        return LongToken(text_of(body, "access_token"), _life(body.get("expires_in")), _scopes(body.get("permissions")))


def _life(seconds: Any) -> timedelta:
    try:
        return timedelta(seconds=int(seconds)) or USUAL_LIFE
    except (TypeError, ValueError):
        return USUAL_LIFE


def _scopes(value: Any) -> tuple[str, ...] | None:
    if value is None:
        return None
    words = value if isinstance(value, list) else re.split(r"[,\s]+", str(value))
    return tuple(word for word in words if word)
