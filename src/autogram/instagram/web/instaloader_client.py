"""Instaloader, unmodified, in a thread of its own: a session of one account, and a reader of its lists."""

import asyncio
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from autogram.instagram.export.kinds import ListKind
from autogram.instagram.web.answers import refusal
from autogram.instagram.web.errors import (
    AccountUnknown,
    BadCredentials,
    Checkpoint,
    ProtocolChanged,
    RateLimited,
    SessionExpired,
    TwoFactorNeeded,
    Unreachable,
    WebError,
)
from autogram.instagram.web.lists import Page, WebProfile
from autogram.instagram.web.shapes import edges_page

if TYPE_CHECKING:
    from instaloader import Instaloader

    from autogram.instagram.web.instaloader_transport import Bridge

T = TypeVar("T")

# The website's own questions for the two lists, as the library asks them.
QUESTIONS = {
    ListKind.FOLLOWERS: ("37479f2b8209594dde7facb0d904896a", "edge_followed_by"),
    ListKind.FOLLOWING: ("58712303d941c6855d4e888c5f0cd22f", "edge_follow"),
}
OWN_NAME = "d6f4427fbe92d846298cf93df0b937d3"
PAGE_SIZE = 50
THREADS = 16
WRONG_CODE = "Instagram does not accept this two-factor code. Begin again with the one that is shown now."
NO_SUCH_NAME = "Instagram knows nobody of this name."


@cache
def _threads() -> ThreadPoolExecutor:
    """Of its own: a slow Instagram must not take the threads in which others check passwords."""
    return ThreadPoolExecutor(THREADS, thread_name_prefix="instaloader")


class _NoWaiting:
    """Pace and budget are ours to keep: where the library would sleep, it is told to stop instead."""

    def __init__(self, context: object) -> None:
        pass

    def wait_before_query(self, query_type: str) -> None:
        pass

    def handle_429(self, query_type: str) -> NoReturn:
        raise RateLimited

    def sleep(self, seconds: float) -> NoReturn:
        raise RateLimited(retry_after=timedelta(seconds=seconds))


class InstaloaderSession:
    """One Instaloader for one account: log in, or bring a session.

    Its methods do not overlap. No password is kept, and nothing is ever repeated.
    """

    def __init__(
        self,
        hosts: dict[str, str],
        *,
        session: str | None = None,
        timeout: timedelta = timedelta(seconds=30),
        has_worked: bool = False,
    ) -> None:
        """`hosts` says where each of Instagram's hosts is; `session` is what `export_session` gave."""
        self._hosts, self._timeout, self._has_worked = hosts, timeout, has_worked
        self._session = session
        self._bridge: Bridge | None = None
        self._loader: Instaloader | None = None

    def __repr__(self) -> str:
        return f"{type(self).__name__}(…)"

    async def log_in(self, username: str, password: str, code: str | None) -> None:
        """Logged in, and the session is here. Raises `BadCredentials`, `TwoFactorNeeded` or another `WebError`."""
        await self._run(lambda loader: _log_in(loader, username, password, code), is_login=True)

    async def send_code(self, code: str) -> None:
        """Logged in, after `TwoFactorNeeded`. Raises `BadCredentials`; another code may then be sent."""
        await self._run(lambda loader: loader.two_factor_login(code.replace(" ", "")), is_login=True)

    @property
    def account_id(self) -> str:
        """Instagram's number of who is logged in; empty while nobody is."""
        return (self._loader.context.user_id or "") if self._loader else ""

    def export_session(self) -> str:
        """The session as JSON, from which another reader goes on; as secret as a password."""
        assert self._loader is not None, "log in first"
        return json.dumps({"username": self._loader.context.username, "cookies": self._loader.save_session()})

    async def who_am_i(self) -> str:
        """Instagram's name of who is logged in. Raises `SessionExpired` if nobody is, `WebError`."""
        return await self._run(read_own_name)

    async def close(self) -> None:
        """The connections are closed."""
        if self._bridge is not None:
            await asyncio.to_thread(self._bridge.end)

    async def _run(self, work: Callable[["Instaloader"], T], *, is_login: bool = False) -> T:
        """What `work` gives, done in a thread, since the library knows no other way."""
        result = await asyncio.get_running_loop().run_in_executor(_threads(), self._do, work, is_login)
        self._has_worked = True
        return result

    def _do(self, work: Callable[["Instaloader"], T], is_login: bool) -> T:
        from autogram.instagram.web.instaloader_transport import Bridge, sending_through

        if self._bridge is None:
            self._bridge = Bridge(self._hosts, self._timeout)
        with sending_through(self._bridge):
            try:
                if self._loader is None:
                    self._loader = _new_loader(self._session, self._timeout)
                return work(self._loader)
            except WebError:
                raise
            except Exception as error:
                raise self._meaning(error, self._bridge, is_login) from None

    def _meaning(self, error: Exception, bridge: "Bridge", is_login: bool) -> WebError:
        """What the library's exception means: what Instagram answered counts more than what was made of it."""
        if is_login and (known := _login_refusal(error)):
            return known
        if bridge.last is not None and (refused := refusal(bridge.last, has_worked=self._has_worked)):
            return refused
        if bridge.last is None and bridge.requests:
            return Unreachable(f"Instagram cannot be reached ({type(error.__cause__ or error).__name__}).")
        return ProtocolChanged()


class InstaloaderLists(InstaloaderSession):
    """Reads the account's own lists like any other reader."""

    async def profile(self) -> WebProfile:
        """The account and its counts. Raises `WebError`."""
        return await self._run(_read_profile)

    async def page(self, kind: ListKind, cursor: str | None) -> Page:
        """The page of a list at `cursor`, or the first. Raises `WebError`."""
        return await self._run(lambda loader: _read_page(loader, kind, cursor))


def _new_loader(session: str | None, timeout: timedelta) -> "Instaloader":
    from instaloader import Instaloader

    loader = Instaloader(
        sleep=False,
        quiet=True,
        max_connection_attempts=1,
        request_timeout=timeout.total_seconds(),
        rate_controller=_NoWaiting,  # type: ignore[arg-type]  # all that the library calls is there
        download_pictures=False,
        iphone_support=False,
    )
    # It writes to standard error even when it is told to be quiet.
    loader.context.error = _say_nothing  # type: ignore[method-assign]
    if session is not None:
        stored = json.loads(session)
        loader.load_session(stored["username"], stored["cookies"])
    return loader


def _say_nothing(*_words: object, **_options: object) -> None:
    pass


def _log_in(loader: "Instaloader", username: str, password: str, code: str | None) -> None:
    from instaloader import TwoFactorAuthRequiredException

    try:
        loader.login(username, password)
    except TwoFactorAuthRequiredException:
        if not code:
            raise TwoFactorNeeded from None
        loader.two_factor_login(code.replace(" ", ""))


def _login_refusal(error: Exception) -> WebError | None:
    """Refusals that only a login has; its words are matched because the library has no classes for them."""
    from instaloader import BadCredentialsException, LoginException

    text = str(error)
    if isinstance(error, BadCredentialsException):
        return BadCredentials(WRONG_CODE if text.startswith("2FA") else "")
    if isinstance(error, LoginException) and "does not exist" in text:
        return BadCredentials(NO_SUCH_NAME)
    if isinstance(error, LoginException) and "Checkpoint" in text:
        return Checkpoint()
    return None


def read_own_name(loader: "Instaloader") -> str:
    """Asked for itself: the library's own test takes every failure for being logged out."""
    body = loader.context.graphql_query(OWN_NAME, {})
    user = (body.get("data") or {}).get("user")
    if not user:
        raise SessionExpired
    return str(user["username"])


def _read_profile(loader: "Instaloader") -> WebProfile:
    from instaloader import Profile, ProfileNotExistsException

    context = loader.context
    if not context.user_id:
        raise SessionExpired
    profile = Profile(context, {"id": context.user_id, "username": context.username or ""})
    try:
        followers_count = profile.followers
    except ProfileNotExistsException:
        raise AccountUnknown from None
    return WebProfile(
        id=str(context.user_id),
        username=profile.username,
        full_name=profile.full_name,
        is_private=profile.is_private,
        followers_count=followers_count,
        following_count=profile.followees,
        is_followed_by_viewer=profile.followed_by_viewer,
    )


def _read_page(loader: "Instaloader", kind: ListKind, cursor: str | None) -> Page:
    """One page, asked for itself: the library's own iterator ends silently at an empty page, and cannot be resumed."""
    question, edge_name = QUESTIONS[kind]
    wish: dict[str, Any] = {"id": str(loader.context.user_id), "first": PAGE_SIZE} | (
        {"after": cursor} if cursor else {}
    )
    body = loader.context.graphql_query(question, wish, referer="https://www.instagram.com/")
    return edges_page(body, edge_name)
