"""What a reading proves is written down: a row for each member who was to comment and each request for the post."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.core import clock
from autogram.core.errors import problem_code
from autogram.exchange.community import service as communities
from autogram.exchange.community.models import Community
from autogram.exchange.community.schemas import MemberFacts
from autogram.exchange.rounds import service as rounds
from autogram.exchange.rounds.models import RequestSource
from autogram.exchange.rounds.schemas import RequestFacts
from autogram.exchange.verification.models import (
    Finding,
    PostReading,
    ReadingSource,
    ReadingStatus,
    Verification,
    VerificationRun,
)
from autogram.exchange.verification.policy.completeness import shows_everything
from autogram.exchange.verification.policy.judging import Judgement, Speakers, judge
from autogram.exchange.verification.policy.quality import Quality
from autogram.exchange.verification.queries import readings, rows
from autogram.instagram.web.errors import PostGone

GONE = problem_code(PostGone)


async def settle(session: AsyncSession, run: VerificationRun, reading: PostReading) -> None:
    """The rows say what the reading, which has ended, proves; its comments are forgotten.

    Whoever calls holds the run. If the post is gone, its requests are closed.
    """
    community = await communities.get_community(session, run.community_id)
    requests = await _asked(session, run, reading.shortcode)
    known = await rows.of_requests(session, [request.id for request in requests], lock=True)
    comments = await readings.comments_of(session, reading.id)
    speakers = Speakers(comments)
    people = await _people(session, community, run, known)
    hand = _Hand(
        session, community, reading, speakers, {comment.id for comment in comments}, await _sources(session, known)
    )
    before = {(row.request_id, row.member_id): row for row in known}
    for request in requests:
        for member, is_due in people:
            if not _is_owner(member, request, reading):
                hand.write(member, request, before.get((request.id, member.id)), is_due=is_due)
    await session.flush()
    await _learn(session, community, reading, requests, speakers, [member for member, _ in people])
    if reading.failure_code == GONE:
        for request in requests:
            await rounds.close_request(session, request.id, reading.failure_reason or "The post is gone.")
    await readings.forget_comments(session, reading.id)


async def _asked(session: AsyncSession, run: VerificationRun, shortcode: str) -> list[RequestFacts]:
    """The week's requests for the post that are open now."""
    of_week = await rounds.requests_of_week(session, run.community_id, run.week)
    return [request for request in of_week if request.is_open and request.shortcode == shortcode]


async def _people(
    session: AsyncSession, community: Community, run: VerificationRun, known: Sequence[Verification]
) -> list[tuple[MemberFacts, bool]]:
    """Who may have commented, and whether they were to: everybody active who had joined before the week ended.

    Of the others only what they did is of interest, where they were asked before they were suspended or left.
    """
    ends_at = run.week.next.begins_at(community.timezone)
    due = [each for each in await communities.active_members(session, community.id) if each.joined_at < ends_at]
    earlier = {row.member_id for row in known if not row.is_verified} - {member.id for member in due}
    others = await communities.members_by_id(session, community.id, earlier)
    return [(member, True) for member in due] + [(member, False) for member in others.values()]


def _is_owner(member: MemberFacts, request: RequestFacts, reading: PostReading) -> bool:
    """Nobody comments for their own post, also where somebody else has asked for it."""
    if member.id == request.member_id:
        return True
    if member.instagram_id is not None and reading.source is ReadingSource.HELPER:
        return member.instagram_id == reading.owner_id
    return member.username == reading.owner_username


async def _sources(session: AsyncSession, known: Sequence[Verification]) -> dict[UUID, ReadingSource | None]:
    """Who read the evidence of those who were seen."""
    seen = [row.id for row in known if row.finding is Finding.SEEN]
    return await rows.sources_of(session, seen) if seen else {}


class _Hand:
    """Writes rows about one reading."""

    def __init__(
        self,
        session: AsyncSession,
        community: Community,
        reading: PostReading,
        speakers: Speakers,
        shown: set[str],
        sources: dict[UUID, ReadingSource | None],
    ) -> None:
        self._session, self._community, self._reading = session, community, reading
        self._speakers, self._shown, self._sources = speakers, shown, sources
        self._quality = Quality(community.min_comment_length, community.accepts_emoji_only)
        self._is_complete = reading.status is ReadingStatus.COMPLETE
        self._now = clock.now()

    def write(self, member: MemberFacts, request: RequestFacts, row: Verification | None, *, is_due: bool) -> None:
        """What the reading proves of the member stands in the row."""
        said = self._speakers.said_by(member)
        judgement = judge(
            said,
            asked_at=counts_from(request, self._community.timezone),
            quality=self._quality,
            is_complete=self._is_complete,
            doubt=doubt_of(self._reading),
        )
        if not is_due and judgement.finding is not Finding.SEEN:
            return
        if row is None:
            row = Verification(
                community_id=self._community.id, member_id=member.id, request_id=request.id, finding=Finding.PENDING
            )
            self._session.add(row)
        if row.finding is Finding.SEEN:
            self._look_for_evidence(row, judgement)
        elif judgement.finding is Finding.UNKNOWN and row.finding is Finding.MISSING and not self._is_gone:
            # It was proven before, and nothing has been proven since.
            return
        else:
            self._put_down(row, judgement)

    @property
    def _is_gone(self) -> bool:
        return self._reading.failure_code == GONE

    def _put_down(self, row: Verification, judgement: Judgement) -> None:
        row.finding, row.reason, row.checked_at = judgement.finding, judgement.reason, self._now
        row.reading_id = self._reading.id
        evidence = judgement.evidence
        row.comment_id = evidence.id if evidence else None
        row.comment_text = evidence.text if evidence else None
        row.commented_at = evidence.at if evidence else None
        if judgement.finding is Finding.SEEN and not row.is_decided and not row.is_verified:
            row.is_verified, row.verified_at = True, self._now

    def _look_for_evidence(self, row: Verification, judgement: Judgement) -> None:
        """What was seen stays. That it has vanished since is noted where nothing is hidden from us."""
        row.checked_at = self._now
        if judgement.finding is Finding.SEEN or row.comment_id in self._shown:
            row.reason = None
        elif self._shows_everything and self._sources.get(row.id) is self._reading.source:
            row.reason = row.reason or f"The comment was seen, and was no longer there on {self._now:%Y-%m-%d}."

    @property
    def _shows_everything(self) -> bool:
        return self._is_complete and shows_everything(self._reading.comments_read, self._reading.expected)


def counts_from(request: RequestFacts, timezone: str) -> datetime:
    """From when on comments count; Instagram tells their times in whole seconds.

    When somebody asked whom an organiser wrote down later, nobody knows: then from the week's beginning on.
    """
    asked_at = request.requested_at.replace(microsecond=0)
    return min(asked_at, request.week.begins_at(timezone)) if request.source is RequestSource.ADMIN else asked_at


def doubt_of(reading: PostReading) -> str:
    """Why a reading that is not complete proves nothing of those whom it did not see."""
    if reading.status is ReadingStatus.FAILED:
        return reading.failure_reason or "The comments could not be read."
    if reading.expected is None:
        return "Instagram does not tell how many comments there are, so some may be hidden."
    return f"Instagram showed {reading.comments_read:,} of {reading.expected:,} comments; theirs may be a hidden one."


async def _learn(
    session: AsyncSession,
    community: Community,
    reading: PostReading,
    requests: Sequence[RequestFacts],
    speakers: Speakers,
    people: Sequence[MemberFacts],
) -> None:
    """Whose account is whose is known from now on, whatever they call themselves later."""
    for member in people:
        if found := speakers.identity_of(member):
            await communities.know_instagram_id(session, member.id, *found)
    # The official API knows people by other numbers.
    if reading.source is not ReadingSource.HELPER or reading.owner_id is None or reading.owner_username is None:
        return
    owners = await communities.members_by_id(session, community.id, {request.member_id for request in requests})
    for owner in owners.values():
        if reading.owner_id == owner.instagram_id or reading.owner_username == owner.username:
            await communities.know_instagram_id(session, owner.id, reading.owner_id, reading.owner_username)
