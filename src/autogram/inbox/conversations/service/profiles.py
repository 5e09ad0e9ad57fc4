"""Names and pictures of people, as far as Instagram lets us see them."""

from contextlib import suppress
from datetime import timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.accounts import service as accounts
from autogram.accounts.errors import AccountNotUsable
from autogram.core import clock
from autogram.core.runtime import Runtime
from autogram.inbox.conversations.errors import PersonNotFound
from autogram.inbox.conversations.messages import FetchProfile
from autogram.inbox.conversations.models import Person
from autogram.inbox.conversations.queries import rows
from autogram.inbox.conversations.service.telling import tell_person
from autogram.instagram import messaging
from autogram.instagram.errors import GraphError, InstagramError, Refusal
from autogram.instagram.messaging import PersonProfile
from autogram.jobs.api import enqueue

# The addresses of pictures end within days.
FRESH_FOR = timedelta(days=3)
# Instagram was asked and said no for a reason of the person's or the account's, not in passing.
SETTLED = {Refusal.PERMANENT, Refusal.TOKEN_DEAD, Refusal.PERSON_MUST_ACT, Refusal.BLOCKED}


async def want_profile(session: AsyncSession, person: Person) -> None:
    """Instagram will be asked about the person, if that was some days ago."""
    if _is_stale(person):
        await enqueue(session, FetchProfile(person_id=person.id), once=f"profile:{person.id}")


def _is_stale(person: Person) -> bool:
    return person.profile_read_at is None or person.profile_read_at < clock.now() - FRESH_FOR


async def ask_for_profile_once(runtime: Runtime, person_id: UUID) -> None:
    """Somebody whom Instagram was never asked about is known now, as far as it tells. No failure is raised."""
    async with runtime.database.reading() as session:
        try:
            person = await rows.get_person(session, person_id)
        except PersonNotFound:
            return
    if person.profile_read_at is None:
        with suppress(InstagramError):
            await fetch_profile(runtime, person_id)


async def fetch_profile(runtime: Runtime, person_id: UUID) -> None:
    """The person's row says what Instagram shows, or why it shows nothing. A passing failure is raised."""
    async with runtime.database.reading() as session:
        try:
            person = await rows.get_person(session, person_id)
            if not _is_stale(person):
                return
            client = await accounts.client_for(runtime, session, person.account_id)
        except (PersonNotFound, AccountNotUsable):
            return
    profile: PersonProfile | None = None
    failure: InstagramError | None = None
    try:
        profile = await messaging.person_profile(client.graph, person.instagram_id)
    except InstagramError as error:
        failure = error
    async with runtime.database.transaction() as session:
        await accounts.note_outcome(session, client, failure)
        await _note(session, person_id, profile, failure)
    if failure is not None and not _is_settled(failure):
        raise failure


def _is_settled(failure: InstagramError) -> bool:
    return isinstance(failure, GraphError) and failure.refusal in SETTLED


async def _note(
    session: AsyncSession, person_id: UUID, profile: PersonProfile | None, failure: InstagramError | None
) -> None:
    try:
        person = await rows.get_person(session, person_id, lock=True)
    except PersonNotFound:
        # Erased meanwhile.
        return
    if profile is not None:
        _copy(person, profile)
        await tell_person(session, person)
    elif isinstance(failure, GraphError) and _is_settled(failure):
        # Most often the person has not agreed: they only commented, or Instagram wants them to write again.
        person.profile_read_at, person.profile_error = clock.now(), failure.reason


def _copy(person: Person, profile: PersonProfile) -> None:
    person.username, person.name = profile.username or person.username, profile.name
    person.profile_picture_url, person.follower_count = profile.profile_picture_url, profile.follower_count
    person.follows_account, person.followed_by_account = profile.follows_account, profile.followed_by_account
    person.is_verified, person.profile_read_at, person.profile_error = profile.is_verified, clock.now(), None
