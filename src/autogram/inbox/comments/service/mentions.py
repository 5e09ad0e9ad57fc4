"""A mention comes without its words; they are read from Instagram before anybody decides on it."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.accounts import service as accounts
from autogram.core import clock
from autogram.inbox.comments.errors import CommentNotFound
from autogram.inbox.comments.messages import CommentArrived
from autogram.inbox.comments.models import Comment, CommentKind
from autogram.inbox.comments.queries import rows
from autogram.inbox.comments.service.telling import tell
from autogram.inbox.comments.service.waiting import reason_not_to_ask
from autogram.inbox.conversations import service as conversations
from autogram.instagram import moderation
from autogram.instagram.errors import GraphError, InstagramError, Refusal
from autogram.instagram.moderation import Mention
from autogram.jobs.api import JobContext, RetryLater, enqueue


async def read_mention(context: JobContext, comment_id: UUID) -> None:
    """The mention has its words, if Instagram shows them, and automation hears of it. Safe to run twice.

    Raises `RetryLater` while Instagram must not be asked, and `InstagramError` when asking again may help.
    """
    async with context.transaction() as session:
        mention = await _wordless(session, comment_id)
        wait = await reason_not_to_ask(session, mention.account_id) if mention else None
        client = await _client(context, session, mention) if mention and wait is None else None
    if wait and not wait.is_final:
        raise RetryLater(wait.delay, wait.reason, counts=False)
    if mention is None or client is None:
        return
    try:
        shown = await _shown(client, mention)
    except InstagramError as error:
        await _note_failure(context, client, comment_id, error)
        return
    async with context.transaction() as session:
        await accounts.note_outcome(session, client)
        await _arrive(session, comment_id, shown)


async def _wordless(session: AsyncSession, comment_id: UUID) -> Comment | None:
    """The mention, locked, if we do not know its words."""
    try:
        mention = await rows.get_comment(session, comment_id, lock=True)
    except CommentNotFound:
        return None
    return mention if mention.kind is CommentKind.MENTION and mention.text is None else None


async def _client(context: JobContext, session: AsyncSession, mention: Comment) -> accounts.AccountClient:
    return await accounts.client_for(context.runtime, session, mention.account_id)


async def _shown(client: accounts.AccountClient, mention: Comment) -> Mention:
    if mention.comment_id:
        return await moderation.mentioned_comment(client.graph, client.user_id, mention.comment_id)
    return await moderation.mentioned_media(client.graph, client.user_id, mention.media_id or "")


async def _note_failure(
    context: JobContext, client: accounts.AccountClient, comment_id: UUID, error: InstagramError
) -> None:
    """It is tried again where that may help; else the mention arrives without its words."""
    is_refused = isinstance(error, GraphError) and error.refusal is Refusal.PERMANENT
    async with context.transaction() as session:
        await accounts.note_outcome(session, client, error)
        if is_refused or context.is_last_attempt:
            await _arrive(session, comment_id, None)
            return
    raise error


async def _arrive(session: AsyncSession, comment_id: UUID, shown: Mention | None) -> None:
    mention = await _wordless(session, comment_id)
    if mention is None:
        return
    if shown is not None:
        mention.text = shown.text or ""
        mention.username = mention.username or shown.username
        mention.media_product_type = mention.media_product_type or shown.media_product_type
        await tell(session, mention)
    if not mention.is_own and mention.commented_at > clock.now() - conversations.ANSWERED_BY_RULES_FOR:
        await enqueue(session, CommentArrived(comment_id=comment_id))
