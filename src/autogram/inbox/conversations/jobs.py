"""Conversations outside of requests."""

from datetime import timedelta

from autogram.inbox.conversations.messages import SendMessage, SettleMessage, WakeSnoozed
from autogram.inbox.conversations.service import organising
from autogram.inbox.conversations.service.delivery import send, settle
from autogram.jobs.api import JobContext, RetryLater, handles, schedules


@handles(SendMessage, max_attempts=5, longest_delay=timedelta(minutes=1))
async def send_message(context: JobContext, message: SendMessage) -> None:
    try:
        await send.send(context.runtime, message.message_id)
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


@handles(WakeSnoozed, one_at_a_time=lambda message: "inbox.wake_snoozed")
async def wake_snoozed(context: JobContext, message: WakeSnoozed) -> None:
    async with context.transaction() as session:
        await organising.wake_snoozed(session)


schedules(WakeSnoozed, "* * * * *")
