"""Conversations outside of requests."""

from datetime import timedelta

from autogram.inbox.conversations.messages import (
    FetchProfile,
    MarkSeen,
    SendMessage,
    SettleMessage,
    WakeSnoozed,
    WatchOutgoing,
)
from autogram.inbox.conversations.service import organising, presence, profiles, watching
from autogram.inbox.conversations.service.delivery import send, settle
from autogram.jobs.api import JobContext, RetryLater, handles, schedules


@handles(SendMessage, max_attempts=5, longest_delay=timedelta(minutes=1))
async def send_message(context: JobContext, message: SendMessage) -> None:
    try:
        await send.send(context, message.message_id)
    except RetryLater:
        raise
    except Exception:
        if context.is_last_attempt:
            await send.give_up(context.runtime, message.message_id)
        raise


@handles(SettleMessage, max_attempts=len(settle.LOOKS) + 3, longest_delay=timedelta(minutes=1))
async def settle_message(context: JobContext, message: SettleMessage) -> None:
    try:
        await settle.settle(context.runtime, message.message_id, look=context.attempt)
    except RetryLater:
        raise
    except Exception:
        if context.is_last_attempt:
            await send.give_up_looking(context.runtime, message.message_id)
        raise


@handles(MarkSeen, max_attempts=2)
async def mark_seen(context: JobContext, message: MarkSeen) -> None:
    await presence.show_seen(context.runtime, message.conversation_id)


@handles(FetchProfile, max_attempts=4)
async def fetch_profile(context: JobContext, message: FetchProfile) -> None:
    await profiles.fetch_profile(context, message.person_id)


@handles(WakeSnoozed, one_at_a_time=lambda message: "inbox.wake_snoozed")
async def wake_snoozed(context: JobContext, message: WakeSnoozed) -> None:
    async with context.transaction() as session:
        await organising.wake_snoozed(session)


@handles(WatchOutgoing, one_at_a_time=lambda message: "inbox.watch_outgoing")
async def watch_outgoing(context: JobContext, message: WatchOutgoing) -> None:
    await watching.watch_outgoing(context.runtime)


schedules(WakeSnoozed, "* * * * *")
schedules(WatchOutgoing, "*/2 * * * *")
