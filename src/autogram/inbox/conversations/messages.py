"""The vocabulary of conversations."""

from uuid import UUID

from autogram.jobs.api import JobMessage


class MessageArrived(JobMessage, name="inbox.message_arrived"):
    """A person wrote (or tapped); the row is committed. Automation listens."""

    message_id: UUID


class SendMessage(JobMessage, name="inbox.send_message"):
    """This message, whose status is `sending`, goes out, once."""

    message_id: UUID


class SettleMessage(JobMessage, name="inbox.settle_message"):
    """An answer was unclear: look at Instagram whether the message is there."""

    message_id: UUID


class MarkSeen(JobMessage, name="inbox.mark_seen"):
    """Instagram shows the person that their messages were read."""

    conversation_id: UUID


class FetchProfile(JobMessage, name="inbox.fetch_profile"):
    """The person's name and picture are as Instagram shows them, if it lets us see them."""

    person_id: UUID


class WakeSnoozed(JobMessage, name="inbox.wake_snoozed"):
    """Conversations whose snooze is over are open again."""


class WatchOutgoing(JobMessage, name="inbox.watch_outgoing"):
    """Messages that were to be sent a while ago and that no job works on have one."""
