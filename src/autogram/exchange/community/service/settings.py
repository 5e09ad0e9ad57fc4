"""Making, changing and deleting a workspace's community, and which one is in front."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import calling, clock
from autogram.core.audit import record
from autogram.core.errors import FieldError, InvalidInput
from autogram.core.live import announce
from autogram.core.settings import Settings
from autogram.exchange.community.errors import SlugTaken
from autogram.exchange.community.models import Community
from autogram.exchange.community.queries import communities
from autogram.exchange.community.schemas import CommunityRead, CommunityWrite, FrontRead
from autogram.exchange.community.service.finding import community_by_slug, front_community, require_community
from autogram.exchange.community.service.showing import week_read
from autogram.exchange.community.validation import require_present
from autogram.identity.permissions import Actor
from autogram.instagram.web.switch import require_unofficial_access

NULLABLE = frozenset({"chat_link", "qr_code_url", "verify_weekday", "summary_webhook_url", "summary_webhook_secret"})


async def read_community(session: AsyncSession, workspace_id: UUID) -> CommunityRead:
    """Raises `CommunityNotFound`."""
    return await _read(session, await require_community(session, workspace_id))


async def save_community(
    settings: Settings, session: AsyncSession, actor: Actor, wish: CommunityWrite
) -> tuple[CommunityRead, bool]:
    """The workspace has this community, and whether it is new. The first one of an installation is in front.

    Raises `InvalidInput`, `SlugTaken`, and `UnofficialAccessDisabled` if comments are to be written without it.
    """
    require_present(wish, nullable=NULLABLE)
    if wish.comments_enabled:
        require_unofficial_access(settings)
    if wish.summary_webhook_url:
        _require_callable(settings, wish.summary_webhook_url)
    await communities.claim_addresses(session)
    community = await communities.of_workspace(session, actor.workspace_id, lock=True)
    is_new = community is None
    if community is None:
        community = await _new(session, actor, wish)
    await _require_free_slug(session, community, wish.slug)
    _fill(community, wish)
    session.add(community)
    await session.flush()
    await _require_signed(session, community)
    await _note(session, community, actor, "community.create" if is_new else "community.update", wish.model_fields_set)
    return await _read(session, community), is_new


async def _new(session: AsyncSession, actor: Actor, wish: CommunityWrite) -> Community:
    missing = [name for name in ("name", "slug") if getattr(wish, name) is None]
    if missing:
        raise InvalidInput([FieldError(name, "is needed for a new community") for name in missing])
    return Community(workspace_id=actor.workspace_id, is_front=not await communities.is_any(session))


async def _require_free_slug(session: AsyncSession, community: Community, slug: str | None) -> None:
    if slug is None or slug == community.slug:
        return
    if await communities.with_slug(session, slug) is not None:
        raise SlugTaken(f"Another community has the address {slug}. Choose another one.")


def _fill(community: Community, wish: CommunityWrite) -> None:
    """What was sent stands in the row."""
    were_enabled = community.comments_enabled
    for name in wish.model_fields_set - {"summary_webhook_secret", "rules"}:
        setattr(community, name, getattr(wish, name))
    if wish.rules is not None:
        community.rules = [rule.model_dump(mode="json") for rule in wish.rules]
    if "summary_webhook_secret" in wish.model_fields_set:
        secret = wish.summary_webhook_secret
        community.summary_webhook_secret = secret.get_secret_value() if secret else None
    elif "summary_webhook_url" in wish.model_fields_set and wish.summary_webhook_url is None:
        community.summary_webhook_secret = None
    if community.comments_enabled and not were_enabled:
        community.next_comments_at = clock.now()
    elif not community.comments_enabled:
        community.next_comments_at = None


def _require_callable(settings: Settings, url: str) -> None:
    """As far as can be seen without looking the name up; that is done with each call."""
    try:
        calling.require_allowed_url(url, private_allowed=settings.inbox.outgoing_webhooks_private)
    except calling.AddressRefused as refusal:
        raise InvalidInput([FieldError("summary_webhook_url", str(refusal))]) from None


async def _require_signed(session: AsyncSession, community: Community) -> None:
    """Who receives the summary can tell that it is ours."""
    if community.summary_webhook_url and not await communities.has_webhook_secret(session, community.id):
        raise InvalidInput([FieldError("summary_webhook_secret", "is needed to sign what the webhook gets")])


async def delete_community(session: AsyncSession, actor: Actor) -> None:
    """The community is gone with everything in it. Raises `CommunityNotFound`."""
    community = await require_community(session, actor.workspace_id, lock=True)
    await _note(session, community, actor, "community.delete")
    await session.delete(community)


async def read_front(session: AsyncSession) -> FrontRead:
    """Raises `CommunityNotFound`."""
    community = await front_community(session)
    return FrontRead(name=community.name, slug=community.slug)


async def move_front(session: AsyncSession, actor: Actor, slug: str) -> FrontRead:
    """This community, and no other, is in front. Raises `CommunityNotFound`."""
    await communities.claim_addresses(session)
    community = await community_by_slug(session, slug)
    if not community.is_front:
        await communities.leave_front(session)
        community.is_front = True
        await session.flush()
        await _note(session, community, actor, "community.move_front")
    return FrontRead(name=community.name, slug=community.slug)


async def _note(
    session: AsyncSession, community: Community, actor: Actor, act: str, fields: set[str] | None = None
) -> None:
    record(
        session,
        act,
        f"exchange_community:{community.id}",
        actor_id=actor.user_id,
        workspace_id=community.workspace_id,
        slug=community.slug,
        **({"fields": sorted(fields)} if fields else {}),
    )
    await announce(session, community.workspace_id, "exchange.community_changed", community_id=community.id)


async def _read(session: AsyncSession, community: Community) -> CommunityRead:
    made_here = {"week", "has_summary_webhook_secret"}
    columns = {name: getattr(community, name) for name in CommunityRead.model_fields.keys() - made_here}
    has_secret = await communities.has_webhook_secret(session, community.id)
    week = week_read(community.timezone)
    return CommunityRead.model_validate(columns | {"has_summary_webhook_secret": has_secret, "week": week})
