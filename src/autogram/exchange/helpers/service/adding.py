"""New helpers, and old ones that log in again."""

from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import clock
from autogram.core.audit import record
from autogram.core.runtime import Runtime
from autogram.exchange.community.models import Community
from autogram.exchange.helpers import queries
from autogram.exchange.helpers.errors import HelperExists, HelperLoginRefused
from autogram.exchange.helpers.models import Helper, HelperHealth
from autogram.exchange.helpers.schemas import HelperCreate, HelperLogin, HelperRead
from autogram.exchange.helpers.service.logging_in import ANOTHER_ACCOUNT, prove
from autogram.exchange.helpers.service.showing import shown
from autogram.exchange.helpers.service.wellbeing import State, note, tell_browsers
from autogram.instagram.web.switch import require_unofficial_access


async def add_helper(runtime: Runtime, community: Community, wish: HelperCreate, *, by_user: UUID) -> HelperRead:
    """The account has logged in and reads for the community from now on. Call it with no transaction open.

    Raises `UnofficialAccessDisabled`, `HelperExists`, `TooManyRequests`, `HelperLoginRefused`, `HelperMustAct`,
    `HelperLoginUnusable`.
    """
    require_unofficial_access(runtime.settings)
    async with runtime.database.reading() as session:
        if await queries.by_username(session, community.id, wish.instagram_id):
            raise HelperExists(f"@{wish.instagram_id} is a helper already.")
    proven = await prove(runtime, community, wish.instagram_id, wish, by_user)
    helper = Helper(
        community_id=community.id,
        username=wish.instagram_id,
        instagram_id=proven.instagram_id,
        session=proven.session,
        password=wish.password.get_secret_value() if wish.keep_password else None,
        keeps_password=wish.keep_password,
        logged_in_at=clock.now(),
        requests_per_hour=wish.requests_per_hour,
    )
    try:
        async with runtime.database.transaction() as session:
            session.add(helper)
            await session.flush()
            _audit(session, community, helper, "helpers.add", by_user)
            await tell_browsers(session, community, helper)
            await session.refresh(helper)
            return await shown(session, helper)
    except IntegrityError:
        raise HelperExists(f"@{wish.instagram_id} is a helper already.") from None


async def log_in_again(
    runtime: Runtime, community: Community, helper_id: UUID, login: HelperLogin, *, by_user: UUID
) -> HelperRead:
    """The helper has a fresh session and is well. Raises what `add_helper` raises, and `HelperNotFound`."""
    require_unofficial_access(runtime.settings)
    async with runtime.database.reading() as session:
        username = (await queries.helper_of(session, community.id, helper_id)).username
    proven = await prove(runtime, community, username, login, by_user)
    async with runtime.database.transaction() as session:
        helper = await queries.helper_of(session, community.id, helper_id, lock=True, with_secrets=True)
        if helper.instagram_id != proven.instagram_id:
            raise HelperLoginRefused(ANOTHER_ACCOUNT.format(username), refusal="another-account")
        helper.session, helper.logged_in_at = proven.session, clock.now()
        helper.password = login.password.get_secret_value() if login.keep_password else None
        helper.keeps_password = login.keep_password
        # Whoever reads with the old session must not say of the new one that it has ended.
        helper.borrowed_by = helper.borrowed_until = None
        await note(session, helper, State(HelperHealth.OK))
        _audit(session, community, helper, "helpers.log_in", by_user)
        await tell_browsers(session, community, helper)
        await session.flush()
        return await shown(session, helper)


def _audit(session: AsyncSession, community: Community, helper: Helper, action: str, by_user: UUID) -> None:
    record(
        session,
        action,
        f"helper:{helper.id}",
        actor_id=by_user,
        workspace_id=community.workspace_id,
        username=helper.username,
    )
