"""Rules, their order, and which of them are about something."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import ARRAY, Text, Uuid, any_, func, literal, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import undefer

from autogram.core import clock
from autogram.core.db import ReadSession
from autogram.inbox.automation.errors import RuleNotFound
from autogram.inbox.automation.models import Rotation, Rule
from autogram.inbox.comments.models import Comment, CommentKind
from autogram.inbox.conversations.models import Conversation, Message

AnySession = AsyncSession | ReadSession
# A person, if it is known who it is, and rules in their order.
Interested = tuple[UUID | None, list[Rule]]


async def get_rule(
    session: AnySession,
    rule_id: UUID,
    *,
    workspace_id: UUID | None = None,
    lock: bool = False,
    with_secret: bool = False,
) -> Rule:
    """The rule, of this workspace if one is given. Raises `RuleNotFound`."""
    found = select(Rule).where(Rule.id == rule_id)
    if workspace_id is not None:
        found = found.where(Rule.workspace_id == workspace_id)
    if with_secret:
        found = found.options(undefer(Rule.webhook_secret))
    if lock:
        found = found.with_for_update().execution_options(populate_existing=True)
    rule = await session.scalar(found)
    if rule is None:
        raise RuleNotFound(rule_id=str(rule_id))
    return rule


async def rules_of(session: AnySession, account_id: UUID) -> Sequence[Rule]:
    """All rules of the account, in their order."""
    rows = select(Rule).where(Rule.account_id == account_id).order_by(Rule.position, Rule.id)
    return (await session.scalars(rows)).all()


async def claim_rules(session: AsyncSession, account_id: UUID) -> None:
    """Who changes which rules the account has, or their order, waits until our transaction has ended."""
    await _lock(session, f"automation-rules:{account_id}")


async def claim_people(session: AsyncSession, keys: Collection[str]) -> None:
    """Of all that one person writes, rules look at one thing after the other."""
    await _lock(session, *(f"automation:{key}" for key in keys))


async def claim_caps(session: AsyncSession, rule_ids: Collection[UUID]) -> None:
    """Nobody else asks these rules until our transaction has ended."""
    await _lock(session, *(f"automation-cap:{rule_id}" for rule_id in rule_ids))


async def _lock(session: AsyncSession, *keys: str) -> None:
    """All lock in one order, so that nobody waits in a ring."""
    if keys:
        key = func.unnest(literal(sorted(set(keys)), ARRAY(Text))).column_valued("key")
        await session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(key, 0))))


async def rules_about_messages(session: AnySession, message_ids: Collection[UUID]) -> dict[UUID, Interested]:
    """Who wrote each of the messages, and the rules that are on for its account; without such rules it is left out."""
    rows = (
        select(Message.id, Conversation.person_id, Rule)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .join(Rule, Rule.account_id == Message.account_id)
        .where(Message.id == any_(literal(list(message_ids), ARRAY(Uuid))), Rule.is_enabled)
        .order_by(Rule.position, Rule.id)
    )
    found: dict[UUID, Interested] = {}
    for message_id, person_id, rule in await session.execute(rows):
        found.setdefault(message_id, (person_id, []))[1].append(rule)
    return found


async def rules_about_comment(session: AnySession, comment_id: UUID) -> Interested:
    """The same for a comment below the account's own posts, whose author Instagram does not always tell."""
    rows = (
        select(Comment.person_id, Rule)
        .join(Rule, Rule.account_id == Comment.account_id)
        .where(Comment.id == comment_id, Comment.kind != CommentKind.MENTION, Rule.is_enabled)
        .order_by(Rule.position, Rule.id)
    )
    found = (await session.execute(rows)).all()
    return (found[0][0] if found else None), [rule for _, rule in found]


async def set_positions(session: AsyncSession, rule_ids: Sequence[UUID]) -> None:
    """The rules stand in this order, counted from 1."""
    for position, rule_id in enumerate(rule_ids, start=1):
        change = update(Rule).where(Rule.id == rule_id, Rule.position != position)
        await session.execute(change.values(position=position, updated_at=clock.now()))


async def next_turn(session: AsyncSession, rule_id: UUID, place: str) -> int:
    """How often the rule has had its turn in this place; one more from now on. Two at once get different numbers."""
    write = insert(Rotation).values(rule_id=rule_id, place=place, used=1)
    more = write.on_conflict_do_update(
        index_elements=[Rotation.rule_id, Rotation.place], set_={"used": Rotation.used + 1}
    )
    return int(await session.scalar(more.returning(Rotation.used)) or 1) - 1


async def turns_had(session: AnySession, rule_id: UUID, place: str) -> int:
    found = select(Rotation.used).where(Rotation.rule_id == rule_id, Rotation.place == place)
    return int(await session.scalar(found) or 0)
