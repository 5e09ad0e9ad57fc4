"""What rules are asked about: a message or comment as it was stored, and everything known around it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from autogram.accounts import service as accounts
from autogram.core import clock
from autogram.core.db import ReadSession
from autogram.inbox.automation.queries import talk
from autogram.inbox.automation.situation import Situation
from autogram.inbox.comments import service as comments
from autogram.inbox.comments.schemas import CommentFacts
from autogram.inbox.conversations import service as conversations
from autogram.inbox.conversations.schemas import ConversationFacts, ConversationStatus, Direction, MessageFacts

AnySession = AsyncSession | ReadSession
NOBODY = UUID(int=0)
UNSENT = "The person took the message back."
DELETED = "The comment is deleted."
HIDDEN = "The comment is hidden."
OWN = "The account wrote it itself."


@dataclass(frozen=True, slots=True)
class Occasion:
    """`subject` is `message:<id>` or `comment:<id>`. `person` is who is spoken to, with or without a conversation."""

    subject: str
    account_id: UUID
    workspace_id: UUID
    person_id: UUID | None
    situation: Situation
    person: ConversationFacts
    conversation: ConversationFacts | None
    message: MessageFacts | None = None
    comment: CommentFacts | None = None

    @property
    def gone(self) -> str | None:
        """Why it must not be spoken of any more, if its author took it back or somebody removed it."""
        if self.message is not None and self.message.unsent:
            return UNSENT
        if self.comment is not None and self.comment.is_deleted:
            return DELETED
        return HIDDEN if self.comment is not None and self.comment.is_hidden else None

    def says(self, text: str) -> str:
        """The text with its variables filled in for this person."""
        return conversations.render_variables(text, self.person)


async def occasion_of(session: AnySession, subject: str) -> Occasion:
    """Raises `MessageNotFound` or `CommentNotFound`."""
    kind, _, row_id = subject.partition(":")
    if kind == "message":
        return about_message(await conversations.message_facts(session, UUID(row_id)))
    return await about_comment(session, await comments.comment_facts(session, UUID(row_id)))


async def occasions_of(
    session: AnySession, subjects: Collection[str], usernames: Mapping[UUID, str]
) -> dict[str, Occasion]:
    """The same for many, whose accounts have these names. Messages that are gone are left out.

    Raises `CommentNotFound`.
    """
    messages = {UUID(subject.removeprefix("message:")) for subject in subjects if subject.startswith("message:")}
    facts = await conversations.facts_of_messages(session, messages, usernames) if messages else {}
    found = {message_subject(message_id): about_message(one) for message_id, one in facts.items()}
    for subject in subjects:
        if subject.startswith("comment:"):
            found[subject] = await occasion_of(session, subject)
    return found


def message_subject(message_id: UUID) -> str:
    return f"message:{message_id}"


def comment_subject(comment_id: UUID) -> str:
    return f"comment:{comment_id}"


def about_message(facts: MessageFacts) -> Occasion:
    """A message, with its conversation."""
    now, conversation = clock.now(), facts.conversation
    situation = Situation(
        now=now,
        happened_at=facts.sent_at,
        kind=facts.kind,
        text=facts.text,
        payload=_payload(facts.details),
        ref=_ref(facts.details),
        is_first_message=facts.is_first_message,
        withdrawn=_withdrawn(facts),
        **_person(conversation, now),
    )
    return Occasion(
        subject=message_subject(facts.message_id),
        account_id=conversation.account_id,
        workspace_id=conversation.workspace_id,
        person_id=conversation.person_id,
        situation=situation,
        person=conversation,
        conversation=conversation,
        message=facts,
    )


async def about_comment(session: AnySession, facts: CommentFacts) -> Occasion:
    """A comment, with the conversation that there is with its author, if there is one."""
    now, conversation = clock.now(), await _conversation_of(session, facts)
    situation = Situation(
        now=now,
        happened_at=facts.commented_at,
        kind=None,
        text=facts.text,
        media_id=facts.media_id,
        is_reply=facts.is_reply,
        withdrawn=_unfit(facts),
        **(_person(conversation, now) if conversation else {}),
    )
    account = await accounts.account_brief(session, facts.account_id)
    return Occasion(
        subject=comment_subject(facts.id),
        account_id=facts.account_id,
        workspace_id=facts.workspace_id,
        person_id=facts.person_id,
        situation=situation,
        person=conversation or stranger(account, username=facts.username, person_id=facts.person_id),
        conversation=conversation,
        comment=facts,
    )


def stranger(
    account: accounts.AccountBrief, *, username: str | None, name: str | None = None, person_id: UUID | None = None
) -> ConversationFacts:
    """Somebody with whom there is no conversation, to be spoken to all the same."""
    return ConversationFacts(
        conversation_id=NOBODY,
        account_id=account.id,
        workspace_id=account.workspace_id,
        account_username=account.username,
        person_id=person_id or NOBODY,
        username=username,
        name=name,
        labels=(),
        status=ConversationStatus.OPEN,
        assignee_id=None,
        taken_over_at=None,
        last_inbound_at=None,
        window_open_until=None,
        follows_account=None,
    )


async def _conversation_of(session: AnySession, facts: CommentFacts) -> ConversationFacts | None:
    if facts.person_id is None:
        return None
    conversation_id = await talk.conversation_with(session, facts.account_id, facts.person_id)
    return await conversations.conversation_facts(session, conversation_id) if conversation_id else None


def _person(conversation: ConversationFacts, now: datetime) -> dict[str, Any]:
    open_until = conversation.window_open_until
    return {
        "labels": frozenset(conversation.labels),
        "status": conversation.status,
        "is_assigned": conversation.assignee_id is not None,
        "taken_over": conversation.taken_over_at is not None,
        "window_open": open_until is not None and open_until > now,
        "follows_account": conversation.follows_account,
    }


def _withdrawn(facts: MessageFacts) -> str | None:
    if facts.unsent:
        return UNSENT
    if facts.direction is not Direction.INBOUND:
        return OWN
    return "Another app leads this conversation." if facts.details.get("standby") else None


def _unfit(facts: CommentFacts) -> str | None:
    if facts.is_own:
        return OWN
    if facts.is_deleted:
        return DELETED
    if facts.is_hidden:
        return HIDDEN
    return "Somebody has answered the comment already." if facts.is_answered else None


def _payload(details: dict[str, Any]) -> str | None:
    """What was tapped: a button of a message or menu, an ice breaker, or a quick reply."""
    tapped = details.get("postback") or details.get("quick_reply") or {}
    return tapped.get("payload")


def _ref(details: dict[str, Any]) -> str | None:
    """Where the person came from; empty if Instagram says only that they came."""
    referral = details.get("referral")
    return str(referral.get("ref") or "") if isinstance(referral, dict) else None
