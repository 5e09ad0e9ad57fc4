"""What a turn of a run works with."""

from dataclasses import dataclass, field
from uuid import UUID

from autogram.exchange.commenting.models import CommentingRun, Consumer, Tone
from autogram.exchange.community.models import Community


class Skipped(Exception):
    """Left out, and why; the run goes on with what comes next."""


class RunHasEnded(Exception):
    """Somebody has stopped the run, or another worker has gone on with it."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Whose posts are looked at, and how the community wants its texts."""

    run_id: UUID
    number: int
    community_id: UUID
    workspace_id: UUID
    started_by: UUID | None
    consumer_id: UUID
    consumer_number: int
    username: str
    tone: Tone | None
    wishes: str | None = field(repr=False)
    posts: int
    longest: int
    blocked_words: tuple[str, ...] = field(repr=False)


def turn_of(run: CommentingRun, community: Community, consumer: Consumer) -> Turn:
    return Turn(
        run_id=run.id,
        number=run.turn,
        community_id=community.id,
        workspace_id=community.workspace_id,
        started_by=run.started_by,
        consumer_id=consumer.id,
        consumer_number=consumer.number,
        username=consumer.username,
        tone=consumer.tone,
        wishes=consumer.wishes,
        posts=community.posts_per_consumer,
        longest=community.max_comment_length,
        blocked_words=tuple(str(word) for word in community.blocked_words),
    )
