"""Logins of helpers: few, counted, on record, and nothing kept that has not been proven."""

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from autogram.core import clock
from autogram.core.audit import record
from autogram.core.errors import TooManyRequests, problem_code
from autogram.core.limits import RateLimit, spend
from autogram.core.runtime import Runtime
from autogram.exchange.community.models import Community
from autogram.exchange.helpers import queries
from autogram.exchange.helpers.models import HelperHealth
from autogram.exchange.helpers.schemas import HelperLogin
from autogram.exchange.helpers.service.loans import Loan
from autogram.exchange.helpers.service.opening import open_reader
from autogram.exchange.helpers.service.refusals import as_app_error, health_after
from autogram.exchange.helpers.service.wellbeing import State, note
from autogram.instagram.mobile.errors import WrongCode
from autogram.instagram.web.errors import BadCredentials, TwoFactorNeeded, WebError
from autogram.instagram.web.instaloader_posts import InstaloaderPosts

# Each try is a login at Instagram: few, so that nobody's password can be guessed through us.
BY_ACCOUNT = RateLimit("helper-login", 3, timedelta(hours=1))
BY_PERSON = RateLimit("helper-login-by", 10, timedelta(hours=1))
ANOTHER_ACCOUNT = "@{} is another account now. Delete the helper and add it again."


@dataclass(frozen=True, slots=True)
class Proven:
    """What a login has proven: whose account it is, and a session of it."""

    instagram_id: str
    session: str = field(repr=False)


async def prove(runtime: Runtime, community: Community, username: str, login: HelperLogin, by_user: UUID) -> Proven:
    """Session and number of the account after one login; a refused one is on record.

    Raises `TooManyRequests`, `HelperLoginRefused`, `HelperMustAct`, `HelperLoginUnusable`.
    """
    await spend(runtime.database, BY_PERSON, str(by_user))
    await spend(runtime.database, BY_ACCOUNT, username)
    code = login.verification_code.get_secret_value() if login.verification_code else ""
    try:
        return await _log_in(runtime, username, login.password.get_secret_value(), code)
    except WebError as error:
        async with runtime.database.transaction() as session:
            record(
                session,
                "helpers.login_refused",
                f"community:{community.id}",
                actor_id=by_user,
                workspace_id=community.workspace_id,
                username=username,
                refusal=problem_code(type(error)),
            )
        raise as_app_error(error) from None


async def log_in_by_itself(runtime: Runtime, loan: Loan) -> str | None:
    """A fresh session of a helper whose own has ended, with the password it keeps; None if there is none today.

    That it was tried is written before, so that whoever dies meanwhile leaves no second try.
    """
    if loan.password is None or not await _may_try(runtime, loan):
        return None
    try:
        proven = await _log_in(runtime, loan.username, loan.password, "")
    except WebError as error:
        await _could_not(runtime, loan, error)
        return None
    async with runtime.database.transaction() as session:
        helper = await queries.borrowed(session, loan.helper_id, loan.borrower, with_secrets=True)
        if helper is None:
            return None
        if helper.instagram_id != proven.instagram_id:
            await note(session, helper, State(HelperHealth.EXPIRED, ANOTHER_ACCOUNT.format(loan.username)))
            return None
        helper.session, helper.logged_in_at = proven.session, clock.now()
        await note(session, helper, State(HelperHealth.OK))
    return proven.session


async def _may_try(runtime: Runtime, loan: Loan) -> bool:
    try:
        await spend(runtime.database, BY_ACCOUNT, loan.username)
    except TooManyRequests:
        return False
    async with runtime.database.transaction() as session:
        helper = await queries.borrowed(session, loan.helper_id, loan.borrower)
        if helper is None:
            return False
        helper.tried_login_at = clock.now()
    return True


async def _could_not(runtime: Runtime, loan: Loan, error: WebError) -> None:
    """The helper waits for somebody; a password that does not let it in is not kept."""
    async with runtime.database.transaction() as session:
        helper = await queries.borrowed(session, loan.helper_id, loan.borrower, with_secrets=True)
        if helper is None:
            return
        if isinstance(error, BadCredentials | TwoFactorNeeded):
            helper.password, helper.keeps_password = None, False
        is_blocked = health_after(error) is HelperHealth.BLOCKED
        await note(session, helper, State(HelperHealth.BLOCKED if is_blocked else HelperHealth.EXPIRED, str(error)))


async def _log_in(runtime: Runtime, username: str, password: str, code: str) -> Proven:
    reader = open_reader(runtime)
    try:
        await _let_in(reader, username, password, code)
        return Proven(reader.account_id, reader.export_session())
    finally:
        await reader.close()


async def _let_in(reader: InstaloaderPosts, username: str, password: str, code: str) -> None:
    try:
        await reader.log_in(username, password, None)
    except TwoFactorNeeded:
        if not code:
            raise
        await _send_code(reader, code)


async def _send_code(reader: InstaloaderPosts, code: str) -> None:
    try:
        await reader.send_code(code)
    except BadCredentials:
        raise WrongCode from None
