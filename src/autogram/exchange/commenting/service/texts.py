"""Texts for one post: read everything, ask the model, keep what can be used."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.content.ai import service as ai
from autogram.content.ai.errors import AiBudgetSpent, AiNotConfigured
from autogram.core import clock
from autogram.core.errors import AppError
from autogram.core.runtime import Runtime
from autogram.exchange.commenting.models import Approval, CommentStatus, ParticipantStatus, Producer
from autogram.exchange.commenting.queries import comments, participants, runs
from autogram.exchange.commenting.service.posts import all_comments
from autogram.exchange.commenting.service.prompting import Texts, Wanted
from autogram.exchange.commenting.service.switches import open_community
from autogram.exchange.commenting.service.turns import RunHasEnded, Skipped, Turn
from autogram.exchange.commenting.service.work import give_work
from autogram.exchange.commenting.validation import TextRules, choose, text_key, tidy
from autogram.exchange.helpers.errors import NoHelperAvailable
from autogram.instagram.web.errors import WebError
from autogram.instagram.web.posts import SeenPost

MOST_TEXTS = 50
EARLIER_TEXTS = 20
LONGEST_CAPTION = 2_200
PURPOSE = "exchange_comments"


@dataclass(frozen=True, slots=True)
class Pen:
    """A producer who may write below the post."""

    id: UUID
    username: str
    instagram_id: str | None
    is_automatic: bool

    def is_same(self, user_id: str | None, username: str) -> bool:
        """Whether somebody on Instagram is this producer, also under another name."""
        has_same_id = self.instagram_id is not None and self.instagram_id == user_id
        return has_same_id or self.username == username.lower()


async def write_for_post(runtime: Runtime, turn: Turn, post: SeenPost) -> str | None:
    """Every producer who may has a text for the post. Why some have none; None if all have.

    Raises `Skipped`, `RunHasEnded`, `CommentingStopped`, `UnofficialAccessDisabled`, `AiNotConfigured`,
    `AiBudgetSpent`.
    """
    if not (post.caption or "").strip():
        raise Skipped("It has no caption to write about.")
    pens = await _without_a_text(runtime, turn, post)
    pens = await _without_a_comment(runtime, turn, post, pens)
    wanted = await _wanted(runtime, turn, post, len(pens))
    texts, answer = await _ask(runtime, turn, wanted)
    async with runtime.database.transaction() as session:
        return await _keep(session, runtime, turn, post, pens, texts, answer)


async def _without_a_text(runtime: Runtime, turn: Turn, post: SeenPost) -> list[Pen]:
    """Producers who may write and have no text for the post yet; never its owner."""
    async with runtime.database.transaction() as session:
        await open_community(session, runtime.settings, turn.community_id)
        pens = [_pen(one) for one in await participants.writing_producers(session, turn.community_id)]
        pens = [pen for pen in pens if not pen.is_same(post.owner_id, post.owner_username)]
        done = await comments.written_for(session, media_id_of(post), [pen.id for pen in pens])
    if not pens:
        raise Skipped("There is no producer for it.")
    if left := [pen for pen in pens if pen.id not in done]:
        return left
    raise Skipped("Every producer has a text for it already.")


def _pen(producer: Producer) -> Pen:
    return Pen(producer.id, producer.username, producer.instagram_id, producer.approval is Approval.AUTOMATIC)


async def _without_a_comment(runtime: Runtime, turn: Turn, post: SeenPost, pens: list[Pen]) -> list[Pen]:
    """Those who have not commented, in any order; known only when everything was read."""
    try:
        read = await all_comments(runtime, turn.community_id, post)
    except WebError as error:
        raise Skipped(f"Its comments cannot be read. {error}") from None
    except NoHelperAvailable as error:
        raise Skipped(f"Its comments cannot be read. {error.detail}") from None
    if not read.is_complete:
        raise Skipped(f"Instagram showed {len(read.found)} of {post.comment_count} comments, so nobody is sure.")
    silent = [pen for pen in pens if not any(pen.is_same(one.user_id, one.username) for one in read.found)]
    if not silent:
        raise Skipped("Every producer has commented already.")
    return random.sample(silent, min(len(silent), MOST_TEXTS))


async def _wanted(runtime: Runtime, turn: Turn, post: SeenPost, amount: int) -> Wanted:
    """The question; asked only if nobody has stopped the comments meanwhile."""
    async with runtime.database.transaction() as session:
        await _require_turn(session, runtime, turn)
        earlier = await comments.latest_texts(session, turn.consumer_id, EARLIER_TEXTS)
    return Wanted(amount, turn.longest, post.caption or "", turn.tone, turn.wishes, tuple(earlier))


async def _ask(runtime: Runtime, turn: Turn, wanted: Wanted) -> tuple[Sequence[str], ai.Completion]:
    try:
        answer, completion = await ai.complete_shaped(
            runtime,
            turn.workspace_id,
            Texts,
            user_id=turn.started_by,
            purpose=PURPOSE,
            messages=wanted.messages(),
            max_output_tokens=wanted.max_tokens,
        )
    except (AiNotConfigured, AiBudgetSpent):
        raise
    except AppError as error:
        raise Skipped(f"{error.title}. {error.detail}") from None
    return answer.comments, completion


async def _keep(
    session: AsyncSession,
    runtime: Runtime,
    turn: Turn,
    post: SeenPost,
    pens: Sequence[Pen],
    texts: Sequence[str],
    answer: ai.Completion,
) -> str | None:
    """The usable texts are there, each for one producer, and those that need no approval are on their way."""
    await _require_turn(session, runtime, turn)
    pens = await _still_taking_part(session, turn, pens)
    said = await comments.said_before(session, turn.community_id, [text_key(tidy(text)) for text in texts])
    chosen, faults = choose(texts, TextRules(turn.longest, turn.blocked_words, frozenset(said)))
    given = list(zip(pens, chosen, strict=False))
    shares = shares_of(answer.cost_micros, len(given))
    common = {
        "community_id": turn.community_id,
        "run_id": turn.run_id,
        "consumer_id": turn.consumer_id,
        "media_id": media_id_of(post),
        "shortcode": post.shortcode,
        "caption": (post.caption or "")[:LONGEST_CAPTION],
        "model": answer.model,
    }
    made = 0
    for (pen, text), share in zip(given, shares, strict=True):
        row = {"producer_id": pen.id, "text": text, "text_key": text_key(text), "cost_micros": share}
        if await comments.add_comment(session, **common, **row, **_start(pen)):
            made += 1
    await give_work(session, [pen.id for pen, _ in given if pen.is_automatic])
    run = await runs.locked_run(session, turn.run_id)
    assert run is not None, "it was locked a moment ago"
    run.texts_written += made
    missing = len(pens) - made
    reasons = "; ".join(dict.fromkeys(faults)) or "the model wrote too few"
    return f"{missing} of {len(pens)} texts could not be used: {reasons}." if missing else None


async def _still_taking_part(session: AsyncSession, turn: Turn, pens: Sequence[Pen]) -> list[Pen]:
    """Those who have not left while the model wrote; nobody leaves before the transaction ends."""
    present = {one.id for one in await participants.writing_producers(session, turn.community_id, lock=True)}
    return [pen for pen in pens if pen.id in present]


def _start(pen: Pen) -> dict[str, object]:
    """A text waits for a person, unless its producer has chosen otherwise."""
    if pen.is_automatic:
        return {"status": CommentStatus.APPROVED, "decided_at": clock.now()}
    return {"status": CommentStatus.WAITING}


async def _require_turn(session: AsyncSession, runtime: Runtime, turn: Turn) -> None:
    """The comments are not stopped, the run goes on, and its consumer still takes part; none of it changes before the
    transaction ends.

    Raises `CommentingStopped`, `UnofficialAccessDisabled`, `RunHasEnded`, `Skipped`.
    """
    await open_community(session, runtime.settings, turn.community_id)
    run = await runs.locked_run(session, turn.run_id)
    if run is None or run.finished_at is not None or run.turn != turn.number:
        raise RunHasEnded
    consumer = await participants.locked_consumer(session, turn.consumer_id)
    if consumer is None or consumer.status is not ParticipantStatus.ACTIVE:
        raise Skipped("The consumer has left.")


def shares_of(cost_micros: int | None, count: int) -> list[int | None]:
    """What each of so many texts cost; together exactly what the answer did."""
    if cost_micros is None:
        return [None] * count
    return [cost_micros // count + (place < cost_micros % count) for place in range(count)]


def media_id_of(post: SeenPost) -> str:
    """`<media>_<owner>`, as the app names a post."""
    return post.media_id if "_" in post.media_id else f"{post.media_id}_{post.owner_id}"
