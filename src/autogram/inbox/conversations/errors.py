"""What can be wrong with conversations and messages."""

from autogram.core.errors import BadRequest, Conflict, NotFound
from autogram.inbox.conversations.decision import SendDecision


class ConversationNotFound(NotFound):
    title = "Conversation not found"


class MessageNotFound(NotFound):
    title = "Message not found"


class PersonNotFound(NotFound):
    title = "Person not found"


class LabelNotFound(NotFound):
    title = "Label not found"


class NoteNotFound(NotFound):
    title = "Note not found"


class CannedReplyNotFound(NotFound):
    title = "Canned reply not found"


class LabelExists(Conflict):
    """The workspace has a label of this name; capitals make no difference."""

    title = "There is such a label already"


class ShortcutExists(Conflict):
    """Another canned reply of the workspace has this shortcut; capitals make no difference."""

    title = "The shortcut is taken"


class AssigneeNotMember(BadRequest):
    """Conversations can be given to members of the workspace only."""

    title = "This user does not belong to the workspace"


class SendingNotAllowed(Conflict):
    """Instagram's rules or the account's state forbid it; `reason_code`, `until` and `closes_at` say more."""

    title = "This may not be sent now"

    def __init__(self, decision: SendDecision) -> None:
        super().__init__(
            decision.reason,
            reason_code=decision.reason_code,
            until=decision.until.isoformat() if decision.until else None,
            closes_at=decision.closes_at.isoformat() if decision.closes_at else None,
        )
        self.decision = decision


class MessageNotRetryable(Conflict):
    """Only a failed message, or an unconfirmed one that was looked for in vain, can be sent again."""

    title = "The message cannot be sent again"


class MessageNotWaiting(Conflict):
    """Instagram has been asked already, or the message is no longer to be sent."""

    title = "The message does not wait to be sent"


class MessageNotOnInstagram(Conflict):
    """Only a message that Instagram knows can get a reaction."""

    title = "Instagram does not know this message"


class IdempotencyKeyReused(Conflict):
    """The Idempotency-Key was used before for another message."""

    title = "The Idempotency-Key belongs to another message"
