"""Our own reader of the website's lists, for somebody who has pasted their browser's cookies."""

import json
import ssl
from datetime import timedelta
from functools import cache
from typing import Any
from urllib.parse import quote, unquote

import httpx2

from autogram.instagram.export.kinds import ListKind
from autogram.instagram.web.answers import Answer, refusal
from autogram.instagram.web.errors import PrivateNotVisible, ProtocolChanged, Unreachable
from autogram.instagram.web.lists import Page, WebProfile, WebSession
from autogram.instagram.web.shapes import friendships_page, profile_of

# What the website asks as, and the number of its question for a profile.
APP_ID, PROFILE_QUESTION = "936619743392459", "27937681195819736"
BROWSER = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36"
)
# Only a wish: Instagram gives at most 200 at a time, and often fewer.
PAGE_SIZE = 200


@cache
def _tls() -> ssl.SSLContext:
    """Reading the certificates takes longer than many a request: once for the process."""
    return httpx2.create_ssl_context()


class WebLists:
    """Reads the lists of an account with a session; by default of the session's own account.

    It keeps no cookies that are sent to it, follows no redirects, uses no proxies, and repeats nothing.
    """

    def __init__(
        self,
        base_url: str,
        session: WebSession,
        *,
        account_id: str | None = None,
        timeout: timedelta = timedelta(seconds=30),
        has_worked: bool = False,
    ) -> None:
        self.account_id = account_id or session.user_id
        self._is_own = self.account_id == session.user_id
        self._base, self._has_worked = base_url.rstrip("/"), has_worked
        cookies = session.as_cookies() | {"sessionid": quote(unquote(session.session_id), safe="")}
        self._http = httpx2.AsyncClient(
            timeout=timeout.total_seconds(),
            trust_env=False,
            follow_redirects=False,
            verify=_tls(),
            headers={
                "user-agent": BROWSER,
                "accept": "*/*",
                "accept-language": "en-US,en;q=0.8",
                "referer": "https://www.instagram.com/",
                "x-asbd-id": "359341",
                "x-csrftoken": session.csrf_token,
                "x-ig-app-id": APP_ID,
                "x-ig-www-claim": "0",
                "x-requested-with": "XMLHttpRequest",
                "cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
            },
        )

    def __repr__(self) -> str:
        return f"WebLists({self._base})"

    async def profile(self) -> WebProfile:
        """The account and its counts. Raises `WebError`."""
        variables = json.dumps({"id": self.account_id, "render_surface": "PROFILE"}, separators=(",", ":"))
        form = {"doc_id": PROFILE_QUESTION, "variables": variables, "server_timestamps": "true"}
        return profile_of(await self._ask("POST", "/graphql/query", data=form))

    async def page(self, kind: ListKind, cursor: str | None) -> Page:
        """The page of a list at `cursor`, or the first. Raises `WebError`."""
        wish = {"count": str(PAGE_SIZE), "search_surface": "follow_list_page"} | ({"max_id": cursor} if cursor else {})
        page = friendships_page(
            await self._ask("GET", f"/api/v1/friendships/{self.account_id}/{kind.value}/", params=wish)
        )
        if not page.users and page.next_cursor is None and cursor is None:
            await self._require_visible()
        return page

    async def close(self) -> None:
        """The connections are closed, and the cookies forgotten with them."""
        await self._http.aclose()

    async def _require_visible(self) -> None:
        """An empty list is believed unless the account hides it. One's own is never hidden."""
        if self._is_own:
            return
        profile = await self.profile()
        if profile.is_private and not profile.is_followed_by_viewer:
            raise PrivateNotVisible

    async def _ask(self, method: str, path: str, **options: Any) -> dict[str, Any]:
        try:
            answer = await self._http.request(method, self._base + path, **options)
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            raise Unreachable(f"Instagram cannot be reached ({type(error).__name__}).") from None
        # Set-Cookie may hold a session of somebody; nothing of it is kept.
        self._http.cookies.clear()
        judged = Answer(
            answer.status_code,
            answer.text,
            answer.headers.get("location", ""),
            answer.headers.get("retry-after", ""),
        )
        if refused := refusal(judged, has_worked=self._has_worked):
            raise refused
        body = judged.body
        if body is None:
            raise ProtocolChanged
        self._has_worked = True
        return body
