"""Instagrapi as a phone that writes comments: unmodified, in a thread of its own, nothing sent twice."""

import asyncio
import json
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from autogram.instagram.mobile.answers import meaning_of
from autogram.instagram.mobile.errors import LoginUnexplained
from autogram.instagram.mobile.own_comments import Looked, look_for
from autogram.instagram.web.errors import (
    Checkpoint,
    ProtocolChanged,
    SessionExpired,
    TwoFactorNeeded,
    WebError,
)

if TYPE_CHECKING:
    from autogram.instagram.mobile.transport import PhoneBridge

T = TypeVar("T")
# The library has no types.
Client = Any
THREADS = 8
# They write down whole answers, which hold tokens.
LOGGERS = ("instagrapi", "private_request", "public_request", "graphql_request")


@cache
def _threads() -> ThreadPoolExecutor:
    """Of its own: a slow Instagram must not take the threads in which others check passwords."""
    return ThreadPoolExecutor(THREADS, thread_name_prefix="instagrapi")


class InstagrapiPhone:
    """One Instagrapi for one account: log in, or bring a session; then write and look.

    Its methods do not overlap. No password is kept, no challenge is solved, and nothing is ever repeated.
    """

    def __init__(
        self, hosts: dict[str, str], *, session: str | None = None, timeout: timedelta = timedelta(seconds=30)
    ) -> None:
        """`hosts` says where each of the app's hosts is; `session` is what `export_session` gave."""
        self._hosts, self._timeout, self._session = hosts, timeout, session
        # A stored session was good once; and whom nobody lets in has none that could have ended.
        self._has_worked = session is not None
        self._bridge: PhoneBridge | None = None
        self._client: Client | None = None

    def __repr__(self) -> str:
        return "InstagrapiPhone(…)"

    async def log_in(self, username: str, password: str, code: str | None) -> None:
        """Logged in, and the session is here.

        Raises `BadCredentials`, `TwoFactorNeeded`, `WrongCode`, `Checkpoint`, `LoginUnexplained` or another `WebError`.
        A code comes with a whole login: Instagram forgets the one before.
        """
        await self._run(lambda client: _log_in(client, username, password, code), is_login=True)

    @property
    def account_id(self) -> str:
        """Instagram's number of who is logged in; empty while nobody is."""
        return str(self._client.user_id or "") if self._client else ""

    def export_session(self) -> str:
        """The session as JSON, from which another phone goes on; as secret as a password, and without one."""
        assert self._client is not None, "log in first"
        return json.dumps(self._client.get_settings())

    async def is_alive(self) -> bool:
        """Whether the session still holds. Raises another `WebError` when Instagram does not say."""
        try:
            await self._run(lambda client: client.account_info())
        except SessionExpired:
            return False
        return True

    async def comment(self, media_id: str, text: str) -> str:
        """The comment stands below the post; its id. `media_id` is `<media>_<owner>`.

        One request is made. Whatever is raised but `PostGone` and `CommentsOff`, the comment may have been written:
        look before anything else.
        """
        assert "_" in media_id, "the library would ask whose post it is"
        return await self._run(lambda client: str(client.media_comment(media_id, text).pk))

    async def find_own_comment(self, media_id: str, text: str) -> Looked:
        """Whether this account's comment with this text stands below the post. Raises `WebError`."""
        return await self._run(lambda client: look_for(client, media_id, text))

    async def close(self) -> None:
        """The connections are closed."""
        if self._bridge is not None:
            await asyncio.to_thread(self._bridge.end)

    async def _run(self, work: Callable[[Client], T], *, is_login: bool = False) -> T:
        """What `work` gives, done in a thread, since the library knows no other way."""
        result = await asyncio.get_running_loop().run_in_executor(_threads(), self._do, work, is_login)
        self._has_worked = True
        return result

    def _do(self, work: Callable[[Client], T], is_login: bool) -> T:
        from autogram.instagram.mobile.transport import PhoneBridge

        if self._bridge is None:
            self._bridge = PhoneBridge(self._hosts, self._timeout)
        try:
            if self._client is None:
                self._client = _new_client(self._bridge, self._session)
            return work(self._client)
        except WebError:
            raise
        except Exception as error:
            raise self._meaning(error, self._bridge, is_login) from None

    def _meaning(self, error: Exception, bridge: "PhoneBridge", is_login: bool) -> WebError:
        """What the library's exception means: what Instagram answered counts more than what was made of it."""
        from instagrapi.exceptions import (  # type: ignore[import-untyped]  # it has none
            ChallengeError,
            LoginRequired,
            TwoFactorRequired,
        )

        if isinstance(error, TwoFactorRequired):
            return TwoFactorNeeded()
        if bridge.last is not None and (refused := meaning_of(bridge.last, has_worked=self._has_worked or is_login)):
            return refused
        if isinstance(error, ChallengeError):
            return Checkpoint()
        if isinstance(error, LoginRequired):
            return SessionExpired()
        return LoginUnexplained() if is_login else ProtocolChanged()


def _new_client(bridge: "PhoneBridge", session: str | None) -> Client:
    import instagrapi  # type: ignore[import-untyped]  # it has none

    from autogram.instagram.mobile.transport import send_only_through

    for name in LOGGERS:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    stored = json.loads(session) if session is not None else {}
    # `request_timeout` is a sleep before each request; pace and budget are ours to keep.
    plain = {"request_timeout": 0, "private_transport": "requests", "session_retry_total": 0, "tls_verify": True}
    client = instagrapi.Client(
        settings=stored | (plain if stored else {}),
        public_request_retries_count=1,
        with_challenge_flow=False,
        **plain,
    )
    # Without it the library repeats some requests after an error, and asks at the keyboard after others.
    client.handle_exception = _raise
    client.challenge_code_handler = client.change_password_handler = _nobody_answers
    send_only_through(bridge, client)
    return client


def _raise(_client: Client, error: Exception) -> NoReturn:
    raise error


def _nobody_answers(*_words: object) -> NoReturn:
    raise Checkpoint


def _log_in(client: Client, username: str, password: str, code: str | None) -> None:
    try:
        if not client.login(username, password, verification_code=(code or "").replace(" ", "")):
            raise LoginUnexplained
    finally:
        # It would keep it for logging in again by itself.
        client.password = None
