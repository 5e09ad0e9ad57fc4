"""Names and pictures of people, as far as Instagram lets us see them."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.accounts import service as accounts
from autogram.accounts.errors import AccountNotUsable
from autogram.core import clock
from autogram.core.live import announce_all
from autogram.core.runtime import Runtime
from autogram.inbox.conversations.errors import PersonNotFound
from autogram.inbox.conversations.messages import FetchProfile
from autogram.inbox.conversations.models import Person
from autogram.inbox.conversations.queries import rows
from autogram.inbox.conversations.service.bookkeeping import note_outcomes
from autogram.inbox.conversations.service.telling import news_of_person
from autogram.instagram import messaging
from autogram.instagram.errors import GraphError, InstagramError, Refusal
from autogram.instagram.messaging import PersonProfile
from autogram.jobs.api import JobContext, enqueue

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


async def ask_for_profile_once(context: JobContext, person_id: UUID) -> None:
    """Somebody whom Instagram was never asked about is known now, as far as it tells. No failure is raised."""
    async with context.reading() as session:
        try:
            person = await rows.get_person(session, person_id)
        except PersonNotFound:
            return
    if person.profile_read_at is None:
        with suppress(InstagramError):
            await fetch_profile(context, person_id)


async def fetch_profile(context: JobContext, person_id: UUID) -> None:
    """The person's row says what Instagram shows, or why it shows nothing. A passing failure is raised."""
    question = await context.together(questions, person_id)
    if question is None:
        return
    answer: PersonProfile | InstagramError
    try:
        answer = await messaging.person_profile(question.client.graph, question.instagram_id)
    except InstagramError as error:
        answer = error
    await context.together(note_answers, (question, answer))
    if isinstance(answer, InstagramError) and not _is_settled(answer):
        raise answer


@dataclass(frozen=True, slots=True)
class Question:
    """Whom Instagram is asked about, as which account."""

    person_id: UUID
    instagram_id: str
    client: accounts.AccountClient


async def questions(runtime: Runtime, person_ids: Sequence[UUID]) -> list[Question | None]:
    """What is to be asked about each; None where nothing is, or nobody can."""
    clients: dict[UUID, accounts.AccountClient] = {}
    async with runtime.database.reading() as session:
        people = await rows.people_by_id(session, person_ids)
        stale = [person for person in people.values() if _is_stale(person)]
        for account_id in sorted({person.account_id for person in stale}):
            with suppress(AccountNotUsable):
                clients[account_id] = await accounts.client_for(runtime, session, account_id)
    asked = {
        person.id: Question(person.id, person.instagram_id, client)
        for person in stale
        if (client := clients.get(person.account_id)) is not None
    }
    return [asked.get(person_id) for person_id in person_ids]


async def note_answers(
    runtime: Runtime, answers: Sequence[tuple[Question, PersonProfile | InstagramError]]
) -> list[None]:
    """What Instagram said is written down, about many people in one transaction."""
    async with runtime.database.transaction() as session:
        people = await rows.lock_people(session, [question.person_id for question, _ in answers])
        for question, answer in answers:
            # Whoever is not there was erased meanwhile.
            if person := people.get(question.person_id):
                _note(person, answer)
        known = [people[one.person_id] for one, answer in answers if _is_shown(answer) and one.person_id in people]
        await announce_all(session, [news_of_person(person) for person in known])
        outcomes = [(one.client, answer if isinstance(answer, InstagramError) else None) for one, answer in answers]
        await note_outcomes(session, outcomes)
    return [None] * len(answers)


def _is_shown(answer: PersonProfile | InstagramError) -> bool:
    return isinstance(answer, PersonProfile)


def _is_settled(failure: InstagramError) -> bool:
    return isinstance(failure, GraphError) and failure.refusal in SETTLED


def _note(person: Person, answer: PersonProfile | InstagramError) -> None:
    if isinstance(answer, PersonProfile):
        _copy(person, answer)
    elif isinstance(answer, GraphError) and _is_settled(answer):
        # Most often the person has not agreed: they only commented, or Instagram wants them to write again.
        person.profile_read_at, person.profile_error = clock.now(), answer.reason


def _copy(person: Person, profile: PersonProfile) -> None:
    person.username, person.name = profile.username or person.username, profile.name
    person.profile_picture_url, person.follower_count = profile.profile_picture_url, profile.follower_count
    person.follows_account, person.followed_by_account = profile.follows_account, profile.followed_by_account
    person.is_verified, person.profile_read_at, person.profile_error = profile.is_verified, clock.now(), None
