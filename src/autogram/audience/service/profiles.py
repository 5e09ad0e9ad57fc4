"""Which accounts a workspace keeps an eye on, and who is on their whitelists."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.accounts import service as accounts
from autogram.audience.errors import AudienceProfileExists
from autogram.audience.models import AudienceProfile
from autogram.audience.queries import profiles
from autogram.audience.schemas import MOST_EXEMPT, ExemptRead, ProfileCreate, ProfileRead, ProfileUpdate
from autogram.core import audit, clock
from autogram.core.db import ReadSession
from autogram.core.errors import FieldError, InvalidInput
from autogram.core.paging import Page, cut_page
from autogram.identity.permissions import Actor
from autogram.instagram.export import text


async def create_profile(session: AsyncSession, actor: Actor, wish: ProfileCreate) -> ProfileRead:
    """The workspace follows the account. Raises `AudienceProfileExists`."""
    profile = await profiles.add_profile(session, actor.workspace_id, wish.username, created_by=actor.user_id)
    if profile is None:
        existing = await profiles.find_profile(session, actor.workspace_id, wish.username)
        raise AudienceProfileExists(
            f"{wish.username} is followed in this workspace already.", profile_id=existing and str(existing.id)
        )
    profile.alarm_lost_followers = wish.alarm_lost_followers
    await session.flush()
    return ProfileRead.model_validate(profile)


async def list_profiles(
    session: ReadSession, workspace_id: UUID, *, cursor: str | None, limit: int
) -> Page[ProfileRead]:
    found, following = cut_page(await profiles.list_profiles(session, workspace_id, cursor=cursor, limit=limit), limit)
    return Page(items=[ProfileRead.model_validate(each) for each in found], next_cursor=following)


async def read_profile(session: ReadSession, workspace_id: UUID, profile_id: UUID) -> ProfileRead:
    return ProfileRead.model_validate(await profiles.get_profile(session, profile_id, workspace_id=workspace_id))


async def update_profile(
    session: AsyncSession, workspace_id: UUID, profile_id: UUID, change: ProfileUpdate
) -> ProfileRead:
    """What was sent is changed. Raises `AudienceProfileNotFound`, and `AccountNotFound` for a foreign account."""
    profile = await profiles.get_profile(session, profile_id, workspace_id=workspace_id, lock=True)
    sent = change.model_fields_set
    if change.username is not None and change.username != profile.username:
        if await profiles.find_profile(session, workspace_id, change.username):
            raise AudienceProfileExists(f"{change.username} is followed in this workspace already.")
        profile.username = change.username
    if "account_id" in sent:
        if change.account_id is not None:
            await accounts.read_account(session, workspace_id, change.account_id)
        profile.account_id = change.account_id
    if "alarm_lost_followers" in sent:
        profile.alarm_lost_followers = change.alarm_lost_followers
    if "snapshot_every_hours" in sent:
        profile.snapshot_every_hours = change.snapshot_every_hours
        profile.next_snapshot_at = clock.now() if change.snapshot_every_hours else None
    await session.flush()
    return ProfileRead.model_validate(profile)


async def delete_profile(session: AsyncSession, actor: Actor, profile_id: UUID) -> None:
    """The profile is gone with its snapshots, its whitelist and its session."""
    profile = await profiles.get_profile(session, profile_id, workspace_id=actor.workspace_id, lock=True)
    audit.record(
        session,
        "audience.delete_profile",
        f"audience_profile:{profile_id}",
        actor_id=actor.user_id,
        workspace_id=actor.workspace_id,
        username=profile.username,
    )
    await session.delete(profile)


async def profile_named(session: AsyncSession, workspace_id: UUID, username: str, created_by: UUID | None) -> UUID:
    """The workspace's profile of that name, made if it is not there."""
    added = await profiles.add_profile(session, workspace_id, username, created_by=created_by)
    profile: AudienceProfile | None = added or await profiles.find_profile(session, workspace_id, username)
    assert profile is not None
    return profile.id


async def exempt_person(
    session: AsyncSession, actor: Actor, profile_id: UUID, username: str, note: str | None
) -> ExemptRead:
    """The person is on the whitelist, with the new note if they were before."""
    await profiles.get_profile(session, profile_id, workspace_id=actor.workspace_id, lock=True)
    if await profiles.count_exempt(session, profile_id) >= MOST_EXEMPT:
        raise InvalidInput([FieldError("username", f"the whitelist is full: it has {MOST_EXEMPT:,} people")])
    row = await profiles.exempt(session, profile_id, _legal(username), note, actor.user_id)
    return ExemptRead.model_validate(row)


async def end_exemption(session: AsyncSession, workspace_id: UUID, profile_id: UUID, username: str) -> None:
    """The person is not on the whitelist, whether they were before or not."""
    await profiles.get_profile(session, profile_id, workspace_id=workspace_id)
    await profiles.remove_exempt(session, profile_id, _legal(username))


async def list_exempt(
    session: ReadSession, workspace_id: UUID, profile_id: UUID, *, cursor: str | None, limit: int
) -> Page[ExemptRead]:
    await profiles.get_profile(session, profile_id, workspace_id=workspace_id)
    found, following = cut_page(await profiles.list_exempt(session, profile_id, cursor=cursor, limit=limit), limit)
    return Page(items=[ExemptRead.model_validate(each) for each in found], next_cursor=following)


def _legal(username: str) -> str:
    name = text.normal_username(username)
    if not text.is_legal_username(name):
        raise InvalidInput([FieldError("username", "is not a user name of Instagram")])
    return name
