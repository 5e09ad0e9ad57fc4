"""Taking orders: one active crawl per Instagram account, whoever asks, and not too often."""

import hashlib
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.audience.crawling import queries
from autogram.audience.crawling.credentials import Credentials, open_instaloader
from autogram.audience.crawling.errors import AccountBeingRead, NoStoredSession
from autogram.audience.crawling.schemas import CookieCrawl, CrawlCreate, CrawlRead, LoginCrawl
from autogram.audience.crawling.service.queueing import start_due
from autogram.audience.crawling.service.refusals import as_app_error
from autogram.audience.crawling.service.showing import shown
from autogram.audience.models import AudienceJob, AudienceProfile
from autogram.audience.vocabulary import SnapshotSource
from autogram.core.audit import record
from autogram.core.ids import new_id
from autogram.core.limits import RateLimit, spend
from autogram.core.runtime import Runtime
from autogram.core.settings import Settings
from autogram.identity.permissions import Actor
from autogram.instagram.web.errors import WebError
from autogram.instagram.web.lists import WebSession
from autogram.instagram.web.switch import require_unofficial_access

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
# Of one address, or of one user.
BY_CALLER = RateLimit("crawl-caller", 20, _HOUR)
BY_ACCOUNT = RateLimit("crawl-account", 10, _HOUR)
# Each try is a login at Instagram: few, so that nobody's password can be guessed through us.
LOGINS = RateLimit("crawl-login", 5, _DAY)


@dataclass(frozen=True, slots=True)
class Order:
    """What a crawl needs to exist. Without a workspace it is anonymous, and `public_id` is how one asks for it."""

    credentials: Credentials
    key: str
    source: SnapshotSource
    workspace_id: UUID | None = None
    user_id: UUID | None = None
    profile_id: UUID | None = None
    public_id: str | None = None


def credential_id(first: str, second: str) -> str:
    """Sixteen signs that only somebody with both secrets can name: how the predecessor called its jobs."""
    return hashlib.sha256(f"{first}:{second}".encode()).hexdigest()[:16]


async def begin_crawl(runtime: Runtime, actor: Actor, wish: CrawlCreate) -> CrawlRead:
    """The crawl is being done, or waits for its turn.

    Raises `UnofficialAccessDisabled`, `AccountBeingRead`, `NoStoredSession`, `TooManyRequests`.
    """
    require_unofficial_access(runtime.settings)
    await spend(runtime.database, BY_CALLER, f"user:{actor.user_id}")
    order = await _order(runtime, actor, wish)
    # Apart for each workspace, so that nobody uses up what is another's.
    await spend(runtime.database, BY_ACCOUNT, f"{actor.workspace_id}:{order.key}")
    order = replace(order, workspace_id=actor.workspace_id, user_id=actor.user_id)
    async with runtime.database.transaction() as session:
        crawl = await place(session, runtime.settings, order)
        return await shown(session, runtime.settings, crawl)


async def _order(runtime: Runtime, actor: Actor, wish: CrawlCreate) -> Order:
    if isinstance(wish, CookieCrawl):
        return order_with_cookies(wish)
    if isinstance(wish, LoginCrawl):
        return await order_with_login(runtime, wish)
    async with runtime.database.reading() as session:
        profile = await queries.profile_of(session, actor.workspace_id, wish.profile_id)
    if profile is None:
        raise NoStoredSession
    return order_of_profile(profile)


def order_with_cookies(wish: CookieCrawl) -> Order:
    """An order for the account whose cookies these are."""
    credentials = wish.credentials()
    return Order(credentials, WebSession(credentials.session_id or "", "").user_id, SnapshotSource.WEB)


async def order_with_login(runtime: Runtime, wish: LoginCrawl) -> Order:
    """Logged in, now and once: a code is good for seconds only, and what is not stored cannot be stolen.

    Raises `TooManyRequests`, `InstagramLoginRefused`, `InstagramAsksOwner`, `InstagramUnusable`.
    """
    await spend(runtime.database, LOGINS, f"@{wish.username}")
    reader = open_instaloader(runtime.settings)
    try:
        await reader.log_in(wish.username, wish.password.get_secret_value(), wish.code)
        credentials = Credentials(session=reader.export_session(), keep=wish.keep_session)
        return Order(credentials, reader.account_id, SnapshotSource.INSTALOADER)
    except WebError as error:
        raise as_app_error(error) from None
    finally:
        await reader.close()


def order_of_profile(profile: AudienceProfile) -> Order:
    """An order with the session that is stored for the profile. Raises `NoStoredSession`."""
    if profile.session_secrets is None or profile.session_source is None or profile.instagram_id is None:
        raise NoStoredSession
    credentials = Credentials.load(profile.session_secrets)
    return Order(credentials, profile.instagram_id, profile.session_source, profile.workspace_id, profile_id=profile.id)


async def place(session: AsyncSession, settings: Settings, order: Order) -> AudienceJob:
    """The crawl stands in the queue, and is being read if a place is free. Raises `AccountBeingRead`."""
    # Two orders at once are decided one after the other, so that both see the truth.
    await queries.lock_places(session)
    if active := await queries.active_of(session, order.key):
        is_theirs = order.workspace_id is not None and active.workspace_id == order.workspace_id
        raise AccountBeingRead(
            f"Another crawl of this account is {active.status.value}. One account is read by one at a time.",
            crawl_id=str(active.id) if is_theirs else None,
            crawl_status=active.status.value,
        )
    if order.public_id is not None:
        # What was found before is no reason not to look again.
        await queries.delete_ended(session, public_id=order.public_id)
    crawl_id = new_id()
    crawl = AudienceJob(
        id=crawl_id,
        public_id=order.public_id or str(crawl_id),
        workspace_id=order.workspace_id,
        user_id=order.user_id,
        profile_id=order.profile_id,
        source=order.source,
        instagram_key=order.key,
        secrets=order.credentials.dump(),
    )
    session.add(crawl)
    record(
        session,
        "audience.crawl_begun",
        f"crawl:{crawl_id}",
        actor_id=order.user_id,
        workspace_id=order.workspace_id,
        details={"source": order.source.value, "instagram_id": order.key},
    )
    await start_due(session, settings.unofficial)
    return crawl
