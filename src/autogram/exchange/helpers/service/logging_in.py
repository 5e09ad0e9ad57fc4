"""Logins of helpers: few, counted, and nothing kept that has not been proven."""

from datetime import timedelta
from uuid import UUID

from autogram.core import clock
from autogram.core.errors import TooManyRequests
from autogram.core.limits import RateLimit, spend
from autogram.core.runtime import Runtime
from autogram.exchange.helpers import queries
from autogram.exchange.helpers.models import Helper, HelperHealth
from autogram.exchange.helpers.schemas import HelperLogin
from autogram.exchange.helpers.service.opening import open_reader
from autogram.exchange.helpers.service.refusals import as_app_error
from autogram.exchange.helpers.service.wellbeing import note_refusal
from autogram.instagram.web.errors import WebError
from autogram.instagram.web.instaloader_posts import InstaloaderPosts

# Each try is a login at Instagram: few, so that nobody's password can be guessed through us.
BY_ACCOUNT = RateLimit("helper-login", 3, timedelta(hours=1))
BY_PERSON = RateLimit("helper-login-by", 10, timedelta(hours=1))


async def proven_session(runtime: Runtime, username: str, login: HelperLogin, by_user: UUID) -> tuple[str, str]:
    """Session and Instagram's number of the account, after one login.

    Raises `TooManyRequests`, `HelperLoginRefused`, `HelperMustAct`, `HelperLoginUnusable`.
    """
    await spend(runtime.database, BY_PERSON, str(by_user))
    await spend(runtime.database, BY_ACCOUNT, username)
    reader = open_reader(runtime)
    code = login.verification_code.get_secret_value() if login.verification_code else None
    try:
        return await _logged_in(reader, username, login.password.get_secret_value(), code)
    except WebError as error:
        raise as_app_error(error) from None
    finally:
        await reader.close()


async def log_in_by_itself(runtime: Runtime, helper: Helper) -> bool:
    """Whether the helper, whose session has ended, is logged in again with the password it keeps; tried once a day.

    `helper` then has the new session.
    """
    if helper.password is None:
        return False
    reader = open_reader(runtime)
    try:
        await spend(runtime.database, BY_ACCOUNT, helper.username)
        session_text, _ = await _logged_in(reader, helper.username, helper.password, None)
    except TooManyRequests:
        return False
    except WebError as error:
        await _tried(runtime, helper)
        await note_refusal(runtime, helper.community_id, helper.id, error)
        return False
    finally:
        await reader.close()
    async with runtime.database.transaction() as session:
        row = await queries.helper_of(session, helper.community_id, helper.id, lock=True, with_secrets=True)
        row.session, row.health, row.problem, row.logged_in_at = session_text, HelperHealth.OK, None, clock.now()
    helper.session = session_text
    return True


async def _tried(runtime: Runtime, helper: Helper) -> None:
    """Not again before tomorrow."""
    async with runtime.database.transaction() as session:
        row = await queries.helper_of(session, helper.community_id, helper.id, lock=True)
        row.logged_in_at = clock.now()


async def _logged_in(reader: InstaloaderPosts, username: str, password: str, code: str | None) -> tuple[str, str]:
    await reader.log_in(username, password, code or None)
    return reader.export_session(), reader.account_id
